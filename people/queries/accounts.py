"""Whose card it is, and who signs in."""

from people.domain.accounts import Person, card, folded_login
from signaling.protocol.people import PersonCard, PersonView
from signaling.slice import Enquiry, Reading


async def person_card(question: PersonCard, enquiry: Enquiry) -> PersonView:
    """One person's card, the disabled too: old threads still name them."""
    return card(await enquiry.reading.get("person", question.person_id, Person))


async def person_by_login(reading: Reading, login: str) -> Person | None:
    """The account that somebody signs in to; None when there is none."""
    found = await reading.find("person", Person, login=folded_login(login), limit=1)
    return found[0] if found else None
