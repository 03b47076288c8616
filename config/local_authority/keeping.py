"""Where authority and certificate lie: ``authority/`` in the data folder, this account's alone.

``authority.pem`` is key and certificate of the authority, kept for ever; ``server.pem`` is the server's, which comes
anew; ``authority.crt`` is what everybody may have. Nothing that cannot be read is ever written over.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from config.local_authority.making import (
    Keyed,
    days_left,
    is_due,
    make_authority,
    make_certificate,
    names_in,
    permitted_by,
)
from config.local_authority.names import AuthorityProblem, Names
from config.settings import Settings

FOLDER = "authority"
AUTHORITY, SERVER, PUBLIC, LOCK = "authority.pem", "server.pem", "authority.crt", ".lock"


class Kept(msgspec.Struct, frozen=True):
    """What a server shows, and by whom it is vouched for. ``renewed``: it was made just now."""

    authority: Keyed
    server: Keyed
    renewed: bool


def keep(folder: Path, given: Names, machine: Names, now_ms: int) -> Kept:
    """Authority and certificate of the data folder ``folder``, made where they are missing, the certificate made anew
    when it is due. ``given``: names that a person wants; ``machine``: those it has anyhow. Raises AuthorityProblem."""
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(place):
        authority = _authority(place / AUTHORITY, given + machine, now_ms)
        _must_be_permitted(authority, given, place)
        wanted = given + permitted_by(authority.certificate, machine)
        public = authority.certificate.public_bytes(serialization.Encoding.PEM)
        if not (place / PUBLIC).exists() or (place / PUBLIC).read_bytes() != public:
            write_whole(place / PUBLIC, public)
        file = place / SERVER
        server = issued(file, authority) if file.exists() else None
        if server is not None and not is_due(server.certificate, authority.certificate, wanted, now_ms):
            return Kept(authority, server, renewed=False)
        made = make_certificate(authority, wanted, now_ms)
        write_whole(file, made.pem())
        return Kept(authority, made, renewed=True)


def trusted_file(settings: Settings) -> Path | None:
    """What a program must trust to speak with the server of ``tls_local``; None where the machine's own will do."""
    return settings.data_folder / FOLDER / PUBLIC if settings.tls_local else None


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Two servers that begin at once must not make two authorities."""
    with (place / LOCK).open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _authority(file: Path, names: Names, now_ms: int) -> Keyed:
    if not file.exists():
        made = make_authority(names, now_ms)
        write_whole(file, made.pem())
        return made
    return read_authority(file, now_ms)


def read_authority(file: Path, now_ms: int) -> Keyed:
    """Raises AuthorityProblem for what is none of ours, and for one that is over."""
    remedy = "Put the right one back from a backup; or move it away, and devices must trust a new one."
    found = _read(file, remedy)
    extensions = found.certificate.extensions
    try:
        if not extensions.get_extension_for_class(x509.BasicConstraints).value.ca:
            raise AuthorityProblem(f"{file} is a certificate and no authority. {remedy}")
        extensions.get_extension_for_class(x509.NameConstraints)
        extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
    except x509.ExtensionNotFound:
        raise AuthorityProblem(f"{file} is no authority that this program has made. {remedy}") from None
    if days_left(found.certificate, now_ms) < 0:
        raise AuthorityProblem(f"The authority in {file} is over: move it away, and devices must trust a new one.")
    return found


def issued(file: Path, authority: Keyed) -> Keyed:
    """The server's certificate. Raises AuthorityProblem for one that is not by this authority."""
    remedy = "Move it away, and a new one is made."
    found = _read(file, remedy)
    try:
        found.certificate.verify_directly_issued_by(authority.certificate)
        names_in(found.certificate)
    except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
        raise AuthorityProblem(f"{file} is not by the authority beside it. {remedy}") from None
    return found


def _read(file: Path, remedy: str) -> Keyed:
    text = file.read_bytes()
    try:
        key = serialization.load_pem_private_key(text, None)
        certificate = x509.load_pem_x509_certificate(text)
    except (ValueError, TypeError):
        raise AuthorityProblem(f"{file} cannot be read: it is no key with its certificate. {remedy}") from None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise AuthorityProblem(f"{file} holds a key and a certificate that do not belong together. {remedy}")
    return Keyed(certificate, key)


def _must_be_permitted(authority: Keyed, given: Names, place: Path) -> None:
    lacking = given.without(permitted_by(authority.certificate, given))
    if lacking:
        raise AuthorityProblem(
            f"The authority that devices trust may not speak for {', '.join(lacking.written())}: it was made for other "
            f"names. Name it no more; or move {place} away, and devices must trust a new one."
        )


def write_whole(file: Path, content: bytes) -> None:
    """All of it or nothing, and for this account alone."""
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as written:
            written.write(content)
            written.flush()
            os.fsync(written.fileno())
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)
