"""What a device sends: its packets are taken apart, put into streams and passed on; reports and requests go back."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from media.forwarder import redundancy, rtcp, writing
from media.forwarder.choosing import NO_LIMIT_BPS
from media.forwarder.feedback import Arrivals
from media.forwarder.interface import ForwarderRefused
from media.forwarder.interface import Source as SourceName
from media.forwarder.leg import Leg, Process
from media.forwarder.packets import HEADER, KEPT_PADDING, MARKER, PADDING, WITH_EXTENSIONS
from media.forwarder.reading import Description, MediaLine
from media.forwarder.source import Source
from media.forwarder.stream import Reported, Stream

REPAIR = 0x100
UNKNOWN = -1
USUAL_ROUND_TRIP_S = 0.1
UNWATCHED_AFTER_S = 5.0
BLOCKS_A_REPORT = 31
MOST_STREAMS = 12

TRANSPORT, IS_MID, IS_LAYER, IS_REPAIRED, GOES_ON = 1, 2, 3, 4, 5
READ = {
    writing.TRANSPORT_NUMBER: TRANSPORT,
    writing.MID: IS_MID,
    writing.LAYER: IS_LAYER,
    writing.REPAIRED_LAYER: IS_REPAIRED,
    writing.AUDIO_LEVEL: GOES_ON,
    writing.ORIENTATION: GOES_ON,
    writing.PLAYOUT_DELAY: GOES_ON,
}


@dataclass
class UpLine:
    """One m-line that is received."""

    source: Source
    main: int
    repair: int | None
    ssrcs: set[int]
    repairs: dict[int, int]
    streams: dict[str, Stream] = field(default_factory=dict)


class Up(Leg):
    """``source`` gives the endpoint's source of a name."""

    leading = True  # saves a round trip: our first flight goes out with the answer to the first check

    def __init__(self, process: Process, source: Callable[[SourceName], Source]) -> None:
        super().__init__(process)
        self._source = source
        self._lines: dict[str, UpLine] = {}
        self._formats = [UNKNOWN] * 128
        self._opus = writing.OPUS
        self._reads = [0] * 16
        self._canonical = [0] * 16
        self._streams: dict[int, Stream] = {}
        self._repairs: dict[int, Stream] = {}
        self._arrivals = Arrivals()
        self._transport_wide = False
        self._version = 0
        self.on_open: Callable[[], None] = lambda: None

    # Descriptions

    def answer(self, offer: Description) -> str:
        """The answer to a new offer of the same connection, or its first; raises ForwarderRefused."""
        if offer.setup not in ("actpass", "passive"):
            raise ForwarderRefused("The offer leaves us no DTLS role.")
        named = _named(offer)
        if not named:
            raise ForwarderRefused("The offer has neither Opus sound nor a VP8 picture.")
        for line, name in named:
            self._receive(line, name)
        if self.meet(offer):
            self.agent.renew()
        self._version += 1
        taken = [line.mid for line, _ in named if line.sends]
        return writing.answer(self.me, self._version, offer, taken)

    def _receive(self, line: MediaLine, name: SourceName) -> None:
        main = writing.main_format(line)
        assert main is not None
        repair = writing.repair_format(line, main.number)
        source = self._source(name)
        if line.layers:
            source.order = line.layers
        canonical = writing.OPUS if line.kind == "audio" else writing.VP8
        self._formats[main.number] = canonical
        if repair is not None:
            self._formats[repair] = canonical | REPAIR
        twice = writing.twice_format(line, main.number)
        if twice is not None:
            self._formats[twice], self._opus = writing.RED, main.number
        known = self._lines.get(line.mid)
        streams = known.streams if known is not None else {}
        ssrcs = set(line.ssrcs) - set(line.repairs)
        self._lines[line.mid] = UpLine(source, main.number, repair, ssrcs, line.repairs, streams)
        for uri, number in line.extensions.items():
            if uri in READ and 1 <= number <= 14:
                self._reads[number] = READ[uri]
                self._canonical[number] = writing.CANONICAL.get(uri, 0)
        self._transport_wide |= writing.TRANSPORT_NUMBER in line.extensions and "transport-cc" in main.feedback

    def opened(self, link: object) -> None:
        self.on_open()

    # Packets

    def packet_came(self, data: bytes, now_s: float) -> None:
        zeroth, second, number, timestamp, ssrc = HEADER.unpack_from(data)
        at = 12 + 4 * (zeroth & 15)
        kept = b""
        names: dict[int, str] | None = None
        if zeroth & 16:
            end = at + 4 + 4 * (data[at + 2] << 8 | data[at + 3])
            one_byte = data[at] == 0xBE and data[at + 1] == 0xDE
            at = at + 4 if one_byte else end
            while at < end:
                head = data[at]
                if head == 0:
                    at += 1
                    continue
                reads = self._reads[head >> 4]
                after = at + 2 + (head & 15)
                if reads == TRANSPORT:
                    self._arrivals.arrived(data[at + 1] << 8 | data[at + 2], int(now_s * 1e6))
                elif reads == GOES_ON:
                    kept += bytes((self._canonical[head >> 4] << 4 | head & 15,)) + data[at + 1 : after]
                elif reads:
                    names = names or {}
                    names[reads] = data[at + 1 : after].decode("ascii", "replace")
                at = after
            at = end
            if kept and len(kept) & 3:
                kept += bytes(-len(kept) & 3)
        code = self._formats[second & 127]
        if code < 0:
            return
        stop = len(data) - data[-1] if zeroth & PADDING else len(data)
        if code & REPAIR:
            self._repaired(data[at:stop], (second & MARKER, timestamp, ssrc, code & 127), kept, names, now_s)
            return
        stream = self._streams.get(ssrc) or self._introduce(ssrc, code, names or {}, now_s)
        if stream is None or stream.shut:
            return
        goes_on = self._goes_on(code, data[at:stop])
        if goes_on is None:
            return
        first, payload = goes_on
        stream.take((number, timestamp, first, second & MARKER | code, kept, payload), now_s, repaired=False)

    def _goes_on(self, code: int, payload: bytes) -> tuple[int, bytes] | None:
        """A packet's first byte and its payload as they go on; None when it is broken: its number stays open, and so
        counts as lost."""
        if not payload:
            return WITH_EXTENSIONS | PADDING, KEPT_PADDING
        if code != writing.RED:
            return WITH_EXTENSIONS, payload
        whole = redundancy.renumbered(payload, self._opus)
        return None if whole is None else (WITH_EXTENSIONS, whole)

    def _repaired(
        self,
        payload: bytes,
        head: tuple[int, int, int, int],
        kept: bytes,
        names: dict[int, str] | None,
        now_s: float,
    ) -> None:
        """A packet sent again: its own number stands before its payload. Chromium also probes with padding alone."""
        marker, timestamp, ssrc, canonical = head
        if len(payload) < 2:
            return
        stream = self._repairs.get(ssrc) or self._introduce_repair(ssrc, names or {})
        if stream is None or stream.shut:
            return
        number = payload[0] << 8 | payload[1]
        packet = (number, timestamp, WITH_EXTENSIONS, marker | canonical, kept, payload[2:])
        stream.take(packet, now_s, repaired=True)

    def _line_of(self, ssrc: int, names: dict[int, str], *, picture: bool) -> UpLine | None:
        if IS_MID in names:
            return self._lines.get(names[IS_MID])
        lines = [line for line in self._lines.values() if line.source.picture == picture]
        told = next((line for line in lines if ssrc in line.ssrcs or ssrc in line.repairs), None)
        return told or (lines[0] if len(lines) == 1 else None)

    def _introduce(self, ssrc: int, code: int, names: dict[int, str], now_s: float) -> Stream | None:
        """The stream of an SSRC that was not seen yet, once it is clear which line and layer it is."""
        picture = code == writing.VP8
        line = self._line_of(ssrc, names, picture=picture)
        if line is None or line.source.picture != picture:
            return None
        layer = names.get(IS_LAYER, "")
        several = line.source.order != [""]
        if (several and layer not in line.source.order) or len(self._streams) >= MOST_STREAMS:
            return None
        if not several:
            layer = ""
        former = line.streams.get(layer)
        if former is not None:
            self._streams.pop(former.ssrc, None)
        stream = Stream(ssrc, layer, lambda: self.control(rtcp.picture_loss(self.ssrc, ssrc)), picture=picture)
        line.streams[layer] = self._streams[ssrc] = stream
        line.source.add(stream, now_s)
        return stream

    def _introduce_repair(self, ssrc: int, names: dict[int, str]) -> Stream | None:
        line = self._line_of(ssrc, names, picture=True)
        if line is None:
            return None
        stream = self._streams.get(line.repairs.get(ssrc, 0)) or line.streams.get(names.get(IS_REPAIRED, ""))
        if stream is None and len(line.streams) == 1:
            stream = next(iter(line.streams.values()))
        if stream is not None and len(self._repairs) < MOST_STREAMS:
            self._repairs[ssrc] = stream
        return stream

    def control_came(self, data: bytes, now_s: float) -> None:
        for sender in rtcp.read(data).senders:
            stream = self._streams.get(sender.ssrc)
            if stream is not None:
                stream.reported = Reported(sender.ntp, sender.timestamp, now_s)
                for showing in stream.showings:
                    showing.report(now_s)

    # What goes back

    @property
    def round_trip_s(self) -> float:
        return self.agent.round_trip_s or USUAL_ROUND_TRIP_S

    def ask_missing(self, now_s: float) -> None:
        """Asks again for what is due; often."""
        for stream in self._streams.values():
            if stream.missing:
                due = stream.missing.due(now_s, self.round_trip_s)
                if due and not stream.shut:
                    self.control(rtcp.negative_acknowledgement(self.ssrc, stream.ssrc, due))

    def feed_back(self, now_s: float) -> None:
        """Every tenth of a second: when packets arrived."""
        if self._transport_wide and self._streams:
            for packet in self._arrivals.packets(self.ssrc, next(iter(self._streams)), int(now_s * 1e6)):
                self.control(packet)

    def tick(self, now_s: float) -> None:
        super().tick(now_s)
        blocks = [stream.block(now_s, 1.0) for stream in self._streams.values() if stream.highest >= 0]
        for at in range(0, len(blocks), BLOCKS_A_REPORT):
            self.control(rtcp.receiver_report(self.ssrc, blocks[at : at + BLOCKS_A_REPORT]) + self.cap())

    def cap(self) -> bytes:
        """How much the device may send at most, for all of its pictures together."""
        pictures = [line.source for line in self._lines.values() if line.source.picture]
        media = [stream.ssrc for stream in self._streams.values() if stream.picture]
        if not media:
            return b""
        cap = sum(source.cap_bps() for source in pictures)
        if time.monotonic() - self.began_s < UNWATCHED_AFTER_S and not any(source.viewers for source in pictures):
            cap = NO_LIMIT_BPS
        return rtcp.limit(self.ssrc, min(cap, NO_LIMIT_BPS), media)

    def figures(self) -> tuple[int, int, float]:
        """Packets received, packets lost on the way, rate in kbit/s."""
        streams = self._streams.values()
        packets, lost = sum(one.packets for one in streams), sum(one.lost for one in streams)
        return packets, lost, sum(one.rate_bps for one in streams) / 1000

    async def close(self) -> None:
        await super().close()
        for line in self._lines.values():
            for stream in line.streams.values():
                line.source.remove(stream)
        self._streams.clear()
        self._repairs.clear()


def _named(offer: Description) -> list[tuple[MediaLine, SourceName]]:
    """The first line of sound, then the picture, then the screen: the order of the lines says what they are."""
    names: dict[str, list[SourceName]] = {"audio": ["sound"], "video": ["picture", "screen"]}
    named: list[tuple[MediaLine, SourceName]] = []
    for line in offer.lines:
        if names.get(line.kind):
            name = names[line.kind].pop(0)
            if writing.usable(line):
                named.append((line, name))
    return named
