"""A gateway of the bench's own, in a process of its own: Twilio's Messages as far as a sender needs them, at a pace,
with errors, and with a ledger that says what was taken, whatever the sender was told.

``python -m bench.gateway`` reads its plan from standard input, says its address, and at each further line says its
ledger as JSON. It is held to Twilio's own description by the test that holds the tests' own gateway to it.
"""

import asyncio
import hashlib
import hmac
import random
import sys
import time
from base64 import b64encode
from collections import deque
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import aiohttp
import msgspec
import uvloop
from aiohttp import web

from signaling import clock

ACCOUNT = "AC" + "0b" * 16
TOKEN = "0c" * 16
PATH = f"/2010-04-01/Accounts/{ACCOUNT}"


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """``per_second`` messages are taken, what comes faster is answered 429; ``errors`` is the share of creates that go
    wrong (a 429, a 500 before or after it was taken, a lost answer, in equal parts). ``callbacks``: reports what
    becomes of each message."""

    per_second: float = 50
    errors: float = 0.02
    callbacks: bool = True
    seed: int = 1
    port: int = 0


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """``delivery_id`` stands in the address at which we are to report; the text's code may be another's as well."""

    sid: str
    delivery_id: str
    to: str
    body: str
    at_ms: int


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """``first_ms``: a message → when it was first brought to us, taken or not."""

    taken: list[Taken]
    first_ms: dict[str, int]
    answers: dict[str, int]


class Gateway:
    """Answers creates and lists; callbacks go out a little later."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._chance = random.Random(plan.seed)
        self._taken: list[Taken] = []
        self._first_ms: dict[str, int] = {}
        self._answers: dict[str, int] = {}
        self._lately: deque[float] = deque()
        self._telling: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None

    async def start(self) -> tuple[web.AppRunner, str]:
        """The runner, and the address."""
        application = web.Application()
        application.add_routes(
            [web.post(f"{PATH}/Messages.json", self._create), web.get(f"{PATH}/Messages.json", self._list)]
        )
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self._plan.port).start()
        return runner, f"http://127.0.0.1:{runner.addresses[0][1]}"

    async def close(self) -> None:
        for task in self._telling:
            task.cancel()
        await asyncio.gather(*self._telling, return_exceptions=True)
        if self._session:
            await self._session.close()

    def ledger(self) -> Ledger:
        return Ledger(taken=self._taken, first_ms=self._first_ms, answers=self._answers)

    async def _create(self, request: web.Request) -> web.StreamResponse:
        form = {name: str(value) for name, value in (await request.post()).items()}
        delivery_id = form["StatusCallback"].split("/")[-2]
        self._first_ms.setdefault(delivery_id, _now_ms())
        fault = self._fault()
        self._answers[fault] = self._answers.get(fault, 0) + 1
        if fault == "too_many":
            return _error(429, 20429, {"Retry-After": "1"})
        if fault == "error_before":
            return _error(500, 20500)
        sid = f"SM{len(self._taken) + 1:032x}"
        taken = Taken(sid=sid, delivery_id=delivery_id, to=form["To"], body=form["Body"], at_ms=_now_ms())
        self._taken.append(taken)
        if self._plan.callbacks:
            task = asyncio.create_task(self._tell(taken, form["StatusCallback"]))
            self._telling.add(task)
            task.add_done_callback(self._telling.discard)
        if fault == "error_after":
            return _error(503, 20503)
        if fault == "lost" and request.transport is not None:
            request.transport.abort()
        return web.json_response(_shown(taken, form), status=201)

    def _fault(self) -> str:
        now = time.monotonic()
        while self._lately and self._lately[0] < now - 1:
            self._lately.popleft()
        if len(self._lately) >= self._plan.per_second * 1.1:
            return "too_many"
        self._lately.append(now)
        if self._chance.random() >= self._plan.errors:
            return "taken"
        return self._chance.choice(("too_many", "error_before", "error_after", "lost"))

    async def _list(self, request: web.Request) -> web.Response:
        """Newest first. All that was taken counts as sent, so a filter by date never hides it."""
        wanted, size = request.query.get("To"), int(request.query.get("PageSize", "50"))
        found = [taken for taken in reversed(self._taken) if wanted in (None, taken.to)][:size]
        page = f"https://api.twilio.com{PATH}/Messages.json?PageSize={size}&Page=0"
        return web.json_response(
            {
                "end": max(0, len(found) - 1),
                "first_page_uri": page,
                "next_page_uri": None,
                "page": 0,
                "page_size": size,
                "previous_page_uri": None,
                "start": 0,
                "uri": page,
                "messages": [_shown(taken, {}) for taken in found],
            }
        )

    async def _tell(self, taken: Taken, address: str) -> None:
        self._session = self._session or aiohttp.ClientSession()
        for status in ("sent", "delivered"):
            await asyncio.sleep(self._chance.uniform(0.2, 1.5))
            form = {"MessageSid": taken.sid, "MessageStatus": status, "To": taken.to}
            signed = address + "".join(f"{name}{form[name]}" for name in sorted(form))
            signature = b64encode(hmac.new(TOKEN.encode(), signed.encode(), hashlib.sha1).digest()).decode()
            try:
                async with self._session.post(address, data=form, headers={"X-Twilio-Signature": signature}):
                    pass
            except aiohttp.ClientError:
                continue


def _now_ms() -> int:
    return clock.now_ms()


def _shown(taken: Taken, form: dict[str, str]) -> dict[str, Any]:
    made = datetime.fromtimestamp(taken.at_ms / 1000, UTC)
    uri = f"{PATH}/Messages/{taken.sid}"
    return {
        "account_sid": ACCOUNT,
        "api_version": "2010-04-01",
        "body": taken.body,
        "date_created": format_datetime(made),
        "date_sent": format_datetime(made + timedelta(seconds=0)),
        "date_updated": format_datetime(made),
        "direction": "outbound-api",
        "error_code": None,
        "error_message": None,
        "from": form.get("From"),
        "messaging_service_sid": form.get("MessagingServiceSid"),
        "num_media": "0",
        "num_segments": "1",
        "price": None,
        "price_unit": None,
        "sid": taken.sid,
        "status": "queued",
        "subresource_uris": {"media": f"{uri}/Media.json"},
        "to": taken.to,
        "uri": f"{uri}.json",
    }


def _error(status: int, code: int, headers: dict[str, str] | None = None) -> web.Response:
    body = {
        "code": code,
        "message": "Not now",
        "more_info": f"https://www.twilio.com/docs/errors/{code}",
        "status": status,
    }
    return web.json_response(body, status=status, headers=headers)


async def main() -> None:
    """Until its input ends."""
    loop = asyncio.get_running_loop()
    gateway = Gateway(msgspec.json.decode(sys.stdin.buffer.readline(), type=Plan))
    runner, url = await gateway.start()
    print(url, flush=True)
    while await loop.run_in_executor(None, sys.stdin.buffer.readline):
        print(msgspec.json.encode(gateway.ledger()).decode(), flush=True)
    await gateway.close()
    await runner.cleanup()


if __name__ == "__main__":
    uvloop.run(main())
