"""What a thousand alerts at once do to whoever works at the desks, and how soon the most urgent of them leave.

How they come at once: 1,000 consults are asked for by ordinary clients while no node follows the journal (``hold``:
another node has the lease and does nothing with it, as one that hangs); then the lease is free, the server takes it
and finds all of them to be alerted about. Phases without and with such a storm alternate. In each the desks open and
close incidents at the same pace, each command at its instant whether the one before it was answered or not.
"""

import asyncio
import random
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from typing import Any

import msgspec

from bench import gateway
from bench.measures import in_milliseconds, percentile
from signaling import clock
from signaling.client import Client
from signaling.ids import new_id
from signaling.protocol.base import Command, Point
from signaling.protocol.consult_room import ConsultAsk
from signaling.protocol.incidents import CloseIncident, OpenIncident, Result

DESKS = 8
ASKERS = 8
SETTLE_S = 2.0  # between phases
ENOUGH_S = 400.0


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """``dispatcher`` and ``asker`` are session tokens; ``alerts`` and ``commands`` are of each storm and phase."""

    url: str
    dispatcher: str
    asker: str
    around: Point
    alerts: int = 1000
    urgent: int = 50
    commands: int = 2000
    per_second: float = 40.0
    rounds: int = 3
    specialty: str = "cardiology"
    seed: int = 1


class Outside:
    """The gateway's process."""

    def __init__(self, process: asyncio.subprocess.Process, url: str) -> None:
        self._process = process
        self.url = url

    @classmethod
    async def start(cls, plan: gateway.Plan) -> "Outside":
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bench.gateway", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            limit=256 * 1024 * 1024,
        )  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(msgspec.json.encode(plan) + b"\n")
        url = (await process.stdout.readline()).decode().strip()
        if not url:
            raise RuntimeError("the gateway did not start")
        return cls(process, url)

    async def ledger(self) -> gateway.Ledger:
        """What it has taken so far."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(b"ledger\n")
        return msgspec.json.decode(await self._process.stdout.readline(), type=gateway.Ledger)

    async def stop(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()


class Holds:
    """The bench's hand on the service: ``hold`` keeps it from following the journal, ``release`` ends that, ``settled``
    says how many messages need nothing more."""

    def __init__(
        self,
        hold: Callable[[], Awaitable[None]],
        release: Callable[[], Awaitable[None]],
        settled: Callable[[], Awaitable[int]],
    ) -> None:
        self.hold = hold
        self.release = release
        self.settled = settled


async def measure(plan: Plan, holds: Holds) -> dict[str, Any]:
    """Medians and percentiles in milliseconds, of each phase and of all."""
    idle: list[list[float]] = []
    storm: list[list[float]] = []
    drained_s: list[float] = []
    async with AsyncExitStack() as stack:
        cookie = f"tez_session={plan.dispatcher}"
        desks = [await stack.enter_async_context(Client(plan.url, cookie)) for _ in range(DESKS)]
        await _phase(desks, plan, -1, plan.commands // 4)  # not counted: the first of everything is slow
        for number in range(plan.rounds):
            idle.append(await _phase(desks, plan, 2 * number, plan.commands))
            await holds.hold()
            await _ask(plan, number)
            await asyncio.sleep(SETTLE_S)
            await holds.release()
            began = time.monotonic()
            storm.append(await _phase(desks, plan, 2 * number + 1, plan.commands))
            drained_s.append(await _drained(holds, began, (number + 1) * plan.alerts))
            await asyncio.sleep(SETTLE_S)
    return _figures(idle, storm) | {"drained_s": drained_s}


async def _drained(holds: Holds, began: float, alerts: int) -> float:
    """How many seconds after its beginning the storm had nothing left to send; what is unsent then is counted."""
    settled = await holds.settled()
    while settled < alerts and time.monotonic() < began + ENOUGH_S:
        await asyncio.sleep(0.5)
        settled = await holds.settled()
    return round(time.monotonic() - began, 1)


def _figures(idle: Sequence[Sequence[float]], storm: Sequence[Sequence[float]]) -> dict[str, Any]:
    all_idle, all_storm = ([each for phase in phases for each in phase] for phases in (idle, storm))
    return {
        "command_p50_ratio": round(percentile(all_storm, 0.5) / max(1.0, percentile(all_idle, 0.5)), 3),
        "command_p99_ms": in_milliseconds(percentile(all_storm, 0.99)),
        "command_p50_ms": in_milliseconds(percentile(all_storm, 0.5)),
        "command_max_ms": in_milliseconds(max(all_storm, default=0)),
        "idle_p50_ms": in_milliseconds(percentile(all_idle, 0.5)),
        "idle_p99_ms": in_milliseconds(percentile(all_idle, 0.99)),
        "idle_phases_p50_ms": [in_milliseconds(percentile(phase, 0.5)) for phase in idle],
        "storm_phases_p50_ms": [in_milliseconds(percentile(phase, 0.5)) for phase in storm],
        "idle_phases_p99_ms": [in_milliseconds(percentile(phase, 0.99)) for phase in idle],
        "storm_phases_p99_ms": [in_milliseconds(percentile(phase, 0.99)) for phase in storm],
        "commands": len(all_idle) + len(all_storm),
    }


async def _phase(desks: Sequence[Client], plan: Plan, number: int, commands: int) -> list[float]:
    """Nanoseconds from each command's instant to its answer: incidents that are opened and closed again."""
    chance = random.Random(plan.seed * 1009 + number)
    times: list[float] = []
    began = time.monotonic()

    async def play(desk: Client, place: int) -> None:
        incident_id = new_id(clock.now_ms())
        point = Point(plan.around.lon + chance.uniform(-0.02, 0.02), plan.around.lat + chance.uniform(-0.02, 0.02))
        opening = OpenIncident(
            **desk.envelope(), incident_id=incident_id, reason="chest_pain", point=point, age_years=60
        )
        await timed(desk, opening, (place + chance.random()) / plan.per_second)
        closing = CloseIncident(**desk.envelope(), incident_id=incident_id, result=Result.FALSE_CALL)
        await timed(desk, closing, (place + len(desks) * 4 + 1 + chance.random()) / plan.per_second)

    async def timed(desk: Client, command: Command, instant_s: float) -> None:
        await asyncio.sleep(max(0.0, began + instant_s - time.monotonic()))
        before = time.monotonic_ns()
        await desk.do(command)
        times.append(time.monotonic_ns() - before)

    await asyncio.gather(*(play(desks[place // 2 % len(desks)], place) for place in range(0, commands, 2)))
    return times


async def _ask(plan: Plan, number: int) -> None:
    """Asks for all consults, the emergencies among them at random places."""
    chance = random.Random(plan.seed * 7919 + number)
    emergencies = set(chance.sample(range(plan.alerts), plan.urgent))
    waiting = iter(range(plan.alerts))

    async def keep_asking(asker: Client) -> None:
        for place in waiting:
            wish = ConsultAsk(
                **asker.envelope(),
                consult_id=new_id(clock.now_ms()),
                specialty=msgspec.convert(plan.specialty, ConsultAsk.__annotations__["specialty"]),
                urgency="emergency" if place in emergencies else "urgent",
                question="ST elevation?",
            )
            await asker.do(wish)

    async with AsyncExitStack() as stack:
        cookie = f"tez_session={plan.asker}"
        askers = [await stack.enter_async_context(Client(plan.url, cookie)) for _ in range(ASKERS)]
        await asyncio.gather(*(keep_asking(asker) for asker in askers))
