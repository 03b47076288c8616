"""Clips over HTTP: who may send one, what is taken, who may hear it, and how it is forgotten."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
import pytest

from media.clips.domain.clip import subject_of
from media.clips.domain.decisions import CLIPS_AT_MOST, DAY_MS
from media.clips.domain.speech import LARGEST_BYTES
from media.clips.erasing import erase_forgotten
from signaling.consequences import Backstage
from signaling.files import DiskFull, FileMissing
from signaling.protocol.clips import ClipHear, ClipHeard, ClipKeep, ClipsAbout, ConversationClip
from signaling.protocol.conversations import ConversationHangUp
from signaling.protocol.frames import Thread
from signaling.protocol.participants import ConversationEnter, ConversationInvite, ConversationRemove
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Role
from tests.media.clips.house import (
    BAHROM,
    CREW,
    DOCTOR,
    GUEST,
    KEEP_DAYS,
    NODIRA,
    STRANGER,
    Browser,
    House,
    browser,
    code_of,
    house,
)
from tests.media.clips.samples import film, ogg, webm

CLIP, SECOND = str(uuid4()), str(uuid4())


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as built:
        yield built


@pytest.fixture
async def nodira(made: House) -> Browser:
    return await browser(made, NODIRA)


@pytest.fixture
async def crew(made: House) -> Browser:
    return await browser(made, CREW)


def shown(made: House, actor: Actor) -> list[Any]:
    """What somebody's screen shows of clips."""
    audience = f"brigade:{actor.brigade_id}" if actor.role is Role.CREW else f"{_relation(actor)}:{actor.id}"
    frame = msgspec.json.decode(made.town.hub.frame_after(None, (audience,)))
    return [change["view"] for change in frame["changes"] if change["kind"] == "clip"]


def _relation(actor: Actor) -> str:
    return "guest" if actor.role is Role.GUEST else "person"


async def enter(made: House, actor: Actor) -> None:
    about = {"conversation_id": made.conversation_id, "invitation_id": str(uuid4())}
    await made.do(ConversationInvite, NODIRA, to_relation="person", to_id=actor.id, **about)
    await made.do(ConversationEnter, actor, **about)


async def test_k1_k3_what_is_said_is_kept_and_shown_to_everybody_in_it(made: House, nodira: Browser) -> None:
    """Rules [K1], [K3]."""
    spoken_at_ms = made.town.now_ms - 2
    made.town.now_ms += 60_000
    answer = await nodira.send(CLIP, spoken_at_ms=spoken_at_ms)
    assert (answer.status, await answer.json()) == (200, {"clip_id": CLIP, "lasts_ms": 3000})
    (view,) = shown(made, CREW)
    assert shown(made, NODIRA) == [view]
    assert shown(made, BAHROM) == []
    expected = {"of_id": NODIRA.id, "of_name": "Nodira A.", "lasts_ms": 3000, "heard_by": [], "forgotten": False}
    assert expected.items() <= view.items()
    assert (view["spoken_at_ms"], view["at_ms"]) == (spoken_at_ms, made.town.now_ms)
    (row,) = [
        row for row in await made.town.ask(Thread(kind="incident", about="i1"), NODIRA)
        if row.type == "conversation.clip"
    ]  # fmt: skip
    assert (row.body["clip_id"], row.body["of_name"]) == (CLIP, "Nodira A.")
    assert not {"digest", "file_id"} & set(row.body)


async def test_k1_a_device_is_not_believed_to_have_spoken_before_it_began_or_after_now(
    made: House, nodira: Browser
) -> None:
    """Rule [K1]."""
    await nodira.send(CLIP, spoken_at_ms=1)
    await nodira.send(SECOND, webm(1), spoken_at_ms=made.town.now_ms + 9_000_000)
    assert (await made.clip(CLIP)).spoken_at_ms > 1
    assert (await made.clip(SECOND)).spoken_at_ms <= made.town.now_ms


async def test_k1_the_same_again_is_answered_as_before_and_another_is_refused(
    made: House, nodira: Browser, crew: Browser
) -> None:
    """Rule [K1]; also when the first answer was lost and the conversation ended meanwhile."""
    await nodira.send(CLIP)
    await made.do(ConversationHangUp, NODIRA, conversation_id=made.conversation_id)
    again = await nodira.send(CLIP)
    assert (again.status, await again.json()) == (200, {"clip_id": CLIP, "lasts_ms": 3000})
    assert await code_of(await nodira.send(CLIP, webm(2))) == (409, Code.SAME_ID_OTHER_BODY)
    assert await code_of(await crew.send(CLIP)) == (409, Code.SAME_ID_OTHER_BODY)
    assert len(await made.town.events(ConversationClip)) == 1
    assert len(made.kept_files()) == 1


