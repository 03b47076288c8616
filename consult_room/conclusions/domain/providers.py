"""How a document is signed: *prepare digest → outside signer → detached signature and certificate → verify*.

A provider never holds a doctor's key. It says what has to be signed and judges what comes back; the key is in a pen, in
a card at the doctor's own machine, or at a cloud signer.
"""

import hashlib
from collections.abc import Mapping
from typing import Literal, Protocol

import msgspec

from signaling.protocol.conclusion_views import ProviderView
from signaling.protocol.conclusions import Checked, Drawing, SignatureLevel
from signaling.protocol.refusals import Code, Refused

Why = Literal[
    "unreadable", "digest", "signature", "no_certificate", "chain", "expired", "not_yet", "usage", "revoked", "empty"
]
"""Why a signature is refused."""


class ToSign(msgspec.Struct, frozen=True, kw_only=True):
    """What an outside signer is given. ``bytes`` is what is signed, ``digest`` its SHA-256 in hexadecimal;
    ``algorithms`` are those that the service verifies."""

    digest: str
    digest_algorithm: Literal["sha256"] = "sha256"
    algorithms: list[str]
    bytes: bytes


class Handed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What came back. ``signature`` is a detached PKCS#7 (CMS) in DER when no ``algorithm`` is named, else the bare
    signature over the document's bytes by that algorithm, with the signer's certificate first in ``certificates``."""

    signature: bytes = b""
    certificates: list[bytes] = []
    algorithm: str = ""
    drawing: Drawing | None = None


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """What the signature is worth."""

    level: SignatureLevel
    is_test: bool
    checked: Checked
    drawing: Drawing | None = None


class SignatureProvider(Protocol):
    """One way of signing."""

    @property
    def name(self) -> str: ...

    @property
    def view(self) -> ProviderView:
        """As it is offered on a screen."""
        ...

    def prepare(self, document: bytes) -> ToSign:
        """What has to be signed of the document."""
        ...

    def verify(self, document: bytes, handed: Handed, *, name: str, at_ms: int) -> Verified:
        """``name`` is the signer's own. Refuses ``signature_invalid`` with ``why``, ``signature_algorithm_unknown``."""
        ...


Providers = Mapping[str, SignatureProvider]


def to_sign(document: bytes, algorithms: list[str]) -> ToSign:
    return ToSign(digest=hashlib.sha256(document).hexdigest(), algorithms=algorithms, bytes=document)


def invalid(why: Why, **details: object) -> Refused:
    """The refusal of a signature that is not worth anything here."""
    return Refused(Code.SIGNATURE_INVALID, why=why, **details)
