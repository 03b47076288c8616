"""What may be done to an incident, and what follows from a brigade's end of work on it."""

from collections.abc import Iterable

import msgspec

from dispatch.domain.incident import Incident
from dispatch.domain.reasons import DOCTOR_SAYS, Catalogue, Judgement
from signaling.protocol.incidents import (
    AmendIncident,
    CloseIncident,
    DoctorWanted,
    IncidentAmended,
    IncidentClosed,
    IncidentOpened,
    IncidentWindowsEnded,
    OpenIncident,
    Result,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Moment, Role

LONGEST_CALL_MS = 3_600_000
LATER_MS = 5_000  # one that comes sooner after it was taken was taken now, over a slow line
LONGEST_AGO_MS = 7 * 24 * 3_600_000  # what is older is a wrong clock
FEWEST_DIGITS = 7  # of a number to which a message goes; the town's own are shorter
AMENDABLE = ("reason", "answers", "caller", "address", "point", "description", "patient_name", "age_years", "sex")


def open_incident(
    command: OpenIncident, catalogue: Catalogue, number: int, day_number: int, moment: Moment
) -> IncidentOpened:
    """The deadlines run from when the telephone was picked up, if that is believable, else from when it was taken."""
    for field in ("consult_id", "life_threat"):
        if getattr(command, field) and moment.actor.role is not Role.SYSTEM:
            raise Refused(Code.NOT_ALLOWED, field=field)
    if command.point is None and not (command.address and (command.address.label or command.address.landmark)):
        raise Refused(Code.MISSING, field="address")
    judged = catalogue.judge(command.reason, command.answers, doctor_says=command.life_threat)
    later = entered_later(command.taken_at_ms, moment.now_ms)
    taken_ms = command.taken_at_ms if later and command.taken_at_ms is not None else moment.now_ms
    answered_ms = command.answered_at_ms
    if answered_ms is None or not taken_ms - LONGEST_CALL_MS <= answered_ms <= taken_ms:
        answered_ms = None
    from_ms = answered_ms or taken_ms
    return IncidentOpened(
        incident_id=command.incident_id or moment.new_id("incident"),
        patient_id=moment.new_id("patient"),
        number=number,
        day_number=day_number,
        reason=command.reason,
        answers=command.answers,
        priority=judged.priority,
        priority_because=judged.because,
        assign_by_ms=from_ms + judged.assign_seconds * 1000,
        arrive_by_ms=from_ms + judged.arrive_seconds * 1000,
        alert_specialty=judged.alert_specialty,
        wanted=judged.wanted,
        point=command.point,
        age_years=command.age_years,
        sex=command.sex,
        answered_at_ms=answered_ms,
        taken_at_ms=taken_ms if later else None,
        caller=command.caller,
        address=command.address,
        description=command.description or None,
        patient_name=command.patient_name or None,
        consult_id=command.consult_id,
    )


def entered_later(told_ms: int | None, now_ms: int) -> bool:
    """Whether what is told was well before now, by a clock that can be right."""
    return told_ms is not None and now_ms - LONGEST_AGO_MS <= told_ms <= now_ms - LATER_MS


def amend(incident: Incident, command: AmendIncident, catalogue: Catalogue) -> IncidentAmended | None:
    """None when nothing is different. A new reason keeps those answers that belong to it."""
    check_open(incident)
    new = {name: getattr(command, name) for name in AMENDABLE}
    new = {name: value for name, value in new.items() if value is not None and value != getattr(incident, name)}
    if not new:
        return None
    if "reason" in new and "answers" not in new:
        new["answers"] = _answers_of(str(new["reason"]), incident.answers, catalogue)
    after = msgspec.structs.replace(incident, **new)
    judged = catalogue.judge(after.reason, after.answers, doctor_says=DOCTOR_SAYS in incident.priority_because)
    from_ms = incident.answered_at_ms or incident.opened_at_ms
    return _amended(after, sorted(new), judged, from_ms)


def _answers_of(reason: str, answers: Iterable[str], catalogue: Catalogue) -> list[str]:
    entry = catalogue.reasons.get(reason)
    asked = {*catalogue.threats, *(entry.questions if entry else ())}
    return [answer for answer in answers if answer in asked]


def _amended(after: Incident, names: list[str], judged: Judgement, from_ms: int) -> IncidentAmended:
    return IncidentAmended(
        incident_id=after.incident_id,
        patient_id=after.patient_id,
        amended=names,
        reason=after.reason,
        answers=after.answers,
        priority=judged.priority,
        priority_because=judged.because,
        assign_by_ms=from_ms + judged.assign_seconds * 1000,
        arrive_by_ms=from_ms + judged.arrive_seconds * 1000,
        alert_specialty=judged.alert_specialty,
        wanted=judged.wanted,
        point=after.point,
        age_years=after.age_years,
        sex=after.sex,
        caller=after.caller,
        address=after.address,
        description=after.description,
        patient_name=after.patient_name,
    )


def close(incident: Incident, command: CloseIncident, moment: Moment) -> IncidentClosed:
    """Refuses while brigades work on it: they are called back or they clear. Refuses ``missing`` when a doctor is to
    call and there is no number."""
    check_open(incident)
    active = incident.active()
    if active:
        raise Refused(Code.WRONG_STATE, brigades=[one.callsign for one in active])
    return IncidentClosed(
        incident_id=incident.incident_id,
        patient_id=incident.patient_id,
        result=command.result,
        note=command.note or None,
        doctor=_doctor_wanted(incident, command),
        ended_at_ms=ended_ms(incident, command.ended_at_ms, moment.now_ms),
    )


def ended_ms(incident: Incident, told_ms: int | None, now_ms: int) -> int | None:
    """The time at which it ended, if that was before now and the incident had begun; None: now."""
    later = told_ms is not None and told_ms >= incident.opened_at_ms and entered_later(told_ms, now_ms)
    return told_ms if later else None


def _doctor_wanted(incident: Incident, command: CloseIncident) -> DoctorWanted | None:
    """Who is to call, as it goes by itself when the desk has not chosen."""
    if command.result is not Result.DOCTOR_WILL_CALL:
        return None
    digits = sum(one.isdigit() for one in incident.caller.number) if incident.caller else 0
    if digits < FEWEST_DIGITS:
        raise Refused(Code.MISSING, field="telephone")
    return command.doctor or DoctorWanted()


def closed_by_end(
    incident: Incident, assignment_id: str, result: Result | None = None, ended_at_ms: int | None = None
) -> list[IncidentClosed]:
    """The incident closes by itself when its last brigade ends and somebody has served it (``result``, if this one
    has). An incident that nobody served goes back to the queue. ``ended_at_ms``: when, if that was told later."""
    others = [one for one in incident.active() if one.assignment_id != assignment_id]
    served = incident.served or result
    if others or served is None or incident.closed_at_ms is not None:
        return []
    closed = IncidentClosed(
        incident_id=incident.incident_id, patient_id=incident.patient_id, result=served, ended_at_ms=ended_at_ms
    )
    return [closed]


def check_open(incident: Incident) -> None:
    if incident.closed_at_ms is not None:
        raise Refused(Code.INCIDENT_CLOSED, number=incident.number)


def end_windows(incident: Incident, due_ms: int | None, now_ms: int) -> list[IncidentWindowsEnded]:
    """Nothing when the clock came early, or twice."""
    if due_ms is None or due_ms > now_ms:
        return []
    return [IncidentWindowsEnded(incident_id=incident.incident_id, ended_at_ms=now_ms)]
