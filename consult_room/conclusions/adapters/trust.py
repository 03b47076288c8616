"""Which certificates this service trusts, and which have been revoked: PEM and CRL files in a folder.

``*.pem`` and ``*.crt`` at its top are trusted; those under ``test/`` are trusted too, and whatever leads to them is a
test and said to be one. ``*.crl`` are lists of revoked certificates, by the issuer who signed them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature

from consult_room.conclusions.domain.providers import invalid
from signaling.protocol.conclusions import Revocation

LONGEST_CHAIN = 6


class TrustProblem(Exception):
    """The folder holds what cannot be read; the sentence names the file."""


@dataclass(frozen=True)
class Chain:
    """From the signer to a trusted certificate."""

    certificates: tuple[x509.Certificate, ...]
    is_test: bool
    revocation: Revocation


class TrustList:
    """The folder as it was when it was read."""

    def __init__(
        self, trusted: Iterable[x509.Certificate], tests: Iterable[x509.Certificate] = (),
        revoked: Iterable[x509.CertificateRevocationList] = (),
    ) -> None:  # fmt: skip
        self._tests = frozenset(tests)
        self._trusted = frozenset(trusted) | self._tests
        self._lists = tuple(revoked)

    @classmethod
    def read(cls, folder: Path) -> "TrustList":
        """Raises TrustProblem."""
        trusted = [one for file in _files(folder, ("pem", "crt")) for one in _certificates(file)]
        tests = [one for file in _files(folder / "test", ("pem", "crt")) for one in _certificates(file)]
        lists = [_list(file) for place in (folder, folder / "test") for file in _files(place, ("crl",))]
        return cls(trusted, tests, lists)

    def check(self, signer: x509.Certificate, others: list[x509.Certificate], at_ms: int) -> Chain:
        """The way from the signer to who is trusted. Refuses ``signature_invalid`` with ``why``."""
        at = datetime.fromtimestamp(at_ms / 1000, UTC)
        _check_usage(signer)
        _check_time(signer, at)
        chain = self._chain(signer, others, at)
        return Chain(certificates=chain, is_test=chain[-1] in self._tests, revocation=self._revocation(chain, at))

    def _chain(
        self, signer: x509.Certificate, others: list[x509.Certificate], at: datetime
    ) -> tuple[x509.Certificate, ...]:
        chain = [signer]
        while chain[-1] not in self._trusted:
            known = (one for one in (*self._trusted, *others) if one not in chain)
            issuer = next((one for one in known if _issued(one, chain[-1])), None)
            if issuer is None or len(chain) >= LONGEST_CHAIN:
                raise invalid("chain")
            _check_time(issuer, at)
            chain.append(issuer)
        return tuple(chain)

    def _revocation(self, chain: tuple[x509.Certificate, ...], at: datetime) -> Revocation:
        """Refuses what is revoked. ``good`` when every certificate of the way has a list that is not out of date."""
        answers: list[Revocation] = []
        for subject, issuer in pairwise(chain):
            own = [one for one in self._lists if one.issuer == issuer.subject and _signed_by(one, issuer)]
            if any(one.get_revoked_certificate_by_serial_number(subject.serial_number) is not None for one in own):
                raise invalid("revoked")
            fresh = any(one.next_update_utc is None or one.next_update_utc >= at for one in own)
            answers.append("good" if fresh else "unknown")
        return "good" if answers and all(one == "good" for one in answers) else "unknown"


def _check_time(certificate: x509.Certificate, at: datetime) -> None:
    if at < certificate.not_valid_before_utc:
        raise invalid("not_yet")
    if at > certificate.not_valid_after_utc:
        raise invalid("expired")


def _check_usage(signer: x509.Certificate) -> None:
    """A certificate that says what it is for must be for signing; one that issues others is no person's."""
    try:
        usage = signer.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    if not (usage.digital_signature or usage.content_commitment):
        raise invalid("usage")


def _issued(issuer: x509.Certificate, subject: x509.Certificate) -> bool:
    if issuer.subject != subject.issuer:
        return False
    try:
        constraints = issuer.extensions.get_extension_for_class(x509.BasicConstraints).value
        subject.verify_directly_issued_by(issuer)
    except (x509.ExtensionNotFound, ValueError, TypeError, InvalidSignature):
        return False
    return constraints.ca


def _signed_by(revoked: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    try:
        return revoked.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]  # any key; a strange one raises
    except TypeError:
        return False


def _files(folder: Path, endings: tuple[str, ...]) -> list[Path]:
    return sorted(file for ending in endings for file in folder.glob(f"*.{ending}"))


def _certificates(file: Path) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(file.read_bytes())
    except ValueError as problem:
        raise TrustProblem(f"{file.name} holds no certificate in PEM: {problem}.") from None


def _list(file: Path) -> x509.CertificateRevocationList:
    content = file.read_bytes()
    try:
        if content.startswith(b"-----BEGIN"):
            return x509.load_pem_x509_crl(content)
        return x509.load_der_x509_crl(content)
    except ValueError as problem:
        raise TrustProblem(f"{file.name} holds no list of revoked certificates: {problem}.") from None
