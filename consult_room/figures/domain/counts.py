"""What is told of one consult, and what many of them come to."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean, median
from typing import get_args

from signaling.protocol.consult_figures import (
    ConsultCounts,
    ConsultRecordWeighed,
    KindOfRecord,
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
class Told:
    """One consult."""

    asked_ms: int
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
    accept = [(one.accepted_ms - one.asked_ms) / 1000 for one in told if one.accepted_ms is not None]
    conclude = [(one.concluded_ms - one.asked_ms) / 1000 for one in told if one.concluded_ms is not None]
    timely = [one.in_time(heard_until_ms) for one in told]
    weighed = [one.weighed for one in told if one.weighed is not None]
    return ConsultCounts(
        asked=len(told),
        taken=len(accept),
        concluded=len(conclude),
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
            missing=dict(Counter(key for one in weighed for key in one.missing).most_common(MOST_MISSING)),
        )
        for problem, weighed in of.items()
    ]
    return sorted(rows, key=lambda row: (-row.weighed, row.problem))


def _hours(held: Iterable[Held], heard_until_ms: int) -> float:
    return round(sum(one.lasted_ms(heard_until_ms) for one in held) / HOUR_MS, 2)


def _ninetieth(values: list[float]) -> float | None:
    """The 90th percentile by the nearest rank; None of nothing."""
    return sorted(values)[-(-len(values) * 9 // 10) - 1] if values else None
