"""Laws of the frame itself: the bus answers once, the journal is gapless and chained, screens equal snapshots."""

import asyncio
from pathlib import Path

import msgspec
import pysqlite3
import pytest
from sqlalchemy.exc import DBAPIError

from people.assembly import assemble as people
from signaling import journal, rebuild, tables
from signaling.protocol.base import Command
from signaling.protocol.frames import Frame
from signaling.protocol.people import PersonAdd, PersonAdded, PersonChange, PersonDisable, SignInOpen
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Ask, Desk, Handler, Moment, Role, Slice, system
from signaling.store.interface import Put, StaleState, Store, UniqueBroken
from signaling.store.sql import SqlStore, sqlite_url
from signaling.testing import Town

EMPTY = dict.fromkeys(tables.join([people()]).aggregates["person"].columns)
"""Every column of a person, without a value."""

ADMIN = system("test")


def add(town: Town, name: str = "Nodira", **more: object) -> PersonAdd:
    person_id = more.pop("person_id", None) or town.new_id()
    command = town.wish(PersonAdd, person_id=person_id, name=name, login=name.lower(), role="dispatcher", **more)
    assert isinstance(command, PersonAdd)
    return command


async def test_w4_a_repeated_command_is_answered_again_but_done_once(any_store: Store) -> None:
    """Rule [W4]."""
    async with Town([people()], store=any_store) as town:
        command = add(town)
        first = await town.bus.submit(command, ADMIN)
        assert await town.bus.submit(command, ADMIN) == first
        assert town.hub.upto == 1
        other = msgspec.structs.replace(command, name="Somebody else")
        with pytest.raises(Refused) as refused:
            await town.do(other)
        assert refused.value.code is Code.SAME_ID_OTHER_BODY


async def test_w4_a_no_is_remembered_too(any_store: Store) -> None:
    """[W4] the same id gets the same answer, "no" included, even when it would now be "yes"."""
    async with Town([people()], store=any_store) as town:
        change = town.wish(PersonChange, person_id=town.new_id(), name="Aziz")
        first = await town.bus.submit(change, ADMIN)
        assert b"not_found" in first
        await town.do(add(town, "Aziz", person_id=change.person_id))  # type: ignore[attr-defined]
        assert await town.bus.submit(change, ADMIN) == first


async def test_w4_the_same_command_at_the_same_time_acts_once(any_store: Store) -> None:
    """Rule [W4]."""
    async with Town([people()], store=any_store) as town:
        command = add(town)
        answers = await asyncio.gather(*(town.bus.submit(command, ADMIN) for _ in range(8)))
        assert len(set(answers)) == 1
        assert town.hub.upto == 1


class Enquire(Command, frozen=True, tag="test.enquire"):
    """Something has to be found out before it is decided."""


async def test_w4_a_no_that_comes_after_the_yes_to_the_same_command_is_not_said(any_store: Store) -> None:
    """[W4] the one who sent it again gets the answer that stands, whoever of the two was the slower to gather."""
    begun, found_out, asked = asyncio.Event(), asyncio.Event(), list[str]()

    async def gather(command: Enquire, moment: Moment, ask: Ask) -> None:
        asked.append(command.id)
        begun.set()
        if len(asked) == 1:
            await found_out.wait()
            raise Refused(Code.CHANGED_MEANWHILE)

    async def handle(command: Enquire, facts: None, desk: Desk) -> str:
        return "done once"

    enquiries = Slice("enquiries", handlers=(Handler(Enquire, handle, gather),))
    async with Town([people(), enquiries], store=any_store) as town:
        command = town.wish(Enquire)
        slow = asyncio.create_task(town.bus.submit(command, ADMIN))
        await begun.wait()
        answer = await town.bus.submit(command, ADMIN)
        found_out.set()
        assert b"done once" in answer
        assert await slow == answer


async def test_the_database_refuses_a_second_of_what_is_unique(any_store: Store) -> None:
    async with Town([people()], store=any_store) as town:
        await town.do(add(town, "Nodira"))
        with pytest.raises(Refused) as refused:
            await town.do(add(town, "Nodira"))
        assert refused.value.code is Code.ALREADY_EXISTS
        assert town.hub.upto == 1


