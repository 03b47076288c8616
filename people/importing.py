"""A calendar file becomes entries of the duty list, by the commands that anybody would give; and the report of it."""

import asyncio
from collections.abc import Awaitable, Callable
from zoneinfo import ZoneInfo

import msgspec

from people.adapters import calendar
from people.domain.accounts import Person
from people.domain.duty import Duty
from people.domain.imports import Plan, Planned, Problem, plan
from people.queries.rota import MOST
from signaling.protocol.base import Command
from signaling.protocol.duty import DutyAdd, DutyRemove, DutySet
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Reading

MOST_WISHES = 5_000


class ImportReport(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a file. ``done`` False: nothing was changed, for ``strict`` wants all or nothing."""

    done: bool
    added: int
    changed: int
    removed: int
    kept: int
    problems: list[Problem]


class Importer:
    """Reads a file and brings the list to what it says. ``submit`` does one command; ``new_id`` makes an id."""

    def __init__(
        self, time_zone: str, submit: Callable[[Command], Awaitable[object]], new_id: Callable[[], str]
    ) -> None:
        self._zone = ZoneInfo(time_zone)
        self._submit = submit
        self._new_id = new_id

    async def planned(self, file: bytes, reading: Reading, now_ms: int) -> Plan:
        """What is to be done. Raises NoCalendar."""
        events, problems = await asyncio.to_thread(calendar.read, file, self._zone, now_ms)
        people = await reading.find("person", Person, limit=MOST, active=True)
        listed = await reading.find("duty", Duty, limit=MOST, imported=True, removed=False)
        return plan(events, problems, people, listed, now_ms)

    async def carry_out(self, planned: Plan, now_ms: int, *, strict: bool) -> ImportReport:
        """Does it, entry by entry; a second run does what a broken one left. Refuses ``too_long`` beyond 5,000."""
        done = not (strict and planned.problems)
        wishes = self._wishes(planned, now_ms) if done else []
        if len(wishes) > MOST_WISHES:
            raise Refused(Code.TOO_LONG, most=MOST_WISHES)
        for wish in wishes:
            await self._submit(wish)
        return ImportReport(
            done=done,
            added=len(planned.add),
            changed=len(planned.change),
            removed=len(planned.remove),
            kept=planned.kept,
            problems=list(planned.problems),
        )

    def _wishes(self, planned: Plan, now_ms: int) -> list[Command]:
        # What comes is added before what goes is removed: nobody is off duty between two commands.
        added: list[Command] = [self._add(entry, now_ms) for entry in planned.add]
        changed: list[Command] = [self._change(entry, now_ms) for entry in planned.change]
        removed = [DutyRemove(id=self._new_id(), made_at_ms=now_ms, duty_id=duty_id) for duty_id in planned.remove]
        return [*added, *changed, *removed]

    def _add(self, entry: Planned, now_ms: int) -> DutyAdd:
        return DutyAdd(
            id=self._new_id(),
            made_at_ms=now_ms,
            duty_id=self._new_id(),
            person_id=entry.person_id,
            specialty=entry.specialty,
            from_ms=entry.span.from_ms,
            until_ms=entry.span.until_ms,
            rank=entry.rank,
            senior=entry.senior,
            hospital_id=entry.hospital_id,
            region=entry.region,
            calendar_uid=entry.uid,
        )

    def _change(self, entry: Planned, now_ms: int) -> DutySet:
        assert entry.duty_id is not None
        return DutySet(
            id=self._new_id(),
            made_at_ms=now_ms,
            duty_id=entry.duty_id,
            from_ms=entry.span.from_ms,
            until_ms=entry.span.until_ms,
            rank=entry.rank,
            senior=entry.senior,
        )
