"""The command of reminders: look how the slot stands, say what has not been said, withdraw what is true no more."""

from dataclasses import dataclass

from signaling.protocol.booking import BookedSlot, SlotOfConsult
from signaling.protocol.consult_views import ConsultParties, ConsultPartiesView
from signaling.protocol.people import PersonCard, PersonView
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.reminders import Reader, ReminderForget, ReminderForgotten, ReminderLook
from signaling.protocol.telephones import TelephoneMayGet
from signaling.slice import Ask, Desk, Handler, Moment
from sms.domain.deliveries import Delivery, decide_recall
from sms.handlers.permission import only_system
from sms.reminders.domain.reminder import KIND, Reminder
from sms.reminders.domain.telling import Addressee, Found, Times, decide_look
from sms.telephones.queries import is_unsubscribed


@dataclass(frozen=True, slots=True)
class Looking:
    """``times``: when reminders go out."""

    times: Times

    def all(self) -> tuple[Handler, ...]:
        return (Handler(ReminderLook, self.look, found), Handler(ReminderForget, forget))

    async def look(self, wish: ReminderLook, facts: Found, desk: Desk) -> None:
        only_system(desk)
        known = await desk.version(KIND, wish.consult_id) > 0
        state = await desk.get(KIND, wish.consult_id, Reminder) if known else None
        people = [*facts.people, *await _patient(desk, facts.slot or (state.slot if state else None))]
        moment = desk.moment
        events = decide_look(state, Found(facts.slot, people), self.times, moment.now_ms, moment.new_id)
        desk.record(*events)
        if state is not None and events:
            await _withdraw(desk, state)


async def forget(wish: ReminderForget, facts: None, desk: Desk) -> None:
    """A consult without a slot was never told of."""
    only_system(desk)
    if await desk.version(KIND, wish.consult_id):
        await _withdraw(desk, await desk.get(KIND, wish.consult_id, Reminder))
        desk.record(ReminderForgotten(consult_id=wish.consult_id))


async def _withdraw(desk: Desk, before: Reminder) -> None:
    """Nothing of what was to be said before goes out once there is something newer to say."""
    for one in before.told:
        desk.record(*decide_recall(await desk.get("delivery", one.to.delivery_id, Delivery)))


async def found(wish: ReminderLook, moment: Moment, ask: Ask) -> Found:
    """How it stands, and how everybody is reached."""
    slot: BookedSlot | None = await ask(SlotOfConsult(consult_id=wish.consult_id))
    parties: ConsultPartiesView = await ask(ConsultParties(consult_id=wish.consult_id))
    people: list[Addressee] = []
    if parties.asker_kind == "person":
        people += await _reached("asker", parties.asker_id, ask)
    specialists = [slot.specialist_id if slot else None, wish.former_id, parties.specialist_id]
    specialists += [one.id for one in parties.members if one.part == "specialist"]
    for person_id in dict.fromkeys(one for one in specialists if one is not None):
        people += await _reached("specialist", person_id, ask)
    return Found(slot, people)


async def _reached(reader: Reader, person_id: str, ask: Ask) -> list[Addressee]:
    try:
        card: PersonView = await ask(PersonCard(person_id=person_id))
    except Refused as refused:
        if refused.code is not Code.NOT_FOUND:
            raise
        return []
    telephone = card.telephone if card.telephone and await ask(TelephoneMayGet(telephone=card.telephone)) else None
    return [
        Addressee(reader=reader, person_id=person_id, language=card.language, telephone=telephone, email=card.email)
    ]


async def _patient(desk: Desk, slot: BookedSlot | None) -> list[Addressee]:
    """Who has stopped messages gets none."""
    if slot is None or not slot.patient_telephone or await is_unsubscribed(desk, slot.patient_telephone):
        return []
    return [
        Addressee(reader="patient", person_id=None, language=slot.patient_language, telephone=slot.patient_telephone)
    ]
