"""An incident's alert that found nobody on duty is asked again when somebody comes. Rule [A22]."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from people.assembly import assemble as people_slice
from signaling.protocol.alerts import AlertRaise, AlertSettle
from signaling.protocol.awaiting_duty import AlertLookAgain, AlertResumed, AlertWaits, UncoveredAlerts
from signaling.protocol.base import Command
from signaling.protocol.duty import DutyAdd, DutyRemove, DutySet, DutyStarts, WeeklyHours
from signaling.protocol.people import PersonAdd
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.rota import AbsenceAdd, AbsenceRemove, HolidaySet, SwapAsk, SwapTake
from signaling.slice import Actor, Role
from signaling.testing import Town, person
from sms.assembly import assemble
from sms.domain.alerts import Alert
from sms.domain.deliveries import Delivery
from sms.telephones.assembly import TELEPHONES
from tests.people.rota_town import at
from tests.sms.desk import INCIDENT, PUBLIC_BASE, Scripted

ADMINISTRATOR = Actor("admin", Role.ADMINISTRATOR)
KARIMOV = person(Role.SPECIALIST, "Karimov A.", id="karimov")
MINUTE_MS = 60_000
NOON = "2026-03-02T12:00"  # a Monday
LIVES_MS = 10 * MINUTE_MS  # as sms/ladders.toml says for what is urgent


class Ward(Town):
    """The alerts, and the rota that they ask."""

    def __init__(self) -> None:
        alerts = assemble(carriers={"sms": Scripted()}, issue_ticket=self.issue, public_base=PUBLIC_BASE)
        super().__init__([alerts, TELEPHONES, people_slice()])
        self.now_ms = at(NOON)

    async def issue(self, **about: Any) -> str:
        return await self.tickets.issue(**about)

    async def make(self, word: type[Command], actor: Actor = ADMINISTRATOR, **fields: Any) -> Any:
        answer = await self.do(self.wish(word, **fields), actor)
        await self.react()
        return answer

    async def alert(self) -> Alert:
        """The one that stands."""
        async with self.bus.reading() as reading:
            [alert] = await reading.find("alert", Alert, is_over=False)
        return alert

    async def uncovered(self, **fields: Any) -> str:
        """An alert for a cardiologist when nobody is on duty; its id."""
        given = {"about_kind": "incident", "about_id": INCIDENT, "specialty": "cardiology", "urgency": "urgent"}
        result = await self.do(self.wish(AlertRaise, people=[], **{**given, **fields}))
        await self.react()
        assert (await self.alert()).status == "uncovered"
        return str(result["alert_id"])

    async def texts(self) -> int:
        async with self.bus.reading() as reading:
            return len(await reading.find("delivery", Delivery))

    async def on_duty(self, duty_id: str, from_: str, until: str, person_id: str = "karimov") -> None:
        await self.make(
            DutyAdd, duty_id=duty_id, person_id=person_id, specialty="cardiology", from_ms=at(from_), until_ms=at(until)
        )

    async def called(self) -> list[str]:
        return [each.person_id for each in (await self.alert()).people if each.status == "called"]


@pytest.fixture
async def ward() -> AsyncIterator[Ward]:
    async with Ward() as opened:
        for name, number in (("karimov", "+998000000001"), ("rasulova", "+998000000002")):
            await opened.make(
                PersonAdd, person_id=name, login=name, name=name.title(), role="specialist", specialty="cardiology",
                telephone=number,
            )  # fmt: skip
        yield opened


async def test_a22_whoever_is_put_on_the_list_begins_the_ladder(ward: Ward) -> None:
    """Rule [A22]."""
    alert_id = await ward.uncovered()
    ends = (await ward.alert()).expires_at_ms
    await ward.pass_time(MINUTE_MS)
    await ward.on_duty("now", "2026-03-02T11:00", "2026-03-02T20:00")
    alert = await ward.alert()
    assert (alert.alert_id, alert.status, await ward.called()) == (alert_id, "open", ["karimov"])
    assert (alert.since_ms, alert.expires_at_ms) == (ward.now_ms, ends)
    [resumed] = await ward.events(AlertResumed)
    assert resumed.event == AlertResumed(
        alert_id=alert_id, about_kind="incident", about_id=INCIDENT, specialty="cardiology"
    ), "the thread tells it"
    await ward.pass_time(MINUTE_MS)
    assert await ward.texts() == 1


async def test_a22_the_alert_is_asked_again_at_the_instant_the_hours_begin(ward: Ward) -> None:
    """Rule [A22]."""
    hours = [WeeklyHours(weekday=0, from_minute=12 * 60 + 4, until_minute=20 * 60)]
    await ward.make(DutyAdd, duty_id="week", person_id="karimov", specialty="cardiology", weekly=hours)
    await ward.uncovered()
    assert (await ward.alert()).next_duty_ms == at("2026-03-02T12:04")
    await ward.pass_time(4 * MINUTE_MS - 1)
    assert (await ward.alert()).status == "uncovered"
    await ward.pass_time(1)
    assert await ward.called() == ["karimov"]
    assert (await ward.alert()).next_duty_ms is None


async def test_a22_hours_that_begin_after_the_end_are_not_waited_for(ward: Ward) -> None:
    """Rules [A3], [A22]."""
    await ward.on_duty("late", "2026-03-02T12:10", "2026-03-02T20:00")
    await ward.uncovered()
    assert (await ward.alert()).next_duty_ms is None
    await ward.pass_time(LIVES_MS)
    assert (await ward.alert()).status == "uncovered"
    assert await ward.texts() == 0


async def test_a3_after_its_end_nobody_is_asked_whatever_the_rota_says(ward: Ward) -> None:
    """Rules [A3], [A22]."""
    alert_id = await ward.uncovered()
    await ward.pass_time(LIVES_MS)
    assert await ward.ask(UncoveredAlerts()) == []
    await ward.on_duty("now", "2026-03-02T11:00", "2026-03-02T20:00")
    await ward.do(ward.wish(AlertLookAgain, alert_id=alert_id, specialty="cardiology"))
    assert (await ward.alert()).status == "uncovered"
    assert await ward.texts() == 0


async def test_a22_hours_that_are_moved_or_taken_away_are_waited_for_no_more(ward: Ward) -> None:
    """Rule [A22]."""
    await ward.on_duty("soon", "2026-03-02T12:03", "2026-03-02T20:00")
    await ward.uncovered()
    await ward.make(DutySet, duty_id="soon", from_ms=at("2026-03-02T12:05"), until_ms=at("2026-03-02T20:00"))
    assert (await ward.alert()).next_duty_ms == at("2026-03-02T12:05")
    await ward.make(DutyRemove, duty_id="soon")
    assert (await ward.alert()).next_duty_ms is None
    await ward.pass_time(LIVES_MS - 1)
    assert (await ward.alert()).status == "uncovered"


async def test_a22_whoever_is_back_from_leave_is_asked(ward: Ward) -> None:
    """Rule [A22]: an absence that is taken back, and one that ends by its time."""
    await ward.on_duty("now", "2026-03-02T11:00", "2026-03-02T20:00")
    away = {"person_id": "karimov", "kind": "vacation", "from_ms": at("2026-03-02T11:30")}
    await ward.make(AbsenceAdd, KARIMOV, absence_id="a", until_ms=at("2026-03-02T12:06"), **away)
    await ward.uncovered()
    assert (await ward.alert()).next_duty_ms == at("2026-03-02T12:06")
    await ward.make(AbsenceRemove, KARIMOV, absence_id="a")
    assert await ward.called() == ["karimov"]


async def test_a22_whoever_takes_the_duty_of_somebody_absent_is_asked(ward: Ward) -> None:
    """Rule [A22]."""
    await ward.on_duty("now", "2026-03-02T11:00", "2026-03-02T20:00")
    away = {"person_id": "karimov", "kind": "illness", "from_ms": at(NOON), "until_ms": at("2026-03-02T20:00")}
    await ward.make(AbsenceAdd, KARIMOV, absence_id="a", **away)
    await ward.uncovered()
    rest = {"from_ms": ward.now_ms, "until_ms": at("2026-03-02T20:00")}
    await ward.make(SwapAsk, KARIMOV, swap_id="s", duty_id="now", **rest)
    assert (await ward.alert()).status == "uncovered"
    await ward.make(SwapTake, person(Role.SPECIALIST, "Rasulova N.", id="rasulova"), swap_id="s")
    assert await ward.called() == ["rasulova"]


async def test_a22_a_day_that_becomes_a_holiday_brings_its_hours(ward: Ward) -> None:
    """Rule [A22]."""
    hours = [WeeklyHours(weekday=6, from_minute=8 * 60, until_minute=20 * 60)]
    await ward.make(DutyAdd, duty_id="sunday", person_id="karimov", specialty="cardiology", weekly=hours)
    await ward.uncovered()
    await ward.make(HolidaySet, date="2026-03-02", as_weekday=6, name="Bayram")
    assert await ward.called() == ["karimov"]


async def test_what_is_closed_or_asked_elsewhere_waits_for_nobody(ward: Ward) -> None:
    """A consult's alert is the consult room's to begin again; what is over is over."""
    await ward.uncovered(about_kind="consult")
    assert await ward.ask(UncoveredAlerts()) == []
    assert not await ward.events(AlertWaits, AlertResumed)
    await ward.make(AlertSettle, person(Role.SYSTEM), about_kind="consult", about_id=INCIDENT, outcome="closed")
    alert_id = await ward.uncovered()
    await ward.make(AlertSettle, person(Role.SYSTEM), about_kind="incident", about_id=INCIDENT, outcome="closed")
    await ward.on_duty("now", "2026-03-02T11:00", "2026-03-02T20:00")
    await ward.do(ward.wish(AlertLookAgain, alert_id=alert_id, specialty="cardiology"))
    assert await ward.texts() == 0


async def test_only_the_system_looks(ward: Ward) -> None:
    alert_id = await ward.uncovered()
    with pytest.raises(Refused) as refused:
        await ward.make(AlertLookAgain, KARIMOV, alert_id=alert_id, specialty="cardiology")
    assert refused.value.code is Code.NOT_ALLOWED


async def test_the_next_start_is_the_first_after_the_instant_asked_of(ward: Ward) -> None:
    await ward.on_duty("now", "2026-03-02T11:00", "2026-03-02T13:00")
    await ward.on_duty("next", "2026-03-02T15:00", "2026-03-02T16:00", "rasulova")
    await ward.on_duty("last", "2026-03-02T18:00", "2026-03-02T19:00")

    async def starts(after: str, until: str = "2026-03-03T12:00") -> int | None:
        found: int | None = await ward.ask(DutyStarts(specialty="cardiology", after_ms=at(after), until_ms=at(until)))
        return found

    assert await starts(NOON) == at("2026-03-02T15:00")
    assert await starts("2026-03-02T15:00") == at("2026-03-02T18:00")
    assert await starts("2026-03-02T15:00", "2026-03-02T18:00") is None
    with pytest.raises(Refused) as refused:
        await starts(NOON, "2026-09-01T12:00")
    assert refused.value.code is Code.TOO_LONG
