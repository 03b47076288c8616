"""Reads a list of codes from a file that somebody brings: CSV or TSV with the header ``code,name[,parent]``, or ClaML,
the XML in which the World Health Organization gives its classifications."""

import csv
import io
from pathlib import Path
from typing import Any
from xml.parsers import expat

from consult_room.codes.domain.lists import MOST_CODES, Problem, Row, problems_of

LARGEST_BYTES = 64 * 1024 * 1024
TOLD = 10
PREFERRED = {"preferred"}


class CodesProblem(Exception):
    """The file cannot be used; the text says why, line by line."""


def read_rows(path: Path, language: str) -> list[Row]:
    """The rows of a file that is wholly good. Raises CodesProblem, which tells how many lines are not and the first."""
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= LARGEST_BYTES else b""
    except OSError as error:
        raise CodesProblem(f"{path} cannot be read: {error.strerror}.") from None
    if size > LARGEST_BYTES:
        raise CodesProblem(f"{path} is too large: {LARGEST_BYTES >> 20} MiB at most.")
    is_xml = content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")
    rows = _Claml(path, language).read(content) if is_xml else _table(path, content)
    if not rows:
        raise CodesProblem(f"{path} has no codes.")
    if len(rows) > MOST_CODES:
        raise CodesProblem(f"{path} has {len(rows)} codes: {MOST_CODES} at most.")
    wrong = list(problems_of(rows))
    if wrong:
        raise CodesProblem(_told(path, rows, wrong))
    return rows


def _told(path: Path, rows: list[Row], wrong: list[Problem]) -> str:
    first = "".join(f"\n  line {problem.line}: {problem.says}" for problem in wrong[:TOLD])
    more = f"\n  and {len(wrong) - TOLD} more" if len(wrong) > TOLD else ""
    return f"{path}: of {len(rows)} codes {len(wrong)} cannot be taken, and nothing was changed.{first}{more}"


def _table(path: Path, content: bytes) -> list[Row]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CodesProblem(f"{path} is no UTF-8 text: line {line}.") from None
    head = text.split("\n", 1)[0]
    separator = "\t" if "\t" in head else ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[Row] = []
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        if header not in (["code", "name"], ["code", "name", "parent"]):
            raise CodesProblem(f"{path}: the first line has to be code,name or code,name,parent.")
        for values in reader:
            line = reader.line_num
            if not any(value.strip() for value in values):
                continue
            if len(values) != len(header):
                raise CodesProblem(f"{path}, line {line}: {len(values)} columns instead of {len(header)}.")
            code, name, *further = (value.strip() for value in values)
            rows.append(Row(line=line, code=code, name=name, parent=(further[0] or None) if further else None))
    except csv.Error as error:
        raise CodesProblem(f"{path}, line {reader.line_num}: {error}.") from None
    return rows


class _Claml:
    """Classes with their code, the class above, and the preferred rubric's label in the language. Entities are refused:
    a file with them can be made to swell without end."""

    def __init__(self, path: Path, language: str) -> None:
        self.path, self.language = path, language
        self.rows: list[Row] = []
        self.code: str | None = None
        self.line = 0
        self.parent: str | None = None
        self.preferred = False
        self.labels: dict[str, str] = {}
        self.into: str | None = None
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity

    def read(self, content: bytes) -> list[Row]:
        try:
            self.parser.Parse(content, True)
        except expat.ExpatError as error:
            raise CodesProblem(f"{self.path}, line {error.lineno}: it is no good XML.") from None
        return self.rows

    def _entity(self, *_: Any) -> None:
        raise CodesProblem(f"{self.path}: XML with entities of its own is not read.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "Class":
                self.code, self.line = attributes.get("code", "").strip(), self.parser.CurrentLineNumber
                self.parent, self.labels = None, {}
            case "SuperClass":
                self.parent = self.parent or attributes.get("code")
            case "Rubric":
                self.preferred = attributes.get("kind") in PREFERRED
            case "Label" if self.preferred and self.code is not None:
                self.into = attributes.get("xml:lang", "")
                self.labels.setdefault(self.into, "")

    def _text(self, text: str) -> None:
        if self.into is not None:
            self.labels[self.into] += text

    def _end(self, name: str) -> None:
        if name == "Label":
            self.into = None
        elif name == "Rubric":
            self.preferred = False
        elif name == "Class" and self.code is not None:
            label = self.labels.get(self.language) or self.labels.get("") or ""
            self.rows.append(Row(line=self.line, code=self.code, name=" ".join(label.split()), parent=self.parent))
            self.code = None
