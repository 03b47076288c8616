"""The server is away for minutes while several desks take incidents: what `make prove` measures as ``outage``.

Real consoles in Chromium: incidents are typed by the keyboard, every other one is told to a brigade by telephone. The
server is killed with the first of them on the wire, and once more while the desks bring what they kept. In the end each
incident stands in the journal once, with the time at which it was typed.
"""

import argparse
import asyncio
import json
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect, sync_playwright

from config.offline import opened
from config.settings import Settings
from signaling import clock, rebuild
from signaling.client import Client
from signaling.journal import to_event
from signaling.protocol.brigades import ComeOnShift
from signaling.protocol.entering import AssignmentEntered
from signaling.protocol.incidents import IncidentOpened
from tests.fixtures.browser import chromium_or_sentence, flags
from tests.journeys.console import Console
from tests.journeys.kept import await_kept
from tests.journeys.town import DemoTown
from tests.journeys.window import Window

DESKS = ("Nodira Aliyeva", "Сардор Рахимов")
"""Who may tell brigades to go; some have two consoles open."""
PATIENCE_MS = 30_000
BACK_MS = 120_000
BRIGADES = 12


@dataclass
class Typed:
    """One incident: the address by which it is known again, and when it was submitted."""

    address: str
    at_ms: int
    told: str | None = None


def sign_in(browser: Browser, town: DemoTown, name: str) -> Console:
    context = browser.new_context(base_url=town.url, viewport={"width": 1280, "height": 800}, locale="en")
    context.set_default_timeout(PATIENCE_MS)
    answer = context.request.post(
        "/api/demo/sign-in", data={"person_id": town.person_id(name)}, headers={"Origin": town.url}
    )
    assert answer.ok, answer.text()
    context.add_cookies([{"name": "tez_language", "value": "en", "url": town.url}])
    window = Window(name, context)
    window.forgive_the_lost_line()
    return Console(window)


def take(desk: Console, number: int) -> Typed:
    """Typed by the keyboard. The address is of no street, so that nothing is suggested for it, with a server or not."""
    address = f"Qishloq {number}-uy"
    desk.press("Escape", "n")
    expect(desk.field("Caller's number")).to_be_focused()
    desk.tab_to("Address")
    desk.page.keyboard.type(address)
    desk.tab_to("Reason")
    desk.page.keyboard.type("Fever")
    expect(desk.suggestions.first).to_contain_text(re.compile("fever", re.IGNORECASE))
    desk.press("Enter")
    typed = Typed(address, clock.now_ms())
    desk.press("Control+Enter")
    return typed


def tell(desk: Console, typed: Typed, callsign: str) -> None:
    """The brigade hears it by telephone and departs."""
    desk.queue.filter(has_text=typed.address).click()
    desk.page.get_by_role("button", name=re.compile(r"All \d+ brigades")).click()
    desk.page.get_by_role("button", name=f"{callsign}: It goes").click()
    desk.page.get_by_role("button", name="Departed: now").click()
    typed.told = callsign


async def bring_on_shift(town: DemoTown, cookie: str, count: int) -> list[str]:
    """So many brigades, by the desk."""
    async with Client(town.url, cookie) as client:
        there = await client.until(lambda one: one.things("brigade"))
        brigades = sorted(there.values(), key=lambda one: str(one["callsign"]))[:count]
        for one in brigades:
            await client.do(ComeOnShift(**client.envelope(), brigade_id=one["brigade_id"]))
    return [str(one["callsign"]) for one in brigades]


def cookie_of(desk: Console) -> str:
    found = next(one for one in desk.window.context.cookies() if one["name"].endswith("session"))
    return f"{found['name']}={found['value']}"


def away(desks: Sequence[Console], typed: list[Typed], brigades: list[str], wanted: int, away_s: float) -> None:
    """The desks take turns; the incidents are spread over the time."""
    began = time.monotonic()
    while len(typed) < wanted:
        number = len(typed)
        desk = desks[number % len(desks)]
        one = take(desk, number)
        typed.append(one)
        if number % 2 and brigades:
            tell(desk, one, brigades.pop())
        if number == wanted // 2:
            # Whoever closes the page by mistake finds everything again.
            desk.page.reload()
            expect(desk.page.locator(".console-foot")).to_contain_text("Not sent")
        due = began + away_s * (number + 1) / wanted
        time.sleep(max(0.0, due - time.monotonic()))


