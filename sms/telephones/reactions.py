"""What ends and begins a telephone's messages, in the order in which it happened."""

from signaling.protocol.base import Command, Event
from signaling.protocol.deliveries import DeliveryFailed, DeliveryReported
from signaling.protocol.people import PersonAdded, PersonChanged, PersonDisabled
from signaling.protocol.telephones import (
    InboundHeard,
    TelephoneFollow,
    TelephoneOfDelivery,
    TelephoneSubscribe,
    TelephoneUnsubscribe,
)
from signaling.slice import Ask, Happened, Reaction
from sms.telephones.domain.telephone import REFUSED

MADE_BY_FRAME = ""
"""A reaction's command gets its id from the frame (rule [R1])."""


async def _heard(event: InboundHeard, at_ms: int) -> list[Command]:
    """Their own word."""
    if event.telephone is None:
        return []
    if event.means == "stop":
        return [
            TelephoneUnsubscribe(
                id=MADE_BY_FRAME, made_at_ms=at_ms, telephone=event.telephone, because="texted", to=event.to
            )
        ]
    if event.means == "start":
        return [TelephoneSubscribe(id=MADE_BY_FRAME, made_at_ms=at_ms, telephone=event.telephone)]
    return []


async def _refused(event: DeliveryFailed | DeliveryReported, at_ms: int, ask: Ask) -> list[Command]:
    """The gateway's word: they asked it for no more, whenever that was."""
    if event.code != REFUSED:
        return []
    number: str | None = await ask(TelephoneOfDelivery(delivery_id=event.delivery_id))
    if not number:
        return []
    return [TelephoneUnsubscribe(id=MADE_BY_FRAME, made_at_ms=at_ms, telephone=number, because="refused")]


async def what_telephones_take(happened: Happened, ask: Ask) -> list[Command]:
    event, at_ms = happened.event, happened.stamp.at_ms
    if isinstance(event, InboundHeard):
        return await _heard(event, at_ms)
    assert isinstance(event, DeliveryFailed | DeliveryReported)
    return await _refused(event, at_ms, ask)


async def whose_telephones(happened: Happened, ask: Ask) -> list[Command]:
    event = happened.event
    assert isinstance(event, PersonAdded | PersonChanged | PersonDisabled)
    return [TelephoneFollow(id=MADE_BY_FRAME, made_at_ms=happened.stamp.at_ms, person_id=event.person_id)]


_TAKE: tuple[type[Event], ...] = (InboundHeard, DeliveryFailed, DeliveryReported)
_OWN: tuple[type[Event], ...] = (PersonAdded, PersonChanged, PersonDisabled)
REACTIONS = (
    Reaction("sms.telephones.what_they_take", _TAKE, what_telephones_take),
    Reaction("sms.telephones.whose_they_are", _OWN, whose_telephones),
)
