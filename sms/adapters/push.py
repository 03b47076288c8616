"""Web Push: one sealed notification to one browser, by its maker's push service.

A push service keeps no list that we could look through, so nobody can ever tell whether a message whose answer was lost
had been taken. It is sent again, and carries the same tag: the browser puts it in the first one's place instead of
showing two. ``Taken`` means that the push service has it, and never that anybody was reached.
"""

import re
import secrets
import ssl
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC
from email.utils import parsedate_to_datetime

import aiohttp
from cryptography.hazmat.primitives.asymmetric import ec

from signaling.protocol.deliveries import Failure
from sms.domain.gateway import Later, Message, Never, Outcome, Sought, Taken, Unclear
from sms.domain.push_encryption import CURVE, SALT_BYTES, CannotSeal, Destination, authorization, seal
from sms.domain.push_services import GONE, service_of

TIMEOUT_S = 5
MOST_AT_ONCE = 20
TAKEN = frozenset({200, 201, 202, 204})
BUSY = frozenset({429, 503})
LONGEST_WAIT_MS = 3_600_000
TOPIC = re.compile(r"[A-Za-z0-9_-]{1,32}")
FindAddress = Callable[[str], Awaitable[Destination | None]]


class PushGateway:
    """``key`` and ``contact`` sign what we send (``sms.domain.push_encryption``); ``services`` are the hosts that may
    be sent to, looked at once more here; ``address`` finds where a subscription is reached, None when it has ended.
    ``tls`` is for a push service whose certificate is not one of the machine's own."""

    per_second = 100.0

    def __init__(
        self,
        *,
        key: ec.EllipticCurvePrivateKey,
        contact: str,
        services: Sequence[str],
        address: FindAddress,
        now_ms: Callable[[], int],
        tls: ssl.SSLContext | None = None,
        timeout_s: float = TIMEOUT_S,
        random_bytes: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        self._key = key
        self._contact = contact
        self._services = tuple(services)
        self._address = address
        self._now_ms = now_ms
        self._tls = tls
        self._timeout = aiohttp.ClientTimeout(total=timeout_s)
        self._random_bytes = random_bytes
        self._session: aiohttp.ClientSession | None = None

    async def send(self, message: Message) -> Outcome:
        """``message.to`` is a subscription's id, ``message.body`` the JSON that its browser gets."""
        to = await self._address(message.to)
        if to is None:
            return Never("unsubscribed", "number")
        if service_of(to.endpoint, self._services) is None:
            return Never("not_a_push_service", "configuration")
        try:
            body = self._sealed(message, to)
        except CannotSeal:
            return Never("cannot_seal", "content")
        try:
            async with self._open().post(
                to.endpoint, data=body, headers=self._headers(message, to.endpoint), allow_redirects=False
            ) as answer:
                location = answer.headers.get("Location", "")
                return self._outcome(answer.status, answer.headers.get("Retry-After"), message, location)
        except aiohttp.ClientConnectorError:
            return Later("connect")  # nothing was said to it
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as problem:
            return Unclear(type(problem).__name__.lower())  # its text may hold the address

    def _sealed(self, message: Message, to: Destination) -> bytes:
        salt, once = self._random_bytes(SALT_BYTES), ec.generate_private_key(CURVE)
        return seal(message.body.encode(), p256dh=to.p256dh, auth=to.auth, salt=salt, once=once)

    def _headers(self, message: Message, endpoint: str) -> dict[str, str]:
        """``Topic``: of two that wait at the push service the newer stays alone, so a repeat adds none."""
        headers = {
            "Authorization": authorization(endpoint, self._key, self._contact, self._now_ms()),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(max(0, message.valid_s)),
            "Urgency": "high",
        }
        return headers | ({"Topic": message.code} if TOPIC.fullmatch(message.code) else {})

    def _outcome(self, status: int, retry_after: str | None, message: Message, location: str) -> Outcome:
        code = str(status)
        if status in TAKEN:
            return Taken(location[-200:] or f"push-{message.delivery_id}-{message.attempt}")
        if status in BUSY:
            return Later(code, self._wait_ms(retry_after))
        if status >= 500 or status == 408:
            return Unclear(code)
        failure: Failure = "number" if code in GONE else "content" if status == 413 else "configuration"
        return Never(code, failure)

    def _wait_ms(self, retry_after: str | None) -> int | None:
        """Seconds, or a date (RFC 9110, section 10.2.3); None for what is neither."""
        if not retry_after:
            return None
        if retry_after.isdecimal() and len(retry_after) < 10:
            return min(int(retry_after) * 1000, LONGEST_WAIT_MS)
        try:
            until = parsedate_to_datetime(retry_after)
        except ValueError:
            return None
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return min(max(0, int(until.timestamp() * 1000) - self._now_ms()), LONGEST_WAIT_MS)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=MOST_AT_ONCE, ssl=self._tls if self._tls is not None else True)
            self._session = aiohttp.ClientSession(
                connector=connector, timeout=self._timeout, cookie_jar=aiohttp.DummyCookieJar()
            )
        return self._session

    async def find(self, sought: Sought) -> None:
        """There is nothing to look in. So what nobody knows of is sent again, under the same tag."""

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None
