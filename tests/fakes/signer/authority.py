"""A certificate authority made on the spot, its doctors' certificates, and signatures by them."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "UZ"), x509.NameAttribute(NameOID.COMMON_NAME, common)])


@dataclass(frozen=True)
class Holder:
    """A key and its certificate."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def bare(self, document: bytes) -> bytes:
        """The signature alone, over the document's bytes."""
        return self.key.sign(document, ec.ECDSA(hashes.SHA256()))

    def cades(self, document: bytes, *, at: datetime, others: tuple["Holder", ...] = (), **wrong: Any) -> bytes:
        """A detached CAdES-BES. ``wrong``: ``digest`` (another one), ``algorithm`` (an OID), ``names`` (another
        certificate), ``plain`` (no signing-certificate attribute: PKCS#7), ``cut`` (a broken signature)."""
        certificate = asn1_x509.Certificate.load(self.der)
        names = asn1_x509.Certificate.load(wrong["names"].der) if "names" in wrong else certificate
        digest = wrong.get("digest", hashlib.sha256(document).digest())
        attributes = [
            cms.CMSAttribute({"type": "content_type", "values": ["data"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [digest]}),
            cms.CMSAttribute({"type": "signing_time", "values": [cms.Time({"utc_time": core.UTCTime(at)})]}),
        ]
        if not wrong.get("plain"):
            identified = tsp.ESSCertIDv2(
                {
                    "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
                    "cert_hash": hashlib.sha256(names.dump()).digest(),
                }
            )
            signing = tsp.SigningCertificateV2({"certs": [identified]})
            attributes.append(cms.CMSAttribute({"type": "signing_certificate_v2", "values": [signing]}))
        signed = cms.CMSAttributes(attributes)
        signature = self.key.sign(signed.dump(), ec.ECDSA(hashes.SHA256()))
        info = cms.SignerInfo(
            {
                "version": "v1",
                "sid": cms.SignerIdentifier(
                    "issuer_and_serial_number",
                    cms.IssuerAndSerialNumber(
                        {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
                    ),
                ),
                "digest_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
                "signed_attrs": signed,
                "signature_algorithm": algos.SignedDigestAlgorithm(
                    {"algorithm": wrong.get("algorithm", "sha256_ecdsa")}
                ),
                "signature": signature[:-1] + b"\x00" if wrong.get("cut") else signature,
            }
        )
        data = cms.SignedData(
            {
                "version": "v1",
                "digest_algorithms": [algos.DigestAlgorithm({"algorithm": "sha256"})],
                "encap_content_info": {"content_type": "data"},
                "certificates": [asn1_x509.Certificate.load(one.der) for one in (self, *others)],
                "signer_infos": [info],
            }
        )
        content: bytes = cms.ContentInfo({"content_type": "signed_data", "content": data}).dump()
        return content


@dataclass
class Authority:
    """``made_at``: from when its own certificate is good, for ten years."""

    made_at: datetime
    common: str = "Tez Yordam TEST CA"
    issuer: "Authority | None" = None
    holder: Holder = field(init=False)
    _revoked: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        by = self.issuer.holder if self.issuer else None
        builder = (
            x509.CertificateBuilder()
            .subject_name(_name(self.common))
            .issuer_name(by.certificate.subject if by else _name(self.common))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.made_at)
            .not_valid_after(self.made_at + 3650 * DAY)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        )
        self.holder = Holder(key, builder.sign(by.key if by else key, hashes.SHA256()))

    def doctor(
        self, common: str = "N. LI TEST", *, from_: datetime | None = None, days: int = 365, signs: bool = True
    ) -> Holder:
        """Somebody's key and certificate."""
        key = ec.generate_private_key(ec.SECP256R1())
        begins = from_ or self.made_at
        usage = x509.KeyUsage(
            digital_signature=signs, content_commitment=signs, key_encipherment=False, data_encipherment=False,
            key_agreement=not signs, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
        )  # fmt: skip
        builder = (
            x509.CertificateBuilder()
            .subject_name(_name(common))
            .issuer_name(self.holder.certificate.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(begins)
            .not_valid_after(begins + days * DAY)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(usage, critical=True)
        )
        return Holder(key, builder.sign(self.holder.key, hashes.SHA256()))

    def revoke(self, holder: Holder) -> None:
        self._revoked.append(holder.certificate.serial_number)

    def revocations(self, at: datetime, *, days: int = 30) -> bytes:
        """The list of what it has revoked, in PEM."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.holder.certificate.subject)
            .last_update(at)
            .next_update(at + days * DAY)
        )
        for number in self._revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(number).revocation_date(at).build()
            builder = builder.add_revoked_certificate(entry)
        return builder.sign(self.holder.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def at(milliseconds: int) -> datetime:
    """Whole seconds, as certificates have them."""
    return datetime.fromtimestamp(milliseconds // 1000, UTC)


def trusting(folder: Path, authority: Authority, *, test: bool = True) -> Path:
    """A folder of trust that holds this authority, as a test's unless said otherwise."""
    place = folder / "test" if test else folder
    place.mkdir(parents=True, exist_ok=True)
    (place / "authority.pem").write_bytes(authority.holder.pem)
    return folder
