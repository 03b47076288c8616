"""docs/RECORD-RIGHTS.md, made from the tables of rights on a record and of roles."""

from collections.abc import Mapping
from pathlib import Path

from consult_room.domain.operations import MAY, Operation
from consult_room.domain.record_words import COMMANDS, QUESTIONS, RecordWord
from people.domain.rights import MAY_ASK, MAY_SUBMIT
from signaling.slice import Role

PAGE = Path(__file__).resolve().parent.parent / "docs" / "RECORD-RIGHTS.md"

_HEAD = """# Who may do what with the record of a consult

Made by `tez rights write` from `consult_room/domain/operations.py`, `consult_room/domain/record_words.py` and
`people/domain/rights.py`; a test says when it is stale, and another plays every word here for every role and every way
to stand to a consult, and compares what the server does with this page.

A record is the consult with everything that is kept beside it: its thread, files, vitals, medical orders, consents,
the patient's name, the conclusion. Who has no part in the consult may do nothing with it and is not told that it
exists. A right needs both: the part, and the role (`docs/RIGHTS.md`).
"""
_BESIDES = """Beside the parts: *rung* is who is being rung for the consult, *was rung* who has said no and may still
take it, *called* who is rung to come in besides its specialist (who is rung sees the question, and nothing else);
*former* had a part in it (and keeps what they themselves signed); *own* is what each has of their own; *system* are
reactions, timers and workers.
"""


def page() -> str:
    """The page's text."""
    parts = [_HEAD, _operations(), _words("Commands", COMMANDS, MAY_SUBMIT), _words("Questions", QUESTIONS, MAY_ASK)]
    return "\n".join(parts)


def _operations() -> str:
    lines = ["## What each part may do", "", "● while the consult is open, ◐ when it is over as well, ○ only then.", ""]
    lines += ["| operation | " + " | ".join(part.replace("_", " ") for part in MAY) + " |"]
    lines.append("| --- |" + " :-: |" * len(MAY))
    for operation in Operation:
        cells = [_cell(operation in may["open"], over=operation in may["over"]) for may in MAY.values()]
        lines.append("| " + " | ".join([operation.value.replace("_", " "), *cells]) + " |")
    return "\n".join(lines) + "\n"


def _cell(is_open: bool, *, over: bool) -> str:
    return {(True, False): "●", (True, True): "◐", (False, True): "○"}.get((is_open, over), "")


def _words(title: str, words: Mapping[str, RecordWord], roles: Mapping[str, frozenset[Role]]) -> str:
    lines = [f"## {title}", "", *([_BESIDES] if title == "Commands" else [])]
    lines += ["| word | operation | beside the parts | roles |", "| --- | --- | --- | --- |"]
    for tag, word in words.items():
        operations = " or ".join(one.value.replace("_", " ") for one in word.operations)
        allowed = ", ".join(role.value.replace("_", " ") for role in Role if role in roles.get(tag, frozenset()))
        lines.append(f"| `{tag}` | {operations} | {', '.join(word.besides).replace('_', ' ')} | {allowed} |")
    return "\n".join(lines) + "\n"
