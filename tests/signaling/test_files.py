"""Files on every store that keeps their records: content and key apart, and every mishap has a name."""

import errno
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import cast

import pytest

from signaling.files import DiskFull, FileDamaged, FileKeyWrong, FileMissing, Files, FileTooLarge
from signaling.store.files import FileRecords, FileRow, MemoryFileRecords, SqlFileRecords
from signaling.store.sql import SqlStore
from tests.fixtures.stores import EVERY_STORE, EmptyStore

PICTURE = b"\xff\xd8 a yard, a person lying " * 40
NOW_MS = 1_790_000_000_000
Make = Callable[..., Files]


@pytest.fixture(params=EVERY_STORE)
async def records(request: pytest.FixtureRequest, empty_store: EmptyStore) -> AsyncIterator[FileRecords]:
    if request.param == "memory":
        yield MemoryFileRecords()
        return
    store = empty_store(request.param, [])
    assert isinstance(store, SqlStore)
    await store.open()
    yield SqlFileRecords(store)
    await store.close()


@pytest.fixture
def files(records: FileRecords, tmp_path: Path) -> Files:
    return Files(records, tmp_path / "files", lambda: NOW_MS, largest=10_000)


def on_disk(tmp_path: Path) -> list[Path]:
    return sorted(path for path in (tmp_path / "files").rglob("*") if path.is_file())


async def test_what_was_put_is_what_is_got(files: Files, tmp_path: Path) -> None:
    row = await files.put(PICTURE, subject="patient-1", media_type="image/jpeg")
    wanted = FileRow(id=row.id, subject="patient-1", media_type="image/jpeg", size=len(PICTURE), made_at_ms=NOW_MS)
    assert row == await files.stat(row.id) == wanted
    assert await files.get(row.id) == PICTURE
    (place,) = on_disk(tmp_path)
    assert b"a person lying" not in place.read_bytes()


async def test_the_same_content_is_kept_once_and_never_shared_by_two_subjects(files: Files, tmp_path: Path) -> None:
    first = await files.put(PICTURE, subject="patient-1", media_type="image/jpeg")
    assert await files.put(PICTURE, subject="patient-1", media_type="image/jpeg") == first
    other = await files.put(PICTURE, subject="patient-2", media_type="image/jpeg")
    assert other.id != first.id
    assert len(on_disk(tmp_path)) == 2


async def test_erasing_a_subject_leaves_nothing_that_can_be_read(files: Files, tmp_path: Path) -> None:
    """Rule [J5]."""
    kept = await files.put(PICTURE, subject="patient-2", media_type="image/jpeg")
    gone = await files.put(PICTURE, subject="patient-1", media_type="image/jpeg")
    place = next(path for path in on_disk(tmp_path) if path.name == gone.id)
    backup = place.read_bytes()
    assert await files.erase("patient-1") == 1
    place.write_bytes(backup)
    with pytest.raises(FileMissing):
        await files.get(gone.id)
    again = await files.put(PICTURE, subject="patient-1", media_type="image/jpeg")
    assert again.id != gone.id
    assert await files.get(kept.id) == PICTURE


async def test_deleted_is_gone(files: Files, tmp_path: Path) -> None:
    row = await files.put(PICTURE, subject="patient-1", media_type="image/jpeg")
    await files.delete(row.id)
    assert on_disk(tmp_path) == []
    for ask in (files.get, files.stat, files.delete):
        with pytest.raises(FileMissing):
            await ask(row.id)


@pytest.mark.parametrize("id", ["", "0" * 64, "../../../etc/passwd", "A" * 64, "0" * 65])
async def test_a_name_that_is_none_is_missing(files: Files, id: str) -> None:
    for ask in (files.get, files.stat, files.delete):
        with pytest.raises(FileMissing):
            await ask(id)


@pytest.mark.parametrize("at", [0, 20, -1])
async def test_one_changed_byte_is_damage_or_a_wrong_key(files: Files, tmp_path: Path, at: int) -> None:
    row = await files.put(PICTURE, subject="patient-1", media_type="image/jpeg")
    (place,) = on_disk(tmp_path)
    sealed = bytearray(place.read_bytes())
    sealed[at] ^= 1
    place.write_bytes(sealed)
    with pytest.raises(FileDamaged):
        await files.get(row.id)


