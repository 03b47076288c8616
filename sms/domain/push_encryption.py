"""A push message as it goes over the wire: sealed for one browser (RFC 8291, RFC 8188) and signed by us (RFC 8292).

Everything here is a function of what it is told: the salt, the key used once, and the time are arguments. Who carries
the message, the browser maker's push service, can read none of it and learns who sends by the signature.
"""

import base64
import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

import msgspec
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
SCALAR_BYTES, POINT_BYTES, AUTH_BYTES, SALT_BYTES, KEY_BYTES, NONCE_BYTES = 32, 65, 16, 16, 16, 12

RECORD_BYTES = 4096
"""The size of the one record; a push service need not take more than 4,096 bytes (RFC 8030, section 7.2)."""

LONGEST_PLAIN = RECORD_BYTES - (SALT_BYTES + 4 + 1 + POINT_BYTES) - 16 - 1
"""Bytes of a message that still fit, with the header, the tag and the mark of the last record."""

LAST_RECORD = b"\x02"
TOKEN_LIVES_S = 3_600
"""How long a signature is good. Push services refuse more than a day (RFC 8292, section 2)."""


class CannotSeal(ValueError):
    """The key, the secret or the length does not allow it; the text names which, and holds nothing of them."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where one browser is reached: the push service's address for it, its public key, and the secret it shares."""

    endpoint: str
    p256dh: str
    auth: str


def digest_of(endpoint: str) -> str:
    """By which the same browser is found again without its address standing in a column."""
    return hashlib.sha256(endpoint.encode()).hexdigest()


def to_text(content: bytes) -> str:
    """base64url without padding, as all of Web Push writes bytes."""
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def to_bytes(text: str, length: int) -> bytes:
    """Raises CannotSeal when the text is not base64url of so many bytes."""
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, UnicodeError):
        raise CannotSeal("not base64url") from None
    if len(content) != length:
        raise CannotSeal(f"not {length} bytes")
    return content


def public_key(text: str) -> ec.EllipticCurvePublicKey:
    """An uncompressed point of P-256. Raises CannotSeal for anything else, a point beside the curve too."""
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, to_bytes(text, POINT_BYTES))
    except CannotSeal:
        raise
    except ValueError:
        raise CannotSeal("not a point of P-256") from None


def private_key(text: str) -> ec.EllipticCurvePrivateKey:
    """Our signing key from its 32 bytes in base64url. Raises CannotSeal."""
    try:
        return ec.derive_private_key(int.from_bytes(to_bytes(text, SCALAR_BYTES)), CURVE)
    except CannotSeal:
        raise
    except ValueError:
        raise CannotSeal("not a private key of P-256") from None


def private_text(key: ec.EllipticCurvePrivateKey) -> str:
    """The form in which the settings hold it."""
    return to_text(key.private_numbers().private_value.to_bytes(SCALAR_BYTES))


def public_text(key: ec.EllipticCurvePrivateKey | ec.EllipticCurvePublicKey) -> str:
    """The form in which a page and a push service are told the public half."""
    return to_text(_point(key))


def _point(key: ec.EllipticCurvePrivateKey | ec.EllipticCurvePublicKey) -> bytes:
    public = key.public_key() if isinstance(key, ec.EllipticCurvePrivateKey) else key
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def seal(plain: bytes, *, p256dh: str, auth: str, salt: bytes, once: ec.EllipticCurvePrivateKey) -> bytes:
    """The body of the request, coded ``aes128gcm``. ``once`` is a key of this message alone. Raises CannotSeal."""
    if len(plain) > LONGEST_PLAIN:
        raise CannotSeal(f"longer than {LONGEST_PLAIN} bytes")
    browser, secret = public_key(p256dh), to_bytes(auth, AUTH_BYTES)
    ours = _point(once)
    shared = once.exchange(ec.ECDH(), browser)
    keying = _derived(secret, shared, b"WebPush: info\x00" + _point(browser) + ours, 32)
    key = _derived(salt, keying, b"Content-Encoding: aes128gcm\x00", KEY_BYTES)
    nonce = _derived(salt, keying, b"Content-Encoding: nonce\x00", NONCE_BYTES)
    header = salt + RECORD_BYTES.to_bytes(4) + len(ours).to_bytes(1) + ours
    return header + AESGCM(key).encrypt(nonce, plain + LAST_RECORD, None)


def _derived(salt: bytes, keying: bytes, about: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=about).derive(keying)


def authorization(endpoint: str, key: ec.EllipticCurvePrivateKey, contact: str, now_ms: int) -> str:
    """The header by which the push service knows who sends: a token for its origin alone, and our public key.

    ``contact`` is ``mailto:…`` or ``https://…``, whom its operators write to. The signature is the deterministic one of
    RFC 6979, so that the same question has one answer.
    """
    service = urlsplit(endpoint)
    claims = {"aud": f"{service.scheme}://{service.netloc}", "exp": now_ms // 1000 + TOKEN_LIVES_S, "sub": contact}
    signed = ".".join(to_text(msgspec.json.encode(part)) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
    r, s = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256(), deterministic_signing=True)))
    signature = to_text(r.to_bytes(SCALAR_BYTES) + s.to_bytes(SCALAR_BYTES))
    return f"vapid t={signed}.{signature}, k={public_text(key)}"
