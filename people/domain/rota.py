"""The rota: who is really on duty, from the list, what was swapped, who is away, and the calendar.

Everything is computed in stretches of time with exact ends; nothing is sampled.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from people.domain.duty import ANY, Duty, answers, spans, turn
from people.domain.needs import Need
from people.domain.swaps import Swap
from signaling.hours import Calendar, Span, common, weekly_spans, without
from signaling.protocol.refusals import Code, Refused

LONGEST_WINDOW_MS = 62 * 86_400_000
LAST_MS = 7_258_118_400_000  # the year 2200: beyond it lies a slip of the keyboard, and then the end of the calendar


@dataclass(frozen=True, slots=True)
class Stint:
    """Somebody on duty by an entry without a break: their own, or by a swap. ``absent``: they ought to be."""

    span: Span
    duty: Duty
    person_id: str
    swap_id: str | None = None
    absent: bool = False
    uncovered: bool = False


@dataclass(frozen=True)
class Gap:
    """A stretch in which a need is not met."""

    need: Need
    span: Span
    on_duty: int


@dataclass(frozen=True)
class Rota:
    """``swaps`` that somebody has taken, ``away`` the stretches of each absent person, ``closed`` the people whose
    account is closed: they are never there."""

    duties: Sequence[Duty]
    calendar: Calendar
    swaps: Sequence[Swap] = ()
    away: Mapping[str, Sequence[Span]] = field(default_factory=dict)
    closed: Collection[str] = frozenset()

    def stints(self, window: Span) -> list[Stint]:
        """Every stint within the window, the earliest first; the absent are among them and marked."""
        found = [stint for duty in self.duties for stint in self.of_entry(duty, window)]
        return sorted(found, key=lambda stint: (stint.span, turn(stint.duty, None, None)))

    def of_entry(self, duty: Duty, window: Span) -> list[Stint]:
        """Who stands for the entry within the window."""
        found = [Stint(span, duty, duty.person_id) for span in spans(duty, window, self.calendar)]
        taken = [swap for swap in self.swaps if swap.duty_id == duty.id and swap.taker_id is not None]
        for swap in sorted(taken, key=lambda swap: swap.taken_seq):
            found = [part for stint in found for part in _handed_on(stint, swap)]
        return sorted((part for stint in found for part in self._presence(stint)), key=lambda stint: stint.span)

    def present(self, window: Span) -> list[Stint]:
        """The stints of those who are there."""
        return [stint for stint in self.stints(window) if not stint.absent]

    def asked(self, at_ms: int, *, hospital_id: str | None = None, region: str | None = None) -> list[Stint]:
        """Who is on duty at that instant, each once, in the order of asking."""
        there = [stint for stint in self.present(Span(at_ms, at_ms + 1)) if answers(stint.duty, hospital_id, region)]
        first: dict[str, Stint] = {}
        for stint in sorted(there, key=lambda stint: turn(stint.duty, hospital_id, region)):
            first.setdefault(stint.person_id, stint)
        return list(first.values())

    def next_start(self, window: Span) -> int | None:
        """When the first one comes on duty after the window's beginning."""
        starts = (stint.span.from_ms for stint in self.present(window))
        return min((at_ms for at_ms in starts if at_ms > window.from_ms), default=None)

    def shown(self, window: Span) -> list[Stint]:
        """Every stint, those of the absent parted into hours that others cover and hours that nobody does."""
        every = self.stints(window)
        return [part for stint in every for part in ([stint] if not stint.absent else _uncovered(stint, every))]

    def gaps(self, needs: Iterable[Need], window: Span) -> list[Gap]:
        """Where fewer are on duty than a need asks for, the earliest first."""
        there = self.present(window)
        found = [gap for need in needs for gap in self._short(need, there, window)]
        return sorted(found, key=lambda gap: (gap.span, gap.need.id))

    def _presence(self, stint: Stint) -> list[Stint]:
        away = [stint.span] if stint.person_id in self.closed else self.away.get(stint.person_id, ())
        there = [replace(stint, span=span) for span in without([stint.span], away)]
        return there + [replace(stint, span=span, absent=True) for span in common([stint.span], away)]

    def _short(self, need: Need, there: Iterable[Stint], window: Span) -> Iterator[Gap]:
        """A sweep over every instant at which somebody comes or goes, within each stretch of the need."""
        counted = [stint for stint in there if counts(need, stint.duty)]
        for wanted in weekly_spans(need.weekly, window, self.calendar, holds_on_holidays=need.holds_on_holidays):
            for span, on_duty in _counted(wanted, counted):
                if on_duty < need.at_least:
                    yield Gap(need, span, on_duty)


def counts(need: Need, duty: Duty) -> bool:
    """Whether somebody on duty by the entry is one of those whom the need asks for."""
    return (
        duty.specialty == need.specialty
        and duty.senior is (need.specialty == ANY)
        and answers(duty, need.hospital_id, need.region)
    )


def window_of(from_ms: int, until_ms: int) -> Span:
    """The window of a question. Refuses one that is empty or in no calendar, and one of more than 62 days."""
    if from_ms < 0 or until_ms <= from_ms or until_ms > LAST_MS:
        raise Refused(Code.WRONG_STATE, field="until_ms")
    if until_ms - from_ms > LONGEST_WINDOW_MS:
        raise Refused(Code.TOO_LONG, field="until_ms")
    return Span(from_ms, until_ms)


def _handed_on(stint: Stint, swap: Swap) -> list[Stint]:
    kept = [replace(stint, span=span) for span in without([stint.span], [swap.span])]
    taken = stint.span.within(swap.span)
    if taken.empty or swap.taker_id is None:
        return kept
    return [*kept, replace(stint, span=taken, person_id=swap.taker_id, swap_id=swap.id)]


def _uncovered(stint: Stint, every: Iterable[Stint]) -> list[Stint]:
    duty = stint.duty
    others = [
        other.span
        for other in every
        if not other.absent
        and (other.duty.specialty, other.duty.senior) == (duty.specialty, duty.senior)
        and answers(other.duty, duty.hospital_id, duty.region)
    ]
    covered = [replace(stint, span=span) for span in common([stint.span], others)]
    bare = [replace(stint, span=span, uncovered=True) for span in without([stint.span], others)]
    return sorted(covered + bare, key=lambda part: part.span)


def _counted(wanted: Span, there: Sequence[Stint]) -> Iterator[tuple[Span, int]]:
    """The stretch in parts, each with the number of different people on duty in the whole of it; neighbours differ."""
    turns: list[tuple[int, int, str]] = []
    for stint in there:
        span = stint.span.within(wanted)
        if not span.empty:
            turns += [(span.from_ms, 1, stint.person_id), (span.until_ms, -1, stint.person_id)]
    present: Counter[str] = Counter()
    since, number = wanted.from_ms, 0
    edges = sorted({wanted.until_ms, *(at_ms for at_ms, _, _ in turns)})
    for at_ms in edges:
        now = _after(present, (turn for turn in turns if turn[0] == at_ms))
        if at_ms == wanted.until_ms or now != number:
            if at_ms > since:
                yield Span(since, at_ms), number
            since, number = at_ms, now


def _after(present: Counter[str], turns: Iterable[tuple[int, int, str]]) -> int:
    for _, change, person_id in turns:
        present[person_id] += change
    return sum(1 for count in present.values() if count > 0)
