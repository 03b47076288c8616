"""What each wish about a still comes to in each of its phases: one table, and a missing pair is a refusal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from media.caller.domain.link import CallerLink
from media.domain.conversation import Conversation, Participant
from media.domain.decisions import participant_of, thread
from media.freeze.domain.still import Still, Stroke, part_names
from signaling.protocol.base import Command, Event
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.stills import (
    StillAsk,
    StillAsked,
    StillBroken,
    StillBrokenBecause,
    StillClose,
    StillClosed,
    StillDraw,
    StillDrawn,
    StillFail,
    StillFollow,
    StillGiveUp,
    StillKeepPart,
    StillPartKept,
    StillPhase,
    StillPresence,
    StillStrokePresence,
    StillUndraw,
    StillUndrawn,
)
from signaling.slice import Moment, Role

STROKES_AT_MOST = 40
STILLS_AT_MOST = 60
"""Of one conversation; each may be several megabytes."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a decision is told besides the still: its conversation, and the strokes that are upon it."""

    conversation: Conversation
    strokes: Sequence[Stroke] = ()

    @property
    def present(self) -> list[str]:
        """The keys of those who are in the conversation; nobody once it is over."""
        inside = self.conversation.participants if self.conversation.goes_on else ()
        return [one.party.key for one in inside]


class Ids(TypedDict):
    """The fields that most events of a still have in common."""

    still_id: str
    conversation_id: str
    incident_id: str | None
    consult_id: str | None


def _ids(state: Still) -> Ids:
    return {
        "still_id": state.still_id,
        "conversation_id": state.conversation_id,
        "incident_id": state.incident_id,
        "consult_id": state.consult_id,
    }


def still_of(conversation: Conversation, endpoint: str) -> Participant:
    """Whose camera is asked. Refuses ``nobody_there`` when no device of the conversation has this endpoint."""
    found = next((one for one in conversation.participants if one.endpoint == endpoint), None)
    if found is None:
        raise Refused(Code.NOBODY_THERE, endpoint=endpoint)
    return found


def check_inside(conversation: Conversation, moment: Moment) -> Participant:
    """The actor's own place. Refuses ``conversation_ended``, and ``not_yours`` to who is not in it."""
    if not conversation.goes_on:
        raise Refused(Code.CONVERSATION_ENDED)
    return participant_of(conversation, moment.actor)


def decide_ask(
    command: StillAsk, told: Told, others: Sequence[Still], link: CallerLink | None, kept_under: str, moment: Moment
) -> list[Event]:
    """``others``: the conversation's stills so far. ``link``: the caller's, when a caller's camera is asked: what its
    agreement covers may be taken, and no other guest's."""
    conversation = told.conversation
    own = check_inside(conversation, moment)
    if moment.actor.role is Role.GUEST:
        raise Refused(Code.NOT_ALLOWED, detail="a guest takes no stills")
    asked = still_of(conversation, command.of_endpoint)
    if asked.party.relation == "guest" and (link is None or link.phase != "agreed" or link.text_only):
        raise Refused(Code.CONSENT_NEEDED)
    if any(one.is_open for one in others):
        raise Refused(Code.ALREADY_EXISTS, detail="another still is open")
    if len(others) >= STILLS_AT_MOST:
        raise Refused(Code.TOO_LONG, at_most=STILLS_AT_MOST)
    return [
        StillAsked(
            still_id=command.still_id,
            conversation_id=conversation.conversation_id,
            by_key=own.party.key,
            of_key=asked.party.key,
            of_endpoint=command.of_endpoint,
            x=command.x,
            y=command.y,
            kept_under=kept_under,
            present=told.present,
            **thread(conversation),
        )
    ]


def check_sender(state: Still, keys: Sequence[str]) -> None:
    """Only whose camera was asked sends: refuses ``not_yours``. ``keys``: whom the device is signed in as."""
    if state.of_key not in keys:
        raise Refused(Code.NOT_YOURS)


def check_awaited(state: Still, part: str) -> None:
    """Refuses ``wrong_state`` when nothing more is taken, ``part_out_of_order`` before the preview, and ``not_found``
    for a part that the plan does not know."""
    if not state.coming:
        raise Refused(Code.WRONG_STATE, phase=state.phase)
    if state.plan is None and part != "preview":
        raise Refused(Code.PART_OUT_OF_ORDER, expected="preview")
    if state.plan is not None and part not in part_names(state.plan):
        raise Refused(Code.NOT_FOUND, kind="still_part", id=part)


def _keep_part(state: Still, command: StillKeepPart, told: Told, moment: Moment) -> list[Event]:
    if not told.conversation.goes_on:
        raise Refused(Code.CONVERSATION_ENDED)
    if state.part(command.part) is not None:
        return []  # sent twice, because the first answer was lost
    check_awaited(state, command.part)
    if command.part == "preview" and command.plan is None:
        raise Refused(Code.MISSING, field="plan")
    plan = command.plan if command.part == "preview" else None
    return [
        StillPartKept(part=command.part, file_id=command.file_id, size=command.size, plan=plan, **_ids(state))
    ]  # fmt: skip


