"""What each wish about a recording comes to in each of its phases: one table, and a missing pair is a refusal.

Whatever happens to the conversation, ``settled`` says what follows for the recording. It is asked at the end of every
decision, so no order of commands can leave a recording running with somebody who has not agreed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypedDict

from media.domain.decisions import DESK, party_of
from media.domain.workers import worker_of
from media.recording.domain.state import Answer, Part, Recording, Reel
from media.recording.recorder import PART_MS
from signaling.protocol.base import Command, Event
from signaling.protocol.recording import (
    RecordingAsk,
    RecordingAsked,
    RecordingBegun,
    RecordingConsent,
    RecordingConsented,
    RecordingDeclined,
    RecordingEndReel,
    RecordingErased,
    RecordingFilesErased,
    RecordingFollow,
    RecordingForget,
    RecordingForgotten,
    RecordingInspect,
    RecordingKeepPart,
    RecordingPartKept,
    RecordingPaused,
    RecordingPausedBecause,
    RecordingPhase,
    RecordingPresence,
    RecordingReelEnded,
    RecordingRefuse,
    RecordingStop,
    RecordingStopped,
    RecordingStoppedBecause,
    RecordingWatch,
    RecordingWatched,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Moment, Role, consequence_id

TEXT_VERSION = 1
"""The text of consent that screens show now (``recording-text`` in the catalogues)."""

DOCTORS = (Role.PHYSICIAN, Role.SPECIALIST)
ASKERS = (*DESK, *DOCTORS, Role.CREW)
WATCHERS = (*DESK, *DOCTORS)
HEARD_LATE_MS = 15_000
"""How far outside a running span a part may lie: a worker hears of a pause when its connection brings it."""
LONGEST_PART_MS = 3 * PART_MS
DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Going:
    """What a decision is told of the conversation now. ``worker_id`` None: it is not on a forwarder, or none is
    there."""

    goes_on: bool
    present: tuple[str, ...]
    room_id: str | None = None
    worker_id: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a decision is told besides: ``keep_days`` of the setting, ``other_kept`` whether the conversation has
    another recording that is not forgotten."""

    going: Going
    keep_days: int
    other_kept: bool = False


class ThreadIds(TypedDict):
    """The fields that most events of a recording have in common."""

    recording_id: str
    conversation_id: str
    incident_id: str | None
    consult_id: str | None


def _thread(state: Recording) -> ThreadIds:
    return {
        "recording_id": state.recording_id,
        "conversation_id": state.conversation_id,
        "incident_id": state.incident_id,
        "consult_id": state.consult_id,
    }


def decide_ask(
    command: RecordingAsk, going: Going, incident_id: str | None, consult_id: str | None, moment: Moment
) -> list[Event]:
    """Ask everybody. Refuses whoever is not in the conversation, and a text that is not shown any more."""
    key = party_of(moment.actor).key
    if moment.actor.role not in ASKERS:
        raise Refused(Code.NOT_ALLOWED)
    if not going.goes_on:
        raise Refused(Code.CONVERSATION_ENDED)
    if key not in going.present:
        raise Refused(Code.NOT_YOURS)
    _check_text(command.text_version, TEXT_VERSION)
    return [
        RecordingAsked(
            recording_id=command.recording_id,
            conversation_id=command.conversation_id,
            incident_id=incident_id,
            consult_id=consult_id,
            by_key=key,
            asked=list(going.present),
            text_version=command.text_version,
        )
    ]


def settled(state: Recording, told: Told, moment: Moment) -> list[Event]:
    """What follows for an active recording from who is in the conversation and where it goes."""
    going = told.going
    if not going.goes_on:
        return [_stop(state, told, "conversation_over", None, moment)]
    events: list[Event] = []
    if list(going.present) != state.present:
        events.append(RecordingPresence(present=list(going.present), **_thread(state)))
    missing = [key for key in going.present if state.answers.get(key, Answer()).agreement != "yes"]
    because: RecordingPausedBecause | None = (
        "not_agreed" if missing else "no_worker" if going.worker_id is None or going.room_id is None else None
    )
    if because is None and going.worker_id is not None and going.room_id is not None:
        if state.phase != "running" or state.workers[-1] != going.worker_id:
            events.append(_begin(state, going.room_id, going.worker_id, moment))
    elif because is not None and (state.phase == "running" or state.paused_because not in (None, because)):
        events.append(RecordingPaused(room_id=going.room_id, because=because, **_thread(state)))
    return events


