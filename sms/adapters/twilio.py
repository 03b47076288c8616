"""An account at Twilio, by Twilio's own client, and its Messages. It is the only importer of ``twilio``.

``POST Messages`` has no idempotency key: whatever may have been taken is said to be unclear, and looked for in the
account's list before it is sent again.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from logging import getLogger
from typing import Any

import aiohttp
from twilio.base import values
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.http import AsyncHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from sms.domain.failures import RETRY, failure_of
from sms.domain.gateway import CannotLook, Later, Message, Never, Outcome, Sought, Taken, Unclear

LISTED = 1_000
"""Messages or calls to one telephone that are looked through: as many as come in one answer. In a storm a duty doctor's
telephone gets hundreds, and one that is overlooked is sent again."""

SKEW = timedelta(minutes=10)
"""How far the gateway's clock may stand behind ours."""

OUR_FAULT: Mapping[int, str] = {401: "20003", 403: "20003", 404: "20404"}
"""Answers without a code of Twilio's own, and the code that means the same."""


class _TooMany(Exception):
    def __init__(self, retry_after_ms: int | None) -> None:
        super().__init__("429")
        self.retry_after_ms = retry_after_ms


class _Broke(Exception):
    """The gateway's own error, after which it may have taken the message or not."""


UNCLEAR = (_Broke, TwilioException, aiohttp.ClientError, TimeoutError, OSError, ValueError, KeyError)
"""After each of these the message may have been taken: no answer, half of one, or one that cannot be read."""


class _Http(AsyncHttpClient):
    """Carries the client's requests. Twilio's own one logs addresses with telephone numbers in them, has no time
    limit of its own, and hides when to come back after a 429."""

    def __init__(self, timeout_s: float) -> None:
        super().__init__(getLogger("sms.twilio"), True, timeout_s)
        self._session: aiohttp.ClientSession | None = None

    async def request(
        self,
        method: str,
        uri: str,
        params: dict[str, object] | None = None,
        data: dict[str, object] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - the client's signature
        allow_redirects: bool = False,
    ) -> Response:
        async with self._open().request(
            method.upper(),
            uri,
            params=_pairs(params),
            data=_pairs(data),
            headers={**(headers or {}), "Authorization": aiohttp.encode_basic_auth(*auth)} if auth else headers,
            allow_redirects=allow_redirects,
        ) as answer:
            if answer.status == 429:
                raise _TooMany(_retry_after_ms(answer.headers.get("Retry-After")))
            if answer.status >= 500 or answer.status == 408:
                raise _Broke(str(answer.status))
            return Response(answer.status, await answer.text(), answer.headers)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=self.timeout))
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None


def _pairs(fields: Mapping[str, object] | None) -> list[tuple[str, str]] | None:
    """A field with several values stands there several times."""
    if fields is None:
        return None
    several = ((name, value if isinstance(value, list) else [value]) for name, value in fields.items())
    return [(name, str(one)) for name, values_of in several for one in values_of]


def _retry_after_ms(header: str | None) -> int | None:
    return int(header) * 1000 if header and header.isdecimal() else None


class TwilioAccount:
    """Twilio's client with our way of asking. ``base_url`` may be another than Twilio's own, for its other regions and
    for tests."""

    def __init__(self, account_sid: str, auth_token: str, base_url: str, timeout_s: float) -> None:
        self._http = _Http(timeout_s)
        self.client = Client(account_sid, auth_token, http_client=self._http, environment={"": ""})
        self.client.api.base_url = base_url.rstrip("/")

    async def created(self, request: Awaitable[Any]) -> Outcome:
        """What became of a request to make something."""
        try:
            made = await request
        except _TooMany as many:
            return Later("20429", many.retry_after_ms)
        except aiohttp.ClientConnectorError:
            return Later("connect")  # nothing was said to it
        except (TwilioRestException, TwilioServiceException) as refused:
            return _refusal(refused)
        except UNCLEAR as problem:
            return Unclear(_name(problem))
        return Taken(made.sid) if made.sid else Unclear("no_sid")

    async def listed(self, request: Callable[..., Awaitable[list[Any]]], **wanted: Any) -> list[Any]:
        """What stands in a list. Raises CannotLook."""
        try:
            return await request(limit=LISTED, **wanted)
        except (_TooMany, *UNCLEAR) as problem:
            raise CannotLook(_name(problem)) from problem

    async def state(self) -> str:
        """What Twilio says of the account: active, suspended or closed. Raises CannotLook."""
        try:
            return str((await self.client.api.v2010.accounts(self.client.username).fetch_async()).status)
        except (TwilioRestException, TwilioServiceException) as refused:
            raise CannotLook(f"{refused.status} {refused.code or ''}".strip()) from refused
        except (_TooMany, *UNCLEAR, aiohttp.ClientConnectorError) as problem:
            raise CannotLook(_name(problem)) from problem

    async def close(self) -> None:
        await self._http.close()


class TwilioGateway:
    """``sender`` is a number, a sender's name, or a Messaging Service's SID (``MG…``)."""

    name = "twilio"

    def __init__(
        self,
        *,
        account_sid: str,
        auth_token: str,
        sender: str,
        base_url: str = "https://api.twilio.com",
        timeout_s: float = 10,
        per_second: float = 10,
    ) -> None:
        self.per_second = per_second
        self._account = TwilioAccount(account_sid, auth_token, base_url, timeout_s)
        self._sender: dict[str, Any] = (
            {"messaging_service_sid": sender} if sender.startswith("MG") else {"from_": sender}
        )

    async def send(self, message: Message) -> Outcome:
        return await self._account.created(
            self._account.client.messages.create_async(
                to=message.to,
                body=message.body,
                validity_period=message.valid_s,
                status_callback=message.status_callback or values.unset,
                **self._sender,
            )
        )

    async def find(self, sought: Sought) -> str | None:
        """First among those sent since, then among the newest of all: one that still waits to be sent has no date.
        The code in a message's text proves which one it is."""
        since = datetime.fromtimestamp(sought.since_ms / 1000, UTC) - SKEW
        word = re.compile(rf"\b{re.escape(sought.code)}\b")
        for only_sent in ({"date_sent_after": since}, {}):
            listed = await self._account.listed(self._account.client.messages.list_async, to=sought.to, **only_sent)
            for message in listed:
                if message.sid and message.body and word.search(message.body):
                    return str(message.sid)
        return None

    async def close(self) -> None:
        await self._account.close()


def _refusal(refused: TwilioRestException | TwilioServiceException) -> Outcome:
    status = int(refused.status)
    code = str(refused.code or status)
    if code == str(status):
        code = OUR_FAULT.get(status, code)
    if status < 400:
        return Unclear(code)  # a redirection of somebody between us
    return Later(code) if code in RETRY else Never(code, failure_of(code))


def _name(problem: BaseException) -> str:
    """The problem's kind; its text may hold a telephone number."""
    return str(problem) if isinstance(problem, _Broke) else type(problem).__name__.lower()
