"""Gives up the files of clips that were forgotten, with their keys."""

from collections.abc import Callable

from media.clips.domain.clip import KIND, Clip, subject_of
from signaling.files import Files
from signaling.protocol.clips import ClipErased
from signaling.slice import Back, Worker, consequence_id, system

LOOK_EVERY_S = 60.0
ERASING = system("media.erase_clips")


def eraser(files: Callable[[], Files]) -> Worker:
    """Runs on one node at a time. What a crash has left half done is done again: it asks the database, not memory."""

    async def run(back: Back) -> None:
        while True:
            await erase_forgotten(back, files())
            await back.changed(KIND, LOOK_EVERY_S)

    return Worker("media.erase_clips", run)


async def erase_forgotten(back: Back, files: Files) -> None:
    """Every clip that was forgotten and whose file may still lie there."""
    async with back.reading() as reading:
        forgotten = await reading.find(KIND, Clip, to_erase=True)
    for clip in forgotten:
        await files.erase(subject_of(clip.clip_id))
        id = consequence_id(clip.clip_id, "erased")
        await back.submit(ClipErased(id=id, made_at_ms=clip.keep_until_ms, clip_id=clip.clip_id), ERASING)
