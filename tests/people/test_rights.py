"""Rights: the table holds every word, and each role is let through exactly where it says."""

import itertools

import pytest

from people.domain.rights import (
    FRONTS,
    MAY_ASK,
    MAY_SUBMIT,
    RELATIONS,
    SEES,
    audiences_of,
    may_ask,
    may_see,
    may_submit,
)
from people.rights_page import PAGE, page
from signaling import tables
from signaling.journal import tag_of
from signaling.protocol.base import Command, Event, Question
from signaling.slice import Actor, Role, system

COMMANDS = sorted(tag_of(word) for word in tables.words(Command))
QUESTIONS = sorted(tag_of(word) for word in tables.words(Question))
EVENTS: list[type[Event]] = tables.words(Event)
KINDS = sorted({kind for word in EVENTS for kind in word.touches})
RELATION_NAMES = {"service", "brigade", "hospital", "person", "guest", "worker", "administration"}


def actor(role: Role) -> Actor:
    return Actor(id="someone", role=role, brigade_id="7", hospital_id="1")


def test_every_command_has_a_row_and_every_row_a_command() -> None:
    assert sorted(MAY_SUBMIT) == COMMANDS


def test_every_question_has_a_row_and_every_row_a_question() -> None:
    assert sorted(MAY_ASK) == QUESTIONS


def test_every_kind_of_thing_has_a_row_and_every_row_a_kind() -> None:
    assert sorted(SEES) == KINDS


def test_relations_are_those_of_the_frame() -> None:
    assert {relation for relations in RELATIONS.values() for relation in relations} <= RELATION_NAMES
    assert {relation for by_relation in SEES.values() for relation in by_relation} <= RELATION_NAMES
    assert set(RELATIONS) == set(Role) == set(FRONTS)


@pytest.mark.parametrize(("role", "command"), list(itertools.product(Role, COMMANDS)))
def test_a_command_is_let_through_exactly_for_the_roles_of_its_row(role: Role, command: str) -> None:
    assert may_submit(actor(role), command) is (role is Role.SYSTEM or role in MAY_SUBMIT[command])


@pytest.mark.parametrize(("role", "question"), list(itertools.product(Role, QUESTIONS)))
def test_a_question_is_let_through_exactly_for_the_roles_of_its_row(role: Role, question: str) -> None:
    assert may_ask(actor(role), question) is (role is Role.SYSTEM or role in MAY_ASK[question])


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
def test_what_no_row_names_is_nobodys(role: Role) -> None:
    assert not may_submit(actor(role), "incident.erase")
    assert not may_ask(actor(role), "everything.tell")


def test_a_guest_speaks_in_conversations_and_rings_nobody() -> None:
    guests = {command for command in COMMANDS if may_submit(actor(Role.GUEST), command)}
    assert "conversation.accept" in guests
    assert not guests & {"conversation.ask", "conversation.invite", "conversation.remove"}


def test_a_worker_says_that_it_begins_and_nothing_else() -> None:
    assert [command for command in COMMANDS if may_submit(actor(Role.WORKER), command)] == ["worker.begin"]
    assert not [question for question in QUESTIONS if may_ask(actor(Role.WORKER), question)]
    assert [kind for kind in KINDS if may_see(kind, "worker")] == ["room"]


def test_administrators_see_no_patient() -> None:
    """Of alerts they are shown drills alone, which are about nobody: tests/sms/test_drills.py."""
    for kind in ("incident", "assignment", "consult", "conversation", "recommendation"):
        assert not may_see(kind, "administration")


def test_the_desk_is_the_only_relation_to_a_recommendation() -> None:
    assert [relation for relation in RELATION_NAMES if may_see("recommendation", relation)] == ["service"]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (Actor("p", Role.DISPATCHER), ["service", "person:p"]),
        (Actor("p", Role.CALL_TAKER), ["service", "person:p"]),
        (Actor("7", Role.CREW, brigade_id="7"), ["brigade:7", "person:7"]),
        (Actor("p", Role.HOSPITAL, hospital_id="1"), ["hospital:1", "person:p"]),
        (Actor("p", Role.HOSPITAL), ["person:p"]),
        (Actor("p", Role.PHYSICIAN, brigade_id="7"), ["person:p"]),
        (Actor("p", Role.SPECIALIST), ["person:p"]),
        (Actor("p", Role.ADMINISTRATOR), ["administration", "person:p"]),
        (Actor("g", Role.GUEST), ["guest:g"]),
        (Actor("w.0", Role.WORKER), ["worker:w.0"]),
        (system("a timer"), []),
    ],
)
def test_audiences_come_from_the_role_the_winning_first(who: Actor, expected: list[str]) -> None:
    assert [str(audience) for audience in audiences_of(who)] == expected


def test_the_page_of_rights_is_made_from_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python -m people.rights_page`"
