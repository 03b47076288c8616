"""What a calendar file says of the duty list, and what has to be done so that the list says the same."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from people.domain.accounts import Person, folded_login
from people.domain.duty import ANY, Duty
from signaling.hours import Span
from signaling.protocol.duty import DutySpecialty

Why = Literal[
    "unreadable",
    "no_uid",
    "no_start",
    "no_end",
    "empty",
    "unknown_zone",
    "bad_rule",
    "too_many",
    "nobody",
    "no_specialty",
    "not_senior",
]
"""Why an event was left out."""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """An event that was left out: the line of the file at which it begins, its UID as far as it is known, and why."""

    line: int
    uid: str
    why: Why


class CalendarEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event as the file has it: whom and what it names, and when it takes place. ``names``: what may name the
    person, the surest first."""

    line: int
    uid: str
    names: tuple[str, ...]
    specialty: DutySpecialty | None
    spans: tuple[Span, ...]
    person_id: str | None = None
    rank: int = 0
    senior: bool = False
    hospital_id: str | None = None
    region: str | None = None


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """An entry that the duty list is to have. ``duty_id``: the entry that it replaces."""

    uid: str
    person_id: str
    specialty: DutySpecialty
    span: Span
    rank: int
    senior: bool
    hospital_id: str | None
    region: str | None
    duty_id: str | None = None


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """``add``, ``change`` and ``remove`` make the list say what the file says; ``kept`` entries do so already."""

    add: tuple[Planned, ...]
    change: tuple[Planned, ...]
    remove: tuple[str, ...]
    kept: int
    problems: tuple[Problem, ...]


def plan(
    events: Iterable[CalendarEvent], problems: Iterable[Problem], people: Iterable[Person], listed: Sequence[Duty],
    now_ms: int,
) -> Plan:  # fmt: skip
    """``listed``: the entries that came from calendars before. What is over stays as it was. An event that cannot be
    read leaves what the same UID brought before: half a file takes nobody off duty."""
    finder = _Finder(people)
    left_out = list(problems)
    wanted: dict[tuple[str, int, str], Planned] = {}
    uids: set[str] = set()
    for event in events:
        person_id = finder.find(event)
        why = _unfit(event, person_id)
        if why is not None:
            left_out.append(Problem(line=event.line, uid=event.uid, why=why))
            continue
        assert person_id is not None
        assert event.specialty is not None
        uids.add(event.uid)
        for span in event.spans:
            if span.until_ms > now_ms:
                entry = _planned(event, person_id, event.specialty, span)
                wanted[(event.uid, span.from_ms, person_id)] = entry
    return _compared(wanted, uids, left_out, listed, now_ms)


def _compared(
    wanted: Mapping[tuple[str, int, str], Planned],
    uids: set[str],
    problems: Sequence[Problem],
    listed: Sequence[Duty],
    now_ms: int,
) -> Plan:
    unread = {problem.uid for problem in problems}
    add = dict(wanted)
    change: list[Planned] = []
    remove: list[str] = []
    kept = 0
    for duty in listed:
        if duty.calendar_uid is None or (duty.until_ms or 0) <= now_ms:
            continue
        found = add.pop((duty.calendar_uid, duty.from_ms or 0, duty.person_id), None)
        if found is None:
            if duty.calendar_uid in uids - unread:
                remove.append(duty.id)
        elif _same_kind(duty, found):
            if (duty.until_ms, duty.rank, duty.senior) == (found.span.until_ms, found.rank, found.senior):
                kept += 1
            else:
                change.append(msgspec.structs.replace(found, duty_id=duty.id))
        else:
            remove.append(duty.id)
            add[(found.uid, found.span.from_ms, found.person_id)] = found
    return Plan(
        add=tuple(add.values()),
        change=tuple(change),
        remove=tuple(remove),
        kept=kept,
        problems=tuple(sorted(problems, key=lambda problem: problem.line)),
    )


def _same_kind(duty: Duty, found: Planned) -> bool:
    """An entry changes its hours, never what it is for."""
    return (duty.specialty, duty.hospital_id, duty.region) == (found.specialty, found.hospital_id, found.region)


def _planned(event: CalendarEvent, person_id: str, specialty: DutySpecialty, span: Span) -> Planned:
    return Planned(
        uid=event.uid,
        person_id=person_id,
        specialty=specialty,
        span=span,
        rank=event.rank,
        senior=event.senior,
        hospital_id=event.hospital_id,
        region=event.region,
    )


def _unfit(event: CalendarEvent, person_id: str | None) -> Why | None:
    if person_id is None:
        return "nobody"
    if event.specialty is None:
        return "no_specialty"
    return "not_senior" if event.specialty == ANY and not event.senior else None


class _Finder:
    """Finds the person whom an event names: by id, else by login, e-mail address or the local part of an address that
    is a login, else by a full name that only one person has."""

    def __init__(self, people: Iterable[Person]) -> None:
        active = [person for person in people if person.active]
        self._ids = {person.id for person in active}
        self._logins = {person.login: person.id for person in active if person.login}
        self._addresses = {person.email.casefold(): person.id for person in active if person.email}
        names: dict[str, list[str]] = {}
        for person in active:
            names.setdefault(folded_login(person.name or ""), []).append(person.id)
        self._names = {name: ids[0] for name, ids in names.items() if name and len(ids) == 1}

    def find(self, event: CalendarEvent) -> str | None:
        if event.person_id in self._ids:
            return event.person_id
        for name in map(folded_login, event.names):
            local = name.partition("@")[0] if "@" in name else name
            found = self._addresses.get(name) or self._logins.get(local) or self._names.get(name)
            if found:
                return found
        return None
