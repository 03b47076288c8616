"""Any gateway that takes a message by one HTTP request, described by data: where it goes, how its fields are called,
where the message's name stands in the answer, which states and codes mean what.

What ``find`` can prove depends on the gateway. One that takes our own id of a message (``key_field``) and refuses or
repeats its answer to the same id makes a repeat harmless; it is described with ``key_repeats``, and then an unclear
attempt may simply be made again. Without it nothing can be looked for: most have no list.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import aiohttp
import msgspec

from signaling.protocol.deliveries import Failure, GatewayStatus
from sms.domain.failures import failure_of
from sms.domain.gateway import Later, Message, Never, Outcome, Sought, Taken, Unclear

Shape = Literal["json", "form", "query"]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class DescriptionProblem(Exception):
    """The description cannot be used; the sentence says why."""


class HttpDescription(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A gateway in words. ``fields`` gives each of our values its field: ``to``, ``body``, ``sender``, ``valid_s``,
    ``report_url``, ``key``; ``constant`` is sent as it stands. ``sid_at`` and ``code_at`` are paths with points
    (``messages.0.id``) into a JSON answer. ``later`` and ``failures`` sort the gateway's codes, ``statuses`` its
    states; ``report_*`` name the fields of its reports, ``inbound_*`` those of texts that come back."""

    url: Annotated[str, msgspec.Meta(pattern="^https?://")]
    method: Literal["POST", "GET"] = "POST"
    shape: Shape = "json"
    fields: dict[Literal["to", "body", "sender", "valid_s", "report_url", "key"], Name]
    constant: dict[Name, str] = msgspec.field(default_factory=dict)
    headers: dict[Name, str] = msgspec.field(default_factory=dict)
    sid_at: Name
    code_at: str = ""
    ok_codes: list[str] = msgspec.field(default_factory=list)
    later: list[str] = msgspec.field(default_factory=list)
    failures: dict[str, Failure] = msgspec.field(default_factory=dict)
    key_repeats: bool = False
    statuses: dict[str, GatewayStatus] = msgspec.field(default_factory=dict)
    report_key: str = "key"
    report_sid: str = "id"
    report_status: str = "status"
    report_code: str = ""
    inbound_id: Name = "id"
    inbound_from: Name = "from"
    inbound_to: Name = "to"
    inbound_text: Name = "text"
    plus: bool = True
    per_second: Annotated[float, msgspec.Meta(gt=0, le=1000)] = 10


def read_description(path: Path) -> HttpDescription:
    """The description in a TOML file. Raises DescriptionProblem."""
    try:
        description = msgspec.toml.decode(path.read_bytes(), type=HttpDescription)
    except OSError as error:
        raise DescriptionProblem(f"{path} cannot be read: {error.strerror}") from None
    except msgspec.DecodeError as error:
        raise DescriptionProblem(f"{path} cannot be used: {error}") from None
    if missing := {"to", "body"} - set(description.fields):
        raise DescriptionProblem(f"{path} gives no field to {', '.join(sorted(missing))}")
    return description


class HttpGateway:
    """``secret`` replaces ``{secret}`` in the description's headers and constants, so that the file may be shown."""

    def __init__(
        self, description: HttpDescription, *, sender: str, secret: str, report_token: str = "", timeout_s: float = 10
    ) -> None:
        self.per_second = description.per_second
        self._described = description
        self._sender = sender
        self._secret = secret
        self._report_token = report_token
        self._timeout = aiohttp.ClientTimeout(total=timeout_s)
        self._session: aiohttp.ClientSession | None = None

    async def send(self, message: Message) -> Outcome:
        described = self._described
        values = self._values(message)
        sent: dict[str, Any] = {"json": {"json": values}, "form": {"data": values}, "query": {"params": values}}[
            described.shape
        ]
        headers = {name: self._filled(value) for name, value in described.headers.items()}
        try:
            async with self._open().request(
                described.method, described.url, headers=headers, allow_redirects=False, **sent
            ) as answer:
                return self._outcome(answer.status, answer.headers.get("Retry-After"), await answer.read())
        except aiohttp.ClientConnectorError:
            return Later("connect")
        except (aiohttp.ClientError, TimeoutError, OSError) as problem:
            return Unclear(type(problem).__name__.lower())

    async def find(self, sought: Sought) -> str | None:
        """Nothing is ever found: there is no list. What was not reported on meanwhile is sent again and marked, with
        the same key, by which a gateway with ``key_repeats`` knows it."""
        return None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout)
        return self._session

    def _filled(self, text: str) -> str:
        return text.replace("{secret}", self._secret)

    def _values(self, message: Message) -> dict[str, str]:
        ours = {
            "to": message.to if self._described.plus else message.to.removeprefix("+"),
            "body": message.body,
            "sender": self._sender,
            "valid_s": str(message.valid_s),
            "report_url": self._report_url(message),
            # The same at every attempt: a gateway that repeats its answer to a key takes the message once.
            "key": message.delivery_id if self._described.key_repeats else f"{message.delivery_id}.{message.attempt}",
        }
        named = {field: ours[value] for value, field in self._described.fields.items()}
        return {**{name: self._filled(text) for name, text in self._described.constant.items()}, **named}

    def _report_url(self, message: Message) -> str:
        base, _, _ = (message.status_callback or "").partition("/sms/status/")
        return f"{base}/sms/report/{self._report_token}" if base and self._report_token else ""

    def _outcome(self, status: int, retry_after: str | None, body: bytes) -> Outcome:
        described = self._described
        try:
            answer: Any = msgspec.json.decode(body)
        except msgspec.DecodeError:
            answer = None
        code = str(at(answer, described.code_at) or status) if described.code_at else str(status)
        if code in described.later or status == 429:
            return Later(code, int(retry_after) * 1000 if retry_after and retry_after.isdecimal() else None)
        if code in described.failures:
            return Never(code, described.failures[code])
        if status >= 500 or status in (408, *range(300, 400)):
            return Unclear(code)
        if status >= 400:
            return Never(code, "configuration" if status in (401, 403, 404) else failure_of(code))
        if described.ok_codes and code not in described.ok_codes:
            return Never(code, failure_of(code))
        sid = at(answer, described.sid_at)
        return Taken(str(sid)) if isinstance(sid, str | int) and str(sid) else Unclear("no_sid")


def at(answer: object, path: str) -> object:
    """What stands in a JSON answer at a path with points; None when there is nothing."""
    for step in path.split("."):
        if isinstance(answer, Mapping):
            answer = answer.get(step)
        elif isinstance(answer, list) and step.isdecimal() and int(step) < len(answer):
            answer = answer[int(step)]
        else:
            return None
    return answer
