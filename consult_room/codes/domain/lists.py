"""A list of codes as it is kept, and what is wrong with one that somebody brings."""

import re
from collections.abc import Iterable, Iterator

import msgspec

CODE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9.\-/+*]{0,19}$")
LONGEST_NAME = 600
MOST_CODES = 200_000


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One code with its names by language; ``parent`` is the code it belongs under."""

    code: str
    names: dict[str, str]
    parent: str | None = None


class CodeList(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a system. ``language`` is the imported names' own; None: all three."""

    system: str
    version: str
    source: str
    official: bool
    language: str | None
    reviewed_by: str
    imported_at_ms: int
    entries: list[Entry]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in one line of the file."""

    line: int
    code: str
    name: str
    parent: str | None = None


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong in which line."""

    line: int
    says: str


def problems_of(rows: Iterable[Row]) -> Iterator[Problem]:
    """Everything that is wrong with the rows, in the order of the file; a parent must stand in the same file."""
    rows = list(rows)
    known: dict[str, int] = {}
    for row in rows:
        if not CODE.match(row.code):
            yield Problem(line=row.line, says="this is no code")
        elif row.code in known:
            yield Problem(line=row.line, says=f"{row.code} stands in line {known[row.code]} already")
        if not row.name:
            yield Problem(line=row.line, says="the name is empty")
        elif len(row.name) > LONGEST_NAME:
            yield Problem(line=row.line, says=f"the name is longer than {LONGEST_NAME} characters")
        known.setdefault(row.code, row.line)
    for row in rows:
        if row.parent is not None and row.parent not in known:
            yield Problem(line=row.line, says=f"its parent {row.parent[:20]} stands nowhere in the file")
        elif row.parent is not None and row.parent == row.code:
            yield Problem(line=row.line, says="it is its own parent")


def entries_of(rows: Iterable[Row], language: str) -> list[Entry]:
    return [Entry(row.code, {language: row.name}, row.parent) for row in rows]
