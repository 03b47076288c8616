"""The commands about guests' links: read what stands now, decide, record; and what follows for the path when somebody
was let in."""

from typing import Any

from media.domain.conversation import Conversation
from media.domain.evolve import EVOLVE, after
from media.domain.routing import Process, route
from media.guests.domain.decisions import Told, decide, decide_invite
from media.guests.domain.link import KIND, GuestLink
from media.recording.domain.state import Recording
from media.worker_handlers import processes_now
from signaling.protocol.base import Command
from signaling.protocol.guests import (
    GuestAdmit,
    GuestEnd,
    GuestExpire,
    GuestFollowRecording,
    GuestInvite,
    GuestKnock,
    GuestLapse,
    GuestNoteDelivery,
    GuestNoteOut,
    GuestRefuse,
    GuestTake,
    GuestWithdraw,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Ask, Desk, Handler, Moment, Reading

CONVERSATION, RECORDING, CALLER_LINK = "conversation", "recording", "caller_link"


async def told(reading: Reading, conversation_id: str) -> Told:
    """Refuses ``not_found`` when there is no such conversation."""
    recordings = await reading.find(RECORDING, Recording, conversation_id=conversation_id, is_active=True)
    conversation = await reading.get(CONVERSATION, conversation_id, Conversation)
    return Told(conversation=conversation, recording=recordings[0] if recordings else None)


async def open_links(reading: Reading, conversation_id: str) -> list[GuestLink]:
    """The conversation's links that have not ended."""
    return await reading.find(KIND, GuestLink, conversation_id=conversation_id, is_open=True)


async def invite(command: GuestInvite, facts: None, desk: Desk) -> None:
    """A guest of one link must never be that of another, so no two links of any kind have the same id."""
    if await desk.version(KIND, command.link_id) or await desk.version(CALLER_LINK, command.link_id):
        raise Refused(Code.ALREADY_EXISTS, link_id=command.link_id)
    now = await told(desk, command.conversation_id)
    desk.record(*decide_invite(command, now, len(await open_links(desk, command.conversation_id)), desk.moment))


async def gather_processes(command: GuestAdmit, moment: Moment, ask: Ask) -> list[Process]:
    """Where the conversation may be pinned: with a third it needs a worker."""
    return await processes_now(ask)


async def change(command: Any, processes: list[Process] | None, desk: Desk) -> None:
    """Everything that happens to a link that exists."""
    state = await desk.get(KIND, command.link_id, GuestLink)
    now = await told(desk, state.conversation_id)
    events = decide(state, command, now, desk.moment)
    before = now.conversation
    now_ms = desk.moment.now_ms
    then = after(before, [event for event in events if type(event) in EVOLVE], now_ms)
    desk.record(*events, *(route(before, then, processes, now_ms) if processes is not None else ()))


CHANGES: tuple[type[Command], ...] = (
    GuestTake,
    GuestKnock,
    GuestRefuse,
    GuestWithdraw,
    GuestLapse,
    GuestExpire,
    GuestEnd,
    GuestNoteOut,
    GuestFollowRecording,
    GuestNoteDelivery,
)

HANDLERS: tuple[Handler, ...] = (
    Handler(GuestInvite, invite),
    Handler(GuestAdmit, change, gather=gather_processes),
    *(Handler(command, change) for command in CHANGES),
)
