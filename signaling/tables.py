"""The tables by which bus and hub work, made once from the slices. A word without an owner, or with two, is a mistake
found at start."""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import msgspec

import signaling.protocol
from signaling.journal import tag_of
from signaling.protocol.base import Event
from signaling.slice import Aggregate, Answers, Handler, Heard, Reaction, Slice, Timer, Worker

Owned = TypeVar("Owned")
Kind = TypeVar("Kind", bound=msgspec.Struct)


class WiringProblem(Exception):
    """Two slices claim the same word, or a word has no owner."""


@dataclass(frozen=True)
class Tables:
    """Everything the slices declared, by the name it is looked up with."""

    aggregates: dict[str, Aggregate]
    handlers: dict[str, Handler]
    answers: dict[str, Answers]
    signals: dict[str, Heard]
    reactions: tuple[Reaction, ...]
    timers: tuple[Timer, ...]
    workers: tuple[Worker, ...]
    events: dict[str, type[Event]]


def join(slices: Iterable[Slice]) -> Tables:
    """One set of tables from all slices."""
    parts = list(slices)
    return Tables(
        aggregates=_once((a.kind, a) for s in parts for a in s.aggregates),
        handlers=_once((tag_of(h.command), h) for s in parts for h in s.handlers),
        answers=_once((tag_of(a.question), a) for s in parts for a in s.answers),
        signals=_once((tag_of(h.signal), h) for s in parts for h in s.signals),
        reactions=tuple(_once((r.name, r) for s in parts for r in s.reactions).values()),
        timers=tuple(_once((t.name, t) for s in parts for t in s.timers).values()),
        workers=tuple(_once((w.name, w) for s in parts for w in s.workers).values()),
        events=dict(_events()),
    )


@cache
def _events() -> dict[str, type[Event]]:
    """Every event by its tag. No slice adds to them, so they are looked for once in a process."""
    return {tag_of(word): word for word in words(Event)}


def _once(pairs: Iterable[tuple[str, Owned]]) -> dict[str, Owned]:
    table: dict[str, Owned] = {}
    for name, owned in pairs:
        if name in table:
            raise WiringProblem(f"two slices claim {name}")
        table[name] = owned
    return table


def words(base: type[Kind]) -> list[type[Kind]]:
    """Every concrete word of ``signaling.protocol`` below ``base``, in the order of the files and of their lines."""
    return [
        word
        for word in all_structs()
        if issubclass(word, base) and word.__module__ != base.__module__ and word.__struct_config__.tag is not None
    ]


def all_structs() -> Iterator[type[msgspec.Struct]]:
    """Every struct that a protocol module defines. What others are made from is no struct of the wire itself."""
    for module_info in sorted(pkgutil.iter_modules(signaling.protocol.__path__), key=lambda info: info.name):
        module = importlib.import_module(f"signaling.protocol.{module_info.name}")
        for value in vars(module).values():
            if not isinstance(value, type) or not issubclass(value, msgspec.Struct):
                continue
            if value.__module__ == module.__name__ and not value.__subclasses__():
                yield value
