"""What devices tell each other of their links and cameras is carried to whom it concerns; its figures are gathered."""

from collections import Counter as Count

from prometheus_client import Counter

from media.domain.decisions import party_of
from media.quality.gathering import Gathering
from signaling.protocol.conversation_views import ConversationParties, Parties
from signaling.protocol.links import ConversationCameraWish, ConversationLink, PeerCameraWish, PeerLink
from signaling.slice import Actor, Ask, Audience, Heard, Role, Screens

LINKS = Counter("media_links_told_total", "What devices told of their links, by the rung that they send on.", ["rung"])
FLOODED = Counter("media_links_flooded_total", "Reports of links that were not heard: too many from one page.")
REPORTS_A_SECOND = 5
"""A device tells one, and one more when its rung changes; beyond, a page is broken or means harm."""


class Links:
    """Listens only to the device that carries a participant's part now."""

    def __init__(self, screens: Screens, ask: Ask, gathering: Gathering | None = None) -> None:
        self._screens = screens
        self._ask = ask
        self._gathering = gathering
        self._second = 0
        self._heard: Count[str] = Count()

    async def hear_link(self, signal: ConversationLink, actor: Actor, session_id: str, now_ms: int) -> None:
        if self._floods(session_id, now_ms):
            FLOODED.inc()
            return
        parties = await self._parties(signal.conversation_id, signal.endpoint, actor)
        if parties is None:
            return
        if self._gathering is not None:
            self._gathering.hear_link(signal, party_of(actor).key, now_ms)
        told = PeerLink(
            conversation_id=signal.conversation_id,
            from_endpoint=signal.endpoint,
            rung=signal.rung,
            reason=signal.reason,
            choice=signal.choice,
            score=signal.score,
            lost=signal.lost,
            concealed=signal.concealed,
            round_trip_ms=signal.round_trip_ms,
            server_ms=signal.server_ms,
            camera=signal.camera,
        )
        for relation, id, endpoint in parties.members:
            if endpoint != signal.endpoint:
                self._screens.tell(Audience(relation, id), told)
        LINKS.labels(rung=signal.rung).inc()

    def _floods(self, session_id: str, now_ms: int) -> bool:
        """Before the database is asked who this is. Only the present second is remembered."""
        if now_ms // 1_000 != self._second:
            self._second = now_ms // 1_000
            self._heard.clear()
        self._heard[session_id] += 1
        return self._heard[session_id] > REPORTS_A_SECOND

    async def hear_wish(self, signal: ConversationCameraWish, actor: Actor, session_id: str, now_ms: int) -> None:
        """A guest has no say over others' cameras."""
        parties = await self._parties(signal.conversation_id, signal.endpoint, actor)
        if parties is None or actor.role is Role.GUEST:
            return
        wish = PeerCameraWish(
            conversation_id=signal.conversation_id,
            to_endpoint=signal.of_endpoint,
            torch=signal.torch,
            zoom=signal.zoom,
        )
        for relation, id, endpoint in parties.members:
            if endpoint == signal.of_endpoint:
                self._screens.tell(Audience(relation, id), wish)

    def heard(self) -> tuple[Heard, ...]:
        """The signals of links and cameras."""
        return (Heard(ConversationLink, self.hear_link), Heard(ConversationCameraWish, self.hear_wish))

    async def _parties(self, conversation_id: str, endpoint: str, actor: Actor) -> Parties | None:
        parties: Parties | None = await self._ask(ConversationParties(conversation_id=conversation_id))
        party = party_of(actor)
        if parties is None or (party.relation, party.id, endpoint) not in parties.members:
            return None
        return parties
