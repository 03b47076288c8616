"""A real server with ``--tls-local``: who trusts its authority comes in by https and by socket, nobody else does."""

import asyncio
import os
import plistlib
import socket
import ssl
import stat
import subprocess
import sys
import urllib.error
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import msgspec
import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes

from config.cli import main
from config.doctor import local_certificate, machine, outside
from config.local_authority.keeping import AUTHORITY, FOLDER, SERVER
from config.local_authority.local_tls import LocalTls, near_alone
from config.local_authority.names import Names, given
from config.local_authority.page import qr_in_letters
from config.local_authority.telling import lines_of
from config.settings import Settings
from config.trial import CENTRE, people
from signaling import clock
from signaling.client import Client
from signaling.protocol.incidents import OpenIncident
from tests.config.local_authority.serving import NAME, TlsServer, fetched, running
from tests.fixtures.child import free_port

DAY_MS = 86_400_000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TlsServer]:
    with running(TlsServer(tmp_path_factory.mktemp("tls") / "data")) as one:
        yield one


def test_who_trusts_the_authority_comes_in_and_nobody_else(server: TlsServer) -> None:
    for name in ("127.0.0.1", "localhost", "[::1]"):
        status, headers, body = fetched(f"https://{name}:{server.port}/healthz", server.trusting())
        assert (status, body) == (200, b"ok")
        # A name of which browsers remember it could not show the page at the other port any more.
        assert "Strict-Transport-Security" not in headers
    with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
        fetched(f"https://127.0.0.1:{server.port}/healthz", ssl.create_default_context())


def test_no_old_tls_is_spoken(server: TlsServer) -> None:
    def spoken(newest: ssl.TLSVersion) -> str | None:
        context = server.trusting()
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version, context.maximum_version = ssl.TLSVersion.MINIMUM_SUPPORTED, newest
        with (
            socket.create_connection(("127.0.0.1", server.port), 10) as plain,
            context.wrap_socket(plain, server_hostname="localhost") as secured,
        ):
            return secured.version()

    assert (spoken(ssl.TLSVersion.TLSv1_2), spoken(ssl.TLSVersion.TLSv1_3)) == ("TLSv1.2", "TLSv1.3")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"), pytest.raises(ssl.SSLError):
        spoken(ssl.TLSVersion.TLSv1_1)


def test_it_says_where_tablets_come_and_what_they_must_see(server: TlsServer) -> None:
    assert server.child is not None
    said = "\n".join(server.child.lines)
    authority = x509.load_pem_x509_certificate(server.public.read_bytes())
    pairs = authority.fingerprint(hashes.SHA256()).hex(" ").upper().split()
    assert f"Listening on https://{NAME}:{server.port}" in said
    assert f"http://{NAME}:{server.trust_port}/" in said
    assert all(" ".join(pairs[at : at + 8]) in said for at in (0, 8, 16, 24))
    assert "█" not in said  # a log has no use for a QR code


async def test_a_command_is_done_over_the_secured_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = TlsServer(tmp_path / "data")
    peopled = await people(Settings(data_dir=str(server.folder)), brigades=1)
    with running(server):
        base = f"https://localhost:{server.port}"
        monkeypatch.setenv("SSL_CERT_FILE", str(server.public))
        async with Client(base, f"__Host-tez_session={peopled.tokens['nodira']}") as nodira:
            wish = OpenIncident(**nodira.envelope(), reason="chest_pain", point=CENTRE, description="by tls")
            assert (await nodira.do(wish))["number"] == 1


async def test_pages_of_each_of_its_names_may_speak_and_others_may_not(server: TlsServer) -> None:
    async with aiohttp.ClientSession() as client:

        async def status(origin: str) -> int:
            url = f"https://127.0.0.1:{server.port}/api/sign-in"
            sent = client.post(url, json={}, headers={"Origin": origin}, ssl=server.trusting())
            async with sent as answer:
                return answer.status

        for name in (NAME, "localhost", "127.0.0.1", "[::1]"):
            assert await status(f"https://{name}:{server.port}") != 403
        for stranger in ("https://bank.example.uz", f"http://{NAME}:{server.trust_port}", f"https://{NAME}"):
            assert await status(stranger) == 403


def test_the_other_port_gives_the_authority_and_leads_everything_else_to_https(server: TlsServer) -> None:
    plain = f"http://127.0.0.1:{server.trust_port}"
    authority = x509.load_pem_x509_certificate(server.public.read_bytes())
    status, headers, body = fetched(f"{plain}/tez-yordam.crt")
    assert (status, headers["Content-Type"]) == (200, "application/x-x509-ca-cert")
    assert x509.load_der_x509_certificate(body) == authority
    status, headers, body = fetched(f"{plain}/tez-yordam.mobileconfig")
    profile = plistlib.loads(body)
    (payload,) = profile["PayloadContent"]
    assert (status, headers["Content-Type"]) == (200, "application/x-apple-aspen-config")
    assert payload["PayloadType"] == "com.apple.security.root"
    assert x509.load_der_x509_certificate(payload["PayloadContent"]) == authority
    assert fetched(f"{plain}/tez-yordam.mobileconfig")[2] == body
    for path in ("/room?guest=1", "/authority.pem", "/socket", "/api/sign-in", "//evil.example/", "/metrics"):
        status, headers, _ = fetched(plain + path)
        assert (status, headers["Location"]) == (302, f"https://127.0.0.1:{server.port}{path}")
    # Whom the certificate does not name is led to the address that people are told.
    status, headers, _ = fetched(f"{plain}/room", headers={"Host": "evil.example"})
    assert (status, headers["Location"]) == (302, f"https://{NAME}:{server.port}/room")
    assert fetched(f"{plain}/", data=b"{}")[0] == 302


