"""What follows in dispatch from events of other slices: a shift that the tablet opens or ends."""

from signaling.protocol.base import Command
from signaling.protocol.brigade_app import ShiftEnded, ShiftStarted
from signaling.protocol.brigades import ComeOnShift, GoOffShift
from signaling.slice import Ask, Happened, Reaction


async def follow_shift(happened: Happened, ask: Ask) -> list[Command]:
    event, at_ms = happened.event, happened.stamp.at_ms
    if isinstance(event, ShiftStarted):
        return [ComeOnShift(id=happened.event_id, made_at_ms=at_ms, brigade_id=event.brigade_id)]
    if isinstance(event, ShiftEnded):
        # The crew is gone from the tablet, but its patient may not be: it goes off when it has cleared.
        return [GoOffShift(id=happened.event_id, made_at_ms=at_ms, brigade_id=event.brigade_id, when_free=True)]
    return []


REACTIONS = (Reaction("dispatch.follow_shift", (ShiftStarted, ShiftEnded), follow_shift),)
