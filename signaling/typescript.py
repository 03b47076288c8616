"""Writes ``signaling/web/wire.ts`` from the words: one interface a struct, one union a kind of message."""

import enum
import types
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from signaling import tables
from signaling.protocol.base import Command, Event, Question, Signal, View, Word
from signaling.protocol.frames import SCHEMA
from signaling.protocol.refusals import Code

TARGET = Path(__file__).parent / "web" / "wire.ts"
_ENVELOPE_INTERFACE = """/** What the outbox adds to a command. */
export interface Envelope {
  id: string;
  made_at_ms: number;
  clock_ms: number;
  by: string | null;
  seen: number | null;
}"""
_ENVELOPE = {"id", "made_at_ms", "clock_ms", "by", "seen"}
_SIMPLE = {
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    type(None): "null",
    Any: "unknown",
    object: "unknown",
}


class TypeScript:
    """Collects every struct and enum that the words reach."""

    def __init__(self) -> None:
        self._enums: dict[str, type[enum.Enum]] = {}
        self._structs: dict[str, type[msgspec.Struct]] = {}

    def text(self) -> str:
        """The whole file."""
        bases = (Word, Command, Question, Signal, Event, View)
        structs = [struct for struct in tables.all_structs() if struct not in bases]
        for struct in structs:
            self._add(struct)
        bodies = [self._interface(struct) for struct in self._structs.values()]
        parts = [
            "// Generated from signaling/protocol by `tez protocol write`; do not edit.",
            f"export const SCHEMA = {SCHEMA};",
            _ENVELOPE_INTERFACE,
            self._enum(Code),
            *(self._enum(found) for name, found in self._enums.items() if found is not Code),
            *bodies,
            *(self._union(name, base) for name, base in _UNIONS),
            self._answers(),
        ]
        return "\n\n".join(parts) + "\n"

    def _add(self, struct: type[msgspec.Struct]) -> None:
        known = self._structs.get(struct.__name__)
        if known is not None and known is not struct:
            raise tables.WiringProblem(f"two structs are called {struct.__name__}")
        self._structs[struct.__name__] = struct

    def _interface(self, struct: type[msgspec.Struct]) -> str:
        hints = get_type_hints(struct, include_extras=True)
        config = struct.__struct_config__
        lines = []
        if config.tag is not None:
            lines.append(f"  {config.tag_field}: {_quoted(config.tag)};")
        required = dict(zip(struct.__struct_fields__, struct.__struct_encode_fields__, strict=True))
        sent = issubclass(struct, Command | Question | Signal)
        for name, wire in required.items():
            if (issubclass(struct, Command) and name in _ENVELOPE) or (sent and name == "id"):
                continue
            optional = "?" if sent and self._has_default(struct, name) else ""
            lines.append(f"  {wire}{optional}: {self._type(hints[name])};")
        doc = (struct.__doc__ or "").strip().splitlines()
        head = f"/** {doc[0]} */\n" if doc and not doc[0].startswith(struct.__name__ + "(") else ""
        return head + f"export interface {struct.__name__} {{\n" + "\n".join(lines) + "\n}"

    def _has_default(self, struct: type[msgspec.Struct], name: str) -> bool:
        field = next(field for field in msgspec.structs.fields(struct) if field.name == name)
        return not field.required

    def _type(self, hint: Any) -> str:
        origin = get_origin(hint)
        if origin is Annotated:
            return self._type(get_args(hint)[0])
        if origin in (Union, types.UnionType):
            return " | ".join(dict.fromkeys(self._type(part) for part in get_args(hint)))
        if origin is Literal:
            return " | ".join(_quoted(value) for value in get_args(hint))
        if origin in (list, frozenset, set) or (origin is tuple and get_args(hint)[-1] is Ellipsis):
            inner = self._type(get_args(hint)[0])
            return f"({inner})[]" if "|" in inner else f"{inner}[]"
        if origin is tuple:
            return "[" + ", ".join(self._type(part) for part in get_args(hint)) + "]"
        if origin is dict or hint is dict:
            value = self._type(get_args(hint)[1]) if get_args(hint) else "unknown"
            return f"Record<string, {value}>"
        return self._plain(hint)

    def _plain(self, hint: Any) -> str:
        if hint in _SIMPLE:
            return _SIMPLE[hint]
        if isinstance(hint, type) and issubclass(hint, enum.Enum):
            self._enums[hint.__name__] = hint
            return hint.__name__
        if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
            self._add(hint)
            return hint.__name__
        raise tables.WiringProblem(f"no TypeScript for {hint!r}")

    def _enum(self, found: type[enum.Enum]) -> str:
        return f"export type {found.__name__} =\n  | " + "\n  | ".join(_quoted(member.value) for member in found) + ";"

    def _union(self, name: str, base: type[msgspec.Struct]) -> str:
        names = [word.__name__ for word in tables.words(base)]
        return f"export type {name} =\n  | " + "\n  | ".join(names) + ";"

    def _answers(self) -> str:
        lines = [
            f"  {_quoted(question.__struct_config__.tag)}: {self._type(question.answer_type)};"
            for question in tables.words(Question)
            if question.answer_type is not None
        ]
        return "/** What each question is answered with. */\nexport interface Answers {\n" + "\n".join(lines) + "\n}"


_UNIONS: list[tuple[str, type[msgspec.Struct]]] = [
    ("AnyCommand", Command), ("AnyQuestion", Question), ("AnySignal", Signal), ("AnyEvent", Event),
]  # fmt: skip


def _quoted(value: object) -> str:
    return msgspec.json.encode(value).decode()
