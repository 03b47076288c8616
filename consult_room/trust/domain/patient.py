"""What the patient is called, as far as anybody knows."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import msgspec

from consult_room.domain.circle import Circle, follow
from consult_room.domain.operations import Operation, check_may, readers
from signaling.protocol.base import Event, View
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.trust import ConsultNamePatient, ConsultPatientNamed, ConsultPatientView, SaidBy
from signaling.slice import Audience, Moment, Stamp

KIND = "consult_patient"
OLDEST_YEARS = 130


class ConsultPatient(msgspec.Struct, frozen=True, kw_only=True):
    """``said_by`` None: nobody has said it. ``times_said``: what was said before stands in the journal."""

    consult_id: str
    circle: Circle
    said_by: SaidBy | None = None
    said_at_ms: int | None = None
    noted_by_name: str | None = None
    name: str | None = None
    birth_date: str | None = None
    patient_number: str | None = None
    times_said: int = 0


def name_patient(patient: ConsultPatient, command: ConsultNamePatient, moment: Moment) -> ConsultPatientNamed:
    """Refuses ``wrong_value`` for a birth date that no day is, or that is not in the last 130 years."""
    check_may(patient.circle, moment.actor, Operation.NAME_PATIENT)
    if command.birth_date is not None:
        _check_birth_date(command.birth_date, moment.now_ms)
    return ConsultPatientNamed(
        consult_id=patient.consult_id,
        said_by=command.said_by,
        name=command.name.strip() or None,
        birth_date=command.birth_date,
        patient_number=command.patient_number.strip() or None,
    )


def _check_birth_date(text: str, now_ms: int) -> None:
    try:
        days = (date.fromisoformat(text) - date(1970, 1, 1)).days
    except ValueError:
        raise Refused(Code.WRONG_VALUE, field="birth_date") from None
    # A day of grace: it is tomorrow already where the patient is.
    today = now_ms // 86_400_000 + 1
    if not today - OLDEST_YEARS * 366 <= days <= today:
        raise Refused(Code.WRONG_VALUE, field="birth_date")


def _named(patient: ConsultPatient, event: ConsultPatientNamed, stamp: Stamp) -> ConsultPatient:
    return msgspec.structs.replace(
        patient,
        said_by=event.said_by,
        said_at_ms=stamp.at_ms,
        noted_by_name=stamp.actor_name,
        name=event.name,
        birth_date=event.birth_date,
        patient_number=event.patient_number,
        times_said=patient.times_said + 1,
    )


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = {
    **follow(ConsultPatient),
    ConsultPatientNamed: _named,
}


def views(patient: ConsultPatient) -> Mapping[Audience, View]:
    """Whoever reads the record, and nobody else: never the desk."""
    return dict.fromkeys(readers(patient.circle), view_of(patient))


def view_of(patient: ConsultPatient) -> ConsultPatientView:
    return ConsultPatientView(**{name: getattr(patient, name) for name in ConsultPatientView.__struct_fields__})
