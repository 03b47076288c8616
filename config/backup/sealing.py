"""What holds keys or names lies sealed: by a key of the backup's own, which a passphrase wraps.

A sealed stream is ``HEAD``, seven random bytes, then pieces of ``PIECE`` bytes, each AES-256-GCM with the nonce
random bytes · number · last. A piece that is missing, moved, changed or the last one too early is noticed (the STREAM
construction, Hoang, Reyhanitabar, Rogaway and Vizár 2015).
"""

import secrets
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from signaling.starting import CannotStart

HEAD = b"tezseal1"
PIECE = 1024 * 1024
TAG = 16
FEWEST_LETTERS = 12
"""Of a passphrase: whoever has the backup may try as often as they like."""


class BackupProblem(CannotStart):
    """One sentence: why a backup was not made, or not restored."""


class Wrapping(msgspec.Struct, frozen=True, kw_only=True):
    """A key that a passphrase opens. Cost parameters of scrypt (RFC 7914) stand with it: 32 MiB and a tenth of a
    second a try, as they are."""

    salt: bytes
    nonce: bytes
    key: bytes
    n: int = 2**15
    r: int = 8
    p: int = 1


def wrapped(key: bytes, passphrase: str) -> Wrapping:
    """Raises BackupProblem for a passphrase that can be guessed."""
    if len(passphrase) < FEWEST_LETTERS:
        raise BackupProblem(f"The passphrase has {len(passphrase)} letters; {FEWEST_LETTERS} are the fewest.")
    blank = Wrapping(salt=secrets.token_bytes(16), nonce=secrets.token_bytes(12), key=b"")
    sealed = AESGCM(_derived(blank, passphrase)).encrypt(blank.nonce, key, HEAD)
    return msgspec.structs.replace(blank, key=sealed)


def unwrapped(wrapping: Wrapping, passphrase: str) -> bytes:
    """Raises BackupProblem for another passphrase."""
    try:
        return AESGCM(_derived(wrapping, passphrase)).decrypt(wrapping.nonce, wrapping.key, HEAD)
    except InvalidTag:
        raise BackupProblem("The passphrase is not the one that this backup was made with.") from None


def _derived(wrapping: Wrapping, passphrase: str) -> bytes:
    return Scrypt(salt=wrapping.salt, length=32, n=wrapping.n, r=wrapping.r, p=wrapping.p).derive(passphrase.encode())


def seal(plain: Iterable[bytes], target: BinaryIO, key: bytes, name: str) -> int:
    """Writes the stream; how many bytes there were. ``name`` says which stream it is: none stands for another."""
    cipher, start = AESGCM(key), secrets.token_bytes(7)
    target.write(HEAD + start)
    size = 0
    for number, (piece, last) in enumerate(_with_last(_in_pieces(plain))):
        target.write(cipher.encrypt(_nonce(start, number, last=last), piece, name.encode()))
        size += len(piece)
    return size


def unseal(source: BinaryIO, key: bytes, name: str) -> Iterator[bytes]:
    """The stream's pieces. Raises BackupProblem as soon as something is not as it was written."""
    cipher = AESGCM(key)
    head = source.read(len(HEAD) + 7)
    if len(head) != len(HEAD) + 7 or not head.startswith(HEAD):
        raise BackupProblem(f"{name} is no sealed part of a backup.")
    for number, (piece, last) in enumerate(_with_last(iter(lambda: source.read(PIECE + TAG), b""))):
        try:
            yield cipher.decrypt(_nonce(head[len(HEAD) :], number, last=last), piece, name.encode())
        except InvalidTag:
            raise BackupProblem(f"{name} of the backup is damaged.") from None


def _nonce(start: bytes, number: int, *, last: bool) -> bytes:
    return start + number.to_bytes(4, "big") + bytes([last])


def _in_pieces(plain: Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for some in plain:
        held += some
        while len(held) > PIECE:
            yield bytes(held[:PIECE])
            del held[:PIECE]
    yield bytes(held)


def _with_last(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    before = next(pieces, None)
    if before is None:
        raise BackupProblem("A sealed part of the backup is empty.")
    for piece in pieces:
        yield before, False
        before = piece
    yield before, True
