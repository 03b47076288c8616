"""Twilio's Calls: a call that asks our pages what to say and tells them which key was pressed.

``POST Calls`` has no idempotency key either, and the list of calls says neither what a call is about nor which pages
it asks. But a call that was taken reports to an address of its own, which names the message and the attempt: that
report settles an unclear attempt before anybody looks.
"""

from typing import Any

from sms.adapters.twilio import TwilioAccount
from sms.domain.gateway import CannotLook, Message, Never, Outcome, Sought

LONGEST_RING_S = 30
"""A person who hears it takes it sooner; mailboxes answer later."""

LONGEST_CALL_S = 180
LIVE = frozenset({"queued", "ringing", "in-progress"})
EVENTS = ["initiated", "ringing", "answered", "completed"]


class TwilioVoice:
    """``sender`` is a number of the account: a call cannot come from a name."""

    name = "twilio_voice"

    def __init__(
        self,
        *,
        account_sid: str,
        auth_token: str,
        sender: str,
        base_url: str = "https://api.twilio.com",
        timeout_s: float = 10,
        per_second: float = 1,
    ) -> None:
        self.per_second = per_second
        self._account = TwilioAccount(account_sid, auth_token, base_url, timeout_s)
        self._sender = sender

    async def send(self, message: Message) -> Outcome:
        if message.answer_url is None:
            return Never("no_answer_url", "configuration")
        wanted: dict[str, Any] = {
            "to": message.to,
            "from_": self._sender,
            "url": message.answer_url,
            "method": "POST",
            "status_callback": f"{message.answer_url}/status",
            "status_callback_event": EVENTS,
            "status_callback_method": "POST",
            "timeout": min(LONGEST_RING_S, message.valid_s),
            "time_limit": LONGEST_CALL_S,
        }
        return await self._account.created(self._account.client.calls.create_async(**wanted))

    async def find(self, sought: Sought) -> str | None:
        """Proves only that nothing is being rung now. While a call to the telephone goes on, it may be this one, and
        nobody is rung beside it (CannotLook); afterwards a call that has not reported was not ours."""
        listed = await self._account.listed(self._account.client.calls.list_async, to=sought.to)
        if any(str(call.status) in LIVE for call in listed):
            raise CannotLook("a call goes on")
        return None

    async def close(self) -> None:
        await self._account.close()
