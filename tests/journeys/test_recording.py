"""A conversation is recorded only when everybody agrees, and what was recorded is played back whole."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.console import Console
from tests.journeys.crews import two_talk
from tests.journeys.dock import expect_all_flow
from tests.journeys.tablet import Tablet
from tests.journeys.town import DemoTown

SHORT_MS, LONG_MS = 12_000, 24_000
"""Longer than one part of a recording, and than two."""
PLAYED_MS = 90_000
PLAYED = """() => [...document.querySelectorAll(".player video")].map((video) => ({
    frames: video.getVideoPlaybackQuality().totalVideoFrames,
    heard: video.webkitAudioDecodedByteCount,
    seconds: video.duration,
    ended: video.ended || video.currentTime > video.duration - 1.5,
}))"""


def sign(side: Console | Tablet, state: str) -> None:
    expect(side.dock.box.locator(".dock-recording")).to_have_attribute("data-recording", state, timeout=30_000)


def archive_of(desk: Console) -> Page:
    page = desk.window.page
    page.goto("/recordings")
    return page


@pytest.mark.long
def test_one_does_not_agree_and_nothing_is_recorded(town: DemoTown, window: OpenWindow) -> None:
    desk, crew = two_talk(town, window)
    desk.ask_to_record()
    sign(desk, "waiting")
    sign(crew, "question")
    expect(crew.page.get_by_role("alertdialog")).to_contain_text("Nodira Aliyeva asks to record this conversation")
    assert crew.window.axe() == []
    crew.dock.tap("I do not agree")
    desk.dock.expect_words("does not agree: nothing is recorded")
    for side in (desk, crew):
        sign(side, "none")
        side.dock.expect("path", "direct")
    expect_all_flow([desk.dock, crew.dock])
    desk.dock.tap("Hang up")

    page = archive_of(desk)
    page.get_by_role("button", name=re.compile("refused")).click()
    expect(page.get_by_text("did not agree")).to_be_visible()
    expect(page.get_by_role("button", name="Watch", exact=True)).to_have_count(0)
    assert [path for path in (town.folder / "files").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("recorded_ms", [SHORT_MS, pytest.param(LONG_MS, marks=pytest.mark.long)])
def test_what_all_agreed_to_is_recorded_and_played_back_whole(
    town: DemoTown, window: OpenWindow, recorded_ms: int
) -> None:
    desk, crew = two_talk(town, window)
    desk.ask_to_record()
    crew.dock.tap("I agree")
    for side in (desk, crew):
        sign(side, "running")
        side.dock.expect_words("This conversation is being recorded")
    expect_all_flow([desk.dock, crew.dock])
    assert desk.window.axe() == []
    assert crew.window.axe() == []
    desk.window.page.wait_for_timeout(recorded_ms)  # what is recorded takes its time
    crew.dock.tap("Stop recording")
    desk.dock.expect_words("has stopped the recording")
    for side in (desk, crew):
        sign(side, "none")
        side.dock.expect("path", "direct")
    desk.dock.tap("Hang up")

    page = archive_of(desk)
    page.get_by_role("button", name=re.compile("recorded")).click()
    expect(page.get_by_text("Nobody yet")).to_be_visible()
    expect(page.locator("video")).to_have_count(0)
    assert desk.window.axe() == []
    page.get_by_role("button", name="Watch", exact=True).click()
    expect(page.locator(".player video")).to_have_count(2)
    expect(page.locator(".recordings-watched")).to_contain_text("Nodira Aliyeva")
    assert desk.window.axe() == []

    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.locator(".player")).to_have_attribute("data-ended", "true", timeout=PLAYED_MS)
    played = page.evaluate(PLAYED)
    assert len(played) == 2
    for lane in played:
        assert lane["ended"], played
        assert lane["seconds"] >= recorded_ms / 1000 - 4, played
        assert lane["frames"] > recorded_ms / 1000 * 5, played
        assert lane["heard"] > 1_000, played

    page.get_by_role("slider").focus()
    page.keyboard.press("Home")
    expect(page.locator(".player")).to_have_attribute("data-ended", "false")
    page.get_by_role("button", name=re.compile("^Only Nodira")).click()
    expect(page.locator(".player-lane:visible")).to_have_count(1)


def test_nobody_else_finds_it(town: DemoTown, window: OpenWindow) -> None:
    other = window(town, "Dilfuza Rasulova")
    other.page.goto("/recordings")
    expect(other.page.get_by_text("No recordings in these 31 days")).to_be_visible()
    assert other.axe() == []
