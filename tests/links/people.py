"""A dispatcher and a crew, each in a real Chromium on a host of its own, who talk through a real server's own pages."""

import asyncio
import os
import sys
import wave
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext, Page, async_playwright, expect

from config.media_beside import own_key
from config.offline import opened
from config.settings import Settings
from config.trial import CENTRE, people
from simulator.picture import SAMPLE_RATE, babble
from tests.fixtures.browser import chromium_or_sentence, flags
from tests.fixtures.child import ChildServer
from tests.links.conditions import CLEAR
from tests.links.hosts import Hosts, hosts

PORT = 8000
TURN_SECRET = "a-secret-of-the-harness-alone"
PATIENCE_MS = 30_000
LISTENER = Path(__file__).with_name("listener.js")
DOCK = ".dock-place"
State = dict[str, Any]
MAKING = asyncio.Lock()
"""One database is made at a time: Alembic keeps which one it works on for the whole process."""


@dataclass
class Talker:
    """One of the two and their page."""

    name: str
    page: Page
    troubles: list[str] = field(default_factory=list)

    async def tap(self, button: str) -> None:
        await self.page.locator(DOCK).get_by_role("button", name=button, exact=True).click(timeout=PATIENCE_MS)

    async def expect_state(self, state: str) -> None:
        await self.expect("dock", state)

    async def expect(self, figure: str, value: str) -> None:
        """One of the figures on the dock's element."""
        await expect(self.page.locator(DOCK)).to_have_attribute(f"data-{figure}", value, timeout=PATIENCE_MS)

    async def state(self) -> State:
        told: State = await self.page.evaluate("listener.state()")
        return told

    async def sums(self) -> dict[str, float]:
        told: dict[str, float] = await self.page.evaluate("listener.sums()")
        return told

    async def begin(self) -> None:
        """Drops and gaps are counted from now on."""
        await self.page.evaluate("listener.begin()")

    async def dtx(self, on: bool) -> None:
        """Whether this side's encoder may fall silent in the next conversation."""
        await self.page.evaluate("on => listener.dtx(on)", on)


@dataclass
class Two:
    """The desk asks, the crew answers."""

    hosts: Hosts
    desk: Talker
    crew: Talker
    brigade: str

    @property
    def both(self) -> tuple[Talker, Talker]:
        return self.desk, self.crew

    async def ring(self) -> None:
        await self.desk.page.get_by_role("tab", name="Brigades").click()
        await self.desk.page.locator(".brigade-row").filter(has_text=self.brigade).first.click()
        await self.desk.page.keyboard.press("c")
        await self.crew.expect_state("incoming")

    async def record(self) -> None:
        """The desk asks, the crew agrees: now all goes by the forwarder."""
        for button in ("More", "Record", "Ask everybody", "More"):
            await self.desk.tap(button)
        await self.crew.tap("I agree")

    async def hang_up(self) -> None:
        await self.crew.tap("Hang up")
        for each in self.both:
            await expect(each.page.locator(DOCK)).not_to_have_attribute("data-dock", "talking", timeout=PATIENCE_MS)


def write_speech(path: Path, seed: int) -> Path:
    """A minute of the babble of different voices as a WAV file, which Chromium repeats."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        for number in range(8):
            file.writeframes(babble(seed * 8 + number).tobytes())
    return path


def _turn(stack: AsyncExitStack, folder: Path, made: Hosts) -> dict[str, str]:
    """A coturn on the server's host; gives what the server is told of it."""
    address = made.address["server"]
    command = [
        *made.inside("server"), "turnserver", "-n", "--log-file=stdout", "--realm=tez", f"--listening-ip={address}",
        f"--relay-ip={address}", "--use-auth-secret", f"--static-auth-secret={TURN_SECRET}", "--no-tls", "--no-dtls",
        "--no-cli", f"--pidfile={folder / 'turn.pid'}", f"--userdb={folder / 'turn.users'}",
    ]  # fmt: skip
    child = ChildServer(command, ready="SQLite DB connection success", folder=folder)
    stack.callback(child.kill)
    child.wait_ready()
    urls = " ".join(f"turn:{address}:3478?transport={transport}" for transport in ("udp", "tcp"))
    return {"TEZ_TURN_URLS": urls, "TEZ_TURN_SECRET": TURN_SECRET}


