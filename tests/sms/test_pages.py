"""The page behind the link and the demo's telephones, in a real browser on a telephone's screen."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import BrowserContext, Page, async_playwright, expect

from config.wiring import built_fronts
from signaling.http import errors_told, security_headers
from sms.adapters.page import PageGateway
from sms.http import demo_routes, routes
from tests.fixtures.browser import flags
from tests.sms.desk import KARIMOV, LIVES_MS, PUBLIC_BASE, RASULOVA, AlertTown, town
from tests.sms.test_links import front_door

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

PROJECT = Path(__file__).resolve().parents[2]
SMALLEST = {"width": 360, "height": 740}
FIRST_LOAD_BYTES = 120 * 1024
AXE = PROJECT / "node_modules" / "axe-core" / "axe.min.js"
LABELS = {
    "uz": {"accept": "Qabul qilaman", "decline": "Qila olmayman", "done": "Siz qabul qildingiz"},
    "ru": {"accept": "Принимаю", "decline": "Не могу", "done": "Вы приняли вызов"},
    "en": {"accept": "I accept", "decline": "I cannot", "done": "You have accepted"},
}


@dataclass
class Telephone:
    """Somebody's browser, and everything it complained of."""

    context: BrowserContext
    base: str
    complaints: list[str] = field(default_factory=list)

    async def open(self, path: str) -> Page:
        page = await self.context.new_page()
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        await page.goto(self.base + path)
        return page


@dataclass
class Pages:
    place: AlertTown
    gateway: PageGateway
    telephone: Telephone

    async def raised(self, **more: Any) -> str:
        alert_id = await self.place.raised(KARIMOV, RASULOVA, urgency="life_threat", **more)
        await self.place.send()
        return alert_id

    def link(self, to: str | None) -> str:
        message = next(each for each in self.gateway.messages() if each.to == to)
        found = re.search(r"/a/[\w-]{22}", message.body)
        assert found is not None
        return found.group()


@asynccontextmanager
async def pages(folder: Path, chromium_path: str, theme: str = "light") -> AsyncIterator[Pages]:
    gateway = PageGateway(folder / "messages.json", lambda: 1_790_000_000_000)
    async with town(gateway) as place, async_playwright() as playwright:
        door = front_door(place, folder / "unused")
        door.built = built_fronts()
        application = web.Application(middlewares=[security_headers(False), errors_told])
        application.add_routes([*routes(door), *demo_routes(door)])
        application.router.add_static("/web", door.built)
        browser = await playwright.chromium.launch(executable_path=chromium_path, args=flags())
        async with TestServer(application) as server:
            context = await browser.new_context(
                viewport=SMALLEST,  # type: ignore[arg-type]
                has_touch=True,
                locale="uz",
                color_scheme="dark" if theme == "dark" else "light",
            )
            telephone = Telephone(context, str(server.make_url("")).rstrip("/"))
            yield Pages(place, gateway, telephone)
            await context.close()
        await browser.close()
        refused = [said for said in telephone.complaints if "409" not in said and "ERR_INTERNET" not in said]
        assert refused == []


async def violations(page: Page) -> list[str]:
    await page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = await page.evaluate(
        """async () => (await axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}))
             .violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" | ")}`)"""
    )
    return found


async def fits(page: Page) -> bool:
    wide: bool = await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return wide


@pytest.mark.parametrize(("language", "theme"), [("uz", "light"), ("uz", "dark"), ("ru", "light"), ("en", "dark")])
async def test_one_tap_accepts_and_turns_the_page_green(
    tmp_path: Path, chromium_path: str, language: str, theme: str
) -> None:
    async with pages(tmp_path, chromium_path, theme) as here:
        alert_id = await here.raised()
        page = await here.telephone.open(here.link(KARIMOV.telephone))
        await page.get_by_role("button", name=language.upper()).tap()
        accept = page.get_by_role("button", name=LABELS[language]["accept"])
        box = await accept.bounding_box()
        assert box is not None
        assert box["height"] >= 120
        assert box["y"] + box["height"] <= SMALLEST["height"], "the button is in view without scrolling"
        assert await fits(page)
        assert await violations(page) == []
        assert (await here.place.alert(alert_id)).status == "open"
        await accept.tap()
        await expect(page.get_by_role("heading", name=LABELS[language]["done"])).to_be_visible()
        assert (await here.place.alert(alert_id)).acknowledged_by == KARIMOV.person_id
        assert await fits(page)
        assert await violations(page) == []


