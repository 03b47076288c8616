"""The parts of stills over HTTP: from the one device that was asked, in pieces, and to whoever may see the still."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from media.caller.domain import jpeg
from media.freeze.http import PREVIEW_BYTES
from media.freeze.incoming import PARTS_AT_MOST, Incoming, TooLarge
from signaling.front_door import GUEST_COOKIE
from signaling.protocol.conversations import ConversationJoin
from tests.media.caller.yard import BAHROM, NODIRA, guest, segment, yard
from tests.media.freeze.room import (
    CREW,
    NAMES,
    STRANGER,
    TELEPHONE,
    Browser,
    Room,
    picture,
    room,
)


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[Room]:
    async with room(tmp_path) as opened:
        await opened.ask()
        yield opened


@pytest.fixture
async def browser(there: Room, tmp_path: Path) -> AsyncIterator[Browser]:
    async with there.served(tmp_path / "built") as served:
        await served.sign_in(CREW)
        yield served


async def test_f8_all_parts_come_and_are_given(there: Room, browser: Browser) -> None:
    """Rule [F8]."""
    for name in NAMES:
        assert (await browser.send(name, picture()))[0] == 200
        assert await browser.send(name, picture()) == (200, {"have": len(picture()), "kept": True})
    assert (await there.still()).phase == "whole"
    answer = await browser.get("tile-1-0")
    assert (answer.status, await answer.read()) == (200, picture())
    headers = answer.headers
    assert (headers["Content-Type"], headers["Cache-Control"]) == ("image/jpeg", "no-store")
    assert headers["X-Content-Type-Options"] == "nosniff"


async def test_f8_a_part_goes_on_where_the_line_broke(there: Room, browser: Browser) -> None:
    """Rule [F8]."""
    whole = picture(6_000)
    for at in (0, 2_000):
        status, body = await browser.send("preview", whole[at : at + 2_000], at=at, size=len(whole))
        assert (status, body) == (200, {"have": at + 2_000, "kept": False})
    assert {message.have for _, message in there.told} == {2_000, 4_000}
    assert {str(audience) for audience, _ in there.told} == {f"person:{NODIRA.id}", "brigade:b1"}
    # The answer was lost, so the piece comes again; and one comes from too far on.
    for at in (2_000, 6_000):
        assert (await browser.send("preview", whole[at : at + 100], at=at, size=len(whole)))[1]["have"] == 4_000
    status, body = await browser.send("preview", whole[4_000:], at=4_000, size=len(whole))
    assert (status, body) == (200, {"have": len(whole), "kept": True})
    answer = await browser.get()
    assert await answer.read() == whole


async def test_f8_only_the_device_that_was_asked_sends(there: Room, browser: Browser) -> None:
    """Rule [F8]."""
    assert await browser.send("preview", picture(), endpoint="another-page") == (409, "not_yours")
    assert await browser.send("preview", picture(), still_id="unknown-still") == (409, "not_found")
    await browser.sign_in(NODIRA)
    assert await browser.send("preview", picture()) == (409, "not_yours")
    browser.sign_out()
    assert await browser.send("preview", picture()) == (401, "signed_out")
    assert (await there.still()).kept == ()


async def test_f8_what_is_too_large_or_no_picture_is_not_taken(there: Room, browser: Browser) -> None:
    """Rule [F8]."""
    assert (await browser.send("preview", picture(PREVIEW_BYTES)))[0] == 413
    assert (await browser.send("preview", b"x", size=PREVIEW_BYTES + 1))[0] == 413
    assert (await browser.send("preview", picture(), size=20))[0] == 413
    assert (await browser.send("preview", b"", size=0))[0] == 413
    for content in (b"<svg onload='alert(1)'/>", b"<!doctype html>", b"GIF89a" + bytes(40)):
        assert await browser.send("preview", content) == (409, "not_a_picture")
    assert (await browser.send("preview", picture(), columns=99))[0] == 400
    assert (await browser.send("preview", picture(), columns=""))[0] == 400
    assert (await browser.get()).status == 404
    await browser.send("preview", picture())
    assert (await browser.send("detail", b"x", size=jpeg.LARGEST_BYTES + 1))[0] == 413
    answer = await browser.client.post("/api/stills/still-0000001/detail", data=b"<html>")
    assert answer.status == 415


async def test_f8_nothing_but_the_picture_is_kept(there: Room, browser: Browser) -> None:
    """Rule [F8]: where it was taken is told by nobody's camera."""
    exif = segment(0xE1, b"Exif\x00\x00 GPS 39.65 66.95")
    content = picture()
    await browser.send("preview", content[:2] + exif + content[2:])
    assert await (await browser.get()).read() == content


async def test_f8_after_the_conversation_nothing_more_comes(there: Room, browser: Browser) -> None:
    """Rule [F8]."""
    await browser.send("preview", picture())
    await there.hang_up()
    assert await browser.send("detail", picture()) == (409, "conversation_ended")


async def test_f8_nothing_is_taken_before_the_preview_or_beside_the_plan(there: Room, browser: Browser) -> None:
    """Rule [F8]."""
    assert await browser.send("tile-0-0", picture()) == (409, "part_out_of_order")
    await browser.send("preview", picture())
    assert await browser.send("tile-9-9", picture()) == (409, "not_found")


async def test_f8_it_is_given_to_who_may_see_it_alone(there: Room, browser: Browser) -> None:
    """Rule [F8]: a participant, and who reads the incident's record; also after the conversation."""
    await browser.send("preview", picture())
    await there.hang_up()
    for actor, status in ((CREW, 200), (NODIRA, 200), (BAHROM, 200), (STRANGER, 404)):
        await browser.sign_in(actor)
        assert (await browser.get()).status == status
        assert (await browser.get("detail")).status == 404
    browser.sign_out()
    assert (await browser.get()).status == 401


async def test_f8_it_lies_on_disk_as_nobody_can_read_it(there: Room, browser: Browser) -> None:
    """Rule [F8]."""
    await browser.send("preview", picture())
    (kept,) = (await there.still()).kept
    row = await there.yard.files.stat(kept.file_id)
    assert row.subject == (await there.still()).kept_under
    folder = there.yard.files._folder
    lying = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert lying
    assert all(picture()[:40] not in content for content in lying)


async def test_f2_a_callers_telephone_sends_by_its_guests_cookie(tmp_path: Path) -> None:
    """Rule [F2]."""
    async with yard(tmp_path) as made:
        there = Room(made)
        talk = await there.talk_with_caller()
        await made.do(ConversationJoin, NODIRA, conversation_id=talk, endpoint="console-1")
        await there.ask(conversation_id=talk, of_endpoint=TELEPHONE)
        async with there.served(tmp_path / "built") as browser:
            await browser.sign_in(guest())
            assert GUEST_COOKIE in {cookie.key for cookie in browser.client.session.cookie_jar}
            assert (await browser.send("preview", picture(), endpoint=TELEPHONE))[0] == 200
            assert (await browser.get()).status == 200


def test_what_is_under_way_has_bounds() -> None:
    incoming = Incoming()
    for number in range(PARTS_AT_MOST + 1):
        incoming.add(("still", f"tile-{number}"), 0, 10, b"12345")
    assert not incoming.add(("still", "tile-0"), 5, 10, b"67890").whole  # the oldest was let go: it begins anew
    assert incoming.add(("still", "tile-9"), 5, 10, b"67890").whole
    with pytest.raises(TooLarge):
        incoming.add(("still", "tile-9"), 5, 10, b"678901")
