"""Who is asked, who took it, and that the first wins."""

import asyncio

import pytest

from signaling.protocol.alerts import (
    AlertAcknowledge,
    AlertAcknowledged,
    AlertCancelled,
    AlertExpired,
    AlertOpen,
    AlertOpened,
    AlertRaised,
    AlertSettle,
    AlertUncovered,
)
from signaling.protocol.deliveries import DeliveryFail, DeliveryReport
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Audience, Role, system
from signaling.testing import person
from tests.sms.desk import INCIDENT, KARIMOV, LIVES_MS, RASULOVA, SMITH, WITHOUT_TELEPHONE, AlertTown, doctor, town


async def settle(place: AlertTown, outcome: str, who: str | None = None) -> None:
    await place.do(place.wish(AlertSettle, about_kind="incident", about_id=INCIDENT, outcome=outcome, person_id=who))


async def test_the_first_on_duty_is_asked_and_the_second_is_not() -> None:
    async with town() as place:
        alert_id = await place.raised(KARIMOV, RASULOVA)
        assert [each.person_id for each in await place.deliveries()] == ["karimov"]
        assert [each.status for each in (await place.alert(alert_id)).people] == ["called", "listed"]
        assert await place.seen_by(alert_id, Audience("person", "rasulova")) is None


async def test_a_threat_to_life_asks_everybody_at_once() -> None:
    async with town() as place:
        await place.raised(KARIMOV, RASULOVA, SMITH, urgency="life_threat")
        assert {each.person_id for each in await place.deliveries()} == {"karimov", "rasulova", "smith"}


async def test_nobody_on_duty_is_an_alert_in_red() -> None:
    async with town() as place:
        alert_id = await place.raised()
        view = await place.seen_by(alert_id)
        assert view is not None
        assert view.status == "uncovered"
        assert len(await place.events(AlertUncovered)) == 1


async def test_who_has_no_telephone_sees_it_on_the_screen_and_the_next_is_asked_too() -> None:
    async with town() as place:
        alert_id = await place.raised(WITHOUT_TELEPHONE, KARIMOV, RASULOVA)
        assert [each.status for each in (await place.alert(alert_id)).people] == ["called", "called", "listed"]
        assert [each.person_id for each in await place.deliveries()] == ["karimov"]
        view = await place.seen_by(alert_id, Audience("person", "yusupov"))
        assert view is not None
        assert [line.person_id for line in view.people] == ["yusupov"]


async def test_the_first_acknowledgement_wins() -> None:
    """Rule [A2]."""
    async with town() as place:
        alert_id = await place.raised(KARIMOV, RASULOVA, SMITH, urgency="life_threat")
        answers = await asyncio.gather(
            *(place.accept(alert_id, who) for who in (KARIMOV, RASULOVA, SMITH)), return_exceptions=True
        )
        refused = [answer for answer in answers if isinstance(answer, Refused)]
        assert [each.code for each in refused] == [Code.ALERT_COVERED] * 2
        assert len(await place.events(AlertAcknowledged)) == 1


async def test_a_tap_does_not_wait_behind_what_the_system_has_to_do() -> None:
    """A person waits for it, though it is the system that writes it down."""
    async with town() as place:
        alert_id = await place.raised(KARIMOV)
        tap = place.wish(AlertAcknowledge, alert_id=alert_id, person_id="karimov", channel="sms")
        async with place.bus.system_turn():
            backlog = [asyncio.create_task(place.raised(RASULOVA, about_id=f"storm {number}")) for number in range(9)]
            await asyncio.sleep(0.01)  # until they wait for their turn
            tapped = asyncio.create_task(place.bus.submit(tap, system("sms.link"), waits=True))
            await asyncio.sleep(0.01)
        await asyncio.gather(tapped, *backlog)
        (taken,) = await place.events(AlertAcknowledged)
        raised = await place.events(AlertRaised)
        assert [happened.stamp.seq < taken.stamp.seq for happened in raised] == [True, *[False] * 9]


async def test_saying_yes_twice_is_saying_yes() -> None:
    """Rule [A2]."""
    async with town() as place:
        alert_id = await place.raised(KARIMOV)
        assert await place.accept(alert_id, KARIMOV) == await place.accept(alert_id, KARIMOV)
        assert len(await place.events(AlertAcknowledged)) == 1


