"""Answers about files, each for who may see them."""

from consult_room.domain.operations import Operation, check_may
from consult_room.files.domain.decisions import found
from consult_room.files.domain.files import KIND, MARK, ConsultFile, ConsultFiles, Mark, files_view, mark_view
from signaling.protocol.consult_files import ConsultFilesView, FileMarks, FileMarkView, FilesOf
from signaling.slice import Actor, Answers, Enquiry, Reading


async def files_for(reading: Reading, consult_id: str, actor: Actor) -> ConsultFiles:
    """The files of a consult, if this actor may see them. Refuses ``not_found`` alike for what is not there."""
    state = await reading.get(KIND, consult_id, ConsultFiles)
    check_may(state.circle, actor, Operation.READ_FILES)
    return state


async def file_for(reading: Reading, consult_id: str, file_id: str, actor: Actor) -> ConsultFile:
    return found(await files_for(reading, consult_id, actor), file_id)


async def files_of(question: FilesOf, enquiry: Enquiry) -> ConsultFilesView:
    return files_view(await files_for(enquiry.reading, question.consult_id, enquiry.actor))


async def marks_of(question: FileMarks, enquiry: Enquiry) -> list[FileMarkView]:
    file = await file_for(enquiry.reading, question.consult_id, question.file_id, enquiry.actor)
    if question.after >= file.marks:
        return []
    marks = await enquiry.reading.find(MARK, Mark, file_id=file.file_id)
    newer = sorted((one for one in marks if one.change > question.after), key=lambda one: one.change)
    return [mark_view(one) for one in newer]


ANSWERS = (Answers(FilesOf, files_of, from_screens=True), Answers(FileMarks, marks_of, from_screens=True))
