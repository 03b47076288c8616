"""The commands of accounts and sign-ins: read, decide, record."""

from people.domain import accounts, sign_ins
from people.domain.accounts import Person
from people.domain.sign_ins import SignIn
from signaling.protocol.people import (
    PersonAdd,
    PersonChange,
    PersonDisable,
    PersonSetPassword,
    SignInClose,
    SignInCloseGuest,
    SignInOpen,
    SignInOpenDevice,
    SignInOpenGuest,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Desk, Handler


async def person_add(command: PersonAdd, facts: None, desk: Desk) -> str:
    login = accounts.folded_login(command.login)
    taken = bool(await desk.version("person", command.person_id)) or bool(
        await desk.find("person", Person, login=login, limit=1)
    )
    desk.record(accounts.decide_add(command, taken, desk.moment.actor))
    return command.person_id


async def person_change(command: PersonChange, facts: None, desk: Desk) -> None:
    person = await desk.get("person", command.person_id, Person)
    changed = accounts.decide_change(person, command, desk.moment.actor)
    desk.record(changed)
    if accounts.belongs_elsewhere(person, changed):
        await _close_all(person.id, desk)


async def person_set_password(command: PersonSetPassword, facts: None, desk: Desk) -> None:
    person = await desk.get("person", command.person_id, Person)
    desk.record(accounts.decide_set_password(person, command))
    await _close_all(person.id, desk)


async def person_disable(command: PersonDisable, facts: None, desk: Desk) -> None:
    person = await desk.get("person", command.person_id, Person)
    desk.record(accounts.decide_disable(person, command, desk.moment.actor))
    await _close_all(person.id, desk)


async def _close_all(person_id: str, desk: Desk) -> None:
    """What somebody may no longer do ends everywhere at once."""
    for sign_in in await desk.find("sign_in", SignIn, person_id=person_id, open=True):
        desk.record(sign_ins.closed(sign_in, "revoked"))


async def sign_in_open(command: SignInOpen, facts: None, desk: Desk) -> str:
    person = await desk.get("person", command.person_id, Person)
    if await desk.version("sign_in", command.sign_in_id):
        raise Refused(Code.ALREADY_EXISTS)
    desk.record(sign_ins.decide_open(command, person, desk.moment.now_ms))
    return command.sign_in_id


async def sign_in_open_device(command: SignInOpenDevice, facts: None, desk: Desk) -> str:
    """One tablet a brigade: whoever pairs a new one takes the old one's sign-in away."""
    if await desk.version("sign_in", command.sign_in_id):
        raise Refused(Code.ALREADY_EXISTS)
    for earlier in await desk.find("sign_in", SignIn, brigade_id=command.brigade_id, open=True):
        desk.record(sign_ins.closed(earlier, "revoked"))
    desk.record(sign_ins.decide_open_device(command, desk.moment.now_ms))
    return command.sign_in_id


async def sign_in_open_guest(command: SignInOpenGuest, facts: None, desk: Desk) -> str:
    """One browser a guest: a link that was handed on is answered on the newest."""
    if await desk.version("sign_in", command.sign_in_id):
        raise Refused(Code.ALREADY_EXISTS)
    await _close_guests(command.guest_id, desk)
    desk.record(sign_ins.decide_open_guest(command, desk.moment.now_ms))
    return command.sign_in_id


async def sign_in_close_guest(command: SignInCloseGuest, facts: None, desk: Desk) -> None:
    await _close_guests(command.guest_id, desk)


async def _close_guests(guest_id: str, desk: Desk) -> None:
    for earlier in await desk.find("sign_in", SignIn, guest_id=guest_id, open=True):
        desk.record(sign_ins.closed(earlier, "revoked"))


async def sign_in_close(command: SignInClose, facts: None, desk: Desk) -> None:
    sign_in = await desk.get("sign_in", command.sign_in_id, SignIn)
    ended = sign_ins.decide_close(sign_in, command, desk.moment.actor)
    if ended:
        desk.record(ended)


ACCOUNTS = (
    Handler(PersonAdd, person_add),
    Handler(PersonChange, person_change),
    Handler(PersonSetPassword, person_set_password),
    Handler(PersonDisable, person_disable),
    Handler(SignInOpen, sign_in_open),
    Handler(SignInOpenDevice, sign_in_open_device),
    Handler(SignInOpenGuest, sign_in_open_guest),
    Handler(SignInCloseGuest, sign_in_close_guest),
    Handler(SignInClose, sign_in_close),
)
