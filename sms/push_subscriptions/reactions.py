"""What ends push subscriptions: the end of the sign-in that made them, and the word of the push service."""

from signaling.protocol.base import Command
from signaling.protocol.deliveries import DeliveryFailed
from signaling.protocol.people import SignInClosed
from signaling.protocol.push import ForgetBecause, PushForget, PushOfDelivery, PushOfSignIn
from signaling.slice import Ask, Happened, Reaction
from sms.domain.push_services import GONE


async def end_with_the_sign_in(happened: Happened, ask: Ask) -> list[Command]:
    """Whoever has signed out on a browser is not rung there."""
    event = happened.event
    assert isinstance(event, SignInClosed)
    ids: list[str] = await ask(PushOfSignIn(sign_in_id=event.sign_in_id))
    return [_forget(happened, id, "signed_out") for id in ids]


async def end_when_gone(happened: Happened, ask: Ask) -> list[Command]:
    """The push service knows the browser no more: whatever else is sent there is lost."""
    event = happened.event
    assert isinstance(event, DeliveryFailed)
    if event.code not in GONE:
        return []
    id: str | None = await ask(PushOfDelivery(delivery_id=event.delivery_id))
    return [] if id is None else [_forget(happened, id, "gone")]


def _forget(happened: Happened, subscription_id: str, because: ForgetBecause) -> PushForget:
    return PushForget(
        id=happened.event_id, made_at_ms=happened.stamp.at_ms, subscription_id=subscription_id, because=because
    )


REACTIONS = (
    Reaction("sms.push_subscriptions.end_with_the_sign_in", (SignInClosed,), end_with_the_sign_in),
    Reaction("sms.push_subscriptions.end_when_gone", (DeliveryFailed,), end_when_gone),
)
