"""docs/STATES.md is drawn from the tables themselves: by trying every wish of every actor in every state.

``WRITE_PAGES=1`` writes the page anew.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, get_args

from consult_room.domain import states as consult
from consult_room.medical_orders.domain import states as medical_order
from media.caller.domain.decisions import TABLE as LINK_TABLE
from media.domain.decisions import LONGEST_MS
from media.freeze.domain.decisions import TABLE as STILL_TABLE
from media.guests.domain.decisions import TABLE as GUEST_TABLE
from media.recording.domain.decisions import TABLE as RECORDING_TABLE
from signaling.journal import tag_of
from signaling.protocol.base import Command
from signaling.protocol.caller import LinkPhase
from signaling.protocol.guests import GuestPhase
from signaling.protocol.recording import RecordingPhase
from signaling.protocol.refusals import Refused
from signaling.protocol.stills import StillPhase
from tests.media.test_conversation import CLOCK, CREW, DISPATCHER, PHASES, START_MS, WISHES, in_phase, step

PAGE = Path(__file__).resolve().parents[2] / "docs" / "STATES.md"

Arrows = Mapping[tuple[str, str], set[str]]

HEAD = """# States

Drawn from the tables in the code by `tests/media/test_states_page.py`; nothing here is kept by hand. A wish that a
table does not hold is refused and changes nothing.

"""
CONVERSATION = """## Conversation

Everything that leads from one phase to another, found by trying each wish of both sides and of the clock in each phase
(`media/domain/table.py`). While it is accepted, participants enter, leave, are muted and write:
the phase stays.

"""
PATH = """
A conversation's path is not a phase. It is `direct` while exactly its two sides are in it, and `forwarder` when a
third has entered, a recording holds it or a side has found no direct way; each pinning to a worker counts its `move`
up, and a device makes the new path before it leaves the old one (`media/domain/routing.py`,
[decision 8](decisions/0008-three-and-more.md)).

"""


def conversation_arrows() -> dict[tuple[str, str], set[str]]:
    """(from, to) → the wishes that lead there."""
    arrows: dict[tuple[str, str], set[str]] = {}
    for phase in PHASES:
        for kind in WISHES:
            for actor in (DISPATCHER, CREW, CLOCK):
                try:
                    after = step(in_phase(phase), kind, actor, START_MS + LONGEST_MS)
                except Refused:
                    continue
                if after.phase != phase:
                    arrows.setdefault((phase, after.phase), set()).add(tag_of(kind).partition(".")[2])
    return arrows


def consult_arrows() -> dict[tuple[str, str], set[str]]:
    """The same of a consult."""
    return table_arrows(consult.TABLE)


def table_arrows(table: Mapping[Any, tuple[Any, ...]]) -> dict[tuple[str, str], set[str]]:
    """The arrows of a table of (state, verb) → states, without those that lead back."""
    arrows: dict[tuple[str, str], set[str]] = {}
    for (before, verb), afters in table.items():
        for after in afters:
            if after != before:
                arrows.setdefault((before, after), set()).add(verb.value)
    return arrows


def drawn(arrows: Arrows, first: str) -> str:
    """A diagram that the page's readers' tools draw."""
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {first}"]
    lines += [f"    {before} --> {after}: {', '.join(sorted(how))}" for (before, after), how in sorted(arrows.items())]
    ends = {after for _, after in arrows} - {before for before, _ in arrows}
    return "\n".join([*lines, *(f"    {end} --> [*]" for end in sorted(ends)), "```", ""])


def listed(phases: Iterable[str], pairs: Iterable[tuple[str, type[Command]]]) -> str:
    """Which wishes a table holds in each phase."""
    held: dict[str, set[str]] = {phase: set() for phase in phases}
    for phase, kind in pairs:
        held[phase].add(tag_of(kind).partition(".")[2])
    rows = [
        f"| {phase} | {', '.join(f'`{wish}`' for wish in sorted(wishes)) or '–'} |" for phase, wishes in held.items()
    ]
    return "\n".join(["| phase | wishes that are answered |", "| --- | --- |", *rows, ""])


def page() -> str:
    """The whole page."""
    return (
        HEAD
        + CONVERSATION
        + drawn(conversation_arrows(), "asked")
        + PATH
        + "## Consult\n\n"
        + drawn(consult_arrows(), "waiting")
        + "\n## Medical order\n\n"
        + drawn(table_arrows(medical_order.TABLE), "told")
        + "\n## Recording\n\n"
        + listed(get_args(RecordingPhase), RECORDING_TABLE)
        + "\n## A caller's link\n\n"
        + listed(get_args(LinkPhase), [(phase, kind) for kind, phase in LINK_TABLE])
        + "\n## A guest's link\n\n"
        + listed(get_args(GuestPhase), [(phase, kind) for kind, phase in GUEST_TABLE])
        + "\n## Still\n\n"
        + listed(get_args(StillPhase), STILL_TABLE)
    )


def test_the_page_of_states_is_what_the_tables_do() -> None:
    if os.environ.get("WRITE_PAGES"):
        PAGE.write_text(page(), "utf-8")
    assert PAGE.read_text("utf-8") == page(), "write it anew with WRITE_PAGES=1"


def test_every_phase_of_a_conversation_is_reached_and_has_an_end() -> None:
    arrows = conversation_arrows()
    assert {after for _, after in arrows} | {"asked"} == set(PHASES)
    assert {after for _, after in arrows} - {before for before, _ in arrows} == {"declined", "no_answer", "ended"}
