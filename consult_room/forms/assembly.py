"""Everything that forms give to the frame."""

from pathlib import Path

from consult_room.forms.adapters.data_files import read_catalogue
from consult_room.forms.queries import answers
from signaling.slice import Slice


def assemble(own: Path | None = None) -> Slice:
    """``own``: a folder of the service's own files, over the shipped ones. Raises FormsProblem."""
    return Slice(name="consult_room.forms", answers=answers(read_catalogue(own)))
