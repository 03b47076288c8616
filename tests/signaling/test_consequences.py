"""What follows without a person follows once, however often it is run, and on one node at a time."""

import asyncio
from pathlib import Path

from config import wiring
from config.settings import Settings
from config.trial import people
from signaling import clock
from signaling.consequences import Consequences
from signaling.protocol.brigade_app import ShiftStarted, StartShift
from signaling.protocol.dispatch import BrigadeStateSet
from signaling.slice import Actor, Role
from signaling.store.memory import MemoryStore
from signaling.testing import Town
from tests.laws.test_every_command import CREWS, Day, conversations, every_slice, opened, set_up


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