def _begin(state: Recording, room_id: str, worker_id: str, moment: Moment) -> RecordingBegun:
    began_at_ms = moment.now_ms if state.began_at_ms is None else state.began_at_ms
    return RecordingBegun(
        room_id=room_id, worker_id=worker_id, agreed=state.agreed, began_at_ms=began_at_ms, **_thread(state)
    )


def _stop(
    state: Recording, told: Told, because: RecordingStoppedBecause, by_key: str | None, moment: Moment
) -> RecordingStopped:
    kept = None if state.began_at_ms is None else moment.now_ms + told.keep_days * DAY_MS
    return RecordingStopped(
        room_id=told.going.room_id, because=because, by_key=by_key, keep_until_ms=kept, **_thread(state)
    )


def _check_text(read: int, shown: int) -> None:
    if read != shown:
        raise Refused(Code.CHANGED_MEANWHILE, text_version=shown)


def _key_inside(told: Told, moment: Moment) -> str:
    key = party_of(moment.actor).key
    if key not in told.going.present:
        raise Refused(Code.NOT_YOURS)
    return key


def _consent(state: Recording, command: RecordingConsent, told: Told, moment: Moment) -> list[Event]:
    key = _key_inside(told, moment)
    _check_text(command.text_version, state.text_version)
    if key in state.agreed:
        return []
    return [RecordingConsented(by_key=key, text_version=command.text_version, **_thread(state))]


def _refuse(state: Recording, command: RecordingRefuse, told: Told, moment: Moment) -> list[Event]:
    return [RecordingDeclined(by_key=_key_inside(told, moment), refused=True, **_thread(state))]


def _take_back(state: Recording, command: RecordingRefuse, told: Told, moment: Moment) -> list[Event]:
    """A newcomer's "no" keeps the pause; who had agreed and does so no longer ends it for everybody."""
    key = _key_inside(told, moment)
    declined = RecordingDeclined(by_key=key, refused=False, **_thread(state))
    return [declined, _stop(state, told, "taken_back", key, moment)] if key in state.agreed else [declined]


def _stop_by(state: Recording, command: RecordingStop, told: Told, moment: Moment) -> list[Event]:
    """A guest speaks for themselves alone: who agreed and refuses ends it too. The system's: the patient of whom they
    talk agrees no longer."""
    if moment.actor.role is Role.SYSTEM:
        return [_stop(state, told, "taken_back", None, moment)]
    if moment.actor.role is Role.GUEST:
        raise Refused(Code.NOT_ALLOWED)
    return [_stop(state, told, "stopped", _key_inside(told, moment), moment)]


def _follow(state: Recording, command: RecordingFollow, told: Told, moment: Moment) -> list[Event]:
    _system_only(moment)
    return settled(state, told, moment)


def _nothing(state: Recording, command: Command, told: Told, moment: Moment) -> list[Event]:
    """What it would bring about is so already."""
    return []


def _watch(state: Recording, command: RecordingWatch, told: Told, moment: Moment) -> list[Event]:
    if moment.actor.role not in WATCHERS or party_of(moment.actor).key not in state.answers:
        raise Refused(Code.NOT_YOURS)
    return [RecordingWatched(viewing_id=moment.new_id("viewing"), reason="taking_part", **_thread(state))]


def _inspect(state: Recording, command: RecordingInspect, told: Told, moment: Moment) -> list[Event]:
    if moment.actor.role is not Role.ADMINISTRATOR:
        raise Refused(Code.NOT_ALLOWED)
    return [RecordingWatched(viewing_id=moment.new_id("viewing"), reason=command.reason, **_thread(state))]


def _forget(state: Recording, command: RecordingForget, told: Told, moment: Moment) -> list[Event]:
    _system_only(moment)
    if state.keep_until_ms is None or moment.now_ms < state.keep_until_ms:
        raise Refused(Code.WRONG_STATE, detail="it is still kept")
    return [RecordingForgotten(with_key=not told.other_kept, **_thread(state))]


def _erased(state: Recording, command: RecordingErased, told: Told, moment: Moment) -> list[Event]:
    _system_only(moment)
    return [] if state.erased else [RecordingFilesErased(recording_id=state.recording_id)]


def _system_only(moment: Moment) -> None:
    if moment.actor.role is not Role.SYSTEM:
        raise Refused(Code.NOT_ALLOWED)


Decision = Callable[[Recording, Any, Told, Moment], list[Event]]