async def test_k1_only_who_is_in_it_sends_and_only_while_it_goes_on(made: House, nodira: Browser) -> None:
    """Rule [K1]."""
    bahrom, nobody = await browser(made, BAHROM), Browser(made, NODIRA, {})
    assert await code_of(await nobody.send(CLIP)) == (401, "signed_out")
    assert await code_of(await bahrom.send(CLIP)) == (409, Code.NOT_YOURS)
    assert await code_of(await nodira.send(CLIP, to=str(uuid4()))) == (409, Code.NOT_FOUND)
    await made.do(ConversationHangUp, CREW, conversation_id=made.conversation_id)
    assert await code_of(await bahrom.send(CLIP)) == (409, Code.NOT_YOURS)
    assert await code_of(await nodira.send(CLIP)) == (409, Code.CONVERSATION_ENDED)
    assert made.kept_files() == []


async def test_k2_what_is_no_clip_is_not_taken(made: House, nodira: Browser) -> None:
    """Rule [K2]."""
    assert await code_of(await nodira.send(CLIP, b"no sound")) == (409, Code.NOT_A_CLIP)
    assert await code_of(await nodira.send(CLIP, film())) == (409, Code.NOT_A_CLIP)
    assert await code_of(await nodira.send(CLIP, webm(40))) == (409, Code.TOO_LONG)
    assert (await nodira.send(CLIP, webm() + bytes(LARGEST_BYTES))).status == 413
    assert (await nodira.send(CLIP, media_type="text/plain")).status == 415
    assert made.kept_files() == []
    assert await made.town.events(ConversationClip) == []


async def test_k2_the_content_says_what_it_is_not_the_header(made: House, nodira: Browser) -> None:
    """Rule [K2]."""
    assert (await nodira.send(CLIP, ogg(), media_type="audio/webm")).status == 200
    answer = await nodira.get(CLIP)
    assert (answer.content_type, answer.headers["Cache-Control"]) == ("audio/ogg", "no-store")
    assert await answer.read() == ogg()


async def test_k2_there_is_an_end_to_how_many(made: House, nodira: Browser) -> None:
    """Rule [K2]."""
    for number in range(CLIPS_AT_MOST):
        await made.town.do(_keep(made, f"{number:08d}-0000-7000-8000-000000000000"))
    assert await code_of(await nodira.send(CLIP)) == (409, Code.TOO_LONG)
    assert made.kept_files() == []


