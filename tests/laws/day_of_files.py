"""Files of a consult, of the day on which every command is given."""

from typing import Any

from config.trial import fixed_id
from signaling.protocol import consult_files as files
from signaling.protocol import consult_room as consults
from signaling.protocol.refusals import Code
from tests.laws.watching import KARIMOV, LI, RASULOVA, Day


def _about(consult_id: str, number: int) -> dict[str, Any]:
    return {"consult_id": consult_id, "file_id": fixed_id(f"file {number}")}


async def files_of_a_consult(day: Day) -> None:
    """A photograph that is drawn upon and withdrawn, another that is refused, and one that never comes whole."""
    consult_id = fixed_id("consult with files")
    await day.do(
        consults.ConsultAsk, KARIMOV, consult_id=consult_id, specialty="neurology", urgency="urgent",
        question="CT", age_years=70, sex="female",
    )  # fmt: skip
    await day.do(consults.ConsultAccept, LI, consult_id=consult_id, mode="written")
    fields: dict[str, Any] = {"kind": "photograph", "name": "wound.jpg", "size": 9, "digest": "0" * 64}
    seen, wrong, late = (_about(consult_id, number) for number in range(3))
    for about in (seen, wrong, late):
        await day.do(files.FileAnnounce, KARIMOV, **about, **fields)
    await day.refused(files.FileAnnounce, RASULOVA, **{**seen, "file_id": fixed_id("file 9")}, **fields)
    await day.do(files.FileKeepPreview, **seen)
    await day.do(files.FileReceive, **seen)
    await day.do(files.FileKeep, **seen, media="picture", media_type="image/jpeg", width=640, height=480, preview=True)
    await day.do(files.FileOpen, **seen, by_relation="person", by_id=LI.id, by_name="li")
    mark = {**seen, "mark_id": fixed_id("mark")}
    await day.do(files.FileDraw, LI, **mark, shape="length", points=[[0.1, 0.1], [0.5, 0.1]], colour="cyan")
    await day.do(files.FileCalibrate, KARIMOV, **seen, wide_mm=120.5)
    await day.refused(files.FileUndraw, KARIMOV, **mark)
    await day.do(files.FileUndraw, LI, **mark)
    await day.do(files.FileWithdraw, KARIMOV, **seen, reason="Another patient")
    await day.do(files.FileReceive, **wrong)
    await day.do(files.FileRefuse, **wrong, code=Code.FILE_NOT_AS_NAMED)
    await day.do(files.FileForget, **wrong)
    await day.do(files.FileForgetMarks, consult_id=consult_id)
    await day.do(files.FileExpire, consult_id=consult_id)
