"""What every test may ask for: databases, Redis, Chromium, outside data; and the counts at the end of a run."""

import gc
import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from tests.fixtures.browser import chromium_or_sentence, flags
from tests.fixtures.postgresql import PostgreSQL, running_postgresql
from tests.fixtures.redis import RedisServer, running_redis
from tests.fixtures.stores import empty_store, migrated_postgresql, migrated_sqlite

__all__ = ["empty_store", "migrated_postgresql", "migrated_sqlite"]

# How long an example takes is the machine's, and what runs beside it.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

PROJECT = Path(__file__).resolve().parent.parent
LACKED = "lacks outside data"
LONG_NAME = 60
# Whole servers and other people's programs: proven by `make test`, too long for `make check`.
SLOW_FOLDERS = {"server", "fakes", "backup", "doctor", "deploy"}
SLOW_FILES = {
    "test_command_line.py",
    "test_retention.py",
    "test_frame.py",
    "test_serving.py",
    "test_sbom.py",
    "test_migrations.py",
    "test_readable.py",
    "test_import.py",
}
SLOW_FIXTURES = {"postgresql", "postgresql_server", "postgresql_with_tables", "coturn"}
"""What is proven on every store is proven in memory and on SQLite by `make check`."""
SLOW_STORES = {"sqlite", "postgresql"}
"""Of a law that plays the whole day of a service: `make check` plays it in memory alone."""


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """All that is read now stays to the end of the run: no collection looks at it, now or between the tests."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_make_parametrize_id(val: object) -> str | None:
    """A long text or a file's content names its test by its beginning: a whole one is no name, and what is made anew
    in each process, as a PDF with its time, must be called the same in all of them."""
    if isinstance(val, bytes | str) and len(val) > LONG_NAME:
        return ascii(val[:24]).removeprefix("b")[1:-1]
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark by folder: journeys need a browser, whole servers are slow; and name the tests on outside data."""
    for item in items:
        if item.get_closest_marker("outside_data") is not None:
            item.user_properties.append(("outside_data", "yes"))
        folders = set(item.path.relative_to(PROJECT).parts)
        if (
            folders & SLOW_FOLDERS
            or item.path.name in SLOW_FILES
            or _asks_for_a_server(item)
            or _plays_a_day_on_disk(item)
        ):
            item.add_marker(pytest.mark.slow)
        if "journeys" in folders:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(300))


def _asks_for_a_server(item: pytest.Item) -> bool:
    """Whether it needs another program, by a fixture or by the name of its store."""
    call = getattr(item, "callspec", None)
    stores = [value for value in call.params.values() if isinstance(value, str)] if call is not None else []
    return bool(SLOW_FIXTURES & set(getattr(item, "fixturenames", ()))) or "postgresql" in stores


def _plays_a_day_on_disk(item: pytest.Item) -> bool:
    call = getattr(item, "callspec", None)
    return (
        item.path.name == "test_every_command.py" and call is not None and bool(SLOW_STORES & {*call.params.values()})
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests on outside data ran, how many lacked it, and which were skipped for any other reason."""
    reports = [report for kind in ("passed", "failed", "skipped") for report in terminalreporter.stats.get(kind, [])]
    outside = [report for report in reports if "outside_data" in getattr(report, "keywords", {})]
    lacked = [report for report in outside if report.skipped and LACKED in str(report.longrepr)]
    if outside:
        terminalreporter.write_line(f"outside data: {len(outside) - len(lacked)} tests had it, {len(lacked)} lacked it")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgreSQL]:
    """One PostgreSQL for each worker of the run; a test that kills it starts it again."""
    with running_postgresql() as server:
        yield server


@pytest.fixture
def postgresql(postgresql_server: PostgreSQL) -> Iterator[str]:
    """The address of an empty PostgreSQL database of this test's own."""
    with postgresql_server.fresh_database() as address:
        yield address


@pytest.fixture
def postgresql_with_tables(postgresql_server: PostgreSQL, migrated_postgresql: str) -> Iterator[str]:
    """The address of a PostgreSQL database of this test's own with every table and nothing in them."""
    with postgresql_server.fresh_database(migrated_postgresql) as address:
        yield address


@pytest.fixture
def redis_server() -> Iterator[RedisServer]:
    """An empty Redis of this test's own, with ``url``, ``kill()`` and ``start_again()``."""
    with running_redis() as server:
        yield server


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where the machine's Chromium is."""
    return chromium_or_sentence()


@pytest.fixture(scope="session")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """A headless Chromium with fake camera and microphone; make a context of it for every person."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=flags(), headless=True)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def test_data_folder() -> Path:
    """Where data of others lies: TEZ_TEST_DATA, else ``shared`` beside the project. It may not exist."""
    return Path(os.environ.get("TEZ_TEST_DATA") or PROJECT.parent / "shared")


class TestData:
    """Files of others by their path under the data folder; a test that asks for one that is not there is counted."""

    __test__ = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, path: str) -> Path:
        """The file or folder ``path``; ends the test as one that lacked data when it is not there."""
        place = self.folder / path
        if not place.exists():
            pytest.skip(f"{LACKED}: {path}")
        return place


@pytest.fixture
def test_data(request: pytest.FixtureRequest, test_data_folder: Path) -> TestData:
    """``test_data("osm/monaco.osm.pbf")`` is that file's path. The test must be marked ``outside_data``."""
    if request.node.get_closest_marker("outside_data") is None:
        pytest.fail("A test that reads outside data is marked @pytest.mark.outside_data, so that it is counted.")
    return TestData(test_data_folder)
