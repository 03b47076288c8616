"""Detached CAdES-BES and PKCS#7 signatures, and bare ones: read and verified. CMS is RFC 5652, CAdES-BES ETSI EN
319 122-1; the signing-certificate attribute is that of RFC 5035."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from asn1crypto import algos, cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

from consult_room.conclusions.adapters.trust import TrustList
from consult_room.conclusions.domain.providers import Handed, Verified, invalid
from signaling.protocol.conclusions import Checked
from signaling.protocol.refusals import Code, Refused

DIGESTS: Mapping[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
LEAST_RSA_BITS = 2048
LARGEST_BYTES = 256 * 1024

Judge = Callable[[Any, bytes, bytes, hashes.HashAlgorithm], None]
"""(public key, signature, what was signed, digest): raises InvalidSignature."""


def _rsa(key: Any, signature: bytes, signed: bytes, digest: hashes.HashAlgorithm) -> None:
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size < LEAST_RSA_BITS:
        raise InvalidSignature
    key.verify(signature, signed, padding.PKCS1v15(), digest)


def _rsa_pss(key: Any, signature: bytes, signed: bytes, digest: hashes.HashAlgorithm) -> None:
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size < LEAST_RSA_BITS:
        raise InvalidSignature
    key.verify(signature, signed, padding.PSS(padding.MGF1(digest), padding.PSS.AUTO), digest)


def _ecdsa(key: Any, signature: bytes, signed: bytes, digest: hashes.HashAlgorithm) -> None:
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise InvalidSignature
    key.verify(signature, signed, ec.ECDSA(digest))


def _ed25519(key: Any, signature: bytes, signed: bytes, digest: hashes.HashAlgorithm) -> None:
    if not isinstance(key, ed25519.Ed25519PublicKey):
        raise InvalidSignature
    key.verify(signature, signed)


JUDGES: Mapping[str, Judge] = {
    "rsassa_pkcs1v15": _rsa,
    "rsassa_pss": _rsa_pss,
    "ecdsa": _ecdsa,
    "ed25519": _ed25519,
}
ALGORITHMS = [
    *(f"{kind}-{digest}" for kind in ("rsassa_pkcs1v15", "rsassa_pss", "ecdsa") for digest in DIGESTS),
    "ed25519",
]
"""By these names a bare signature says what it is. A national algorithm joins by a row in JUDGES."""


def verify(document: bytes, handed: Handed, trust: TrustList, at_ms: int) -> Verified:
    """Refuses ``signature_invalid`` with ``why``, ``signature_algorithm_unknown`` with ``algorithm``."""
    if not handed.signature:
        raise invalid("empty")
    if len(handed.signature) > LARGEST_BYTES:
        raise invalid("unreadable")
    return _bare(document, handed, trust, at_ms) if handed.algorithm else _cms(document, handed, trust, at_ms)


def _bare(document: bytes, handed: Handed, trust: TrustList, at_ms: int) -> Verified:
    """A signature over the document's bytes themselves, with the certificates beside it."""
    if handed.algorithm not in ALGORITHMS:
        raise _unknown(handed.algorithm)
    kind, _, digest_name = handed.algorithm.partition("-")
    certificates = [_loaded(one) for one in handed.certificates]
    if not certificates:
        raise invalid("no_certificate")
    signer, *others = certificates
    _judge(kind, signer, handed.signature, document, DIGESTS.get(digest_name, hashes.SHA256()))
    return _verified(document, signer, others, trust, at_ms, algorithm=handed.algorithm, form="raw")


def _cms(document: bytes, handed: Handed, trust: TrustList, at_ms: int) -> Verified:
    try:
        return _signed_data(document, handed, trust, at_ms)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError):
        # asn1crypto reads lazily: what is broken inside shows itself at any step, and always as one of these.
        raise invalid("unreadable") from None


