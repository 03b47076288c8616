"""The thread of an incident or a consult: everything the journal holds about it, in order."""

from typing import Any

import msgspec

from signaling import journal
from signaling.protocol.base import Event
from signaling.protocol.frames import Thread, ThreadRow
from signaling.reading import LazyReader
from signaling.slice import Answers, Enquiry, Slice
from signaling.tables import words

ROWS_AT_MOST = 2_000
_EVENTS = {journal.tag_of(word): word for word in words(Event)}


async def read_thread(question: Thread, enquiry: Enquiry) -> list[ThreadRow]:
    """Every row about the thing. What a consult's record says is left to those in it: its personal fields are not
    given here."""
    reading = enquiry.reading
    if not isinstance(reading, LazyReader):
        raise TypeError("a thread is read from the store")
    look = await reading.open()
    return [_shown(row, question.kind) for row in await look.thread(question.about, ROWS_AT_MOST)]


def _shown(row: journal.Row, kind: str) -> ThreadRow:
    event = journal.to_event(row, _EVENTS)
    hidden = row.type.startswith("consult.") or kind == "consult"
    body: dict[str, Any] = journal.public_body(event) if hidden else msgspec.to_builtins(event)
    for name in ("type", *type(event).kept_only):
        body.pop(name, None)
    return ThreadRow(
        seq=row.seq, type=row.type, at_ms=row.at_ms, made_at_ms=row.made_at_ms, actor=row.actor,
        actor_name=row.actor_name, body=body,
    )  # fmt: skip


def assemble() -> Slice:
    """The frame's own answers."""
    return Slice(name="signaling", answers=(Answers(Thread, read_thread, from_screens=True),))
