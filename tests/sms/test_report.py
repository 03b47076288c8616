"""The report on alerts: counted from the journal, by hand here and by the code."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling.protocol.alert_reports import AlertReport, AlertReportOf
from signaling.protocol.deliveries import DeliveryReport
from signaling.protocol.drills import DrillStart
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Role
from signaling.testing import person
from sms.domain.gateway import Never, Unclear
from sms.domain.progress import LOOK_AFTER_MS
from sms.domain.report import Report
from sms.domain.report_counts import ninetieth
from tests.sms.desk import KARIMOV, LIVES_MS, RASULOVA, SMITH, AlertTown, Scripted, doctor, town

ADMIN = person(Role.ADMINISTRATOR)
MONTH_MS = 30 * 86_400_000


async def report(place: AlertTown, from_ms: int | None = None, until_ms: int | None = None) -> AlertReport:
    from_ms = place.now_ms - MONTH_MS if from_ms is None else from_ms
    until_ms = place.now_ms + 1 if until_ms is None else until_ms
    answer = await place.bus.ask(AlertReportOf(from_ms=from_ms, until_ms=until_ms), ADMIN)
    assert isinstance(answer, AlertReport)
    return answer


async def test_who_answers_and_how_fast() -> None:
    """Rule [A12]."""
    async with town() as place:
        first = await place.raised(KARIMOV, RASULOVA, about_id="first")
        await place.pass_time(20_000)
        await place.decline(first, KARIMOV)
        await place.pass_time(10_000)
        await place.accept(first, RASULOVA, doctor(RASULOVA))
        second = await place.raised(KARIMOV, about_id="second")
        await place.pass_time(40_000)
        await place.accept(second, KARIMOV)
        told = await report(place)
        assert (told.alerts, told.accepted, told.answered_median_s, told.answered_p90_s) == (2, 2, 35.0, 40.0)
        people = {one.person_id: one.answering for one in told.people}
        assert (people["karimov"].asked, people["karimov"].accepted, people["karimov"].declined) == (2, 1, 1)
        assert people["karimov"].median_s == 30.0
        assert (people["rasulova"].asked, people["rasulova"].median_s, people["rasulova"].unanswered) == (1, 10.0, 0)
        assert sum(hour.answering.asked for hour in told.hours) == 3


async def test_who_never_answers_and_who_does_not_come_are_named() -> None:
    """Rule [A12]."""
    async with town() as place:
        for number in range(3):
            await place.raised(KARIMOV, about_id=f"{number}")
            await place.pass_time(LIVES_MS["urgent"])
        broken = await place.raised(SMITH, about_id="broken promise")
        await place.accept(broken, SMITH)
        await place.pass_time(3_600_000)
        told = await report(place)
        assert told.never_answer == ["karimov"]
        assert (told.expired, told.lapsed, told.declined_by_all) == (3, 1, 1)
        assert told.people[0].person_id == "karimov"


async def test_what_each_channel_did_and_what_it_cost() -> None:
    """Rule [A12]."""
    gateway = Scripted(Never("21211", "number"), Unclear("timeout"))
    async with town(gateway) as place:
        await place.raised(KARIMOV, RASULOVA, about_id="first")
        await place.send()
        for _ in range(4):
            place.now_ms += LOOK_AFTER_MS
            await place.send()
        (delivery,) = [one for one in await place.deliveries() if one.person_id == "rasulova"]
        await place.do(
            place.wish(DeliveryReport, delivery_id=delivery.delivery_id, attempt=2, sid="SM3", status="delivered")
        )
        told = await report(place)
        sms = next(step for step in told.steps if step.channel == "sms")
        assert (sms.steps, sms.sent, sms.delivered, sms.failed, sms.repeated) == (2, 1, 1, 1, 1)
        assert (told.messages, sms.cost) == (1, None)


async def test_a_long_text_is_paid_for_in_its_parts() -> None:
    """Rule [A12]. A Russian text leaves the seven-bit alphabet and takes two parts."""
    async with town() as place:
        await place.raised(RASULOVA)
        await place.send()
        told = await report(place)
        assert (told.messages, told.segments) == (1, 2)


async def test_drills_are_counted_apart() -> None:
    async with town() as place:
        place.on_duty.append(KARIMOV)
        await place.do(place.wish(DrillStart, drill_id="d", specialty="cardiology"), ADMIN)
        (alert,) = await place.alerts()
        await place.pass_time(15_000)
        await place.accept(alert.alert_id, KARIMOV)
        told = await report(place)
        assert told.alerts == 0
        (karimov,) = told.people
        assert (karimov.answering.asked, karimov.drills.accepted, karimov.drills.median_s) == (0, 1, 15.0)


async def test_what_was_before_the_period_or_is_after_it_is_not_in_it() -> None:
    async with town() as place:
        await place.raised(KARIMOV, about_id="before")
        await place.pass_time(86_400_000)
        begins = place.now_ms
        await place.raised(KARIMOV, about_id="within")
        await place.pass_time(86_400_000)
        ends = place.now_ms
        await place.raised(KARIMOV, about_id="after")
        assert (await report(place, begins, ends)).alerts == 1
        assert (await report(place, ends + 1, ends + 2)).alerts == 0


@pytest.mark.parametrize(("from_ms", "until_ms"), [(10, 10), (10, 5), (0, 94 * 86_400_000)])
async def test_a_period_that_is_none_is_refused(from_ms: int, until_ms: int) -> None:
    async with town() as place:
        with pytest.raises(Refused) as refused:
            await report(place, from_ms, until_ms)
        assert refused.value.code is Code.WRONG_STATE


@given(st.lists(st.floats(0, 1_000), min_size=1, max_size=50))
def test_nine_of_ten_are_not_above_the_ninetieth(values: list[float]) -> None:
    limit = ninetieth(values)
    assert limit in values
    assert limit is not None
    assert sum(value <= limit for value in values) * 10 >= len(values) * 9


def test_prices_are_of_segments_and_unknown_prices_are_none() -> None:
    told = Report(ZoneInfo("Asia/Tashkent"), {"sms": 50.0}, "UZS").written(0, 1)
    assert {step.channel: step.cost for step in told.steps} == {"push": None, "sms": 0.0, "voice": None, "email": None}
    assert (told.cost, told.currency) == (0.0, "UZS")
