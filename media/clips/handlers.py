"""Commands of clips: read what stands now, decide, record."""

from collections.abc import Awaitable, Callable
from typing import Any

from media.clips.domain.clip import KIND, Clip
from media.clips.domain.decisions import TABLE, decide_keep, is_same, may_hear
from media.domain.conversation import Conversation
from media.domain.decisions import DESK, party_of
from signaling.protocol.clips import ClipHear, ClipKeep
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Desk, Handler, Reading


async def conversation_of(reading: Reading, conversation_id: str) -> Conversation:
    """Refuses ``not_found``."""
    return await reading.get("conversation", conversation_id, Conversation)


async def kept_clip(reading: Reading, clip_id: str) -> Clip | None:
    """The clip of that id, if there is one already."""
    return await reading.get(KIND, clip_id, Clip) if await reading.version(KIND, clip_id) else None


async def count_clips(reading: Reading, conversation_id: str) -> int:
    return len(await reading.find(KIND, Clip, conversation_id=conversation_id))


def keep_clip(keep_days: int) -> Callable[[ClipKeep, None, Desk], Awaitable[None]]:
    """Two that came at once with one id: the second is the first again, or is refused."""

    async def keep(command: ClipKeep, facts: None, desk: Desk) -> None:
        kept = await kept_clip(desk, command.clip_id)
        key = f"{command.of_relation}:{command.of_id}"
        if kept is not None and is_same(kept, command.conversation_id, key, command.digest):
            return
        conversation = await conversation_of(desk, command.conversation_id)
        clips = await count_clips(desk, command.conversation_id)
        desk.record(*decide_keep(command, conversation, clips, keep_days, desk.moment))

    return keep


async def change_clip(command: Any, facts: None, desk: Desk) -> None:
    """Everything that happens to a clip that exists. Who may not hear it is not told that there is one."""
    state = await desk.get(KIND, command.clip_id, Clip)
    conversation = await conversation_of(desk, state.conversation_id)
    actor = desk.moment.actor
    if isinstance(command, ClipHear) and not may_hear(conversation, party_of(actor).key, desk=actor.role in DESK):
        raise Refused(Code.NOT_FOUND, kind=KIND, id=command.clip_id)
    desk.record(*TABLE[type(command)](state, command, conversation, desk.moment))


def handlers(keep_days: int) -> tuple[Handler, ...]:
    """``keep_days``: how long the service keeps a clip."""
    return (Handler(ClipKeep, keep_clip(keep_days)), *(Handler(command, change_clip) for command in TABLE))
