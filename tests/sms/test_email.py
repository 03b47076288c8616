"""E-mail against a server of the tests that refuses, puts off, and dies at each step."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP

from sms.adapters.email import EmailGateway
from sms.domain.gateway import Later, Message, Never, Outcome, Sought, Taken, Unclear
from tests.fixtures.child import free_port

LETTER = Message(
    delivery_id="0199",
    attempt=1,
    to="karimov@clinic.example.uz",
    body="Скорая 103: нужен кардиолог.\nhttps://tez.example.uz/a/AAAA Kod QW2RT",
    code="QW2RT",
    valid_s=300,
    status_callback=None,
    channel="email",
)


@dataclass
class Mailbox:
    """Keeps what it took. ``at_rcpt`` and ``at_data`` are its answers; ``dies`` breaks the connection with the text in
    hand, after keeping it."""

    at_rcpt: str = "250 OK"
    at_data: str = "250 OK"
    dies: bool = False
    kept: list[bytes] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - the server's name for it
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.at_rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.at_rcpt

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.at_data.startswith("250"):
            self.kept.append(envelope.content)
        if self.dies:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        return self.at_data


@asynccontextmanager
async def serving(mailbox: Mailbox) -> AsyncIterator[EmailGateway]:
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(mailbox, hostname="mail.example.uz", enable_SMTPUTF8=True), "127.0.0.1", 0
    )
    port = server.sockets[0].getsockname()[1]
    try:
        yield gateway_to(port)
    finally:
        server.close()
        await server.wait_closed()


def gateway_to(port: int) -> EmailGateway:
    return EmailGateway(
        host="127.0.0.1", port=port, sender="103@tez.example.uz", now_ms=lambda: 1_790_000_000_000, start_tls=False,
        timeout_s=3,
    )  # fmt: skip


async def test_a_letter_is_taken_and_can_be_read() -> None:
    mailbox = Mailbox()
    async with serving(mailbox) as gateway:
        assert await gateway.send(LETTER) == Taken("<0199@tez.example.uz>")
        assert await gateway.find(Sought(to=LETTER.to, code=LETTER.code, since_ms=0)) is None
        await gateway.close()
    letter = message_from_bytes(mailbox.kept[0], policy=default)
    assert (letter["To"], letter["From"]) == (LETTER.to, "103@tez.example.uz")
    assert letter["Subject"] == "Скорая 103: нужен кардиолог."
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().splitlines() == LETTER.body.splitlines()


async def test_a_repeat_has_the_same_name() -> None:
    mailbox = Mailbox()
    async with serving(mailbox) as gateway:
        first, second = await gateway.send(LETTER), await gateway.send(replace(LETTER, attempt=2))
    assert first == second
    attempts = [message_from_bytes(kept, policy=default)["X-Tez-Attempt"] for kept in mailbox.kept]
    assert attempts == ["1", "2"]


@pytest.mark.parametrize(
    ("mailbox", "expected"),
    [
        (Mailbox(at_rcpt="450 Busy"), Later("450")),
        (Mailbox(at_rcpt="452 Too many"), Later("452")),
        (Mailbox(at_rcpt="550 No such mailbox"), Never("550", "number")),
        (Mailbox(at_rcpt="530 Sign in first"), Never("530", "configuration")),
        (Mailbox(at_data="451 Later"), Later("451")),
        (Mailbox(at_data="554 Spam"), Never("554", "content")),
    ],
)
async def test_each_answer_has_its_meaning(mailbox: Mailbox, expected: Outcome) -> None:
    async with serving(mailbox) as gateway:
        assert await gateway.send(LETTER) == expected
    assert mailbox.kept == []


async def test_a_connection_lost_with_the_text_in_hand_is_unclear() -> None:
    mailbox = Mailbox(dies=True)
    async with serving(mailbox) as gateway:
        assert isinstance(await gateway.send(LETTER), Unclear)
    assert len(mailbox.kept) == 1


async def test_a_server_that_is_not_there_took_nothing() -> None:
    assert await gateway_to(free_port()).send(LETTER) == Later("connect")


@pytest.mark.parametrize("to", ["a@b\r\nRCPT TO:<c@d>", "a@b\nBcc: c@d", ""])
async def test_no_address_smuggles_another_line(to: str) -> None:
    mailbox = Mailbox()
    async with serving(mailbox) as gateway:
        outcome = await gateway.send(replace(LETTER, to=to))
    assert isinstance(outcome, Never)
    assert mailbox.kept == []


def test_a_subject_is_one_line() -> None:
    letter = gateway_to(25).letter(replace(LETTER, subject="Results\r\nBcc: x@y"))
    assert letter["Subject"] == "Results Bcc: x@y"
