"""What devices say to each other to connect is carried from side to side, past the journal.

Nothing is remembered here: who is in a conversation, by which device and in which round stands in its state, so any
node can carry any signal, and a restarted node goes on as if nothing had happened. A message goes to the other side's
audience with the id of the one device that it is for; while it rings, to all who are rung, for no device yet.
"""

from prometheus_client import Counter

from media.domain.decisions import party_of
from signaling.protocol.base import Word
from signaling.protocol.conversation_views import ConversationParties, ConversationRung, Parties, Rung
from signaling.protocol.conversations import Side
from signaling.protocol.negotiation import (
    ConversationCandidate,
    ConversationDescription,
    NegotiationWanted,
    PeerCandidate,
    PeerDescription,
    PeerWantsNegotiation,
)
from signaling.slice import Actor, Ask, Audience, Heard, Screens

CARRIED = Counter("media_signals_carried_total", "Connection messages carried to the other side's device.", ["word"])
IGNORED = Counter("media_signals_ignored_total", "Connection messages not carried, by why.", ["why"])


class Ignored(Exception):
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
            to, endpoint, side = await self._across(signal, actor)
            if (signal.kind == "offer") != (side == "asker"):
                raise Ignored("wrong_side")
            self._carry(
                to,
                PeerDescription(
                    conversation_id=signal.conversation_id,
                    to_endpoint=endpoint,
                    round=signal.round,
                    restart=signal.restart,
                    kind=signal.kind,
                    sdp=signal.sdp,
                ),
            )
        except Ignored as ignored:
            IGNORED.labels(why=str(ignored)).inc()

    async def hear_candidate(self, signal: ConversationCandidate, actor: Actor, session_id: str, now_ms: int) -> None:
        try:
            to, endpoint, _ = await self._across(signal, actor)
            self._carry(
                to,
                PeerCandidate(
                    conversation_id=signal.conversation_id,
                    to_endpoint=endpoint,
                    round=signal.round,
                    restart=signal.restart,
                    candidate=signal.candidate,
                    mid=signal.mid,
                    line=signal.line,
                ),
            )
        except Ignored as ignored:
            IGNORED.labels(why=str(ignored)).inc()

    async def hear_wanted(self, signal: NegotiationWanted, actor: Actor, session_id: str, now_ms: int) -> None:
        try:
            parties, side = await self._sender(signal.conversation_id, signal.endpoint, actor)
            if side == "asker":
                raise Ignored("wrong_side")
            self._carry(
                Audience(*parties.asker),
                PeerWantsNegotiation(
                    conversation_id=signal.conversation_id,
                    to_endpoint=_endpoint_across(parties, side),
                    restart=signal.restart,
                ),
            )
        except Ignored as ignored:
            IGNORED.labels(why=str(ignored)).inc()

    def heard(self) -> tuple[Heard, ...]:
        """The slice's signals."""
        return (
            Heard(ConversationDescription, self.hear_description),
            Heard(ConversationCandidate, self.hear_candidate),
            Heard(NegotiationWanted, self.hear_wanted),
        )

    async def _across(
        self, signal: ConversationDescription | ConversationCandidate, actor: Actor
    ) -> tuple[Audience, str, Side]:
        """Whom it is for, and by which device; and from which side it comes."""
        rung: Rung | None = await self._ask(ConversationRung(conversation_id=signal.conversation_id))
        if rung is not None:
            return _ahead(rung, signal, actor)
        parties, side = await self._sender(signal.conversation_id, signal.endpoint, actor)
        _refuse_other_round(signal.round, parties.round)
        to = parties.answerer if side == "asker" else parties.asker
        return Audience(*to), _endpoint_across(parties, side), side

    async def _sender(self, conversation_id: str, endpoint: str, actor: Actor) -> tuple[Parties, Side]:
        """Who speaks. Only the device that has joined for a side of an accepted conversation is listened to."""
        parties: Parties | None = await self._ask(ConversationParties(conversation_id=conversation_id))
        if parties is None:
            raise Ignored("not_going_on")
        party = party_of(actor)
        for side, who, live in (
            ("asker", parties.asker, parties.asker_endpoint),
            ("answerer", parties.answerer, parties.answerer_endpoint),
        ):
            if who == (party.relation, party.id):
                if live != endpoint:
                    raise Ignored("old_device")
                return parties, "asker" if side == "asker" else "answerer"
        raise Ignored("not_a_side")

    def _carry(self, to: Audience, message: Word) -> None:
        self._screens.tell(to, message)
        CARRIED.labels(word=str(message.__struct_config__.tag)).inc()


def _ahead(
    rung: Rung, signal: ConversationDescription | ConversationCandidate, actor: Actor
) -> tuple[Audience, str, Side]:
    """What the asker's device says while it rings lies ready with every device that rings; it is for the round that
    the answerer's device will begin."""
    party = party_of(actor)
    if rung.asker != (party.relation, party.id):
        raise Ignored("not_going_on")
    if rung.asker_endpoint != signal.endpoint:
        raise Ignored("old_device")
    _refuse_other_round(signal.round, rung.round + 1)
    return Audience(*rung.to), "", "asker"


def _refuse_other_round(round: int, now: int) -> None:
    if round != now:
        raise Ignored("other_round")


def _endpoint_across(parties: Parties, side: Side) -> str:
    endpoint = parties.answerer_endpoint if side == "asker" else parties.asker_endpoint
    if endpoint is None:
        raise Ignored("nobody_there_yet")
    return endpoint
