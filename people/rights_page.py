"""docs/RIGHTS.md, made from the table of rights: ``python -m people.rights_page`` writes it anew."""

from collections.abc import Mapping
from pathlib import Path

from people.domain.rights import MAY_ASK, MAY_SUBMIT, RELATIONS, SEES
from signaling.slice import Role

PAGE = Path(__file__).parent.parent / "docs" / "RIGHTS.md"
ROLES = [role for role in Role if role is not Role.SYSTEM]

_HEAD = """# Who may see and do what

Made from `people/domain/rights.py` by `python -m people.rights_page`; a test compares them. The same table makes the
audiences of screens, the refusals of commands and questions, and the tests that try each role with each word.
The system (reactions, timers, senders, the command line) may submit every command.
"""


def page() -> str:
    """The page's text."""
    parts = [_HEAD, _relations(), _sees(), _words("Commands", "command", MAY_SUBMIT)]
    parts.append(_words("Questions from screens", "question", MAY_ASK))
    return "\n".join(parts)


def _relations() -> str:
    lines = ["## Relations of a role", "", "A role sees things through its relations; the first wins.", ""]
    lines += ["| role | relations |", "| --- | --- |"]
    lines += [f"| {_words_of(role)} | {', '.join(RELATIONS[role])} |" for role in ROLES]
    return "\n".join(lines) + "\n"


def _sees() -> str:
    lines = ["## What is seen", "", "What is not here is not seen.", ""]
    lines += ["| thing | relation | roles | how much |", "| --- | --- | --- | --- |"]
    for kind, by_relation in SEES.items():
        for relation, how_much in by_relation.items():
            roles = ", ".join(_words_of(role) for role in ROLES if relation in RELATIONS[role])
            lines.append(f"| {kind} | {relation} | {roles} | {how_much} |")
    return "\n".join(lines) + "\n"


def _words(title: str, noun: str, table: Mapping[str, frozenset[Role]]) -> str:
    lines = [f"## {title}", "", "| " + " | ".join([noun, *(_words_of(role) for role in ROLES)]) + " |"]
    lines.append("| --- |" + " :-: |" * len(ROLES))
    for tag, roles in table.items():
        lines.append("| " + " | ".join([f"`{tag}`", *("●" if role in roles else "" for role in ROLES)]) + " |")
    return "\n".join(lines) + "\n"


def _words_of(role: Role) -> str:
    return role.value.replace("_", " ")


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
