"""Makes the PDF of every version that lacks one, again with each signature that is added."""

import hashlib
from collections.abc import Callable

import structlog

from consult_room.conclusions.adapters.printing import PrintProblem, print_beside
from consult_room.conclusions.domain.conclusion import KIND, Conclusion, Version
from consult_room.conclusions.domain.printing import job_of
from signaling.files import FileProblem, Files
from signaling.protocol.conclusions import ConclusionKeepPrint
from signaling.protocol.refusals import Refused
from signaling.slice import Back, Worker, system, timer_id

log = structlog.get_logger("consult_room.conclusions")

LOOK_EVERY_S = 60.0
PRINTING = system("consult_room.print_conclusions")
PDF = "application/pdf"


def subject_of(consult_id: str) -> str:
    """Under whom the files of a conclusion are kept: they go with the consult."""
    return f"conclusion {consult_id}"


def printer(files: Callable[[], Files], public_base: str) -> Worker:
    """Runs on one node at a time. What a crash has left half done is done again: it asks the database, not memory."""

    async def run(back: Back) -> None:
        while True:
            await print_wanted(back, files(), public_base)
            await back.changed(KIND, LOOK_EVERY_S)

    return Worker("consult_room.print_conclusions", run)


async def print_wanted(back: Back, files: Files, public_base: str) -> None:
    """Every version that lacks its print. One that cannot be made is told to the log and tried at the next look."""
    async with back.reading() as reading:
        wanted = await reading.find(KIND, Conclusion, wants_print=True)
    for state in wanted:
        for version in state.versions:
            if version.wants_print:
                await _print(back, files, state, version, public_base)


async def _print(back: Back, files: Files, state: Conclusion, version: Version, public_base: str) -> None:
    try:
        content = await print_beside(job_of(version, state, public_base))
        row = await files.put(content, subject=subject_of(state.consult_id), media_type=PDF)
    except (PrintProblem, FileProblem) as problem:
        log.error(  # noqa: TRY400  the trace says nothing more
            "a conclusion was not printed", consult_id=state.consult_id, version=version.version, why=str(problem)
        )
        return
    signatures = len(version.signatures)
    command = ConclusionKeepPrint(
        id=timer_id(f"print {state.consult_id} {version.version} {signatures} {row.id}"),
        made_at_ms=back.now_ms(),
        consult_id=state.consult_id,
        version=version.version,
        signatures=signatures,
        file_id=row.id,
        digest=hashlib.sha256(content).hexdigest(),
        size=len(content),
    )
    try:
        await back.submit(command, PRINTING)
    except Refused as refused:
        log.error("a print was refused", consult_id=state.consult_id, code=refused.code)  # noqa: TRY400  as above
