"""The states of a consult are a table: whatever is not in it is refused."""

import itertools
from collections.abc import Callable
from typing import Any, get_args

import pytest
from msgspec.structs import replace

from consult_room.domain import decide
from consult_room.domain.states import TABLE, Consult, Invited, Verb
from signaling.protocol.base import Event
from signaling.protocol.consult_room import (
    ConsultAccept,
    ConsultCancel,
    ConsultConclude,
    ConsultDecline,
    ConsultRelease,
    ConsultRing,
    ConsultSay,
    ConsultState,
    Urgency,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Moment, Role, system

STATES: tuple[ConsultState, ...] = get_args(ConsultState)
NOW_MS = 1_790_000_000_000
ID = "01900000-0000-7000-8000-000000000001"
ASKER = Actor("asker", Role.PHYSICIAN, "Sh. Karimov")
RUNG = Actor("rung", Role.SPECIALIST, "N. Li")
SPECIALIST = Actor("specialist", Role.SPECIALIST, "D. Yusupova")
FIELDS: dict[str, Any] = {"id": ID, "made_at_ms": NOW_MS, "consult_id": "consult"}


def consult(state: ConsultState) -> Consult:
    """A consult in the state, in which everybody who could act is there: only the state decides."""
    return Consult(
        id="consult",
        number=7,
        state=state,
        since_ms=NOW_MS,
        specialty="neurology",
        urgency="emergency",
        asker_id=ASKER.id,
        asker_kind="person",
        asker_name=ASKER.name,
        asker_place="Urgut",
        question="Stroke?",
        age_years=67,
        sex="female",
        summary="",
        asked_at_ms=NOW_MS,
        invited=(Invited(person_id=RUNG.id, name=RUNG.name, state="rung", since_ms=NOW_MS),),
        specialist_id=SPECIALIST.id,
    )


def moment(actor: Actor) -> Moment:
    return Moment(now_ms=NOW_MS, actor=actor, command_id=ID, made_at_ms=NOW_MS)


ACTS: dict[Verb, Callable[[Consult], Event]] = {
    Verb.RING: lambda c: decide.ring(c, ConsultRing(**FIELDS, specialty="neurology"), [], system("timer"), NOW_MS),
    Verb.ACCEPT: lambda c: decide.accept(c, ConsultAccept(**FIELDS), None, moment(RUNG)),
    Verb.DECLINE: lambda c: decide.decline(c, ConsultDecline(**FIELDS), RUNG, 0),
    Verb.RELEASE: lambda c: decide.release(c, ConsultRelease(**FIELDS, person_id=SPECIALIST.id), 0)[0],
    Verb.SAY: lambda c: decide.say(c, ConsultSay(**FIELDS, text="Since 13:55."), ASKER),
    Verb.CONCLUDE: lambda c: decide.conclude(c, ConsultConclude(**FIELDS, conclusion="Transfer."), SPECIALIST),
    Verb.ACKNOWLEDGE: lambda c: decide.acknowledge(c, None, 3, ASKER),
    Verb.CANCEL: lambda c: decide.cancel(c, ConsultCancel(**FIELDS, reason="Better."), ASKER),
}


@pytest.mark.parametrize(("state", "verb"), list(itertools.product(STATES, Verb)))
def test_a_pair_of_the_table_is_done_and_a_missing_pair_refused(state: ConsultState, verb: Verb) -> None:
    if (state, verb) in TABLE:
        ACTS[verb](consult(state))
        return
    with pytest.raises(Refused) as refused:
        ACTS[verb](consult(state))
    assert refused.value.code in (Code.WRONG_STATE, Code.CONSULT_TAKEN, Code.CONCLUSION_NEEDED)


def test_a_consult_that_another_took_says_so() -> None:
    with pytest.raises(Refused) as refused:
        ACTS[Verb.ACCEPT](consult("accepted"))
    assert refused.value.code is Code.CONSULT_TAKEN


def test_a_consult_does_not_end_without_a_conclusion() -> None:
    with pytest.raises(Refused) as refused:
        ACTS[Verb.ACKNOWLEDGE](consult("accepted"))
    assert refused.value.code is Code.CONCLUSION_NEEDED
    with pytest.raises(Refused) as blank:
        decide.conclude(
            consult("accepted"), ConsultConclude(id=ID, made_at_ms=0, consult_id="c", conclusion=" "), SPECIALIST
        )
    assert blank.value.code is Code.CONCLUSION_NEEDED


def test_only_the_specialist_concludes_and_only_the_asker_acknowledges_and_cancels() -> None:
    wrong: list[Callable[[], Event]] = [
        lambda: decide.conclude(
            consult("accepted"), ConsultConclude(id=ID, made_at_ms=0, consult_id="c", conclusion="x"), ASKER
        ),
        lambda: decide.acknowledge(consult("concluded"), None, 3, SPECIALIST),
        lambda: decide.cancel(consult("ringing"), ConsultCancel(id=ID, made_at_ms=0, consult_id="c"), RUNG),
        lambda: decide.say(consult("ringing"), ConsultSay(id=ID, made_at_ms=0, consult_id="c", text="x"), RUNG),
        lambda: decide.accept(
            consult("ringing"), ConsultAccept(id=ID, made_at_ms=0, consult_id="c"), None, moment(SPECIALIST)
        ),
    ]
    for act in wrong:
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code is Code.NOT_YOURS


def test_with_a_specialist_there_already_cancelling_needs_a_reason() -> None:
    blank = ConsultCancel(id=ID, made_at_ms=0, consult_id="consult")
    decide.cancel(consult("ringing"), blank, ASKER)
    with pytest.raises(Refused) as refused:
        decide.cancel(consult("accepted"), blank, ASKER)
    assert refused.value.code is Code.REASON_NEEDED


def test_a_conclusion_that_was_written_anew_has_to_be_read_anew() -> None:
    with pytest.raises(Refused) as refused:
        decide.acknowledge(consult("concluded"), 2, 3, ASKER)
    assert refused.value.code is Code.CHANGED_MEANWHILE


@pytest.mark.parametrize(
    ("urgency", "after_s"),
    [("emergency", [30, 60, 60, 60]), ("urgent", [30, 60, 120, 240, 300]), ("planned", [30, 60, 120, 240, 480, 600])],
)
def test_the_duty_list_is_looked_at_again_soon_and_then_less_often(urgency: Urgency, after_s: list[int]) -> None:
    looks = [decide.look_again_ms(0, urgency, n, rings=False) // 1000 for n in range(len(after_s))]
    assert looks == after_s
    assert {decide.look_again_ms(0, urgency, n, rings=True) // 1000 for n in range(9)} == {after_s[-1]}


def test_when_the_last_has_declined_the_duty_list_is_looked_at_again_soon() -> None:
    one = consult("ringing")
    command = ConsultDecline(**{**FIELDS, "person_id": None})
    assert one.rung == (RUNG.id,)
    assert decide.decline(one, command, RUNG, 1000).look_again_ms == 31_000
    other = replace(one.invited[0], person_id="other")
    two = replace(one, invited=(*one.invited, other))
    assert decide.decline(two, command, RUNG, 1000).look_again_ms is None
