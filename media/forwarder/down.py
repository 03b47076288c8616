"""What a device is shown: one line for each source of others, kept in place while their owners come and go."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from media.forwarder import rtcp, writing
from media.forwarder.choosing import shares_of
from media.forwarder.interface import DownOffer
from media.forwarder.leg import Leg, Process
from media.forwarder.link import Link
from media.forwarder.reading import Description
from media.forwarder.showing import Sender, Showing
from media.forwarder.source import Source
from media.forwarder.writing import Shown

LEAST_REPEAT_BPS = 64_000
REPEAT_SHARE = 0.2
"""Of what a viewer is sent: enough to repair a tenth of it lost, too little to fill a full link."""


@dataclass
class DownLine:
    """One m-line. Without a source it is inactive and waits for the next of its kind."""

    mid: str
    kind: str
    source: Source | None = None
    showing: Showing | None = None


class Down(Leg):
    """``round`` numbers its offers."""

    def __init__(self, process: Process) -> None:
        super().__init__(process)
        self.round = 0
        self.lines: list[DownLine] = []
        self.limit_bps: float | None = None
        self.rate_bps = 0.0
        self._sender: Sender | None = None
        self._shown: dict[int, tuple[Showing, Source]] = {}
        self._octets = 0

    # Descriptions

    def offer(self, sources: Sequence[Source]) -> DownOffer:
        """The next round: these sources, in this order where lines are new."""
        self._arrange(sources)
        self.round += 1
        lines = [(line.mid, line.kind, _shown(line)) for line in self.lines]
        shows = {line.mid: (line.source.endpoint, line.source.name) for line in self.lines if line.source is not None}
        return DownOffer(round=self.round, sdp=writing.offer(self.me, self.round, lines), shows=shows)

    def _arrange(self, sources: Sequence[Source]) -> None:
        for line in self.lines:
            if line.source is not None and line.source not in sources:
                self._clear(line)
        held = [line.source for line in self.lines]
        for source in sources:
            if source in held:
                continue
            kind = writing.KIND[source.name]
            line = next((one for one in self.lines if one.source is None and one.kind == kind), None) or self._line(
                kind
            )
            showing = Showing(line.mid, source.person, picture=source.picture)
            line.source, line.showing = source, showing
            self._shown[showing.ssrc] = self._shown[showing.repair_ssrc] = (showing, source)
            source.show(showing)

    def _line(self, kind: str) -> DownLine:
        self.lines.append(DownLine(f"{len(self.lines):03d}", kind))
        return self.lines[-1]

    def _clear(self, line: DownLine) -> None:
        if line.source is not None and line.showing is not None:
            line.source.hide(line.showing)
            for ssrc in (line.showing.ssrc, line.showing.repair_ssrc):
                self._shown.pop(ssrc, None)
        line.source = line.showing = None

    def answer(self, answer: Description, now_s: float) -> None:
        """The device's answer to the newest round."""
        self.meet(answer)
        said = {line.mid: line for line in answer.lines}
        for line in self.lines:
            theirs = said.get(line.mid)
            if line.showing is None or theirs is None:
                continue
            line.showing.repairs = theirs.kind == "audio" or writing.VP8_REPAIR in theirs.formats
            line.showing.takes_twice = writing.RED in theirs.formats
            if not theirs.receives:
                line.showing.end()
            elif self._sender is not None and line.showing.sender is None:
                line.showing.begin(self._sender)
        self.settle(now_s)

    def opened(self, link: Link) -> None:
        self._sender = Sender(self.agent.send, link.protect, self.control)
        for line in self.lines:
            if line.showing is not None:
                line.showing.want(None)
                line.showing.begin(self._sender)
        self.settle(time.monotonic())

    # What it gets

    def settle(self, now_s: float) -> None:
        """Which layer of each source it gets now."""
        shown = [(line.showing, line.source) for line in self.lines if line.showing and line.source]
        sound_bps = sum(one.stream.rate_bps for one, _ in shown if not one.picture and one.stream is not None)
        pictures = [one for one, source in shown if one.picture and one.wish != "off" and source.streams]
        rates = [0.0 if one.stream is None else one.stream.rate_bps for one in pictures]
        shares = dict(zip(pictures, shares_of(self.limit_bps, sound_bps, rates), strict=True))
        for showing, source in shown:
            source.settle(showing, shares.get(showing), now_s)

    def control_came(self, data: bytes, now_s: float) -> None:
        told = rtcp.read(data)
        for block in told.blocks:
            found = self._shown.get(block.ssrc)
            if found is not None and block.ssrc == found[0].ssrc:
                found[0].seen()
                found[0].loss, found[0].cumulative_lost = block.fraction, block.lost
        for ssrc, numbers in told.missed:
            if (found := self._shown.get(ssrc)) is not None:
                found[0].missed(numbers, now_s)
        for ssrc in told.pictures:
            found = self._shown.get(ssrc)
            if found is not None and found[0].stream is not None:
                found[1].ask(found[0].stream, now_s)
        if told.limit_bps is not None:
            self.limit_bps = told.limit_bps
            self.settle(now_s)

    def tick(self, now_s: float) -> None:
        super().tick(now_s)
        showings = [line.showing for line in self.lines if line.showing is not None]
        octets = sum(showing.octets for showing in showings)
        self.rate_bps = max(0, octets - self._octets) * 8.0
        self._octets = octets
        if self._sender is not None:
            self._sender.repeats.rate_bps = max(LEAST_REPEAT_BPS, REPEAT_SHARE * self.rate_bps)
        for showing in showings:
            showing.tick()
            if showing.stream is not None and not showing.picture:
                showing.stream.residual = max(max(one.loss, one.lacking) for one in showing.stream.showings)
        if self.open:
            self.settle(now_s)

    def figures(self) -> tuple[int, float, float]:
        """Packets sent, share lost of late (0 to 1), rate in kbit/s."""
        showings = [line.showing for line in self.lines if line.showing is not None]
        packets = sum(one.packets for one in showings)
        lost = max((one.loss for one in showings if one.stream is not None), default=0) / 256
        return packets, lost, self.rate_bps / 1000

    async def close(self) -> None:
        for line in self.lines:
            self._clear(line)
        await super().close()


def _shown(line: DownLine) -> Shown | None:
    if line.source is None or line.showing is None:
        return None
    track = f"{line.source.group}-{line.source.name}-{line.showing.ssrc}"
    showing = line.showing
    return Shown(line.source.group, track, line.source.person, showing.ssrc, showing.repair_ssrc)
