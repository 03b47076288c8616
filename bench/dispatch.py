"""How long an assignment takes to its tablet and to every screen: one sample is one assignment × one receiver.

The server runs in its own process on the durable store; the receivers in two others. Everything is an ordinary client
of the protocol.
"""

import asyncio
import random
import sys
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Any

import msgspec

from bench.measures import in_milliseconds, percentile
from bench.receivers import Task
from signaling.client import Client
from signaling.protocol.assignments import AssignBrigade
from signaling.protocol.base import Point
from signaling.protocol.incidents import OpenIncident
from signaling.protocol.reasons import ReasonList
from signaling.protocol.recommendations import AskRecommendation

LOST_AFTER_S = 5.0
DESKS = 10  # dispatchers who send; a desk's commands are answered in their order, so one desk would wait for itself
ASKS_EVERY_S = 0.5


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """``screens`` and ``tablets`` are session tokens; ``brigades`` the ids that belong to the tablets."""

    url: str
    dispatcher: str
    screens: list[str]
    tablets: list[str]
    brigades: list[str]
    around: Point
    assignments: int = 100
    over_s: float = 20.0
    seed: int = 1


class _Receivers:
    """A child process of ``bench.receivers``."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, task: Task) -> "_Receivers":
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bench.receivers", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            limit=64 * 1024 * 1024,
        )  # fmt: skip
        started = cls(process)
        await started._say(msgspec.json.encode(task))
        if (await started._hear()).strip() != b"ready":
            raise RuntimeError("the receivers did not connect")
        return started

    async def _say(self, line: bytes) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + b"\n")
        await self._process.stdin.drain()

    async def _hear(self) -> bytes:
        assert self._process.stdout is not None
        return await self._process.stdout.readline()

    async def stop(self) -> list[dict[str, int]]:
        """What each connection saw."""
        await self._say(b"stop")
        seen = msgspec.json.decode(await self._hear(), type=list[dict[str, int]])
        await self._process.wait()
        return seen


async def measure(plan: Plan) -> dict[str, Any]:
    """Runs the plan; samples, percentiles in milliseconds, and how many were not there in time."""
    chance = random.Random(plan.seed)
    screens = await _Receivers.start(Task(plan.url, plan.screens, False, plan.around, plan.seed))
    tablets = await _Receivers.start(Task(plan.url, plan.tablets, True, plan.around, plan.seed))
    async with AsyncExitStack() as stack:
        desks = [
            await stack.enter_async_context(Client(plan.url, f"tez_session={plan.dispatcher}")) for _ in range(DESKS)
        ]
        asker = await stack.enter_async_context(Client(plan.url, f"tez_session={plan.dispatcher}"))
        reasons = [reason["code"] for reason in (await asker.ask(ReasonList()))["reasons"]]
        incidents = [await _open(asker, plan, chance, reasons) for _ in range(plan.assignments)]
        asked: list[int] = []
        asking = asyncio.create_task(_keep_asking(asker, incidents, random.Random(plan.seed), asked))
        await asyncio.sleep(2)
        sent = await _assign(desks, plan, incidents, chance)
        await asyncio.sleep(LOST_AFTER_S)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
    seen_by_screens, seen_by_tablets = await screens.stop(), await tablets.stop()
    samples: list[float] = []
    for number, incident_id in enumerate(incidents):
        receivers = [*seen_by_screens, seen_by_tablets[number]]
        samples += [seen[incident_id] - sent[incident_id] for seen in receivers if incident_id in seen]
    return {**_figures(samples, plan), "recommendations": len(asked)}


def _figures(samples: Sequence[float], plan: Plan) -> dict[str, Any]:
    in_time = [sample for sample in samples if sample <= LOST_AFTER_S * 1e9]
    expected = plan.assignments * (len(plan.screens) + 1)
    return {
        "samples": expected,
        "p50_ms": in_milliseconds(percentile(in_time, 0.50)),
        "p99_ms": in_milliseconds(percentile(in_time, 0.99)),
        "max_ms": in_milliseconds(max(in_time, default=0)),
        "lost": expected - len(in_time),
    }


async def _open(dispatcher: Client, plan: Plan, chance: random.Random, reasons: Sequence[str]) -> str:
    point = Point(plan.around.lon + chance.uniform(-0.02, 0.02), plan.around.lat + chance.uniform(-0.02, 0.02))
    wish = OpenIncident(**dispatcher.envelope(), reason=chance.choice(reasons), point=point, age_years=60)
    return str((await dispatcher.do(wish))["incident_id"])


async def _keep_asking(dispatcher: Client, incidents: Sequence[str], chance: random.Random, asked: list[int]) -> None:
    while True:
        wish = AskRecommendation(**dispatcher.envelope(), incident_id=chance.choice(incidents))
        before = time.monotonic_ns()
        await dispatcher.do(wish)
        asked.append(time.monotonic_ns() - before)
        await asyncio.sleep(ASKS_EVERY_S)


async def _assign(
    desks: Sequence[Client], plan: Plan, incidents: Sequence[str], chance: random.Random
) -> dict[str, int]:
    """Sends each assignment at its instant; incident → when it was sent."""
    instants = sorted(chance.uniform(0, plan.over_s) for _ in incidents)
    began = time.monotonic()
    sent: dict[str, int] = {}
    answers = []
    for number, (instant, incident_id) in enumerate(zip(instants, incidents, strict=True)):
        await asyncio.sleep(max(0.0, began + instant - time.monotonic()))
        desk, brigade_id = desks[number % len(desks)], plan.brigades[number]
        wish = AssignBrigade(**desk.envelope(), incident_id=incident_id, brigade_id=brigade_id)
        sent[incident_id] = time.monotonic_ns()
        answers.append(asyncio.create_task(desk.do(wish)))
    await asyncio.gather(*answers)
    return sent
