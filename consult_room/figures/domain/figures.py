"""The figures of consults: a function of the journal's facts in their order.

A consult belongs to the period in which it was asked, to the specialty and the specialist that had it last, to the
hospital that received the patient last, and to the place that stands with the account of who asked (its district).
"""

from collections.abc import Callable, Mapping
from typing import Any

from consult_room.domain.views import ANSWER_WITHIN_MS
from consult_room.figures.domain.counts import Held, Told, counts_of, kinds_of, load_of
from consult_room.figures.domain.steps import steps_of
from signaling.hours import Calendar
from signaling.protocol.base import Event
from signaling.protocol.booking import ConsultBooked, ConsultSlotDropped, ConsultSlotSettled
from signaling.protocol.conclusions import ConclusionTransferConfirmed
from signaling.protocol.consult_figures import (
    ConsultFiguresRow,
    ConsultFiguresView,
    ConsultRated,
    ConsultRecordWeighed,
    FiguresBy,
)
from signaling.protocol.consult_room import (
    ConsultAccepted,
    ConsultAcknowledged,
    ConsultAsked,
    ConsultCancelled,
    ConsultConcluded,
    ConsultDeclined,
    ConsultReleased,
    ConsultRung,
)
from signaling.protocol.council import ConsultJoined, ConsultPassedOn
from signaling.slice import Stamp

FEWEST_ANSWERS = 3
"""A doctor's own figures tell no mean of fewer answers: a single one would tell who gave it."""


class Figures:
    """Hears the facts from ``from_ms`` until ``heard_until_ms``."""

    def __init__(self, from_ms: int, until_ms: int, heard_until_ms: int) -> None:
        self._from_ms, self._until_ms, self._heard_until_ms = from_ms, until_ms, heard_until_ms
        self._told: dict[str, Told] = {}
        self._names: dict[str, str] = {}

    def hear(self, event: Event, stamp: Stamp) -> None:
        """One fact. What it does not know is nothing to it; so is what is about a consult of another period."""
        if isinstance(event, ConsultAsked):
            if self._from_ms <= stamp.at_ms < self._until_ms:
                self._told[event.consult_id] = _told(event, stamp)
            return
        hears = HEARS.get(type(event))
        told = self._told.get(getattr(event, "consult_id", ""))
        if hears is not None and told is not None:
            hears(self, told, event, stamp.at_ms)

    def hear_rung(self, told: Told, event: ConsultRung, at_ms: int) -> None:
        told.nobody = told.nobody or not event.person_ids

    def hear_accepted(self, told: Told, event: ConsultAccepted, at_ms: int) -> None:
        if event.person_name:
            self._names[event.person_id] = event.person_name
        told.specialist = event.person_id
        told.accepted_ms = at_ms if told.accepted_ms is None else told.accepted_ms
        told.written = told.written or event.mode == "written"
        told.held.append(Held(event.person_id, at_ms))
        told.slots.accept(event.person_id)

    def hear_released(self, told: Told, event: ConsultReleased, at_ms: int) -> None:
        """Who had taken it did not come: it was not taken."""
        told.specialist = ""
        told.held = [one for one in told.held if one.until_ms is not None]
        told.accepted_ms = told.held[0].from_ms if told.held else None
        told.slots.release()

    def hear_declined(self, told: Told, event: ConsultDeclined, at_ms: int) -> None:
        told.declined += 1

    def hear_passed_on(self, told: Told, event: ConsultPassedOn, at_ms: int) -> None:
        told.passed_on += 1
        told.specialty = event.specialty
        told.end_hold(at_ms)

    def hear_concluded(self, told: Told, event: ConsultConcluded, at_ms: int) -> None:
        told.concluded_ms = at_ms if told.concluded_ms is None else told.concluded_ms
        told.end_hold(at_ms)
        told.slots.conclude()

    def hear_closed(self, told: Told, event: ConsultAcknowledged, at_ms: int) -> None:
        told.closed = True
        told.end_hold(at_ms)

    def hear_cancelled(self, told: Told, event: ConsultCancelled, at_ms: int) -> None:
        told.cancelled_ms = at_ms
        told.end_hold(at_ms)

    def hear_booked(self, told: Told, event: ConsultBooked, at_ms: int) -> None:
        told.slots.book(event.specialist_id)
        told.answer_by_ms = event.settles_ms

    def hear_slot_dropped(self, told: Told, event: ConsultSlotDropped, at_ms: int) -> None:
        told.slots.drop()
        told.answer_by_ms = told.asked_ms + told.waits_ms

    def hear_slot_settled(self, told: Told, event: ConsultSlotSettled, at_ms: int) -> None:
        told.slots.settle(event.outcome)

    def hear_joined(self, told: Told, event: ConsultJoined, at_ms: int) -> None:
        if event.member.part == "hospital":
            told.hospital = event.member.id
            if event.name:
                self._names[event.member.id] = event.name

    def hear_rated(self, told: Told, event: ConsultRated, at_ms: int) -> None:
        told.scores[event.side] = dict(event.scores)
        if event.side == "asker":
            told.would_have_sent = event.would_have_sent

    def hear_weighed(self, told: Told, event: ConsultRecordWeighed, at_ms: int) -> None:
        told.weighed = event

    def hear_transfer(self, told: Told, event: ConclusionTransferConfirmed, at_ms: int) -> None:
        told.confirmed = True

    def written(self, by: FiguresBy, own: str | None, calendar: Calendar) -> ConsultFiguresView:
        """``own``: of the consults that this person took, alone. ``calendar``: of the service's zone."""
        told = [one for one in self._told.values() if own is None or any(held.person_id == own for held in one.held)]
        fewest = 1 if own is None else FEWEST_ANSWERS
        parted: dict[str, list[Told]] = {}
        for one in told:
            parted.setdefault(KEYS[by](one), []).append(one)
        rows = [
            ConsultFiguresRow(key=key, name=self._names.get(key), counts=counts_of(of, self._heard_until_ms, fewest))
            for key, of in parted.items()
        ]
        step, steps = steps_of(told, self._from_ms, self._until_ms, self._heard_until_ms, calendar)
        return ConsultFiguresView(
            from_ms=self._from_ms,
            until_ms=self._until_ms,
            heard_until_ms=self._heard_until_ms,
            by=by,
            own=own is not None,
            all=counts_of(told, self._heard_until_ms, fewest),
            rows=sorted(rows, key=lambda row: (-row.counts.asked, row.key)),
            load=load_of(told, self._names, self._heard_until_ms, own),
            kinds=kinds_of(told),
            step=step,
            steps=steps,
        )


