"""What follows without a person follows once, however often it is run, and on one node at a time."""

import asyncio
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

import msgspec
import pytest
from prometheus_client import REGISTRY

from config import wiring
from config.settings import Settings
from config.trial import people
from people.assembly import assemble as assemble_people
from signaling import clock
from signaling.consequences import Consequences
from signaling.protocol.base import Command, Event
from signaling.protocol.brigade_app import ShiftStarted, StartShift
from signaling.protocol.brigades import BrigadeStateSet
from signaling.protocol.people import PersonAdd
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Aggregate, Ask, Desk, Handler, Happened, Reaction, Role, Slice, Timer
from signaling.store.interface import Store
from signaling.store.memory import MemoryStore
from signaling.testing import Town
from tests.laws.day_of_conversations import conversations
from tests.laws.day_of_the_service import opened, set_up
from tests.laws.watching import CREWS, Day, every_slice


async def test_r1_a_reaction_that_runs_twice_acts_once(tmp_path: Path) -> None:
    """Rule [R1]: a crash between the consequence and the moving of the cursor runs the reaction again."""
    async with Town(every_slice(tmp_path)) as town:
        await set_up(Day(town))
        before = town.hub.upto
        again = Consequences(town.bus, town.hub, "another", town.clock)
        for reaction in town.tables.reactions:
            await again.catch_up(reaction, 0)
        assert town.hub.upto == before
        assert len(await town.events(ShiftStarted)) == len(CREWS)
        assert len(await town.events(BrigadeStateSet)) == len(CREWS)


async def test_r2_a_timer_that_fires_twice_acts_once(tmp_path: Path) -> None:
    """Rule [R2]."""
    async with Town(every_slice(tmp_path)) as town:
        day = Day(town)
        await set_up(day)
        await opened(day, "second")
        await conversations(day)
        before = town.hub.upto
        await town.pass_time(0)
        assert town.hub.upto == before


async def test_only_one_of_two_nodes_runs_consequences_and_the_other_takes_over(tmp_path: Path) -> None:
    async with Town(every_slice(tmp_path)) as town:
        first, second = (Consequences(town.bus, town.hub, name, town.clock) for name in ("first", "second"))
        assert await first.take_lease()
        assert not await second.take_lease()
        assert await first.take_lease()
        town.now_ms += 7_000
        assert await second.take_lease()
        assert not await first.take_lease()
        assert isinstance(town.store, MemoryStore)


async def test_a_brigade_comes_on_shift_on_a_running_server_without_anybody_else(tmp_path: Path) -> None:
    """The whole path on the real store: the tablet's command, the journal, the reaction, the other slice's command."""
    settings = Settings(data_dir=str(tmp_path))
    peopled = await people(settings, brigades=1, on_shift=False)
    service = wiring.build(settings)
    brigade_id = peopled.brigades[0]
    crew = Actor(id=brigade_id, role=Role.CREW, brigade_id=brigade_id)
    await service.node.start()
    try:
        door = service.node.door
        wish = StartShift(id=door.new_id(), made_at_ms=clock.now_ms(), brigade_id=brigade_id, crew_names=["Aziz"])
        await door.submit(wish, crew)
        async with asyncio.timeout(20):
            while b'"state":"available"' not in service.node.hub.frame_after(None, ("service",)):
                changed = service.node.hub.changed("brigade")
                changed.clear()
                await changed.wait()
    finally:
        await service.node.stop()


# -- what goes wrong alone, and what has had its time ----------------------------------------------------------------


class Knock(Command, frozen=True, tag="test.knock"):
    """Somebody knocks; ``due_ms`` is when the clock comes."""

    door: str
    due_ms: int


class Ring(Command, frozen=True, tag="test.ring"):
    """The clock's: refused unless the door is an even one."""

    door: str


class Knocked(Event, frozen=True, tag="test.knocked"):
    touches: ClassVar[dict[str, str]] = {"door": "door"}

    door: str
    due_ms: int


class Rang(Event, frozen=True, tag="test.rang"):
    touches: ClassVar[dict[str, str]] = {"door": "door"}

    door: str


class Door(msgspec.Struct, frozen=True):
    id: str
    due_ms: int | None


class House:
    """Doors that ring when they are due. The odd ones refuse; ``broken`` says which reaction or timer fails."""

    def __init__(self) -> None:
        self.rung: list[str] = []
        self.followed: list[str] = []
        self.broken = ""
        self.grown = asyncio.Event()

    async def until(self, count: int) -> None:
        """So many reactions have run."""
        while len(self.followed) < count:
            self.grown.clear()
            await self.grown.wait()

    async def knock(self, command: Knock, facts: None, desk: Desk) -> None:
        desk.record(Knocked(door=command.door, due_ms=command.due_ms))

    async def ring(self, command: Ring, facts: None, desk: Desk) -> None:
        self.rung.append(command.door)
        if command.door == self.broken:
            raise RuntimeError("broken")
        if int(command.door) % 2:
            raise Refused(Code.WRONG_STATE)
        desk.record(Rang(door=command.door))

    def following(self, name: str) -> Reaction:
        async def follow(happened: Happened, ask: Ask) -> list[Command]:
            if name == self.broken:
                raise RuntimeError("broken")
            self.followed.append(name)
            self.grown.set()
            return []

        return Reaction(name, (Knocked,), follow)

    def slice(self) -> Slice:
        doors = Aggregate(
            kind="door",
            state=Door,
            evolve={
                Knocked: lambda state, event, stamp: Door(event.door, event.due_ms),
                Rang: lambda state, event, stamp: Door(event.door, None),
            },
            views=lambda state: {},
            columns={"due_ms": (int, lambda state: state.due_ms)},
        )
        return Slice(
            name="house",
            aggregates=(doors,),
            handlers=(Handler(Knock, self.knock), Handler(Ring, self.ring)),
            reactions=(self.following("first"), self.following("second")),
            timers=(Timer("ring", "door", Door, "due_ms", lambda door: Ring(id="", made_at_ms=0, door=door.id)),),
        )


