"""A room and its members: who is in one conversation on this worker, what they may send and are shown."""

import asyncio
import secrets
import time
from collections.abc import Callable, Mapping

from media.forwarder.choosing import Depth
from media.forwarder.down import Down
from media.forwarder.interface import DownOffer, ForwarderRefused, Hear
from media.forwarder.interface import Source as SourceName
from media.forwarder.leg import Process
from media.forwarder.reading import Description
from media.forwarder.source import Source
from media.forwarder.up import Up
from signaling.protocol.forwarding import ForwardLeg

IN_ORDER: tuple[SourceName, ...] = ("sound", "picture", "screen")


class Member:
    """One endpoint. ``ups``: its sending connections, the newest last; two only while one takes over from another."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self.name = secrets.token_hex(8)
        self.sources: dict[SourceName, Source] = {}
        self.allowed: frozenset[SourceName] = frozenset()
        self.wishes: dict[str, Depth] = {}
        self.ups: list[Up] = []
        self.down: Down | None = None

    def source(self, name: SourceName) -> Source:
        known = self.sources.get(name)
        if known is None:
            known = self.sources[name] = Source(self.endpoint, name, self.name)
            known.allow(name in self.allowed)
        return known

    def shown(self) -> list[Source]:
        """What others are shown of it."""
        return [self.source(name) for name in IN_ORDER if name in self.allowed]


class Room:
    """``members`` in the order in which they came."""

    def __init__(self, name: str, process: Process, offer_wanted: Callable[[str, str], None]) -> None:
        self.name = name
        self.members: dict[str, Member] = {}
        self._process = process
        self._offer_wanted = offer_wanted
        self._closing: set[asyncio.Task[None]] = set()
        self._hear: Hear | None = None

    def tap(self, hear: Hear | None) -> None:
        """``hear`` is given what every member sends, of those to come too."""
        self._hear = hear
        for member in self.members.values():
            for source in member.sources.values():
                source.tap(hear)

    def ask_key(self, endpoint: str, name: SourceName) -> None:
        self.known(endpoint).source(name).ask_largest(time.monotonic())

    def member(self, endpoint: str) -> Member:
        """The member, who begins with the first word about it."""
        member = self.members.get(endpoint)
        if member is None:
            member = self.members[endpoint] = Member(endpoint)
            for name in IN_ORDER:
                member.source(name).tap(self._hear)
        return member

    def known(self, endpoint: str) -> Member:
        member = self.members.get(endpoint)
        if member is None:
            raise ForwarderRefused("There is no such endpoint in this room.")
        return member

    # What a member sends

    def up(self, endpoint: str, offer: Description) -> str:
        """The answer: to a new connection, to a further round of it, or to its restart."""
        member = self.member(endpoint)
        same = next((up for up in member.ups if up.identity == offer.identity and not up.ended), None)
        if same is not None:
            return same.answer(offer)
        up = Up(self._process, member.source)
        try:
            text = up.answer(offer)
        except ForwarderRefused:
            up.agent.close()
            raise
        up.on_open = lambda: self._take_over(member, up)
        member.ups.append(up)
        return text

    def _take_over(self, member: Member, up: Up) -> None:
        """The newest connection is there; those before it have done their duty."""
        while member.ups and member.ups[0] is not up:
            self._later(member.ups.pop(0))

    def _later(self, leg: Up | Down) -> None:
        task = asyncio.create_task(leg.close())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    def allow(self, endpoint: str, sources: frozenset[SourceName]) -> None:
        member = self.member(endpoint)
        if member.allowed == sources:
            return
        member.allowed = sources
        for name in IN_ORDER:
            member.source(name).allow(name in sources)
        self._changed(endpoint)

    def _changed(self, endpoint: str) -> None:
        for other in self.members.values():
            if other.endpoint != endpoint and other.down is not None:
                self._offer_wanted(self.name, other.endpoint)

    # What a member is shown

    def down(self, endpoint: str) -> DownOffer:
        member = self.member(endpoint)
        if member.down is not None and member.down.ended:
            self._later(member.down)
            member.down = None
        if member.down is None:
            member.down = Down(self._process)
        others = [other for other in self.members.values() if other is not member]
        offer = member.down.offer([source for other in others for source in other.shown()])
        self._wish(member)
        return offer

    def down_answer(self, endpoint: str, round: int, answer: Description) -> None:
        down = self.known(endpoint).down
        if down is not None and round == down.round:
            down.answer(answer, time.monotonic())

    def down_restart(self, endpoint: str) -> DownOffer:
        down = self.known(endpoint).down
        if down is not None:
            down.agent.renew()
        return self.down(endpoint)

    def want(self, endpoint: str, wishes: Mapping[str, Depth]) -> None:
        member = self.known(endpoint)
        member.wishes = dict(wishes)
        self._wish(member)

    def _wish(self, member: Member) -> None:
        if member.down is None:
            return
        for line in member.down.lines:
            if line.source is not None and line.showing is not None and line.source.picture:
                line.showing.wish = member.wishes.get(line.source.key, "high")
        if member.down.open:
            member.down.settle(time.monotonic())

    # Endings

    async def leave(self, endpoint: str) -> None:
        member = self.members.pop(endpoint, None)
        if member is None:
            return
        member.allowed = frozenset()
        await self._end(member)
        self._changed(endpoint)

    async def _end(self, member: Member) -> None:
        if member.down is not None:
            await member.down.close()
        for up in member.ups:
            await up.close()

    async def close(self) -> None:
        members = list(self.members.values())
        self.members.clear()
        for member in members:
            await self._end(member)
        while self._closing:
            await asyncio.wait(self._closing)

    # Time

    def often(self, now_s: float) -> None:
        """Every hundredth of a second: what cannot wait."""
        for member in self.members.values():
            for up in member.ups:
                up.ask_missing(now_s)
            for source in member.sources.values():
                if source.picture:
                    source.tick(now_s)

    def feed_back(self, now_s: float) -> None:
        """Every tenth of a second."""
        for member in self.members.values():
            for up in member.ups:
                up.feed_back(now_s)

    def tick(self, now_s: float) -> None:
        """Once a second."""
        for member in self.members.values():
            for up in member.ups:
                up.tick(now_s)
            if member.down is not None:
                member.down.tick(now_s)
            for up in [one for one in member.ups if one.ended]:
                member.ups.remove(up)
                self._later(up)

    def figures(self, now_s: float) -> list[ForwardLeg]:
        return [_figures(member, now_s) for member in self.members.values() if member.ups or member.down]


def _figures(member: Member, now_s: float) -> ForwardLeg:
    up = member.ups[-1] if member.ups else None
    down = member.down
    received, lost, up_kbps = up.figures() if up is not None else (0, 0, 0.0)
    sent, lost_share, down_kbps = down.figures() if down is not None else (0, 0.0, 0.0)
    legs = [leg for leg in (up, down) if leg is not None]
    trips = [leg.agent.round_trip_s for leg in legs if leg.agent.round_trip_s is not None]
    heard = [leg.agent.heard_s for leg in legs if leg.agent.heard_s is not None]
    limit = down.limit_bps if down is not None else None
    return ForwardLeg(
        endpoint=member.endpoint,
        up_packets=received,
        up_lost=lost,
        up_kbps=round(up_kbps, 1),
        down_packets=sent,
        down_lost_share=round(lost_share, 3),
        down_kbps=round(down_kbps, 1),
        down_limit_kbps=None if limit is None else round(limit / 1000, 1),
        round_trip_ms=round(max(trips) * 1000, 1) if trips else None,
        heard_ms_ago=round((now_s - max(heard)) * 1000, 1) if heard else None,
    )
