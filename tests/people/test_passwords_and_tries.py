"""Passwords that are refused, and how often one may be tried."""

import pytest

from people import hashing
from people.accounts import generated_password, with_password
from people.domain.passwords import check_password
from people.domain.tries import ADDRESS, NAME, NAME_AT_ADDRESS, Tries
from people.hashing import Hashing
from signaling.protocol.people import PersonAdd
from signaling.protocol.refusals import Code, Refused

NOW_MS = 1_790_000_000_000
FAR_MS = 10**9


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "too_short"),
        ("x" * 201, "too_long"),
        ("Qwertyuiop", "common"),
        ("tezyordam103", "common"),
        ("aaaaaaaaaaaa", "repeated"),
        ("121212121212", "repeated"),
        ("dilnoza2024", "like_login"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(password: str, why: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_password(password, login="dilnoza")
    assert refusal.value.code is Code.WEAK_PASSWORD
    assert refusal.value.details["why"] == why


@pytest.mark.parametrize("password", ["uzoq yoʻl boshi bir qadam", "kf8-qmx-2uw-t9z", "корова летит низко"])
def test_a_long_odd_password_is_taken(password: str) -> None:
    check_password(password, login="dilnoza")


def test_a_generated_password_is_never_refused_and_never_the_same() -> None:
    made = {generated_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        check_password(password, login="dilnoza")


async def test_a_hash_is_argon2id_with_the_asked_parameters_and_verifies() -> None:
    passwords = Hashing()
    made = await passwords.hash("kf8-qmx-2uw-t9z")
    assert made.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert await passwords.verify(made, "kf8-qmx-2uw-t9z")
    assert not await passwords.verify(made, "kf8-qmx-2uw-t9Z")
    assert not await passwords.verify(None, "nobody signs in with this")
    assert not await passwords.verify("$argon2id$broken", "kf8-qmx-2uw-t9z")


async def test_the_command_carries_the_hash_and_not_the_password() -> None:
    wish = PersonAdd(id="1", made_at_ms=0, person_id="p", login="nodira", name="Nodira", role="dispatcher")
    command = await with_password(wish, "kf8-qmx-2uw-t9z")
    assert command.password_hash is not None
    assert "kf8" not in repr(command)
    with pytest.raises(Refused):
        await with_password(wish, "nodira1234")


def fail(tries: Tries, name: str, address: str, times: int, now_ms: int = NOW_MS) -> None:
    for _ in range(times):
        tries.reserve(name, address, now_ms)


def refused(tries: Tries, name: str, address: str, now_ms: int = NOW_MS) -> int:
    """How long there is to wait, ms; 0 when a try is let through."""
    try:
        tries.check(name, address, now_ms)
    except Refused as refusal:
        return int(str(refusal.details["wait_ms"]))
    return 0


def test_one_name_from_one_address_waits_after_five_failures_until_the_first_is_old() -> None:
    tries = Tries()
    fail(tries, "nodira", "10.0.0.1", NAME_AT_ADDRESS.tries - 1)
    assert not refused(tries, "nodira", "10.0.0.1")
    fail(tries, "nodira", "10.0.0.1", 1, NOW_MS + 1000)
    assert refused(tries, "nodira", "10.0.0.1", NOW_MS + 1000) == NAME_AT_ADDRESS.ms - 1000
    assert not refused(tries, "nodira", "10.0.0.1", NOW_MS + NAME_AT_ADDRESS.ms)
    assert not refused(tries, "jasur", "10.0.0.1", NOW_MS + 1000)
    assert not refused(tries, "nodira", "10.0.0.2", NOW_MS + 1000)


def test_one_address_waits_whatever_names_it_tries() -> None:
    tries = Tries()
    for number in range(ADDRESS.tries):
        fail(tries, f"name {number}", "10.0.0.1", 1)
    assert refused(tries, "another", "10.0.0.1")
    assert not refused(tries, "another", "10.0.0.2")


def test_nobody_is_locked_out_of_where_they_signed_in_before() -> None:
    tries = Tries()
    tries.succeeded("nodira", "10.0.0.1")
    for number in range(NAME.tries):
        fail(tries, "nodira", f"203.0.113.{number}", 1)
    assert refused(tries, "nodira", "198.51.100.1")
    assert not refused(tries, "nodira", "10.0.0.1")


def test_a_right_password_forgets_the_failures_before_it() -> None:
    tries = Tries()
    fail(tries, "nodira", "10.0.0.1", NAME_AT_ADDRESS.tries)
    tries.succeeded("nodira", "10.0.0.1")
    assert not refused(tries, "nodira", "10.0.0.1")


def test_tries_sent_side_by_side_are_counted_before_they_are_answered() -> None:
    tries = Tries()
    fail(tries, "nodira", "10.0.0.1", NAME_AT_ADDRESS.tries)
    with pytest.raises(Refused):
        tries.reserve("nodira", "10.0.0.1", NOW_MS)
    assert not refused(tries, "nodira", "10.0.0.1", NOW_MS + FAR_MS)


def test_nobodys_hash_takes_as_long_as_anybodys() -> None:
    assert not hashing._HASHER.check_needs_rehash(hashing._NOBODYS)
