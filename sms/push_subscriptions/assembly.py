"""What push subscriptions give to the frame, as a part of the sms slice."""

from collections.abc import Sequence

from signaling.slice import Aggregate, Slice
from sms.domain.push_encryption import digest_of
from sms.push_subscriptions.domain.subscription import EVOLVE, KIND, PushSubscription, views
from sms.push_subscriptions.handlers import handlers
from sms.push_subscriptions.queries import answers
from sms.push_subscriptions.reactions import REACTIONS

SUBSCRIPTIONS = Aggregate(
    kind=KIND,
    state=PushSubscription,
    evolve=EVOLVE,
    views=views,
    live=lambda subscription: subscription.is_open,
    columns={
        "person_id": (str, lambda subscription: subscription.person_id),
        "sign_in_id": (str, lambda subscription: subscription.sign_in_id),
        "endpoint_digest": (str, lambda subscription: subscription.endpoint and digest_of(subscription.endpoint)),
        "open": (bool, lambda subscription: subscription.is_open),
    },
)


def assemble(*, public_key: str | None, services: Sequence[str]) -> Slice:
    """``public_key``: our half that browsers are told, None where there is no Web Push; ``services``: the hosts that a
    push may go to."""
    return Slice(
        name="sms.push_subscriptions",
        aggregates=(SUBSCRIPTIONS,),
        handlers=handlers(services, public_key),
        answers=answers(public_key),
        reactions=REACTIONS,
    )