def _signed_data(document: bytes, handed: Handed, trust: TrustList, at_ms: int) -> Verified:
    envelope = cms.ContentInfo.load(handed.signature, strict=True)
    if envelope["content_type"].native != "signed_data":
        raise invalid("unreadable")
    data = envelope["content"]
    if len(data["signer_infos"]) != 1:
        raise invalid("unreadable")
    inside = data["encap_content_info"]["content"].native
    if inside is not None and inside != document:
        raise invalid("digest")
    info = data["signer_infos"][0]
    digest_oid = info["digest_algorithm"]["algorithm"]
    if digest_oid.native not in DIGESTS:
        raise _unknown(digest_oid.dotted)
    digest = DIGESTS[digest_oid.native]
    kind = _kind(info)
    certificates = [one.chosen for one in data["certificates"] if isinstance(one.chosen, asn1_x509.Certificate)]
    signer = next((one for one in certificates if _is_of(info["sid"], one)), None)
    if signer is None:
        raise invalid("no_certificate")
    attributes = info["signed_attrs"]
    signed, is_cades, said_ms = document, False, None
    if attributes.native:
        named = {one["type"].native: one["values"] for one in attributes}
        if named["message_digest"][0].native != hashlib.new(digest.name, document).digest():
            raise invalid("digest")
        if named["content_type"][0].native != "data":
            raise invalid("unreadable")
        is_cades = _names_its_certificate(named, signer)
        if "signing_time" in named:
            said_ms = int(named["signing_time"][0].native.timestamp() * 1000)
        signed = attributes.untag().dump()
    own = _loaded(signer.dump())
    _judge(kind, own, info["signature"].native, signed, digest)
    others = [_loaded(one.dump()) for one in certificates if one is not signer]
    return _verified(
        document, own, others, trust, at_ms, algorithm=f"{kind}-{digest.name}" if kind != "ed25519" else kind,
        form="cades" if is_cades else "pkcs7", said_ms=said_ms,
    )  # fmt: skip


def _kind(info: cms.SignerInfo) -> str:
    algorithm: algos.SignedDigestAlgorithm = info["signature_algorithm"]
    try:
        kind = algorithm.signature_algo
    except ValueError:
        raise _unknown(algorithm["algorithm"].dotted) from None
    if kind not in JUDGES:
        raise _unknown(algorithm["algorithm"].dotted)
    return str(kind)


def _is_of(sid: cms.SignerIdentifier, certificate: asn1_x509.Certificate) -> bool:
    if sid.name == "issuer_and_serial_number":
        issuer, number = sid.chosen["issuer"], sid.chosen["serial_number"].native
        return bool(issuer == certificate.issuer and number == certificate.serial_number)
    return bool(certificate.key_identifier == sid.chosen.native)


def _names_its_certificate(named: Mapping[str, Any], signer: asn1_x509.Certificate) -> bool:
    """Whether the attribute that makes it CAdES is there; refuses one that names another certificate."""
    if "signing_certificate_v2" not in named:
        return False
    first = named["signing_certificate_v2"][0]["certs"][0]
    algorithm = first["hash_algorithm"]["algorithm"].native
    if algorithm not in DIGESTS:
        raise _unknown(first["hash_algorithm"]["algorithm"].dotted)
    if first["cert_hash"].native != hashlib.new(algorithm, signer.dump()).digest():
        raise invalid("signature")
    return True


def _judge(kind: str, signer: x509.Certificate, signature: bytes, signed: bytes, digest: hashes.HashAlgorithm) -> None:
    try:
        JUDGES[kind](signer.public_key(), signature, signed, digest)
    except InvalidSignature:
        raise invalid("signature") from None


def _loaded(der: bytes) -> x509.Certificate:
    try:
        return x509.load_der_x509_certificate(der)
    except ValueError:
        raise invalid("unreadable") from None


def _verified(
    document: bytes, signer: x509.Certificate, others: list[x509.Certificate], trust: TrustList, at_ms: int, *,
    algorithm: str, form: str, said_ms: int | None = None,
) -> Verified:  # fmt: skip
    chain = trust.check(signer, others, at_ms)
    checked = Checked(
        algorithm=algorithm,
        digest=hashlib.sha256(document).hexdigest(),
        checked_at_ms=at_ms,
        subject=signer.subject.rfc4514_string()[:200],
        issuer=signer.issuer.rfc4514_string()[:200],
        serial=f"{signer.serial_number:X}",
        valid_from_ms=int(signer.not_valid_before_utc.timestamp() * 1000),
        valid_until_ms=int(signer.not_valid_after_utc.timestamp() * 1000),
        chain=[one.subject.rfc4514_string()[:200] for one in chain.certificates],
        revocation=chain.revocation,
        signed_at_ms=said_ms,
        form="cades" if form == "cades" else "pkcs7" if form == "pkcs7" else "raw",
    )
    return Verified(level="certificate", is_test=chain.is_test, checked=checked)


def _unknown(algorithm: str) -> Refused:
    return Refused(Code.SIGNATURE_ALGORITHM_UNKNOWN, algorithm=algorithm[:60])
