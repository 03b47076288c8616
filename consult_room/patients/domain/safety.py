"""What became of patients' own consults: a function of the journal's facts in their order.

A patient is known again by the telephone number. Once that is erased, what ended still counts, and is found again by
nothing: the counts of a time long past are lower bounds.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from consult_room.patients.domain.contacts import subscriber
from signaling.protocol.assignments import BrigadeAssigned
from signaling.protocol.base import Event
from signaling.protocol.consult_room import ConsultAsked
from signaling.protocol.incidents import IncidentOpened
from signaling.protocol.patient_links import PatientConsultEnded, PatientMadeEmergency
from signaling.protocol.patient_safety import PatientSafetyView, SafetyCounts, SafetyRow
from signaling.slice import Stamp

HOUR_MS = 3_600_000
EARLY_MS, LATE_MS = 24 * HOUR_MS, 72 * HOUR_MS


class Ended(msgspec.Struct, kw_only=True):
    """One consult that ended, and what came after it."""

    consult_id: str
    at_ms: int
    doctor: str
    reason: str
    closing: str
    again_ms: int | None = None
    sent_ms: int | None = None
    emergency: bool = False


class Safety:
    """Hears the facts from ``from_ms`` until 72 hours after ``until_ms``."""

    def __init__(self, from_ms: int, until_ms: int) -> None:
        self._from_ms, self._until_ms = from_ms, until_ms
        self._ended: list[Ended] = []
        self._of_number: dict[str, list[Ended]] = {}
        self._emergencies: set[str] = set()
        self._numbers: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def hear(self, event: Event, stamp: Stamp) -> None:
        """One fact. What it does not know is nothing to it."""
        hears = HEARS.get(type(event))
        if hears is not None:
            hears(self, event, stamp)

    def hear_ended(self, event: PatientConsultEnded, stamp: Stamp) -> None:
        if not self._from_ms <= stamp.at_ms < self._until_ms:
            return
        if event.person_name:
            self._names[event.person_id] = event.person_name
        one = Ended(
            consult_id=event.consult_id,
            at_ms=stamp.at_ms,
            doctor=event.person_id,
            reason=event.incident_reason or event.specialty,
            closing=event.closing,
            emergency=event.consult_id in self._emergencies,
        )
        self._ended.append(one)
        number = subscriber(event.telephone)
        if number is not None:
            self._of_number.setdefault(number, []).append(one)

    def hear_emergency(self, event: PatientMadeEmergency, stamp: Stamp) -> None:
        self._emergencies.add(event.consult_id)

    def hear_asked(self, event: ConsultAsked, stamp: Stamp) -> None:
        """Another consult of their own. The incident before it has counted already: it is the first that counts."""
        if event.asker_kind == "guest":
            self._came_again(subscriber(event.asker_telephone), event.consult_id, stamp.at_ms)

    def hear_opened(self, event: IncidentOpened, stamp: Stamp) -> None:
        number = subscriber(event.caller.number) if event.caller else None
        if number is None:
            return
        self._numbers[event.incident_id] = number
        # What the consult itself was turned into is no coming again.
        self._came_again(number, event.consult_id, stamp.at_ms)

    def hear_assigned(self, event: BrigadeAssigned, stamp: Stamp) -> None:
        for one in self._of_number.get(self._numbers.get(event.incident_id, ""), ()):
            one.sent_ms = stamp.at_ms if one.sent_ms is None else one.sent_ms

    def _came_again(self, number: str | None, consult_id: str | None, at_ms: int) -> None:
        for one in self._of_number.get(number or "", ()):
            if one.again_ms is None and one.consult_id != consult_id:
                one.again_ms = at_ms

    def written(self, heard_until_ms: int) -> PatientSafetyView:
        return PatientSafetyView(
            from_ms=self._from_ms,
            until_ms=self._until_ms,
            heard_until_ms=heard_until_ms,
            all=_counts(self._ended),
            by_doctor=self._rows(lambda one: one.doctor),
            by_reason=self._rows(lambda one: one.reason),
            by_closing=self._rows(lambda one: one.closing),
        )

    def _rows(self, key: Callable[[Ended], str]) -> list[SafetyRow]:
        """The most first."""
        parted: dict[str, list[Ended]] = {}
        for one in self._ended:
            parted.setdefault(key(one), []).append(one)
        rows = [SafetyRow(key=name, name=self._names.get(name), counts=_counts(of)) for name, of in parted.items()]
        return sorted(rows, key=lambda row: (-row.counts.ended, row.key))


def _counts(ended: list[Ended]) -> SafetyCounts:
    def within(at_ms: int | None, one: Ended, span_ms: int) -> bool:
        return at_ms is not None and at_ms - one.at_ms <= span_ms

    return SafetyCounts(
        ended=len(ended),
        again_24=sum(within(one.again_ms, one, EARLY_MS) for one in ended),
        again_72=sum(within(one.again_ms, one, LATE_MS) for one in ended),
        sent_24=sum(within(one.sent_ms, one, EARLY_MS) for one in ended),
        sent_72=sum(within(one.sent_ms, one, LATE_MS) for one in ended),
        emergencies=sum(one.emergency for one in ended),
    )


HEARS: Mapping[type[Event], Callable[[Safety, Any, Stamp], None]] = {
    PatientConsultEnded: Safety.hear_ended,
    PatientMadeEmergency: Safety.hear_emergency,
    ConsultAsked: Safety.hear_asked,
    IncidentOpened: Safety.hear_opened,
    BrigadeAssigned: Safety.hear_assigned,
}
