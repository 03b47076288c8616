"""A forwarder in memory: obeys ``media.forwarder.interface`` with texts for descriptions, and forwards nothing."""

from collections.abc import Mapping

from media.forwarder.interface import Depth, DownOffer, ForwarderRefused, Hear, OfferWanted, Source
from signaling.protocol.forwarding import ForwardLeg


class MemoryForwarder:
    """``rooms``: room → endpoint → what it may send. ``rounds``: how many rounds of ``down`` each endpoint has had."""

    def __init__(self, offer_wanted: OfferWanted) -> None:
        self._offer_wanted = offer_wanted
        self.rooms: dict[str, dict[str, frozenset[Source]]] = {}
        self.rounds: dict[tuple[str, str], int] = {}
        self.answers: list[tuple[str, str, int, str]] = []
        self.wishes: dict[tuple[str, str], dict[str, Depth]] = {}

    async def up(self, room: str, endpoint: str, sdp: str) -> str:
        if not sdp.startswith("v=0"):
            raise ForwarderRefused("That is no description.")
        self.rooms.setdefault(room, {}).setdefault(endpoint, frozenset())
        return f"v=0 answer to {endpoint}"

    async def down(self, room: str, endpoint: str) -> DownOffer:
        self.rounds[room, endpoint] = self.rounds.get((room, endpoint), 0) + 1
        others = [
            (other, source)
            for other, sources in self.rooms.setdefault(room, {}).items()
            for source in sorted(sources)
            if other != endpoint
        ]
        shows = {str(mid): shown for mid, shown in enumerate(others)}
        return DownOffer(round=self.rounds[room, endpoint], sdp="v=0 down", shows=shows)

    async def down_answer(self, room: str, endpoint: str, round: int, sdp: str) -> None:
        if round == self.rounds.get((room, endpoint)):
            self.answers.append((room, endpoint, round, sdp))

    async def down_restart(self, room: str, endpoint: str) -> DownOffer:
        if endpoint not in self.rooms.get(room, {}):
            raise ForwarderRefused("There is no such endpoint in this room.")
        return await self.down(room, endpoint)

    def allow(self, room: str, endpoint: str, sources: frozenset[Source]) -> None:
        members = self.rooms.setdefault(room, {})
        changed = members.get(endpoint) != sources
        members[endpoint] = sources
        if changed:
            self._changed(room, endpoint)

    def _changed(self, room: str, endpoint: str) -> None:
        for other in self.rooms.get(room, {}):
            if other != endpoint and (room, other) in self.rounds:
                self._offer_wanted(room, other)

    def want(self, room: str, endpoint: str, wishes: Mapping[str, Depth]) -> None:
        self.wishes[room, endpoint] = dict(wishes)

    async def leave(self, room: str, endpoint: str) -> None:
        if self.rooms.get(room, {}).pop(endpoint, None) is not None:
            self._changed(room, endpoint)

    async def close(self, room: str) -> None:
        self.rooms.pop(room, None)

    def figures(self, room: str) -> list[ForwardLeg]:
        if room not in self.rooms:
            raise ForwarderRefused("There is no such room.")
        return [ForwardLeg(endpoint=endpoint, up_packets=50) for endpoint in self.rooms[room]]

    def tap(self, room: str, hear: Hear | None) -> None:
        """Nothing is ever heard here."""

    def ask_key(self, room: str, endpoint: str, source: Source) -> None:
        """There is no picture."""
