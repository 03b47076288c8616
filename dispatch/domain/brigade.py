"""A crew with its vehicle: what it is doing, how shifts, breaks and assignments change that."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from dispatch.domain.milestones import BECOMES
from signaling.protocol.assignments import AssignmentCancelled, AssignmentDeclined, AssignmentDiverted, BrigadeAssigned
from signaling.protocol.base import Command, Event, Point, View
from signaling.protocol.brigades import (
    BrigadeAdded,
    BrigadeShiftEnding,
    BrigadeState,
    BrigadeStateSet,
    BrigadeView,
    ComeOnShift,
    EndBreak,
    GoOffShift,
    Profile,
    ReturnToService,
    SetOutOfService,
    TakeBreak,
)
from signaling.protocol.milestones import Milestone, MilestoneReported, Stage
from signaling.protocol.refusals import Code, Refused
from signaling.slice import ADMINISTRATION, SERVICE, Audience, Stamp

replace = msgspec.structs.replace

MAY_BE_ORDERED = frozenset({BrigadeState.AVAILABLE, BrigadeState.RETURNING})
BUSY = frozenset(
    {
        BrigadeState.ASSIGNED,
        BrigadeState.EN_ROUTE,
        BrigadeState.ON_SCENE,
        BrigadeState.TRANSPORTING,
        BrigadeState.AT_HOSPITAL,
    }
)

NEXT: dict[tuple[BrigadeState, type[Command]], BrigadeState] = {
    (BrigadeState.OFF_SHIFT, ComeOnShift): BrigadeState.AVAILABLE,
    (BrigadeState.OFF_SHIFT, SetOutOfService): BrigadeState.OUT_OF_SERVICE,
    (BrigadeState.AVAILABLE, GoOffShift): BrigadeState.OFF_SHIFT,
    (BrigadeState.AVAILABLE, TakeBreak): BrigadeState.ON_BREAK,
    (BrigadeState.AVAILABLE, SetOutOfService): BrigadeState.OUT_OF_SERVICE,
    (BrigadeState.RETURNING, GoOffShift): BrigadeState.OFF_SHIFT,
    (BrigadeState.RETURNING, TakeBreak): BrigadeState.ON_BREAK,
    (BrigadeState.RETURNING, SetOutOfService): BrigadeState.OUT_OF_SERVICE,
    (BrigadeState.ON_BREAK, EndBreak): BrigadeState.AVAILABLE,
    (BrigadeState.ON_BREAK, GoOffShift): BrigadeState.OFF_SHIFT,
    (BrigadeState.ON_BREAK, SetOutOfService): BrigadeState.OUT_OF_SERVICE,
    (BrigadeState.OUT_OF_SERVICE, ReturnToService): BrigadeState.AVAILABLE,
}
"""State and command → the next state. Two cases besides are in ``decide``: a shift that ends or begins while the
brigade is busy or out of service."""


class Brigade(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``changed_seq`` is the number of the newest event that changed it: a recommendation names what it looked at.

    ``last_assignment_id`` is where it returns from.
    """

    brigade_id: str
    callsign: str
    profile: Profile
    station_id: str
    station_name: str
    station_point: Point
    state: BrigadeState = BrigadeState.OFF_SHIFT
    state_since_ms: int = 0
    changed_seq: int = 0
    equipment: list[str] = []
    reason: str = ""
    on_shift: bool = False
    shift_ending: bool = False
    assignment_id: str | None = None
    incident_id: str | None = None
    last_assignment_id: str | None = None


def decide(brigade: Brigade, command: Command, reason: str = "") -> BrigadeStateSet | BrigadeShiftEnding:
    """Shift, break, out of service, and back."""
    wish = type(command)
    following = NEXT.get((brigade.state, wish))
    on_shift = wish is ComeOnShift or (brigade.on_shift and wish is not GoOffShift)
    if following is not None:
        if wish is ReturnToService and not brigade.on_shift:
            following = BrigadeState.OFF_SHIFT
        return BrigadeStateSet(brigade_id=brigade.brigade_id, state=following, on_shift=on_shift, reason=reason)
    shift_changes = wish in (ComeOnShift, GoOffShift) and on_shift != brigade.on_shift
    if (brigade.state == BrigadeState.OUT_OF_SERVICE and shift_changes) or (
        wish is ComeOnShift and brigade.shift_ending
    ):
        return BrigadeStateSet(
            brigade_id=brigade.brigade_id, state=brigade.state, on_shift=on_shift, reason=brigade.reason
        )
    if brigade.state in BUSY and isinstance(command, GoOffShift) and command.when_free and not brigade.shift_ending:
        return BrigadeShiftEnding(brigade_id=brigade.brigade_id)
    if brigade.state in BUSY and wish in (GoOffShift, TakeBreak, SetOutOfService):
        raise Refused(Code.BRIGADE_BUSY, state=brigade.state, incident_id=brigade.incident_id)
    raise Refused(Code.WRONG_STATE, state=brigade.state)