async def test_j1_numbers_are_gapless_and_j4_chained_and_j3_replay_to_the_tables(any_store: Store) -> None:
    """Rule [J1], [J3], [J4]."""
    async with Town([people()], store=any_store) as town:
        for number in range(30):
            await town.do(add(town, f"Person{number}"))
            if number % 3 == 0:
                with pytest.raises(Refused):
                    await town.do(add(town, f"Person{number}"))
        found = await rebuild.check(town.tables, town.store)
        assert found.rows == 30
        assert found.things == 30
        assert found.differences == []


async def test_j3_a_table_that_was_tampered_with_is_found(any_store: Store) -> None:
    """Rule [J3]."""
    async with Town([people()], store=any_store) as town:
        command = add(town)
        await town.do(command)
        async with any_store.transaction() as transaction:
            stored = await transaction.get("person", command.person_id)
            assert stored is not None
            columns = {**EMPTY, "login": "x", "named": True, "role": "dispatcher", "active": True}
            forged = stored.state.replace(b"dispatcher", b"call_taker")
            await transaction.put(
                "person", [Put(id=command.person_id, version=2, live=True, state=forged, columns=columns)]
            )
        found = await rebuild.check(town.tables, town.store)
        assert found.differences == [f"person {command.person_id}: the table differs from the journal"]


async def test_j5_personal_fields_stand_apart_and_can_be_erased(any_store: Store) -> None:
    """Rule [J5]."""
    async with Town([people()], store=any_store) as town:
        command = add(town, "Canary Name", telephone="+998 00 123")
        await town.do(command)
        async with any_store.reading() as look:
            [row] = await look.rows(0, 10)
        assert "Canary" not in row.body
        assert "+998" not in row.body
        assert row.personal is not None
        assert "Canary" in row.personal
        async with any_store.transaction() as transaction:
            assert await transaction.erase(command.person_id) == 1
        async with any_store.reading() as look:
            [erased] = await look.rows(0, 10)
        assert erased.hash == row.hash == journal.chain("", erased)
        event = journal.to_event(erased, town.tables.events)
        assert isinstance(event, PersonAdded)
        assert event.name is None


async def test_s4_frames_carry_events_without_personal_fields() -> None:
    """Rule [S4]."""
    async with Town([people()]) as town:
        before = town.hub.upto
        await town.do(add(town, "Canary Name"))
        frame = town.hub.frame_after(before, ("administration",))
        events = msgspec.json.decode(frame)["events"]
        assert [event["type"] for event in events] == ["person.added"]
        assert "Canary" not in str(events)


def apply(board: dict[tuple[str, str], object], frame: Frame) -> None:
    """The same rule as board.ts, in Python."""
    if frame.after is None:
        board.clear()
    for change in frame.changes:
        if change.__struct_config__.tag == "put":
            board[change.kind, change.id] = (change.version, change.view)  # type: ignore[union-attr]
        else:
            board.pop((change.kind, change.id), None)


async def test_s1_a_snapshot_and_the_frames_after_it_equal_the_later_snapshot(any_store: Store) -> None:
    """Rules [S1], [S2], [S3], from every number to the last one."""
    async with Town([people()], store=any_store) as town:
        audiences = ("administration",)
        snapshots: dict[int, dict[tuple[str, str], object]] = {}

        def look() -> None:
            board: dict[tuple[str, str], object] = {}
            apply(board, msgspec.json.decode(town.hub.frame_after(None, audiences), type=Frame))
            snapshots[town.hub.upto] = board

        look()
        ids = []
        for number in range(6):
            command = add(town, f"Person{number}")
            ids.append(command.person_id)
            await town.do(command)
            look()
            if number % 2:
                await town.do(town.wish(PersonDisable, person_id=ids[number - 1]))
                look()
        latest = snapshots[town.hub.upto]
        for early, snapshot in snapshots.items():
            board = dict(snapshot)
            apply(board, msgspec.json.decode(town.hub.frame_after(early, audiences), type=Frame))
            assert board == latest


async def test_s2_a_screen_from_before_the_history_or_after_the_head_gets_a_snapshot() -> None:
    """Rule [S2]."""
    async with Town([people()]) as town:
        await town.do(add(town))
        frame = msgspec.json.decode(town.hub.frame_after(99, ("administration",)), type=Frame)
        assert frame.after is None
        assert len(frame.changes) == 1


