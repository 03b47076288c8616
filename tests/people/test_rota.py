"""Absences, swaps, holidays, needs, and the questions about them, through the bus."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from people.assembly import assemble
from people.domain import rights
from signaling.protocol.duty import DutyPeople, DutyRemove, WeeklyHours
from signaling.protocol.people import PersonAdd, PersonChange, PersonDisable
from signaling.protocol.refusals import Code
from signaling.protocol.rota import (
    AbsenceAdd,
    AbsenceRemove,
    HolidayRemove,
    HolidaySet,
    NeedRemove,
    NeedSet,
    SwapAsk,
    SwapDecline,
    SwapTake,
    SwapWithdraw,
)
from signaling.testing import Town
from tests.people.rota_town import HOUR_MS, LI, RASULOVA, SAIDOVA, YUSUPOV, Department, at

MONDAY, TUESDAY = "2026-03-02", "2026-03-03"
NIGHT = (f"{MONDAY}T20:00", f"{TUESDAY}T08:00")
SMALL_HOURS = (f"{TUESDAY}T02:00", f"{TUESDAY}T05:00")


@pytest.fixture
async def house() -> AsyncIterator[Department]:
    async with Town([assemble()], rights=rights, sees=rights.may_see) as town:
        department = Department(town)
        await department.fill()
        yield department


async def away(house: Department, actor: Any, from_: str, until: str, **fields: Any) -> str:
    absence_id = house.town.new_id()
    given = {"person_id": actor.id, "from_ms": at(from_), "until_ms": at(until), "kind": "vacation", **fields}
    await house.do(AbsenceAdd, actor, absence_id=absence_id, **given)
    return absence_id


async def test_d2_who_is_absent_is_on_no_list(house: Department) -> None:
    """Rule [D2]."""
    absence_id = await away(house, RASULOVA, *SMALL_HOURS)
    assert await house.asked(f"{TUESDAY}T01:59") == ["rasulova"]
    assert await house.asked(f"{TUESDAY}T02:00") == await house.asked(f"{TUESDAY}T04:59") == []
    assert await house.asked(f"{TUESDAY}T05:00") == ["rasulova"]
    await house.do(AbsenceRemove, RASULOVA, absence_id=absence_id)
    assert await house.asked(f"{TUESDAY}T03:00") == ["rasulova"]


async def test_d2_an_absence_taken_back_while_it_runs_counts_until_then(house: Department) -> None:
    """Rule [D2]."""
    absence_id = await away(house, RASULOVA, *SMALL_HOURS)
    house.town.now_ms = at(f"{TUESDAY}T03:00")
    await house.do(AbsenceRemove, absence_id=absence_id)
    assert await house.asked(f"{TUESDAY}T02:30") == []
    assert await house.asked(f"{TUESDAY}T03:00") == ["rasulova"]
    assert await house.refused(AbsenceRemove, absence_id=absence_id) == (Code.WRONG_STATE, None)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"person_id": "li"}, Code.NOT_YOURS),
        ({"person_id": "nobody"}, Code.NOT_FOUND),
        ({"until_ms": at(MONDAY)}, Code.WRONG_STATE),
        ({"from_ms": at(MONDAY) - 1000, "until_ms": at(MONDAY)}, Code.WRONG_STATE),
        ({"until_ms": 10**15}, Code.TOO_LONG),
    ],
)
async def test_d2_an_absence_of_nobody_or_never_is_refused(
    house: Department, fields: dict[str, Any], code: Code
) -> None:
    """Rule [D2]."""
    given = {"person_id": "rasulova", "from_ms": at(NIGHT[0]), "until_ms": at(NIGHT[1]), "kind": "other", **fields}
    assert await house.refused(AbsenceAdd, RASULOVA, absence_id="a", **given) == (code, None)


async def test_d2_why_somebody_is_away_is_shown_to_them_and_the_administrator(house: Department) -> None:
    """Rule [D2]."""
    await away(house, RASULOVA, *SMALL_HOURS, kind="illness")
    seen = await house.between(*NIGHT)
    assert [(one.absent, one.uncovered) for one in seen] == [(False, False), (True, True), (False, False)]
    assert "illness" not in repr(seen)
    assert set(rights.SEES["absence"]) == {"administration", "person"}


async def test_d3_the_taker_stands_in_for_exactly_the_stretch_at_the_same_rank(house: Department) -> None:
    """Rule [D3]."""
    await house.night("second", SAIDOVA, rank=5)
    await house.give("s", RASULOVA, *SMALL_HOURS)
    assert await house.asked(f"{TUESDAY}T03:00") == ["rasulova", "saidova"]
    await house.take("s", LI)
    assert await house.asked(f"{TUESDAY}T01:59") == ["rasulova", "saidova"]
    assert await house.asked(f"{TUESDAY}T02:00") == await house.asked(f"{TUESDAY}T04:59") == ["li", "saidova"]
    assert await house.asked(f"{TUESDAY}T05:00") == ["rasulova", "saidova"]
    assert await house.asked("2026-03-10T03:00") == ["rasulova", "saidova"]
    taken = [one for one in await house.between(*NIGHT) if one.why == "swap"]
    assert [(one.person_id, one.swap_id, one.from_ms, one.until_ms) for one in taken] == [
        ("li", "s", *map(at, SMALL_HOURS))
    ]


async def test_d3_what_was_taken_can_be_given_on(house: Department) -> None:
    """Rule [D3]."""
    await house.give("s", RASULOVA, *NIGHT)
    await house.take("s", LI)
    await house.give("t", LI, *SMALL_HOURS, to_person_id="saidova")
    await house.take("t", SAIDOVA)
    hours = (f"{TUESDAY}T01:00", f"{TUESDAY}T03:00", f"{TUESDAY}T06:00")
    assert [await house.asked(hour) for hour in hours] == [["li"], ["saidova"], ["li"]]


async def test_d3_a_stretch_that_has_begun_is_taken_from_now_on(house: Department) -> None:
    """Rule [D3]."""
    await house.give("s", RASULOVA, *NIGHT)
    house.town.now_ms = at(f"{TUESDAY}T03:00")
    await house.take("s", LI)
    assert await house.asked(f"{TUESDAY}T02:59") == ["rasulova"]
    assert await house.asked(f"{TUESDAY}T03:00") == ["li"]


async def test_d3_a_swap_is_taken_once_and_by_who_may(house: Department) -> None:
    """Rule [D3]."""
    await house.give("s", RASULOVA, *SMALL_HOURS)
    assert await house.refused(SwapTake, YUSUPOV, swap_id="s") == (Code.NOT_ALLOWED, "not_asked")
    assert await house.refused(SwapTake, swap_id="s", person_id="yusupov") == (Code.NOT_ALLOWED, "specialty")
    assert await house.refused(SwapTake, RASULOVA, swap_id="s") == (Code.NOT_ALLOWED, "not_asked")
    assert await house.refused(SwapTake, LI, swap_id="s", person_id="saidova") == (Code.NOT_YOURS, None)
    absence_id = await away(house, LI, f"{TUESDAY}T04:59", f"{TUESDAY}T09:00")
    assert await house.refused(SwapTake, LI, swap_id="s") == (Code.NOT_ALLOWED, "absent")
    await house.do(AbsenceRemove, LI, absence_id=absence_id)
    await house.night("second", SAIDOVA, rank=5)
    assert await house.refused(SwapTake, SAIDOVA, swap_id="s") == (Code.PERSON_BUSY, None)
    await house.take("s", LI)
    assert await house.refused(SwapTake, SAIDOVA, swap_id="s") == (Code.ALREADY_ANSWERED, None)
    assert await house.refused(SwapWithdraw, RASULOVA, swap_id="s") == (Code.ALREADY_ANSWERED, None)


@pytest.mark.parametrize(
    ("actor", "fields", "refused"),
    [
        (LI, {}, (Code.NOT_YOURS, None)),
        (RASULOVA, {"person_id": "li"}, (Code.NOT_YOURS, None)),
        (RASULOVA, {"duty_id": "none"}, (Code.NOT_FOUND, None)),
        (RASULOVA, {"until_ms": at(SMALL_HOURS[0])}, (Code.WRONG_STATE, None)),
        (RASULOVA, {"from_ms": at(MONDAY), "until_ms": at(f"{MONDAY}T11:00")}, (Code.WRONG_STATE, None)),
        (RASULOVA, {"from_ms": at(f"{TUESDAY}T08:00"), "until_ms": at(f"{TUESDAY}T09:00")},
         (Code.WRONG_STATE, "not_on_duty")),
        (RASULOVA, {"from_ms": 10**17, "until_ms": 10**17 + 5}, (Code.WRONG_STATE, "not_on_duty")),
        (RASULOVA, {"until_ms": at("2026-06-01")}, (Code.TOO_LONG, None)),
        (RASULOVA, {"to_person_id": "yusupov"}, (Code.NOT_ALLOWED, "specialty")),
        (RASULOVA, {"to_person_id": "rasulova"}, (Code.NOT_ALLOWED, "specialty")),
    ],
)  # fmt: skip
async def test_d3_only_hours_of_ones_own_are_given_away(
    house: Department, actor: Any, fields: dict[str, Any], refused: Any
) -> None:
    """Rule [D3]."""
    stretch = {"duty_id": "night", "from_ms": at(SMALL_HOURS[0]), "until_ms": at(SMALL_HOURS[1])}
    assert await house.refused(SwapAsk, actor, swap_id="s", **{**stretch, **fields}) == refused


async def test_d3_hours_given_away_are_not_given_twice(house: Department) -> None:
    """Rule [D3]."""
    await house.give("s", RASULOVA, *SMALL_HOURS)
    await house.give("t", RASULOVA, *NIGHT)
    await house.take("s", LI)
    assert await house.refused(SwapTake, SAIDOVA, swap_id="t") == (Code.WRONG_STATE, "not_on_duty")


async def test_d3_a_swap_that_all_decline_is_declined_and_one_that_is_over_lapses(house: Department) -> None:
    """Rule [D3]."""
    await house.give("s", RASULOVA, *SMALL_HOURS)
    await house.do(SwapDecline, LI, swap_id="s")
    await house.do(SwapDecline, LI, swap_id="s")
    assert await house.refused(SwapDecline, YUSUPOV, swap_id="s") == (Code.NOT_YOURS, None)
    await house.do(SwapDecline, SAIDOVA, swap_id="s")
    assert await house.refused(SwapTake, LI, swap_id="s") == (Code.WRONG_STATE, None)
    await house.give("t", RASULOVA, *SMALL_HOURS)
    house.town.now_ms = at(SMALL_HOURS[1])
    assert await house.refused(SwapTake, LI, swap_id="t") == (Code.WRONG_STATE, "over")
    await house.town.pass_time(1)
    assert await house.refused(SwapTake, LI, swap_id="t") == (Code.WRONG_STATE, None)


async def test_d3_an_administrator_gives_back_what_is_left(house: Department) -> None:
    """Rule [D3]."""
    await house.give("s", RASULOVA, *NIGHT)
    await house.do(SwapTake, swap_id="s", person_id="li")
    house.town.now_ms = at(f"{TUESDAY}T03:00")
    await house.do(SwapWithdraw, swap_id="s")
    assert await house.asked(f"{TUESDAY}T02:59") == ["li"]
    assert await house.asked(f"{TUESDAY}T03:00") == ["rasulova"]


async def test_d3_a_senior_is_stood_in_for_by_a_senior(house: Department) -> None:
    """Rule [D3]."""
    await house.night("senior", RASULOVA, specialty="any", senior=True)
    stretch = {"duty_id": "senior", "from_ms": at(SMALL_HOURS[0]), "until_ms": at(SMALL_HOURS[1])}
    assert await house.refused(SwapAsk, RASULOVA, swap_id="s", **stretch) == (Code.NOBODY_ON_DUTY, None)
    hours = [WeeklyHours(weekday=4, from_minute=0, until_minute=600)]
    await house.night("other", YUSUPOV, specialty="any", senior=True, weekly=hours)
    await house.do(SwapAsk, RASULOVA, swap_id="s", **stretch)
    await house.take("s", YUSUPOV)
    assert await house.asked(f"{TUESDAY}T03:00") == ["rasulova", "yusupov"]


async def test_d1_a_closed_account_is_never_answered_and_its_hours_stand_uncovered(house: Department) -> None:
    """Rule [D1]."""
    await house.do(PersonDisable, person_id="rasulova")
    assert await house.asked(f"{TUESDAY}T03:00") == []
    assert [one.uncovered for one in await house.between(*NIGHT)] == [True]
    await house.do(DutyRemove, duty_id="night")
    assert await house.between(*NIGHT) == []


async def test_d4_on_a_holiday_other_hours_begin_or_none(house: Department) -> None:
    """Rule [D4]."""
    await house.do(HolidaySet, date=MONDAY, name="Navro'z")
    assert await house.asked(f"{TUESDAY}T03:00") == []
    await house.night("always", LI, holds_on_holidays=True)
    assert await house.asked(f"{TUESDAY}T03:00") == ["li"]
    await house.do(HolidaySet, date="2026-03-05", name="A day moved", as_weekday=0)
    assert await house.asked("2026-03-06T03:00") == ["rasulova"]
    await house.do(HolidayRemove, date=MONDAY)
    assert await house.asked(f"{TUESDAY}T03:00") == ["li", "rasulova"]
    assert await house.refused(HolidayRemove, date=MONDAY) == (Code.WRONG_STATE, None)
    assert await house.refused(HolidaySet, date="2026-13-01", name="None") == (Code.WRONG_STATE, None)


async def test_d5_the_gap_that_nobody_covers_is_shown_ahead(house: Department) -> None:
    """Rule [D5]."""
    hours = [WeeklyHours(weekday=0, from_minute=20 * 60, until_minute=32 * 60)]
    await house.do(NeedSet, need_id="n", specialty="cardiology", weekly=hours)
    assert await house.gaps(MONDAY, "2026-03-09") == []
    await away(house, RASULOVA, *SMALL_HOURS)
    gaps = await house.gaps(MONDAY, "2026-03-09")
    assert [(gap.from_ms, gap.until_ms, gap.on_duty) for gap in gaps] == [(*map(at, SMALL_HOURS), 0)]
    await house.night("senior", LI, senior=True)
    assert len(await house.gaps(MONDAY, "2026-03-09")) == 1, "a senior is no first line"
    await house.night("second", SAIDOVA, rank=5)
    assert await house.gaps(MONDAY, "2026-03-09") == []
    await house.do(NeedSet, need_id="n", specialty="cardiology", weekly=hours, at_least=2)
    gaps = await house.gaps(MONDAY, "2026-03-09")
    assert [(gap.on_duty, gap.until_ms - gap.from_ms) for gap in gaps] == [(1, 3 * HOUR_MS)]
    await house.do(NeedRemove, need_id="n")
    assert await house.gaps(MONDAY, "2026-03-09") == []
    backwards = [WeeklyHours(weekday=0, from_minute=60, until_minute=60)]
    refused = await house.refused(NeedSet, need_id="m", specialty="surgery", weekly=backwards)
    assert refused == (Code.WRONG_STATE, None)


async def test_duty_people_tells_how_to_reach_them(house: Department) -> None:
    question = DutyPeople(specialty="cardiology", at_ms=at(f"{TUESDAY}T03:00"))
    (person,) = await house.town.ask(question)
    assert (person.email, person.telephone, person.senior) == ("rasulova@example.org", "+998000000001", False)
    await house.do(PersonChange, person_id="rasulova", email=" ")
    (person,) = await house.town.ask(question)
    assert person.email is None


@pytest.mark.parametrize("email", ["nobody", "@example.org", "a b@example.org", "a@b,c@d", "a@", "<a@b>"])
async def test_an_address_that_is_none_is_refused(house: Department, email: str) -> None:
    given: dict[str, Any] = {"person_id": "new", "login": "new", "name": "New", "role": "specialist", "email": email}
    assert await house.refused(PersonAdd, **given) == (Code.WRONG_STATE, None)
