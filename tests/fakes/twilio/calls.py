"""The calls of the tests' Twilio: it asks the application what to say, presses keys, and reports in any order."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

ACCOUNT = "AC" + "a1b2c3d4" * 4

Post = Callable[[str, dict[str, str]], Awaitable[tuple[int, str]]]
"""``post(address, form)`` as Twilio signs it; the HTTP status and the body."""


@dataclass
class PlacedCall:
    """A call in the ledger."""

    sid: str
    to: str
    sender: str
    url: str
    status_callback: str | None
    events: list[str]
    ring_s: int
    created: datetime
    status: str = "queued"

    def shown(self) -> dict[str, Any]:
        """As the API shows it."""
        uri = f"/2010-04-01/Accounts/{ACCOUNT}/Calls/{self.sid}"
        over = self.status in ("completed", "busy", "no-answer", "failed", "canceled")
        return {
            "account_sid": ACCOUNT,
            "answered_by": None,
            "api_version": "2010-04-01",
            "caller_name": None,
            "date_created": format_datetime(self.created),
            "date_updated": format_datetime(self.created),
            "direction": "outbound-api",
            "duration": "7" if self.status == "completed" else None,
            "end_time": format_datetime(self.created) if over else None,
            "forwarded_from": None,
            "from": self.sender,
            "from_formatted": self.sender,
            "group_sid": None,
            "parent_call_sid": None,
            "phone_number_sid": "PN" + "0" * 32,
            "price": None,
            "price_unit": "USD",
            "queue_time": "0",
            "sid": self.sid,
            "start_time": None if self.status == "queued" else format_datetime(self.created),
            "status": self.status,
            "subresource_uris": {"events": f"{uri}/Events.json", "recordings": f"{uri}/Recordings.json"},
            "to": self.to,
            "to_formatted": self.to,
            "trunk_sid": None,
            "uri": f"{uri}.json",
        }


@dataclass
class Heard:
    """What was said in a call, in order, with the HTTP statuses of what was asked."""

    said: list[str] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)


@dataclass
class CallLedger:
    """Every call that was accepted."""

    placed: list[PlacedCall] = field(default_factory=list)

    def place(self, form: dict[str, str], events: list[str], now: datetime) -> PlacedCall:
        call = PlacedCall(
            sid=f"CA{len(self.placed) + 1:032x}",
            to=form["To"],
            sender=form["From"],
            url=form["Url"],
            status_callback=form.get("StatusCallback"),
            events=events,
            ring_s=int(form.get("Timeout", "60")),
            created=now,
        )
        self.placed.append(call)
        return call

    def page(self, to: str | None, size: int) -> dict[str, Any]:
        found = [call for call in reversed(self.placed) if to in (None, call.to)][:size]
        base = f"/2010-04-01/Accounts/{ACCOUNT}/Calls.json?" + (f"To={quote(to)}&" if to else "") + f"PageSize={size}"
        whole = f"https://api.twilio.com{base}"
        return {
            "calls": [call.shown() for call in found],
            "end": max(0, len(found) - 1),
            "first_page_uri": f"{whole}&Page=0",
            "next_page_uri": None,
            "page": 0,
            "page_size": size,
            "previous_page_uri": None,
            "start": 0,
            "uri": f"{whole}&Page=0",
        }

    async def talk(self, call: PlacedCall, post: Post, keys: Sequence[str]) -> Heard:
        """The call is taken up; each key is pressed at the next question, and then nothing more."""
        call.status = "in-progress"
        heard, waiting, address, form = Heard(), list(keys), call.url, self.form(call)
        while address:
            status, body = await post(address, form)
            heard.answers.append(status)
            if status != 200:
                return heard
            address, form = "", self.form(call)
            for verb in ET.fromstring(body):
                spoken = verb if verb.tag == "Gather" else [verb]
                heard.said += [each.text or "" for each in spoken if each.tag in ("Say", "Play")]
                if verb.tag == "Gather" and waiting:
                    address, form["Digits"] = verb.attrib["action"], waiting.pop(0)
                    break
        call.status = "completed"
        return heard

    def form(self, call: PlacedCall) -> dict[str, str]:
        """The fields of every request that Twilio makes about a call."""
        return {
            "AccountSid": ACCOUNT,
            "ApiVersion": "2010-04-01",
            "CallSid": call.sid,
            "CallStatus": call.status,
            "Direction": "outbound-api",
            "From": call.sender,
            "To": call.to,
        }