async def test_two_nodes_on_one_store_show_the_same(any_store: Store) -> None:
    """[S1] a node that hears of a commit elsewhere reads it from the journal."""
    async with Town([people()], store=any_store) as first:
        second = Town([people()], store=any_store)
        await second.hub.open()
        await first.do(add(first, "One"))
        await second.hub.catch_up()
        await second.do(add(second, "Two"))
        await first.do(add(first, "Three"))
        await second.hub.catch_up()
        audiences = ("administration",)
        assert first.hub.upto == second.hub.upto == 3
        one, two = (msgspec.json.decode(t.hub.frame_after(None, audiences)) for t in (first, second))
        assert one == two


async def test_a_stale_version_and_a_broken_rule_are_told_apart(any_store: Store) -> None:
    async with Town([people()], store=any_store) as town:
        await town.do(add(town, "Nodira"))
        async with any_store.reading() as look:
            [stored] = await look.find("person", {}, 10)
        columns = {**EMPTY, "login": "other", "named": True, "role": "dispatcher", "active": True}
        with pytest.raises(StaleState):
            async with any_store.transaction() as transaction:
                await transaction.put("person", [Put(id=stored.id, version=1, live=True, state=b"{}", columns=columns)])
        columns["login"] = "nodira"
        with pytest.raises(UniqueBroken) as broken:
            async with any_store.transaction() as transaction:
                await transaction.put("person", [Put(id="other", version=1, live=True, state=b"{}", columns=columns)])
        assert broken.value.code == "already_exists"


async def test_a_lease_has_one_holder_and_a_higher_fence_for_the_next(any_store: Store) -> None:
    async with Town([people()], store=any_store):
        first = await any_store.take_lease("job", "a", now_ms=0, until_ms=10)
        assert first is not None
        assert await any_store.take_lease("job", "b", now_ms=5, until_ms=15) is None
        again = await any_store.take_lease("job", "a", now_ms=6, until_ms=16)
        assert again is not None
        assert again.fence == first.fence
        taken = await any_store.take_lease("job", "b", now_ms=20, until_ms=30)
        assert taken is not None
        assert taken.fence == first.fence + 1


async def test_a_ticket_is_used_once_and_can_be_revoked(any_store: Store) -> None:
    async with Town([people()], store=any_store) as town:
        token = await town.tickets.issue(purpose="alert.answer", about="a", lives_ms=1000)
        assert len(token) == 22
        assert (await town.tickets.look(token, "alert.answer")).about == "a"
        with pytest.raises(Refused):
            await town.tickets.look(token, "tablet.pair")
        await town.tickets.take(token, "alert.answer")
        with pytest.raises(Refused):
            await town.tickets.take(token, "alert.answer")
        other = await town.tickets.issue(purpose="alert.answer", about="b", lives_ms=1000, uses=5)
        await town.tickets.revoke(about="b")
        with pytest.raises(Refused):
            await town.tickets.take(other, "alert.answer")
        late = await town.tickets.issue(purpose="alert.answer", about="c", lives_ms=1000)
        town.now_ms += 1001
        with pytest.raises(Refused):
            await town.tickets.look(late, "alert.answer")


def test_roles_of_people_and_of_the_frame_are_the_same_words() -> None:
    assert {"call_taker", "dispatcher", "crew", "physician", "specialist", "hospital", "administrator"} < {*Role}


async def test_what_a_failing_statement_was_told_is_not_in_its_error(tmp_path: Path) -> None:
    """An error's text goes to the log, and the values are people's names and addresses."""
    aggregates = tables.join([people()]).aggregates
    store = SqlStore(sqlite_url(tmp_path / "empty.db"), aggregates.values())
    columns = {**EMPTY, "login": "canary", "named": True, "active": True}
    with pytest.raises((DBAPIError, pysqlite3.Error)) as failed:
        async with store.transaction() as transaction:
            await transaction.put("person", [Put(id="p", version=1, live=True, state=b"canary", columns=columns)])
    assert "state_person" in str(failed.value)
    assert "canary" not in str(failed.value)
    await store.close()


async def test_s4_nobody_is_shown_the_hash_of_a_token() -> None:
    """Rule [S4]."""
    async with Town([people()]) as town:
        command = add(town)
        await town.do(command)
        before = town.hub.upto
        fields = {"sign_in_id": town.new_id(), "person_id": command.person_id, "token_hash": "c0ffee" * 10 + "c0ff"}
        await town.do(town.wish(SignInOpen, **fields))
        assert b"sign_in.opened" in town.hub.frame_after(before, ("administration",))
        assert b"c0ffee" not in town.hub.frame_after(before, ("administration",))
