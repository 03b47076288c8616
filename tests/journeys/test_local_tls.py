"""A tablet comes to a server with ``--tls-local``: the page to trust it on, and then the service itself, in a Chromium
that trusts the authority as a person would make it."""

import os
import re
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, ViewportSize, expect

from config.local_authority.keeping import AUTHORITY, FOLDER, read_authority
from config.local_authority.making import make_certificate
from config.local_authority.names import given
from signaling import clock
from tests.config.local_authority.serving import NAME, TlsServer, running
from tests.fixtures.browser import flags
from tests.fixtures.child import ChildServer
from tests.fixtures.programs import need
from tests.journeys.conftest import DESK, PROJECT, TELEPHONE
from tests.journeys.test_access import too_small
from tests.journeys.town import DemoTown
from tests.journeys.window import Window

STRANGER = "bank.example.uz"
RESOLVES = f"--host-resolver-rules=MAP {NAME} 127.0.0.1, MAP {STRANGER} 127.0.0.1"
PICTURES = PROJECT / ".build" / "pictures"
CAMERA = """async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
    return [isSecureContext, stream.getTracks().length];
}"""
SOCKET = """(url) => new Promise((told) => {
    const socket = new WebSocket(url);
    socket.onopen = () => told("open");
    socket.onerror = () => told("error");
})"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TlsServer]:
    with running(TlsServer(tmp_path_factory.mktemp("tls") / "data")) as one:
        yield one


@contextmanager
def browser_of(chromium: Browser, chromium_path: str, home: Path, trusted: Path | None) -> Iterator[Browser]:
    """A Chromium with a home of its own, which trusts what its owner has brought."""
    store = home / ".pki" / "nssdb"
    store.mkdir(parents=True)
    need("certutil")
    subprocess.run(["certutil", "-d", f"sql:{store}", "-N", "--empty-password"], check=True)
    if trusted:
        added = ["certutil", "-d", f"sql:{store}", "-A", "-t", "C,,", "-n", "tez", "-i", str(trusted)]
        subprocess.run(added, check=True)
    started = chromium.browser_type.launch(
        executable_path=chromium_path, args=[*flags(), RESOLVES], env={"HOME": str(home)}, headless=True
    )
    try:
        yield started
    finally:
        started.close()


@contextmanager
def context_of(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=DESK, locale="en", permissions=["camera", "microphone"])
    try:
        yield context
    finally:
        context.close()


@pytest.mark.outside_data
def test_a_browser_that_trusts_the_authority_opens_the_service_with_camera_and_socket(
    server: TlsServer, chromium: Browser, chromium_path: str, tmp_path: Path
) -> None:
    with (
        browser_of(chromium, chromium_path, tmp_path, server.public) as browser,
        context_of(browser) as context,
    ):
        for name in (NAME, "127.0.0.1", "localhost", "[::1]"):
            window = Window(name, context)
            window.page.goto(f"https://{name}:{server.port}/")
            expect(window.page.locator(".sign-in-form")).to_be_visible()
            assert window.page.evaluate(CAMERA) == [True, 2]
            assert window.page.evaluate(SOCKET, f"wss://{name}:{server.port}/socket") == "open"
            assert window.troubles == []
            window.page.close()
        # Whoever has been at https is not kept from the page at the other port.
        page = context.new_page()
        page.goto(f"http://{NAME}:{server.trust_port}/?language=en")
        page.get_by_role("link", name="Open Tez Yordam").click()
        expect(page.locator(".sign-in-form")).to_be_visible()
        assert page.url == f"https://{NAME}:{server.port}/"


@pytest.mark.outside_data
def test_a_browser_that_trusts_nobody_refuses_it(
    server: TlsServer, chromium: Browser, chromium_path: str, tmp_path: Path
) -> None:
    with (
        browser_of(chromium, chromium_path, tmp_path, None) as browser,
        context_of(browser) as context,
        pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"),
    ):
        context.new_page().goto(f"https://{NAME}:{server.port}/")


@pytest.mark.outside_data
def test_chromium_believes_no_thief_of_the_key(
    server: TlsServer, chromium: Browser, chromium_path: str, tmp_path: Path
) -> None:
    """Its own name, signed by the same key in the same way, is believed: what refuses the other is the name alone."""
    with (
        thief_as(server, NAME, tmp_path) as own,
        thief_as(server, STRANGER, tmp_path) as strange,
        browser_of(chromium, chromium_path, tmp_path / "home", server.public) as browser,
        context_of(browser) as opened,
    ):
        page = opened.new_page()
        page.goto(own)
        expect(page.locator("body")).to_contain_text("forged")
        with pytest.raises(Error, match="ERR_CERT"):
            page.goto(strange)


@contextmanager
def thief_as(server: TlsServer, name: str, folder: Path) -> Iterator[str]:
    """The address of a server with a certificate that somebody has signed with the stolen key."""
    authority = read_authority(server.folder / FOLDER / AUTHORITY, clock.now_ms())
    forged = folder / f"forged-{name}.pem"
    forged.write_bytes(make_certificate(authority, given([name]), clock.now_ms()).pem())
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(forged)
    with HTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(folder))) as thief:
        port = thief.server_address[1]
        thief.socket = context.wrap_socket(thief.socket, server_side=True)
        Thread(target=thief.serve_forever, daemon=True).start()
        try:
            yield f"https://{name}:{port}/"
        finally:
            thief.shutdown()


@pytest.mark.parametrize("language", ["uz", "ru", "en"])
@pytest.mark.parametrize("viewport", [DESK, TELEPHONE], ids=["desk", "telephone"])
def test_the_page_to_trust_it_on(server: TlsServer, chromium: Browser, language: str, viewport: ViewportSize) -> None:
    context = chromium.new_context(viewport=viewport, locale=language)
    try:
        window = Window("tablet", context)
        window.page.goto(f"http://127.0.0.1:{server.trust_port}/?language={language}")
        assert window.page.locator("html").get_attribute("lang") == language
        assert window.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(13, 17, 23)"
        PICTURES.mkdir(parents=True, exist_ok=True)
        window.page.screenshot(path=PICTURES / f"trusting-{language}-{viewport['width']}.png", full_page=True)
        closed = window.page.locator("details:not([open]) summary")
        while closed.count():
            closed.first.press("Enter")
        assert window.page.locator("details[open]").count() == 3
        assert window.axe() == []
        assert too_small(window.page) == []
        assert window.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert window.troubles == []
        window.page.screenshot(path=PICTURES / f"trusting-{language}-{viewport['width']}-all.png", full_page=True)
    finally:
        context.close()


@pytest.mark.outside_data
def test_two_tablets_of_the_demo_town_on_a_local_network(
    town_as_made: DemoTown, chromium: Browser, chromium_path: str, tmp_path: Path
) -> None:
    """The town's own worker and simulated people trust the authority too."""
    folder = town_as_made.copy_to(tmp_path / "town").folder
    server = TlsServer(folder)
    command = [sys.executable, "-m", "config.cli", "demo", "--tls-local", "--port", str(server.port)]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("TEZ_")}
    ours = {"TEZ_DATA_DIR": str(folder), "TEZ_TLS_TRUST_PORT": str(server.trust_port), "PYTHONUNBUFFERED": "1"}
    town = ChildServer(command, ready='"ready"', environment={**inherited, **ours})
    try:
        town.wait_ready(240)
        with (
            browser_of(chromium, chromium_path, tmp_path / "home", server.public) as browser,
            context_of(browser) as context,
        ):
            window = Window("nodira", context)
            window.page.goto(f"https://localhost:{server.port}/")
            window.page.get_by_role("button", name="Nodira Aliyeva").click()
            expect(window.page.get_by_role("tab", name="Brigadalar 12")).to_be_visible()
            # Simulated callers telephone: an incident that nobody here has opened.
            expect(window.page.get_by_role("tab", name=re.compile(r"Chaqiruvlar [1-9]"))).to_be_visible(timeout=60_000)
            assert window.troubles == []
    finally:
        town.stop()