async def _server(
    stack: AsyncExitStack, folder: Path, made: Hosts, more: dict[str, str]
) -> tuple[str, dict[str, str]]:  # fmt: skip
    """The server's address and everybody's session tokens."""
    address = made.address["server"]
    settings = Settings(data_dir=str(folder))
    async with MAKING:
        peopled = await people(settings, brigades=1, at=[CENTRE])
        async with opened(settings) as offline:
            key = await own_key(offline, settings)
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("TEZ_")}
    environment = {
        **inherited, "TEZ_DATA_DIR": str(folder), "TEZ_HOST": address, "TEZ_MEDIA_PROCESSES": "1",
        "TEZ_WORKER_KEY": key, "TEZ_MEDIA_ADDRESSES": address, "PYTHONUNBUFFERED": "1",
        **more,
    }  # fmt: skip
    command = [*made.inside("server"), sys.executable, "-m", "config.cli", "serve", "--port", str(PORT)]
    child = ChildServer(command, ready="Listening on", environment=environment)
    stack.callback(child.kill)
    await asyncio.to_thread(child.wait_ready)
    return f"http://{address}:{PORT}", peopled.tokens


async def _browser(
    stack: AsyncExitStack, folder: Path, made: Hosts, name: str, url: str, token: str
) -> BrowserContext:  # fmt: skip
    """A Chromium on the host ``name``, with its own microphone, signed in."""
    program = folder / f"chromium-{name}"
    program.write_text(f'#!/bin/sh\nexec {" ".join(made.inside(name))} "{chromium_or_sentence()}" "$@"\n')
    program.chmod(0o755)
    speech = write_speech(folder / f"{name}.wav", len(name) + ord(name[0]))
    more = [
        f"--use-file-for-fake-audio-capture={speech}",
        # The address is a plain one: cameras are for addresses that the browser trusts.
        f"--unsafely-treat-insecure-origin-as-secure={url}",
        "--autoplay-policy=no-user-gesture-required",
    ]
    playwright = await stack.enter_async_context(async_playwright())
    browser = await playwright.chromium.launch(executable_path=str(program), args=[*flags(), *more], headless=True)
    stack.push_async_callback(browser.close)
    context = await browser.new_context(
        base_url=url, viewport={"width": 1280, "height": 800}, locale="en", permissions=["camera", "microphone"],
        reduced_motion="reduce",
    )  # fmt: skip
    context.set_default_timeout(PATIENCE_MS)
    await context.add_cookies(
        [{"name": "tez_session", "value": token, "url": url}, {"name": "tez_language", "value": "en", "url": url}]
    )
    await context.add_init_script(f"({LISTENER.read_text('utf-8').strip().rstrip(';')})({{dtx: false}})")
    return context


async def _talker(context: BrowserContext, name: str, path: str) -> Talker:
    page = await context.new_page()
    talker = Talker(name, page)
    page.on("pageerror", lambda error: talker.troubles.append(f"{name}: {error}"))
    await page.goto(path)
    await talker.expect_state("idle")
    return talker


@asynccontextmanager
async def two_people(folder: Path, *, number: int = 0, seed: int = 1, turn: bool = False) -> AsyncIterator[Two]:
    """Both pages open over a clear link, nobody rings. ``number`` tells one such pair from another of this process.
    ``turn``: there is a relay, as in every service; where nothing needs one it would only make the figures doubtful."""
    async with hosts(number, seed) as made, AsyncExitStack() as stack:
        await made.link(CLEAR)
        more = await asyncio.to_thread(_turn, stack, folder, made) if turn else {}
        url, tokens = await _server(stack, folder, made, more)
        desk = await _browser(stack, folder, made, "desk", url, tokens["nodira"])
        crew = await _browser(stack, folder, made, "crew", url, tokens["brigade 1"])
        pages = (await _talker(desk, "desk", "/console"), await _talker(crew, "crew", "/tablet"))
        yield Two(made, *pages, brigade="Brigada 1")
