"""Every package that runs in the program or in its pages, with its version and licence, from what is installed."""

import argparse
import re
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Literal

import msgspec

from config.settings import Settings

PACKAGES_OF_PAGES = "packages.json"
"""Beside the built fronts: what their build found in the lock of npm."""

SAYS_NOTHING = {"pysqlite3": "Zlib"}
"""Licences that the package's own metadata does not name, as they stand in its source."""

CARRIES = {
    "av": "its wheel carries FFmpeg with x264 and x265 (GPL-2.0-or-later), which are never coded with",
    "pypdfium2": "its wheel carries PDFium (BSD-3-Clause, Apache-2.0)",
    "pysqlite3": "its wheel carries SQLite (public domain)",
}
NONE_SAID = "not said"
LONGEST = 60
"""Letters of a licence's name."""

_NAME = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[([^\]]*)\])?")
_EXTRA = re.compile(r"""extra\s*==\s*["']([^"']+)["']""")


class Component(msgspec.Struct, frozen=True, order=True):
    """One package. ``runs_in``: the server, or browsers. ``note``: what else its archive holds."""

    runs_in: Literal["program", "pages"]
    name: str
    version: str
    licence: str
    note: str = ""


def print_licences(arguments: argparse.Namespace, settings: Settings) -> int:
    """The table; exit code 1 when a package says nothing of its licence."""
    from config.wiring import built_fronts

    found = components(built_fronts())
    if arguments.json:
        print(msgspec.json.encode(found).decode())
    else:
        for line in table(found):
            print(line)
    return 1 if any(one.licence == NONE_SAID for one in found) else 0


def components(fronts: Path) -> list[Component]:
    """All of them, by name. Without built fronts those of the program alone."""
    return sorted([*of_program(), *of_pages(fronts / PACKAGES_OF_PAGES)])


def of_program(root: str = "tez-yordam") -> Iterator[Component]:
    """What ``root`` needs, and what that needs, as far as it is installed here."""
    seen: set[tuple[str, str]] = set()
    told: set[str] = set()
    waiting = [(root, "")]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another system, or another Python
        if name not in told:
            told.add(name)
            yield Component("program", name, package.version, licence_of(package, name), CARRIES.get(name, ""))
        waiting += needed(package.requires or (), extra)


def needed(requirements: Iterable[str], extra: str) -> Iterator[tuple[str, str]]:
    """Name and extra of each requirement that ``extra`` brings; ``""`` is what is always needed."""
    for requirement in requirements:
        wanted = _EXTRA.search(requirement)
        match = _NAME.match(requirement)
        if match is None or (wanted[1] if wanted else "") != extra:
            continue
        name = re.sub(r"[-_.]+", "-", match[1]).lower()
        yield name, ""
        yield from ((name, each.strip()) for each in (match[2] or "").split(",") if each.strip())


def licence_of(package: metadata.Distribution, name: str) -> str:
    """In short: the SPDX expression where there is one, else the classifiers, else what the package writes."""
    expression = " AND ".join(_said(package, "License-Expression"))
    if expression:
        return expression
    classified = [each.rpartition(" :: ")[2] for each in _said(package, "Classifier") if each.startswith("License")]
    written = "".join(_said(package, "License")).strip()
    # Some write the whole text there.
    if written and len(written) <= LONGEST and "\n" not in written:
        return written
    return " AND ".join(classified) or SAYS_NOTHING.get(name, NONE_SAID)


def _said(package: metadata.Distribution, field: str) -> list[str]:
    return [str(each) for each in package.metadata.get_all(field) or ()]


def of_pages(file: Path) -> list[Component]:
    """What the build of the fronts wrote down; none where they were not built."""
    if not file.is_file():
        return []
    kept = msgspec.json.decode(file.read_bytes(), type=list[dict[str, str]])
    return [Component("pages", one["name"], one["version"], one["licence"] or NONE_SAID) for one in kept]


def table(found: Iterable[Component]) -> Iterator[str]:
    """For a terminal, a line each."""
    rows = [("runs in", "package", "version", "licence"), *((c.runs_in, c.name, c.version, c.licence) for c in found)]
    wide = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        yield "  ".join(cell.ljust(wide[n]) if n < 3 else cell for n, cell in enumerate(row))
    notes = [f"{one.name}: {one.note}" for one in found if one.note]
    yield from ("", *notes)
