"""What is answered of hours and slots: what is free, one slot as its hours have it, and which are held."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from consult_room.booking.domain.hours import KIND, ConsultHours, overlap, slot_at, slots_in, window_of
from consult_room.booking.domain.views import booked_slot
from consult_room.booking.held import holding
from consult_room.domain.states import Consult
from signaling.hours import Calendar, Span
from signaling.protocol.booking import (
    BookedSlot,
    BookedSlots,
    FreeSlot,
    FreeSlots,
    SlotOfConsult,
    SlotOffer,
    SlotOffered,
)
from signaling.protocol.people import PersonCard, PersonView
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.rota import RotaAway, RotaAwayView
from signaling.slice import Ask, Enquiry, Reading

MOST_SLOTS = 500
MOST = 100_000  # of one kind: every specialist of a large service


def calendar_of(away: RotaAwayView, zone: tzinfo) -> Calendar:
    """The calendar by which hours are read."""
    return Calendar(zone, {date.fromisoformat(one.date): one.as_weekday for one in away.holidays})


def stretches_of(away: RotaAwayView, person_id: str) -> list[Span]:
    """When the person is away."""
    return [Span(one.from_ms, one.until_ms) for one in away.away if one.person_id == person_id]


@dataclass(frozen=True, slots=True)
class SlotQueries:
    """``zone``: in which hours are read. A slot rings ``rings_before_ms`` before it begins, and who has not come
    ``grace_ms`` after that beginning was absent."""

    zone: tzinfo
    rings_before_ms: int
    grace_ms: int

    async def free(self, question: FreeSlots, enquiry: Enquiry) -> list[FreeSlot]:
        """The answer to FreeSlots. What begins within the time of ringing is booked by nobody any more."""
        asked = window_of(question.from_ms, question.until_ms)
        window = Span(max(asked.from_ms, enquiry.now_ms + 1), asked.until_ms)
        wanted = {} if question.person_id is None else {"person_id": question.person_id}
        entries = await enquiry.reading.find(
            KIND, ConsultHours, limit=MOST, specialty=question.specialty, removed=False, **wanted
        )
        if window.empty or not entries:
            return []
        people = sorted({one.person_id for one in entries})
        away: RotaAwayView = await enquiry.ask(RotaAway(person_ids=people))
        held = await _held(enquiry.reading, people)
        calendar = calendar_of(away, self.zone)
        found: dict[tuple[str, Span], str] = {}
        for hours in entries:
            if hours.person_id in away.closed:
                continue
            not_free = [*held.get(hours.person_id, ()), *stretches_of(away, hours.person_id)]
            for span in slots_in(hours, window, calendar):
                if not overlap(span, not_free):
                    found.setdefault((hours.person_id, span), hours.place)
        first = sorted(found.items(), key=lambda one: (one[0][1], one[0][0]))[:MOST_SLOTS]
        names = await _names({person_id for (person_id, _), _ in first}, enquiry.ask)
        return [
            FreeSlot(
                specialist_id=person_id,
                name=names[person_id],
                from_ms=span.from_ms,
                until_ms=span.until_ms,
                place=place,
            )
            for (person_id, span), place in first
        ]

    async def offered(self, question: SlotOffered, enquiry: Enquiry) -> SlotOffer:
        """The answer to SlotOffered."""
        window_of(question.from_ms, question.from_ms + 1)
        reading, person_id = enquiry.reading, question.specialist_id
        specialty = question.specialty
        if question.consult_id is not None:
            specialty = (await reading.get("consult", question.consult_id, Consult)).specialty
        if question.from_ms <= enquiry.now_ms:
            raise Refused(Code.WRONG_TIME, field="from_ms")
        entries = await reading.find(KIND, ConsultHours, person_id=person_id, specialty=specialty, removed=False)
        away: RotaAwayView = await enquiry.ask(RotaAway(person_ids=[person_id]))
        at = slot_at(entries, question.from_ms, calendar_of(away, self.zone), stretches_of(away, person_id))
        if at is None or person_id in away.closed:
            raise Refused(Code.NOT_FOUND, kind="slot")
        hours, span = at
        card: PersonView = await enquiry.ask(PersonCard(person_id=person_id))
        return SlotOffer(
            specialist_id=person_id,
            from_ms=span.from_ms,
            until_ms=span.until_ms,
            rings_ms=span.from_ms - self.rings_before_ms,
            settles_ms=span.from_ms + self.grace_ms,
            place=hours.place,
            name=card.name or "",
        )


async def _held(reading: Reading, people: Sequence[str]) -> Mapping[str, list[Span]]:
    held: dict[str, list[Span]] = defaultdict(list)
    for consult in await holding(reading, *people):
        if consult.slot is not None:
            held[consult.slot.specialist_id].append(Span(consult.slot.from_ms, consult.slot.until_ms))
    return held


async def _names(people: set[str], ask: Ask) -> dict[str, str]:
    names: dict[str, str] = {}
    for person_id in sorted(people):
        card: PersonView = await ask(PersonCard(person_id=person_id))
        names[person_id] = card.name or ""
    return names


async def slot_of_consult(question: SlotOfConsult, enquiry: Enquiry) -> BookedSlot | None:
    """The answer to SlotOfConsult. A consult that is none holds none."""
    if not await enquiry.reading.version("consult", question.consult_id):
        return None
    return booked_slot(await enquiry.reading.get("consult", question.consult_id, Consult))


async def booked_slots(question: BookedSlots, enquiry: Enquiry) -> list[BookedSlot]:
    """The answer to BookedSlots."""
    window = Span(question.from_ms, question.until_ms)
    given = await holding(enquiry.reading, question.person_id)
    asked = await enquiry.reading.find("consult", Consult, limit=MOST, asker_id=question.person_id, slot_held=True)
    slots = {one.id: slot for one in (*given, *asked) if (slot := booked_slot(one)) is not None}
    within = [one for one in slots.values() if not Span(one.from_ms, one.until_ms).within(window).empty]
    return sorted(within, key=lambda one: one.from_ms)
