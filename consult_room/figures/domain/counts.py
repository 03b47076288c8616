"""What is told of one consult, and what many of them come to."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean, median
from typing import Literal, get_args

from signaling.protocol.booking import SlotOutcome
from signaling.protocol.consult_figures import (
    ConsultCounts,
    ConsultRecordWeighed,
    KindOfRecord,
    PartLacked,
    Rated,
    RatingQuestion,
    RatingSide,
    SpecialistLoad,
)

HOUR_MS = 3_600_000
MOST_MISSING = 5


@dataclass
class Held:
    """A specialist had it in hand; ``until_ms`` None: still has."""

    person_id: str
    from_ms: int
    until_ms: int | None = None

    def lasted_ms(self, heard_until_ms: int) -> int:
        return (heard_until_ms if self.until_ms is None else self.until_ms) - self.from_ms


@dataclass
class Slots:
    """The slots that one consult was given, one after another."""

    state: Literal["", "ahead", "taken", "over"] = ""
    specialist: str = ""
    booked: int = 0
    held: int = 0
    moved: int = 0
    dropped: int = 0
    specialist_absent: int = 0
    asker_absent: int = 0

    def book(self, specialist: str) -> None:
        self.booked += 1
        self.moved += self.state == "ahead"  # after somebody was absent it is no other one, but one more
        self.state, self.specialist = "ahead", specialist

    def drop(self) -> None:
        self.dropped += 1
        self.state = ""

    def accept(self, person_id: str) -> None:
        """Somebody else than the slot's specialist took the consult: nobody waits for the slot any more."""
        if self.state == "ahead":
            self.state = "taken" if person_id == self.specialist else "over"

    def release(self) -> None:
        if self.state == "taken":
            self.settle("specialist_absent")

    def conclude(self) -> None:
        """A consult that is over before the clock looks at its slot was held all the same."""
        if self.state == "taken":
            self.settle("held")

    def settle(self, outcome: SlotOutcome) -> None:
        if self.state in ("ahead", "taken"):
            self.held += outcome == "held"
            self.specialist_absent += outcome == "specialist_absent"
            self.asker_absent += outcome == "asker_absent"
            self.state = "over"


@dataclass
class Told:
    """One consult. ``waits_ms``: how long its urgency lets it wait for a specialist; ``answer_by_ms``: until when
    somebody has to have it."""

    asked_ms: int
    waits_ms: int
    answer_by_ms: int
    specialty: str
    urgency: str
    place: str
    hospital: str = ""
    specialist: str = ""
    accepted_ms: int | None = None
    concluded_ms: int | None = None
    cancelled_ms: int | None = None
    closed: bool = False
    nobody: bool = False
    written: bool = False
    confirmed: bool = False
    declined: int = 0
    passed_on: int = 0
    held: list[Held] = field(default_factory=list)
    scores: dict[RatingSide, dict[RatingQuestion, int]] = field(default_factory=dict)
    would_have_sent: bool | None = None
    weighed: ConsultRecordWeighed | None = None
    slots: Slots = field(default_factory=Slots)

    def end_hold(self, at_ms: int) -> None:
        for one in self.held:
            one.until_ms = at_ms if one.until_ms is None else one.until_ms

    def in_time(self, heard_until_ms: int) -> bool | None:
        """Whether somebody took it by its minute; None: it was cancelled before, or there is still time."""
        if self.accepted_ms is not None:
            return self.accepted_ms <= self.answer_by_ms
        ended_ms = heard_until_ms if self.cancelled_ms is None else self.cancelled_ms
        return False if ended_ms > self.answer_by_ms else None


