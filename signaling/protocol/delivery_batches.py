"""Wishes about many deliveries at once: one transaction for what would be dozens. Each counts for itself; one that is
refused undoes no other."""

from typing import Annotated

import msgspec

from signaling.protocol.base import Command
from signaling.protocol.deliveries import (
    Claim,
    DeliveryAccept,
    DeliveryClaim,
    DeliveryFail,
    DeliveryPostpone,
    DeliveryReconcile,
    DeliveryReport,
    DeliveryUnknown,
)
from signaling.protocol.refusals import Code

DeliveryOutcome = (
    DeliveryAccept | DeliveryPostpone | DeliveryFail | DeliveryUnknown | DeliveryReconcile | DeliveryReport
)
"""What became of one message, by the sender or by its gateway."""


class DeliveriesClaim(Command, frozen=True, kw_only=True, tag="deliveries.claim"):
    """The sender takes many messages at once."""

    claims: Annotated[list[DeliveryClaim], msgspec.Meta(min_length=1, max_length=20)]


class DeliveriesSettle(Command, frozen=True, kw_only=True, tag="deliveries.settle"):
    """What became of many messages. Several outcomes of one message count in their order."""

    outcomes: Annotated[list[DeliveryOutcome], msgspec.Meta(min_length=1, max_length=50)]


class DeliveriesClaimed(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to ``deliveries.claim``: for each wish, in their order, a claim or the code of its refusal."""

    claims: list[Claim | None]
    refused: list[Code | None]


class DeliveriesSettled(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to ``deliveries.settle``: for each outcome, in their order, the code of its refusal or None."""

    refused: list[Code | None]
