"""What the terminal says when a server with an authority of its own listens."""

from urllib.parse import urlsplit

from config.local_authority import page
from config.local_authority.local_tls import LocalTls
from config.local_authority.making import days_left
from config.local_authority.names import is_itself
from signaling import clock


def lines_of(local: LocalTls, *, draws: bool) -> list[str]:
    """``draws``: with the QR code, for a terminal; a log has no use for it."""
    kept = local.kept
    pairs = kept.authority.fingerprint.split(":")
    days = days_left(kept.server.certificate, clock.now_ms())
    rows = [" ".join(pairs[at : at + 8]) for at in range(0, len(pairs), 8)]
    base = local.settings.public_base
    others = [one for one in local.origins if one != base and not is_itself(urlsplit(one).hostname)]
    who = "whoever reaches it" if local.for_all else "devices of its own network alone"
    return [
        "",
        f"The service has an authority of its own, and is open to {who}.",
        f"  Tablets learn to trust it at  {local.trust_base}/",
        *(["", page.qr_in_letters(f"{local.trust_base}/"), ""] if draws else []),
        "  There and on the tablet must stand these figures, SHA-256:",
        *(f"    {row}" for row in rows),
        f"  Windows shows SHA-1 instead: {page.sha1_of(kept.authority.certificate)}",
        f"  Then they open  {base}/",
        *([f"  It has these names too: {' '.join(others)}"] if others else []),
        f"  The certificate is good for {days} days; while the server runs it is renewed.",
        *_warnings(local),
        "",
    ]


def _warnings(local: LocalTls) -> list[str]:
    if not local.reaches_nobody:
        return []
    return ["  This machine has no address that tablets could reach: connect it, or say one with --tls-name."]
