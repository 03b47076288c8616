"""What telephones give to the frame, as a part of the sms slice."""

from signaling.slice import Aggregate, Slice
from sms.telephones.domain import inbound, telephone
from sms.telephones.domain.inbound import InboundText
from sms.telephones.domain.telephone import Telephone
from sms.telephones.handlers import HANDLERS
from sms.telephones.queries import ANSWERS
from sms.telephones.reactions import REACTIONS

_TELEPHONES = Aggregate(
    kind=telephone.KIND,
    state=Telephone,
    evolve=telephone.EVOLVE,
    views=telephone.views,
    live=lambda one: one.is_alarm,
    columns={"alarm": (bool, lambda one: one.is_alarm)},
)

_TEXTS = Aggregate(
    kind=inbound.KIND,
    state=InboundText,
    evolve=inbound.EVOLVE,
    views=lambda text: {},  # the thread shows it, or an administrator asks for it
    live=lambda text: False,
    columns={
        "unread": (bool, lambda text: text.is_unread),
        "newest_first": (int, lambda text: -text.at_ms),
    },
    ordered=(("unread", "newest_first"),),
)

TELEPHONES = Slice(
    name="sms.telephones",
    aggregates=(_TELEPHONES, _TEXTS),
    handlers=HANDLERS,
    answers=ANSWERS,
    reactions=REACTIONS,
)
