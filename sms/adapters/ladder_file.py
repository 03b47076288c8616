"""Reads the ladders from their file."""

import tomllib
from pathlib import Path

import msgspec

from sms.domain.ladders import Ladders, problems

SHIPPED = Path(__file__).parent.parent / "ladders.toml"


class LaddersProblem(Exception):
    """The file cannot be used; the sentence says why."""


def read_ladders(path: Path = SHIPPED) -> Ladders:
    """The ladders of the file. Raises LaddersProblem."""
    try:
        ladders = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Ladders)
    except OSError as error:
        raise LaddersProblem(f"The ladders cannot be read: {path}: {error.strerror}.") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise LaddersProblem(f"The ladders in {path} are not good: {error}.") from None
    wrong = problems(ladders)
    if wrong:
        raise LaddersProblem(f"The ladders in {path} are not good: {' '.join(wrong)}")
    return ladders
