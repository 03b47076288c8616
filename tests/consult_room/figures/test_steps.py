"""A period by its days or weeks, and what became of booked slots. Rule [CX4]."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from consult_room.figures.domain.figures import Figures
from consult_room.figures.domain.names import named
from signaling.hours import Calendar
from signaling.protocol.base import Event
from signaling.protocol.booking import ConsultBooked, ConsultSlotDropped, ConsultSlotSettled
from signaling.protocol.consult_figures import ConsultFiguresView, KindOfRecord, PartLacked
from signaling.protocol.consult_room import (
    ConsultAccepted,
    ConsultAcknowledged,
    ConsultAsked,
    ConsultConcluded,
    ConsultReleased,
)
from signaling.protocol.forms import FormField, ProblemForm, RecordPart
from signaling.slice import Stamp

MINUTE_MS, HOUR_MS, DAY_MS = 60_000, 3_600_000, 86_400_000
TASHKENT = Calendar(ZoneInfo("Asia/Tashkent"))
HERE: dict[str, Any] = {"consult_id": "c"}


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1000


def told(facts: list[tuple[int, Event]], from_ms: int, until_ms: int, calendar: Calendar) -> ConsultFiguresView:
    figures = Figures(from_ms, until_ms, until_ms + 14 * DAY_MS)
    for seq, (at_ms, event) in enumerate(facts):
        figures.hear(event, Stamp(seq=seq, at_ms=at_ms, made_at_ms=at_ms, actor_id="x"))
    return figures.written("specialty", None, calendar)


def asked(id: str = "c", urgency: Any = "planned") -> ConsultAsked:
    return ConsultAsked(
        consult_id=id, number=1, specialty="neurology", urgency=urgency, asker_id="a", asker_kind="person",
        asker_place="Urgut",
    )  # fmt: skip


def accepted(id: str = "c", by: str = "li") -> ConsultAccepted:
    return ConsultAccepted(
        consult_id=id, person_id=by, channel="browser", conversation_id="v", asker_id="a", asker_kind="person"
    )


def booked(begins_ms: int, by: str = "li", *, moved: bool = False) -> ConsultBooked:
    return ConsultBooked(
        **HERE, specialist_id=by, from_ms=begins_ms, until_ms=begins_ms + 20 * MINUTE_MS, moved=moved,
        rings_ms=begins_ms - 3 * MINUTE_MS, settles_ms=begins_ms + 10 * MINUTE_MS, chosen_by="asker",
    )  # fmt: skip


def settled(outcome: Any, by: str = "li") -> ConsultSlotSettled:
    return ConsultSlotSettled(**HERE, specialist_id=by, outcome=outcome)


def test_cx4_a_day_is_the_services_day_and_a_quiet_one_stands_there_too() -> None:
    """Rule [CX4]."""
    evening, night = at("2026-11-23T18:59:59"), at("2026-11-23T19:00:00")  # in Tashkent: 23:59:59 and midnight
    facts = [(evening, asked("a", "emergency")), (night, asked("b", "emergency")), (night + MINUTE_MS, accepted("b"))]
    view = told(facts, at("2026-11-21T19:00:00"), at("2026-11-25T19:00:00"), TASHKENT)
    assert view.step == "day"
    assert [(one.date, one.asked, one.in_time, one.late) for one in view.steps] == [
        ("2026-11-22", 0, 0, 0), ("2026-11-23", 1, 0, 1), ("2026-11-24", 1, 1, 0), ("2026-11-25", 0, 0, 0),
    ]  # fmt: skip
    assert view.steps[0].from_ms == view.from_ms


def test_cx4_a_longer_period_goes_by_weeks_from_monday_cut_at_its_ends() -> None:
    """Rule [CX4]."""
    begins, ends = at("2026-09-29T19:00:00"), at("2026-12-01T06:00:00")  # from a Wednesday until a Tuesday's noon
    view = told([(begins, asked("a")), (ends - 1, asked("b"))], begins, ends, TASHKENT)
    assert view.step == "week"
    assert (view.steps[0].date, view.steps[0].from_ms, view.steps[0].asked) == ("2026-09-30", begins, 1)
    assert [date.fromisoformat(one.date).weekday() for one in view.steps[1:]] == [0] * 9
    assert (view.steps[-1].date, view.steps[-1].asked) == ("2026-11-30", 1)
    assert sum(one.asked for one in view.steps) == 2


@pytest.mark.parametrize(("from_day", "until_day"), [("2026-10-20", "2026-10-30"), ("2026-03-20", "2026-04-02")])
def test_cx4_each_hour_of_a_period_in_which_the_clock_jumps_is_in_the_day_that_its_wall_shows(
    from_day: str, until_day: str
) -> None:
    """Rule [CX4]."""
    berlin = Calendar(ZoneInfo("Europe/Berlin"))
    begins, ends = (berlin.instant(date.fromisoformat(day), 0) for day in (from_day, until_day))
    hours = range(begins, ends, HOUR_MS)
    view = told([(hour, asked(str(hour))) for hour in hours], begins, ends, berlin)
    expected: dict[str, int] = {}
    for hour in hours:
        day = berlin.date_at(hour).isoformat()
        expected[day] = expected.get(day, 0) + 1
    assert {one.date: one.asked for one in view.steps} == expected


@pytest.mark.parametrize(
    ("facts", "counts"),
    [
        ([], {"slots_booked": 1}),
        ([accepted(), settled("held")], {"slots_booked": 1, "slots_held": 1, "in_time": 1}),
        # Read and closed before the clock has looked at the slot: held, and once.
        (
            [accepted(), ConsultConcluded(**HERE), settled("held"), ConsultAcknowledged(**HERE)],
            {"slots_booked": 1, "slots_held": 1, "in_time": 1},
        ),
        ([settled("specialist_absent"), accepted(by="tosheva")], {"slots_booked": 1, "specialist_absent": 1}),
        (
            [accepted(), ConsultReleased(**HERE, person_id="li", look_again_ms=0)],
            {"slots_booked": 1, "specialist_absent": 1},
        ),
        (
            [accepted(), settled("asker_absent"), ConsultConcluded(**HERE)],
            {"slots_booked": 1, "asker_absent": 1, "in_time": 1},
        ),
        ([accepted(by="tosheva"), ConsultConcluded(**HERE)], {"slots_booked": 1, "in_time": 1}),
    ],
    ids=["ahead", "held", "concluded", "nobody", "released", "asker", "somebody-else"],
)
def test_cx4_a_booked_slot_is_held_or_somebody_was_absent(facts: list[Event], counts: dict[str, int]) -> None:
    """Rule [CX4]."""
    begins = at("2026-11-23T05:00:00")
    slot = begins + 10 * DAY_MS
    happened: list[tuple[int, Event]] = [(begins, asked()), (begins, booked(slot))]
    late = 11 if any(isinstance(fact, ConsultSlotSettled) and fact.outcome != "held" for fact in facts[:1]) else 2
    happened += [(slot + late * MINUTE_MS, fact) for fact in facts]
    view = told(happened, begins, begins + DAY_MS, TASHKENT)
    names = ("slots_booked", "slots_held", "specialist_absent", "asker_absent", "slots_moved", "slots_dropped")
    assert {name: getattr(view.all, name) for name in names} == dict.fromkeys(names, 0) | {
        name: number for name, number in counts.items() if name in names
    }
    assert view.all.in_time == counts.get("in_time", 0)
    # Ten days of waiting for one's hour are no ten days of waiting for somebody to answer.
    assert view.all.accept_median_s is None
    assert view.all.taken == int(any(isinstance(fact, ConsultAccepted) for fact in facts) and not _let_go(facts))


def _let_go(facts: list[Event]) -> bool:
    return any(isinstance(fact, ConsultReleased) for fact in facts)


def test_cx4_a_slot_is_moved_when_another_takes_its_place_before_its_time_and_not_after_an_absence() -> None:
    """Rule [CX4]."""
    begins = at("2026-11-23T05:00:00")
    slot = begins + DAY_MS
    facts = [
        (begins, asked()),
        (begins, booked(slot)),
        (begins + 1, booked(slot + HOUR_MS, "tosheva", moved=True)),
        (begins + 2, ConsultSlotDropped(**HERE, specialist_id="tosheva", from_ms=slot, dropped_by="asker")),
        (begins + 3, booked(slot + 2 * HOUR_MS)),
        (slot + 3 * HOUR_MS, settled("specialist_absent")),
        (slot + 3 * HOUR_MS, booked(slot + DAY_MS, moved=True)),
    ]
    view = told(facts, begins, begins + DAY_MS, TASHKENT)
    counts = view.all
    assert (counts.slots_booked, counts.slots_moved, counts.slots_dropped) == (4, 1, 1)
    assert (counts.specialist_absent, counts.slots_held) == (1, 0)


def test_cx4_without_its_slot_a_consult_is_waited_for_as_its_urgency_says() -> None:
    """Rule [CX4]."""
    begins = at("2026-11-23T05:00:00")
    dropped = ConsultSlotDropped(**HERE, specialist_id="li", from_ms=begins, dropped_by="hours")
    facts = [(begins, asked()), (begins, booked(begins + 9 * DAY_MS)), (begins + HOUR_MS, dropped)]
    assert told([*facts, (begins + 2 * DAY_MS, accepted())], begins, begins + 1, TASHKENT).all.in_time == 1
    assert told([*facts, (begins + 4 * DAY_MS, accepted())], begins, begins + 1, TASHKENT).all.late == 1


def test_cx4_what_records_lack_is_called_as_the_form_calls_it_then_as_records_do_else_by_its_key() -> None:
    """Rule [CX4]."""
    here: dict[str, Any] = {"reason": {"en": "why"}}
    parts = [
        RecordPart(key=key, names={"en": name}, **here) for key, name in (("vitals", "Vital signs"), ("age", "Age"))
    ]
    field = FormField(key="age", kind="number", names={"en": "Age at onset"}, **here)
    form = ProblemForm(
        problem="stroke", specialties=["neurology"], names={"en": "Stroke"}, reviewed_by="x", fields=[field]
    )
    lacked = [PartLacked(key=key, times=1) for key in ("vitals", "age", "gone")]
    kind = KindOfRecord(problem="stroke", weighed=1, complete=0, missing=lacked)
    found = named(kind, form, parts)
    assert found.names == {"en": "Stroke"}
    assert [one.names for one in found.missing] == [{"en": "Vital signs"}, {"en": "Age at onset"}, {}]
    assert [one.names for one in named(kind, None, parts).missing] == [{"en": "Vital signs"}, {"en": "Age"}, {}]