@pytest.fixture
async def house() -> AsyncIterator[tuple[House, Town]]:
    house = House()
    town = Town([house.slice()])
    town.tables.events["test.knocked"] = Knocked
    town.tables.events["test.rang"] = Rang
    async with town:
        yield house, town


async def knocks(town: Town, doors: range) -> None:
    for door in doors:
        await town.do(town.wish(Knock, door=str(door), due_ms=town.now_ms + door))


async def test_a_timer_whose_command_is_refused_asks_once_and_hides_nobody(
    house: tuple[House, Town], monkeypatch: pytest.MonkeyPatch
) -> None:
    """[R2] a thing that stays due after a "no" is not asked again twice a second, and others behind it are found."""
    rooms, town = house
    monkeypatch.setattr("signaling.consequences.READ_AT_ONCE", 3)
    await knocks(town, range(1, 12, 2))
    for _ in range(4):
        await town.pass_time(1_000)
    assert sorted(rooms.rung, key=int) == ["1", "3", "5", "7", "9", "11"]
    await town.do(town.wish(Knock, door="20", due_ms=town.now_ms))
    await town.pass_time(1_000)
    assert rooms.rung[-1] == "20"
    assert len(rooms.rung) == 7


async def test_a_timer_that_fails_is_tried_again_later_and_the_others_fire(house: tuple[House, Town]) -> None:
    """[R2] our own mistake with one thing is no other's."""
    rooms, town = house
    rooms.broken = "2"
    await knocks(town, range(2, 5, 2))
    await town.pass_time(1_000)
    assert rooms.rung == ["2", "4"]
    await town.pass_time(1_000)
    assert rooms.rung == ["2", "4"]
    rooms.broken = ""
    await town.pass_time(5_000)
    assert rooms.rung == ["2", "4", "2"]


async def test_a_tick_fires_what_is_due_and_asks_a_refused_one_once(house: tuple[House, Town]) -> None:
    """[R2] one look finds out which timers have anything to fire."""
    rooms, town = house
    consequences = Consequences(town.bus, town.hub, "test", town.clock)
    await knocks(town, range(2, 4))
    await consequences.fire_overdue()
    assert rooms.rung == []
    town.now_ms += 1_000
    for _ in range(3):
        await consequences.fire_overdue()
    assert rooms.rung == ["2", "3"]


async def test_a_reaction_that_fails_stops_no_other_and_loses_nothing(house: tuple[House, Town]) -> None:
    """[R1] it keeps its place in the journal and is tried again."""
    rooms, town = house
    rooms.broken = "first"
    consequences = Consequences(town.bus, town.hub, "test", town.clock)
    await knocks(town, range(1))
    running = asyncio.create_task(consequences.run())
    try:
        async with asyncio.timeout(10):
            await rooms.until(1)
            assert rooms.followed == ["second"]
            rooms.broken = ""
            town.now_ms += 6_000
            await knocks(town, range(2, 3))
            await rooms.until(4)
        assert sorted(rooms.followed) == ["first", "first", "second", "second"]
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_answers_are_forgotten_after_thirty_days_and_tickets_when_nobody_can_use_them(any_store: Store) -> None:
    """[W4] is kept for thirty days."""
    async with Town([assemble_people()], store=any_store) as town:
        fields = {"login": "x", "name": "X", "role": "dispatcher"}
        first = town.wish(PersonAdd, person_id=town.new_id(), **fields)
        await town.do(first)
        used, late, good = [
            await town.tickets.issue(purpose="p", about=about, lives_ms=lives_ms)
            for about, lives_ms in (("used", 99 * 86_400_000), ("late", 1_000), ("good", 99 * 86_400_000))
        ]
        await town.tickets.take(used, "p")
        consequences = Consequences(town.bus, town.hub, "test", town.clock)
        town.now_ms += 29 * 86_400_000
        second = town.wish(PersonAdd, person_id=town.new_id(), **{**fields, "login": "y"})
        await town.do(second)
        await consequences.forget()
        async with any_store.reading() as look:
            assert await look.remembered(first.id) is not None
        town.now_ms += 2 * 86_400_000
        await consequences.forget()
        async with any_store.reading() as look:
            assert await look.remembered(first.id) is None
            assert await look.remembered(second.id) is not None
        assert [await any_store.ticket(sha256(token.encode()).hexdigest()) is None for token in (used, late, good)] == [
            True,
            True,
            False,
        ]


async def test_every_answered_command_is_counted_with_its_fate(house: tuple[House, Town]) -> None:
    rooms, town = house

    def counted(fate: str) -> float:
        labels = {"type": "test.ring", "fate": fate}
        return REGISTRY.get_sample_value("tez_commands_total", labels) or 0.0

    await knocks(town, range(2, 4))
    before = {fate: counted(fate) for fate in ("done", "refused", "broken")}
    await town.do(town.wish(Ring, door="2"))
    with pytest.raises(Refused):
        await town.do(town.wish(Ring, door="3"))
    rooms.broken = "2"
    with pytest.raises(RuntimeError):
        await town.do(town.wish(Ring, door="2"))
    assert {fate: counted(fate) - before[fate] for fate in before} == {"done": 1, "refused": 1, "broken": 1}
