"""Roles tried against each other: for every role and every way to stand to a consult, every command and question of
the consult room is played, and the server does exactly what the tables say. Rule [CT15]."""

import functools
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any, cast, get_args

import msgspec
import pytest

from config import record_rights_page
from consult_room.domain.operations import MAY, READING, Operation, Phase
from consult_room.domain.record_words import COMMANDS, QUESTIONS, RecordWord, Standing, part_may
from people.domain import rights
from signaling.journal import tag_of
from signaling.protocol.base import Command, Question
from signaling.protocol.circle import Part
from signaling.protocol.record_access import RecordBreakGlass
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Role, Slice, system
from tests.consult_room.trust.scene import (
    ASKERS,
    CONSULT,
    ROOM,
    STANDING,
    STRANGERS,
    THERE,
    Moment,
    Scene,
    filled,
)
from tests.laws.watching import every_slice

NOT_THEIRS = (Code.NOT_ALLOWED, Code.NOT_YOURS)
OF_THE_RECORD = ("consult", "conclusion", "consult_files", "vitals", "medical_orders", "broken_glass")
DOCTORS = (Role.PHYSICIAN, Role.SPECIALIST)


@functools.cache
def the_slices() -> list[Slice]:
    return every_slice(Path(tempfile.mkdtemp()))


def commands() -> dict[str, type[Command]]:
    mine = (one for one in the_slices() if one.name.split(".")[0] == ROOM)
    return {tag_of(handler.command): handler.command for one in mine for handler in one.handlers}


def questions() -> dict[str, tuple[type[Question], bool]]:
    mine = (one for one in the_slices() if one.name.split(".")[0] == ROOM)
    return {tag_of(each.question): (each.question, each.from_screens) for one in mine for each in one.answers}


def test_ct15_every_command_of_the_room_has_a_row_and_every_row_a_command() -> None:
    """Rule [CT15]."""
    assert sorted(COMMANDS) == sorted(commands())


def test_ct15_every_question_of_the_room_has_a_row_and_every_row_a_question() -> None:
    """Rule [CT15]."""
    assert sorted(QUESTIONS) == sorted(questions())
    inside = {tag for tag, (_, from_screens) in questions().items() if not from_screens}
    assert inside == {tag for tag, word in QUESTIONS.items() if word.besides == ("system",)}


def test_ct15_every_part_has_a_row_and_every_operation_somebody() -> None:
    """Rule [CT15]."""
    assert set(MAY) == set(get_args(Part))
    anybody = set().union(*(may["open"] | may["over"] for may in MAY.values()))
    assert anybody == set(Operation), "an operation that nobody may do"
    named = {operation for word in (*COMMANDS.values(), *QUESTIONS.values()) for operation in word.operations}
    assert set(Operation) - named == set(), "an operation that no word is"


def test_the_page_of_rights_on_a_record_is_made_from_the_tables() -> None:
    assert record_rights_page.PAGE.read_text(encoding="utf-8") == record_rights_page.page(), "run `tez rights write`"


def test_who_opened_it_with_a_reason_and_who_was_its_specialist_change_nothing() -> None:
    for phase in ("open", "over"):
        assert MAY["broke_glass"][phase] <= READING
    assert MAY["specialist"]["over"] == {Operation.RATE}  # what one says of a consult shows nothing of it
    assert MAY["called_in"]["over"] == frozenset()


@pytest.fixture(scope="module", params=["sought", "open", "over"])
def moment(request: pytest.FixtureRequest) -> Moment:
    found: Moment = request.param
    return found


@pytest.fixture
async def scenes(moment: Moment) -> AsyncIterator[list[tuple[Scene, Actor]]]:
    """One for each kind of asker."""
    made = [(Scene(the_slices()), asker) for asker in ASKERS]
    for scene, asker in made:
        await scene.begin(asker, moment)
    yield made
    for scene, _ in made:
        await scene.store.close()


def around(moment: Moment, asker: Actor) -> Iterator[tuple[Standing, Actor]]:
    """Who is tried: with the first kind of asker everybody, with the others only that asker."""
    yield "asker", asker
    if asker is ASKERS[0]:
        for standing in THERE[moment]:
            if standing != "asker":
                yield standing, STANDING[standing]
        for actor in STRANGERS:
            yield "stranger", actor


def let_through(word: RecordWord, standing: Standing, actor: Actor, moment: Moment) -> bool:
    """What the table of parts says."""
    phase: Phase = "over" if moment == "over" else "open"
    if "anybody" in word.besides or "own" in word.besides:
        return True
    if standing in MAY and part_may(word, cast("Part", standing), phase):
        return True
    had_part = standing == "former" or (standing in ("specialist", "called_in") and moment == "over")
    besides = {
        "rung": standing == "invited",
        "was_rung": standing in ("declined", "stood_down"),
        "called": standing == "called",
        "former": had_part,
        "doctor": actor.role in DOCTORS,
        "administrator": actor.role is Role.ADMINISTRATOR,
    }
    return any(besides.get(one, False) for one in word.besides)


