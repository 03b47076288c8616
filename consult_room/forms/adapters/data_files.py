"""Reads forms, scales, templates and the parts of a record from TOML files: those shipped, and over them those of a
folder of the service's own. A file of the same name of problem or scale replaces the shipped one, others are added."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from consult_room.forms.domain.catalogue import (
    Catalogue,
    catalogue_of,
    form_problems,
    scale_problems,
    texts_missing,
)
from signaling.protocol.forms import ProblemForm, RecordPart, Scale, Template

SHIPPED = Path(__file__).parent.parent / "data"
LARGEST_BYTES = 256 * 1024
Kind = TypeVar("Kind", bound=msgspec.Struct)


class FormsProblem(Exception):
    """A file cannot be used; the sentence names the file and the key."""


class _RecordFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    reviewed_by: str
    parts: list[RecordPart]


def read_catalogue(own: Path | None = None) -> Catalogue:
    """Everything, checked. Raises FormsProblem."""
    if own is not None and not own.is_dir():
        raise FormsProblem(f"The folder of forms is not there: {own}.")
    folders = [SHIPPED, *([own] if own else [])]
    scales, forms, templates = _Read(Scale, "scale"), _Read(ProblemForm, "problem"), _Read(Template, "problem")
    parts: list[RecordPart] = []
    for folder in folders:
        scales.add(folder / "scales")
        forms.add(folder / "problems")
        templates.add(folder / "templates")
        if (folder / "record.toml").exists():
            parts = _read(folder / "record.toml", _RecordFile).parts
    for path, scale in scales.found.values():
        _refuse_any(path, scale_problems(scale))
    by_name = {name: scale for name, (_, scale) in scales.found.items()}
    for path, form in forms.found.values():
        _refuse_any(path, form_problems(form, by_name))
    return catalogue_of(
        [form for _, form in forms.found.values()],
        by_name,
        {name: template for name, (_, template) in templates.found.items()},
        parts,
    )


class _Read:
    """The files of one kind by the name within; a later folder's replaces an earlier one's."""

    def __init__(self, kind: type[Any], key: str) -> None:
        self.kind, self.key = kind, key
        self.found: dict[str, tuple[Path, Any]] = {}

    def add(self, folder: Path) -> None:
        here: dict[str, Path] = {}
        for path in sorted(folder.glob("*.toml")):
            one = _read(path, self.kind)
            name = str(getattr(one, self.key))
            if name in here:
                raise FormsProblem(f"{path}: {self.key} {name} stands in {here[name].name} too.")
            here[name] = path
            self.found[name] = (path, one)


def _read(path: Path, kind: type[Kind]) -> Kind:
    try:
        content = path.read_bytes()
        if len(content) > LARGEST_BYTES:
            raise FormsProblem(f"{path} is too large: {LARGEST_BYTES // 1024} KiB at most.")
        values = tomllib.loads(content.decode("utf-8"))
        _refuse_any(path, texts_missing(values))
        return msgspec.convert(values, kind)
    except OSError as error:
        raise FormsProblem(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise FormsProblem(f"{path} is no UTF-8 text.") from None
    except tomllib.TOMLDecodeError as error:
        raise FormsProblem(f"{path} is no TOML: {error}.") from None
    except msgspec.ValidationError as error:
        raise FormsProblem(f"{path} is not good: {error}.") from None


def _refuse_any(path: Path, problems: Iterator[str]) -> None:
    first = next(problems, None)
    if first is not None:
        raise FormsProblem(f"{path} is not good: {first}.")