def _fail(state: Still, command: StillFail, told: Told, moment: Moment) -> list[Event]:
    check_sender(state, [check_inside(told.conversation, moment).party.key])
    return [_broken(state, command.because)]


def _broken(state: Still, because: StillBrokenBecause) -> StillBroken:
    return StillBroken(because=because, **_ids(state))


def _draw(state: Still, command: StillDraw, told: Told, moment: Moment) -> list[Event]:
    own = check_inside(told.conversation, moment)
    _check_drawable(state)
    if len(told.strokes) >= STROKES_AT_MOST:
        raise Refused(Code.TOO_LONG, at_most=STROKES_AT_MOST)
    return [
        StillDrawn(
            still_id=state.still_id,
            stroke_id=command.stroke_id,
            incident_id=state.incident_id,
            consult_id=state.consult_id,
            by_key=own.party.key,
            shape=command.shape,
            points=command.points,
            colour=command.colour,
            present=told.present,
        )
    ]


def _undraw(state: Still, command: StillUndraw, told: Told, moment: Moment) -> list[Event]:
    own = check_inside(told.conversation, moment)
    _check_drawable(state)
    stroke = next((one for one in told.strokes if one.stroke_id == command.stroke_id), None)
    if stroke is None:
        raise Refused(Code.NOT_FOUND, kind="still_stroke", id=command.stroke_id)
    if stroke.by_key != own.party.key:
        raise Refused(Code.NOT_YOURS)
    return [
        StillUndrawn(
            still_id=state.still_id,
            stroke_id=stroke.stroke_id,
            incident_id=state.incident_id,
            consult_id=state.consult_id,
        )
    ]


def _check_drawable(state: Still) -> None:
    if state.closed or not state.kept:
        raise Refused(Code.WRONG_STATE, phase="closed" if state.closed else state.phase)


def _close(state: Still, command: StillClose, told: Told, moment: Moment) -> list[Event]:
    """What is under way still comes, for the record; of what has not begun nothing need come."""
    own = check_inside(told.conversation, moment)
    if moment.actor.role is Role.GUEST:
        raise Refused(Code.NOT_ALLOWED)
    if state.closed:
        return []
    closed = StillClosed(by_key=own.party.key, **_ids(state))
    begun: list[Event] = [_broken(state, "closed")] if state.phase == "asked" else []
    return [*begun, closed, *_shown_to(told.strokes, [])]


def _give_up(state: Still, command: StillGiveUp, told: Told, moment: Moment) -> list[Event]:
    late = state.due_ms is not None and moment.now_ms >= state.due_ms
    return [_broken(state, "late")] if late else []


def _follow(state: Still, command: StillFollow, told: Told, moment: Moment) -> list[Event]:
    """Newcomers are shown it too; a device that has left or was joined anew sends no more of it."""
    present = told.present
    endpoints = {one.endpoint for one in told.conversation.participants}
    events: list[Event] = []
    if state.coming and not told.conversation.goes_on:
        events.append(_broken(state, "conversation_over"))
    elif state.coming and state.of_endpoint not in endpoints:
        events.append(_broken(state, "gone"))
    if present != state.present:
        presence = StillPresence(
            still_id=state.still_id, conversation_id=state.conversation_id, present=present
        )  # fmt: skip
        events.append(presence)
        if not state.closed:
            events += _shown_to(told.strokes, present)
    return events


def _shown_to(strokes: Sequence[Stroke], present: list[str]) -> list[Event]:
    return [StillStrokePresence(stroke_id=one.stroke_id, present=present) for one in strokes]


Decision = Callable[[Still, Any, Told, Moment], list[Event]]
TABLE: dict[tuple[StillPhase, type[Command]], Decision] = {
    ("asked", StillKeepPart): _keep_part,
    ("asked", StillFail): _fail,
    ("asked", StillClose): _close,
    ("asked", StillGiveUp): _give_up,
    ("asked", StillFollow): _follow,
    ("arriving", StillKeepPart): _keep_part,
    ("arriving", StillFail): _fail,
    ("arriving", StillDraw): _draw,
    ("arriving", StillUndraw): _undraw,
    ("arriving", StillClose): _close,
    ("arriving", StillGiveUp): _give_up,
    ("arriving", StillFollow): _follow,
    ("whole", StillKeepPart): _keep_part,
    ("whole", StillDraw): _draw,
    ("whole", StillUndraw): _undraw,
    ("whole", StillClose): _close,
    ("whole", StillFollow): _follow,
    ("broken", StillDraw): _draw,
    ("broken", StillUndraw): _undraw,
    ("broken", StillClose): _close,
    ("broken", StillFollow): _follow,
}


def decide(state: Still, command: Command, told: Told, moment: Moment) -> list[Event]:
    """The events of a wish about a still that exists. Refuses ``conversation_ended`` to people before all else, and
    ``wrong_state`` for a pair that is not in the table."""
    if moment.actor.role is not Role.SYSTEM:
        check_inside(told.conversation, moment)
    decision = TABLE.get((state.phase, type(command)))
    if decision is None:
        raise Refused(Code.WRONG_STATE, phase=state.phase)
    return decision(state, command, told, moment)
