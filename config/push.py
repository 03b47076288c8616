"""Web Push as it is configured, and the command that makes its keys."""

import argparse
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec

from config.settings import Settings, SettingsProblem
from signaling import clock
from signaling.slice import Reading
from sms.adapters.push import PushGateway
from sms.domain.push_encryption import CURVE, CannotSeal, private_key, private_text, public_text
from sms.push_subscriptions.queries import Addresses


@dataclass(frozen=True, slots=True)
class WebPush:
    """Our signing key, whom a push service's operators write to, and the hosts that a push may go to."""

    key: ec.EllipticCurvePrivateKey
    contact: str
    services: tuple[str, ...]

    @property
    def public_key(self) -> str:
        return public_text(self.key)


def web_push_of(settings: Settings) -> WebPush | None:
    """None without a key: then there is no Web Push, and no page offers it. Raises SettingsProblem."""
    if not settings.push_private_key:
        return None
    if not settings.push_contact.startswith(("mailto:", "https://")) or not settings.push_contact.isprintable():
        raise SettingsProblem("push_contact must be mailto:… or https://…: push services write there.")
    services = tuple(settings.push_services.split())
    if not services:
        raise SettingsProblem("push_services is empty: no browser could be reached.")
    try:
        return WebPush(private_key(settings.push_private_key), settings.push_contact, services)
    except CannotSeal:
        raise SettingsProblem("push_private_key is not a key; `tez push keys` makes one.") from None


def push_carrier(settings: Settings, reading: Callable[[], AbstractAsyncContextManager[Reading]]) -> PushGateway | None:
    """The carrier of the channel ``push``, when there is Web Push."""
    push = web_push_of(settings)
    if push is None:
        return None
    return PushGateway(
        key=push.key,
        contact=push.contact,
        services=push.services,
        address=Addresses(reading),
        now_ms=clock.now_ms,
    )


def print_keys(arguments: argparse.Namespace, settings: Settings) -> int:
    """A new pair: the line for the configuration, and the half that browsers are told."""
    key = ec.generate_private_key(CURVE)
    print(f'push_private_key = "{private_text(key)}"')
    print(f"# the public half, which pages get by themselves: {public_text(key)}")
    return 0
