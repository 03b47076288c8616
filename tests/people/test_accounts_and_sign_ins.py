"""Accounts, sign-ins and sessions, through the bus."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from people.assembly import assemble
from people.domain import rights
from people.domain.sign_ins import SignIn
from people.sessions import CLOCK_TOLERANCE_MS, Sessions, hash_of, new_token
from signaling.protocol.duty import DutyAdd, DutyNow, DutyPeople, DutyRemove, DutySet
from signaling.protocol.people import (
    CrewsReached,
    PersonAdd,
    PersonAdded,
    PersonCard,
    PersonChange,
    PersonDisable,
    PersonSetPassword,
    SignInClose,
    SignInClosed,
    SignInOpen,
    SignInOpenDevice,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Role
from signaling.testing import Town

HASH = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$aGFzaA"
ADMINISTRATOR = Actor("admin", Role.ADMINISTRATOR)
HOUR_MS = 3_600_000


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with Town([assemble()], rights=rights, sees=rights.may_see) as town:
        yield town


@pytest.fixture
def sessions(town: Town) -> Sessions:
    made = Sessions(town.bus.reading, town.clock)
    town.hub.listen(lambda row, event: made.hear(event))
    return made


async def add(town: Town, login: str = "nodira", **fields: Any) -> str:
    person_id = town.new_id()
    shown = {"name": "Nodira Aʼzamova", "role": "dispatcher", "password_hash": HASH}
    await town.do(town.wish(PersonAdd, person_id=person_id, login=login, **{**shown, **fields}))
    return person_id


async def sign_in(town: Town, person_id: str, **fields: Any) -> tuple[str, str]:
    token, sign_in_id = new_token(), town.new_id()
    await town.do(
        town.wish(SignInOpen, sign_in_id=sign_in_id, person_id=person_id, token_hash=hash_of(token), **fields)
    )
    return token, sign_in_id


async def refusal(town: Town, command: Any, actor: Actor | None = None) -> Code:
    with pytest.raises(Refused) as refused:
        await town.do(command, actor)
    return refused.value.code


async def test_a_login_is_one_persons_whatever_its_capitals(town: Town) -> None:
    await add(town, "Nodira")
    again = town.wish(PersonAdd, person_id=town.new_id(), login=" nodirA ", name="Another", role="dispatcher")
    assert await refusal(town, again) is Code.ALREADY_EXISTS


@pytest.mark.parametrize(("role", "field"), [("crew", "brigade_id"), ("hospital", "hospital_id")])
async def test_a_crews_or_hospitals_account_says_whose_it_is(town: Town, role: str, field: str) -> None:
    alone = town.wish(PersonAdd, person_id=town.new_id(), login="x", name="X", role=role)
    assert await refusal(town, alone) is Code.MISSING


async def test_an_administrator_adds_an_account_but_no_password_of_their_own_making(town: Town) -> None:
    wish = town.wish(PersonAdd, person_id=town.new_id(), login="x", name="X", role="dispatcher", password_hash=HASH)
    assert await refusal(town, wish, ADMINISTRATOR) is Code.NOT_ALLOWED
    await town.do(town.wish(PersonAdd, person_id=town.new_id(), login="x", name="X", role="dispatcher"), ADMINISTRATOR)


async def test_names_numbers_and_hashes_stand_apart_from_the_body(town: Town) -> None:
    await add(town, telephone="+998000000001")
    async with town.store.reading() as look:
        rows = await look.rows(0, 100, None)
    assert "Nodira" not in rows[0].body
    assert "+998" not in rows[0].body
    assert "argon2" not in rows[0].body
    (happened,) = await town.events(PersonAdded)
    assert isinstance(happened.event, PersonAdded)
    assert happened.event.password_hash == HASH


async def test_a_person_changes_their_own_language_and_nothing_else(town: Town) -> None:
    person_id = await add(town)
    nodira = Actor(person_id, Role.DISPATCHER)
    await town.do(town.wish(PersonChange, person_id=person_id, language="ru"), nodira)
    assert (await town.ask(PersonCard(person_id=person_id))).language == "ru"
    for change in ({"role": "administrator"}, {"telephone": "+998000000002"}, {"name": "N"}):
        assert await refusal(town, town.wish(PersonChange, person_id=person_id, **change), nodira) is Code.NOT_ALLOWED
    other = Actor("other", Role.DISPATCHER)
    assert await refusal(town, town.wish(PersonChange, person_id=person_id, language="en"), other) is Code.NOT_ALLOWED


async def test_a_token_is_found_again_and_only_its_hash_is_kept(town: Town, sessions: Sessions) -> None:
    person_id = await add(town)
    token, sign_in_id = await sign_in(town, person_id, device="a browser")
    actor = await sessions.actor_for(token)
    assert actor is not None
    assert (actor.id, actor.role, actor.sign_in_id, actor.device) == (
        person_id,
        Role.DISPATCHER,
        sign_in_id,
        "a browser",
    )
    async with town.store.reading() as look:
        assert all(token not in row.body for row in await look.rows(0, 100, None))
    for wrong in (None, "", "x" * 101, new_token()):
        assert await sessions.actor_for(wrong) is None


@pytest.mark.parametrize("what", ["close", "disable", "password"])
async def test_whoever_is_signed_out_is_so_at_once(town: Town, sessions: Sessions, what: str) -> None:
    person_id = await add(town)
    token, sign_in_id = await sign_in(town, person_id)
    assert await sessions.actor_for(token) is not None
    commands = {
        "close": town.wish(SignInClose, sign_in_id=sign_in_id),
        "disable": town.wish(PersonDisable, person_id=person_id),
        "password": town.wish(PersonSetPassword, person_id=person_id, password_hash=HASH),
    }
    await town.do(commands[what])
    assert await sessions.actor_for(token) is None


@pytest.mark.parametrize(
    "change", [{"role": "administrator"}, {"hospital_id": "hospital 2"}, {"brigade_id": "brigade 2"}]
)
async def test_who_may_see_other_things_signs_in_anew(town: Town, sessions: Sessions, change: dict[str, str]) -> None:
    """An open screen was told at its hello what it is shown; it ends, and with it what it showed."""
    person_id = await add(town, role="hospital", hospital_id="hospital 1")
    token, _ = await sign_in(town, person_id)
    assert await sessions.actor_for(token) is not None
    await town.do(town.wish(PersonChange, person_id=person_id, language="ru", name="N"))
    assert await sessions.actor_for(token) is not None
    await town.do(town.wish(PersonChange, person_id=person_id, **change))
    assert await sessions.actor_for(token) is None
    assert len(await town.events(SignInClosed)) == 1


async def test_a_sign_in_expires_by_itself_and_the_journal_says_so(town: Town, sessions: Sessions) -> None:
    person_id = await add(town)
    token, _ = await sign_in(town, person_id, lives_ms=HOUR_MS)
    assert await sessions.actor_for(token) is not None
    town.now_ms += HOUR_MS
    assert await sessions.actor_for(token) is None
    await town.pass_time(0)
    (happened,) = await town.events(SignInClosed)
    assert isinstance(happened.event, SignInClosed)
    assert happened.event.why == "expired"
    await town.pass_time(HOUR_MS)
    assert len(await town.events(SignInClosed)) == 1


async def test_nobody_closes_the_sign_in_of_another(town: Town) -> None:
    _, sign_in_id = await sign_in(town, await add(town))
    stranger = Actor("stranger", Role.DISPATCHER)
    assert await refusal(town, town.wish(SignInClose, sign_in_id=sign_in_id), stranger) is Code.NOT_YOURS


async def test_a_disabled_account_cannot_sign_in_and_nobody_disables_their_own(town: Town) -> None:
    person_id = await add(town, role="administrator")
    own = Actor(person_id, Role.ADMINISTRATOR)
    assert await refusal(town, town.wish(PersonDisable, person_id=person_id), own) is Code.NOT_ALLOWED
    await town.do(town.wish(PersonDisable, person_id=person_id), ADMINISTRATOR)
    opening = town.wish(SignInOpen, sign_in_id=town.new_id(), person_id=person_id, token_hash=hash_of("x"))
    assert await refusal(town, opening) is Code.NOT_ALLOWED


async def test_a_tablet_signs_in_for_its_brigade_and_takes_the_place_of_the_one_before(
    town: Town, sessions: Sessions
) -> None:
    tokens = [new_token(), new_token()]
    for token in tokens:
        await town.do(
            town.wish(
                SignInOpenDevice,
                sign_in_id=town.new_id(),
                brigade_id="brigade 7",
                brigade_name="7",
                token_hash=hash_of(token),
            )
        )
    assert await sessions.actor_for(tokens[0]) is None
    actor = await sessions.actor_for(tokens[1])
    assert actor is not None
    assert (actor.id, actor.role, actor.brigade_id, actor.name) == ("brigade 7", Role.CREW, "brigade 7", "7")


async def test_what_was_made_under_an_earlier_sign_in_is_known_by_it(town: Town, sessions: Sessions) -> None:
    person_id = await add(town)
    _, earlier = await sign_in(town, person_id, device="a browser")
    made_at_ms = town.now_ms
    town.now_ms += HOUR_MS
    await town.do(town.wish(SignInClose, sign_in_id=earlier))
    token, now = await sign_in(town, person_id, device="a browser")
    actor = await sessions.actor_for(token)
    assert actor is not None
    stranger_token, _ = await sign_in(town, await add(town, "jasur"), device="a browser")
    stranger = await sessions.actor_for(stranger_token)
    assert stranger is not None
    assert await sessions.made_by(actor, now, 0)
    assert await sessions.made_by(actor, earlier, made_at_ms)
    assert not await sessions.made_by(actor, earlier, town.now_ms + CLOCK_TOLERANCE_MS + 1)
    assert not await sessions.made_by(stranger, earlier, made_at_ms)
    assert not await sessions.made_by(actor, town.new_id(), made_at_ms)


async def test_who_is_on_duty_is_told_in_order_without_the_disabled(town: Town) -> None:
    first = await add(town, "first", role="specialist", name="First", telephone="+998000000001")
    second = await add(town, "second", role="specialist", name="Second")
    gone = await add(town, "gone", role="specialist", name="Gone")
    for rank, person_id in ((2, second), (1, first), (0, gone)):
        await town.do(
            town.wish(
                DutyAdd,
                duty_id=f"duty {rank}",
                person_id=person_id,
                specialty="neurology",
                from_ms=town.now_ms,
                rank=rank,
            )
        )
    await town.do(town.wish(PersonDisable, person_id=gone))
    asked = DutyPeople(specialty="neurology", at_ms=town.now_ms)
    assert [person.name for person in await town.ask(asked)] == ["First", "Second"]
    assert await town.ask(DutyPeople(specialty="surgery", at_ms=town.now_ms)) == []
    now = await town.ask(DutyNow())
    assert [(one.name, one.specialty) for one in now] == [("First", "neurology"), ("Second", "neurology")]
    await town.do(town.wish(DutySet, duty_id="duty 1", from_ms=town.now_ms + 1))
    await town.do(town.wish(DutyRemove, duty_id="duty 2"))
    assert await town.ask(asked) == []
    assert await town.ask(DutyNow()) == []
    assert await refusal(town, town.wish(DutyRemove, duty_id="duty 2")) is Code.WRONG_STATE


async def test_the_sign_in_that_is_closed_leaves_every_screen(town: Town) -> None:
    _, sign_in_id = await sign_in(town, await add(town))
    await town.do(town.wish(SignInClose, sign_in_id=sign_in_id))
    assert b'"sign_in"' not in town.hub.frame_after(None, ("administration",))
    async with town.bus.reading() as reading:
        assert (await reading.get("sign_in", sign_in_id, SignIn)).closed_why == "signed_out"


async def test_a_desk_knows_every_crews_telephones_before_it_needs_them(town: Town) -> None:
    crews = [("aziz", "b2", "+998000000003"), ("laylo", "b1", "+998000000004"), ("botir", "b1", None)]
    for login, brigade_id, telephone in crews:
        await add(town, login, name=login, role="crew", brigade_id=brigade_id, telephone=telephone)
    gone = await add(town, "gone", name="gone", role="crew", brigade_id="b1", telephone="+998000000005")
    await town.do(town.wish(PersonDisable, person_id=gone))
    nodira = Actor("n", Role.DISPATCHER)
    found = await town.bus.ask_from_screen(CrewsReached(id=town.new_id()), nodira)
    assert [(one.brigade_id, one.name, one.telephone) for one in found] == [
        ("b1", "laylo", "+998000000004"),
        ("b2", "aziz", "+998000000003"),
    ]
    with pytest.raises(Refused) as refused:
        await town.bus.ask_from_screen(CrewsReached(id=town.new_id()), Actor("c", Role.CREW))
    assert refused.value.code == Code.NOT_ALLOWED
