"""To which hosts a push may go. A browser names the address itself, so it is believed only where the service's own list
has its host: the server must not be made to send requests anywhere else.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

LONGEST_ENDPOINT = 1_000

GONE: frozenset[str] = frozenset({"404", "410"})
"""What a push service answers for a browser that it knows no more (RFC 8030, section 7.3)."""


def service_of(endpoint: str, services: Sequence[str]) -> str | None:
    """The host of an endpoint that may be sent to; None for every other.

    ``services`` holds host names, ``*.`` before one for those below it, and ``host:port`` where the port is not 443.
    """
    if len(endpoint) > LONGEST_ENDPOINT or not endpoint.isascii() or not endpoint.isprintable() or " " in endpoint:
        return None
    try:
        parts = urlsplit(endpoint)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    # A backslash, a name before an @ and a part after a # are read differently by different readers of addresses.
    if parts.scheme != "https" or "@" in parts.netloc or "\\" in endpoint or "#" in endpoint or not host:
        return None
    here = host if port in (None, 443) else f"{host}:{port}"
    return host if any(_allows(service.lower(), here) for service in services) else None


def _allows(service: str, here: str) -> bool:
    if service.startswith("*."):
        return here.endswith(service[1:]) and len(here) > len(service) - 1
    return here == service
