"""A Twilio of the tests' own: it keeps what it accepted, refuses what Twilio refuses, and fails as it is told to.

It is held to Twilio's own description of its API by ``test_contract.py``. Its ledger is the oracle: what stands there
was accepted, whatever the sender was told. Callbacks go out when a test says so, in whatever order it says.
"""

import asyncio
import re
from base64 import b64decode
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal, Self

import aiohttp
from aiohttp import web
from twilio.request_validator import RequestValidator

from tests.fakes.twilio.calls import ACCOUNT, CallLedger, Heard, PlacedCall
from tests.fakes.twilio.messages import Accepted, page_of

Fault = Literal["drop_after", "error_after", "error_before", "slow", "too_many", "garbage_after"]
"""``…_after``: the message is accepted and the sender does not hear it; ``slow`` answers when ``release`` is set.
``accepted`` is set with the first message in the ledger."""

TOKEN = "12345678901234567890123456789012"
FORMAT_OF_DATES = ("%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d")


@dataclass
class FakeTwilio:
    """``faults`` are used up one a create; ``refusals`` too: (HTTP status, Twilio's code). ``reach`` turns a public
    address into the one where the server under test listens, as the proxy in front of it would."""

    reach: Callable[[str], str] = str
    ledger: list[Accepted] = field(default_factory=list)
    faults: deque[Fault] = field(default_factory=deque)
    refusals: deque[tuple[int, int]] = field(default_factory=deque)
    accepted: asyncio.Event = field(default_factory=asyncio.Event)
    release: asyncio.Event = field(default_factory=asyncio.Event)
    now: datetime = datetime(2026, 9, 21, 14, 0, tzinfo=UTC)
    requests: list[str] = field(default_factory=list)
    url: str = ""
    state: Literal["active", "suspended", "closed"] = "active"
    calls: CallLedger = field(default_factory=CallLedger)

    @asynccontextmanager
    async def running(self, port: int = 0) -> AsyncIterator[Self]:
        """Listens on the port, or on one of its own; ``url`` says where."""
        application = web.Application()
        account = "/2010-04-01/Accounts/{account}"
        application.add_routes(
            [
                web.post(f"{account}/Messages.json", self._create),
                web.get(f"{account}/Messages.json", self._list),
                web.get(f"{account}/Messages/{{sid}}.json", self._fetch),
                web.post(f"{account}/Calls.json", self._create),
                web.get(f"{account}/Calls.json", self._list_calls),
                web.get(f"{account}.json", self._account),
            ]
        )
        runner = web.AppRunner(application, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            self.release.set()
            await runner.cleanup()

    # -- the API -------------------------------------------------------------------------------------------------

    async def _create(self, request: web.Request) -> web.StreamResponse:
        self.requests.append("create")
        posted = await request.post()
        form = {name: str(value) for name, value in posted.items()}
        calling = request.path.endswith("/Calls.json")
        if denied := self._denied(request):
            return denied
        fault = self.faults.popleft() if self.faults else None
        if fault == "too_many":
            return _error(429, 20429, "Too Many Requests", {"Retry-After": "3"})
        if fault == "error_before":
            return _error(500, 20500, "Internal Server Error")
        if refused := self._refused_call(form) if calling else self._refused(form):
            return refused
        accepted: Accepted | PlacedCall
        if calling:
            events = [str(event) for event in posted.getall("StatusCallbackEvent", [])]
            accepted = self.calls.place(form, events, self.now)
            self.accepted.set()
        else:
            accepted = self._accept(form)
        if fault == "slow":
            await self.release.wait()
        if fault == "drop_after" and request.transport is not None:
            request.transport.abort()
        if fault == "error_after":
            return _error(503, 20503, "Service Unavailable")
        if fault == "garbage_after":
            return web.Response(status=201, text="{", content_type="application/json")
        return web.json_response(accepted.shown(), status=201)

    async def _account(self, request: web.Request) -> web.Response:
        shown = {"sid": ACCOUNT, "status": self.state, "type": "Full", "friendly_name": "103"}
        return self._denied(request) or web.json_response(shown)

    def _denied(self, request: web.Request) -> web.Response | None:
        expected = f"{ACCOUNT}:{TOKEN}".encode()
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Basic" or b64decode(given) != expected or request.match_info["account"] != ACCOUNT:
            return _error(401, 20003, "Authenticate")
        return None

    def _refused(self, form: dict[str, str]) -> web.Response | None:
        if self.refusals:
            status, code = self.refusals.popleft()
            return _error(status, code, "Refused")
        if not re.fullmatch(r"\+[1-9][0-9]{6,14}", form.get("To", "")):
            return _error(400, 21211, "Invalid 'To' Phone Number")
        if not form.get("Body"):
            return _error(400, 21602, "Message body is required")
        if len(form["Body"]) > 1600:
            return _error(400, 21617, "The message body exceeds the 1600 character limit")
        if not form.get("From") and not form.get("MessagingServiceSid"):
            return _error(400, 21603, "A 'From' phone number is required")
        if not 1 <= int(form.get("ValidityPeriod", "36000")) <= 36000:
            return _error(400, 21621, "Invalid validity period")
        return None

    def _refused_call(self, form: dict[str, str]) -> web.Response | None:
        if self.refusals:
            status, code = self.refusals.popleft()
            return _error(status, code, "Refused")
        if not re.fullmatch(r"\+[1-9][0-9]{6,14}", form.get("To", "")):
            return _error(400, 21211, "Invalid 'To' Phone Number")
        if not re.fullmatch(r"\+[1-9][0-9]{6,14}", form.get("From", "")):
            return _error(400, 21212, "Invalid 'From' Phone Number")
        if not form.get("Url", "").startswith("http"):
            return _error(400, 21205, "Url is not a valid URL")
        return None

    def _accept(self, form: dict[str, str]) -> Accepted:
        accepted = Accepted(
            sid=f"SM{len(self.ledger) + 1:032x}",
            to=form["To"],
            body=form["Body"],
            sender=form.get("From"),
            service=form.get("MessagingServiceSid"),
            valid_s=int(form.get("ValidityPeriod", "36000")),
            status_callback=form.get("StatusCallback"),
            created=self.now,
        )
        self.ledger.append(accepted)
        self.accepted.set()
        return accepted

    async def _list(self, request: web.Request) -> web.StreamResponse:
        self.requests.append("list")
        if denied := self._denied(request):
            return denied
        if self.faults and self.faults[0] == "error_before":
            self.faults.popleft()
            return _error(503, 20503, "Service Unavailable")
        query = request.query
        found = [each for each in reversed(self.ledger) if "To" not in query or each.to == query["To"]]
        after, before = _date(query.get("DateSent>")), _date(query.get("DateSent<"))
        # What still waits to be sent has no such date, so no filter on it finds it.
        found = [each for each in found if after is None or (each.sent is not None and each.sent >= after)]
        found = [each for each in found if before is None or (each.sent is not None and each.sent <= before)]
        size, page = int(query.get("PageSize", "50")), int(query.get("Page", "0"))
        return web.json_response(page_of(found, size, page, query.get("To")))

    async def _list_calls(self, request: web.Request) -> web.StreamResponse:
        self.requests.append("list_calls")
        if denied := self._denied(request):
            return denied
        if self.faults and self.faults[0] == "error_before":
            self.faults.popleft()
            return _error(503, 20503, "Service Unavailable")
        return web.json_response(self.calls.page(request.query.get("To"), int(request.query.get("PageSize", "50"))))

    async def _fetch(self, request: web.Request) -> web.StreamResponse:
        self.requests.append("fetch")
        if denied := self._denied(request):
            return denied
        for each in self.ledger:
            if each.sid == request.match_info["sid"]:
                return web.json_response(each.shown())
        return _error(404, 20404, "The requested resource was not found")

    # -- its callbacks -------------------------------------------------------------------------------------------

    def move(self, sid: str, status: str, error_code: int | None = None) -> Accepted:
        """The message is now so."""
        message = next(each for each in self.ledger if each.sid == sid)
        message.status, message.error_code = status, error_code
        if status in ("sent", "delivered", "undelivered"):
            message.sent = message.sent or self.now
        return message

    async def tell(
        self, sid: str, status: str, *, error_code: int | None = None, algorithm: str = "HMAC_SHA1", token: str = TOKEN
    ) -> int:
        """Moves the message and posts the signed callback. Answers the HTTP status of who was called."""
        message = self.move(sid, status, error_code)
        assert message.status_callback is not None
        form = {
            "AccountSid": ACCOUNT,
            "ApiVersion": "2010-04-01",
            "From": message.sender or "",
            "MessageSid": sid,
            "MessageStatus": status,
            "SmsSid": sid,
            "SmsStatus": status,
            "To": message.to,
        }
        if error_code is not None:
            form["ErrorCode"] = str(error_code)
        return (await self.post(message.status_callback, form, algorithm=algorithm, token=token))[0]

    async def tell_call(self, call: PlacedCall, status: str, *, token: str = TOKEN) -> int:
        """Posts the signed report of a call."""
        call.status = status
        assert call.status_callback is not None
        return (await self.post(call.status_callback, self.calls.form(call), token=token))[0]

    async def talk(self, call: PlacedCall, *keys: str) -> Heard:
        """The call is taken up and these keys are pressed, one at each question."""
        return await self.calls.talk(call, self.post, keys)

    async def post(
        self, url: str, form: dict[str, str], *, algorithm: str = "HMAC_SHA1", token: str = TOKEN
    ) -> tuple[int, str]:
        """A signed request to the application, by the address that it gave; the HTTP status and the body."""
        headers = {"X-Twilio-Signature": RequestValidator(token).compute_signature(url, form, algorithm)}
        if algorithm != "HMAC_SHA1":
            headers["X-Twilio-Webhooks-Signature-Settings"] = f"key=webhooks_sharedkey_1,algorithm={algorithm}"
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.reach(url), data=form, headers=headers) as answer,
        ):
            return answer.status, await answer.text()

    async def tell_all(self, sid: str, statuses: Iterable[str]) -> list[int]:
        """One callback after another."""
        return [await self.tell(sid, status) for status in statuses]


def _date(text: str | None) -> datetime | None:
    if text is None:
        return None
    for form in FORMAT_OF_DATES:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    # A date that cannot be read filters nothing out that is from the last year.
    return datetime.min.replace(tzinfo=UTC) + timedelta(days=1)


def _error(status: int, code: int, message: str, headers: dict[str, str] | None = None) -> web.Response:
    body = {
        "code": code,
        "message": message,
        "more_info": f"https://www.twilio.com/docs/errors/{code}",
        "status": status,
    }
    return web.json_response(body, status=status, headers=headers)
