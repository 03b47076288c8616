"""The rota told naively: minute by minute, without an interval or a sweep, to hold the real one to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from people.domain.duty import Duty
from people.domain.needs import Need
from people.domain.rota import Rota
from people.domain.swaps import Swap
from signaling.hours import Calendar, Span
from signaling.protocol.duty import WeeklyHours

MINUTE_MS = 60_000
PEOPLE = ("aziz", "barno", "dilfuza")
WINDOW_MINUTES = 2 * 1440
# Two nights each: an ordinary one, the clock put forward, put back, and put back across midnight.
WINDOWS = (
    ("Asia/Tashkent", "2026-03-20T19:00"),
    ("Europe/Berlin", "2026-03-28T10:00"),
    ("Europe/Berlin", "2026-10-24T10:00"),
    ("America/Havana", "2026-10-31T12:00"),
    ("Asia/Beirut", "2026-03-28T06:00"),
)


@dataclass(frozen=True)
class Plain:
    """A rota, its needs, and the window in which it is looked at."""

    rota: Rota
    needs: tuple[Need, ...]
    window: Span

    def minutes(self) -> range:
        return range(self.window.from_ms, self.window.until_ms, MINUTE_MS)

    def shown(self, at_ms: int) -> datetime:
        """What the wall clock has shown at most until then."""
        zone = self.rota.calendar.zone
        assert isinstance(zone, ZoneInfo)
        return _furthest(zone, self.window.from_ms)[(at_ms - self.window.from_ms) // MINUTE_MS]

    def weekly(self, hours: Sequence[WeeklyHours], at_ms: int, *, holds_on_holidays: bool) -> bool:
        shown = self.shown(at_ms)
        for back in range(3):
            day = shown.date() - timedelta(days=back)
            read_as = day.weekday()
            if not holds_on_holidays and day in self.rota.calendar.holidays:
                other = self.rota.calendar.holidays[day]
                if other is None:
                    continue
                read_as = other
            midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a wall time
            minute = (shown - midnight).total_seconds() / 60
            if any(one.weekday == read_as and one.from_minute <= minute < one.until_minute for one in hours):
                return True
        return False

    def person(self, duty: Duty, at_ms: int) -> str | None:
        """Who stands for the entry at that instant, if anybody does."""
        if duty.removed or (duty.from_ms is not None and at_ms < duty.from_ms):
            return None
        if duty.until_ms is not None and at_ms >= duty.until_ms:
            return None
        if duty.weekly and not self.weekly(duty.weekly, at_ms, holds_on_holidays=duty.holds_on_holidays):
            return None
        person_id = duty.person_id
        for swap in sorted(self.rota.swaps, key=lambda swap: swap.taken_seq):
            if swap.duty_id == duty.id and swap.taker_id and swap.from_ms <= at_ms < swap.until_ms:
                person_id = swap.taker_id
        away = any(span.from_ms <= at_ms < span.until_ms for span in self.rota.away.get(person_id, ()))
        return None if away or person_id in self.rota.closed else person_id

    def asked(self, at_ms: int, hospital_id: str | None) -> list[str]:
        there = []
        for duty in self.rota.duties:
            person_id = self.person(duty, at_ms)
            if person_id is None or (hospital_id and duty.hospital_id and hospital_id != duty.hospital_id):
                continue
            other = not (hospital_id and duty.hospital_id)
            there.append(((duty.senior, duty.specialty == "any", duty.rank, other, duty.id), person_id))
        return list(dict.fromkeys(person_id for _, person_id in sorted(there)))

    def short(self, need: Need, at_ms: int) -> int | None:
        """How many are there when that is too few at that instant."""
        if not self.weekly(need.weekly, at_ms, holds_on_holidays=need.holds_on_holidays):
            return None
        present = {
            self.person(duty, at_ms)
            for duty in self.rota.duties
            if duty.specialty == need.specialty
            and duty.senior == (need.specialty == "any")
            and (not need.hospital_id or not duty.hospital_id or need.hospital_id == duty.hospital_id)
        } - {None}
        return len(present) if len(present) < need.at_least else None


@lru_cache(maxsize=16)
def _furthest(zone: ZoneInfo, from_ms: int) -> list[datetime]:
    found: list[datetime] = []
    for minute in range(-3 * 1440, WINDOW_MINUTES):
        real = datetime.fromtimestamp(from_ms / 1000, tz=UTC) + timedelta(minutes=minute)
        wall = real.astimezone(zone).replace(tzinfo=None)
        found.append(max(wall, found[-1]) if found else wall)
    return found[3 * 1440 :]


_HOURS = st.builds(
    lambda weekday, start, length: WeeklyHours(weekday=weekday, from_minute=start, until_minute=start + length),
    st.integers(0, 6),
    st.integers(0, 1439),
    st.integers(1, 1440),
)
_WEEKLY = st.lists(_HOURS, min_size=1, max_size=8).map(tuple)
_PLACE = st.sampled_from([None, None, "h1", "h2"])


def _spans(start_ms: int) -> st.SearchStrategy[Span]:
    minutes = st.integers(-100, WINDOW_MINUTES + 100)
    return st.tuples(minutes, st.integers(1, 1500)).map(
        lambda pair: Span(start_ms + pair[0] * MINUTE_MS, start_ms + (pair[0] + pair[1]) * MINUTE_MS)
    )


@st.composite
def plain_rotas(draw: st.DrawFn) -> Plain:
    """Small rotas in which everything may happen at once."""
    name, begins = draw(st.sampled_from(WINDOWS))
    zone = ZoneInfo(name)
    start_ms = int(datetime.fromisoformat(begins).replace(tzinfo=zone).timestamp() * 1000)
    spans = _spans(start_ms)
    duties = [_duty(draw, number, draw(st.none() | spans)) for number in range(draw(st.integers(1, 4)))]
    swaps = [
        Swap(
            id=f"s{number}", duty_id=draw(st.sampled_from(duties[:2])).id, giver_id="", specialty="cardiology",
            from_ms=span.from_ms, until_ms=span.until_ms, asked=(), by_name=False, state="taken",
            taker_id=draw(st.sampled_from(PEOPLE)), taken_seq=draw(st.integers(0, 9)) * 10 + number,
        )
        for number, span in enumerate(draw(st.lists(spans, max_size=4)))
    ]  # fmt: skip
    first = datetime.fromtimestamp(start_ms / 1000, tz=zone).date()
    dates = st.integers(-2, 3).map(lambda days: first + timedelta(days=days))
    holidays: dict[date, int | None] = draw(st.dictionaries(dates, st.none() | st.integers(0, 6), max_size=2))
    rota = Rota(
        duties=duties,
        calendar=Calendar(zone, holidays),
        swaps=swaps,
        away=draw(st.dictionaries(st.sampled_from(PEOPLE), st.lists(spans, max_size=2), max_size=2)),
        closed=draw(st.sampled_from([frozenset(), frozenset(), frozenset({"barno"})])),
    )
    needs = tuple(_need(draw, number) for number in range(draw(st.integers(1, 2))))
    return Plain(rota, needs, Span(start_ms, start_ms + WINDOW_MINUTES * MINUTE_MS))


def _duty(draw: st.DrawFn, number: int, bounds: Span | None) -> Duty:
    weekly = draw(_WEEKLY) if bounds is None else draw(st.just(()) | _WEEKLY)
    senior = draw(st.booleans())
    return Duty(
        id=f"d{number}", person_id=draw(st.sampled_from(PEOPLE)), weekly=weekly, rank=draw(st.integers(0, 2)),
        specialty=draw(st.sampled_from(["cardiology", "any"])) if senior else "cardiology", senior=senior,
        from_ms=bounds.from_ms if bounds else None, until_ms=bounds.until_ms if bounds else None,
        hospital_id=draw(_PLACE), holds_on_holidays=draw(st.booleans()), removed=draw(st.integers(0, 9)) == 0,
    )  # fmt: skip


def _need(draw: st.DrawFn, number: int) -> Need:
    return Need(
        id=f"n{number}", specialty=draw(st.sampled_from(["cardiology", "any"])), weekly=draw(_WEEKLY),
        at_least=draw(st.integers(1, 2)), hospital_id=draw(_PLACE), region=None,
        holds_on_holidays=draw(st.booleans()),
    )  # fmt: skip
