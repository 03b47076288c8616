"""From a cookie to an actor, fast: who stands behind a token right now."""

import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import msgspec

from people.domain.accounts import Person
from people.domain.sign_ins import SignIn
from signaling.protocol.base import Event
from signaling.protocol.people import PersonChanged, PersonDisabled, PersonPasswordSet, SignInClosed
from signaling.protocol.refusals import Refused
from signaling.slice import Actor, Reading, Role

KEPT = 20_000
KEPT_MS = 30_000
"""A lookup is repeated after this even when no event was heard, as when another node's could not be read."""

CLOCK_TOLERANCE_MS = 15 * 60_000
"""How wrong a device's clock may be when it says at what time, under an earlier sign-in, something was made."""


def new_token() -> str:
    """192 random bits, base64url."""
    return secrets.token_urlsafe(24)


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


class _Kept(msgspec.Struct, frozen=True):
    actor: Actor
    person_id: str | None
    expires_at_ms: int
    look_again_ms: int


class Sessions:
    """Looks up tokens, remembers what it found, and forgets what an event has changed.

    The frame calls ``hear`` with every committed event, on every node.
    """

    def __init__(self, reading: Callable[[], AbstractAsyncContextManager[Reading]], now_ms: Callable[[], int]) -> None:
        self._reading = reading
        self._now_ms = now_ms
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._changes = 0

    async def actor_for(self, token: str | None) -> Actor | None:
        """Who signed in with the token; None when nobody did, it has expired or was closed, or the account is
        disabled."""
        if not token or len(token) > 100:
            return None
        token_hash, now_ms = hash_of(token), self._now_ms()
        kept = self._kept.get(token_hash)
        if kept is None or kept.look_again_ms <= now_ms:
            kept = await self._look_up(token_hash, now_ms)
        if kept is None or kept.expires_at_ms <= now_ms:
            return None
        return kept.actor

    async def made_by(self, actor: Actor, by: str, made_at_ms: int) -> bool:
        """Whether ``by`` was a sign-in of the same person on the same device, of the same brigade's tablet, or of
        the same guest, when the command was made. Under the present sign-in the device's clock does not matter."""
        if by == actor.sign_in_id:
            return True
        async with self._reading() as reading:
            try:
                earlier = await reading.get("sign_in", by, SignIn)
            except Refused:
                return False
        if earlier.guest_id is not None:
            same = earlier.guest_id == actor.id
        elif earlier.person_id is not None:
            same = earlier.person_id == actor.id and earlier.device == actor.device
        else:
            same = earlier.brigade_id == actor.brigade_id
        until_ms = min(earlier.expires_at_ms, earlier.closed_at_ms or earlier.expires_at_ms)
        begun = earlier.opened_at_ms - CLOCK_TOLERANCE_MS <= made_at_ms
        return same and begun and made_at_ms <= until_ms + CLOCK_TOLERANCE_MS

    def hear(self, event: Event) -> None:
        """Forgets whatever the event may have changed."""
        if isinstance(event, SignInClosed):
            self._forget(lambda kept: kept.actor.sign_in_id == event.sign_in_id)
        elif isinstance(event, PersonChanged | PersonDisabled | PersonPasswordSet):
            self._forget(lambda kept: kept.person_id == event.person_id)

    def _forget(self, concerned: Callable[[_Kept], bool]) -> None:
        self._changes += 1
        for token_hash in [token_hash for token_hash, kept in self._kept.items() if concerned(kept)]:
            del self._kept[token_hash]

    async def _look_up(self, token_hash: str, now_ms: int) -> _Kept | None:
        changes = self._changes
        self._kept.pop(token_hash, None)
        async with self._reading() as reading:
            found = await reading.find("sign_in", SignIn, token_hash=token_hash, open=True, limit=1)
            actor = await _actor(found[0], reading) if found else None
        if actor is None:
            return None
        kept = _Kept(actor, found[0].person_id, found[0].expires_at_ms, now_ms + KEPT_MS)
        # What was read may be older than an event that was heard meanwhile: then it serves once and is not kept.
        if changes == self._changes:
            self._kept[token_hash] = kept
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return kept


async def _actor(sign_in: SignIn, reading: Reading) -> Actor | None:
    if sign_in.guest_id is not None:
        return Actor(
            id=sign_in.guest_id,
            role=Role.GUEST,
            sign_in_id=sign_in.id,
            device=sign_in.device,
            language=sign_in.language,
        )
    if sign_in.person_id is None:
        return Actor(
            id=sign_in.brigade_id or "",
            role=Role.CREW,
            name=sign_in.brigade_name,
            brigade_id=sign_in.brigade_id,
            sign_in_id=sign_in.id,
            device=sign_in.device,
        )
    person = await reading.get("person", sign_in.person_id, Person)
    return actor_of(person, sign_in.id, sign_in.device) if person.active else None


def actor_of(person: Person, sign_in_id: str, device: str) -> Actor:
    """The person, signed in."""
    return Actor(
        id=person.id,
        role=Role(person.role),
        name=person.name or "",
        brigade_id=person.brigade_id,
        hospital_id=person.hospital_id,
        sign_in_id=sign_in_id,
        device=device,
        language=person.language,
    )
