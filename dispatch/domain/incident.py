"""One emergency, from the first telephone call to its closing: its state, and how events change it."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from dispatch.domain import windows
from signaling.protocol.assignments import AssignmentCancelled, AssignmentDeclined, AssignmentDiverted, BrigadeAssigned
from signaling.protocol.base import Event, Personal, Point
from signaling.protocol.brigades import Profile
from signaling.protocol.entering import AssignmentEntered
from signaling.protocol.incidents import (
    Address,
    AssignedBrigade,
    Caller,
    IncidentAmended,
    IncidentClosed,
    IncidentOpened,
    IncidentStatus,
    IncidentWindowsEnded,
    Part,
    Result,
    Sex,
)
from signaling.protocol.milestones import HospitalChanged, Milestone, MilestoneReported, Stage
from signaling.slice import Stamp

replace = msgspec.structs.replace


class Incident(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``served``: the lead has cleared, so nobody is waited for any more, though others may still be at work.

    ``opened_at_ms`` is when it was taken; ``entered_at_ms`` when it was entered, if that was later. So with
    ``closed_at_ms`` and ``closing_entered_at_ms``.
    """

    incident_id: str
    patient_id: str
    number: int
    day_number: int
    opened_at_ms: int
    reason: str
    priority: int
    priority_because: list[str]
    assign_by_ms: int
    arrive_by_ms: int
    wanted: list[Profile]
    answers: list[str] = []
    opened_by: str = ""
    answered_at_ms: int | None = None
    alert_specialty: str | None = None
    alert_asked: bool = False
    point: Point | None = None
    age_years: int | None = None
    sex: Sex | None = None
    caller: Personal[Caller] = None
    address: Personal[Address] = None
    description: Personal[str] = None
    patient_name: Personal[str] = None
    brigades: tuple[AssignedBrigade, ...] = ()
    served: Result | None = None
    closed_at_ms: int | None = None
    result: Result | None = None
    consult_id: str | None = None
    entered_at_ms: int | None = None
    closing_entered_at_ms: int | None = None
    seen_by: windows.Windows = (windows.FOR_SERVICE,)

    @property
    def status(self) -> IncidentStatus:
        if self.closed_at_ms is not None:
            return IncidentStatus.CLOSED
        return IncidentStatus.ATTENDED if self.served or self.lead() else IncidentStatus.WAITING

    def lead(self) -> AssignedBrigade | None:
        """Who leads it now."""
        return next((one for one in self.brigades if one.active and one.part == Part.LEAD), None)

    def active(self) -> list[AssignedBrigade]:
        """Everybody who works on it now."""
        return [one for one in self.brigades if one.active]


def opened(state: Incident | None, event: IncidentOpened, stamp: Stamp) -> Incident:
    return Incident(
        incident_id=event.incident_id,
        patient_id=event.patient_id,
        number=event.number,
        day_number=event.day_number,
        opened_at_ms=stamp.at_ms if event.taken_at_ms is None else event.taken_at_ms,
        opened_by=stamp.actor_name,
        answered_at_ms=event.answered_at_ms,
        reason=event.reason,
        answers=event.answers,
        priority=event.priority,
        priority_because=event.priority_because,
        assign_by_ms=event.assign_by_ms,
        arrive_by_ms=event.arrive_by_ms,
        alert_specialty=event.alert_specialty,
        wanted=event.wanted,
        point=event.point,
        age_years=event.age_years,
        sex=event.sex,
        caller=event.caller,
        address=event.address,
        description=event.description,
        patient_name=event.patient_name,
        consult_id=event.consult_id,
        entered_at_ms=None if event.taken_at_ms is None else stamp.at_ms,
    )


def amended(state: Incident, event: IncidentAmended, stamp: Stamp) -> Incident:
    return replace(
        state,
        reason=event.reason,
        answers=event.answers,
        priority=event.priority,
        priority_because=event.priority_because,
        assign_by_ms=event.assign_by_ms,
        arrive_by_ms=event.arrive_by_ms,
        alert_specialty=event.alert_specialty,
        wanted=event.wanted,
        point=event.point,
        age_years=event.age_years,
        sex=event.sex,
        caller=event.caller,
        address=event.address,
        description=event.description,
        patient_name=event.patient_name,
    )


def assigned(state: Incident, event: BrigadeAssigned, stamp: Stamp) -> Incident:
    brigade = AssignedBrigade(
        assignment_id=event.assignment_id,
        brigade_id=event.brigade_id,
        callsign=event.callsign,
        part=event.part,
        active=True,
    )
    return replace(
        state,
        brigades=(*state.brigades, brigade),
        alert_asked=state.alert_asked or event.alert_specialty is not None,
        seen_by=windows.open_window(state.seen_by, "brigade", event.brigade_id, event.assignment_id),
    )