def _told(event: ConsultAsked, stamp: Stamp) -> Told:
    waits_ms = ANSWER_WITHIN_MS[event.urgency]
    return Told(
        asked_ms=stamp.at_ms,
        waits_ms=waits_ms,
        answer_by_ms=stamp.at_ms + waits_ms,
        specialty=event.specialty,
        urgency=event.urgency,
        place=event.asker_place,
    )


KEYS: Mapping[FiguresBy, Callable[[Told], str]] = {
    "specialty": lambda told: told.specialty,
    "district": lambda told: told.place,
    "hospital": lambda told: told.hospital,
    "specialist": lambda told: told.specialist,
    "urgency": lambda told: told.urgency,
}

HEARS: Mapping[type[Event], Callable[[Figures, Told, Any, int], None] | None] = {
    ConsultAsked: None,  # heard by itself: it begins what is told of a consult
    ConsultRung: Figures.hear_rung,
    ConsultAccepted: Figures.hear_accepted,
    ConsultReleased: Figures.hear_released,
    ConsultDeclined: Figures.hear_declined,
    ConsultPassedOn: Figures.hear_passed_on,
    ConsultConcluded: Figures.hear_concluded,
    ConsultAcknowledged: Figures.hear_closed,
    ConsultCancelled: Figures.hear_cancelled,
    ConsultBooked: Figures.hear_booked,
    ConsultSlotDropped: Figures.hear_slot_dropped,
    ConsultSlotSettled: Figures.hear_slot_settled,
    ConsultJoined: Figures.hear_joined,
    ConsultRated: Figures.hear_rated,
    ConsultRecordWeighed: Figures.hear_weighed,
    ConclusionTransferConfirmed: Figures.hear_transfer,
}
"""The facts that the figures are made of."""