def check_may_be_ordered(brigade: Brigade) -> None:
    """Refuses ``brigade_busy`` or ``brigade_unavailable`` with the state."""
    if brigade.state in BUSY:
        raise Refused(Code.BRIGADE_BUSY, state=brigade.state, incident_id=brigade.incident_id)
    if brigade.state not in MAY_BE_ORDERED:
        raise Refused(Code.BRIGADE_UNAVAILABLE, state=brigade.state, reason=brigade.reason)


def added(state: Brigade | None, event: BrigadeAdded, stamp: Stamp) -> Brigade:
    return Brigade(
        brigade_id=event.brigade_id,
        callsign=event.callsign,
        profile=event.profile,
        station_id=event.station_id,
        station_name=event.station_name,
        station_point=event.station_point,
        equipment=event.equipment,
        state_since_ms=stamp.at_ms,
        changed_seq=stamp.seq,
    )


def state_set(state: Brigade, event: BrigadeStateSet, stamp: Stamp) -> Brigade:
    after = _becomes(state, event.state, stamp)
    return replace(after, on_shift=event.on_shift, shift_ending=False, reason=event.reason)


def shift_ending(state: Brigade, event: BrigadeShiftEnding, stamp: Stamp) -> Brigade:
    return replace(state, shift_ending=True, changed_seq=stamp.seq)


def assigned(state: Brigade, event: BrigadeAssigned, stamp: Stamp) -> Brigade:
    after = _becomes(state, BrigadeState.ASSIGNED, stamp)
    return replace(after, assignment_id=event.assignment_id, incident_id=event.incident_id)


def milestone(state: Brigade, event: MilestoneReported, stamp: Stamp) -> Brigade:
    if event.milestone == Milestone.CLEARED:
        return _free(state, BrigadeState.RETURNING, stamp)
    return _becomes(state, BECOMES[Stage(event.milestone.value)], stamp)


def stood_down(state: Brigade, event: AssignmentDeclined | AssignmentCancelled, stamp: Stamp) -> Brigade:
    return _stands_down(state, stamp)


def diverted(state: Brigade, event: AssignmentDiverted, stamp: Stamp) -> Brigade:
    """Its next assignment begins in the same moment: a shift that ends when the brigade is free does not end here."""
    after = _stands_down(replace(state, shift_ending=False), stamp)
    return replace(after, shift_ending=state.shift_ending)


def _becomes(state: Brigade, becomes: BrigadeState, stamp: Stamp) -> Brigade:
    since_ms = state.state_since_ms if becomes == state.state else stamp.at_ms
    return replace(state, state=becomes, state_since_ms=since_ms, changed_seq=stamp.seq)


def _stands_down(state: Brigade, stamp: Stamp) -> Brigade:
    """One that has not left its place is available there; one that has is on its way back."""
    waits = state.state == BrigadeState.ASSIGNED
    return _free(state, BrigadeState.AVAILABLE if waits else BrigadeState.RETURNING, stamp)


def _free(state: Brigade, becomes: BrigadeState, stamp: Stamp) -> Brigade:
    after = _becomes(state, BrigadeState.OFF_SHIFT if state.shift_ending else becomes, stamp)
    return replace(
        after,
        on_shift=state.on_shift and not state.shift_ending,
        shift_ending=False,
        assignment_id=None,
        incident_id=None,
        last_assignment_id=state.assignment_id,
    )


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = {
    BrigadeAdded: added,
    BrigadeStateSet: state_set,
    BrigadeShiftEnding: shift_ending,
    BrigadeAssigned: assigned,
    MilestoneReported: milestone,
    AssignmentDeclined: stood_down,
    AssignmentCancelled: stood_down,
    AssignmentDiverted: diverted,
}


def views(state: Brigade) -> Mapping[Audience, View]:
    seers = (SERVICE, ADMINISTRATION, Audience("brigade", state.brigade_id))
    shown = view(state)
    # No patient and no incident for the administration.
    return {**dict.fromkeys(seers, shown), ADMINISTRATION: replace(shown, assignment_id=None, incident_id=None)}


def view(state: Brigade) -> BrigadeView:
    return BrigadeView(
        brigade_id=state.brigade_id,
        callsign=state.callsign,
        profile=state.profile,
        equipment=state.equipment,
        station_id=state.station_id,
        station_name=state.station_name,
        station_point=state.station_point,
        state=state.state,
        state_since_ms=state.state_since_ms,
        reason=state.reason,
        on_shift=state.on_shift,
        shift_ending=state.shift_ending,
        assignment_id=state.assignment_id,
        incident_id=state.incident_id,
    )
