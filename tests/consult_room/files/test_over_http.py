"""Files over HTTP: how they come in parts, what is taken, what is given out, and to whom.

Over 400 lines because it is one list: the rules [CF1] to [CF11] in their order, at the same door.
"""

import base64
import hashlib
import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from PIL import Image

from consult_room.files.domain.limits import AWAITED_MS, BYTES_AT_MOST, LARGEST_OF_KIND
from consult_room.files.signals import Pointing
from signaling.files import DiskFull
from signaling.protocol.consult_files import (
    FileCalibrate,
    FileDraw,
    FileExpired,
    FileForgotten,
    FileMarks,
    FileOpened,
    FilePoint,
    FilePointed,
    FilesOf,
    FileUndraw,
    FileWithdraw,
)
from signaling.protocol.consult_room import ConsultAcknowledge, ConsultConclude
from signaling.protocol.frames import Thread
from signaling.protocol.record_access import RecordRead
from signaling.protocol.refusals import Code, Refused
from tests.consult_room.files.house import KARIMOV, PART, RASULOVA, STRANGER, Browser, House, house
from tests.consult_room.files.samples import (
    ACTIVE_PDF,
    DRAWING,
    PAGE,
    TEXT,
    bomb,
    dicom,
    film,
    pdf,
    picture,
    with_place,
)


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as built:
        yield built


async def test_cf1_what_came_before_a_break_stays_and_the_whole_is_verified(made: House) -> None:
    """Rules [CF1], [CF2]."""
    content = dicom(5 * PART + 77)
    karimov = Browser(made, KARIMOV)
    file_id = await made.announce("study.dcm", content, kind="imaging")
    answer = await karimov.begin(file_id, len(content))
    assert (answer.status, answer.headers["Location"]) == (201, f"{karimov.uploads}/{file_id}")
    assert "GMT" in answer.headers["Upload-Expires"]
    at = 0
    for until in (100, PART - 1, PART, 3 * PART + 5, len(content)):
        answer = await karimov.patch(file_id, at, content[at:until])
        assert (answer.status, answer.headers["Upload-Offset"]) == (204, str(until))
        assert (await karimov.head(file_id)).headers["Upload-Offset"] == str(until)
        at = until
    assert (await made.file(file_id)).state == "checking"
    await made.judge()
    file = await made.file(file_id)
    assert (file.state, file.media, file.media_type) == ("kept", "dicom", "application/dicom")
    kept = b"".join(path.read_bytes() for path in made.folder.rglob("*") if path.is_file())
    assert b"\x5a" * 64 not in kept
    assert b"DICM" not in kept
    assert await made.files.digest(file_id) == hashlib.sha256(content).hexdigest()
    assert len(await made.files._records.parts(file_id)) == 6  # a line that breaks often leaves no crumbs


async def test_cf1_what_does_not_begin_where_it_stands_is_told_where_it_stands(made: House) -> None:
    """Rule [CF1]."""
    karimov = Browser(made, KARIMOV)
    file_id = await made.announce("note.txt", TEXT, kind="document")
    assert (await karimov.head(file_id)).status == 404
    assert (await karimov.patch(file_id, 0, TEXT)).status == 404
    await karimov.begin(file_id, len(TEXT))
    await karimov.patch(file_id, 0, TEXT[:10])
    answer = await karimov.patch(file_id, 0, TEXT)
    assert (answer.status, answer.headers["Upload-Offset"]) == (409, "10")
    assert (await karimov.patch(file_id, 10, TEXT[10:] + b"more")).status == 413
    again = await karimov.begin(file_id, len(TEXT))  # the same again is nothing new, and is told where it stands
    assert again.status == 201
    assert again.headers["Upload-Offset"] == (await karimov.head(file_id)).headers["Upload-Offset"]


