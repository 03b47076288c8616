"""The administrator sees which conversations live and how good they are, and afterwards how they went."""

import re
from urllib.request import urlopen

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow, Photograph
from tests.journeys.crews import two_talk
from tests.journeys.town import DemoTown

SECONDS_SEEN = 6


def test_an_administrator_follows_a_conversation_and_reads_its_graph_afterwards(
    town: DemoTown, window: OpenWindow, photograph: Photograph
) -> None:
    """[Q2], [Q3], [Q4]."""
    auditor = window(town, "Administrator")
    page = auditor.page
    page.goto("/rooms")
    expect(page.get_by_text("Nobody is talking now")).to_be_visible()
    assert auditor.axe() == []

    desk, _ = two_talk(town, window)
    room = page.locator(".rooms-one")
    expect(room).to_contain_text("Nodira Aliyeva")
    expect(room).to_contain_text("direct")
    expect(room.locator("[data-score]")).to_have_count(2)
    expect(page.locator("[data-process][data-connected=true]")).to_have_count(1)

    room.get_by_role("button", name=re.compile("^Graph")).click()
    story = page.locator(".story")
    expect(story).to_have_attribute("data-sides", "2")
    # A second in which a busy page told nothing is a gap: a side may have several lines.
    expect(story.locator("[data-lane]:has(.graph-line)")).to_have_count(2)
    page.wait_for_timeout(SECONDS_SEEN * 1_000)  # seconds take their time
    expect(story.locator(".story-second")).not_to_contain_text("tells nothing")
    assert auditor.axe() == []

    with urlopen(f"{town.url}/metrics") as answer:
        told = answer.read().decode()
    assert 'media_conversations{path="direct"} 1.0' in told
    assert "media_participants 2.0" in told
    assert re.search(r'media_sides\{rung="\w+"\} [12]\.0', told)

    desk.dock.tap("Hang up")
    expect(page.get_by_text("Nobody is talking now")).to_be_visible()
    expect(story.locator("[data-what=ended]")).to_contain_text("hung up")

    page.reload()
    past = page.locator(".rooms-past")
    expect(past).to_have_count(1)
    past.press("Enter")
    expect(story.locator(".graph-line").first).to_be_visible()
    chooser = story.get_by_role("slider")
    chooser.focus()
    page.keyboard.press("Home")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(story.locator(".story-second caption")).to_contain_text("At ")
    story.get_by_text("As a table").press("Enter")
    expect(story.locator(".story-minutes tbody tr").first).to_be_visible()
    assert auditor.axe() == []
    page.get_by_role("button", name="Light or dark").click()
    assert auditor.axe() == []
    photograph(auditor, "rooms")

    desk.window.page.goto("/rooms")
    expect(desk.window.page.get_by_text("This page is for administrators")).to_be_visible()
