"""Ephemeral TURN credentials, as coturn's ``use-auth-secret`` checks them.

The user name is ``<expiry in Unix seconds>:<session>``, the password base64(HMAC-SHA1(secret, user name)). Nothing is
stored: coturn computes the same from the shared secret and refuses what has expired.
"""

import base64
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from signaling.protocol.negotiation import IceServer


@dataclass(frozen=True, slots=True)
class TurnSettings:
    """``stun_urls`` and ``turn_urls`` as browsers take them (``turn:relay.example:3478?transport=udp``)."""

    stun_urls: Sequence[str] = ()
    turn_urls: Sequence[str] = ()
    turn_secret: str = ""
    lives_s: int = 4 * 3600


def credentials(secret: str, session: str, expires_s: int) -> tuple[str, str]:
    """The user name and the password that are good until ``expires_s`` (Unix seconds)."""
    username = f"{expires_s}:{session}"
    digest = hmac.digest(secret.encode(), username.encode(), "sha1")
    return username, base64.b64encode(digest).decode()


def ice_servers(settings: TurnSettings, session: str, now_ms: int) -> list[IceServer]:
    """What one device may use. TURN without a secret is left out: it would be refused at every allocation."""
    servers: list[IceServer] = []
    if settings.stun_urls:
        servers.append(IceServer(urls=list(settings.stun_urls)))
    if settings.turn_urls and settings.turn_secret:
        username, password = credentials(settings.turn_secret, session, now_ms // 1000 + settings.lives_s)
        servers.append(IceServer(urls=list(settings.turn_urls), username=username, credential=password))
    return servers
