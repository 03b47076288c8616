"""The dock in a real Chromium: with a simulated crew, and with the crew's tablet in a second one."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from simulator.pace import Pace
from simulator.talking import Lines, Talker
from tests.fixtures.server import Peopled, TezServer, people, running

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[tuple[TezServer, Peopled]]:
    """A server with one brigade on shift."""
    server = TezServer(tmp_path)
    # Playwright keeps a loop of its own in this thread.
    with ThreadPoolExecutor(1) as beside:
        peopled = beside.submit(asyncio.run, people(server.settings(), brigades=1)).result()
    with running(server):
        yield server, peopled


class SimulatedCrew:
    """A crew without a browser that answers every ring, in a thread of its own."""

    def __init__(self, server: TezServer, token: str) -> None:
        self._server, self._token = server, token
        self._loop = asyncio.new_event_loop()
        self._over = asyncio.Event()
        self._thread = threading.Thread(target=lambda: self._loop.run_until_complete(self._live()), daemon=True)

    async def _live(self) -> None:
        async def hear(message: dict[str, object]) -> None:
            await talker.hear(message)

        client = self._server.client(self._token, hear=hear)
        talker = Talker(client, "Brigada 1", Lines(), Pace(5, seed=1), answers=lambda view: True)
        async with client:
            await self._over.wait()
        await talker.close()

    def __enter__(self) -> "SimulatedCrew":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(20)
        self._loop.close()


def signed_in(chromium: Browser, server: TezServer, token: str) -> BrowserContext:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, permissions=["camera", "microphone"])
    context.add_cookies([{"name": "tez_session", "value": token, "url": server.url}])
    context.set_default_timeout(30_000)
    return context


def ring_the_brigade(console: Page, server: TezServer) -> None:
    console.goto(f"{server.url}/console")
    expect(console.locator(".dock-place[data-dock=idle]")).to_be_attached()
    console.keyboard.press("KeyG")
    console.get_by_text("Brigada 1", exact=True).first.click()
    console.keyboard.press("KeyC")


def expect_media(page: Page, round: int) -> None:
    """Pictures and sound have come from the other side in this round."""
    page.wait_for_function(
        """round => {
            const dock = document.querySelector(".dock-place");
            return Number(dock?.dataset.round) === round && Number(dock.dataset.framesReceived) >= 10
                && Number(dock.dataset.audioPackets) >= 100 && dock.dataset.connection === "connected";
        }""",
        arg=round,
    )


def test_a_simulated_crew_answers_and_a_reload_goes_on(chromium: Browser, town: tuple[TezServer, Peopled]) -> None:
    server, peopled = town
    with (
        SimulatedCrew(server, peopled.tokens["brigade 1"]),
        signed_in(chromium, server, peopled.tokens["nodira"]) as context,
    ):
        console = context.new_page()
        ring_the_brigade(console, server)
        expect_media(console, round=2)
        console.reload()
        expect_media(console, round=3)
        console.locator(".dock-hang-up").click()
        expect(console.locator(".dock-place[data-dock=idle]")).to_be_attached()


def test_dispatcher_and_tablet_see_and_hear_each_other(chromium: Browser, town: tuple[TezServer, Peopled]) -> None:
    server, peopled = town
    with (
        signed_in(chromium, server, peopled.tokens["brigade 1"]) as in_the_vehicle,
        signed_in(chromium, server, peopled.tokens["nodira"]) as at_the_desk,
    ):
        tablet, console = in_the_vehicle.new_page(), at_the_desk.new_page()
        tablet.goto(f"{server.url}/tablet")
        expect(tablet.locator(".dock-place[data-dock=idle]")).to_be_attached()
        ring_the_brigade(console, server)
        tablet.locator(".dock-accept").click()
        expect_media(console, round=2)
        expect_media(tablet, round=2)
        tablet.reload()
        expect_media(tablet, round=3)
        expect_media(console, round=3)
        tablet.locator(".dock-hang-up").click()
        expect(console.locator(".dock-place[data-dock=over]")).to_be_attached()


def test_a_ring_is_declined_and_withdrawn(chromium: Browser, town: tuple[TezServer, Peopled]) -> None:
    server, peopled = town
    with (
        signed_in(chromium, server, peopled.tokens["brigade 1"]) as in_the_vehicle,
        signed_in(chromium, server, peopled.tokens["nodira"]) as at_the_desk,
    ):
        tablet, console = in_the_vehicle.new_page(), at_the_desk.new_page()
        tablet.goto(f"{server.url}/tablet")
        expect(tablet.locator(".dock-place[data-dock=idle]")).to_be_attached()
        ring_the_brigade(console, server)
        tablet.locator(".dock-decline").click()
        console.locator(".dock-place[data-dock=over] button").first.click()
        expect(tablet.locator(".dock-ring")).to_be_visible()
        console.locator(".dock-place[data-dock=outgoing] button").first.click()
        expect(tablet.locator(".dock-ring")).to_have_count(0)