def counts_of(told: Sequence[Told], heard_until_ms: int, fewest: int = 1) -> ConsultCounts:
    """``fewest``: answers to one question of which a mean is told."""
    # What was booked for next week says nothing of how fast anybody is.
    at_once = [one for one in told if not one.slots.booked]
    accept = [(one.accepted_ms - one.asked_ms) / 1000 for one in at_once if one.accepted_ms is not None]
    conclude = [(one.concluded_ms - one.asked_ms) / 1000 for one in at_once if one.concluded_ms is not None]
    timely = [one.in_time(heard_until_ms) for one in told]
    weighed = [one.weighed for one in told if one.weighed is not None]
    return ConsultCounts(
        asked=len(told),
        taken=sum(one.accepted_ms is not None for one in told),
        concluded=sum(one.concluded_ms is not None for one in told),
        closed=sum(one.closed for one in told),
        cancelled=sum(one.cancelled_ms is not None for one in told),
        in_time=timely.count(True),
        late=timely.count(False),
        declined=sum(one.declined for one in told),
        nobody_on_duty=sum(one.nobody for one in told),
        passed_on=sum(one.passed_on for one in told),
        written=sum(one.written for one in told),
        accept_median_s=median(accept) if accept else None,
        accept_p90_s=_ninetieth(accept),
        conclude_median_s=median(conclude) if conclude else None,
        conclude_p90_s=_ninetieth(conclude),
        hours=_hours((held for one in told for held in one.held), heard_until_ms),
        transfers_agreed=sum(one.transfer in ("planned", "emergency") for one in weighed),
        transfers_confirmed=sum(one.confirmed for one in told),
        transfers_avoided=sum(_avoided(one) for one in told),
        transfers_asked=sum(one.would_have_sent is not None for one in told),
        weighed=len(weighed),
        complete=sum(not one.missing for one in weighed),
        parts_present=sum(one.present for one in weighed),
        parts_wanted=sum(one.wanted for one in weighed),
        slots_booked=sum(one.slots.booked for one in told),
        slots_held=sum(one.slots.held for one in told),
        slots_moved=sum(one.slots.moved for one in told),
        slots_dropped=sum(one.slots.dropped for one in told),
        specialist_absent=sum(one.slots.specialist_absent for one in told),
        asker_absent=sum(one.slots.asker_absent for one in told),
        ratings=_ratings(told, fewest),
    )


def _avoided(one: Told) -> bool:
    return one.would_have_sent is True and one.weighed is not None and one.weighed.transfer == "none"


def _ratings(told: Sequence[Told], fewest: int) -> list[Rated]:
    scores: dict[RatingQuestion, list[int]] = {}
    for one in told:
        for said in one.scores.values():
            for question, score in said.items():
                scores.setdefault(question, []).append(score)
    return [
        Rated(question=question, answers=len(of), mean=round(fmean(of), 2))
        for question in get_args(RatingQuestion)
        if len(of := scores.get(question, [])) >= fewest
    ]


def load_of(
    told: Iterable[Told], names: Mapping[str, str], heard_until_ms: int, own: str | None
) -> list[SpecialistLoad]:
    """The most hours first."""
    of: dict[str, list[tuple[int, Held]]] = {}
    for number, one in enumerate(told):
        for held in one.held:
            if own is None or held.person_id == own:
                of.setdefault(held.person_id, []).append((number, held))
    rows = [
        SpecialistLoad(
            person_id=person_id,
            name=names.get(person_id),
            consults=len({number for number, _ in held}),
            hours=_hours((one for _, one in held), heard_until_ms),
        )
        for person_id, held in of.items()
    ]
    return sorted(rows, key=lambda row: (-row.hours, row.person_id))


def kinds_of(told: Iterable[Told]) -> list[KindOfRecord]:
    """By problem, the most records first."""
    of: dict[str, list[ConsultRecordWeighed]] = {}
    for one in told:
        if one.weighed is not None:
            of.setdefault(one.weighed.problem or "", []).append(one.weighed)
    rows = [
        KindOfRecord(
            problem=problem,
            weighed=len(weighed),
            complete=sum(not one.missing for one in weighed),
            missing=_lacked(weighed),
        )
        for problem, weighed in of.items()
    ]
    return sorted(rows, key=lambda row: (-row.weighed, row.problem))


def _lacked(weighed: Sequence[ConsultRecordWeighed]) -> list[PartLacked]:
    times = Counter(key for one in weighed for key in one.missing)
    return [PartLacked(key=key, times=number) for key, number in times.most_common(MOST_MISSING)]


def _hours(held: Iterable[Held], heard_until_ms: int) -> float:
    return round(sum(one.lasted_ms(heard_until_ms) for one in held) / HOUR_MS, 2)


def _ninetieth(values: list[float]) -> float | None:
    """The 90th percentile by the nearest rank; None of nothing."""
    return sorted(values)[-(-len(values) * 9 // 10) - 1] if values else None
