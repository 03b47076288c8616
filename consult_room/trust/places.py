"""Where people work, for who is told that they have read a record."""

from collections.abc import Collection, Mapping

from signaling.protocol.hospitals import HospitalList, HospitalView
from signaling.protocol.people import PersonCard, PersonView
from signaling.protocol.refusals import Refused
from signaling.slice import Ask


async def places_of(person_ids: Collection[str], ask: Ask) -> Mapping[str, str]:
    """The hospital of who has one, else the place that stands with the account; as it is now. A crew's tablet and a
    guest have no account, and are left out."""
    cards: dict[str, PersonView] = {}
    for id in sorted(set(person_ids)):
        try:
            cards[id] = await ask(PersonCard(person_id=id))
        except Refused:
            continue
    names: dict[str, str] = {}
    if any(card.hospital_id for card in cards.values()):
        hospitals: list[HospitalView] = await ask(HospitalList())
        names = {one.hospital_id: one.name for one in hospitals}
    return {id: names.get(card.hospital_id or "", card.place) for id, card in cards.items()}
