"""One brigade's work on one incident: its state, how events change it, who is shown what."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from dispatch.domain import windows
from dispatch.domain.milestones import ENDED, RANK
from signaling.protocol.assignments import (
    AssignmentAccepted,
    AssignmentCancelled,
    AssignmentDeclined,
    AssignmentDelivered,
    AssignmentDiverted,
    AssignmentSeen,
    AssignmentView,
    AssignmentWindowsEnded,
    BrigadeAssigned,
)
from signaling.protocol.base import Event, View
from signaling.protocol.entering import AssignmentEntered, AssignmentToldAgain
from signaling.protocol.incidents import Part, Result, Sex
from signaling.protocol.milestones import (
    HandoverAcknowledged,
    Heard,
    HospitalChanged,
    Milestone,
    MilestoneReported,
    Stage,
    Stamped,
)
from signaling.slice import Audience, Stamp

replace = msgspec.structs.replace


class Assignment(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``milestones`` in the order in which they were stamped. What the incident said when it was given is kept."""

    assignment_id: str
    incident_id: str
    incident_number: int
    brigade_id: str
    callsign: str
    part: Part
    stage: Stage
    reason: str
    priority: int
    milestones: tuple[Stamped, ...] = ()
    age_years: int | None = None
    sex: Sex | None = None
    eta_at_ms: int | None = None
    hospital_id: str | None = None
    hospital_name: str | None = None
    acknowledged_at_ms: int | None = None
    acknowledged_by: str | None = None
    acknowledged_note: str | None = None
    result: Result | None = None
    ended_because: str | None = None
    recommendation_id: str | None = None
    recommended_rank: int | None = None
    seen_by: windows.Windows = (windows.FOR_SERVICE,)

    @property
    def active(self) -> bool:
        return self.stage not in ENDED

    def stamped(self) -> frozenset[Stage]:
        """The milestones that have been stamped."""
        return frozenset(one.stage for one in self.milestones)


def assigned(state: Assignment | None, event: BrigadeAssigned, stamp: Stamp) -> Assignment:
    told_ms = stamp.made_at_ms if event.at_device_ms is None else event.at_device_ms
    ordered = _stamp(Stage.ORDERED, told_ms, stamp, event.heard)
    return Assignment(
        assignment_id=event.assignment_id,
        incident_id=event.incident_id,
        incident_number=event.incident_number,
        brigade_id=event.brigade_id,
        callsign=event.callsign,
        part=event.part,
        stage=Stage.ORDERED,
        reason=event.reason,
        priority=event.priority,
        milestones=(ordered,),
        age_years=event.age_years,
        sex=event.sex,
        eta_at_ms=event.eta_at_ms,
        recommendation_id=event.recommendation_id,
        recommended_rank=event.recommended_rank,
        seen_by=windows.open_window((windows.FOR_SERVICE,), "brigade", event.brigade_id, event.assignment_id),
    )


def delivered(state: Assignment, event: AssignmentDelivered, stamp: Stamp) -> Assignment:
    return _stamped(state, Stage.DELIVERED, event.at_device_ms, stamp)


def seen(state: Assignment, event: AssignmentSeen, stamp: Stamp) -> Assignment:
    return _stamped(state, Stage.SEEN, event.at_device_ms, stamp)


def accepted(state: Assignment, event: AssignmentAccepted, stamp: Stamp) -> Assignment:
    return _stamped(state, Stage.ACCEPTED, event.at_device_ms, stamp, event.heard)


def milestone(state: Assignment, event: MilestoneReported, stamp: Stamp) -> Assignment:
    after = _stamped(state, Stage(event.milestone.value), event.at_device_ms, stamp, event.heard)
    if event.milestone == Milestone.DEPARTED:
        return replace(after, eta_at_ms=event.eta_at_ms if event.eta_at_ms is not None else state.eta_at_ms)
    after = replace(after, eta_at_ms=event.eta_at_ms)
    if event.milestone == Milestone.LEFT_SCENE:
        return _comes_to(after, event.hospital_id, event.hospital_name)
    if event.milestone == Milestone.HANDED_OVER:
        until_ms = stamp.at_ms + windows.HOSPITAL_AFTER_HANDOVER_MS
        limited = windows.limit_window(after.seen_by, "hospital", state.assignment_id, until_ms)
        return replace(after, seen_by=limited)
    if event.milestone == Milestone.CLEARED:
        return _ended(replace(after, result=event.result), stamp.at_ms)
    return after


def entered(state: Assignment | None, event: AssignmentEntered, stamp: Stamp) -> Assignment:
    """All of it at once, and over."""
    seen_by = windows.open_window((windows.FOR_SERVICE,), "brigade", event.brigade_id, event.assignment_id)
    begun = Assignment(
        assignment_id=event.assignment_id,
        incident_id=event.incident_id,
        incident_number=event.incident_number,
        brigade_id=event.brigade_id,
        callsign=event.callsign,
        part=event.part,
        stage=event.steps[-1].stage,
        reason=event.reason,
        priority=event.priority,
        milestones=tuple(_stamp(step.stage, step.at_ms, stamp, event.heard) for step in event.steps),
        age_years=event.age_years,
        sex=event.sex,
        hospital_id=event.hospital_id,
        hospital_name=event.hospital_name,
        result=event.result,
        seen_by=seen_by,
    )
    ended = _ended(begun, stamp.at_ms)
    if event.hospital_id and Stage.HANDED_OVER in begun.stamped():
        until_ms = stamp.at_ms + windows.HOSPITAL_AFTER_HANDOVER_MS
        return replace(
            ended,
            seen_by=windows.past(ended.seen_by, "hospital", event.hospital_id, event.assignment_id, until_ms),
        )
    return ended


