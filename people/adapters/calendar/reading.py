"""A calendar file becomes events with their times.

An event names its person by X-TEZ-PERSON (the account's id), else by ATTENDEE (an e-mail address of an account, or one
whose part before the @ is a login, or its CN), else by SUMMARY: a login or full name, alone or after the last colon.
X-TEZ-SPECIALTY, else CATEGORIES, says what it is for. Times without a zone are the service's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from hashlib import sha256
from itertools import islice
from typing import Any, get_args

from dateutil.rrule import rrulestr
from icalendar import Calendar, vRecur

from people.adapters.calendar.consults import MARK
from people.domain.duty import ANY
from people.domain.imports import CalendarEvent, Problem, Why
from signaling.hours import Span
from signaling.protocol.duty import DutySpecialty
from signaling.protocol.people import Specialty

AHEAD_MS = 366 * 86_400_000
MOST_OCCURRENCES = 750  # of one event: two a day for a year, and some
MOST_SCANNED = 20_000
EARLIEST_YEAR = 2000  # rules are counted from their beginning
LONGEST_UID = 200
SPECIALTIES: Mapping[str, DutySpecialty] = {name: name for name in (*get_args(Specialty), ANY)}
_READ = {"UID", "DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RECURRENCE-ID", "RDATE", None}


class NoCalendar(Exception):
    """The file is no calendar at all."""


class _LeftOut(Exception):
    """One event cannot be read."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


def read(file: bytes, zone: tzinfo, now_ms: int) -> tuple[list[CalendarEvent], list[Problem]]:
    """The events of a file and those that cannot be read. Raises NoCalendar. Takes seconds for a large file: never to
    be called on the event loop."""
    try:
        text = file.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NoCalendar from None
    blocks, rest = _parted(text)
    if not rest[:1] == ["BEGIN:VCALENDAR"] or "END:VCALENDAR" not in rest:
        raise NoCalendar
    problems: list[Problem] = []
    parsed: list[tuple[int, str, Any]] = []
    for line, block in blocks:
        uid = _uid_of(block)
        if any(one.upper().startswith(MARK) for one in block):
            continue  # our own feed brought back: a consult is nobody's duty
        try:
            parsed.append((line, uid, _parsed(block, _zones(rest))))
        except _LeftOut as left_out:
            problems.append(Problem(line=line, uid=uid, why=left_out.why))
    moved = {(uid, at) for _, uid, event in parsed if (at := _moved_from(event, zone)) is not None}
    events: list[CalendarEvent] = []
    for line, uid, event in parsed:
        try:
            spans = tuple(_spans(event, zone, now_ms, {at for moved_uid, at in moved if moved_uid == uid}))
            events.append(_told(event, line, uid, spans))
        except _LeftOut as left_out:
            problems.append(Problem(line=line, uid=uid, why=left_out.why))
    return events, problems


def _parted(text: str) -> tuple[list[tuple[int, list[str]]], list[str]]:
    """Each event's lines with the number of its first, and the lines outside. An event that does not end ends with
    the next beginning, and will be unreadable."""
    blocks: list[tuple[int, list[str]]] = []
    rest: list[str] = []
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        word = line.strip().upper()
        if word == "BEGIN:VEVENT":
            blocks.append((number, []))
            inside = True
        if inside and word == "END:VCALENDAR":
            inside = False
        if inside:
            blocks[-1][1].append(line)
        elif word:
            rest.append(word if word in ("BEGIN:VCALENDAR", "END:VCALENDAR") else line)
        if word == "END:VEVENT":
            inside = False
    return blocks, rest


def _zones(rest: list[str]) -> list[str]:
    """The file's own time zones, which its events may name."""
    found: list[str] = []
    inside = False
    for line in rest:
        inside = inside or line.upper() == "BEGIN:VTIMEZONE"
        if inside:
            found.append(line)
        inside = inside and line.upper() != "END:VTIMEZONE"
    return found


def _uid_of(block: list[str]) -> str:
    found = next((line[4:].strip() for line in block if line.upper().startswith("UID:")), "")
    return found if len(found) <= LONGEST_UID else sha256(found.encode()).hexdigest()


def _parsed(block: list[str], zones: list[str]) -> Any:
    whole = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-", *zones, *block, "END:VCALENDAR", ""]
    try:
        calendar: Any = Calendar.from_ical("\r\n".join(whole))
        events = list(calendar.walk("VEVENT"))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        raise _LeftOut("unreadable") from None
    if len(events) != 1 or any(name in _READ for name, _ in events[0].errors):
        raise _LeftOut("unreadable")
    if not str(events[0].get("UID", "")).strip():
        raise _LeftOut("no_uid")
    return events[0]


def _told(event: Any, line: int, uid: str, spans: tuple[Span, ...]) -> CalendarEvent:
    senior = _own(event, "X-TEZ-SENIOR")
    try:
        rank = int(_own(event, "X-TEZ-RANK") or 0)
    except ValueError:
        raise _LeftOut("unreadable") from None
    return CalendarEvent(
        line=line,
        uid=uid,
        names=tuple(_names(event)),
        specialty=_specialty(event),
        spans=spans,
        person_id=_own(event, "X-TEZ-PERSON"),
        rank=rank,
        senior=senior is not None and senior.upper() == "TRUE",
        hospital_id=_own(event, "X-TEZ-HOSPITAL"),
        region=_own(event, "X-TEZ-REGION"),
    )


