"""The commands about stills: gather whose record it is for, read what stands now, decide, record."""

from typing import Any

from media.caller.domain.link import KIND as LINK
from media.caller.domain.link import CallerLink
from media.domain.conversation import Conversation
from media.freeze.domain.decisions import Told, decide, decide_ask, still_of
from media.freeze.domain.still import STILL, STROKE, Still
from media.freeze.queries import strokes_on
from signaling.protocol.base import Command
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.stills import (
    StillAsk,
    StillClose,
    StillDraw,
    StillFail,
    StillFollow,
    StillGiveUp,
    StillKeepPart,
    StillUndraw,
)
from signaling.slice import Desk, Handler, Reading


async def ask_still(command: StillAsk, facts: None, desk: Desk) -> None:
    """One at a time lies over the picture."""
    if await desk.version(STILL, command.still_id):
        raise Refused(Code.ALREADY_EXISTS, still_id=command.still_id)
    conversation = await desk.get("conversation", command.conversation_id, Conversation)
    others = await desk.find(STILL, Still, conversation_id=command.conversation_id)
    link = await _link_of(desk, conversation, command.of_endpoint)
    kept_under = link.patient_id if link is not None else f"still:{command.still_id}"
    desk.record(*decide_ask(command, Told(conversation), others, link, kept_under, desk.moment))


async def _link_of(reading: Reading, conversation: Conversation, endpoint: str) -> CallerLink | None:
    """The caller's link, when it is a caller's camera that is asked. A guest's id is their link's."""
    if not conversation.goes_on:
        return None
    party = still_of(conversation, endpoint).party
    if party.relation != "guest" or not await reading.version(LINK, party.id):
        return None
    return await reading.get(LINK, party.id, CallerLink)


async def change(command: Any, facts: None, desk: Desk) -> None:
    """Everything that happens to a still that exists."""
    state = await desk.get(STILL, command.still_id, Still)
    if isinstance(command, StillDraw) and await desk.version(STROKE, command.stroke_id):
        raise Refused(Code.ALREADY_EXISTS, stroke_id=command.stroke_id)
    conversation = await desk.get("conversation", state.conversation_id, Conversation)
    told = Told(conversation, await strokes_on(desk, state.still_id))
    desk.record(*decide(state, command, told, desk.moment))


CHANGES: tuple[type[Command], ...] = (
    StillFail,
    StillDraw,
    StillUndraw,
    StillClose,
    StillKeepPart,
    StillFollow,
    StillGiveUp,
)
HANDLERS: tuple[Handler, ...] = (Handler(StillAsk, ask_still), *(Handler(command, change) for command in CHANGES))
