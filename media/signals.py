"""What devices say to each other to connect is carried from side to side, past the journal.

Nothing is remembered here: who is in a conversation, by which device and in which round stands in its state, so any
node can carry any signal, and a restarted node goes on as if nothing had happened. A message goes to the other side's
audience with the id of the one device that it is for.
"""

from prometheus_client import Counter

from media.domain.decisions import party_of
from signaling.protocol.base import Word
from signaling.protocol.media import (
    ConversationCandidate,
    ConversationDescription,
    ConversationParties,
    NegotiationWanted,
    Parties,
    PeerCandidate,
    PeerDescription,
    PeerWantsNegotiation,
    Side,
)
from signaling.slice import Actor, Ask, Audience, Heard, Screens

CARRIED = Counter("media_signals_carried_total", "Connection messages carried to the other side's device.", ["word"])
IGNORED = Counter("media_signals_ignored_total", "Connection messages not carried, by why.", ["why"])


class _Ignored(Exception):
    """This signal goes nowhere; the text says why and is a metric's label."""


class Relay:
    """Carries descriptions, candidates and wishes to negotiate to the other side's device."""

    def __init__(self, screens: Screens, ask: Ask) -> None:
        self._screens = screens
        self._ask = ask

    async def hear_description(
        self, signal: ConversationDescription, actor: Actor, session_id: str, now_ms: int
    ) -> None:
        try:
            parties, side = await self._sender(signal.conversation_id, signal.endpoint, actor)
            _refuse_other_round(signal.round, parties)
            if (signal.kind == "offer") != (side == "asker"):
                raise _Ignored("wrong_side")
            self._carry(
                parties,
                side,
                PeerDescription(
                    conversation_id=signal.conversation_id,
                    to_endpoint=_endpoint_across(parties, side),
                    round=signal.round,
                    restart=signal.restart,
                    kind=signal.kind,
                    sdp=signal.sdp,
                ),
            )
        except _Ignored as ignored:
            IGNORED.labels(why=str(ignored)).inc()

    async def hear_candidate(self, signal: ConversationCandidate, actor: Actor, session_id: str, now_ms: int) -> None:
        try:
            parties, side = await self._sender(signal.conversation_id, signal.endpoint, actor)
            _refuse_other_round(signal.round, parties)
            self._carry(
                parties,
                side,
                PeerCandidate(
                    conversation_id=signal.conversation_id,
                    to_endpoint=_endpoint_across(parties, side),
                    round=signal.round,
                    restart=signal.restart,
                    candidate=signal.candidate,
                    mid=signal.mid,
                    line=signal.line,
                ),
            )
        except _Ignored as ignored:
            IGNORED.labels(why=str(ignored)).inc()

    async def hear_wanted(self, signal: NegotiationWanted, actor: Actor, session_id: str, now_ms: int) -> None:
        try:
            parties, side = await self._sender(signal.conversation_id, signal.endpoint, actor)
            if side == "asker":
                raise _Ignored("wrong_side")
            self._carry(
                parties,
                side,
                PeerWantsNegotiation(
                    conversation_id=signal.conversation_id,
                    to_endpoint=_endpoint_across(parties, side),
                    restart=signal.restart,
                ),
            )
        except _Ignored as ignored:
            IGNORED.labels(why=str(ignored)).inc()

    def heard(self) -> tuple[Heard, ...]:
        """The slice's signals."""
        return (
            Heard(ConversationDescription, self.hear_description),
            Heard(ConversationCandidate, self.hear_candidate),
            Heard(NegotiationWanted, self.hear_wanted),
        )

    async def _sender(self, conversation_id: str, endpoint: str, actor: Actor) -> tuple[Parties, Side]:
        """Who speaks. Only the device that has joined for a side of an accepted conversation is listened to."""
        parties: Parties | None = await self._ask(ConversationParties(conversation_id=conversation_id))
        if parties is None:
            raise _Ignored("not_going_on")
        party = party_of(actor)
        for side, who, live in (
            ("asker", parties.asker, parties.asker_endpoint),
            ("answerer", parties.answerer, parties.answerer_endpoint),
        ):
            if who == (party.relation, party.id):
                if live != endpoint:
                    raise _Ignored("old_device")
                return parties, "asker" if side == "asker" else "answerer"
        raise _Ignored("not_a_side")

    def _carry(self, parties: Parties, side: Side, message: Word) -> None:
        relation, id = parties.answerer if side == "asker" else parties.asker
        self._screens.tell(Audience(relation, id), message)
        CARRIED.labels(word=str(message.__struct_config__.tag)).inc()


def _refuse_other_round(round: int, parties: Parties) -> None:
    if round != parties.round:
        raise _Ignored("other_round")


def _endpoint_across(parties: Parties, side: Side) -> str:
    endpoint = parties.answerer_endpoint if side == "asker" else parties.asker_endpoint
    if endpoint is None:
        raise _Ignored("nobody_there_yet")
    return endpoint
