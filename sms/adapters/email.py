"""E-mail by SMTP (RFC 5321). It is the only importer of ``aiosmtplib``.

SMTP has no list of what was taken, so ``find`` proves nothing. What makes a repeat recognisable is the Message-ID:
it is made from the delivery and is the same at every attempt, and mailboxes show one message of one Message-ID once.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import aiosmtplib

from sms.domain.gateway import Later, Message, Never, Outcome, Sought, Taken, Unclear

SUBJECT_LENGTH = 78


class EmailGateway:
    """``sender`` is the address that messages come from; ``domain`` that of their ids. ``now_ms`` dates them."""

    def __init__(
        self,
        *,
        host: str,
        port: int,
        sender: str,
        now_ms: Callable[[], int],
        login: str = "",
        password: str = "",
        start_tls: bool | None = None,
        use_tls: bool = False,
        timeout_s: float = 10,
        per_second: float = 5,
    ) -> None:
        self.per_second = per_second
        self._host, self._port = host, port
        self._sender = sender
        self._now_ms = now_ms
        self._login, self._password = login, password
        self._start_tls, self._use_tls = start_tls, use_tls
        self._timeout_s = timeout_s

    async def send(self, message: Message) -> Outcome:
        """One connection a message. Until the text is given nothing is taken; while it is given nobody knows."""
        try:
            letter = self.letter(message)
        except ValueError:
            return Never("address", "number")  # a line break in it, or nothing at all
        client = aiosmtplib.SMTP(
            hostname=self._host,
            port=self._port,
            timeout=self._timeout_s,
            start_tls=self._start_tls,
            use_tls=self._use_tls,
            username=self._login or None,
            password=self._password or None,
        )
        try:
            await client.connect()
            await client.mail(self._sender)
            await client.rcpt(message.to)
        except aiosmtplib.SMTPResponseException as refused:
            client.close()
            return _refusal(refused)
        except (aiosmtplib.SMTPException, OSError, ValueError):
            client.close()
            return Later("connect")
        return await self._given(client, letter)

    async def _given(self, client: aiosmtplib.SMTP, letter: EmailMessage) -> Outcome:
        try:
            await client.data(letter.as_bytes(policy=SMTP))
        except aiosmtplib.SMTPResponseException as refused:
            return _refusal(refused)
        except (aiosmtplib.SMTPException, OSError) as problem:
            return Unclear(type(problem).__name__.lower())
        finally:
            client.close()
        return Taken(str(letter["Message-ID"]))

    def letter(self, message: Message) -> EmailMessage:
        """The message as it goes. Its first line is the subject when it has none of its own. Raises ValueError for an
        address that is none."""
        if "@" not in message.to:
            raise ValueError("this is no address")
        letter = EmailMessage(policy=SMTP)
        letter["From"] = self._sender
        letter["To"] = message.to
        subject = " ".join((message.subject or message.body.partition("\n")[0]).split())
        letter["Subject"] = subject[:SUBJECT_LENGTH]
        letter["Date"] = format_datetime(datetime.fromtimestamp(self._now_ms() / 1000, UTC))
        letter["Message-ID"] = f"<{message.delivery_id}@{self._sender.rpartition('@')[2]}>"
        letter["X-Tez-Attempt"] = str(message.attempt)
        letter["Auto-Submitted"] = "auto-generated"
        letter.set_content(message.body)
        if message.calendar:
            method = "CANCEL" if "METHOD:CANCEL" in message.calendar else "PUBLISH"
            letter.add_attachment(
                message.calendar, subtype="calendar", filename="consult.ics", params={"method": method}
            )
        return letter

    async def find(self, sought: Sought) -> str | None:
        return None

    async def close(self) -> None:
        """Nothing is held open."""


def _refusal(refused: aiosmtplib.SMTPResponseException) -> Outcome:
    """4yz may go later, 5yz never; a server that does not know us is our configuration."""
    code = str(refused.code)
    if 400 <= refused.code < 500:
        return Later(code)
    if isinstance(refused, aiosmtplib.SMTPAuthenticationError) or refused.code in (530, 535, 538):
        return Never(code, "configuration")
    return Never(code, "content" if refused.code in (552, 554) else "number")
