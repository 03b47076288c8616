"""What lies sealed is read by its passphrase alone, and whatever was changed of it is noticed."""

import io
import os

import pytest

from config.backup.sealing import PIECE, TAG, BackupProblem, seal, unseal, unwrapped, wrapped

KEY = b"k" * 32


def sealed(content: bytes, name: str = "a") -> bytes:
    target = io.BytesIO()
    assert seal([content[:7], content[7:]], target, KEY, name) == len(content)
    return target.getvalue()


def opened(content: bytes, name: str = "a", key: bytes = KEY) -> bytes:
    return b"".join(unseal(io.BytesIO(content), key, name))


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_any_length_comes_back(size: int) -> None:
    content = os.urandom(size)
    written = sealed(content)
    assert opened(written) == content
    assert size < PIECE - 1 or content[:64] not in written


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one[:-1],
        lambda one: one[: 15 + PIECE + TAG],  # ends at a piece, too early
        lambda one: one[:40] + bytes([one[40] ^ 1]) + one[41:],
        lambda one: one[:15] + one[15 + PIECE + TAG :],  # the first piece is gone
        lambda one: b"another" + one[7:],
        lambda one: one[:10],
        lambda one: one[:15],
        lambda one: b"",
    ],
)
def test_what_was_changed_is_noticed(change: object) -> None:
    assert callable(change)
    with pytest.raises(BackupProblem):
        opened(change(sealed(os.urandom(2 * PIECE))))


def test_no_part_stands_for_another_and_no_other_key_opens_it() -> None:
    with pytest.raises(BackupProblem):
        opened(sealed(b"database"), name="configuration")
    with pytest.raises(BackupProblem):
        opened(sealed(b"database"), key=b"x" * 32)


def test_a_passphrase_opens_what_it_wrapped_and_no_other_does() -> None:
    wrapping = wrapped(KEY, "correct horse battery")
    assert unwrapped(wrapping, "correct horse battery") == KEY
    assert wrapped(KEY, "correct horse battery").key != wrapping.key
    with pytest.raises(BackupProblem, match="not the one"):
        unwrapped(wrapping, "correct horse batterx")
    with pytest.raises(BackupProblem, match="fewest"):
        wrapped(KEY, "short")