async def test_messages_that_have_not_left_are_withdrawn_when_somebody_accepts() -> None:
    async with town() as place:
        alert_id = await place.raised(KARIMOV, RASULOVA, urgency="life_threat")
        await place.accept(alert_id, KARIMOV)
        await place.send()
        assert {each.progress.status for each in await place.deliveries()} == {"withdrawn"}


async def test_no_makes_it_the_next_ones_turn_and_no_from_all_is_red() -> None:
    async with town() as place:
        alert_id = await place.raised(KARIMOV, RASULOVA)
        assert (await place.decline(alert_id, KARIMOV))["status"] == "open"
        assert {each.person_id for each in await place.deliveries()} == {"karimov", "rasulova"}
        assert (await place.decline(alert_id, RASULOVA))["status"] == "declined_by_all"


async def test_who_said_no_may_still_come_while_the_time_runs() -> None:
    async with town() as place:
        alert_id = await place.raised(KARIMOV)
        await place.decline(alert_id, KARIMOV)
        assert (await place.accept(alert_id, KARIMOV))["status"] == "acknowledged"


async def test_a_telephone_that_cannot_be_reached_makes_it_the_next_ones_turn() -> None:
    async with town() as place:
        alert_id = await place.raised(KARIMOV, RASULOVA)
        await place.send()
        await place.about(alert_id, KARIMOV, DeliveryReport, attempt=1, sid="SM1", status="undelivered", code="30005")
        assert [each.status for each in (await place.alert(alert_id)).people] == ["unreachable", "called"]
        view = await place.seen_by(alert_id)
        assert view is not None
        assert view.people[0].steps[1].code == "30005"


async def test_whose_message_failed_may_answer_by_another_way() -> None:
    async with town() as place:
        alert_id = await place.raised(KARIMOV)
        await place.send()
        await place.about(alert_id, KARIMOV, DeliveryReport, attempt=1, sid="SM1", status="failed", code="30008")
        assert (await place.alert(alert_id)).status == "declined_by_all"
        assert (await place.accept(alert_id, KARIMOV, doctor(KARIMOV)))["status"] == "acknowledged"


@pytest.mark.parametrize("urgency", list(LIVES_MS))
async def test_an_alert_nobody_answers_expires_and_a_late_yes_is_refused(urgency: str) -> None:
    """Rule [A3]."""
    async with town() as place:
        alert_id = await place.raised(KARIMOV, urgency=urgency)  # type: ignore[arg-type]
        await place.pass_time(LIVES_MS[urgency] - 1)  # type: ignore[index]
        assert (await place.alert(alert_id)).status == "open"
        await place.pass_time(1)
        assert (await place.alert(alert_id)).status == "expired"
        with pytest.raises(Refused) as refused:
            await place.accept(alert_id, KARIMOV)
        assert refused.value.code is Code.ALERT_EXPIRED
        assert len(await place.events(AlertExpired)) == 1


async def test_a_yes_after_the_time_is_late_even_before_the_clock_has_said_so() -> None:
    async with town() as place:
        alert_id = await place.raised(KARIMOV)
        place.now_ms += LIVES_MS["urgent"]
        with pytest.raises(Refused) as refused:
            await place.accept(alert_id, KARIMOV)
        assert refused.value.code is Code.ALERT_EXPIRED


async def test_an_alert_wished_for_before_an_outage_is_not_sent_after_it() -> None:
    """Rule [A3]."""
    async with town() as place:
        alert_id = await place.raised(KARIMOV, made_at_ms=place.now_ms - 3 * 3_600_000)
        await place.send()
        await place.pass_time(1_000)
        assert (await place.alert(alert_id)).status == "expired"
        assert {each.progress.status for each in await place.deliveries()} == {"withdrawn"}


async def test_a_second_wish_finds_the_first_alert() -> None:
    async with town() as place:
        first = await place.raised(KARIMOV)
        assert await place.raised(KARIMOV) == first
        await place.accept(first, KARIMOV)
        assert await place.raised(KARIMOV, RASULOVA) == first
        assert len(await place.deliveries()) == 1


