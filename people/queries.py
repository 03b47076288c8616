"""What people answers: who is on duty, and whose card it is."""

from collections.abc import Awaitable, Callable
from datetime import tzinfo

from people.domain.accounts import Person, card, folded_login
from people.domain.duty import ANY, Duty, holds, in_order, turn
from signaling.protocol.duty import DutyNow, DutyPeople, DutyPerson, OnDuty
from signaling.protocol.people import PersonCard, PersonView
from signaling.slice import Enquiry, Reading


def duty_people_in(zone: tzinfo) -> Callable[[DutyPeople, Enquiry], Awaitable[list[DutyPerson]]]:
    """The answer to DutyPeople; weekly hours are read on the clock of ``zone``."""

    async def duty_people(question: DutyPeople, enquiry: Enquiry) -> list[DutyPerson]:
        reading = enquiry.reading
        listed = await reading.find("duty", Duty, specialty=(question.specialty, ANY), removed=False)
        found = []
        place = {"hospital_id": question.hospital_id, "region": question.region}
        for entry in in_order(listed, question.at_ms, zone, **place):
            person = await reading.get("person", entry.person_id, Person)
            if person.active:
                found.append(
                    DutyPerson(
                        person_id=person.id,
                        name=person.name or "",
                        telephone=person.telephone,
                        language=person.language,
                        email=person.email,
                        senior=entry.senior,
                    )
                )
        return found

    return duty_people


def duty_now_in(zone: tzinfo) -> Callable[[DutyNow, Enquiry], Awaitable[list[OnDuty]]]:
    """The answer to DutyNow; each person once a specialty, by rank."""

    async def duty_now(question: DutyNow, enquiry: Enquiry) -> list[OnDuty]:
        reading = enquiry.reading
        listed = await reading.find("duty", Duty, removed=False)
        held = sorted(
            (one for one in listed if holds(one, enquiry.now_ms, zone)), key=lambda one: turn(one, None, None)
        )
        found: dict[tuple[str, str], OnDuty] = {}
        for duty in sorted(held, key=lambda one: turn(one, None, None)):
            person = await reading.get("person", duty.person_id, Person)
            if person.active:
                on_duty = OnDuty(
                    person_id=person.id, name=person.name or "", specialty=duty.specialty, senior=duty.senior
                )
                found.setdefault((person.id, duty.specialty), on_duty)
        return list(found.values())

    return duty_now


async def person_card(question: PersonCard, enquiry: Enquiry) -> PersonView:
    """One person's card, the disabled too: old threads still name them."""
    return card(await enquiry.reading.get("person", question.person_id, Person))


async def person_by_login(reading: Reading, login: str) -> Person | None:
    """The account that somebody signs in to; None when there is none."""
    found = await reading.find("person", Person, login=folded_login(login), limit=1)
    return found[0] if found else None
