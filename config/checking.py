"""What is wrong with a configuration: everything at once, each in a sentence that names its key.

``serve`` starts with none of it but what is merely unwise.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from config.local_authority.names import AuthorityProblem, given
from config.settings import SECRETS, Settings

FEWEST_LETTERS = 16
"""Of a secret that somebody else may try as often as they like."""

GUESSED = ("turn_secret", "sms_report_token", "sms_inbound_token")
"""Secrets that we chose ourselves, and that the whole world may try."""

KNOWN = frozenset(
    (
        "changeme",
        "change-me",
        "change-me-32-random-bytes",
        "secret",
        "password",
        "passw0rd",
        "admin",
        "admin123",
        "administrator",
        "root",
        "test",
        "testing",
        "demo",
        "example",
        "default",
        "letmein",
        "qwerty",
        "12345678",
        "123456789",
        "1234567890",
        "tez",
        "tezyordam",
        "tez-yordam",
        "103",
        "coturn",
        "turn",
        "north",
        "northwind",
        "guest",
        "public",
    )
)
"""Secrets that stand in documents and lists of guesses."""

PLACES = ("sms_http_file", "ladders_file", "forms_dir", "signature_trust")
NEEDS: Mapping[str, tuple[str, ...]] = {
    "twilio": ("twilio_account_sid", "twilio_auth_token", "twilio_from"),
    "http": ("sms_http_file",),
    "smpp": ("smpp_host", "smpp_system_id", "sms_sender"),
}


def mistakes(settings: Settings) -> list[str]:
    """What a service must not be served with."""
    return [*_secrets(settings), *_missing(settings), *_places(settings), *_local_tls(settings)]


def _secrets(settings: Settings) -> Iterator[str]:
    for name in SECRETS:
        value = getattr(settings, name)
        if value.strip().lower() in KNOWN:
            yield f"{name}: this secret stands in documents and lists of guesses; choose 32 random letters."
        elif name in GUESSED and 0 < len(value) < FEWEST_LETTERS:
            yield f"{name}: {len(value)} letters can be guessed; {FEWEST_LETTERS} are the fewest."
    for name in ("database_url", "redis_url"):
        if _password(getattr(settings, name)).lower() in KNOWN:
            yield f"{name}: its password stands in documents and lists of guesses; choose 32 random letters."


def _password(address: str) -> str:
    """Of ``scheme://name:password@host``; empty without one."""
    named = address.partition("://")[2].rpartition("@")[0]
    return named.partition(":")[2]


def _missing(settings: Settings) -> Iterator[str]:
    if settings.turn_urls and not settings.turn_secret:
        yield "turn_secret: it is empty, and the relays of turn_urls let in only who holds credentials made with it."
    if settings.media_processes and not settings.worker_key:
        yield "worker_key: it is empty, and the media workers of media_processes are let in by it."
    for gateway in {settings.sms_gateway, settings.sms_second_gateway}:
        for name in NEEDS.get(gateway, ()):
            if not getattr(settings, name):
                yield f"{name}: it is empty, and the gateway {gateway} needs it."
    if settings.sms_second_gateway == settings.sms_gateway:
        yield f"sms_second_gateway: {settings.sms_gateway} is the first one already."
    try:
        ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield f"time_zone: there is no zone {settings.time_zone}; Asia/Tashkent is one."
    if settings.public_base and not settings.public_base.startswith(("https://", "http://")):
        yield "public_base: it begins with https://."


def _places(settings: Settings) -> Iterator[str]:
    for name in PLACES:
        value = getattr(settings, name)
        if value and not Path(value).exists():
            yield f"{name}: there is no {value}."


def _local_tls(settings: Settings) -> Iterator[str]:
    if not settings.tls_local:
        if settings.tls_names:
            yield "tls_names: they stand in the certificate of --tls-local, which is not asked for."
        return
    if settings.trust_port == settings.port:
        yield "tls_trust_port: it is the port of the service itself; choose another."
    if settings.public_base.startswith("http://"):
        yield "public_base: with tls_local it begins with https://; empty, it is made by itself."
    try:
        given(settings.tls_names.split())
    except AuthorityProblem as problem:
        yield f"tls_names: {problem}"


def unwise(settings: Settings) -> list[str]:
    """What a service can be served with, and should not be for long."""
    return [*_unwise(settings)]


def _unwise(settings: Settings) -> Iterator[str]:
    if settings.public_base.startswith("http://"):
        yield "public_base: browsers give camera, microphone and place to https:// alone."
    if settings.sms_gateway == "page":
        yield "sms_gateway: page shows messages and sends none."
    if settings.public_base and not settings.turn_urls:
        yield "turn_urls: it is empty; devices whose networks let nothing else through cannot talk."
    if not settings.database_url and settings.redis_url:
        yield "redis_url: several nodes need a PostgreSQL, database_url; SQLite serves one."
    if not settings.trusted_proxies and settings.public_base.startswith("https://") and not settings.tls_local:
        yield "trusted_proxies: behind a proxy every client seems to have the proxy's address."
