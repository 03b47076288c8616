"""The town that journeys happen in, and the browsers of the people in it."""

import fcntl
import os
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Geolocation, ViewportSize, expect

from geography.town import describe
from signaling.protocol.base import Point
from tests.journeys.town import DemoTown
from tests.journeys.window import Window

PROJECT = Path(__file__).resolve().parents[2]
PICTURES = PROJECT / ".build" / "failed-journeys"
PATIENCE_MS = 15_000
DESK: ViewportSize = {"width": 1440, "height": 900}
TABLET: ViewportSize = {"width": 1280, "height": 800}
TELEPHONE: ViewportSize = {"width": 360, "height": 740}
OpenWindow = Callable[..., Window]
Photograph = Callable[[Window, str], None]
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def town_as_made(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> DemoTown:
    """The quiet town with its map and its people, made once in a run, whichever process comes first, and stopped."""
    of_process = tmp_path_factory.getbasetemp()
    folder = (of_process if worker_id == "master" else of_process.parent) / "town-as-made"
    folder.mkdir(exist_ok=True)
    town = DemoTown(folder / "town")
    with (folder / "lock").open("w") as lock, ThreadPoolExecutor(1) as pool:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = folder / "made"
        making = None if made.exists() else pool.submit(town.start)
        describe()  # journeys ask where things are; it takes some seconds, the first time
        if making:
            making.result()
            town.stop()
            made.touch()
    return town


@pytest.fixture(scope="session")
def towns(town_as_made: DemoTown, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], DemoTown]]:
    """Gives a running copy of the town at each call; the next one starts beside the journey, which need not wait."""
    with ThreadPoolExecutor(1) as pool:

        def begin() -> Future[DemoTown]:
            copy = town_as_made.copy_to(tmp_path_factory.mktemp("journey") / "town")
            return pool.submit(copy.started)

        ahead = [begin()]

        def take() -> DemoTown:
            taken = ahead.pop()
            ahead.append(begin())
            return taken.result()

        yield take
        ahead.pop().result().kill()


@pytest.fixture
def town(towns: Callable[[], DemoTown]) -> Iterator[DemoTown]:
    """A quiet town of this journey's own, running."""
    town = towns()
    try:
        yield town
    finally:
        town.kill()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note whether the journey failed, for whoever may still look at its pages."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture
def window(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[OpenWindow]:
    """``window(town, "Nodira Aliyeva")`` is her browser, signed in. In the end no page may have complained of anything:
    an error, or something that the content security policy forbids."""
    opened: list[Window] = []

    def open_window(
        town: DemoTown,
        name: str | None = None,
        *,
        viewport: ViewportSize = DESK,
        language: str = "en",
        at: Point | None = None,
        through: int | None = None,
    ) -> Window:
        """``through``: the port of a line to the town that is not the town's own."""
        url = f"http://127.0.0.1:{through}" if through else town.url
        place: Geolocation | None = {"longitude": at.lon, "latitude": at.lat, "accuracy": 8} if at else None
        context = chromium.new_context(
            base_url=url,
            viewport=viewport,
            locale=language,
            has_touch=viewport is not DESK,
            geolocation=place,
            permissions=["camera", "microphone", *(["geolocation"] if at else [])],
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        if name is not None:
            wish = {"person_id": town.person_id(name)}
            answer = context.request.post("/api/demo/sign-in", data=wish, headers={"Origin": url})
            assert answer.ok, answer.text()
            context.add_cookies([{"name": "tez_language", "value": language, "url": url}])
        made = Window(name or "somebody", context)
        opened.append(made)
        return made

    yield open_window
    if request.node.stash.get(FAILED, False):
        keep_pictures(opened, request.node.name)
    troubles = [trouble for each in opened for trouble in each.troubles]
    for each in opened:
        each.close()
    assert troubles == []


def keep_pictures(windows: list[Window], journey: str) -> None:
    """What everybody saw when the journey failed, and what their pages had said."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for number, each in enumerate(windows, 1):
        print("\n".join(each.troubles))
        if not each.page.is_closed():
            each.page.screenshot(path=PICTURES / f"{journey}-{number}.png")


@pytest.fixture(scope="session")
def photograph() -> Photograph:
    """``photograph(window, "console")`` makes the README's picture of it anew, when SCREENSHOTS=1 asks for that."""

    def take(window: Window, name: str) -> None:
        if os.environ.get("SCREENSHOTS") == "1":
            folder = PROJECT / "docs" / "screenshots"
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{name}.png").write_bytes(settled(window))

    return take


def settled(window: Window) -> bytes:
    """The page's picture once it stands still: maps are drawn piece by piece."""
    before = window.page.screenshot()
    for _ in range(30):
        now = window.page.screenshot()
        if now == before:
            break
        before = now
    return before
