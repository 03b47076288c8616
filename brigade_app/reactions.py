"""What follows elsewhere from a pairing: the tablet that was there before is signed out."""

from signaling.protocol.base import Command
from signaling.protocol.brigade_app import TabletPaired, TabletUnpaired
from signaling.protocol.people import SignInClose
from signaling.slice import Ask, Happened, Reaction


async def _sign_out_replaced(happened: Happened, ask: Ask) -> list[Command]:
    event = happened.event
    assert isinstance(event, TabletPaired | TabletUnpaired)
    if event.replaced_sign_in_id is None:
        return []
    at_ms = happened.stamp.at_ms
    return [SignInClose(id="", made_at_ms=at_ms, sign_in_id=event.replaced_sign_in_id, why="revoked")]


SIGN_OUT_REPLACED = Reaction("tablet.sign_out_replaced", (TabletPaired, TabletUnpaired), _sign_out_replaced)
