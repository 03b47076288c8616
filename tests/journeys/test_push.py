"""A specialist's device rings while the page is closed, from the switch on the page to the notification and the tap.

The browser makers' push services are outside: one of the tests' own stands for them. It opens what the server sends,
and the debugger's door hands that to the service worker, as a browser would.
"""

import asyncio
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, Worker, expect

from tests.fixtures.child import ChildServer
from tests.journeys.conftest import OpenWindow
from tests.journeys.town import DemoTown
from tests.sms.push.receiving import PushService, Receiver, sender_of

pytestmark = pytest.mark.light

PRIVATE_KEY = "A" * 42 + "E"
SWITCH = "Ring this device even when the page is closed"
THEIR_OWN = """([endpoint, p256dh, auth]) => {
    const made = { endpoint, unsubscribe: async () => { sessionStorage.removeItem("subscribed"); return true; },
                   toJSON: () => ({ endpoint, keys: { p256dh, auth } }) };
    PushManager.prototype.subscribe = async (options) => {
        sessionStorage.setItem("subscribed", options.applicationServerKey);
        return made;
    };
    PushManager.prototype.getSubscription = async () => sessionStorage.getItem("subscribed") ? made : null;
}"""
SHOWN = """async () => (await (await navigator.serviceWorker.getRegistration("/web/push/")).getNotifications())
    .map(({ title, body, tag, data, requireInteraction }) => ({ title, body, tag, data, requireInteraction }))"""
TAP = """async (tag) => {
    const asked = { opened: null, focused: null };
    Clients.prototype.openWindow = async (path) => { asked.opened = path; };
    WindowClient.prototype.focus = async function () { asked.focused = new URL(this.url).pathname; };
    const [notification] = await registration.getNotifications({ tag });
    const event = new NotificationEvent("notificationclick", { notification });
    const works = [];
    event.waitUntil = (work) => works.push(work);
    self.dispatchEvent(event);
    await Promise.all(works);
    return { ...asked, left: (await registration.getNotifications({ tag })).length };
}"""


@dataclass
class RingingTown(DemoTown):
    """A town that is configured for Web Push."""

    environment: dict[str, str] = field(default_factory=dict)

    def _begin(self, words: list[str], *, ready: str, **settings: str) -> ChildServer:
        return super()._begin(words, ready=ready, **settings, **self.environment)


