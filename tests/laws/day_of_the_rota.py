"""The rota's part of the day of the service: needs, a holiday, absences and swaps."""

from config.trial import fixed_id
from signaling.protocol import duty, people, rota
from tests.laws.watching import ADMIN, HOUR, KARIMOV, LI, MINUTE, Day


async def the_rota(day: Day) -> None:
    await _needs_and_holidays(day)
    await _absences(day)
    await _swaps(day)


async def _needs_and_holidays(day: Day) -> None:
    whole_week = [duty.WeeklyHours(weekday=weekday, from_minute=0, until_minute=1440) for weekday in range(7)]
    need_id = fixed_id("need")
    await day.do(rota.NeedSet, ADMIN, need_id=need_id, specialty="surgery", weekly=whole_week, at_least=2)
    from_ms, until_ms = day.town.now_ms, day.town.now_ms + 72 * HOUR
    gaps = await day.town.ask(rota.RotaGaps(from_ms=from_ms, until_ms=until_ms), KARIMOV)
    assert [(gap.from_ms, gap.until_ms, gap.on_duty) for gap in gaps] == [(from_ms, until_ms, 0)]
    await day.do(rota.NeedRemove, ADMIN, need_id=need_id)
    await day.do(rota.HolidaySet, ADMIN, date="2027-03-21", name="Navro'z", as_weekday=6)
    await day.refused(rota.HolidaySet, ADMIN, date="2027-02-30", name="No day")
    await day.do(rota.HolidayRemove, ADMIN, date="2027-03-21")


async def _absences(day: Day) -> None:
    now_ms = day.town.now_ms
    away = {"from_ms": now_ms, "until_ms": now_ms + 10 * MINUTE, "kind": "illness"}
    await day.do(rota.AbsenceAdd, KARIMOV, absence_id=fixed_id("ill"), person_id=KARIMOV.id, **away)
    await day.refused(rota.AbsenceAdd, KARIMOV, absence_id=fixed_id("other's"), person_id=LI.id, **away)
    await day.do(rota.AbsenceAdd, ADMIN, absence_id=fixed_id("leave"), person_id=KARIMOV.id, **away)
    await day.do(rota.AbsenceRemove, KARIMOV, absence_id=fixed_id("leave"))
    await day.wait(11 * MINUTE)
    assert await day.town.events(rota.AbsenceEnded)
    await day.do(rota.AbsenceEnd, absence_id=fixed_id("ill"))


async def _swaps(day: Day) -> None:
    await day.do(people.PersonChange, ADMIN, person_id=KARIMOV.id, specialty="neurology", email="k@example.org")
    now_ms, entry = day.town.now_ms, fixed_id("duty li")
    stretch = {"duty_id": entry, "from_ms": now_ms + HOUR, "until_ms": now_ms + 2 * HOUR}
    for name in ("withdrawn", "declined", "taken"):
        await day.do(rota.SwapAsk, LI, swap_id=fixed_id(name), **stretch, to_person_id=KARIMOV.id)
    await day.refused(rota.SwapAsk, KARIMOV, swap_id=fixed_id("not theirs"), **stretch)
    await day.do(rota.SwapWithdraw, LI, swap_id=fixed_id("withdrawn"))
    await day.do(rota.SwapDecline, KARIMOV, swap_id=fixed_id("declined"))
    await day.do(rota.SwapTake, KARIMOV, swap_id=fixed_id("taken"))
    await day.wait(90 * MINUTE)
    asked = duty.DutyPeople(specialty="neurology", at_ms=day.town.now_ms)
    assert [one.person_id for one in await day.town.ask(asked)] == [KARIMOV.id]
    await day.wait(HOUR)
    assert await day.town.events(rota.SwapEnded)
    await day.do(rota.SwapEnd, swap_id=fixed_id("taken"))
