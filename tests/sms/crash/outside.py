"""The gateway of the campaign: it loses answers, delays them, refuses, calls back early, late, twice and in disorder,
and it says when the server is to be killed, for it knows what is on its way."""

import asyncio
import contextlib
import random
from collections import Counter, defaultdict
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, Literal

import aiohttp
from aiohttp import web

from tests.fakes.twilio.messages import Accepted
from tests.fakes.twilio.server import FakeTwilio, _error

Instant = Literal["post_begins", "taken_unanswered", "answered", "settled", "look"]
INSTANTS: tuple[Instant, ...] = ("post_begins", "taken_unanswered", "answered", "settled", "look")

STALE_AT_MOST_S, HELD_S = 8.0, 1.5
"""A stale answer comes when the next attempt is on its way, which is answered a little after that; or after this long,
if there is no next attempt."""

CALM_FROM_ATTEMPT = 8
"""From this attempt on nothing goes wrong any more, so that a campaign ends."""

FAULTS = {
    "lose_answer": 0.08,
    "error_after": 0.06,
    "garbage_after": 0.04,
    "error_before": 0.06,
    "too_many": 0.08,
    "slow": 0.12,
}
STALE = 0.15
"""The share of messages of which one attempt is refused long after its lease, while the next is on its way."""


@dataclass(kw_only=True)
class Outside(FakeTwilio):
    """``to_kill`` is put an instant when it has come; the gateway then waits for ``killed``."""

    seed: int
    instants: list[Instant]
    to_kill: asyncio.Queue[Instant] = field(default_factory=asyncio.Queue)
    killed: asyncio.Event = field(default_factory=asyncio.Event)
    killed_at: Counter[str] = field(default_factory=Counter)
    begun: Counter[tuple[str, int]] = field(default_factory=Counter)
    faulted: Counter[str] = field(default_factory=Counter)
    signs: dict[tuple[str, str, int], asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))
    stale_since: dict[str, tuple[int, int]] = field(default_factory=dict)
    telling: set[asyncio.Task[None]] = field(default_factory=set)
    told: int = 0

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        self._wait_for = 3

    async def _create(self, request: web.Request) -> web.StreamResponse:
        self.requests.append("create")
        form = {name: str(value) for name, value in (await request.post()).items()}
        delivery_id, attempt = attempt_of(form["StatusCallback"])
        self.begun[delivery_id, attempt] += 1
        self.signs["begun", delivery_id, attempt].set()
        await self._perhaps_kill("post_begins")
        fault = self._fault(delivery_id, attempt)
        self.faulted[fault] += 1
        if fault == "stale":
            await self._wait(("begun", delivery_id, attempt + 1), STALE_AT_MOST_S)
            self._start(self._say(("stale", delivery_id, attempt)))
        if fault in ("too_many", "stale"):
            return _error(429, 20429, "Too Many Requests", {"Retry-After": "0"})
        if fault == "error_before":
            return _error(500, 20500, "Internal Server Error")
        accepted = self._accept(form)
        if fault != "held":
            self._call_back(accepted)
        await self._perhaps_kill("taken_unanswered")
        if fault == "held":
            await self._wait(("stale", delivery_id, attempt - 1), STALE_AT_MOST_S / 4)
            await asyncio.sleep(HELD_S)
            self._call_back(accepted)
        if fault == "slow":
            await asyncio.sleep(self._chance.uniform(0.05, 0.8))
        self._start(self._kill_after("answered", 0.0))
        self._start(self._kill_after("settled", 0.06))
        if fault == "lose_answer" and request.transport is not None:
            request.transport.abort()
        if fault == "error_after":
            return _error(503, 20503, "Service Unavailable")
        if fault == "garbage_after":
            return web.Response(status=201, text="{", content_type="application/json")
        return web.json_response(accepted.shown(), status=201)

    async def _list(self, request: web.Request) -> web.StreamResponse:
        await self._perhaps_kill("look")
        return await super()._list(request)

    def _fault(self, delivery_id: str, attempt: int) -> str:
        """By the message and its attempt, whatever the order in which they come."""
        if random.Random(f"{self.seed} {delivery_id}").random() < STALE:
            kills = sum(self.killed_at.values())
            began, under = self.stale_since.get(delivery_id, (attempt, -1))
            if under != kills:  # the server that was to come back too late is dead: once more
                began, _ = self.stale_since[delivery_id] = attempt, kills
            return {0: "stale", 1: "held"}.get(attempt - began, "none")
        if attempt >= CALM_FROM_ATTEMPT:
            return "none"
        drawn = random.Random(f"{self.seed} {delivery_id} {attempt}").random()
        for fault, share in FAULTS.items():
            if drawn < share:
                return fault
            drawn -= share
        return "none"

    async def _wait(self, sign: tuple[str, str, int], seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.signs[sign].wait()

    async def _say(self, sign: tuple[str, str, int]) -> None:
        self.signs[sign].set()

    # -- kills ---------------------------------------------------------------------------------------------------

    async def _kill_after(self, instant: Instant, after_s: float) -> None:
        await asyncio.sleep(self._chance.uniform(0, 0.02) + after_s)
        await self._perhaps_kill(instant)

    async def _perhaps_kill(self, instant: Instant) -> None:
        """Asks for the kill if this is the instant that is next, and goes on when it is done."""
        if not self.instants or self.instants[0] != instant or not self.to_kill.empty():
            return
        self._wait_for -= 1
        if self._wait_for > 0:
            return
        self._wait_for = 1 if self.instants[1:2] == ["look"] else self._chance.randint(1, 6)
        self.killed.clear()
        self.killed_at[self.instants.pop(0)] += 1
        await self.to_kill.put(instant)
        await self.killed.wait()

    # -- callbacks -----------------------------------------------------------------------------------------------

    def _call_back(self, accepted: Accepted) -> None:
        """Each state once or twice, in any order, some before the create is answered."""
        states = self._chance.choices(("queued", "sending", "sent", "delivered"), k=self._chance.randint(0, 6))
        for status in states:
            self._start(self._tell_after(accepted, status, self._chance.choice((0.0, 0.01, 0.3, 1.5))))

    async def _tell_after(self, accepted: Accepted, status: str, after_s: float) -> None:
        await asyncio.sleep(after_s)
        try:
            await self.tell(accepted.sid, status)
            self.told += 1
        except aiohttp.ClientError:
            return  # nobody listens just now

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self.telling.add(task)
        task.add_done_callback(self.telling.discard)

    async def quiet(self) -> None:
        """Nothing of it is under way any more."""
        for task in list(self.telling):
            task.cancel()
        await asyncio.gather(*self.telling, return_exceptions=True)


def attempt_of(status_callback: str | None) -> tuple[str, int]:
    """The delivery and the attempt that a message's callback address names."""
    assert status_callback is not None
    *_, delivery_id, attempt = status_callback.split("/")
    return delivery_id, int(attempt)