async def test_k2_what_was_refused_at_the_last_moment_leaves_no_file(
    made: House, nodira: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rule [K2]. The conversation ends while the file is written."""
    put = made.files.put

    async def slow(content: bytes, *, subject: str, media_type: str) -> Any:
        row = await put(content, subject=subject, media_type=media_type)
        await made.do(ConversationHangUp, CREW, conversation_id=made.conversation_id)
        return row

    monkeypatch.setattr(made.files, "put", slow)
    assert await code_of(await nodira.send(CLIP)) == (409, Code.CONVERSATION_ENDED)
    assert made.kept_files() == []
    assert await made.records.key(subject_of(CLIP)) is None


async def test_k2_without_room_on_the_disk_the_device_keeps_it_and_tries_again(
    made: House, nodira: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rule [K2]."""

    async def full(content: bytes, *, subject: str, media_type: str) -> Any:
        raise DiskFull

    with monkeypatch.context() as patch:
        patch.setattr(made.files, "put", full)
        assert (await nodira.send(CLIP)).status == 503
    assert (await nodira.send(CLIP)).status == 200


async def test_k3_who_comes_in_later_sees_it_and_who_goes_does_not(made: House, nodira: Browser) -> None:
    """Rule [K3]."""
    await browser(made, DOCTOR)
    await nodira.send(CLIP)
    assert shown(made, DOCTOR) == []
    await enter(made, DOCTOR)
    assert [view["clip_id"] for view in shown(made, DOCTOR)] == [CLIP]
    about = {"conversation_id": made.conversation_id, "of_relation": "person", "of_id": DOCTOR.id}
    await made.do(ConversationRemove, NODIRA, **about)
    assert shown(made, DOCTOR) == []
    await made.do(ConversationHangUp, NODIRA, conversation_id=made.conversation_id)
    assert (shown(made, NODIRA), shown(made, CREW)) == ([], [])


async def test_k4_who_has_heard_it_is_written_down_once(made: House, nodira: Browser) -> None:
    """Rule [K4]."""
    await nodira.send(CLIP)
    for actor in (CREW, CREW, NODIRA):
        await made.do(ClipHear, actor, clip_id=CLIP)
    assert [view["heard_by"] for view in shown(made, NODIRA)] == [["brigade:b1"]]
    assert len(await made.town.events(ClipHeard)) == 1
    for actor, clip_id in ((STRANGER, CLIP), (CREW, SECOND)):
        with pytest.raises(Refused) as caught:
            await made.do(ClipHear, actor, clip_id=clip_id)
        assert caught.value.code is Code.NOT_FOUND


async def test_k5_who_took_part_and_the_desk_hear_it_and_nobody_else(
    made: House, nodira: Browser, crew: Browser
) -> None:
    """Rule [K5]; also after its end."""
    await nodira.send(CLIP)
    await made.do(ConversationHangUp, NODIRA, conversation_id=made.conversation_id)
    bahrom, stranger = await browser(made, BAHROM), await browser(made, STRANGER)
    for each in (nodira, crew, bahrom):
        answer = await each.get(CLIP)
        assert (answer.status, await answer.read()) == (200, webm())
    assert await code_of(await stranger.get(CLIP)) == (404, "not_found")
    assert await code_of(await nodira.get(SECOND)) == (404, "not_found")
    assert (await Browser(made, NODIRA, {}).get(CLIP)).status == 401
    assert [clip.clip_id for clip in await made.town.ask(ClipsAbout(about="i1"), BAHROM)] == [CLIP]
    assert await made.town.ask(ClipsAbout(about="i1"), STRANGER) == []


async def test_k5_of_a_consult_only_the_two_hear_it(made: House, crew: Browser) -> None:
    """Rule [K5]."""
    talk = str(uuid4())
    await made.talk(talk, DOCTOR, STRANGER, about="c1", about_kind="consult")
    doctor, bahrom, other = await browser(made, DOCTOR), await browser(made, BAHROM), await browser(made, STRANGER)
    assert (await doctor.send(CLIP, to=talk)).status == 200
    assert ((await other.get(CLIP)).status, (await bahrom.get(CLIP)).status) == (200, 404)
    assert [clip.clip_id for clip in await made.town.ask(ClipsAbout(about="c1"), STRANGER)] == [CLIP]
    assert await made.town.ask(ClipsAbout(about="c1"), BAHROM) == []


async def test_k1_a_guest_sends_and_hears_by_the_guests_own_cookie(made: House, nodira: Browser) -> None:
    """Rules [K1], [K5]."""
    talk = str(uuid4())
    await made.talk(talk, GUEST, BAHROM)
    guest, bahrom = await browser(made, GUEST), await browser(made, BAHROM)
    assert (await guest.send(CLIP, to=talk)).status == 200
    assert [view["of_relation"] for view in shown(made, GUEST)] == ["guest"]
    assert (await bahrom.send(SECOND, webm(2), to=talk)).status == 200
    assert await (await guest.get(SECOND)).read() == webm(2)
    await made.do(ClipHear, GUEST, clip_id=SECOND)
    assert (await guest.send(str(uuid4()))).status == 409
    nodira.guest = True
    assert (await nodira.send(str(uuid4()))).status == 401


async def test_k6_a_clip_is_forgotten_with_its_key(made: House, nodira: Browser) -> None:
    """Rule [K6]."""
    await nodira.send(CLIP)
    await nodira.send(SECOND, webm(1))
    await made.do(ConversationHangUp, NODIRA, conversation_id=made.conversation_id)
    back = Backstage(made.town.bus, made.town.hub, made.town.clock)
    file_id = (await made.clip(CLIP)).file_id
    await made.town.pass_time(KEEP_DAYS * DAY_MS - 60_000)
    await erase_forgotten(back, made.files)
    assert len(made.kept_files()) == 2
    await made.town.pass_time(120_000)
    bahrom = await browser(made, BAHROM)
    assert await code_of(await bahrom.get(CLIP)) == (410, "forgotten")
    await erase_forgotten(back, made.files)
    await erase_forgotten(back, made.files)
    assert made.kept_files() == []
    assert (await made.clip(CLIP)).erased
    with pytest.raises(FileMissing):
        await made.files.get(file_id)
    assert [clip.forgotten for clip in await made.town.ask(ClipsAbout(about="i1"), NODIRA)] == [True, True]


async def test_nobody_says_for_another_that_a_clip_is_kept(made: House) -> None:
    """Rule [K1]."""
    for actor in (NODIRA, CREW):
        with pytest.raises(Refused) as caught:
            await made.town.do(_keep(made, CLIP), actor)
        assert caught.value.code is Code.NOT_ALLOWED


def _keep(made: House, clip_id: str) -> Any:
    return made.town.wish(
        ClipKeep, clip_id=clip_id, conversation_id=made.conversation_id, of_relation="person", of_id=NODIRA.id,
        lasts_ms=1000, size=10, media_type="audio/webm", digest="0" * 64, file_id="f" * 64,
    )  # fmt: skip
