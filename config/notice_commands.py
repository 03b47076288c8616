"""``tez notices key``: keys by which other systems may send notices, and nothing else."""

import argparse
import secrets
from typing import Any

from config.commands import offline_work
from config.settings import Settings


def add_key(arguments: argparse.Namespace, settings: Settings) -> int:
    """The key is printed once and kept as a hash."""
    from signaling.protocol.notices import NoticeKeyAdd
    from sms.notices.http import hash_of

    key = f"tezn_{secrets.token_urlsafe(24)}"

    async def add(offline: Any) -> None:
        fields = {"key_id": offline.new_id(), "name": arguments.name, "key_hash": hash_of(key)}
        await offline.do(NoticeKeyAdd(**offline.envelope(), **fields))
        print(f"{fields['key_id']}  {arguments.name}\n{key}")

    offline_work(settings, add)
    return 0


def list_keys(arguments: argparse.Namespace, settings: Settings) -> int:
    """Every key that was ever added, revoked ones marked."""
    from sms.notices.domain.notice import KEY, NoticeKey

    async def show(offline: Any) -> None:
        async with offline.bus.reading() as reading:
            found = await reading.find(KEY, NoticeKey)
        for key in sorted(found, key=lambda key: key.added_at_ms):
            print(f"{key.key_id}  {key.name}  {key.open} open" + ("" if key.good else "  (revoked)"))

    offline_work(settings, show)
    return 0


def revoke_key(arguments: argparse.Namespace, settings: Settings) -> int:
    """It is good no more from this instant."""
    from signaling.protocol.notices import NoticeKeyRevoke

    async def revoke(offline: Any) -> None:
        await offline.do(NoticeKeyRevoke(**offline.envelope(), key_id=arguments.key_id))

    offline_work(settings, revoke)
    print(f"{arguments.key_id} is no key any more.")
    return 0