TABLE: dict[tuple[RecordingPhase, type[Command]], Decision] = {
    ("asked", RecordingConsent): _consent,
    ("asked", RecordingRefuse): _refuse,
    ("asked", RecordingStop): _stop_by,
    ("asked", RecordingFollow): _follow,
    ("running", RecordingConsent): _consent,
    ("running", RecordingRefuse): _take_back,
    ("running", RecordingStop): _stop_by,
    ("running", RecordingFollow): _follow,
    ("paused", RecordingConsent): _consent,
    ("paused", RecordingRefuse): _take_back,
    ("paused", RecordingStop): _stop_by,
    ("paused", RecordingFollow): _follow,
    ("stopped", RecordingFollow): _nothing,
    ("stopped", RecordingWatch): _watch,
    ("stopped", RecordingInspect): _inspect,
    ("stopped", RecordingForget): _forget,
    ("refused", RecordingFollow): _nothing,
    ("forgotten", RecordingFollow): _nothing,
    ("forgotten", RecordingErased): _erased,
}


def decide(state: Recording, command: Command, told: Told, moment: Moment) -> list[Event]:
    """The events of a wish about a recording that exists. Refuses ``wrong_state`` for a pair not in the table."""
    decision = TABLE.get((state.phase, type(command)))
    if decision is None:
        raise Refused(Code.WRONG_STATE, phase=state.phase)
    return decision(state, command, told, moment)


def decide_part(
    state: Recording, reel: Reel | None, kept: Part | None, command: RecordingKeepPart, moment: Moment
) -> list[Event]:
    """A part that came from a worker. What was ``kept`` already is nothing new; refuses ``part_out_of_order`` with the
    number that is expected, ``chain_broken``, and whatever lies where nobody may record."""
    _system_only(moment)
    check_worker(state, command.worker_id)
    if command.key not in state.consented or not _was_agreed(state, command):
        raise Refused(Code.NOT_AGREED)
    if kept is not None and kept.digest == command.digest:
        return []
    _check_chain(reel, command)
    return [
        RecordingPartKept(
            part_id=part_id(command.reel_id, command.number),
            **{name: getattr(command, name) for name in RecordingPartKept.__struct_fields__ if name != "part_id"},
        )
    ]


def check_worker(state: Recording, worker_id: str) -> None:
    """Only a machine that was told to record, while the recording is kept."""
    if state.phase not in ("running", "paused", "stopped"):
        raise Refused(Code.WRONG_STATE, phase=state.phase)
    if worker_id not in {worker_of(process) for process in state.workers}:
        raise Refused(Code.NOT_YOURS)


def decide_reel_end(state: Recording, reel: Reel | None, command: RecordingEndReel, moment: Moment) -> list[Event]:
    """The worker has said how many parts there are; a reel without any was never begun."""
    _system_only(moment)
    check_worker(state, command.worker_id)
    if reel is None:
        raise Refused(Code.PART_OUT_OF_ORDER, expected=0)
    if reel.worker_id != command.worker_id:
        raise Refused(Code.NOT_YOURS)
    if reel.whole is not None:
        return []
    if command.parts != reel.parts:
        raise Refused(Code.PART_OUT_OF_ORDER, expected=reel.parts)
    return [RecordingReelEnded(recording_id=state.recording_id, reel_id=reel.reel_id, parts=command.parts)]


def part_id(reel_id: str, number: int) -> str:
    """A part's id follows from its place."""
    return consequence_id(reel_id, f"part {number}")


def _was_agreed(state: Recording, command: RecordingKeepPart) -> bool:
    """Whether the part lies in a time in which everybody had agreed, as far as a worker can know it."""
    if not 0 <= command.until_ms - command.from_ms <= LONGEST_PART_MS:
        return False
    return any(
        span.from_ms - HEARD_LATE_MS <= command.from_ms
        and (span.until_ms is None or command.until_ms <= span.until_ms + HEARD_LATE_MS)
        for span in state.spans
    )


def _check_chain(reel: Reel | None, command: RecordingKeepPart) -> None:
    expected = reel.parts if reel else 0
    if command.number != expected:
        raise Refused(Code.PART_OUT_OF_ORDER, expected=expected)
    if command.previous_digest != (reel.digest if reel else ""):
        raise Refused(Code.CHAIN_BROKEN)
    first_of_take = command.head_bytes > 0
    take = (reel.take if reel else -1) + first_of_take
    same = reel is None or (
        (reel.recording_id, reel.worker_id, reel.key, reel.endpoint, reel.filmed)
        == (command.recording_id, command.worker_id, command.key, command.endpoint, command.filmed)
    )
    if command.take != take or not same or (reel is not None and reel.whole is not None):
        raise Refused(Code.CHAIN_BROKEN)
