"""Everything that code lists give to the frame."""

from functools import cache
from pathlib import Path

from consult_room.codes.adapters.keeping import KeptLists, shipped
from consult_room.codes.queries import Lists, answers
from signaling.slice import Slice

FOLDER = "codes"


def assemble(data_folder: Path) -> Slice:
    """Imported lists lie in ``codes`` of the data folder; each node of a service imports its own."""

    @cache
    def lists() -> Lists:
        return Lists(shipped(), KeptLists(data_folder / FOLDER))

    return Slice(name="consult_room.codes", answers=answers(lists))
