"""The commands about telephones: read what stands now, decide, record."""

from signaling.protocol.people import PersonCard, PersonView
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.telephones import (
    InboundNote,
    InboundTake,
    InboundTaken,
    TelephoneFollow,
    TelephoneNote,
    TelephoneOwner,
    TelephoneOwners,
    TelephoneSubscribe,
    TelephoneUnsubscribe,
)
from signaling.slice import Ask, Desk, Handler, Moment
from sms.domain.alerts import Alert
from sms.handlers.permission import only_system
from sms.telephones.domain import decisions, inbound
from sms.telephones.domain.inbound import InboundText
from sms.telephones.domain.telephone import KIND, Telephone
from sms.telephones.queries import is_unsubscribed, known, telephone_of, told_lately

ALARMS_AT_MOST = 1000


async def owners_of(wish: InboundTake | TelephoneUnsubscribe, moment: Moment, ask: Ask) -> list[TelephoneOwner]:
    owners: list[TelephoneOwner] = await ask(TelephoneOwners(telephone=wish.telephone))
    return owners


async def take(wish: InboundTake, owners: list[TelephoneOwner], desk: Desk) -> InboundTaken:
    """Keeps the text, once, on the thread of what its telephone was last told about."""
    only_system(desk)
    if await desk.version(inbound.KIND, wish.inbound_id):
        kept = await desk.get(inbound.KIND, wish.inbound_id, InboundText)
        return InboundTaken(means=kept.means, placed=kept.about_id is not None)
    told = inbound.last_told(await told_lately(desk, wish.telephone, desk.moment.now_ms))
    alert = await desk.get("alert", told.alert_id, Alert) if told and told.alert_id else None
    stopped = await is_unsubscribed(desk, wish.telephone)
    heard = inbound.decide_take(wish, unsubscribed=stopped, told=told, alert=alert, owners=owners)
    desk.record(heard)
    return InboundTaken(means=heard.means, placed=heard.about_id is not None)


async def put_away(wish: InboundNote, facts: None, desk: Desk) -> None:
    """Refuses ``not_found`` for a text that never came."""
    desk.record(*inbound.decide_note(await desk.get(inbound.KIND, wish.inbound_id, InboundText)))


async def unsubscribe(wish: TelephoneUnsubscribe, owners: list[TelephoneOwner], desk: Desk) -> None:
    only_system(desk)
    desk.record(*decisions.decide(await telephone_of(desk, wish.telephone), wish, owners))


async def subscribe(wish: TelephoneSubscribe, facts: None, desk: Desk) -> None:
    only_system(desk)
    desk.record(*decisions.decide(await telephone_of(desk, wish.telephone), wish))


async def note(wish: TelephoneNote, facts: None, desk: Desk) -> None:
    """Refuses ``not_found`` for a telephone that has never refused messages."""
    telephone = await known(desk, wish.telephone_id)
    if telephone is None:
        raise Refused(Code.NOT_FOUND, id=wish.telephone_id)
    desk.record(*decisions.decide(telephone, wish))


async def card_of(wish: TelephoneFollow, moment: Moment, ask: Ask) -> PersonView:
    card: PersonView = await ask(PersonCard(person_id=wish.person_id))
    return card


async def follow(wish: TelephoneFollow, card: PersonView, desk: Desk) -> None:
    """An alarm goes with the person, not with a number that is theirs no more."""
    only_system(desk)
    alarms = await desk.find(KIND, Telephone, alarm=True, limit=ALARMS_AT_MOST)
    held = [one for one in alarms if one.is_owned_by(wish.person_id)]
    now = taken = None
    if card.active and card.telephone:
        now = TelephoneOwner(person_id=card.person_id, role=card.role, name=card.name, number=card.telephone)
        taken = await telephone_of(desk, card.telephone)
    desk.record(*decisions.decide_follow(wish.person_id, now, held, taken))


HANDLERS = (
    Handler(InboundTake, take, owners_of),
    Handler(InboundNote, put_away),
    Handler(TelephoneUnsubscribe, unsubscribe, owners_of),
    Handler(TelephoneSubscribe, subscribe),
    Handler(TelephoneNote, note),
    Handler(TelephoneFollow, follow, card_of),
)
