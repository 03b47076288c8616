"""The commands about push subscriptions: read what stands now, decide, record."""

from collections.abc import Sequence
from typing import Any

from signaling.protocol.push import PushForget, PushSubscribe, PushUnsubscribe
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Desk, Handler
from sms.domain.push_encryption import digest_of
from sms.push_subscriptions.domain.decisions import decide, decide_subscribe
from sms.push_subscriptions.domain.subscription import KIND, PushSubscription


async def change(command: Any, facts: None, desk: Desk) -> None:
    """Everything that happens to a subscription that exists."""
    state = await desk.get(KIND, command.subscription_id, PushSubscription)
    desk.record(*decide(state, command, desk.moment))


def handlers(services: Sequence[str], public_key: str | None) -> tuple[Handler, ...]:
    """``services``: the hosts that a push may go to; without ``public_key`` there is no Web Push."""

    async def subscribe(command: PushSubscribe, facts: None, desk: Desk) -> None:
        if public_key is None:
            raise Refused(Code.NO_PUSH)
        if await desk.version(KIND, command.subscription_id):
            raise Refused(Code.ALREADY_EXISTS, subscription_id=command.subscription_id)
        mine = await desk.find(KIND, PushSubscription, person_id=desk.moment.actor.id, open=True)
        here = await desk.find(KIND, PushSubscription, endpoint_digest=digest_of(command.endpoint), open=True)
        present = {one.subscription_id: one for one in (*mine, *here)}
        desk.record(*decide_subscribe(command, list(present.values()), services, desk.moment))

    return (Handler(PushSubscribe, subscribe), Handler(PushUnsubscribe, change), Handler(PushForget, change))
