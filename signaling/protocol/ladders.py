"""The ladder: in which steps, and after how long, somebody on duty is reached."""

from typing import Annotated

import msgspec

from signaling.protocol.deliveries import DeliveryChannel

Seconds = Annotated[int, msgspec.Meta(ge=0, le=86_400)]


class LadderStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One step towards one person, ``after_s`` seconds after their turn began."""

    channel: DeliveryChannel
    after_s: Seconds


class Ladder(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How people are reached for one reason and urgency. Whose turn it is, is asked in every open browser at once; the
    steps come beside that.

    ``next_after_s``: how long one person is asked before the next is asked too; 0: all at once. ``senior_after_s``:
    after this, counted from the beginning, the seniors are asked too, whoever else is. ``lives_s``: how long it waits
    for an answer; afterwards nothing is sent. ``promise_s``: by when somebody who accepted is expected to be there,
    unless they name another time; ``grace_s`` after that the ladder begins again.
    """

    steps: tuple[LadderStep, ...]
    next_after_s: Seconds
    senior_after_s: Seconds
    lives_s: Annotated[int, msgspec.Meta(ge=1, le=86_400)]
    promise_s: Seconds
    grace_s: Seconds = 60