@pytest.mark.parametrize("length", [0, 10, 30, 100])
async def test_a_file_cut_short_is_damage_and_is_made_whole_by_the_next_put(
    files: Files, tmp_path: Path, length: int
) -> None:
    row = await files.put(PICTURE, subject="patient-1", media_type="image/jpeg")
    (place,) = on_disk(tmp_path)
    place.write_bytes(place.read_bytes()[:length])
    with pytest.raises(FileDamaged):
        await files.get(row.id)
    assert await files.put(PICTURE, subject="patient-1", media_type="image/jpeg") == row
    assert await files.get(row.id) == PICTURE


async def test_a_file_that_is_not_in_the_folder_is_damage(files: Files, tmp_path: Path) -> None:
    row = await files.put(PICTURE, subject="patient-1", media_type="image/jpeg")
    on_disk(tmp_path)[0].unlink()
    with pytest.raises(FileDamaged):
        await files.get(row.id)


async def test_another_subjects_file_under_this_name_is_a_wrong_key(files: Files, tmp_path: Path) -> None:
    mine = await files.put(PICTURE, subject="patient-1", media_type="image/jpeg")
    theirs = await files.put(PICTURE, subject="patient-2", media_type="image/jpeg")
    places = {path.name: path for path in on_disk(tmp_path)}
    places[mine.id].write_bytes(places[theirs.id].read_bytes())
    with pytest.raises(FileKeyWrong):
        await files.get(mine.id)


async def test_another_file_of_the_same_subject_under_this_name_is_damage(files: Files, tmp_path: Path) -> None:
    one = await files.put(PICTURE, subject="patient-1", media_type="image/jpeg")
    other = await files.put(PICTURE + b"!", subject="patient-1", media_type="image/jpeg")
    places = {path.name: path for path in on_disk(tmp_path)}
    places[one.id].write_bytes(places[other.id].read_bytes())
    with pytest.raises(FileDamaged):
        await files.get(one.id)


async def test_too_large_is_refused_before_anything_is_kept(files: Files, tmp_path: Path) -> None:
    await files.put(b"x" * 10_000, subject="patient-1", media_type="image/jpeg")
    with pytest.raises(FileTooLarge):
        await files.put(b"x" * 10_001, subject="patient-1", media_type="image/jpeg")
    assert len(on_disk(tmp_path)) == 1


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
async def test_a_full_disk_keeps_nothing_and_harms_nothing(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    kept = await files.put(PICTURE, subject="patient-1", media_type="image/jpeg")

    def full(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(DiskFull):
            await files.put(PICTURE + b"!", subject="patient-1", media_type="image/jpeg")
    assert [path.name for path in on_disk(tmp_path)] == [kept.id]
    assert await files.get(kept.id) == PICTURE


async def test_a_problems_text_never_holds_the_content(files: Files, tmp_path: Path) -> None:
    row = await files.put(PICTURE, subject="patient-1", media_type="image/jpeg")
    on_disk(tmp_path)[0].write_bytes(b"broken")
    with pytest.raises(FileDamaged) as told:
        await files.get(row.id)
    assert "lying" not in str(told.value)


async def test_who_is_erased_while_a_file_is_written_keeps_none(records: FileRecords, tmp_path: Path) -> None:
    """The key is taken, the subject is erased, the row comes too late."""
    files = Files(cast(FileRecords, LateRecords(records)), tmp_path / "files", lambda: NOW_MS)
    with pytest.raises(FileMissing):
        await files.put(PICTURE, subject="patient-1", media_type="image/jpeg")
    assert on_disk(tmp_path) == []


class LateRecords:
    """The records, with an erasure that comes between the file and its row."""

    def __init__(self, records: FileRecords) -> None:
        self._records = records

    def __getattr__(self, name: str) -> object:
        return getattr(self._records, name)

    async def keep(self, row: FileRow) -> FileRow:
        await self._records.drop_subject(row.subject)
        return await self._records.keep(row)
