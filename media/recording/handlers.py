"""Commands of recordings: read what stands now, decide, record, and settle what follows."""

from collections.abc import Awaitable, Callable
from typing import Any

from media.domain.conversation import Conversation
from media.recording.domain.decisions import (
    Going,
    Told,
    decide,
    decide_ask,
    decide_part,
    decide_reel_end,
    part_id,
    settled,
)
from media.recording.domain.state import Part, Recording, Reel
from signaling.protocol.base import Command
from signaling.protocol.conversation_views import ConversationParties, Parties
from signaling.protocol.recording import (
    RecordingAsk,
    RecordingConsent,
    RecordingEndReel,
    RecordingErased,
    RecordingFollow,
    RecordingForget,
    RecordingInspect,
    RecordingKeepPart,
    RecordingRefuse,
    RecordingStop,
    RecordingWatch,
    RecordingWatched,
)
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.trust import ConsentNow, ConsentStands
from signaling.slice import Ask, Desk, Handler, Moment, Reading

KIND, REEL, PART = "recording", "recording_reel", "recording_part"


def going_of(conversation: Conversation) -> Going:
    """What a recording has to know of its conversation."""
    there = conversation.path == "forwarder"
    return Going(
        goes_on=conversation.goes_on,
        present=tuple(one.party.key for one in conversation.participants),
        room_id=conversation.conversation_id if conversation.move else None,
        worker_id=conversation.worker_id if there else None,
    )


async def going(reading: Reading, conversation_id: str) -> Going:
    return going_of(await reading.get("conversation", conversation_id, Conversation))


async def before_ask(command: RecordingAsk, moment: Moment, ask: Ask) -> None:
    """Besides everybody who talks, the patient of a consult agrees: refuses ``consent_needed`` while they have not."""
    parties: Parties | None = await ask(ConversationParties(conversation_id=command.conversation_id))
    if parties is None or parties.about is None or parties.about_kind != "consult":
        return
    now: ConsentNow = await ask(ConsentStands(consult_id=parties.about, purpose="recording"))
    if not now.stands:
        raise Refused(Code.CONSENT_NEEDED, purpose="recording", state=now.state)


async def ask_recording(command: RecordingAsk, facts: None, desk: Desk) -> None:
    """One at a time in a conversation; an ended one may be followed by another."""
    if await desk.version(KIND, command.recording_id):
        raise Refused(Code.ALREADY_EXISTS, recording_id=command.recording_id)
    if await desk.find(KIND, Recording, conversation_id=command.conversation_id, is_active=True):
        raise Refused(Code.ALREADY_EXISTS, conversation_id=command.conversation_id)
    conversation = await desk.get("conversation", command.conversation_id, Conversation)
    incident_id = conversation.about if conversation.about_kind == "incident" else None
    consult_id = conversation.about if conversation.about_kind == "consult" else None
    desk.record(*decide_ask(command, going_of(conversation), incident_id, consult_id, desk.moment))


async def keep_part(command: RecordingKeepPart, facts: None, desk: Desk) -> None:
    state = await desk.get(KIND, command.recording_id, Recording)
    desk.record(*decide_part(state, await reel_of(desk, command.reel_id), await part_of(desk, command), command,
                             desk.moment))  # fmt: skip


async def end_reel(command: RecordingEndReel, facts: None, desk: Desk) -> None:
    state = await desk.get(KIND, command.recording_id, Recording)
    desk.record(*decide_reel_end(state, await reel_of(desk, command.reel_id), command, desk.moment))


async def reel_of(reading: Reading, reel_id: str) -> Reel | None:
    """The reel so far; None before its first part."""
    return await reading.get(REEL, reel_id, Reel) if await reading.version(REEL, reel_id) else None


async def part_of(reading: Reading, command: RecordingKeepPart) -> Part | None:
    """The part that is kept at this place."""
    id = part_id(command.reel_id, command.number)
    return await reading.get(PART, id, Part) if await reading.version(PART, id) else None


def change_recording(keep_days: int) -> Callable[[Any, None, Desk], Awaitable[Any]]:
    """Everything that happens to a recording that exists, besides its parts. The answer to a wish to watch is the
    viewing's id."""

    async def change(command: Any, facts: None, desk: Desk) -> dict[str, str] | None:
        state = await desk.get(KIND, command.recording_id, Recording)
        others = await desk.find(KIND, Recording, conversation_id=state.conversation_id)
        told = Told(
            going=await going(desk, state.conversation_id),
            keep_days=keep_days,
            other_kept=any(one.recording_id != state.recording_id and one.is_kept for one in others),
        )
        events = decide(state, command, told, desk.moment)
        desk.record(*events)
        after = await desk.get(KIND, command.recording_id, Recording)
        if after.is_active and not isinstance(command, RecordingFollow):
            desk.record(*settled(after, told, desk.moment))
        viewing = next((event.viewing_id for event in events if isinstance(event, RecordingWatched)), None)
        return None if viewing is None else {"viewing_id": viewing}

    return change


CHANGES: tuple[type[Command], ...] = (
    RecordingConsent,
    RecordingRefuse,
    RecordingStop,
    RecordingFollow,
    RecordingWatch,
    RecordingInspect,
    RecordingForget,
    RecordingErased,
)


def handlers(keep_days: int) -> tuple[Handler, ...]:
    """``keep_days``: how long the service keeps a recording after its end."""
    change = change_recording(keep_days)
    return (
        Handler(RecordingAsk, ask_recording, before_ask),
        Handler(RecordingKeepPart, keep_part),
        Handler(RecordingEndReel, end_reel),
        *(Handler(command, change) for command in CHANGES),
    )
