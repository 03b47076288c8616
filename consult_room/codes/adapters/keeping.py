"""Where lists of codes lie: the shipped one beside the program, imported ones as files in the data folder, one for each
version of a system. They are no part of the journal: the same for everybody, and to be had again from their source.

A version is written beside and put in place in one step, so that a reader sees the old or the new one whole."""

import os
import re
import tomllib
from pathlib import Path

import msgspec

from consult_room.codes.adapters.reading import CodesProblem
from consult_room.codes.domain.lists import CodeList, Entry

SHIPPED = Path(__file__).parent.parent / "data" / "icd10.toml"
NAME = re.compile(r"^[a-z0-9][a-z0-9._-]{0,39}$")


class _ShippedCode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    uz: str
    ru: str
    en: str


class _ShippedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    system: str
    version: str
    source: str
    reviewed_by: str
    codes: list[_ShippedCode]


def shipped(path: Path = SHIPPED) -> CodeList:
    """The short list of the house."""
    read = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _ShippedFile)
    return CodeList(
        system=read.system,
        version=read.version,
        source=read.source,
        official=False,
        language=None,
        reviewed_by=read.reviewed_by,
        imported_at_ms=0,
        entries=[Entry(one.code, {"uz": one.uz, "ru": one.ru, "en": one.en}) for one in read.codes],
    )


class KeptLists:
    """The imported lists in one folder. ``state`` changes when somebody imports, on this machine, from another
    process too."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def state(self) -> tuple[tuple[str, int, int], ...]:
        found = []
        for path in sorted(self._folder.glob("*/*.json")):
            seen = path.stat()
            found.append((str(path), seen.st_mtime_ns, seen.st_size))
        return tuple(found)

    def read(self) -> list[CodeList]:
        """Every version, the newest import first. Raises CodesProblem for a file that is damaged."""
        lists = []
        for path in sorted(self._folder.glob("*/*.json")):
            try:
                lists.append(msgspec.json.decode(path.read_bytes(), type=CodeList))
            except (msgspec.DecodeError, OSError):
                raise CodesProblem(f"{path} is damaged: import this version again.") from None
        return sorted(lists, key=lambda one: one.imported_at_ms, reverse=True)

    def keep(self, kept: CodeList) -> None:
        """Refuses a name that is no file's, and a version that is there with other codes: it would change what stands
        in conclusions."""
        for what, name in (("system", kept.system), ("version", kept.version)):
            if not NAME.match(name):
                raise CodesProblem(f"The {what} has to be of a-z, 0-9, '.', '_' and '-', 40 at the most.")
        path = self._folder / kept.system / f"{kept.version}{f'.{kept.language}' if kept.language else ''}.json"
        if path.exists():
            before = msgspec.json.decode(path.read_bytes(), type=CodeList)
            if before.entries != kept.entries:
                raise CodesProblem(
                    f"{kept.system} {kept.version} is kept already with other codes: give this one another version."
                )
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".part")
        with beside.open("wb") as file:
            file.write(msgspec.json.encode(kept))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