async def test_cf1_a_piece_whose_checksum_is_wrong_is_not_kept(made: House) -> None:
    """Rule [CF1]."""
    karimov = Browser(made, KARIMOV)
    file_id = await made.announce("note.txt", TEXT, kind="document")
    await karimov.begin(file_id, len(TEXT))
    told = base64.b64encode(hashlib.sha256(TEXT).digest()).decode()
    wrong = await karimov.patch(file_id, 0, TEXT[:-1] + b"!", **{"Upload-Checksum": f"sha256 {told}"})
    assert wrong.status == 460
    assert (await karimov.head(file_id)).headers["Upload-Offset"] == "0"
    assert (await karimov.patch(file_id, 0, TEXT, **{"Upload-Checksum": "md5 x"})).status == 400
    right = await karimov.patch(file_id, 0, TEXT, **{"Upload-Checksum": f"sha256 {told}"})
    assert right.status == 204


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Tus-Resumable": "0.2.2"}, 412),
        ({"Upload-Offset": "-1"}, 400),
        ({"Upload-Offset": "x"}, 400),
        ({"Content-Type": "text/plain"}, 415),
        ({"Cookie": ""}, 401),
    ],
)
async def test_cf1_a_request_that_makes_no_sense_is_told_so(made: House, headers: dict[str, str], status: int) -> None:
    """Rule [CF1]."""
    karimov = Browser(made, KARIMOV)
    file_id = await made.announce("note.txt", TEXT, kind="document")
    await karimov.begin(file_id, len(TEXT))
    assert (await karimov.patch(file_id, 0, TEXT, **headers)).status == status
    assert (await karimov.head(file_id)).headers["Upload-Offset"] == "0"


async def test_cf1_an_upload_is_ended_by_its_maker_and_begun_anew(made: House) -> None:
    """Rule [CF1]."""
    karimov = Browser(made, KARIMOV)
    file_id = await made.announce("note.txt", TEXT, kind="document")
    await karimov.begin(file_id, len(TEXT))
    await karimov.patch(file_id, 0, TEXT[:20])
    place = f"{karimov.uploads}/{file_id}"
    assert (await made.client.delete(place, headers=karimov.headers)).status == 204
    assert not [path for path in made.folder.rglob("*") if path.is_file()]
    assert (await karimov.begin(file_id, len(TEXT))).status == 201
    assert (await karimov.head(file_id)).headers["Upload-Offset"] == "0"
    told = await made.client.options(karimov.uploads)
    assert (told.headers["Tus-Version"], told.headers["Tus-Extension"]) == (
        "1.0.0", "creation,termination,checksum,expiration",
    )  # fmt: skip


async def test_cf1_only_who_announced_a_file_brings_it(made: House) -> None:
    """Rules [CF1], [CF6]."""
    file_id = await made.announce("note.txt", TEXT, kind="document")
    answer = await Browser(made, RASULOVA).begin(file_id, len(TEXT))
    assert (answer.status, (await answer.json())["code"]) == (409, "not_yours")
    answer = await Browser(made, STRANGER).begin(file_id, len(TEXT))
    assert (answer.status, (await answer.json())["code"]) == (409, "not_found")
    karimov = Browser(made, KARIMOV)
    assert (await (await karimov.begin(file_id, len(TEXT) + 1)).json())["code"] == "file_changed"
    assert (await (await karimov.begin(str(uuid4()), len(TEXT))).json())["code"] == "not_found"