def is_of_rights(refused: Refused) -> bool:
    """Whether it says: not yours. Other refusals come after the right was found."""
    of_it = refused.details.get("kind") in OF_THE_RECORD and refused.details.get("id") == CONSULT
    return refused.code in NOT_THEIRS or (refused.code is Code.NOT_FOUND and of_it)


def known(actor: Actor) -> dict[str, Any]:
    known = {"consult_id": CONSULT, "consult_number": 1, "age_years": 5, "sex": "male", "person_id": actor.id}
    how = "link" if actor.role is Role.GUEST else "spoken"
    return {**known, "how": how, "given_by": "patient", "withdrawn_by": "patient"}


async def outcome(scene: Scene, word: type[Command | Question], actor: Actor) -> Refused | None:
    """The refusal, or None; whatever was done is taken back."""
    fields = filled(word, **known(actor))
    try:
        if issubclass(word, Command):
            body = {"type": tag_of(word), "id": scene.new_id(), "made_at_ms": scene.now_ms, **fields}
            before = scene.head
            try:
                await scene.do(msgspec.convert(body, word), actor)
            except Refused:
                assert scene.head == before, "what is refused changes nothing"
                raise
        else:
            body = {"type": tag_of(word), **fields}
            await scene.bus.ask_from_screen(msgspec.convert(body, word), actor)
    except Refused as refused:
        return refused
    finally:
        scene.back()
    return None


OWN_WITHOUT_SAYING = {"consult.send_away", "record.end_glass", "patient_consult.end"}
"""Of one's own there is nothing here to be ended, and the consult is no patient's own: that it is refused is no matter
of the part."""


async def difference(
    scene: Scene, tag: str, word: type[Command | Question], who: tuple[Standing, Actor], moment: Moment
) -> str | None:
    """How the server's answer is not the table's; None: it is."""
    standing, actor = who
    table, roles = (COMMANDS, rights.MAY_SUBMIT) if issubclass(word, Command) else (QUESTIONS, rights.MAY_ASK)
    row = table[tag]
    allowed = actor.role in roles.get(tag, ()) and let_through(row, standing, actor, moment)
    refused = await outcome(scene, word, actor)
    where = f"{moment}: {tag} by {standing} ({actor.role.value}): "
    if not allowed:
        return None if refused is not None else where + "done, and the table says no"
    # Which of two operations it is, and what a former part keeps, is told by what there is: nothing is, here.
    certain = tag not in OWN_WITHOUT_SAYING and len(row.operations) < 2 and "former" not in row.besides
    if certain and refused is not None and is_of_rights(refused):
        return where + f"refused {refused.code.value} {refused.details}, and the table says yes"
    return None


async def differences(
    scenes: list[tuple[Scene, Actor]], moment: Moment, words: Mapping[str, type[Command | Question]]
) -> list[str]:
    found = [
        await difference(scene, tag, word, who, moment)
        for scene, asker in scenes
        for who in around(moment, asker)
        for tag, word in words.items()
    ]
    return [one for one in found if one is not None]


async def test_ct15_every_command_is_let_through_exactly_as_the_table_says(
    scenes: list[tuple[Scene, Actor]], moment: Moment
) -> None:
    """Rule [CT15]."""
    assert await differences(scenes, moment, commands()) == []


async def test_ct15_every_question_is_answered_exactly_as_the_table_says(
    scenes: list[tuple[Scene, Actor]], moment: Moment
) -> None:
    """Rule [CT15]."""
    assert await differences(scenes, moment, {tag: word for tag, (word, _) in questions().items()}) == []


async def test_ct15_the_system_alone_may_everything(scenes: list[tuple[Scene, Actor]]) -> None:
    """Rule [CT15]: what only the system may is refused to every role, and never to the system."""
    scene, _ = scenes[0]
    for tag, row in COMMANDS.items():
        if row.besides == ("system",):
            assert rights.MAY_SUBMIT[tag] == frozenset(), tag
            refused = await outcome(scene, commands()[tag], system("a test"))
            assert refused is None or refused.code not in NOT_THEIRS, tag


async def test_ct9_what_is_typed_wrongly_opens_nothing(scenes: list[tuple[Scene, Actor]], moment: Moment) -> None:
    """Rule [CT9]."""
    scene, _ = scenes[0]
    wrong = {"consult_number": 1, "age_years": 6, "sex": "male", "reason": "other", "reason_text": "I wonder about it"}
    stranger = next(one for one in STRANGERS if one.role is Role.SPECIALIST)
    told = await scene.play(RecordBreakGlass, stranger, **wrong)
    scene.back()
    assert told["consult_id"] is None
