"""The simulated town on a demo server: incidents come, crews go, patients are handed over, consults are concluded."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from signaling.client import Client
from simulator.door import Door
from simulator.town_life import live
from tests.fixtures.child import ChildServer, free_port


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[str]:
    """The address of a demo server whose town is empty of simulated people."""
    port = free_port()
    command = [sys.executable, "-m", "config.cli", "demo", "--quiet-town", "--port", str(port)]
    server = ChildServer(command, ready="is open at", environment={"TEZ_DATA_DIR": str(tmp_path), "PATH": ""})
    server.wait_ready(180)
    yield f"http://127.0.0.1:{port}"
    server.stop()


def handed_over(desk: Client) -> bool:
    return any(
        "handed_over" in {stamped["stage"] for stamped in assignment["milestones"]}
        for assignment in desk.things("assignment").values()
    )


@pytest.mark.slow
@pytest.mark.timeout(400)
async def test_one_emergency_by_simulated_people_alone(demo: str) -> None:
    door = Door(demo)
    dispatcher = next(person for person in await door.people() if person.role == "dispatcher")
    town = asyncio.create_task(live(demo, seed=3, pace=100, patience_s=20, between_calls_s=120))
    try:
        async with Client(demo, await door.sign_in(dispatcher.person_id)) as desk:
            await desk.until(lambda client: len(client.things("incident")) >= 2, timeout_s=60)
            await desk.until(handed_over, timeout_s=200)
            states = {brigade["state"] for brigade in desk.things("brigade").values()}
            assert "off_shift" not in states
            assert desk.gaps == 0
    finally:
        town.cancel()
        await asyncio.gather(town, return_exceptions=True)