def test_the_page_speaks_three_languages_and_opens_the_steps_of_who_asks(server: TlsServer) -> None:
    plain = f"http://127.0.0.1:{server.trust_port}"
    pad = {"User-Agent": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.4 Safari/605.1.15"}
    shown = {one: fetched(f"{plain}/?language={one}")[2].decode() for one in ("uz", "ru", "en")}
    assert [f'<html lang="{one}"' in text for one, text in shown.items()] == [True] * 3
    assert len(set(shown.values())) == 3
    assert all("<script" not in text for text in shown.values())
    assert fetched(plain, headers={"Accept-Language": "ru-RU,ru;q=0.9"})[1]["Content-Language"] == "ru"
    assert fetched(plain, headers={"Accept-Language": "de"})[1]["Content-Language"] == "uz"
    assert '<details class="device" open><summary>iPad' in fetched(plain, headers=pad)[2].decode()
    status, headers, _ = fetched(f"{plain}/?language=%22%3E%3Cscript%3E")
    assert (status, headers["Content-Language"]) == (200, "uz")
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert b"evil" not in fetched(plain, headers={"Host": 'evil"><b>'})[2]


async def test_the_doctor_looks_at_it(server: TlsServer) -> None:
    good = await outside.certificate(server.settings())
    assert [(one.state, one.about) for one in good] == [("good", "certificate")]
    assert (await outside.server(server.settings()))[0].state == "good"
    # Started by hand with the option, it is found by what lies in the data folder.
    by_hand = Settings(data_dir=str(server.folder), port=server.port)
    assert (await outside.server(by_hand))[0].state == "good"
    assert [one.state for one in await outside.certificate(by_hand)] == ["good"]


async def test_the_doctor_tells_what_is_wrong_with_it(tmp_path: Path) -> None:
    settings = Settings(data_dir=str(tmp_path), tls_local=True, tls_names=NAME, port=free_port())
    (found,) = await local_certificate.look(settings)
    assert (found.state, "no authority" in found.sentence) == ("unwise", True)
    # Half a day from where the number of days changes, however long this takes.
    long_ago = clock.now_ms() - 389 * DAY_MS - DAY_MS // 2
    LocalTls(settings, long_ago, lambda: given(["192.168.250.250"]))
    (tmp_path / FOLDER / AUTHORITY).chmod(0o644)
    states = {one.sentence: one.state for one in await local_certificate.look(settings)}
    assert states["The certificate is good for 6 more days."] == "unwise"
    assert any(str(tmp_path / FOLDER / AUTHORITY) in one.sentence for one in await machine.permissions(settings))
    (tmp_path / FOLDER / SERVER).write_text("spoilt")
    (found,) = await local_certificate.look(settings)
    assert (found.state, "cannot be read" in found.sentence) == ("wrong", True)


@pytest.fixture
async def small(tmp_path: Path) -> AsyncIterator[tuple[LocalTls, list[Names]]]:
    """A small application behind the certificate, and the names that the machine has from now on."""
    has = [given(["192.168.250.1"])]
    local = LocalTls(Settings(data_dir=str(tmp_path), port=free_port()), clock.now_ms(), lambda: has[-1])

    async def ok(request: web.Request) -> web.Response:
        return web.Response(text="ok")

    app = web.Application()
    app.add_routes([web.get("/", ok)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", local.settings.port, ssl_context=local.context).start()
    yield local, has
    await runner.cleanup()


async def shown(local: LocalTls, folder: Path) -> x509.Certificate:
    """The certificate that a new connection is shown, verified."""
    context = ssl.create_default_context(cafile=folder / FOLDER / "authority.crt")
    _, writer = await asyncio.open_connection("127.0.0.1", local.settings.port, ssl=context)
    certificate = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    writer.close()
    await writer.wait_closed()
    return x509.load_der_x509_certificate(certificate)


async def test_a_running_server_takes_a_new_certificate_without_an_end(
    small: tuple[LocalTls, list[Names]], tmp_path: Path
) -> None:
    local, has = small
    first = await shown(local, tmp_path)
    assert not local.look(clock.now_ms())
    has.append(given(["192.168.250.2"]))
    assert local.look(clock.now_ms())
    second = await shown(local, tmp_path)
    assert first.serial_number != second.serial_number
    assert f"https://192.168.250.2:{local.settings.port}" in local.origins
    assert local.is_ours("192.168.250.2")
    assert not local.is_ours("192.168.250.1")


async def test_a_spoilt_file_does_not_take_the_certificate_from_a_running_server(
    small: tuple[LocalTls, list[Names]], tmp_path: Path
) -> None:
    local, has = small
    first = await shown(local, tmp_path)
    (tmp_path / FOLDER / SERVER).write_text("spoilt")
    has.append(given(["192.168.250.2"]))
    with pytest.raises(Exception, match="cannot be read"):
        local.look(clock.now_ms())
    assert await shown(local, tmp_path) == first


async def test_who_has_no_address_of_this_network_is_refused(tmp_path: Path) -> None:
    """A peer of a socket in the file system has none at all."""

    async def ok(request: web.Request) -> web.Response:
        return web.Response(text="ok")

    app = web.Application(middlewares=[near_alone])
    app.add_routes([web.get("/", ok)])
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await web.UnixSite(runner, str(tmp_path / "socket")).start()
    try:
        async with aiohttp.ClientSession() as near, near.get(f"http://127.0.0.1:{port}/") as answer:
            assert answer.status == 200
        connector = aiohttp.UnixConnector(str(tmp_path / "socket"))
        async with aiohttp.ClientSession(connector=connector) as far, far.get("http://localhost/") as answer:
            assert answer.status == 403
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(
    ("settings", "base", "host", "for_all"),
    [
        ({}, "https://192.168.250.1:8103", "0.0.0.0", False),
        ({"tls_names": "192.168.250.9 tez.local"}, "https://192.168.250.9:8103", "0.0.0.0", False),
        ({"tls_names": "tez.local", "port": 443}, "https://tez.local", "0.0.0.0", False),
        ({"host": "localhost"}, "https://localhost:8103", "localhost", True),
        ({"host": "10.9.9.9"}, "https://10.9.9.9:8103", "10.9.9.9", True),
        ({"host": "0.0.0.0"}, "https://192.168.250.1:8103", "0.0.0.0", True),
        ({"public_base": "https://room.local"}, "https://room.local", "0.0.0.0", False),
    ],
)
def test_where_it_listens_and_what_people_are_told(
    tmp_path: Path, settings: dict[str, object], base: str, host: str, for_all: bool
) -> None:
    wanted = msgspec.convert({"data_dir": str(tmp_path), "tls_local": True, **settings}, Settings)
    local = LocalTls(wanted, clock.now_ms(), lambda: given(["192.168.250.1", "vm.local"]))
    assert (local.settings.base, local.settings.host, local.for_all) == (base, host, for_all)
    assert "192.168.250.1" in " ".join(local.origins)


def test_a_machine_without_a_network_says_so_and_a_terminal_draws_the_code(tmp_path: Path) -> None:
    local = LocalTls(Settings(data_dir=str(tmp_path), tls_local=True), clock.now_ms(), Names)
    said = lines_of(local, draws=True)
    assert any("no address that tablets could reach" in line for line in said)
    assert qr_in_letters("http://localhost:8104/") in said


def refused(folder: Path, *arguments: str, **environment: str) -> str:
    """The one sentence of a server that did not start."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TEZ_")}
    done = subprocess.run(
        [sys.executable, "-m", "config.cli", *arguments],
        env={**clean, "TEZ_DATA_DIR": str(folder), **environment},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 2, done.stdout + done.stderr
    (line,) = done.stderr.splitlines()
    return line


def test_mistakes_are_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, says in {
        ("serve", "--tls-name", "tez.local"): "which is not asked for",
        ("serve", "--tls-local", "--tls-name", "https://tez.local"): "without https://",
        ("serve", "--tls-local", "--tls-name", "tez.local", "--tls-name", "clinic"): "clinic.local",
        ("demo", "--tls-local", "--tls-name", "a_b"): "no name of a machine",
        ("demo", "--tls-local", "--hostname", "10.0.0.1"): "sign-ins without a password",
    }.items():
        assert main(["--data-dir", str(tmp_path), *arguments]) == 2
        told = capsys.readouterr().err
        assert says in told
        assert len(told.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_and_a_spoilt_authority_are_one_sentence(tmp_path: Path) -> None:
    port = free_port()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        other = str(taken.getsockname()[1])
        same = refused(
            tmp_path, "serve", "--tls-local", "--host", "localhost", "--port", other, TEZ_TLS_TRUST_PORT=str(port)
        )
        assert f"Port {other} is taken" in same
        assert "--port" in same
        beside = refused(
            tmp_path, "serve", "--tls-local", "--host", "localhost", "--port", str(port), TEZ_TLS_TRUST_PORT=other
        )
        assert f"Port {other} is taken" in beside
        assert "tls_trust_port" in beside
    file = tmp_path / FOLDER / AUTHORITY
    file.write_bytes(file.read_bytes()[:100])
    assert "cannot be read" in refused(tmp_path, "serve", "--tls-local", "--port", str(port))
    assert len(file.read_bytes()) == 100
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    same_port = refused(tmp_path, "serve", "--tls-local", "--port", str(port), TEZ_TLS_TRUST_PORT=str(port))
    assert "port of the service itself" in same_port