async def test_declining_asks_once_more_and_passes_it_on(tmp_path: Path, chromium_path: str) -> None:
    async with pages(tmp_path, chromium_path) as here:
        alert_id = await here.raised()
        page = await here.telephone.open(here.link(KARIMOV.telephone))
        await page.get_by_role("button", name="Qila olmayman").tap()
        assert await violations(page) == []
        assert (await here.place.alert(alert_id)).people[0].status == "opened"
        await page.get_by_role("button", name="Ha, oʻtkazilsin").tap()
        await expect(page.get_by_role("heading", name="Siz boshqaga oʻtkazdingiz")).to_be_visible()
        assert (await here.place.alert(alert_id)).people[0].status == "declined"


async def test_an_open_page_hears_that_another_took_it(tmp_path: Path, chromium_path: str) -> None:
    async with pages(tmp_path, chromium_path) as here:
        alert_id = await here.raised()
        page = await here.telephone.open(here.link(KARIMOV.telephone))
        await expect(page.get_by_role("button", name="Qabul qilaman")).to_be_visible()
        await here.place.accept(alert_id, RASULOVA)
        await expect(page.get_by_role("heading", name="Allaqachon qabul qilingan")).to_be_visible(timeout=10_000)
        assert await violations(page) == []


async def test_each_end_has_its_drawing(tmp_path: Path, chromium_path: str) -> None:
    async with pages(tmp_path, chromium_path) as here:
        await here.raised()
        here.place.now_ms += LIVES_MS["life_threat"]
        page = await here.telephone.open(here.link(KARIMOV.telephone))
        await expect(page.get_by_role("heading", name="Vaqt tugadi")).to_be_visible()
        assert await violations(page) == []
        page = await here.telephone.open("/a/" + "A" * 22)
        await expect(page.get_by_role("heading", name="Bu havola yaroqsiz")).to_be_visible()
        assert await violations(page) == []


async def test_an_answer_without_a_connection_is_told_and_given_again(tmp_path: Path, chromium_path: str) -> None:
    async with pages(tmp_path, chromium_path) as here:
        alert_id = await here.raised()
        page = await here.telephone.open(here.link(KARIMOV.telephone))
        accept = page.get_by_role("button", name="Qabul qilaman")
        await expect(accept).to_be_visible()
        await here.telephone.context.set_offline(True)
        await accept.tap()
        await expect(page.get_by_role("alert")).to_contain_text("Yuborilmadi")
        assert await violations(page) == []
        assert (await here.place.alert(alert_id)).status == "open"
        await here.telephone.context.set_offline(False)
        await accept.tap()
        await expect(page.get_by_role("heading", name="Siz qabul qildingiz")).to_be_visible()


async def test_an_accepted_consult_leads_to_its_room(tmp_path: Path, chromium_path: str) -> None:
    async with pages(tmp_path, chromium_path) as here:
        await here.raised(about_kind="consult", about_id="consult")
        page = await here.telephone.open(here.link(KARIMOV.telephone))
        await page.get_by_role("button", name="Qabul qilaman").tap()
        room = page.get_by_role("link", name="Maslahat xonasini ochish")
        assert await room.get_attribute("href") == "/room"


async def test_the_first_load_is_small(tmp_path: Path, chromium_path: str) -> None:
    async with pages(tmp_path, chromium_path) as here:
        await here.raised()
        loaded: list[str] = []
        here.telephone.context.on("request", lambda request: loaded.append(request.url))
        page = await here.telephone.open(here.link(KARIMOV.telephone))
        await expect(page.get_by_role("button", name="Qabul qilaman")).to_be_visible()
        await page.evaluate("document.fonts.ready")
        files = [built_fronts() / url.split("/web/", 1)[1] for url in loaded if "/web/" in url]
        packed = [file.with_name(f"{file.name}.br") for file in files]
        sizes = {
            file.name: (small if small.exists() else file).stat().st_size
            for file, small in zip(files, packed, strict=True)
        }
        page_itself = (built_fronts() / "answer" / "index.html.br").stat().st_size
        assert sum(sizes.values()) + page_itself <= FIRST_LOAD_BYTES, sizes


async def test_the_demo_shows_each_telephone_and_its_new_messages_by_themselves(
    tmp_path: Path, chromium_path: str
) -> None:
    async with pages(tmp_path, chromium_path) as here:
        page = await here.telephone.open("/sms")
        await expect(page.get_by_text("Hali xabar yoʻq")).to_be_visible()
        assert await violations(page) == []
        await here.raised()
        link = page.get_by_role("link", name=PUBLIC_BASE)
        await expect(link).to_have_count(2, timeout=6_000)
        assert await link.first.get_attribute("href") in {
            PUBLIC_BASE + here.link(KARIMOV.telephone),
            PUBLIC_BASE + here.link(RASULOVA.telephone),
        }
        assert await fits(page)
        assert await violations(page) == []
