"""Gives up the record of a consult whose time is over: its files, and what the journal says of the patient."""

from collections.abc import Awaitable, Callable

from consult_room.trust.domain.access import KIND, RecordAccess
from consult_room.trust.domain.keeping import over_before_ms
from signaling.files import Files
from signaling.protocol.refusals import Refused
from signaling.protocol.trust import RecordErase, RecordSayErased
from signaling.slice import Back, Worker, consequence_id, system

Erase = Callable[[str], Awaitable[None]]
"""Empties the personal columns of a subject's rows of the journal."""

EraseFiles = Callable[[str], Awaitable[None]]
"""Everything that was ever announced as a file of the consult."""

ERASING = system("consult_room.erase_records")
LOOK_EVERY_S = 3_600.0
AT_ONCE = 100


def subjects_of(consult_id: str) -> tuple[str, ...]:
    """Whose keys seal what was made of a consult: its conclusions. What was sent to it has a key for each."""
    return (f"conclusion {consult_id}",)


def eraser(files: Callable[[], Files], erase: Erase, erase_files: EraseFiles, consult_years: int) -> Worker:
    """Runs on one node at a time. What a crash has left half done is done again: it asks the database, not memory."""

    async def run(back: Back) -> None:
        while True:
            await let_go(back, consult_years)
            await erase_let_go(back, files(), erase, erase_files)
            await back.changed(KIND, LOOK_EVERY_S)

    return Worker("consult_room.erase_records", run)


async def let_go(back: Back, consult_years: int) -> int:
    """Every record that was kept as long as it is to be; how many there were."""
    before_ms = over_before_ms(back.now_ms(), consult_years)
    async with back.reading() as reading:
        over = await reading.due(KIND, RecordAccess, "kept_since_ms", before_ms, limit=AT_ONCE)
    for access in over:
        id = consequence_id(access.consult_id, f"erase {access.last_ms}")
        command = RecordErase(id=id, made_at_ms=back.now_ms(), consult_id=access.consult_id)
        try:
            await back.submit(command, ERASING)
        except Refused:
            continue  # it has been held since it was looked for
    return len(over)


async def erase_let_go(back: Back, files: Files, erase: Erase, erase_files: EraseFiles) -> int:
    """The files first: whoever finds the journal empty finds them gone."""
    async with back.reading() as reading:
        gone = await reading.find(KIND, RecordAccess, to_erase=True, limit=AT_ONCE)
    for access in gone:
        await erase_files(access.consult_id)
        for subject in subjects_of(access.consult_id):
            await files.erase(subject)
        await erase(access.consult_id)
        id = consequence_id(access.consult_id, "record erased")
        await back.submit(RecordSayErased(id=id, made_at_ms=back.now_ms(), consult_id=access.consult_id), ERASING)
    return len(gone)
