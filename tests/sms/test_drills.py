"""The drill: everybody on duty is asked by day whether a test reached them, and nobody is alarmed."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from signaling.protocol.alerts import AlertConfirmed
from signaling.protocol.drills import DrillEnd, DrillStart
from signaling.protocol.refusals import Code, Refused
from signaling.slice import ADMINISTRATION, SERVICE, Audience, Role
from signaling.testing import person
from sms.domain.drills import check_by_day
from sms.domain.views import alert_views
from tests.sms.desk import KARIMOV, LADDERS, RASULOVA, AlertTown, Scripted, doctor, town

ADMIN = person(Role.ADMINISTRATOR)


async def drilled(place: AlertTown, drill_id: str = "drill") -> None:
    await place.do(place.wish(DrillStart, drill_id=drill_id, specialty="cardiology"), ADMIN)


async def test_everybody_on_duty_gets_a_test_of_their_own_that_says_so() -> None:
    """Rule [A11]."""
    gateway = Scripted()
    async with town(gateway) as place:
        place.on_duty += [KARIMOV, RASULOVA]
        await drilled(place)
        await place.send()
        assert sorted(message.to for message in gateway.given) == ["+998000000001", "+998000000002"]
        by_number = {message.to: message.body for message in gateway.given}
        assert "bemor yo'q" in by_number["+998000000001"]
        assert "больных нет" in by_number["+998000000002"]
        assert all(message.channel == "sms" for message in gateway.given)


async def test_each_answers_for_themselves_and_nobody_is_waited_for_afterwards() -> None:
    """Rule [A11]."""
    async with town() as place:
        place.on_duty += [KARIMOV, RASULOVA]
        await drilled(place)
        alerts = await place.alerts()
        for alert in alerts:
            who = next(each for each in (KARIMOV, RASULOVA) if alert.person(each.person_id))
            await place.accept(alert.alert_id, who, doctor(who))
        assert {alert.status for alert in await place.alerts()} == {"acknowledged"}
        assert len(await place.events(AlertConfirmed)) == 2
        await place.pass_time(24 * 3_600_000)
        assert {alert.round for alert in await place.alerts()} == {1}


async def test_a_drill_is_shown_to_administrators_and_to_who_is_asked_and_never_to_the_desk() -> None:
    """Rule [A11]."""
    async with town() as place:
        place.on_duty += [KARIMOV]
        await drilled(place)
        (alert,) = await place.alerts()
        assert set(alert_views(alert)) == {ADMINISTRATION, Audience("person", "karimov")}
        assert SERVICE not in alert_views(alert)


async def test_administrators_are_shown_no_other_alert() -> None:
    async with town() as place:
        alert_id = await place.raised(KARIMOV)
        assert ADMINISTRATION not in alert_views(await place.alert(alert_id))


async def test_an_earlier_drill_ends_when_the_next_begins_and_what_has_not_left_is_not_sent() -> None:
    async with town() as place:
        place.on_duty += [KARIMOV]
        await drilled(place, "first")
        await drilled(place, "second")
        assert sorted((alert.drill_id, alert.closed) for alert in await place.alerts()) == [
            ("first", True),
            ("second", False),
        ]
        await place.do(place.wish(DrillEnd, drill_id="second"), ADMIN)
        await place.send()
        assert {each.progress.status for each in await place.deliveries()} == {"withdrawn"}


@pytest.mark.parametrize(
    ("hour", "minute", "may"), [(8, 0, True), (19, 59, True), (7, 59, False), (20, 0, False), (2, 0, False)]
)
def test_nobody_is_tested_by_night(hour: int, minute: int, may: bool) -> None:
    """Rule [A11]."""
    zone = ZoneInfo("Asia/Tashkent")
    now_ms = int(datetime(2026, 11, 22, hour, minute, tzinfo=zone).astimezone(UTC).timestamp() * 1000)
    if may:
        check_by_day(now_ms, zone)
        return
    with pytest.raises(Refused) as refused:
        check_by_day(now_ms, zone)
    assert refused.value.code is Code.BY_DAY_ONLY


async def test_a_drill_of_nobody_and_a_drill_twice_are_refused() -> None:
    async with town() as place:
        with pytest.raises(Refused) as refused:
            await drilled(place)
        assert refused.value.code is Code.NOBODY_ON_DUTY
        place.on_duty += [KARIMOV]
        await drilled(place)
        with pytest.raises(Refused) as refused:
            await drilled(place)
        assert refused.value.code is Code.ALREADY_EXISTS


def test_a_drill_telephones_nobody() -> None:
    assert {step.channel for step in LADDERS.drill.steps} <= {"push", "sms", "email"}
