"""What a wish of the two sides comes to: ring, answer, join, hang up. ``table.py`` holds the table of all wishes."""

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

from media.domain.conversation import Conversation, Participant, Party
from signaling.protocol.base import Command, Event
from signaling.protocol.conversations import (
    AboutKind,
    Called,
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
    ConversationPassedOn,
    ConversationRang,
    ConversationRing,
    ConversationUnanswered,
    EndedBecause,
    Outcome,
    Relation,
    Side,
    SideRelation,
)
from signaling.protocol.participants import ConversationLeave, ConversationLeft
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Moment, Role

RING_MS = 30_000
LONGEST_MS = 4 * 3_600_000
"""Both devices may have died without a word; nobody stays "busy" for ever because of it."""

DESK = (Role.DISPATCHER, Role.CALL_TAKER)
RINGS_GUESTS = (*DESK, Role.PHYSICIAN, Role.SPECIALIST)
"""The desk its callers, a doctor the patient of a consult."""

ASKERS = (*DESK, Role.CREW, Role.PHYSICIAN, Role.SPECIALIST, Role.HOSPITAL)
"""A hospital's reception rings about a consult that it was let into, and about nothing else."""


def party_of(actor: Actor) -> Party:
    """How the actor takes part: a crew as its brigade, a guest as that, everybody else as a person."""
    if actor.role is Role.CREW:
        return Party("brigade", actor.brigade_id or actor.id, actor.name or None, actor.role.value)
    relation: SideRelation = "guest" if actor.role is Role.GUEST else "person"
    return Party(relation, actor.id, actor.name or None, actor.role.value)


def participant_of(conversation: Conversation, actor: Actor) -> Participant:
    """The actor's own place in it. Refuses ``not_yours`` to who is not in it now."""
    own = conversation.participant(party_of(actor).key)
    if own is None:
        raise Refused(Code.NOT_YOURS)
    return own


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
    if side_of(conversation, actor) == "asker":
        return False
    return is_rung(conversation.to_relation, conversation.to_id, actor)


def is_rung(relation: Relation, id: str, actor: Actor) -> bool:
    """Whether a ring to that one, or to the whole desk, is this actor's to answer."""
    if relation == "service":
        return actor.role in DESK
    return party_of(actor).key == f"{relation}:{id}"


class ThreadIds(TypedDict):
    """The fields by which an event stands on an incident's or a consult's thread."""

    incident_id: str | None
    consult_id: str | None


def _about_ids(about: str, about_kind: AboutKind) -> ThreadIds:
    return {
        "incident_id": about if about_kind == "incident" else None,
        "consult_id": about if about_kind == "consult" else None,
    }


def thread(conversation: Conversation) -> ThreadIds:
    """What the conversation is about, as its events say it."""
    return _about_ids(conversation.about, conversation.about_kind)


def decide_ask(command: ConversationAsk, busy: Sequence[str], moment: Moment) -> list[Event]:
    """Ring. ``busy`` are the keys of the parties, among the two, who are in an accepted conversation now."""
    actor = moment.actor
    if actor.role not in ASKERS or (actor.role is Role.HOSPITAL and command.about_kind != "consult"):
        raise Refused(Code.NOT_ALLOWED)
    if (command.about_kind == "none") != (command.about == ""):
        raise Refused(Code.MISSING, field="about")
    asker = party_of(actor)
    asked_key = f"{command.to_relation}:{command.to_id}"
    for called in (Called(relation=command.to_relation, id=command.to_id), *command.then):
        refuse_called(called.relation, called.id, actor)
    for key in (asker.key, asked_key):
        if key in busy:
            raise Refused(Code.PERSON_BUSY, party=key)
    return [
        ConversationAsked(
            conversation_id=command.conversation_id,
            asker_relation=asker.relation,
            asker_id=asker.id,
            asker_name=asker.name,
            asker_role=asker.role,
            to_relation=command.to_relation,
            to_id=command.to_id,
            video=command.video,
            ring_until_ms=moment.now_ms + RING_MS,
            then=command.then,
            **_about_ids(command.about, command.about_kind),
        )
    ]


def refuse_called(relation: Relation, id: str, actor: Actor) -> None:
    """Refuses whom this actor cannot ring: themselves, the desk if they are the desk, a guest if they are not."""
    if (relation == "service") != (id == ""):
        raise Refused(Code.MISSING, field="to_id")
    if relation == "service" and actor.role in DESK:
        raise Refused(Code.NOT_ALLOWED, detail="the desk does not ring itself")
    if relation == "guest" and actor.role not in RINGS_GUESTS:
        raise Refused(Code.NOT_ALLOWED, detail="a guest is the desk's, or a doctor's patient")
    if f"{relation}:{id}" == party_of(actor).key:
        raise Refused(Code.NOT_ALLOWED, detail="nobody rings themselves")


def decide_open_accepted(
    command: ConversationOpenAccepted, roles: tuple[str, str], busy: Sequence[str], moment: Moment
) -> list[Event]:
    """Two who have agreed elsewhere are in a conversation at once. ``roles``: the asker's and the answerer's."""
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
            asker_role=roles[0],
            answerer_role=roles[1],
            video=command.video,
            end_by_ms=moment.now_ms + LONGEST_MS,
            **_about_ids(command.about, command.about_kind),
        )
    ]


def ring(state: Conversation, command: ConversationRing, busy: Sequence[str], moment: Moment) -> list[Event]:
    """A device rings. Another of the same name, or of none, is nothing new, and nothing wrong."""
    if not is_asked(state, moment.actor):
        raise Refused(Code.NOT_YOURS)
    if state.phase == "ringing" and (not command.device or command.device in state.ringing_on):
        return []
    return [ConversationRang(conversation_id=state.conversation_id, device=command.device, **thread(state))]


