"""Who is on duty, and where too few are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from people.domain.absences import Absence
from people.domain.accounts import Person
from people.domain.duty import ANY, Duty
from people.domain.holidays import Holiday, calendar_of
from people.domain.needs import Need
from people.domain.rota import Rota, Stint, window_of
from people.domain.swaps import Swap
from signaling.hours import Span
from signaling.protocol.duty import DutyNow, DutyPeople, DutyPerson, DutyStarts, OnDuty
from signaling.protocol.rota import (
    AwayStretch,
    RotaAway,
    RotaAwayView,
    RotaBetween,
    RotaGap,
    RotaGaps,
    RotaHoliday,
    RotaStretch,
)
from signaling.slice import Enquiry, Reading

MOST = 100_000  # of one kind: years of a large service's list


async def rota_of(reading: Reading, zone: tzinfo, listed: Sequence[Duty], *, also: Iterable[str] = ()) -> Rota:
    """The rota of these entries. ``also``: people whose absences are needed besides."""
    ids = [duty.id for duty in listed]
    taken = await reading.find("swap", Swap, limit=MOST, duty_id=ids, in_force=True) if ids else []
    people = sorted({*also, *(duty.person_id for duty in listed), *(swap.taker_id or "" for swap in taken)} - {""})
    away: dict[str, list[Span]] = {}
    for absence in await reading.find("absence", Absence, limit=MOST, person_id=people, counts=True) if people else []:
        away.setdefault(absence.person_id, []).append(absence.span)
    closed = await reading.find("person", Person, limit=MOST, active=False)
    holidays = await reading.find("holiday", Holiday, limit=MOST, removed=False)
    return Rota(
        duties=listed,
        calendar=calendar_of(holidays, zone),
        swaps=taken,
        away=away,
        closed=frozenset(person.id for person in closed),
    )


async def able_people(reading: Reading, duty: Duty) -> set[str]:
    """Who could stand in for the entry: for a senior's, the seniors on the list for the same or for ``any``; else
    everybody of the specialty, by their account or by the list. Closed accounts are left out."""
    wanted = (duty.specialty, ANY) if duty.senior else (duty.specialty,)
    listed = await reading.find("duty", Duty, limit=MOST, specialty=wanted, removed=False)
    able = {entry.person_id for entry in listed if entry.senior or not duty.senior}
    people = {person.id: person for person in await reading.find("person", Person, limit=MOST, active=True)}
    if not duty.senior:
        able |= {person.id for person in people.values() if person.specialty == duty.specialty}
    return able & set(people)


@dataclass(frozen=True)
class RotaQueries:
    """The answers that read hours; weekly ones are read on the clock of ``zone``."""

    zone: tzinfo

    async def people(self, question: DutyPeople, enquiry: Enquiry) -> list[DutyPerson]:
        """The answer to DutyPeople."""
        reading = enquiry.reading
        wanted = (question.specialty, ANY)
        listed = await reading.find("duty", Duty, limit=MOST, specialty=wanted, removed=False)
        rota = await rota_of(reading, self.zone, listed)
        found = []
        for stint in rota.asked(question.at_ms, hospital_id=question.hospital_id, region=question.region):
            person = await reading.get("person", stint.person_id, Person)
            found.append(
                DutyPerson(
                    person_id=person.id,
                    name=person.name or "",
                    telephone=person.telephone,
                    language=person.language,
                    email=person.email,
                    senior=stint.duty.senior,
                )
            )
        return found

    async def starts(self, question: DutyStarts, enquiry: Enquiry) -> int | None:
        """The answer to DutyStarts."""
        window = window_of(question.after_ms, question.until_ms)
        wanted = (question.specialty, ANY)
        listed = await enquiry.reading.find("duty", Duty, limit=MOST, specialty=wanted, removed=False)
        return (await rota_of(enquiry.reading, self.zone, listed)).next_start(window)

    async def now(self, question: DutyNow, enquiry: Enquiry) -> list[OnDuty]:
        """The answer to DutyNow; each person once a specialty, in the order of asking."""
        rota = await self._whole(enquiry.reading)
        found: dict[tuple[str, str], OnDuty] = {}
        at_ms = enquiry.now_ms
        for stint in rota.present(Span(at_ms, at_ms + 1)):
            person = await enquiry.reading.get("person", stint.person_id, Person)
            shown = OnDuty(
                person_id=person.id,
                name=person.name or "",
                specialty=stint.duty.specialty,
                senior=stint.duty.senior,
            )
            found.setdefault((person.id, stint.duty.specialty), shown)
        return list(found.values())

    async def gaps(self, question: RotaGaps, enquiry: Enquiry) -> list[RotaGap]:
        """The answer to RotaGaps."""
        window = window_of(question.from_ms, question.until_ms)
        needs = await enquiry.reading.find("need", Need, limit=MOST, removed=False)
        rota = await self._whole(enquiry.reading)
        return [
            RotaGap(
                need_id=gap.need.id,
                specialty=gap.need.specialty,
                hospital_id=gap.need.hospital_id,
                region=gap.need.region,
                from_ms=gap.span.from_ms,
                until_ms=gap.span.until_ms,
                on_duty=gap.on_duty,
                at_least=gap.need.at_least,
            )
            for gap in rota.gaps(needs, window)
        ]

    async def between(self, question: RotaBetween, enquiry: Enquiry) -> list[RotaStretch]:
        """The answer to RotaBetween."""
        window = window_of(question.from_ms, question.until_ms)
        rota = await self._whole(enquiry.reading)
        return await stretches(enquiry.reading, rota.shown(window))

    async def away(self, question: RotaAway, enquiry: Enquiry) -> RotaAwayView:
        """The answer to RotaAway."""
        ids, reading = question.person_ids, enquiry.reading
        wanted = {} if ids is None else {"person_id": ids}
        absences = [] if ids == [] else await reading.find("absence", Absence, limit=MOST, counts=True, **wanted)
        holidays = await reading.find("holiday", Holiday, limit=MOST, removed=False)
        closed = await reading.find("person", Person, limit=MOST, active=False)
        return RotaAwayView(
            holidays=[RotaHoliday(date=one.id, as_weekday=one.as_weekday) for one in holidays],
            away=[AwayStretch(person_id=one.person_id, from_ms=one.from_ms, until_ms=one.until_ms) for one in absences],
            closed=[person.id for person in closed if ids is None or person.id in ids],
        )

    async def _whole(self, reading: Reading) -> Rota:
        return await rota_of(reading, self.zone, await reading.find("duty", Duty, limit=MOST, removed=False))


async def stretches(reading: Reading, stints: Iterable[Stint]) -> list[RotaStretch]:
    """The stints as they are shown, with the people's names."""
    names: dict[str, str] = {}
    found = []
    for stint in stints:
        duty = stint.duty
        if stint.person_id not in names:
            names[stint.person_id] = (await reading.get("person", stint.person_id, Person)).name or ""
        found.append(
            RotaStretch(
                duty_id=duty.id,
                person_id=stint.person_id,
                name=names[stint.person_id],
                specialty=duty.specialty,
                rank=duty.rank,
                senior=duty.senior,
                hospital_id=duty.hospital_id,
                region=duty.region,
                from_ms=stint.span.from_ms,
                until_ms=stint.span.until_ms,
                why="swap" if stint.swap_id else "entry",
                swap_id=stint.swap_id,
                absent=stint.absent,
                uncovered=stint.uncovered,
            )
        )
    return found
