"""Things saved and read many at once: the same on every store."""

import pytest

from signaling.store.interface import Put, StaleState, Store

KIND = "sign_in"


def put(id: str, version: int) -> Put:
    columns = {
        "open": True,
        "person_id": "x",
        "brigade_id": None,
        "guest_id": None,
        "expires_at_ms": 1,
        "token_hash": id,
    }
    return Put(id=id, version=version, live=True, state=f"v{version}".encode(), columns=columns)


async def test_new_and_changed_things_are_saved_together_and_read_together(any_store: Store) -> None:
    async with any_store.transaction() as work:
        await work.put(KIND, [put("a", 1), put("b", 1)])
    async with any_store.transaction() as work:
        await work.put(KIND, [put("c", 1), put("b", 2), put("a", 2)])
    async with any_store.reading() as look:
        found = await look.get_all(KIND, ["c", "a", "nobody", "b"])
        assert {each.id: each.version for each in found} == {"a": 2, "b": 2, "c": 1}
        assert await look.get_all(KIND, []) == []


@pytest.mark.parametrize("stale", [0, 1, 2])
async def test_one_of_many_that_was_changed_meanwhile_keeps_all_from_being_saved(any_store: Store, stale: int) -> None:
    async with any_store.transaction() as work:
        await work.put(KIND, [put(id, 1) for id in "abc"])
    wanted = [put(id, 3 if place == stale else 2) for place, id in enumerate("abc")]
    with pytest.raises(StaleState):
        async with any_store.transaction() as work:
            await work.put(KIND, wanted)
    async with any_store.reading() as look:
        assert [each.version for each in await look.get_all(KIND, list("abc"))] == [1, 1, 1]