def told_again(state: Assignment, event: AssignmentToldAgain, stamp: Stamp) -> Assignment:
    """Another time stands beside the one there is; a step that nobody had told of takes its place on the way."""
    if event.stamped_at_ms is not None:
        by = stamp.actor_name
        milestones = tuple(
            replace(one, again_at_ms=event.at_device_ms, again_by=by) if one.stage == event.stage else one
            for one in state.milestones
        )
        return replace(state, milestones=milestones)
    told = _stamp(event.stage, event.at_device_ms, stamp, event.heard)
    return replace(state, milestones=tuple(sorted((*state.milestones, told), key=_place)))


def declined(state: Assignment, event: AssignmentDeclined, stamp: Stamp) -> Assignment:
    after = _stamped(state, Stage.DECLINED, event.at_device_ms, stamp)
    return _ended(replace(after, ended_because=event.reason, eta_at_ms=None), stamp.at_ms)


def cancelled(state: Assignment, event: AssignmentCancelled, stamp: Stamp) -> Assignment:
    after = _stamped(state, Stage.CANCELLED, stamp.made_at_ms, stamp)
    return _ended(replace(after, ended_because=event.reason, eta_at_ms=None), stamp.at_ms)


def diverted(state: Assignment, event: AssignmentDiverted, stamp: Stamp) -> Assignment:
    after = _stamped(state, Stage.DIVERTED, stamp.made_at_ms, stamp)
    return _ended(replace(after, ended_because=event.reason, eta_at_ms=None), stamp.at_ms)


def hospital_changed(state: Assignment, event: HospitalChanged, stamp: Stamp) -> Assignment:
    after = replace(
        state, eta_at_ms=event.eta_at_ms, acknowledged_at_ms=None, acknowledged_by=None, acknowledged_note=None
    )
    return _comes_to(after, event.hospital_id, event.hospital_name)


def acknowledged(state: Assignment, event: HandoverAcknowledged, stamp: Stamp) -> Assignment:
    return replace(
        state, acknowledged_at_ms=stamp.at_ms, acknowledged_by=stamp.actor_name, acknowledged_note=event.note
    )


def windows_ended(state: Assignment, event: AssignmentWindowsEnded, stamp: Stamp) -> Assignment:
    return replace(state, seen_by=windows.after(state.seen_by, event.ended_at_ms))


def _stamped(
    state: Assignment, stage: Stage, at_device_ms: int, stamp: Stamp, heard: Heard | None = None
) -> Assignment:
    return replace(state, stage=stage, milestones=(*state.milestones, _stamp(stage, at_device_ms, stamp, heard)))


def _place(one: Stamped) -> int:
    """Called back stands where clearing would."""
    return RANK.get(one.stage, RANK[Stage.CLEARED])


def _stamp(stage: Stage, at_device_ms: int, stamp: Stamp, heard: Heard | None) -> Stamped:
    return Stamped(stage=stage, at_device_ms=at_device_ms, at_ms=stamp.at_ms, by=stamp.actor_name, heard=heard)


def _comes_to(state: Assignment, hospital_id: str | None, hospital_name: str | None) -> Assignment:
    seen_by = windows.open_window(state.seen_by, "hospital", hospital_id or "", state.assignment_id)
    return replace(state, hospital_id=hospital_id, hospital_name=hospital_name, seen_by=seen_by)


def _ended(state: Assignment, at_ms: int) -> Assignment:
    id = state.assignment_id
    seen_by = windows.limit_window(state.seen_by, "service", "", at_ms + windows.SERVICE_AFTER_END_MS)
    seen_by = windows.limit_window(seen_by, "brigade", id, at_ms + windows.BRIGADE_AFTER_END_MS)
    return replace(state, seen_by=windows.close_unlimited(seen_by, "hospital", id))


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = {
    BrigadeAssigned: assigned,
    AssignmentEntered: entered,
    AssignmentToldAgain: told_again,
    AssignmentDelivered: delivered,
    AssignmentSeen: seen,
    AssignmentAccepted: accepted,
    AssignmentDeclined: declined,
    AssignmentCancelled: cancelled,
    AssignmentDiverted: diverted,
    MilestoneReported: milestone,
    HospitalChanged: hospital_changed,
    HandoverAcknowledged: acknowledged,
    AssignmentWindowsEnded: windows_ended,
}


def views(state: Assignment) -> Mapping[Audience, View]:
    """The service, the brigade and the hospital see the same of it: nothing here names a person of the incident."""
    seers = windows.audiences(state.seen_by)
    return dict.fromkeys(seers, view(state)) if seers else {}


def live(state: Assignment) -> bool:
    return bool(state.seen_by)


def view(state: Assignment) -> AssignmentView:
    return AssignmentView(
        assignment_id=state.assignment_id,
        incident_id=state.incident_id,
        incident_number=state.incident_number,
        brigade_id=state.brigade_id,
        callsign=state.callsign,
        part=state.part,
        stage=state.stage,
        active=state.active,
        milestones=list(state.milestones),
        reason=state.reason,
        priority=state.priority,
        age_years=state.age_years,
        sex=state.sex,
        eta_at_ms=state.eta_at_ms,
        hospital_id=state.hospital_id,
        hospital_name=state.hospital_name,
        acknowledged_at_ms=state.acknowledged_at_ms,
        acknowledged_by=state.acknowledged_by,
        acknowledged_note=state.acknowledged_note,
        result=state.result,
        ended_because=state.ended_because,
        recommendation_id=state.recommendation_id,
        recommended_rank=state.recommended_rank,
    )
