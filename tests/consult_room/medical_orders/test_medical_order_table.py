"""The states of a medical order are a table: whatever is not in it is refused. Rule [CM1]."""

import itertools
from collections.abc import Callable
from typing import Any, get_args

import pytest

from consult_room.domain.circle import Circle
from consult_room.medical_orders.domain import decisions
from consult_room.medical_orders.domain.decisions import Known
from consult_room.medical_orders.domain.evolve import EVOLVE
from consult_room.medical_orders.domain.states import TABLE, Mark, MedicalOrder, MedicalOrders, Verb, Version
from signaling.protocol.base import Event
from signaling.protocol.circle import CircleMember
from signaling.protocol.medical_orders import (
    MedicalOrderConfirm,
    MedicalOrderCorrect,
    MedicalOrderDo,
    MedicalOrderLeave,
    MedicalOrderReadBack,
    MedicalOrderSee,
    MedicalOrderState,
    MedicalOrderStop,
    Wanted,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Moment, Role, Stamp

NOW_MS = 1_790_000_000_000
ID = "01900000-0000-7000-8000-000000000001"
ASKER = Actor("asker", Role.PHYSICIAN, "Sh. Karimov")
LI = Actor("li", Role.SPECIALIST, "N. Li")
STATES: tuple[MedicalOrderState, ...] = get_args(MedicalOrderState)
CIRCLE = Circle(
    consult_id="c",
    members=(
        CircleMember(relation="person", id=ASKER.id, part="asker"),
        CircleMember(relation="person", id=LI.id, part="specialist"),
    ),
)
WANTED = Wanted(kind="procedure", what="Two wide cannulas", times=2)


def orders(state: MedicalOrderState) -> MedicalOrders:
    """One in the state, of two doses."""
    mark = Mark(person_id=LI.id, name=LI.name, at_ms=NOW_MS, made_at_ms=NOW_MS)
    ended = state if state in ("not_done", "stopped") else "done" if state in ("done", "seen") else None
    one = MedicalOrder(
        medical_order_id="m", state=state, versions=(Version(version=1, wanted=WANTED, told=mark),), ended=ended
    )
    return MedicalOrders(consult_id="c", circle=CIRCLE, medical_orders=(one,))


def moment(actor: Actor) -> Moment:
    return Moment(now_ms=NOW_MS, actor=actor, command_id=ID, made_at_ms=NOW_MS)


NAMED: dict[str, Any] = {"id": ID, "made_at_ms": NOW_MS, "consult_id": "c", "medical_order_id": "m"}
V1 = {**NAMED, "version": 1}


def _see(state: MedicalOrders) -> Event:
    one = state.find("m")
    assert one is not None
    actor = ASKER if one.ended == "stopped" else LI
    return decisions.see(state, MedicalOrderSee(**NAMED), moment(actor))


def _do(state: MedicalOrders, *, last: bool = False) -> Event:
    done = MedicalOrderDo(**V1, done_at_ms=NOW_MS, unconfirmed_because="No link", last=last)
    return decisions.do(state, done, moment(ASKER))


ACTS: dict[Verb, list[Callable[[MedicalOrders], Event]]] = {
    Verb.CORRECT: [
        lambda s: decisions.correct(s, MedicalOrderCorrect(**V1, wanted=WANTED, why="x"), {}, Known(), moment(LI))
    ],
    Verb.READ_BACK: [lambda s: decisions.read_back(s, MedicalOrderReadBack(**V1, aloud=True), moment(ASKER))],
    Verb.CONFIRM: [lambda s: decisions.confirm(s, MedicalOrderConfirm(**V1), moment(LI))],
    Verb.DO: [_do, lambda s: _do(s, last=True)],
    Verb.LEAVE: [lambda s: decisions.leave(s, MedicalOrderLeave(**V1, because="refused"), moment(ASKER))],
    Verb.STOP: [lambda s: decisions.stop(s, MedicalOrderStop(**NAMED, why="x"), moment(LI))],
    Verb.SEE: [_see],
}


@pytest.mark.parametrize(("state", "verb"), list(itertools.product(STATES, Verb)))
def test_a_pair_of_the_table_leads_where_it_says_and_a_missing_pair_is_refused(
    state: MedicalOrderState, verb: Verb
) -> None:
    """Rule [CM1]."""
    stamp = Stamp(seq=1, at_ms=NOW_MS, made_at_ms=NOW_MS, actor_id="x")
    if (state, verb) not in TABLE:
        with pytest.raises(Refused) as refused:
            ACTS[verb][0](orders(state))
        assert refused.value.code is Code.WRONG_STATE
        return
    reached = set()
    for act in ACTS[verb]:
        event = act(orders(state))
        after: MedicalOrders = EVOLVE[type(event)](orders(state), event, stamp)
        reached.add(after.medical_orders[0].state)
    assert reached == set(TABLE[state, verb])