def entered(state: Incident, event: AssignmentEntered, stamp: Stamp) -> Incident:
    """A brigade was there and is gone again: it keeps its right to look, and so does the hospital it came to."""
    id = event.assignment_id
    brigade = AssignedBrigade(
        assignment_id=id, brigade_id=event.brigade_id, callsign=event.callsign, part=event.part, active=False
    )
    seen_by = windows.past(state.seen_by, "brigade", event.brigade_id, id, stamp.at_ms + windows.BRIGADE_AFTER_END_MS)
    if event.hospital_id and any(step.stage == Stage.HANDED_OVER for step in event.steps):
        until_ms = stamp.at_ms + windows.HOSPITAL_AFTER_HANDOVER_MS
        seen_by = windows.past(seen_by, "hospital", event.hospital_id, id, until_ms)
    after = replace(state, brigades=(*state.brigades, brigade), seen_by=seen_by)
    if event.part == Part.LEAD or not after.active():
        return replace(after, served=state.served or event.result)
    return after


def ended(
    state: Incident, event: AssignmentDeclined | AssignmentCancelled | AssignmentDiverted, stamp: Stamp
) -> Incident:
    """The brigade does not come: whoever expected it stops seeing the incident."""
    left = _without(state, event.assignment_id, stamp.at_ms)
    return replace(left, seen_by=windows.close_unlimited(left.seen_by, "hospital", event.assignment_id))


def milestone(state: Incident, event: MilestoneReported, stamp: Stamp) -> Incident:
    """Only the milestones that change who sees the incident, or end the work on it, come here."""
    if event.milestone == Milestone.LEFT_SCENE and event.hospital_id:
        seen = windows.open_window(state.seen_by, "hospital", event.hospital_id, event.assignment_id)
        return replace(state, seen_by=seen)
    if event.milestone == Milestone.HANDED_OVER:
        until_ms = stamp.at_ms + windows.HOSPITAL_AFTER_HANDOVER_MS
        return replace(state, seen_by=windows.limit_window(state.seen_by, "hospital", event.assignment_id, until_ms))
    if event.milestone == Milestone.CLEARED:
        was = next(one for one in state.brigades if one.assignment_id == event.assignment_id)
        left = _without(state, event.assignment_id, stamp.at_ms)
        if was.part == Part.LEAD or not left.active():
            return replace(left, served=state.served or event.result)
        return left
    return state


def hospital_changed(state: Incident, event: HospitalChanged, stamp: Stamp) -> Incident:
    seen = windows.open_window(state.seen_by, "hospital", event.hospital_id, event.assignment_id)
    return replace(state, seen_by=seen)


def closed(state: Incident, event: IncidentClosed, stamp: Stamp) -> Incident:
    seen = windows.limit_window(state.seen_by, "service", "", stamp.at_ms + windows.SERVICE_AFTER_END_MS)
    late = event.ended_at_ms is not None
    return replace(
        state,
        closed_at_ms=event.ended_at_ms if late else stamp.at_ms,
        closing_entered_at_ms=stamp.at_ms if late else None,
        result=event.result,
        seen_by=seen,
    )


def windows_ended(state: Incident, event: IncidentWindowsEnded, stamp: Stamp) -> Incident:
    return replace(state, seen_by=windows.after(state.seen_by, event.ended_at_ms))


def _without(state: Incident, assignment_id: str, at_ms: int) -> Incident:
    brigades = tuple(
        replace(one, active=False) if one.assignment_id == assignment_id else one for one in state.brigades
    )
    until_ms = at_ms + windows.BRIGADE_AFTER_END_MS
    seen = windows.limit_window(state.seen_by, "brigade", assignment_id, until_ms)
    return replace(state, brigades=brigades, seen_by=seen)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = {
    IncidentOpened: opened,
    IncidentAmended: amended,
    BrigadeAssigned: assigned,
    AssignmentEntered: entered,
    AssignmentDeclined: ended,
    AssignmentCancelled: ended,
    AssignmentDiverted: ended,
    MilestoneReported: milestone,
    HospitalChanged: hospital_changed,
    IncidentClosed: closed,
    IncidentWindowsEnded: windows_ended,
}


def caller_digits(state: Incident) -> str:
    """The last nine digits of the caller's number: however the prefix was written, the subscriber is the same."""
    return digits(state.caller.number) if state.caller else ""


def digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())[-9:]