async def test_cf1_a_full_disk_is_told_and_nothing_that_came_is_lost(
    made: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rule [CF1]."""
    content = dicom(3 * PART)
    karimov = Browser(made, KARIMOV)
    file_id = await made.announce("study.dcm", content, kind="imaging")
    await karimov.begin(file_id, len(content))
    await karimov.patch(file_id, 0, content[:PART])

    def full(*arguments: object) -> None:
        raise DiskFull("no room")

    with monkeypatch.context() as patched:
        patched.setattr(made.sealed, "_write", full)
        answer = await karimov.patch(file_id, PART, content[PART:])
        assert (answer.status, (await answer.json())["service"]) == (503, "disk")
        assert "Retry-After" in answer.headers
    assert (await karimov.head(file_id)).headers["Upload-Offset"] == str(PART)
    assert (await karimov.patch(file_id, PART, content[PART:])).status == 204


async def test_cf3_a_file_that_is_not_what_was_announced_does_not_stand_in_the_record(made: House) -> None:
    """Rule [CF3]."""
    content = picture()
    file = await made.add("wound.jpg", content, digest=hashlib.sha256(b"another").hexdigest())
    assert (file.state, file.code) == ("refused", Code.FILE_CHANGED)
    await made.judge()
    assert not [path for path in made.folder.rglob("*") if path.is_file()]
    assert await made.town.events(FileForgotten)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("wound.jpg", PAGE + b" " * 600, Code.FILE_NOT_AS_NAMED),
        ("wound.jpg", picture(format="PNG"), Code.FILE_NOT_AS_NAMED),
        ("wound.png", pdf(), Code.FILE_NOT_AS_NAMED),
        ("result.pdf", b"MZ" + bytes(600), Code.FILE_NOT_AS_NAMED),
        ("note.txt", PAGE, Code.FILE_NOT_AS_NAMED),
        ("note.txt", DRAWING, Code.FILE_NOT_AS_NAMED),
        ("note", PAGE, Code.FILE_NOT_TAKEN),
        ("wound.jpg", picture()[:700], Code.FILE_DAMAGED),
        ("wound.png", bomb(), Code.PICTURE_TOO_LARGE),
        ("result.pdf", b"%PDF-1.7\nnothing of it", Code.FILE_DAMAGED),
        ("film.mp4", film()[:-100], Code.FILE_DAMAGED),
    ],
)  # fmt: skip
async def test_cf4_what_is_not_what_its_name_says_or_is_broken_is_refused(
    made: House, name: str, content: bytes, code: Code
) -> None:
    """Rule [CF4]."""
    file = await made.add(name, content, kind="other")
    assert (file.state, file.code) == ("refused", code)


async def test_cf4_the_wrong_thing_is_told_from_its_beginning(made: House) -> None:
    """Rule [CF4]: nobody sends two hundred megabytes to hear it."""
    content = b"MZ" + bytes(9000)
    karimov = Browser(made, KARIMOV)
    file_id = await made.announce("wound.jpg", content)
    await karimov.begin(file_id, len(content))
    await karimov.patch(file_id, 0, content[:600])
    assert (await made.file(file_id)).code is Code.FILE_NOT_AS_NAMED
    assert (await karimov.patch(file_id, 600, content[600:])).status == 410
    assert (await karimov.head(file_id)).status == 410


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "run.exe", "macro.docm"])
async def test_cf4_a_name_that_promises_what_is_not_taken_is_refused_before_it_comes(made: House, name: str) -> None:
    """Rule [CF4]."""
    with pytest.raises(Refused, match=Code.FILE_NOT_TAKEN):
        await made.announce(name, TEXT)


async def test_cf5_a_photograph_is_given_upright_and_without_its_place(made: House) -> None:
    """Rule [CF5]."""
    file = await made.add("wound.jpg", with_place())
    assert (file.state, file.media, file.width, file.height) == ("kept", "picture", 480, 640)
    rasulova = Browser(made, RASULOVA)
    for what in ("preview", "screen", "full"):
        answer = await rasulova.get(file.file_id, what)
        content = await answer.read()
        assert (answer.status, answer.content_type) == (200, "image/jpeg")
        assert b"CANARY" not in content
        image = Image.open(io.BytesIO(content))
        assert not image.getexif()
        assert image.height > image.width
        assert what != "preview" or len(content) <= 30_000
    assert (await rasulova.get(file.file_id, "content")).status == 404


async def test_cf5_a_document_is_given_as_drawn_pages_and_never_as_it_came(made: House) -> None:
    """Rule [CF5]."""
    rasulova = Browser(made, RASULOVA)
    for content, pages in ((pdf(3), 3), (ACTIVE_PDF, 1)):
        file = await made.add("result.pdf", content, kind="laboratory", file_id=str(uuid4()))
        assert (file.state, file.media, file.pages, file.preview) == ("kept", "pages", pages, True)
        answer = await rasulova.get(file.file_id, f"page-{pages}")
        assert (answer.status, answer.content_type) == (200, "image/jpeg")
        assert (await rasulova.get(file.file_id, f"page-{pages + 1}")).status == 404
        assert (await rasulova.get(file.file_id, "content")).status == 404


async def test_cf5_what_is_given_as_it_came_can_run_nowhere(made: House) -> None:
    """Rule [CF5]."""
    rasulova = Browser(made, RASULOVA)
    text = await made.add("note.txt", TEXT, kind="document")
    answer = await rasulova.get(text.file_id, "content")
    assert await answer.read() == TEXT
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    study = await made.add("study <1>.dcm", dicom(), kind="imaging")
    answer = await rasulova.get(study.file_id, "content")
    content = await answer.read()
    assert content == bytes(128) + dicom()[128:]
    for each in (answer,):
        assert each.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in each.headers["Content-Security-Policy"]
        assert each.headers["Content-Disposition"].startswith("attachment")
        assert "<" not in each.headers["Content-Disposition"]


async def test_cf5_a_film_is_given_by_ranges(made: House) -> None:
    """Rule [CF5]."""
    content = film()
    file = await made.add("gait.mp4", content, kind="imaging")
    rasulova = Browser(made, RASULOVA)
    answer = await rasulova.get(file.file_id, "content", Range="bytes=100-199")
    assert (answer.status, await answer.read()) == (206, content[100:200])
    assert answer.headers["Content-Range"] == f"bytes 100-199/{len(content)}"
    answer = await rasulova.get(file.file_id, "content", Range="bytes=-5")
    assert await answer.read() == content[-5:]
    assert (await rasulova.get(file.file_id, "content", Range="bytes=99999-")).status == 416
    assert (await rasulova.get(file.file_id, "content", Range="lines=1-2")).status == 416


async def test_cf6_only_the_circle_is_given_a_file_and_that_is_written_down(made: House) -> None:
    """Rule [CF6]."""
    file = await made.add("wound.jpg", picture())
    assert (await Browser(made, STRANGER).get(file.file_id, "full")).status == 404
    nobody = await made.client.get(f"/consult/{made.consult_id}/files/{file.file_id}/full")
    assert nobody.status == 401
    rasulova = Browser(made, RASULOVA)
    assert not await made.town.events(FileOpened)
    for _ in range(2):
        assert (await rasulova.get(file.file_id, "full")).status == 200
    (opened,) = [one.event for one in await made.town.events(FileOpened)]
    assert isinstance(opened, FileOpened)
    assert (opened.by_id, opened.by_name) == (RASULOVA.id, RASULOVA.name)
    (read,) = [one for one in await made.town.events(RecordRead) if one.stamp.actor_id == RASULOVA.id]
    assert isinstance(read.event, RecordRead)
    assert (read.event.what, read.event.item_id) == ("file", file.file_id)
    with pytest.raises(Refused, match=Code.NOT_FOUND):
        await made.town.ask(FilesOf(consult_id=made.consult_id), STRANGER)
    await made.do(ConsultConclude, RASULOVA, consult_id=made.consult_id, conclusion="ok")
    await made.do(ConsultAcknowledge, KARIMOV, consult_id=made.consult_id)
    assert (await rasulova.get(file.file_id, "full")).status == 404
    assert (await Browser(made, KARIMOV).get(file.file_id, "full")).status == 200
    assert len((await made.town.ask(FilesOf(consult_id=made.consult_id), KARIMOV)).files) == 1


async def test_cf7_a_preview_is_seen_before_the_picture_has_come(made: House) -> None:
    """Rule [CF7]."""
    content = picture(1600, 1200)
    karimov, rasulova = Browser(made, KARIMOV), Browser(made, RASULOVA)
    file_id = await made.announce("wound.jpg", content)
    assert (await rasulova.get(file_id, "preview")).status == 404
    place = f"/consult/{made.consult_id}/files/{file_id}/preview"
    wrong = await made.client.post(place, data=b"x", headers={**karimov.headers, "Content-Type": "image/png"})
    assert wrong.status == 415
    jpeg = {**karimov.headers, "Content-Type": "image/jpeg"}
    assert (await made.client.post(place, data=bytes(40_000), headers=jpeg)).status == 413
    assert (await made.client.post(place, data=PAGE, headers=jpeg)).status == 409
    assert (await made.client.post(place, data=picture(320, 240), headers=jpeg)).status == 204
    assert (await made.file(file_id)).state == "coming"
    assert (await rasulova.get(file_id, "preview")).status == 200
    assert (await rasulova.get(file_id, "full")).status == 404


async def test_cf8_a_withdrawn_file_is_given_to_nobody_and_stays_in_the_thread(made: House) -> None:
    """Rule [CF8]."""
    file = await made.add("wound.jpg", picture())
    about: dict[str, Any] = {"consult_id": made.consult_id, "file_id": file.file_id}
    with pytest.raises(Refused, match=Code.NOT_YOURS):
        await made.do(FileWithdraw, RASULOVA, **about, reason="mine?")
    await made.do(FileWithdraw, KARIMOV, **about, reason="Another patient")
    for who in (KARIMOV, RASULOVA):
        for what in ("preview", "full"):
            assert (await Browser(made, who).get(file.file_id, what)).status == 404
    rows = await made.town.ask(Thread(kind="consult", about=made.consult_id), KARIMOV)
    assert [row.type for row in rows if row.type.startswith("file.")] == [
        "file.announced", "file.received", "file.kept", "file.withdrawn",
    ]  # fmt: skip
    assert (await made.file(file.file_id)).why == "Another patient"


async def test_cf9_what_never_comes_whole_is_given_up_and_erased(made: House) -> None:
    """Rule [CF9]."""
    karimov = Browser(made, KARIMOV)
    file_id = await made.announce("note.txt", TEXT, kind="document")
    await karimov.begin(file_id, len(TEXT))
    await karimov.patch(file_id, 0, TEXT[:20])
    await made.town.pass_time(AWAITED_MS - 60_000)
    assert not await made.town.events(FileExpired)
    await made.town.pass_time(60_000)
    assert (await made.file(file_id)).state == "expired"
    await made.judge()
    assert not [path for path in made.folder.rglob("*") if path.is_file()]
    assert not (await made.file(file_id)).held


async def test_cf11_where_somebody_points_is_told_to_all_others_in_the_circle(made: House) -> None:
    """Rule [CF11]."""
    file = await made.add("wound.jpg", picture())
    pointing = Pointing(made.screens, made.town.bus.reading)
    signal = FilePoint(consult_id=made.consult_id, file_id=file.file_id, x=0.5, y=0.25)
    made.screens.words.clear()
    await pointing.hear(signal, STRANGER, "s", 0)
    await pointing.hear(msgspec.structs.replace(signal, file_id=str(uuid4())), RASULOVA, "s", 0)
    assert made.screens.words == []
    await pointing.hear(signal, RASULOVA, "s", 0)
    ((audience, told),) = made.screens.words
    assert audience == f"person:{KARIMOV.id}"
    assert isinstance(told, FilePointed)
    assert (told.x, told.y, told.by_id) == (0.5, 0.25, RASULOVA.id)


async def test_cf10_a_mark_is_asked_for_by_who_has_not_seen_it(made: House) -> None:
    """Rule [CF10]."""
    file = await made.add("wound.jpg", picture())
    about: dict[str, Any] = {"consult_id": made.consult_id, "file_id": file.file_id}
    mark_id = str(uuid4())
    fields: dict[str, Any] = {"shape": "area", "points": [(0.1, 0.1), (0.4, 0.1), (0.4, 0.5)], "colour": "yellow"}
    await made.do(FileDraw, KARIMOV, mark_id=mark_id, **about, **fields)
    await made.do(FileCalibrate, RASULOVA, wide_mm=210.0, **about)
    seen = await made.file(file.file_id)
    assert (seen.marks, [(one.page, one.wide_mm) for one in seen.scales]) == (1, [(1, 210.0)])
    (mark,) = await made.town.ask(FileMarks(**about), RASULOVA)
    assert (mark.shape, mark.by_id, mark.gone) == ("area", KARIMOV.id, False)
    assert await made.town.ask(FileMarks(**about, after=1), RASULOVA) == []
    with pytest.raises(Refused, match=Code.NOT_YOURS):
        await made.do(FileUndraw, RASULOVA, mark_id=mark_id, **about)
    await made.do(FileUndraw, KARIMOV, mark_id=mark_id, **about)
    (mark,) = await made.town.ask(FileMarks(**about, after=1), RASULOVA)
    assert (mark.gone, mark.points, mark.change) == (True, [], 2)
    with pytest.raises(Refused, match=Code.NOT_FOUND):
        await made.town.ask(FileMarks(**about), STRANGER)
    for wrong, code in (
        ({"page": 2}, Code.NOT_FOUND),
        ({"shape": "angle", "points": [(0.1, 0.1), (0.2, 0.2)]}, Code.WRONG_VALUE),
        ({"mark_id": mark_id}, Code.ALREADY_EXISTS),
    ):
        with pytest.raises(Refused, match=code):
            await made.do(FileDraw, KARIMOV, **{"mark_id": str(uuid4()), **about, **fields, **wrong})


async def test_cf2_a_file_is_announced_within_its_limits(made: House) -> None:
    """Rule [CF2]."""
    for wrong, code in (
        ({"size": LARGEST_OF_KIND["photograph"] + 1}, Code.FILE_TOO_LARGE),
        ({"file_id": await made.announce("a.jpg", b"1")}, Code.ALREADY_EXISTS),
    ):
        with pytest.raises(Refused, match=code):
            await made.announce("wound.jpg", b"2", **wrong)
    for _ in range(BYTES_AT_MOST // LARGEST_OF_KIND["imaging"] - 1):
        await made.announce("study.dcm", b"1", kind="imaging", size=LARGEST_OF_KIND["imaging"])
    with pytest.raises(Refused, match=Code.TOO_MANY_FILES):
        await made.announce("study.dcm", b"1", kind="imaging", size=LARGEST_OF_KIND["imaging"])
    with pytest.raises(Refused, match=Code.NOT_FOUND):
        await made.announce("wound.jpg", b"1", STRANGER)