async def test_who_came_on_duty_meanwhile_is_added() -> None:
    async with town() as place:
        first = await place.raised(KARIMOV)
        assert await place.raised(KARIMOV, RASULOVA) == first
        await place.decline(first, KARIMOV)
        assert {each.person_id for each in await place.deliveries()} == {"karimov", "rasulova"}


async def test_an_uncovered_alert_makes_room_when_somebody_is_there() -> None:
    async with town() as place:
        red = await place.raised()
        second = await place.raised(KARIMOV)
        assert second != red
        assert (await place.alert(red)).closed
        assert (await place.alert(second)).status == "open"


async def test_what_is_closed_cancels_its_alerts_and_takes_them_off_the_screens() -> None:
    async with town() as place:
        alert_id = await place.raised(KARIMOV)
        await settle(place, "closed")
        alert = await place.alert(alert_id)
        assert (alert.status, alert.closed) == ("cancelled", True)
        with pytest.raises(Refused) as refused:
            await place.accept(alert_id, KARIMOV)
        assert refused.value.code is Code.ALERT_COVERED


async def test_who_took_the_thing_elsewhere_has_acknowledged_its_alert() -> None:
    async with town() as place:
        alert_id = await place.raised(KARIMOV, RASULOVA)
        await settle(place, "taken", "karimov")
        assert (await place.alert(alert_id)).acknowledged_by == "karimov"
        await settle(place, "taken", "karimov")
        assert len(await place.events(AlertAcknowledged)) == 1


async def test_when_a_stranger_took_the_thing_its_alert_is_covered() -> None:
    async with town() as place:
        alert_id = await place.raised(KARIMOV)
        await settle(place, "taken", "somebody")
        assert (await place.alert(alert_id)).status == "cancelled"


async def test_who_holds_the_thing_is_decided_there() -> None:
    async with town() as place:
        alert_id = await place.raised(KARIMOV, RASULOVA, urgency="life_threat")
        await place.accept(alert_id, KARIMOV)
        await settle(place, "taken", "rasulova")
        assert (await place.alert(alert_id)).status == "cancelled"
        assert len(await place.events(AlertCancelled)) == 1


async def test_who_said_no_elsewhere_has_declined() -> None:
    async with town() as place:
        alert_id = await place.raised(KARIMOV, RASULOVA)
        await settle(place, "declined", "karimov")
        await settle(place, "declined", "karimov")
        assert [each.status for each in (await place.alert(alert_id)).people] == ["declined", "called"]


async def test_opening_is_written_down_once_and_answers_nothing() -> None:
    """Rule [A1]."""
    async with town() as place:
        alert_id = await place.raised(KARIMOV)
        for _ in range(5):
            await place.do(place.wish(AlertOpen, alert_id=alert_id, person_id="karimov"))
        alert = await place.alert(alert_id)
        assert (alert.status, alert.people[0].status) == ("open", "opened")
        assert len(await place.events(AlertOpened)) == 1


async def test_nobody_answers_for_another_but_the_desk() -> None:
    async with town() as place:
        alert_id = await place.raised(KARIMOV, RASULOVA)
        with pytest.raises(Refused) as refused:
            await place.accept(alert_id, KARIMOV, doctor(RASULOVA))
        assert refused.value.code is Code.NOT_YOURS
        with pytest.raises(Refused) as refused:
            await place.do(place.wish(AlertAcknowledge, alert_id=alert_id, person_id="stranger", channel="desk"))
        assert refused.value.code is Code.NOT_YOURS
        assert (await place.accept(alert_id, KARIMOV, person(Role.DISPATCHER)))["status"] == "acknowledged"


async def test_only_the_system_speaks_of_deliveries() -> None:
    async with town() as place:
        alert_id = await place.raised(KARIMOV)
        delivery = await place.delivery(alert_id, KARIMOV)
        wish = place.wish(DeliveryFail, delivery_id=delivery.delivery_id, attempt=1, code="21610", failure="number")
        with pytest.raises(Refused) as refused:
            await place.do(wish, person(Role.DISPATCHER))
        assert refused.value.code is Code.NOT_ALLOWED
