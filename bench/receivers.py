"""A process of receivers: many screens or tablets, each an ordinary ``websockets`` client, that note when an assignment
reached them. ``python -m bench.receivers`` reads its task from standard input, says ``ready``, and at ``stop`` prints
what it saw. All processes read one monotonic clock, so instants can be compared.
"""

import asyncio
import random
import sys
import time
from typing import Any

import msgspec
import uvloop
from websockets.asyncio.client import ClientConnection, connect

from signaling import clock
from signaling.protocol.base import Point
from signaling.protocol.brigade_app import PositionFix
from signaling.protocol.frames import SCHEMA, Hello

FIX_EVERY_S = 5.0
_MARK = b'"type":"brigade.assigned"'


class Task(msgspec.Struct, frozen=True):
    """``tokens``: a session cookie for each connection. ``fixes``: whether each sends its position every 5 s."""

    url: str
    tokens: list[str]
    fixes: bool
    around: Point
    seed: int


class _Body(msgspec.Struct):
    incident_id: str = ""


class _Event(msgspec.Struct):
    type: str
    body: Any = None


class _Frame(msgspec.Struct):
    events: list[_Event] = []


_frames = msgspec.json.Decoder(_Frame)


class Receiver:
    """One connection and what it saw: incident → nanoseconds of the monotonic clock."""

    def __init__(self, task: Task, number: int) -> None:
        self.seen: dict[str, int] = {}
        self.ready = asyncio.Event()
        self._task = task
        self._number = number
        self._chance = random.Random(task.seed * 100_003 + number)

    async def run(self) -> None:
        socket = f"{self._task.url.replace('http', 'ws', 1)}/socket"
        cookie = {"Cookie": f"tez_session={self._task.tokens[self._number]}"}
        async with connect(
            socket, additional_headers=cookie, compression=None, max_size=None, proxy=None
        ) as connection:
            await connection.send(msgspec.json.encode(Hello(schema=SCHEMA)).decode())
            moving = asyncio.create_task(self._move(connection)) if self._task.fixes else None
            try:
                await self._listen(connection)
            finally:
                if moving:
                    moving.cancel()

    async def _listen(self, connection: ClientConnection) -> None:
        async for message in connection:
            at = time.monotonic_ns()
            data = message.encode() if isinstance(message, str) else message
            if not self.ready.is_set() and data.startswith(b'{"type":"frame"'):
                self.ready.set()
            if _MARK in data:
                for event in _frames.decode(data).events:
                    if event.type == "brigade.assigned":
                        self.seen.setdefault(event.body["incident_id"], at)

    async def _move(self, connection: ClientConnection) -> None:
        await self.ready.wait()
        await asyncio.sleep(self._chance.uniform(0, FIX_EVERY_S))
        lon, lat = self._task.around.lon, self._task.around.lat
        while True:
            lon += self._chance.uniform(-0.0004, 0.0004)
            lat += self._chance.uniform(-0.0004, 0.0004)
            fix = PositionFix(point=Point(lon, lat), at_device_ms=clock.now_ms(), speed_kmh=30.0, accuracy_m=8.0)
            await connection.send(msgspec.json.encode(fix).decode())
            await asyncio.sleep(FIX_EVERY_S)


async def main() -> None:
    """Connects all, says so, and listens until told to stop."""
    task = msgspec.json.decode(sys.stdin.buffer.readline(), type=Task)
    receivers = [Receiver(task, number) for number in range(len(task.tokens))]
    running = [asyncio.create_task(receiver.run()) for receiver in receivers]
    for receiver in receivers:
        await receiver.ready.wait()
    print("ready", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.buffer.readline)
    print(msgspec.json.encode([receiver.seen for receiver in receivers]).decode(), flush=True)
    for each in running:
        each.cancel()


if __name__ == "__main__":
    uvloop.run(main())
