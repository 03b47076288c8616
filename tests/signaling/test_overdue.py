"""Whether anything is due, told of many columns at once."""

from signaling.store.interface import Put, Store


async def test_every_store_tells_of_each_column_what_a_look_for_it_would(any_store: Store) -> None:
    """[R2]."""
    place = ("sign_in", "expires_at_ms")
    other: dict[str, object] = {"open": True, "person_id": "x", "brigade_id": None, "guest_id": None}
    async with any_store.transaction() as work:
        for id, due_ms in (("open", 500), ("ended", None)):
            columns = {**other, "token_hash": id, "expires_at_ms": due_ms}
            await work.put("sign_in", [Put(id=id, version=1, live=True, state=b"{}", columns=columns)])
    async with any_store.reading() as look:
        assert await look.overdue([], 500) == []
        for now_ms, is_due in ((499, False), (500, True), (501, True)):
            assert await look.overdue([place, place], now_ms) == [is_due, is_due]
            assert bool(await look.due(*place, now_ms, 1)) is is_due
