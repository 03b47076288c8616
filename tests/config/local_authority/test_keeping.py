"""The authority is kept for ever, its files are nobody else's, and nothing that cannot be read is written over."""

import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config.local_authority.keeping import AUTHORITY, FOLDER, PUBLIC, SERVER, Kept, keep
from config.local_authority.making import make_authority, make_certificate, names_in
from config.local_authority.names import AuthorityProblem, given
from tests.config.doctor.tls import certificate_for

DAY_MS = 86_400_000
NOW_MS = 1_790_000_000_000
GIVEN = given(["tez.local"])
MACHINE = given(["192.168.1.5", "vm.local"])


def kept(folder: Path, now_ms: int = NOW_MS, machine: str = "192.168.1.5") -> Kept:
    return keep(folder, GIVEN, given([machine, "vm.local"]), now_ms)


def content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (folder / FOLDER).iterdir()}


def test_what_was_made_is_found_again(tmp_path: Path) -> None:
    first, second = kept(tmp_path), kept(tmp_path)
    assert (first.renewed, second.renewed) == (True, False)
    assert second.authority.fingerprint == first.authority.fingerprint
    assert second.server.certificate == first.server.certificate


def test_keys_are_this_accounts_alone(tmp_path: Path) -> None:
    kept(tmp_path)
    place = tmp_path / FOLDER
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert {name: stat.S_IMODE((place / name).stat().st_mode) for name in (AUTHORITY, SERVER)} == {
        AUTHORITY: 0o600,
        SERVER: 0o600,
    }
    assert b"PRIVATE" not in (place / PUBLIC).read_bytes()
    assert sorted(content(tmp_path)) == sorted([".lock", AUTHORITY, PUBLIC, SERVER])


def test_the_certificate_is_renewed_and_the_authority_stays(tmp_path: Path) -> None:
    first = kept(tmp_path)
    later = kept(tmp_path, NOW_MS + 370 * DAY_MS)
    moved = kept(tmp_path, NOW_MS + 370 * DAY_MS, machine="10.7.7.7")
    assert (later.renewed, moved.renewed) == (True, True)
    assert "10.7.7.7" in names_in(moved.server.certificate).written()
    assert {one.authority.fingerprint for one in (first, later, moved)} == {first.authority.fingerprint}
    assert len({one.server.certificate.serial_number for one in (first, later, moved)}) == 3


def test_two_that_begin_at_once_have_one_authority(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: kept(tmp_path).authority.fingerprint, range(16)))
    assert len(set(found)) == 1


def half(text: bytes) -> bytes:
    return text[: len(text) // 2]


def without_certificate(text: bytes) -> bytes:
    return text.partition(b"-----BEGIN CERT")[0]


def other_key(text: bytes) -> bytes:
    """The key of another authority before this one's certificate."""
    other = make_authority(GIVEN, NOW_MS).pem()
    return without_certificate(other) + b"-----BEGIN CERT" + text.partition(b"-----BEGIN CERT")[2]


@pytest.mark.parametrize("name", [AUTHORITY, SERVER])
@pytest.mark.parametrize(
    ("spoilt", "says"),
    [
        (lambda text: b"", "cannot be read"),
        (half, "cannot be read"),
        (without_certificate, "cannot be read"),
        (lambda text: b"\x00\xff" * 300, "cannot be read"),
        (other_key, "do not belong together"),
    ],
)
def test_a_spoilt_file_is_told_and_left_as_it_is(
    tmp_path: Path, name: str, spoilt: Callable[[bytes], bytes], says: str
) -> None:
    kept(tmp_path)
    file = tmp_path / FOLDER / name
    file.write_bytes(spoilt(file.read_bytes()))
    before = content(tmp_path)
    with pytest.raises(AuthorityProblem) as told:
        kept(tmp_path)
    assert says in str(told.value)
    assert str(file) in str(told.value)
    assert content(tmp_path) == before


def test_files_of_others_are_told_and_left_as_they_are(tmp_path: Path) -> None:
    place = tmp_path / FOLDER
    place.mkdir()
    certificate, key = certificate_for(tmp_path, 10)
    (place / AUTHORITY).write_bytes(key.read_bytes() + certificate.read_bytes())
    with pytest.raises(AuthorityProblem, match="no authority that this program has made"):
        kept(tmp_path)
    ours = make_authority(GIVEN, NOW_MS)
    (place / AUTHORITY).write_bytes(make_certificate(ours, GIVEN, NOW_MS).pem())
    with pytest.raises(AuthorityProblem, match="no authority"):
        kept(tmp_path)
    (place / AUTHORITY).write_bytes(ours.pem())
    (place / SERVER).write_bytes(make_certificate(make_authority(GIVEN, NOW_MS), GIVEN, NOW_MS).pem())
    before = content(tmp_path)
    with pytest.raises(AuthorityProblem, match="not by the authority beside it"):
        kept(tmp_path)
    assert {**content(tmp_path), PUBLIC: b""} == {**before, PUBLIC: b""}


def test_an_authority_that_is_over_is_told(tmp_path: Path) -> None:
    kept(tmp_path)
    with pytest.raises(AuthorityProblem, match="is over"):
        kept(tmp_path, NOW_MS + 3700 * DAY_MS)


def test_a_name_that_the_authority_may_not_speak_for_is_told(tmp_path: Path) -> None:
    kept(tmp_path)
    before = content(tmp_path)
    with pytest.raises(AuthorityProblem, match=r"may not speak for new\.local"):
        keep(tmp_path, given(["new.local"]), MACHINE, NOW_MS)
    assert content(tmp_path) == before
    # What the machine has got by itself is left out: it was renamed, and is reached by its address all the same.
    renamed = keep(tmp_path, GIVEN, given(["192.168.1.5", "renamed.local"]), NOW_MS)
    assert "renamed.local" not in names_in(renamed.server.certificate).written()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("a file")
    with pytest.raises(OSError, match="exists"):
        kept(tmp_path)
