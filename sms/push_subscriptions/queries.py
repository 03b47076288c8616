"""Answers about push subscriptions, and where a push goes."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from signaling.protocol.push import AskPushKey, PushKey, PushOfDelivery, PushOfSignIn
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Answers, Enquiry, Reading
from sms.domain.deliveries import Delivery
from sms.domain.push_encryption import Destination
from sms.push_subscriptions.domain.subscription import KIND, PushSubscription


class Addresses:
    """Looks up where a subscription is reached, for the carrier."""

    def __init__(self, reading: Callable[[], AbstractAsyncContextManager[Reading]]) -> None:
        self._reading = reading

    async def __call__(self, subscription_id: str) -> Destination | None:
        async with self._reading() as reading:
            try:
                return (await reading.get(KIND, subscription_id, PushSubscription)).destination
            except Refused:
                return None


async def own_open(reading: Reading, subscription_id: str, actor: Actor) -> PushSubscription:
    """The person's open subscription; refuses ``not_found`` for every other."""
    state = await reading.get(KIND, subscription_id, PushSubscription)
    if state.person_id != actor.id or not state.is_open:
        raise Refused(Code.NOT_FOUND, id=subscription_id)
    return state


async def of_sign_in(question: PushOfSignIn, enquiry: Enquiry) -> list[str]:
    found = await enquiry.reading.find(KIND, PushSubscription, sign_in_id=question.sign_in_id, open=True)
    return [one.subscription_id for one in found]


async def of_delivery(question: PushOfDelivery, enquiry: Enquiry) -> str | None:
    delivery = await enquiry.reading.get("delivery", question.delivery_id, Delivery)
    return delivery.address_id if delivery.channel == "push" else None


def answers(public_key: str | None) -> tuple[Answers, ...]:
    async def key(question: AskPushKey, enquiry: Enquiry) -> PushKey:
        return PushKey(public_key=public_key)

    return (
        Answers(AskPushKey, key, from_screens=True),
        Answers(PushOfSignIn, of_sign_in),
        Answers(PushOfDelivery, of_delivery),
    )
