"""The commands about a crew's message."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from signaling.protocol.crew_messages import CrewMessageNote, CrewMessageSend, CrewMessageSettle, CrewMessageWatch
from signaling.protocol.people import CrewTelephone, CrewTelephones
from signaling.protocol.telephones import TelephoneMayGet
from signaling.slice import Ask, Desk, Handler, Moment
from sms.beside.domain import crew_message
from sms.beside.domain.crew_message import KIND, CrewMessage
from sms.domain.deliveries import Delivery, decide_recall
from sms.handlers.permission import only_system


@dataclass(frozen=True, slots=True)
class CrewReach:
    """The crew's telephones, and the numbers among them that take no more messages."""

    crew: Sequence[CrewTelephone]
    refused: Collection[str]


async def watch(wish: CrewMessageWatch, facts: Any, desk: Desk) -> None:
    only_system(desk)
    if not await desk.version(KIND, wish.assignment_id):
        desk.record(crew_message.decide_watch(wish))


async def telephones(wish: CrewMessageSend, moment: Moment, ask: Ask) -> CrewReach:
    """How the crew is reached, as it stands now."""
    crew: list[CrewTelephone] = await ask(CrewTelephones(brigade_id=wish.brigade_id))
    numbers = {one.telephone for one in crew}
    return CrewReach(crew, [number for number in numbers if not await ask(TelephoneMayGet(telephone=number))])


async def send(wish: CrewMessageSend, facts: CrewReach, desk: Desk) -> None:
    only_system(desk)
    state = await desk.get(KIND, wish.assignment_id, CrewMessage)
    desk.record(*crew_message.decide_send(state, facts.crew, facts.refused, desk.moment))


async def note(wish: CrewMessageNote, facts: Any, desk: Desk) -> None:
    only_system(desk)
    state = await desk.get(KIND, wish.assignment_id, CrewMessage)
    desk.record(*crew_message.decide_note(state, wish.status))


async def settle(wish: CrewMessageSettle, facts: Any, desk: Desk) -> None:
    """What still waits is not sent. An assignment older than these messages has none."""
    only_system(desk)
    if not await desk.version(KIND, wish.assignment_id):
        return
    state = await desk.get(KIND, wish.assignment_id, CrewMessage)
    desk.record(*crew_message.decide_settle(state, wish.outcome))
    for delivery in await desk.find("delivery", Delivery, link_id=wish.assignment_id):
        desk.record(*decide_recall(delivery))


HANDLERS = (
    Handler(CrewMessageWatch, watch),
    Handler(CrewMessageSend, send, telephones),
    Handler(CrewMessageNote, note),
    Handler(CrewMessageSettle, settle),
)
