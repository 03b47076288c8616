"""Gives up the files of what was forgotten. The rows of the parts stay: their digests stand in the journal's chain."""

from collections.abc import Callable

import structlog

from media.recording.domain.state import Part, Recording
from signaling.files import FileMissing, FileProblem, Files
from signaling.protocol.recording import RecordingErased
from signaling.slice import Back, Reading, Worker, consequence_id, system

log = structlog.get_logger("media.recording")

LOOK_EVERY_S = 60.0
MOST_PARTS = 200_000
ERASING = system("media.erase_recordings")


def subject_of(conversation_id: str) -> str:
    """Whose key seals a conversation's files."""
    return f"conversation:{conversation_id}"


def eraser(files: Callable[[], Files]) -> Worker:
    """Runs on one node at a time. What a crash has left half done is done again: it asks the database, not memory."""

    async def run(back: Back) -> None:
        while True:
            await erase_forgotten(back, files())
            await back.changed("recording", LOOK_EVERY_S)

    return Worker("media.erase_recordings", run)


async def erase_forgotten(back: Back, files: Files) -> None:
    """Every recording that was forgotten and whose files may still lie there."""
    async with back.reading() as reading:
        forgotten = await reading.find("recording", Recording, to_erase=True)
        theirs = {state.recording_id: await _files_of(reading, state) for state in forgotten}
    for state in forgotten:
        if state.with_key:
            await files.erase(subject_of(state.conversation_id))
        for file_id in theirs[state.recording_id]:
            await _delete(file_id, files)
        await back.submit(_erased(state), ERASING)


async def _files_of(reading: Reading, state: Recording) -> list[str]:
    """Its files, without those whose very content stands in another recording too."""
    parts = await reading.find("recording_part", Part, limit=MOST_PARTS, recording_id=state.recording_id)
    return [part.file_id for part in parts if not await is_shared(reading, part.file_id, state.recording_id)]


async def is_shared(reading: Reading, file_id: str, recording_id: str) -> bool:
    """Files are named by their content: whether one is a part of another recording, which is not forgotten."""
    for part in await reading.find("recording_part", Part, file_id=file_id):
        if part.recording_id != recording_id:
            other = await reading.get("recording", part.recording_id, Recording)
            if other.phase != "forgotten":
                return True
    return False


async def _delete(file_id: str, files: Files) -> None:
    try:
        await files.delete(file_id)
    except FileMissing:
        pass  # it went with the key, or when this was last tried
    except FileProblem as problem:
        log.warning("a forgotten file could not be removed", problem=type(problem).__name__)


def _erased(state: Recording) -> RecordingErased:
    id = consequence_id(state.recording_id, "erased")
    return RecordingErased(id=id, made_at_ms=state.keep_until_ms or 0, recording_id=state.recording_id)