def _own(event: Any, name: str) -> str | None:
    value = event.get(name)
    return str(value).strip() or None if value is not None and not isinstance(value, list) else None


def _names(event: Any) -> Iterator[str]:
    attendees = event.get("ATTENDEE", [])
    for attendee in attendees if isinstance(attendees, list) else [attendees]:
        yield str(attendee).strip().removeprefix("mailto:").removeprefix("MAILTO:")
        if "CN" in attendee.params:
            yield str(attendee.params["CN"]).strip('"')
    summary = str(event.get("SUMMARY", ""))
    yield summary
    yield summary.rpartition(":")[2]


def _specialty(event: Any) -> DutySpecialty | None:
    categories = event.get("CATEGORIES", [])
    listed = categories if isinstance(categories, list) else [categories]
    named = [_own(event, "X-TEZ-SPECIALTY") or "", *(str(one) for each in listed for one in getattr(each, "cats", []))]
    codes = (name.strip().casefold().replace(" ", "_").replace("-", "_") for name in named)
    return next((SPECIALTIES[code] for code in codes if code in SPECIALTIES), None)


def _spans(event: Any, zone: tzinfo, now_ms: int, moved: set[datetime]) -> Iterator[Span]:
    """When it takes place, up to a year ahead. What is over is told too: whoever plans leaves it out."""
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return
    if "RDATE" in event:
        raise _LeftOut("bad_rule")
    begin = _time(event, "DTSTART", zone, missing="no_start")
    length = _length(event, begin, zone)
    if length <= timedelta(0):
        raise _LeftOut("empty")
    starts = [begin]
    if "RRULE" in event:
        except_ = {_aware(one.dt, zone, one.params) for each in _many(event, "EXDATE") for one in each.dts} | moved
        starts = [start for start in _repeated(event, begin, now_ms) if start not in except_]
    for start in starts:
        # The end is as far on the wall as the event says, so that a night ends at eight though the clock was turned.
        end = (start.replace(tzinfo=None) + length).replace(tzinfo=start.tzinfo)
        yield Span(_ms(start), _ms(end))


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _many(event: Any, name: str) -> list[Any]:
    value = event.get(name, [])
    return value if isinstance(value, list) else [value]


def _time(event: Any, name: str, zone: tzinfo, *, missing: Why) -> datetime:
    value = event.get(name)
    if value is None or isinstance(value, list):
        raise _LeftOut(missing)
    at = _aware(value.dt, zone, value.params)
    if at.year < EARLIEST_YEAR or at.year > 2199:
        raise _LeftOut(missing)
    return at


def _aware(at: Any, zone: tzinfo, params: Mapping[str, Any]) -> datetime:
    """A date is its midnight; a time without a zone is the service's; one whose zone nobody knows is no time."""
    if not isinstance(at, datetime):
        if not isinstance(at, date):
            raise _LeftOut("unreadable")
        return datetime.combine(at, time(), zone)
    if at.tzinfo is not None:
        return at
    if params.get("TZID"):
        raise _LeftOut("unknown_zone")
    return at.replace(tzinfo=zone)


def _length(event: Any, begin: datetime, zone: tzinfo) -> timedelta:
    if "DTEND" in event:
        end = _time(event, "DTEND", zone, missing="no_end").astimezone(begin.tzinfo)
        return end.replace(tzinfo=None) - begin.replace(tzinfo=None)
    if "DURATION" in event:
        length = event["DURATION"].dt
        if not isinstance(length, timedelta):
            raise _LeftOut("no_end")
        return length
    if not isinstance(event["DTSTART"].dt, datetime):
        return timedelta(days=1)
    raise _LeftOut("no_end")


def _repeated(event: Any, begin: datetime, now_ms: int) -> list[datetime]:
    """The rule's beginnings up to a year ahead, on the wall of the event's own zone."""
    rule = event["RRULE"]
    if not isinstance(rule, vRecur):
        raise _LeftOut("bad_rule")
    wall = begin.replace(tzinfo=None)
    limit = datetime.fromtimestamp((now_ms + AHEAD_MS) / 1000, tz=UTC).astimezone(begin.tzinfo).replace(tzinfo=None)
    count, until = (rule.get(name, [None])[0] for name in ("COUNT", "UNTIL"))
    if isinstance(until, datetime):
        limit = min(limit, until.astimezone(begin.tzinfo).replace(tzinfo=None) if until.tzinfo else until)
    elif isinstance(until, date):
        limit = min(limit, datetime.combine(until, time.max))
    kept: Any = vRecur({name: value for name, value in rule.items() if name not in ("COUNT", "UNTIL")})
    try:
        # A limit of our own in each rule: one that never comes true would be sought until the year 9999.
        found = list(islice(rrulestr(kept.to_ical().decode(), dtstart=wall).replace(until=limit), MOST_SCANNED + 1))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise _LeftOut("bad_rule") from None
    found = found[: int(count)] if count is not None else found
    starts = [start.replace(tzinfo=begin.tzinfo) for start in found]
    coming = [start for start in starts if _ms(start) >= now_ms]
    if len(found) > MOST_SCANNED or len(coming) > MOST_OCCURRENCES:
        raise _LeftOut("too_many")
    return starts


def _moved_from(event: Any, zone: tzinfo) -> datetime | None:
    """The beginning that this event replaces in another of the same UID."""
    try:
        return _time(event, "RECURRENCE-ID", zone, missing="no_start")
    except _LeftOut:
        return None