async def journal(settings: Settings) -> tuple[list[Any], list[Any], int]:
    """The incidents and the assignments that were entered, and how many things differ after a rebuild."""
    async with opened(settings) as offline:
        found = await rebuild.check(offline.tables, offline.store)
        async with offline.store.reading() as look:
            rows = await look.rows(0, 1_000_000, ["incident.opened", "assignment.accepted", "assignment.entered"])
            events = [(row, to_event(row, offline.tables.events)) for row in rows]
    incidents = [event for _, event in events if isinstance(event, IncidentOpened)]
    entered = [event for _, event in events if isinstance(event, AssignmentEntered) or getattr(event, "heard", None)]
    return incidents, entered, len(found.differences)


def campaign(folder: Path, browser: Browser, *, consoles: int, incidents: int, away_s: float) -> dict[str, Any]:
    """The counts. Raises AssertionError when a desk does not come to rest."""
    town = DemoTown(folder)
    town.start()
    try:
        desks = [sign_in(browser, town, DESKS[number % len(DESKS)]) for number in range(consoles)]
        with ThreadPoolExecutor(1) as pool:
            shift = bring_on_shift(town, cookie_of(desks[0]), BRIGADES)
            brigades = pool.submit(asyncio.run, shift).result()
        for desk in desks:
            expect(desk.page.get_by_role("tab", name="Brigades")).to_contain_text(str(len(brigades)))
            await_kept(desk.page, "console", brigades[0])  # one of them will be loaded anew without the server
        typed = [take(desks[0], 0)]
        town.kill()  # with the first one on the wire, or just answered
        for desk in desks:
            expect(desk.page.locator(".band").filter(has_text="The board is as it was at")).to_be_visible()
        away(desks, typed, list(brigades), incidents, away_s)
        began = time.monotonic()
        town.start()
        time.sleep(1)
        town.kill()
        town.start()
        for desk in desks:
            expect(desk.page.get_by_text("The link is lost")).to_have_count(0, timeout=BACK_MS)
            expect(desk.page.get_by_text("Not sent")).to_have_count(0, timeout=BACK_MS)
            expect(desk.queue).to_have_count(incidents, timeout=BACK_MS)
        came_s = time.monotonic() - began
        refused = sum(desk.page.get_by_role("button", name="Understood").count() for desk in desks)
    finally:
        town.kill()
    with ThreadPoolExecutor(1) as pool:
        found, entered, differences = pool.submit(asyncio.run, journal(Settings(data_dir=str(folder)))).result()
    times = {one.address.label: one.taken_at_ms for one in found if one.address and one.taken_at_ms}
    counted = Counter(one.address.label for one in found if one.address)
    off_ms = [abs(times[one.address] - one.at_ms) for one in typed if one.address in times]
    return {
        "consoles": consoles,
        "incidents": incidents,
        "away_s": round(away_s),
        "kills": 2,
        "lost": sum(counted[one.address] == 0 for one in typed),
        "doubled": sum(count - 1 for count in counted.values()),
        "told_by_telephone": sum(one.told is not None for one in typed),
        "entered": len({one.assignment_id for one in entered}),
        "refused": refused,
        "differences": differences,
        "with_their_time": len(off_ms),
        "time_off_max_ms": max(off_ms),
        "all_came_s": round(came_s, 1),
    }


def good(found: dict[str, Any]) -> bool:
    """Nothing lost, nothing done twice, and what was told by telephone is entered."""
    whole = found["lost"] == found["doubled"] == found["differences"] == found["refused"] == 0
    return whole and bool(found["entered"] == found["told_by_telephone"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--consoles", type=int, default=5)
    parser.add_argument("--incidents", type=int, default=50)
    parser.add_argument("--away", type=float, default=600, help="seconds")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_or_sentence(), args=flags())
        found = campaign(
            Path(folder), browser, consoles=arguments.consoles, incidents=arguments.incidents, away_s=arguments.away
        )
        browser.close()
    print(json.dumps(found))
    return 0 if good(found) else 1


if __name__ == "__main__":
    sys.exit(main())
