"""A whole recall on the stores that services use."""

import pytest

from signaling import rebuild
from signaling.protocol.recall import RecallAskAgain, RecallEnd
from signaling.store.interface import Store
from sms.recall.domain.recall import REST_MS
from tests.fixtures.stores import EVERY_STORE, EmptyStore
from tests.sms.desk import Scripted
from tests.sms.recall.desk import NODIRA, RECALL_ID, RecallTown, staff, town

KINDS = tuple(RecallTown(Scripted(), []).tables.aggregates.values())


@pytest.fixture(params=EVERY_STORE)
def store(request: pytest.FixtureRequest, empty_store: EmptyStore) -> Store:
    """An empty store of each kind; the town opens and closes it."""
    return empty_store(request.param, KINDS)


async def test_from_the_call_to_its_end(store: Store) -> None:
    """Rules [E1], [E4], [E5], [E6], [J3]."""
    async with town(*(staff(number) for number in range(30)), store=store) as place:
        await place.started()
        await place.send()
        await place.answer(0, "in_20")
        await place.answer(1, "cannot")
        place.now_ms += REST_MS
        await place.do(place.wish(RecallAskAgain, recall_id=RECALL_ID), NODIRA)
        await place.react()
        await place.send()
        assert len(place.gateway.given) == 30 + 28
        await place.do(place.wish(RecallEnd, recall_id=RECALL_ID, called_off=True), NODIRA)
        await place.react()
        await place.send()
        assert len(place.gateway.given) == 30 + 28 + 1
        assert (await place.recall()).closed
        found = await rebuild.check(place.tables, place.store)
        assert found.differences == []