def accept(state: Conversation, command: ConversationAccept, busy: Sequence[str], moment: Moment) -> list[Event]:
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
            answerer_role=answerer.role,
            end_by_ms=moment.now_ms + LONGEST_MS,
            **thread(state),
        )
    ]


def too_late(state: Conversation, command: Command, busy: Sequence[str], moment: Moment) -> list[Event]:
    if not is_asked(state, moment.actor):
        raise Refused(Code.NOT_YOURS)
    raise Refused(Code.ALREADY_ANSWERED)


def over(state: Conversation, command: Command, busy: Sequence[str], moment: Moment) -> list[Event]:
    raise Refused(Code.CONVERSATION_ENDED, phase=state.phase)


def decline(state: Conversation, command: ConversationDecline, busy: Sequence[str], moment: Moment) -> list[Event]:
    if not is_asked(state, moment.actor):
        raise Refused(Code.NOT_YOURS)
    if state.to_relation == "service":
        raise Refused(Code.NOT_ALLOWED, detail="one person cannot decline for the whole desk")
    passed_on = _pass_on(state, "declined", busy, moment)
    return passed_on or [ConversationDeclined(conversation_id=state.conversation_id, **thread(state))]


def _pass_on(state: Conversation, because: Outcome, busy: Sequence[str], moment: Moment) -> list[Event]:
    """The next who is to be rung and is not in another conversation; none when there is nobody left."""
    for called in state.then:
        if f"{called.relation}:{called.id}" not in busy:
            return [
                ConversationPassedOn(
                    conversation_id=state.conversation_id,
                    because=because,
                    to_relation=called.relation,
                    to_id=called.id,
                    ring_until_ms=moment.now_ms + RING_MS,
                    **thread(state),
                )
            ]
    return []


def agreed_no_more(state: Conversation) -> list[Event]:
    """What the two had agreed to elsewhere is over: the consult, or the caller's link."""
    because: EndedBecause = "consult_over" if state.about_kind == "consult" else "link_over"
    return [ConversationEnded(conversation_id=state.conversation_id, because=because, **thread(state))]


def withdraw(state: Conversation, command: ConversationHangUp, busy: Sequence[str], moment: Moment) -> list[Event]:
    if moment.actor.role is Role.SYSTEM:
        return agreed_no_more(state)
    if side_of(state, moment.actor) != "asker":
        raise Refused(Code.NOT_YOURS)
    return [
        ConversationEnded(conversation_id=state.conversation_id, because="withdrawn", by_side="asker", **thread(state))
    ]


def hang_up(
    state: Conversation, command: ConversationHangUp | ConversationLeave, busy: Sequence[str], moment: Moment
) -> list[Event]:
    """Of two, one who goes ends it; of more, the others go on."""
    if moment.actor.role is Role.SYSTEM and isinstance(command, ConversationHangUp):
        return agreed_no_more(state)
    own = participant_of(state, moment.actor)
    if len(state.participants) > 2:
        return [
            ConversationLeft(
                conversation_id=state.conversation_id,
                of_relation=own.party.relation,
                of_id=own.party.id,
                because="left",
                **thread(state),
            )
        ]
    side = None if own.place == "other" else own.place
    return [ConversationEnded(conversation_id=state.conversation_id, because="hung_up", by_side=side, **thread(state))]


def join(state: Conversation, command: ConversationJoin, busy: Sequence[str], moment: Moment) -> list[Event]:
    """A side's device begins a new round; a further participant's does not disturb the round of the two."""
    own = participant_of(state, moment.actor)
    side = None if own.place == "other" else own.place
    return [
        ConversationJoined(
            conversation_id=state.conversation_id,
            side=side,
            of_relation=None if side else own.party.relation,
            of_id=None if side else own.party.id,
            endpoint=command.endpoint,
            round=state.round + 1 if side else state.round,
            **thread(state),
        )
    ]


def prepare(state: Conversation, command: ConversationJoin, busy: Sequence[str], moment: Moment) -> list[Event]:
    """While it rings the asker's device may join ahead, so that its offer lies ready where it rings."""
    if state.asker.key != party_of(moment.actor).key:
        raise Refused(Code.NOT_YOURS)
    return [
        ConversationJoined(
            conversation_id=state.conversation_id,
            side="asker",
            endpoint=command.endpoint,
            round=state.round + 1,
            **thread(state),
        )
    ]


def unanswered(state: Conversation, command: ConversationGiveUp, busy: Sequence[str], moment: Moment) -> list[Event]:
    clock_only(moment)
    if moment.now_ms < state.ring_until_ms:
        raise Refused(Code.WRONG_STATE, detail="it may still ring")
    passed_on = _pass_on(state, "no_answer", busy, moment)
    return passed_on or [ConversationUnanswered(conversation_id=state.conversation_id, **thread(state))]


def too_long(state: Conversation, command: ConversationGiveUp, busy: Sequence[str], moment: Moment) -> list[Event]:
    clock_only(moment)
    if state.end_by_ms is None or moment.now_ms < state.end_by_ms:
        raise Refused(Code.WRONG_STATE, detail="it may still go on")
    return [ConversationEnded(conversation_id=state.conversation_id, because="too_long", **thread(state))]


def clock_only(moment: Moment) -> None:
    if moment.actor.role is not Role.SYSTEM:
        raise Refused(Code.NOT_ALLOWED)


Decision = Callable[[Conversation, Any, Sequence[str], Moment], list[Event]]
