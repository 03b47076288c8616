"""The authority and the certificates that it gives: what stands in them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID

from config.local_authority.names import ITSELF, LOCALHOST, PRIVATE, Address, Names

DAYS_OF_AUTHORITY = 3650
DAYS_OF_CERTIFICATE = 396
"""With the day before it 397: Chromium and Apple take 398 of those whom they know themselves."""

DAYS_BEFORE = 1
"""A tablet whose clock is behind would refuse a certificate that begins now."""

RENEWED_AT_DAYS = 30
ORGANIZATION = "Tez Yordam"


class Keyed(msgspec.Struct, frozen=True):
    """A certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def pem(self) -> bytes:
        """Both in one file, so that one cannot be there without the other."""
        private = self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return private + self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, as devices show it: pairs of letters and figures with colons."""
        return self.certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def make_authority(names: Names, now_ms: int) -> Keyed:
    """One that may speak for these names and for private addresses, and for nobody else: whoever steals its key is no
    bank to the tablets that trust it. It makes no further authorities."""
    key = ec.generate_private_key(ec.SECP256R1())
    mark = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    title = " ".join((ORGANIZATION, *(name[:32] for name in names.written()[:1]), mark.digest[:4].hex().upper()))
    subject = x509.Name(
        [
            x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, ORGANIZATION),
            x509.NameAttribute(x509.NameOID.COMMON_NAME, title),
        ]
    )
    now = _time(now_ms)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=DAYS_BEFORE))
        .not_valid_after(now + timedelta(days=DAYS_OF_AUTHORITY))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.NameConstraints(list(_permitted(names)), None), critical=True)
        .add_extension(mark, critical=False)
        .sign(key, hashes.SHA256())
    )
    return Keyed(made, key)


def _permitted(names: Names) -> Iterator[x509.GeneralName]:
    for host in dict.fromkeys((*names.hosts, LOCALHOST)):
        yield x509.DNSName(host)
    for network in PRIVATE:
        yield x509.IPAddress(network)
    for address in names.addresses:
        if not any(address in network for network in PRIVATE if network.version == address.version):
            yield x509.IPAddress(ip_network(address))


def permitted_by(authority: x509.Certificate, names: Names) -> Names:
    """Those of the names that the authority may speak for."""
    allowed = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    hosts = {one.value for one in allowed if isinstance(one, x509.DNSName)}
    values = [one.value for one in allowed if isinstance(one, x509.IPAddress)]
    networks = [one for one in values if isinstance(one, IPv4Network | IPv6Network)]

    def may_host(host: str) -> bool:
        return any(host == one or host.endswith(f".{one}") for one in hosts)

    def may_address(address: Address) -> bool:
        return any(address in one for one in networks if one.version == address.version)

    return Names(tuple(filter(may_host, names.hosts)), tuple(filter(may_address, names.addresses)))


def make_certificate(authority: Keyed, names: Names, now_ms: int) -> Keyed:
    """The server's, for these names and for the machine itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = _time(now_ms)
    whole = names + Names((LOCALHOST,), ITSELF)
    issuer = authority.certificate
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, whole.written()[0][:64])])
    alternatives = [*(x509.DNSName(host) for host in whole.hosts), *(x509.IPAddress(one) for one in whole.addresses)]
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=DAYS_BEFORE))
        .not_valid_after(min(now + timedelta(days=DAYS_OF_CERTIFICATE), issuer.not_valid_after_utc))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_mark_of(issuer), critical=False)
        .sign(authority.key, hashes.SHA256())
    )
    return Keyed(made, key)


def _mark_of(issuer: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    mark = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(mark)


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def names_in(certificate: x509.Certificate) -> Names:
    """What stands in a server's certificate."""
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    addresses = names.get_values_for_type(x509.IPAddress)
    return Names(
        tuple(names.get_values_for_type(x509.DNSName)),
        tuple(one for one in addresses if isinstance(one, IPv4Address | IPv6Address)),
    )


def days_left(certificate: x509.Certificate, now_ms: int) -> int:
    """Whole ones; less than none when it is over."""
    return (certificate.not_valid_after_utc - _time(now_ms)) // timedelta(days=1)


def is_due(certificate: x509.Certificate, authority: x509.Certificate, wanted: Names, now_ms: int) -> bool:
    """Whether another one is wanted: soon over, not begun yet, or without a name that this machine has. A name that it
    has no more is no reason: an address that comes and goes would bring a new certificate each time."""
    could_be_longer = certificate.not_valid_after_utc < authority.not_valid_after_utc
    if days_left(certificate, now_ms) < RENEWED_AT_DAYS and could_be_longer:
        return True
    if certificate.not_valid_before_utc > _time(now_ms):
        return True
    return bool(wanted.without(names_in(certificate)))


def _time(now_ms: int) -> datetime:
    return datetime.fromtimestamp(now_ms // 1000, UTC)
