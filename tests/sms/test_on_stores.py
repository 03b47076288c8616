"""The whole way of an alert on the stores that services use."""

import asyncio

import pytest

from signaling.protocol.deliveries import DeliveryReport
from signaling.protocol.refusals import Refused
from signaling.store.interface import Store
from sms.assembly import ALERTS, DELIVERIES
from sms.beside.assembly import CREW_MESSAGES
from sms.domain.gateway import Message, Outcome, Unclear
from sms.domain.progress import LOOK_AFTER_MS
from sms.sender import LEASE_MS
from sms.telephones.assembly import TELEPHONES
from tests.fixtures.stores import EVERY_STORE, EmptyStore
from tests.sms.desk import KARIMOV, LIVES_MS, RASULOVA, SMITH, Scripted, town

AGGREGATES = (ALERTS, DELIVERIES, CREW_MESSAGES, *TELEPHONES.aggregates)


@pytest.fixture(params=EVERY_STORE)
def store(request: pytest.FixtureRequest, empty_store: EmptyStore) -> Store:
    """An empty store of each kind; the town opens and closes it."""
    return empty_store(request.param, AGGREGATES)


class Hanging(Scripted):
    """A gateway that never answers."""

    async def send(self, message: Message) -> Outcome:
        self.called.set()
        await asyncio.Event().wait()
        raise AssertionError("nobody ends this wait")


async def test_from_the_wish_to_the_answer(store: Store) -> None:
    gateway = Scripted(Unclear("timeout"))
    gateway.found = [None, "SM7"]
    async with town(gateway, store) as place:
        alert_id = await place.raised(KARIMOV, RASULOVA)
        for _ in range(3):
            await place.send()
            place.now_ms += LOOK_AFTER_MS
        await place.about(alert_id, KARIMOV, DeliveryReport, attempt=1, sid="SM7", status="undelivered", code="30005")
        await place.send()
        await place.accept(alert_id, RASULOVA)
        alert = await place.alert(alert_id)
        assert alert.acknowledged_by == RASULOVA.person_id
        assert [each.status for each in alert.people] == ["unreachable", "acknowledged"]
        assert len(gateway.given) == 2


async def test_many_answers_at_once_have_one_winner(store: Store) -> None:
    async with town(store=store) as place:
        alert_id = await place.raised(KARIMOV, RASULOVA, SMITH, urgency="life_threat")
        answers = await asyncio.gather(
            *(place.accept(alert_id, who) for who in (KARIMOV, RASULOVA, SMITH)), return_exceptions=True
        )
        assert sum(isinstance(answer, Refused) for answer in answers) == 2


async def test_the_clock_ends_alerts_and_leases(store: Store) -> None:
    async with town(store=store) as place:
        alert_id = await place.raised(KARIMOV, RASULOVA)
        hanging = Hanging()
        place.sender = place.another_sender(hanging)
        sending = asyncio.create_task(place.send())
        await hanging.called.wait()
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        await place.pass_time(LEASE_MS)
        assert (await place.delivery(alert_id, KARIMOV)).progress.status == "unknown"
        await place.pass_time(LIVES_MS["urgent"])
        assert (await place.alert(alert_id)).status == "expired"


async def test_the_sender_wakes_by_itself_when_an_alert_is_raised() -> None:
    gateway = Scripted()
    async with town(gateway) as place:
        running = asyncio.create_task(place.sender.run(place.back))
        await place.raised(KARIMOV)
        async with asyncio.timeout(10):
            await gateway.called.wait()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
