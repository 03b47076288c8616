"""Accounts with passwords, made from outside the socket: by the command line, and for the demo town.

``PersonAdd`` itself makes an account; only its password has to be looked at and hashed beforehand.
"""

import secrets
from collections.abc import Callable

import msgspec

from people.domain.accounts import folded_login
from people.domain.passwords import check_password
from people.hashing import Hashing
from signaling.protocol.people import PersonAdd, PersonSetPassword


def generated_password() -> str:
    """A password to be read out once: 80 random bits in groups of four, without letters that look alike."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    groups = ["".join(secrets.choice(letters) for _ in range(4)) for _ in range(4)]
    return "-".join(groups)


async def with_password(command: PersonAdd, password: str) -> PersonAdd:
    """The wish for an account that can be signed in to, to be submitted as the system. Refuses ``weak_password``."""
    check_password(password, login=folded_login(command.login))
    return msgspec.structs.replace(command, password_hash=await Hashing().hash(password))


async def set_password(
    *, new_id: Callable[[], str], now_ms: int, person_id: str, login: str, password: str
) -> PersonSetPassword:
    """The command that sets another password, to be submitted as the system. Refuses ``weak_password``."""
    check_password(password, login=folded_login(login))
    return PersonSetPassword(
        id=new_id(), made_at_ms=now_ms, person_id=person_id, password_hash=await Hashing().hash(password)
    )
