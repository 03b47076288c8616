"""One file that comes twice at once, and a server that is killed while one comes."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from signaling.files import Files
from signaling.store.files import MemoryFileRecords
from signaling.store.uploads import MemoryLongFileRecords
from signaling.uploads import LongFiles, WrongPlace
from tests.consult_room.files.house import KARIMOV, PART, Browser, House, house
from tests.consult_room.files.samples import dicom
from tests.consult_room.files.sending import sent_side_by_side, sent_while_the_server_is_killed


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as built:
        yield built


def lying_in(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


async def bring(browser: Browser, file_id: str, content: bytes, piece: int) -> None:
    """As a page does: from where it stands, until it is whole, whoever else brings it."""
    assert (await browser.begin(file_id, len(content))).status == 201
    at = 0
    while at < len(content):
        answer = await browser.patch(file_id, at, content[at : at + piece])
        if answer.status == 410:  # the other page has brought the last of it
            return
        assert answer.status in (204, 409)
        at = int(answer.headers["Upload-Offset"])
        await asyncio.sleep(0)


async def test_cf1_two_pages_that_send_one_file_at_once_bring_it_once(made: House) -> None:
    """Rule [CF1]."""
    content = dicom(9 * PART + 77)
    file_id = await made.announce("study.dcm", content, kind="imaging")
    pages = [Browser(made, KARIMOV), Browser(made, KARIMOV)]
    await asyncio.gather(*(bring(page, file_id, content, PART - n) for n, page in enumerate(pages)))
    assert (await made.file(file_id)).state == "checking"
    await made.judge()
    assert (await made.file(file_id)).state == "kept"
    assert await made.files.digest(file_id) == hashlib.sha256(content).hexdigest()
    parts = {part.file_id for part in await made.files._records.parts(file_id)}
    assert lying_in(made.folder) == parts


async def test_cf1_what_two_servers_take_of_one_file_at_once_is_kept_once(tmp_path: Path) -> None:
    """Rule [CF1]: neither knows of the other; the database says whose part it is. What the other had sealed is of the
    same file, and goes with it."""
    records, sealed = MemoryLongFileRecords(), Files(MemoryFileRecords(), tmp_path, lambda: 0)
    servers = [LongFiles(sealed, records, lambda: 0, part_bytes=PART) for _ in range(2)]
    content = dicom(2 * PART)
    await servers[0].begin("f", len(content))
    both_take = asyncio.Barrier(2)

    async def pieces(upto: int) -> AsyncIterator[bytes]:
        await both_take.wait()
        yield content[:upto]

    wrong = (100, 2 * PART)
    outcomes = await asyncio.gather(
        *(one.add("f", 0, pieces(upto)) for one, upto in zip(servers, wrong, strict=True)), return_exceptions=True
    )
    lost = [one for one in outcomes if isinstance(one, WrongPlace)]
    assert len(lost) == 1
    row = await servers[0].find("f")
    assert lost[0].have <= row.have

    async def rest() -> AsyncIterator[bytes]:
        yield content[row.have :]

    assert (await servers[1].add("f", row.have, rest())).whole
    assert await servers[0].digest("f") == hashlib.sha256(content).hexdigest()
    await servers[0].erase("f")
    assert lying_in(tmp_path) == set()


@pytest.mark.alone
async def test_cf1_cf3_two_pages_send_twenty_megabytes_to_one_server_at_once(tmp_path: Path) -> None:
    """Rules [CF1], [CF3]: whole, equal, and each part lies there once."""
    figures = await sent_side_by_side(tmp_path, megabytes=20)
    assert figures["sealed_parts"] == 20


@pytest.mark.alone
async def test_cf1_cf3_a_server_that_is_killed_while_a_file_comes_takes_the_rest_of_it(tmp_path: Path) -> None:
    """Rules [CF1], [CF3]: nothing that was told to be here is gone."""
    figures = await sent_while_the_server_is_killed(tmp_path, megabytes=20)
    assert figures["resumed_at"]
    assert figures["resumed_at"][0] > 0
    assert figures["sealed_parts"] >= 20
