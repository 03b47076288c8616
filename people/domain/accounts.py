"""Accounts: what an account is, what may happen to it, and who may do it."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from signaling.protocol.base import Event, View
from signaling.protocol.people import (
    AccountRole,
    Language,
    PersonAdd,
    PersonAdded,
    PersonChange,
    PersonChanged,
    PersonDisable,
    PersonDisabled,
    PersonPasswordSet,
    PersonSetPassword,
    PersonView,
    Specialty,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import ADMINISTRATION, Actor, Audience, Role, Stamp


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """An account. Name, login, telephone, e-mail address and hash are None once they have been erased."""

    id: str
    role: AccountRole
    language: Language
    login: str | None
    name: str | None
    telephone: str | None
    place: str
    specialty: Specialty | None
    brigade_id: str | None
    hospital_id: str | None
    password_hash: str | None
    active: bool = True
    email: str | None = None


def folded_login(login: str) -> str:
    """The login as it is kept and compared: capitals and blanks around it do not count."""
    return login.strip().casefold()


def decide_add(command: PersonAdd, taken: bool, actor: Actor) -> PersonAdded:
    """A new account. ``taken``: the id or the login is somebody's already."""
    if command.password_hash is not None and actor.role is not Role.SYSTEM:
        raise Refused(Code.NOT_ALLOWED, field="password_hash")
    login, name = folded_login(command.login), command.name.strip()
    if not login or not name:
        raise Refused(Code.MISSING, field="name" if login else "login")
    if taken:
        raise Refused(Code.ALREADY_EXISTS, field="login")
    _check_belongs(command.role, command.brigade_id, command.hospital_id)
    return PersonAdded(
        person_id=command.person_id,
        role=command.role,
        language=command.language,
        login=login,
        name=name,
        telephone=command.telephone,
        place=command.place,
        specialty=command.specialty,
        brigade_id=command.brigade_id,
        hospital_id=command.hospital_id,
        password_hash=command.password_hash,
        email=_address(command.email),
    )


def decide_change(person: Person, command: PersonChange, actor: Actor) -> PersonChanged:
    """What an administrator changes of an account, or a person of their own: the language alone."""
    _check_active(person)
    if actor.role not in (Role.ADMINISTRATOR, Role.SYSTEM):
        others = ("name", "role", "telephone", "place", "specialty", "brigade_id", "hospital_id", "email")
        if actor.id != person.id or any(getattr(command, field) is not None for field in others):
            raise Refused(Code.NOT_ALLOWED)
    role = command.role or person.role
    brigade_id = command.brigade_id or person.brigade_id
    hospital_id = command.hospital_id or person.hospital_id
    _check_belongs(role, brigade_id, hospital_id)
    return PersonChanged(
        person_id=person.id,
        role=role,
        language=command.language or person.language,
        name=command.name if command.name is not None else person.name,
        telephone=command.telephone if command.telephone is not None else person.telephone,
        place=command.place if command.place is not None else person.place,
        specialty=command.specialty or person.specialty,
        brigade_id=brigade_id,
        hospital_id=hospital_id,
        email=_address(command.email) if command.email is not None else person.email,
    )


def belongs_elsewhere(person: Person, changed: PersonChanged) -> bool:
    """Whether the person may see other things from now on: open screens are shown what they began with."""
    before = (person.role, person.brigade_id, person.hospital_id)
    return before != (changed.role, changed.brigade_id, changed.hospital_id)


def decide_set_password(person: Person, command: PersonSetPassword) -> PersonPasswordSet:
    """Another password."""
    _check_active(person)
    return PersonPasswordSet(person_id=person.id, password_hash=command.password_hash)


def decide_disable(person: Person, command: PersonDisable, actor: Actor) -> PersonDisabled:
    """The account is closed. Nobody closes their own: the last administrator would lock everybody out."""
    _check_active(person)
    if actor.id == person.id:
        raise Refused(Code.NOT_ALLOWED, why="own_account")
    return PersonDisabled(person_id=person.id)


def _check_active(person: Person) -> None:
    if not person.active:
        raise Refused(Code.WRONG_STATE, state="disabled")


def _address(email: str | None) -> str | None:
    """An e-mail address without blanks around it; an empty one takes the address away."""
    address = (email or "").strip()
    if not address:
        return None
    local, _, domain = address.rpartition("@")
    if not local or not domain or any(sign.isspace() or sign in ",;<>" for sign in address):
        raise Refused(Code.WRONG_STATE, field="email")
    return address


def _check_belongs(role: str, brigade_id: str | None, hospital_id: str | None) -> None:
    """A crew's account belongs to a brigade and a hospital's to a hospital: without it they would see nothing."""
    if role == "crew" and brigade_id is None:
        raise Refused(Code.MISSING, field="brigade_id")
    if role == "hospital" and hospital_id is None:
        raise Refused(Code.MISSING, field="hospital_id")


def _added(_: Person | None, event: PersonAdded, stamp: Stamp) -> Person:
    return Person(
        id=event.person_id,
        role=event.role,
        language=event.language,
        login=event.login,
        name=event.name,
        telephone=event.telephone,
        place=event.place,
        specialty=event.specialty,
        brigade_id=event.brigade_id,
        hospital_id=event.hospital_id,
        password_hash=event.password_hash,
        email=event.email,
    )


def _changed(person: Person, event: PersonChanged, stamp: Stamp) -> Person:
    return msgspec.structs.replace(
        person,
        role=event.role,
        language=event.language,
        name=event.name,
        telephone=event.telephone,
        place=event.place,
        specialty=event.specialty,
        brigade_id=event.brigade_id,
        hospital_id=event.hospital_id,
        email=event.email,
    )


def _password_set(person: Person, event: PersonPasswordSet, stamp: Stamp) -> Person:
    return msgspec.structs.replace(person, password_hash=event.password_hash)


def _disabled(person: Person, event: PersonDisabled, stamp: Stamp) -> Person:
    return msgspec.structs.replace(person, active=False)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = {
    PersonAdded: _added,
    PersonChanged: _changed,
    PersonPasswordSet: _password_set,
    PersonDisabled: _disabled,
}


def card(person: Person) -> PersonView:
    """The account without its login and hash."""
    return PersonView(
        person_id=person.id,
        name=person.name,
        role=person.role,
        telephone=person.telephone,
        language=person.language,
        specialty=person.specialty,
        place=person.place,
        brigade_id=person.brigade_id,
        hospital_id=person.hospital_id,
        active=person.active,
        email=person.email,
    )


def views(person: Person) -> Mapping[Audience, View]:
    """Administrators see every account, everybody their own."""
    shown = card(person)
    return {ADMINISTRATION: shown, Audience("person", person.id): shown}
