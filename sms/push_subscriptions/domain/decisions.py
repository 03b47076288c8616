"""What may be done to a push subscription, and when."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from signaling.protocol.base import Command, Event
from signaling.protocol.push import (
    PushEndedBecause,
    PushForget,
    PushSubscribe,
    PushSubscribed,
    PushUnsubscribe,
    PushUnsubscribed,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Moment, Role
from sms.domain.push_encryption import AUTH_BYTES, CannotSeal, public_key, to_bytes
from sms.domain.push_services import service_of
from sms.push_subscriptions.domain.subscription import Phase, PushSubscription

BROWSERS_AT_MOST = 10
"""Open subscriptions of one person."""


def decide_subscribe(
    command: PushSubscribe, present: Sequence[PushSubscription], services: Sequence[str], moment: Moment
) -> list[Event]:
    """``present``: what is open of the same browser, whoever it rang, and of the same person. One browser rings for one
    person: the newest takes its place. Refuses ``bad_subscription`` and names the field, ``too_long``."""
    service = service_of(command.endpoint, services)
    if service is None:
        raise Refused(Code.BAD_SUBSCRIPTION, field="endpoint")
    for field, check in (
        ("p256dh", lambda: public_key(command.p256dh)),
        ("auth", lambda: to_bytes(command.auth, AUTH_BYTES)),
    ):
        try:
            check()
        except CannotSeal:
            raise Refused(Code.BAD_SUBSCRIPTION, field=field) from None
    person_id = moment.actor.id
    replaced = [one for one in present if one.endpoint == command.endpoint]
    others = [one for one in present if one.person_id == person_id and one.endpoint != command.endpoint]
    if len(others) >= BROWSERS_AT_MOST:
        raise Refused(Code.TOO_LONG, at_most=BROWSERS_AT_MOST)
    return [
        *(_ended(one, "replaced") for one in replaced),
        PushSubscribed(
            subscription_id=command.subscription_id,
            person_id=person_id,
            sign_in_id=moment.actor.sign_in_id,
            device=moment.actor.device,
            service=service,
            endpoint=command.endpoint,
            p256dh=command.p256dh,
            auth=command.auth,
        ),
    ]


def _ended(state: PushSubscription, because: PushEndedBecause) -> PushUnsubscribed:
    return PushUnsubscribed(subscription_id=state.subscription_id, person_id=state.person_id, because=because)


def _unsubscribe(state: PushSubscription, command: PushUnsubscribe, moment: Moment) -> list[Event]:
    return [_ended(state, "asked")]


def _forget(state: PushSubscription, command: PushForget, moment: Moment) -> list[Event]:
    return [_ended(state, command.because)]


def _nothing(state: PushSubscription, command: Command, moment: Moment) -> list[Event]:
    """It is so already."""
    return []


Decide = Callable[[PushSubscription, Any, Moment], list[Event]]

TABLE: Mapping[tuple[type[Command], Phase], Decide] = {
    (PushUnsubscribe, "open"): _unsubscribe,
    (PushUnsubscribe, "ended"): _nothing,
    (PushForget, "open"): _forget,
    (PushForget, "ended"): _nothing,
}
"""(command, phase) → what happens. A missing pair is refused."""


def decide(state: PushSubscription, command: Command, moment: Moment) -> list[Event]:
    """Refuses ``not_found`` to everybody but its person and the server, who would learn that it exists."""
    if moment.actor.role is not Role.SYSTEM and moment.actor.id != state.person_id:
        raise Refused(Code.NOT_FOUND, id=state.subscription_id)
    chosen = TABLE.get((type(command), state.phase))
    if chosen is None:
        raise Refused(Code.WRONG_STATE, phase=state.phase)
    return chosen(state, command, moment)
