"""One incoming stream: what is kept of it, what it lacks, who is shown it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from media.forwarder import rtcp
from media.forwarder.packets import HEADER, PADDING, PLAIN, Packet, begins_picture, send_time
from media.forwarder.redundancy import said_once
from media.forwarder.repair import Missing
from media.forwarder.sequence import HALF, SEQUENCE_MASK

if TYPE_CHECKING:
    from media.forwarder.showing import Showing

KEPT = 1024
LATEST_USE = KEPT - 1
RESTARTED = 4096
"""A number so far from the last is a new beginning of the sender's, not loss."""


Tap = Callable[[bytes, int], None]
"""Given (an RTP packet without extensions, the time in ms), for whoever records."""


class Reported:
    """The newest sender report of a stream: NTP (64 bits), the stream's timestamp, when it came by our clock."""

    __slots__ = ("at_s", "ntp", "timestamp")

    def __init__(self, ntp: int, timestamp: int, at_s: float) -> None:
        self.ntp = ntp
        self.timestamp = timestamp
        self.at_s = at_s


class Stream:
    """The packets of one SSRC, repaired packets put back among them. Times are seconds of one monotonic clock."""

    __slots__ = (
        "_at_last_report",
        "_base",
        "_cycles",
        "_jitter",
        "_transit",
        "arrived_s",
        "ask_picture",
        "clock",
        "highest",
        "kept",
        "layer",
        "missing",
        "octets",
        "packets",
        "picture",
        "rate_bps",
        "reported",
        "residual",
        "showings",
        "shut",
        "ssrc",
        "tap",
        "timestamp",
        "waiting",
    )

    def __init__(self, ssrc: int, layer: str, ask_picture: Callable[[], None], *, picture: bool) -> None:
        self.ssrc = ssrc
        self.clock = 90_000 if picture else 48_000
        self.ask_picture = ask_picture
        self.layer = layer
        self.picture = picture
        self.kept: list[Packet | None] = [None] * KEPT
        self.missing = Missing()
        self.showings: list[Showing] = []
        self.waiting: list[Showing] = []
        self.tap: Tap | None = None
        self.shut = False
        self.highest = -1
        self.timestamp = 0
        self.arrived_s = 0.0
        self.packets = 0
        self.octets = 0
        self.rate_bps = 0.0
        self.reported: Reported | None = None
        self.residual = 0
        self._base = 0
        self._cycles = 0
        self._jitter = 0.0
        self._transit: float | None = None
        self._at_last_report = (0, 0, 0)  # expected, received, octets

    def take(self, packet: Packet, now_s: float, *, repaired: bool) -> None:
        """One packet, in any order; what is new goes on to everybody at once."""
        number = packet[0]
        if self.highest < 0:
            self._begin(number)
        ahead = (number - self.highest) & SEQUENCE_MASK
        if not repaired:
            self.packets += 1
            self.octets += len(packet[5])
        if ahead == 0 or ahead >= HALF:
            self._late(packet, (-ahead) & SEQUENCE_MASK, now_s)
            return
        if ahead > RESTARTED:
            self._begin(number)
            self.packets = 1
        elif ahead > 1:
            self.missing.gap(self.highest + 1, ahead - 1, now_s)
        if number < self.highest:
            self._cycles += 0x10000
        self.highest = number
        self.timestamp = packet[1]
        self.arrived_s = now_s
        self.kept[number & LATEST_USE] = packet
        if self.waiting and (not self.picture or begins_picture(packet[5])):
            for showing in self.waiting[:]:
                showing.follow(self, packet, now_s)
        if self.showings:
            self._pass_on(packet, now_s)
        if not repaired:
            self._vary(packet[1], now_s)
        if self.tap is not None:
            self._tapped(self.tap, packet, now_s)

    def _pass_on(self, packet: Packet, now_s: float) -> None:
        number, timestamp, first, second, kept, payload = packet
        before = send_time(now_s) + kept
        tail = before + payload
        words = 1 + len(kept) // 4
        once = said_once(packet)
        if once is packet:
            for showing in self.showings:
                showing.send(number, timestamp, first, second, words, tail)
            return
        for showing in self.showings:
            if showing.takes_twice:
                showing.send(number, timestamp, first, second, words, tail)
            else:
                showing.send(number, timestamp, first, once[3], words, before + once[5])

    def _begin(self, number: int) -> None:
        self.highest = (number - 1) & SEQUENCE_MASK
        self._base = number
        # The next step makes a cycle of it when the first number is 0.
        self._cycles = -0x10000 if number == 0 else 0
        self.packets = 0
        self._at_last_report = (0, 0, self.octets)
        self._transit = None

    def _late(self, packet: Packet, behind: int, now_s: float) -> None:
        number = packet[0]
        place = number & LATEST_USE
        there = self.kept[place]
        if behind >= KEPT or (there is not None and there[0] == number):
            return
        self.kept[place] = packet
        if self.missing.found(number) and not self.picture:
            # Sent again under its own number, as sound is: it had been lost on the way all the same, and a sender that
            # is told so says everything twice. If it was late alone, its copy will come and be counted.
            self.packets -= 1
        before = send_time(now_s) + packet[4]
        once = said_once(packet)
        for showing in self.showings:
            form = packet if showing.takes_twice else once
            showing.send_late(form, 1 + len(packet[4]) // 4, before + form[5])
        if self.tap is not None:
            self._tapped(self.tap, packet, now_s)

    def _tapped(self, tap: Tap, packet: Packet, now_s: float) -> None:
        number, timestamp, first, second, _, payload = packet
        head = HEADER.pack(PLAIN | first & PADDING, second, number, timestamp, self.ssrc)
        tap(head + payload, int(now_s * 1000))

    def _vary(self, timestamp: int, now_s: float) -> None:
        transit = now_s * self.clock - timestamp
        if self._transit is not None:
            difference = abs(transit - self._transit)
            if difference < 5 * self.clock:
                self._jitter += (difference - self._jitter) / 16
        self._transit = transit

    def packet(self, number: int) -> Packet | None:
        """The packet with this number, while it is kept."""
        there = self.kept[number & LATEST_USE]
        return there if there is not None and there[0] == number else None

    @property
    def expected(self) -> int:
        return 0 if self.highest < 0 else self._cycles + self.highest - self._base + 1

    @property
    def lost(self) -> int:
        return max(0, self.expected - self.packets)

    def block(self, now_s: float, seconds: float) -> rtcp.Block:
        """The report for the sender since the last one, ``seconds`` ago. What viewers of sound lost counts too: a
        sender adds its forward error correction, and says everything twice, only when reports tell of loss."""
        expected, received, octets = self._at_last_report
        of_late = self.expected - expected
        lost = max(0, of_late - (self.packets - received))
        fraction = min(255, 256 * lost // of_late) if of_late > 0 else 0
        self.rate_bps = (self.octets - octets) * 8 / seconds
        self._at_last_report = (self.expected, self.packets, self.octets)
        last = delay = 0
        if self.reported is not None:
            last = self.reported.ntp >> 16 & 0xFFFFFFFF
            delay = int((now_s - self.reported.at_s) * 65536)
        highest = (self._cycles + self.highest) & 0xFFFFFFFF
        return rtcp.Block(self.ssrc, max(fraction, self.residual), self.lost, highest, int(self._jitter), last, delay)
