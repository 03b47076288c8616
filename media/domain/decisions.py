"""What each wish comes to in each phase of a conversation: one table, and a missing pair is a refusal."""

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

from media.domain.conversation import Conversation, Party
from signaling.protocol.base import Command, Event
from signaling.protocol.media import (
    AboutKind,
    ConversationAccept,
    ConversationAccepted,
    ConversationAsk,
    ConversationAsked,
    ConversationDecline,
    ConversationDeclined,
    ConversationEnded,
    ConversationGiveUp,
    ConversationHangUp,
    ConversationJoin,
    ConversationJoined,
    ConversationOpenAccepted,
    ConversationOpened,
    ConversationPhase,
    ConversationRang,
    ConversationRing,
    ConversationUnanswered,
    Side,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Moment, Role

RING_MS = 30_000
LONGEST_MS = 4 * 3_600_000
"""Both devices may have died without a word; nobody stays "busy" for ever because of it."""

DESK = (Role.DISPATCHER, Role.CALL_TAKER)
ASKERS = (*DESK, Role.CREW, Role.PHYSICIAN, Role.SPECIALIST)


def party_of(actor: Actor) -> Party:
    """How the actor takes part: a crew as its brigade, everybody else as a person."""
    if actor.role is Role.CREW:
        return Party("brigade", actor.brigade_id or actor.id, actor.name or None)
    return Party("person", actor.id, actor.name or None)


def side_of(conversation: Conversation, actor: Actor) -> Side | None:
    """The side that the actor is on, once both sides are known to be somebody."""
    key = party_of(actor).key
    if conversation.asker.key == key:
        return "asker"
    if conversation.answerer is not None and conversation.answerer.key == key:
        return "answerer"
    return None


def is_asked(conversation: Conversation, actor: Actor) -> bool:
    """Whether this actor may answer the ring."""
    if conversation.to_relation == "service":
        return actor.role in DESK and side_of(conversation, actor) != "asker"
    return party_of(actor).key == f"{conversation.to_relation}:{conversation.to_id}"


class ThreadIds(TypedDict):
    """The fields by which an event stands on an incident's or a consult's thread."""

    incident_id: str | None
    consult_id: str | None


def _about_ids(about: str, about_kind: AboutKind) -> ThreadIds:
    return {
        "incident_id": about if about_kind == "incident" else None,
        "consult_id": about if about_kind == "consult" else None,
    }


def _thread(conversation: Conversation) -> ThreadIds:
    return _about_ids(conversation.about, conversation.about_kind)


def decide_ask(command: ConversationAsk, busy: Sequence[str], moment: Moment) -> list[Event]:
    """Ring. ``busy`` are the keys of the parties, among the two, who are in an accepted conversation now."""
    actor = moment.actor
    if actor.role not in ASKERS:
        raise Refused(Code.NOT_ALLOWED)
    if (command.to_relation == "service") != (command.to_id == ""):
        raise Refused(Code.MISSING, field="to_id")
    if (command.about_kind == "none") != (command.about == ""):
        raise Refused(Code.MISSING, field="about")
    asker = party_of(actor)
    if command.to_relation == "service" and actor.role in DESK:
        raise Refused(Code.NOT_ALLOWED, detail="the desk does not ring itself")
    asked_key = f"{command.to_relation}:{command.to_id}"
    if asked_key == asker.key:
        raise Refused(Code.NOT_ALLOWED, detail="nobody rings themselves")
    for key in (asker.key, asked_key):
        if key in busy:
            raise Refused(Code.PERSON_BUSY, party=key)
    return [
        ConversationAsked(
            conversation_id=command.conversation_id,
            asker_relation=asker.relation,
            asker_id=asker.id,
            asker_name=asker.name,
            to_relation=command.to_relation,
            to_id=command.to_id,
            video=command.video,
            ring_until_ms=moment.now_ms + RING_MS,
            **_about_ids(command.about, command.about_kind),
        )
    ]


def decide_open_accepted(command: ConversationOpenAccepted, busy: Sequence[str], moment: Moment) -> list[Event]:
    """Two who have agreed elsewhere are in a conversation at once."""
    if moment.actor.role is not Role.SYSTEM:
        raise Refused(Code.NOT_ALLOWED)
    for key in (f"{command.asker_relation}:{command.asker_id}", f"{command.answerer_relation}:{command.answerer_id}"):
        if key in busy:
            raise Refused(Code.PERSON_BUSY, party=key)
    return [
        ConversationOpened(
            conversation_id=command.conversation_id,
            asker_relation=command.asker_relation,
            asker_id=command.asker_id,
            asker_name=command.asker_name,
            answerer_relation=command.answerer_relation,
            answerer_id=command.answerer_id,
            answerer_name=command.answerer_name,
            video=command.video,
            end_by_ms=moment.now_ms + LONGEST_MS,
            **_about_ids(command.about, command.about_kind),
        )
    ]


def _ring(state: Conversation, command: ConversationRing, busy: Sequence[str], moment: Moment) -> list[Event]:
    if not is_asked(state, moment.actor):
        raise Refused(Code.NOT_YOURS)
    return [ConversationRang(conversation_id=state.conversation_id, **_thread(state))]


def _ring_again(state: Conversation, command: ConversationRing, busy: Sequence[str], moment: Moment) -> list[Event]:
    """Another of the desk's devices rings too: nothing new, and nothing wrong."""
    if not is_asked(state, moment.actor):
        raise Refused(Code.NOT_YOURS)
    return []


def _accept(state: Conversation, command: ConversationAccept, busy: Sequence[str], moment: Moment) -> list[Event]:
    if not is_asked(state, moment.actor):
        raise Refused(Code.NOT_YOURS)
    answerer = party_of(moment.actor)
    for key in (state.asker.key, answerer.key):
        if key in busy:
            raise Refused(Code.PERSON_BUSY, party=key)
    return [
        ConversationAccepted(
            conversation_id=state.conversation_id,
            answerer_relation=answerer.relation,
            answerer_id=answerer.id,
            answerer_name=answerer.name,
            end_by_ms=moment.now_ms + LONGEST_MS,
            **_thread(state),
        )
    ]


def _too_late(state: Conversation, command: Command, busy: Sequence[str], moment: Moment) -> list[Event]:
    if not is_asked(state, moment.actor):
        raise Refused(Code.NOT_YOURS)
    raise Refused(Code.ALREADY_ANSWERED)


def _over(state: Conversation, command: Command, busy: Sequence[str], moment: Moment) -> list[Event]:
    raise Refused(Code.CONVERSATION_ENDED, phase=state.phase)


def _decline(state: Conversation, command: ConversationDecline, busy: Sequence[str], moment: Moment) -> list[Event]:
    if not is_asked(state, moment.actor):
        raise Refused(Code.NOT_YOURS)
    if state.to_relation == "service":
        raise Refused(Code.NOT_ALLOWED, detail="one person cannot decline for the whole desk")
    return [ConversationDeclined(conversation_id=state.conversation_id, **_thread(state))]


def _consult_over(state: Conversation) -> list[Event]:
    return [ConversationEnded(conversation_id=state.conversation_id, because="consult_over", **_thread(state))]


def _withdraw(state: Conversation, command: ConversationHangUp, busy: Sequence[str], moment: Moment) -> list[Event]:
    if moment.actor.role is Role.SYSTEM:
        return _consult_over(state)
    if side_of(state, moment.actor) != "asker":
        raise Refused(Code.NOT_YOURS)
    return [
        ConversationEnded(conversation_id=state.conversation_id, because="withdrawn", by_side="asker", **_thread(state))
    ]


def _hang_up(state: Conversation, command: ConversationHangUp, busy: Sequence[str], moment: Moment) -> list[Event]:
    if moment.actor.role is Role.SYSTEM:
        return _consult_over(state)
    side = side_of(state, moment.actor)
    if side is None:
        raise Refused(Code.NOT_YOURS)
    return [ConversationEnded(conversation_id=state.conversation_id, because="hung_up", by_side=side, **_thread(state))]


def _join(state: Conversation, command: ConversationJoin, busy: Sequence[str], moment: Moment) -> list[Event]:
    side = side_of(state, moment.actor)
    if side is None:
        raise Refused(Code.NOT_YOURS)
    return [
        ConversationJoined(
            conversation_id=state.conversation_id,
            side=side,
            endpoint=command.endpoint,
            round=state.round + 1,
            **_thread(state),
        )
    ]


def _unanswered(state: Conversation, command: ConversationGiveUp, busy: Sequence[str], moment: Moment) -> list[Event]:
    _clock_only(moment)
    if moment.now_ms < state.ring_until_ms:
        raise Refused(Code.WRONG_STATE, detail="it may still ring")
    return [ConversationUnanswered(conversation_id=state.conversation_id, **_thread(state))]


def _too_long(state: Conversation, command: ConversationGiveUp, busy: Sequence[str], moment: Moment) -> list[Event]:
    _clock_only(moment)
    if state.end_by_ms is None or moment.now_ms < state.end_by_ms:
        raise Refused(Code.WRONG_STATE, detail="it may still go on")
    return [ConversationEnded(conversation_id=state.conversation_id, because="too_long", **_thread(state))]


def _clock_only(moment: Moment) -> None:
    if moment.actor.role is not Role.SYSTEM:
        raise Refused(Code.NOT_ALLOWED)


Decision = Callable[[Conversation, Any, Sequence[str], Moment], list[Event]]

TABLE: dict[tuple[ConversationPhase, type[Command]], Decision] = {
    ("asked", ConversationRing): _ring,
    ("asked", ConversationAccept): _accept,
    ("asked", ConversationDecline): _decline,
    ("asked", ConversationHangUp): _withdraw,
    ("asked", ConversationGiveUp): _unanswered,
    ("ringing", ConversationRing): _ring_again,
    ("ringing", ConversationAccept): _accept,
    ("ringing", ConversationDecline): _decline,
    ("ringing", ConversationHangUp): _withdraw,
    ("ringing", ConversationGiveUp): _unanswered,
    ("accepted", ConversationAccept): _too_late,
    ("accepted", ConversationDecline): _too_late,
    ("accepted", ConversationHangUp): _hang_up,
    ("accepted", ConversationJoin): _join,
    ("accepted", ConversationGiveUp): _too_long,
    ("declined", ConversationAccept): _over,
    ("declined", ConversationHangUp): _over,
    ("no_answer", ConversationAccept): _over,
    ("no_answer", ConversationHangUp): _over,
    ("ended", ConversationAccept): _over,
    ("ended", ConversationHangUp): _over,
    ("ended", ConversationJoin): _over,
}


def decide(state: Conversation, command: Command, busy: Sequence[str], moment: Moment) -> list[Event]:
    """The events of a wish about a conversation that exists. Refuses ``wrong_state`` for a pair not in the table."""
    decision = TABLE.get((state.phase, type(command)))
    if decision is None:
        raise Refused(Code.WRONG_STATE, phase=state.phase)
    return decision(state, command, busy, moment)
