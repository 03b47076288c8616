"""Sign-ins: a person's, a tablet's or a guest's, from its opening to its end."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from people.domain.accounts import Person
from signaling.protocol.base import Event, View
from signaling.protocol.people import (
    Language,
    SignInClose,
    SignInClosed,
    SignInOpen,
    SignInOpenDevice,
    SignInOpened,
    SignInOpenGuest,
    SignInView,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import ADMINISTRATION, Actor, Audience, Role, Stamp


class SignIn(msgspec.Struct, frozen=True, kw_only=True):
    """A sign-in of a person, of a tablet for its brigade, or of a guest: one of the three ids is given.
    ``token_hash`` is SHA-256."""

    id: str
    token_hash: str
    device: str
    opened_at_ms: int
    expires_at_ms: int
    person_id: str | None = None
    brigade_id: str | None = None
    brigade_name: str = ""
    guest_id: str | None = None
    language: Language = "uz"
    closed_at_ms: int | None = None
    closed_why: str | None = None

    @property
    def open(self) -> bool:
        return self.closed_at_ms is None

    @property
    def owner(self) -> Audience:
        """Whose it is."""
        if self.person_id is not None:
            return Audience("person", self.person_id)
        return Audience("guest", self.guest_id) if self.guest_id else Audience("brigade", self.brigade_id or "")


def decide_open(command: SignInOpen, person: Person, now_ms: int) -> SignInOpened:
    """A person signs in; a disabled account is refused ``not_allowed``."""
    if not person.active:
        raise Refused(Code.NOT_ALLOWED)
    return SignInOpened(
        sign_in_id=command.sign_in_id,
        token_hash=command.token_hash,
        expires_at_ms=now_ms + command.lives_ms,
        device=command.device,
        person_id=person.id,
    )


def decide_open_device(command: SignInOpenDevice, now_ms: int) -> SignInOpened:
    """A paired tablet signs in."""
    return SignInOpened(
        sign_in_id=command.sign_in_id,
        token_hash=command.token_hash,
        expires_at_ms=now_ms + command.lives_ms,
        device=command.device,
        brigade_id=command.brigade_id,
        brigade_name=command.brigade_name,
    )


def decide_open_guest(command: SignInOpenGuest, now_ms: int) -> SignInOpened:
    """The holder of a ticket signs in."""
    return SignInOpened(
        sign_in_id=command.sign_in_id,
        token_hash=command.token_hash,
        expires_at_ms=now_ms + command.lives_ms,
        guest_id=command.guest_id,
        language=command.language,
    )


def decide_close(sign_in: SignIn, command: SignInClose, actor: Actor) -> SignInClosed | None:
    """The end of a sign-in, by its owner, an administrator or the clock; None when it is closed already."""
    if actor.role not in (Role.ADMINISTRATOR, Role.SYSTEM) and actor.id != sign_in.owner.id:
        raise Refused(Code.NOT_YOURS)
    return closed(sign_in, command.why) if sign_in.open else None


def closed(sign_in: SignIn, why: str) -> SignInClosed:
    """The fact that the sign-in ended."""
    return SignInClosed(
        sign_in_id=sign_in.id,
        why=why,
        person_id=sign_in.person_id,
        brigade_id=sign_in.brigade_id,
        guest_id=sign_in.guest_id,
    )


def _opened(_: SignIn | None, event: SignInOpened, stamp: Stamp) -> SignIn:
    return SignIn(
        id=event.sign_in_id,
        token_hash=event.token_hash,
        device=event.device,
        opened_at_ms=stamp.at_ms,
        expires_at_ms=event.expires_at_ms,
        person_id=event.person_id,
        brigade_id=event.brigade_id,
        brigade_name=event.brigade_name,
        guest_id=event.guest_id,
        language=event.language,
    )


def _closed(sign_in: SignIn, event: SignInClosed, stamp: Stamp) -> SignIn:
    return msgspec.structs.replace(sign_in, closed_at_ms=stamp.at_ms, closed_why=event.why)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = {SignInOpened: _opened, SignInClosed: _closed}


def views(sign_in: SignIn) -> Mapping[Audience, View]:
    """Administrators see every open sign-in, everybody their own."""
    shown = SignInView(
        sign_in_id=sign_in.id,
        device=sign_in.device,
        opened_at_ms=sign_in.opened_at_ms,
        expires_at_ms=sign_in.expires_at_ms,
        person_id=sign_in.person_id,
        brigade_id=sign_in.brigade_id,
        guest_id=sign_in.guest_id,
    )
    return {ADMINISTRATION: shown, sign_in.owner: shown}
