"""Whose card it is, and who signs in."""

from people.domain.accounts import Person, card, folded_login
from signaling.protocol.people import CrewTelephone, CrewTelephones, PersonCard, PersonView
from signaling.protocol.telephones import TelephoneOwner, TelephoneOwners
from signaling.slice import Enquiry, Reading
from signaling.telephone_numbers import digits_of


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
