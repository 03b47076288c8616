"""One browser that a person lets ring: its state, what each event makes of it, and what its person is shown."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import msgspec

from signaling.protocol.base import Event, Personal, View
from signaling.protocol.push import PushEndedBecause, PushSubscribed, PushSubscriptionView, PushUnsubscribed
from signaling.slice import Audience, Stamp
from sms.domain.push_encryption import Destination

KIND = "push_subscription"
Phase = Literal["open", "ended"]


class PushSubscription(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Address and keys go when it ends. They may be missing while it is open: then they were erased."""

    subscription_id: str
    person_id: str
    sign_in_id: str | None = None
    device: str
    service: str
    since_ms: int
    phase: Phase = "open"
    endpoint: Personal[str] = None
    p256dh: Personal[str] = None
    auth: Personal[str] = None
    ended_because: PushEndedBecause | None = None

    @property
    def is_open(self) -> bool:
        return self.phase == "open"

    @property
    def destination(self) -> Destination | None:
        """Where it is reached; None once it has ended or was erased."""
        if self.endpoint is None or self.p256dh is None or self.auth is None:
            return None
        return Destination(self.endpoint, self.p256dh, self.auth)


def _subscribed(state: None, event: PushSubscribed, stamp: Stamp) -> PushSubscription:
    return PushSubscription(
        subscription_id=event.subscription_id,
        person_id=event.person_id,
        sign_in_id=event.sign_in_id,
        device=event.device,
        service=event.service,
        since_ms=stamp.at_ms,
        endpoint=event.endpoint,
        p256dh=event.p256dh,
        auth=event.auth,
    )


def _unsubscribed(state: PushSubscription, event: PushUnsubscribed, stamp: Stamp) -> PushSubscription:
    return msgspec.structs.replace(
        state, phase="ended", ended_because=event.because, endpoint=None, p256dh=None, auth=None
    )


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], PushSubscription]] = {
    PushSubscribed: _subscribed,
    PushUnsubscribed: _unsubscribed,
}


def views(state: PushSubscription) -> Mapping[Audience, View]:
    """Its own person alone; nobody is shown address or keys."""
    shown = PushSubscriptionView(
        subscription_id=state.subscription_id, device=state.device, service=state.service, since_ms=state.since_ms
    )
    return {Audience("person", state.person_id): shown}
