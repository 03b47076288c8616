"""The doctor looks at what stands beside the program, each of it real: coturn, a server of ours, certificates, maps."""

import argparse
import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from config.doctor import outside
from config.doctor.examining import CODES, LOOKS, examined, print_findings
from config.doctor.finding import Finding, good
from config.settings import Settings
from geography.map_import import import_map
from geography.town.writer import TownWriter
from media.forwarder.relay_trial import relay_of
from tests.config.doctor.tls import certificate_for
from tests.fakes.twilio.calls import ACCOUNT
from tests.fakes.twilio.server import TOKEN, FakeTwilio
from tests.fixtures.child import ChildServer, free_port
from tests.fixtures.server import TezServer, running
from tests.media.test_coturn import SECRET, coturn, hardened

__all__ = ["coturn", "hardened"]  # fixtures


def turn(port: int, secret: str = SECRET, transport: str = "udp") -> Settings:
    return Settings(turn_urls=f"turn:127.0.0.1:{port}?transport={transport}", turn_secret=secret)


@pytest.mark.outside_data
@pytest.mark.parametrize("transport", ["udp", "tcp"])
async def test_a_relay_has_to_carry_words(coturn: int, transport: str) -> None:
    (found,) = await outside.relays(turn(coturn, transport=transport))
    assert (found.state, found.sentence.endswith("relays.")) == ("good", True)


@pytest.mark.outside_data
async def test_a_relay_with_another_secret_is_told_apart(coturn: int) -> None:
    (found,) = await outside.relays(turn(coturn, secret="another secret altogether"))
    assert (found.state, "turn_secret" in found.remedy) == ("wrong", True)


@pytest.mark.outside_data
async def test_a_relay_that_lets_in_and_carries_nothing_is_told_apart(hardened: tuple[int, ChildServer]) -> None:
    """The hardened one denies private addresses, and here its own is one."""
    (found,) = await outside.relays(turn(hardened[0]))
    assert (found.state, "relays nothing" in found.sentence, "firewall" in found.remedy) == ("wrong", True, True)


async def test_a_relay_that_is_not_there_is_told() -> None:
    (found,) = await outside.relays(turn(free_port(), transport="tcp"))
    assert (found.state, "cannot be used" in found.sentence) == ("wrong", True)
    (found,) = await outside.relays(Settings(turn_urls="stun:127.0.0.1", turn_secret=SECRET))
    assert found.state == "wrong"


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("turn:relay.example", ("relay.example", 3478, "udp", False)),
        ("turn:relay.example:80?transport=tcp", ("relay.example", 80, "tcp", False)),
        ("turns:relay.example", ("relay.example", 5349, "tcp", True)),
        ("turn:[2001:db8::1]:3478", ("2001:db8::1", 3478, "udp", False)),
    ],
)
def test_an_address_of_turn_is_read(url: str, taken: tuple[str, int, str, bool]) -> None:
    relay = relay_of(url)
    assert (relay.host, relay.port, relay.transport, relay.secure) == taken


@pytest.mark.parametrize("url", ["", "turn:", "stun:a", "turn:a?transport=smoke", "turn:a:port", "http://a"])
def test_what_is_no_address_of_turn_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        relay_of(url)


async def test_twilio_has_to_let_us_in() -> None:
    async with FakeTwilio().running() as fake:
        settings = Settings(
            sms_gateway="twilio", twilio_account_sid=ACCOUNT, twilio_auth_token=TOKEN, twilio_api_base=fake.url
        )
        assert [one.state for one in await outside.twilio(settings)] == ["good"]
        fake.state = "suspended"
        assert [one.state for one in await outside.twilio(settings)] == ["wrong"]
        wrong = Settings(
            sms_gateway="twilio", twilio_account_sid=ACCOUNT, twilio_auth_token="canary", twilio_api_base=fake.url
        )
        (found,) = await outside.twilio(wrong)
        assert (found.state, "401" in found.sentence, "canary" in found.sentence) == ("wrong", True, False)
    (found,) = await outside.twilio(settings)
    assert found.state == "wrong"
    assert await outside.twilio(Settings()) == []


@asynccontextmanager
async def https(folder: Path, days: float, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Settings]:
    """Somebody who answers on the address of people, with a certificate that is good for so long."""
    certificate, key = certificate_for(folder, days)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0, ssl=tls)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    async with server:
        yield Settings(public_base=f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}")


@pytest.mark.parametrize(("days", "state"), [(60, "good"), (10, "unwise"), (1, "wrong"), (-1, "wrong")])
async def test_a_certificate_that_ends_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int, state: str
) -> None:
    async with https(tmp_path, days, monkeypatch) as settings:
        (found,) = await outside.certificate(settings)
        assert found.state == state
        assert ("expired" in found.sentence) == (days < 0)


async def test_an_address_that_nobody_answers_at_is_told() -> None:
    (found,) = await outside.certificate(Settings(public_base=f"https://127.0.0.1:{free_port()}"))
    assert (found.state, "cannot be reached" in found.sentence) == ("wrong", True)
    assert await outside.certificate(Settings(public_base="http://103.example.uz")) == []


async def test_the_map_in_use_is_told(tmp_path: Path) -> None:
    settings = Settings(data_dir=str(tmp_path))
    (found,) = await outside.used_map(settings)
    assert found.state == "wrong"
    town = tmp_path / "town.osm.pbf"
    invented = TownWriter()
    invented.way([invented.node((0, 0)), invented.node((900, 0))], {"highway": "residential", "name": "Navoiy"})
    invented.save(town)
    await asyncio.to_thread(import_map, town, tmp_path, None, lambda *_: None)
    (found,) = await outside.used_map(settings)
    assert (found.state, "invented" in found.sentence) == ("unwise", True)


async def test_a_server_has_to_answer(tmp_path: Path) -> None:
    server = TezServer(tmp_path)
    (found,) = await outside.server(server.settings())
    assert found.state == "wrong"
    with running(server):
        all_found = await outside.server(server.settings())
    assert [(one.about, one.state) for one in all_found] == [("server", "good"), ("workers", "unwise")]


async def test_a_look_that_breaks_or_hangs_is_a_finding_and_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    async def breaks(settings: Settings) -> list[Finding]:
        raise RuntimeError("oops")

    async def hangs(settings: Settings) -> list[Finding]:
        await asyncio.Event().wait()
        return []

    async def sees(settings: Settings) -> list[Finding]:
        return [good("this", "It is good.")]

    for name in list(LOOKS):
        monkeypatch.delitem(LOOKS, name)
    for name, look in (("breaks", breaks), ("hangs", hangs), ("sees", sees)):
        monkeypatch.setitem(LOOKS, name, look)
    found = await examined(Settings(), 0.05)
    assert [(one.about, one.state) for one in found] == [("breaks", "wrong"), ("hangs", "wrong"), ("this", "good")]


def test_the_worst_is_the_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert print_findings(argparse.Namespace(json=False), Settings(data_dir=str(tmp_path))) == CODES["wrong"]
    told = capsys.readouterr().out
    assert "WRONG   map" in told
    assert "`tez map import FILE`" in told
