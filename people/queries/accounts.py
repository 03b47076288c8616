"""Whose card it is, and who signs in."""

from people.domain.accounts import Person, card, folded_login
from people.domain.sign_ins import SignIn
from signaling.protocol.people import (
    CrewReached,
    CrewsReached,
    CrewTelephone,
    CrewTelephones,
    PersonCard,
    PersonView,
    ReceptionPeople,
    ReceptionPerson,
)
from signaling.protocol.telephones import TelephoneOwner, TelephoneOwners
from signaling.slice import Enquiry, Reading
from signaling.telephone_numbers import digits_of

MOST_OF_CREWS = 20_000


async def person_card(question: PersonCard, enquiry: Enquiry) -> PersonView:
    """One person's card, the disabled too: old threads still name them."""
    return card(await enquiry.reading.get("person", question.person_id, Person))


async def telephone_owners(question: TelephoneOwners, enquiry: Enquiry) -> list[TelephoneOwner]:
    """Those who may work now; several share a telephone that stays in a room or a vehicle."""
    found = await enquiry.reading.find("person", Person, telephone=digits_of(question.telephone), active=True)
    return [TelephoneOwner(person_id=one.id, role=one.role, name=one.name, number=one.telephone) for one in found]


async def person_by_login(reading: Reading, login: str) -> Person | None:
    """The account that somebody signs in to; None when there is none."""
    found = await reading.find("person", Person, login=folded_login(login), limit=1)
    return found[0] if found else None


async def crew_telephones(question: CrewTelephones, enquiry: Enquiry) -> list[CrewTelephone]:
    """By the people's ids, so that the same crew is always answered in the same order."""
    found = await enquiry.reading.find("person", Person, role="crew", brigade_id=question.brigade_id, active=True)
    return [
        CrewTelephone(person_id=one.id, telephone=one.telephone, language=one.language)
        for one in sorted(found, key=lambda person: person.id)
        if one.telephone
    ]


async def crews_reached(question: CrewsReached, enquiry: Enquiry) -> list[CrewReached]:
    """Open accounts of crews that have a telephone."""
    found = await enquiry.reading.find("person", Person, role="crew", active=True, limit=MOST_OF_CREWS)
    reached = [
        CrewReached(brigade_id=one.brigade_id, name=one.name or "", telephone=one.telephone)
        for one in found
        if one.telephone and one.brigade_id
    ]
    return sorted(reached, key=lambda one: (one.brigade_id, one.name))


async def reception_people(question: ReceptionPeople, enquiry: Enquiry) -> list[ReceptionPerson]:
    """Once each, however many pages somebody has open."""
    found = await enquiry.reading.find("person", Person, role="hospital", active=True)
    own = {one.id: one for one in found if one.hospital_id == question.hospital_id}
    signed_in = await enquiry.reading.find("sign_in", SignIn, open=True, person_id=list(own)) if own else []
    there = {one.person_id for one in signed_in if one.expires_at_ms > enquiry.now_ms}
    people = [ReceptionPerson(person_id=one.id, name=one.name) for one in own.values() if one.id in there]
    return sorted(people, key=lambda one: (one.name or "", one.person_id))
