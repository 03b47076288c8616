"""Whether a request really comes from Twilio. Source: Twilio's "Webhooks security": the signature covers the full
public address and, for a form, every name with each of its different values, both sorted; of any other body, the
address carries a digest. A request signed with a shared key instead of the account's token names the key.

The address is the one we are known under, never what the request claims. Nothing in it is trimmed. There is no time
in a signature, so a replayed request must be harmless.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

SIGNATURE_HEADER = "X-Twilio-Signature"
SETTINGS_HEADER = "X-Twilio-Webhooks-Signature-Settings"
BODY_HASH = "bodySHA256"
HASHES = {"HMAC_SHA1": hashlib.sha1, "HMAC_SHA256": hashlib.sha256}

Form = Iterable[tuple[str, str]]


def sign(secret: str, url: str, form: Form, algorithm: str = "HMAC_SHA1") -> str:
    """The signature of a form posted to the address. Raises KeyError for an algorithm that is not known."""
    covered = url + "".join(name + value for name, value in sorted(set(form)))
    return base64.b64encode(hmac.new(secret.encode(), covered.encode(), HASHES[algorithm]).digest()).decode()


def algorithm_of(settings_header: str | None) -> str:
    """The algorithm named in the settings header; without one it is the old one, SHA-1."""
    return _setting(settings_header, "algorithm").upper() or "HMAC_SHA1"


def _setting(settings_header: str | None, wanted: str) -> str:
    for part in (settings_header or "").split(","):
        name, _, value = part.partition("=")
        if name.strip() == wanted and value.strip():
            return value.strip()
    return ""


def shared_keys_of(configured: str) -> dict[str, str]:
    """Shared keys by their names, from ``name=secret`` with blanks between. Raises ValueError for anything else."""
    pairs = [part.partition("=") for part in configured.split()]
    if any(not name or not secret for name, _, secret in pairs):
        raise ValueError("each key is written name=secret")
    return {name: secret for name, _, secret in pairs}


def secrets_for(tokens: Sequence[str], shared_keys: Mapping[str, str], settings_header: str | None) -> list[str]:
    """With which secrets the request may be signed: the key that it names and no other; without a name our tokens."""
    name = _setting(settings_header, "key")
    if not name:
        return list(tokens)
    return [shared_keys[name]] if name in shared_keys else []


def is_signed(
    secrets: Sequence[str], url: str, form: Form, signature: str | None, settings_header: str | None = None
) -> bool:
    """Whether any of our secrets (two while one replaces the other) made the signature, with the port or without it:
    the sender's habit differs. Compares in constant time; an unknown algorithm is a no."""
    algorithm = algorithm_of(settings_header)
    if not signature or not signature.isascii() or algorithm not in HASHES:
        return False
    pairs = list(form)
    good = False
    for secret in secrets:
        for address in (without_port(url), with_port(url)):
            good |= hmac.compare_digest(sign(secret, address, pairs, algorithm), signature)
    return good


def is_signed_body(
    secrets: Sequence[str],
    url: str,
    body: bytes,
    digest: str,
    signature: str | None,
    settings_header: str | None = None,
) -> bool:
    """The same for a body that is no form: its ``digest`` stands in the signed address as ``bodySHA256``."""
    whole = digest.isascii() and hmac.compare_digest(hashlib.sha256(body).hexdigest(), digest.lower())
    return is_signed(secrets, url, [], signature, settings_header) and whole


def without_port(url: str) -> str:
    """The address as it is written when the port is left out."""
    parts = urlsplit(url)
    if parts.port is None:
        return url
    return parts._replace(netloc=parts.netloc.rpartition(":")[0]).geturl()


def with_port(url: str) -> str:
    """The address with its port written out, 443 or 80 if it has none."""
    parts = urlsplit(url)
    if parts.port is not None:
        return url
    return parts._replace(netloc=f"{parts.netloc}:{443 if parts.scheme == 'https' else 80}").geturl()
