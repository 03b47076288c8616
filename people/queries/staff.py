"""Who works here and may be called in, on duty or not."""

from collections.abc import Sequence

from people.domain.absences import Absence
from people.domain.accounts import Person
from people.domain.duty import ANY, Duty
from people.queries.rota import MOST, RotaQueries, rota_of
from signaling.hours import Span
from signaling.protocol.recall import RecalledStaff, StaffCards, StaffFind
from signaling.slice import Enquiry, Reading


class StaffQueries:
    """``rota`` tells who is on duty now."""

    def __init__(self, rota: RotaQueries) -> None:
        self._rota = rota

    async def find(self, question: StaffFind, enquiry: Enquiry) -> list[RecalledStaff]:
        """The answer to StaffFind."""
        reading = enquiry.reading
        people = await reading.find("person", Person, limit=MOST, active=True)
        wanted = [
            person
            for person in people
            if question.role in (None, person.role)
            and question.specialty in (None, person.specialty)
            and question.hospital_id in (None, person.hospital_id)
        ]
        if question.duty is not None:
            specialties = (question.duty, ANY)
            listed = await reading.find("duty", Duty, limit=MOST, specialty=specialties, removed=False)
            ids = {entry.person_id for entry in listed}
            wanted = [person for person in wanted if person.id in ids]
        cards = await self._cards(reading, wanted, enquiry.now_ms)
        return sorted(cards, key=lambda card: (card.name, card.person_id))

    async def cards(self, question: StaffCards, enquiry: Enquiry) -> list[RecalledStaff]:
        """The answer to StaffCards."""
        reading = enquiry.reading
        known = [id for id in question.person_ids if await reading.version("person", id)]
        people = [await reading.get("person", id, Person) for id in known]
        return await self._cards(reading, [person for person in people if person.active], enquiry.now_ms)

    async def _cards(self, reading: Reading, people: Sequence[Person], now_ms: int) -> list[RecalledStaff]:
        ids = [person.id for person in people]
        if not ids:
            return []
        away = {
            absence.person_id
            for absence in await reading.find("absence", Absence, limit=MOST, counts=True)
            if absence.from_ms <= now_ms < absence.until_ms
        }
        listed = await reading.find("duty", Duty, limit=MOST, removed=False)
        rota = await rota_of(reading, self._rota.zone, listed)
        on_duty = {stint.person_id for stint in rota.present(Span(now_ms, now_ms + 1))}
        return [
            RecalledStaff(
                person_id=person.id,
                name=person.name or "",
                role=person.role,
                language=person.language,
                telephone=person.telephone,
                email=person.email,
                specialty=person.specialty,
                hospital_id=person.hospital_id,
                on_duty=person.id in on_duty,
                absent=person.id in away,
            )
            for person in people
        ]
