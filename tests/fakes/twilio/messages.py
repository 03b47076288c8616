"""The messages of the tests' Twilio, as its API shows them."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import quote

from tests.fakes.twilio.calls import ACCOUNT


@dataclass
class Accepted:
    """A message in the ledger."""

    sid: str
    to: str
    body: str
    sender: str | None
    service: str | None
    valid_s: int
    status_callback: str | None
    created: datetime
    sent: datetime | None = None
    status: str = "queued"
    error_code: int | None = None

    def shown(self) -> dict[str, Any]:
        """As the API shows it."""
        uri = f"/2010-04-01/Accounts/{ACCOUNT}/Messages/{self.sid}"
        return {
            "account_sid": ACCOUNT,
            "api_version": "2010-04-01",
            "body": self.body,
            "date_created": format_datetime(self.created),
            "date_sent": format_datetime(self.sent) if self.sent else None,
            "date_updated": format_datetime(self.sent or self.created),
            "direction": "outbound-api",
            "error_code": self.error_code,
            "error_message": None,
            "from": self.sender,
            "messaging_service_sid": self.service,
            "num_media": "0",
            "num_segments": "1",
            "price": None,
            "price_unit": None,
            "sid": self.sid,
            "status": self.status,
            "subresource_uris": {"media": f"{uri}/Media.json"},
            "to": self.to,
            "uri": f"{uri}.json",
        }


def page_of(found: list[Accepted], size: int, page: int, to: str | None) -> dict[str, Any]:
    start = page * size
    shown = found[start : start + size]
    base = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json?" + (f"To={quote(to)}&" if to else "") + f"PageSize={size}"
    # The description wants whole addresses here (its own examples give paths, which the client needs to go on).
    whole = f"https://api.twilio.com{base}"
    return {
        "end": max(start, start + len(shown) - 1),
        "first_page_uri": f"{whole}&Page=0",
        "next_page_uri": f"{base}&Page={page + 1}" if start + size < len(found) else None,
        "page": page,
        "page_size": size,
        "previous_page_uri": f"{base}&Page={page - 1}" if page else None,
        "start": start,
        "uri": f"{whole}&Page={page}",
        "messages": [each.shown() for each in shown],
    }