@contextmanager
def push_service(folder: Path) -> Iterator[PushService]:
    """It runs beside the browser, which the tests drive without a loop of their own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def run(work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, loop).result(20)

    service = PushService(folder)
    run(service.__aenter__())
    try:
        yield service
    finally:
        run(service.__aexit__())
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


@pytest.fixture
def service(tmp_path: Path) -> Iterator[PushService]:
    with push_service(tmp_path) as running:
        yield running


@pytest.fixture
def town(town_as_made: DemoTown, service: PushService, tmp_path: Path) -> Iterator[DemoTown]:
    folder = tmp_path / "town"
    shutil.copytree(town_as_made.folder, folder)
    town = RingingTown(
        folder,
        environment={
            "TEZ_PUSH_PRIVATE_KEY": PRIVATE_KEY,
            "TEZ_PUSH_CONTACT": "mailto:duty@example.uz",
            "TEZ_PUSH_SERVICES": service.host,
            "SSL_CERT_FILE": str(service.certificate),
        },
    )
    try:
        yield town.started()
    finally:
        town.kill()


class Browser:
    """The debugger's door to the service worker of the page's origin."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self._origin = origin
        self._registrations: dict[str, str] = {}
        self._door: CDPSession = page.context.new_cdp_session(page)
        self._door.on("ServiceWorker.workerRegistrationUpdated", self._updated)
        self._door.send("ServiceWorker.enable")

    def _updated(self, told: dict[str, Any]) -> None:
        for registration in told["registrations"]:
            self._registrations[registration["scopeURL"]] = registration["registrationId"]

    def deliver(self, data: str) -> None:
        scope = f"{self._origin}/web/push/"
        self.until(lambda: scope in self._registrations)
        about = {"origin": self._origin, "registrationId": self._registrations[scope], "data": data}
        self._door.send("ServiceWorker.deliverPushMessage", about)

    def until(self, true: Callable[[], bool]) -> None:
        for _ in range(300):
            if true():
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"it did not come about; shown are {self.shown()}")

    def shown(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.page.evaluate(SHOWN)
        return found

    def shows(self, body: str) -> dict[str, Any]:
        """The one notification that there is."""
        self.until(lambda: [one["body"] for one in self.shown()] == [body])
        return self.shown()[0]

    @property
    def worker(self) -> Worker:
        (worker,) = self.page.context.service_workers
        return worker


def test_a_device_rings_while_the_page_is_closed(town: DemoTown, service: PushService, window: OpenWindow) -> None:
    """[P1] [P5] [P7] [P8]"""
    receiver = Receiver.made()
    specialist = window(town, "Dilfuza Rasulova")
    specialist.context.grant_permissions(["notifications"], origin=town.url)
    given = json.dumps([service.endpoint(), receiver.p256dh, receiver.auth])
    specialist.context.add_init_script(f"({THEIR_OWN})({given})")
    page = specialist.page
    page.goto("/room")
    browser = Browser(page, town.url)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0

    page.get_by_role("button", name=SWITCH).click()
    expect(page.get_by_text("This device rings even when the page is closed")).to_be_visible()
    assert specialist.axe(".push") == []
    told_key = page.evaluate("sessionStorage.getItem('subscribed')")
    assert page.evaluate("navigator.serviceWorker.controller") is None

    page.get_by_role("button", name="Send me a test").click()
    expect(page.get_by_text("The push service took it.")).to_be_visible()
    (pushed,) = service.got
    key, claims = sender_of(pushed.headers["Authorization"], service.origin, page.evaluate("Date.now() / 1000"))
    assert (key, claims["sub"]) == (told_key, "mailto:duty@example.uz")
    browser.deliver(receiver.open(pushed.body).decode())
    test = browser.shows("This device can be rung while the page is closed.")
    assert (test["tag"], test["data"], test["requireInteraction"]) == ("test", "/room", False)
    assert browser.worker.evaluate(TAP, "test") == {"opened": None, "focused": "/room", "left": 0}

    an_alert_is_shown_once_and_leads_to_its_page(browser)
    what_cannot_be_read_is_said_plainly(browser)

    page.reload()
    expect(page.get_by_text("This device rings even when the page is closed")).to_be_visible()
    page.get_by_role("button", name="Stop ringing this device").click()
    expect(page.get_by_role("button", name=SWITCH)).to_be_visible()
    browser.until(lambda: page.evaluate("sessionStorage.getItem('subscribed')") is None)


def an_alert_is_shown_once_and_leads_to_its_page(browser: Browser) -> None:
    alert = {"title": "103", "body": "Cardiology, urgent", "link": "/a/ticket", "tag": "K7WQ2MPA", "urgency": "urgent"}
    browser.deliver(json.dumps(alert))
    first = browser.shows("Cardiology, urgent")
    assert (first["title"], first["tag"], first["requireInteraction"]) == ("103", "K7WQ2MPA", True)
    browser.deliver(json.dumps({**alert, "body": "Cardiology, urgent, again"}))
    browser.shows("Cardiology, urgent, again")
    assert browser.worker.evaluate(TAP, "K7WQ2MPA") == {"opened": "/a/ticket", "focused": None, "left": 0}


def what_cannot_be_read_is_said_plainly(browser: Browser) -> None:
    browser.deliver("\u0000 not JSON")
    plain = browser.shows("You are being called. Open the page.")
    assert plain["data"] == "/"
    assert browser.worker.evaluate(TAP, "unreadable") == {"opened": "/", "focused": None, "left": 0}


def test_a_forbidden_permission_is_told_and_nothing_is_subscribed(
    town: DemoTown, service: PushService, window: OpenWindow
) -> None:
    """[P8] Chromium answers "denied" to a context that was granted nothing."""
    specialist = window(town, "Dilfuza Rasulova")
    page = specialist.page
    page.goto("/room")
    expect(page.get_by_text("Notifications of this page are forbidden")).to_be_visible()
    expect(page.get_by_role("button", name=SWITCH)).to_have_count(0)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_a_push_service_out_of_reach_is_told_and_the_switch_stays(
    town: DemoTown, service: PushService, window: OpenWindow
) -> None:
    """[P8] Chromium subscribes nothing in a private window, and notes that itself."""
    specialist = window(town, "Dilfuza Rasulova")
    specialist.forgives = lambda said: "support the Push API in incognito mode" in said
    specialist.context.grant_permissions(["notifications"], origin=town.url)
    page = specialist.page
    page.goto("/room")
    page.get_by_role("button", name=SWITCH).click()
    expect(page.get_by_text("The browser could not reach its push service.")).to_be_visible()
    expect(page.get_by_role("button", name=SWITCH)).to_be_enabled()
