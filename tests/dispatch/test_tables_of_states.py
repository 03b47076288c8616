"""States are tables: every pair of state and command either stands there or is refused."""

from itertools import product
from typing import Any

import pytest

from dispatch.domain import brigade as brigade_rules
from dispatch.domain import milestones
from dispatch.domain.brigade import BUSY, MAY_BE_ORDERED, Brigade, check_may_be_ordered
from dispatch.domain.milestones import BECOMES, ENDED, NEXT, STAMPS, Wish, next_stage
from signaling.protocol.assignments import (
    AcceptAssignment,
    CancelAssignment,
    DeclineAssignment,
    DeliverAssignment,
    DivertBrigade,
    SeeAssignment,
)
from signaling.protocol.base import Command, Point
from signaling.protocol.brigades import (
    BrigadeShiftEnding,
    BrigadeState,
    BrigadeStateSet,
    ComeOnShift,
    EndBreak,
    GoOffShift,
    Profile,
    ReturnToService,
    SetOutOfService,
    TakeBreak,
)
from signaling.protocol.milestones import AcknowledgeHandover, ChangeHospital, Milestone, Stage
from signaling.protocol.refusals import Code, Refused

WISHES: list[Wish] = [
    DeliverAssignment, SeeAssignment, AcceptAssignment, DeclineAssignment, CancelAssignment, DivertBrigade,
    ChangeHospital, AcknowledgeHandover, *Milestone,
]  # fmt: skip
WAY = [
    Stage.ORDERED, Stage.DELIVERED, Stage.SEEN, Stage.ACCEPTED, Stage.DEPARTED, Stage.ARRIVED, Stage.PATIENT_CONTACT,
    Stage.LEFT_SCENE, Stage.AT_HOSPITAL, Stage.HANDED_OVER, Stage.CLEARED, Stage.RETURNED,
]  # fmt: skip


def stamped_at(stage: Stage) -> frozenset[Stage]:
    """What has been stamped when an assignment that missed nothing stands at this stage."""
    if stage in WAY:
        return frozenset(WAY[: WAY.index(stage) + 1])
    return frozenset({Stage.ORDERED, stage})


@pytest.mark.parametrize(("stage", "wish"), list(product(Stage, WISHES)), ids=str)
def test_every_stage_knows_every_wish_or_refuses_it(stage: Stage, wish: Wish) -> None:
    stamped = stamped_at(stage)
    if (stage, wish) in NEXT:
        assert next_stage(stage, wish, stamped) == NEXT[stage, wish]
        return
    with pytest.raises(Refused) as refused:
        next_stage(stage, wish, stamped)
    stamps = STAMPS.get(wish)
    if stamps in stamped:
        assert refused.value.code == Code.MILESTONE_ALREADY_STAMPED
    elif stage in ENDED or stamps is None:
        assert refused.value.code == Code.WRONG_STATE
    else:
        assert refused.value.code == Code.MILESTONE_OUT_OF_ORDER


def test_no_step_of_the_way_stamps_what_is_stamped() -> None:
    for (stage, wish), following in NEXT.items():
        stamps = STAMPS.get(wish)
        assert stamps is None or (stamps == following and stamps not in stamped_at(stage))


def test_the_desk_may_cancel_at_any_step_and_only_then() -> None:
    cancellable = {stage for stage, wish in NEXT if wish is CancelAssignment}
    assert cancellable == set(Stage) - ENDED


def test_a_brigade_with_its_patient_cannot_be_diverted() -> None:
    divertible = {stage for stage, wish in NEXT if wish is DivertBrigade}
    assert divertible == {Stage.ORDERED, Stage.DELIVERED, Stage.SEEN, Stage.ACCEPTED, Stage.DEPARTED}


def test_a_working_stage_makes_a_busy_brigade() -> None:
    for stage, becomes in BECOMES.items():
        assert (becomes in BUSY) == (stage not in milestones.ENDED)


BRIGADE_WISHES: list[type[Command]] = [ComeOnShift, GoOffShift, TakeBreak, EndBreak, SetOutOfService, ReturnToService]


def brigade_in(state: BrigadeState, *, on_shift: bool | None = None, shift_ending: bool = False) -> Brigade:
    return Brigade(
        brigade_id="b", callsign="7", profile=Profile.GENERAL, station_id="s", station_name="1", state=state,
        station_point=Point(lon=0, lat=0), shift_ending=shift_ending,
        on_shift=state != BrigadeState.OFF_SHIFT if on_shift is None else on_shift,
    )  # fmt: skip


def wish_of(kind: type[Command], **more: object) -> Command:
    fields: dict[str, Any] = {"id": "1", "made_at_ms": 1, "brigade_id": "b", **more}
    if kind is SetOutOfService:
        fields["reason"] = "engine"
    return kind(**fields)


@pytest.mark.parametrize(("state", "kind"), list(product(BrigadeState, BRIGADE_WISHES)), ids=str)
def test_every_brigade_state_knows_every_wish_or_refuses_it(state: BrigadeState, kind: type[Command]) -> None:
    brigade = brigade_in(state)
    if (state, kind) in brigade_rules.NEXT:
        happened = brigade_rules.decide(brigade, wish_of(kind))
        assert isinstance(happened, BrigadeStateSet)
        assert happened.state == brigade_rules.NEXT[state, kind]
        assert happened.on_shift == (kind is not GoOffShift and (brigade.on_shift or kind is ComeOnShift))
        return
    if (state, kind) == (BrigadeState.OUT_OF_SERVICE, GoOffShift):
        assert brigade_rules.decide(brigade, wish_of(kind)) == BrigadeStateSet(
            brigade_id="b", state=BrigadeState.OUT_OF_SERVICE, on_shift=False
        )
        return
    with pytest.raises(Refused) as refused:
        brigade_rules.decide(brigade, wish_of(kind))
    leaves = kind in (GoOffShift, TakeBreak, SetOutOfService)
    assert refused.value.code == (Code.BRIGADE_BUSY if state in BUSY and leaves else Code.WRONG_STATE)


@pytest.mark.parametrize("state", sorted(BUSY))
def test_a_shift_that_ends_while_the_brigade_works_ends_when_it_is_free(state: BrigadeState) -> None:
    happened = brigade_rules.decide(brigade_in(state), wish_of(GoOffShift, when_free=True))
    assert happened == BrigadeShiftEnding(brigade_id="b")
    ending = brigade_in(state, shift_ending=True)
    with pytest.raises(Refused):
        brigade_rules.decide(ending, wish_of(GoOffShift, when_free=True))
    again = brigade_rules.decide(ending, wish_of(ComeOnShift))
    assert again == BrigadeStateSet(brigade_id="b", state=state, on_shift=True)


def test_a_vehicle_repaired_without_a_crew_is_off_shift() -> None:
    repaired = brigade_rules.decide(brigade_in(BrigadeState.OUT_OF_SERVICE, on_shift=False), wish_of(ReturnToService))
    assert repaired == BrigadeStateSet(brigade_id="b", state=BrigadeState.OFF_SHIFT, on_shift=False)


@pytest.mark.parametrize("state", list(BrigadeState))
def test_only_an_available_or_returning_brigade_may_be_ordered(state: BrigadeState) -> None:
    if state in MAY_BE_ORDERED:
        check_may_be_ordered(brigade_in(state))
        return
    with pytest.raises(Refused) as refused:
        check_may_be_ordered(brigade_in(state))
    assert refused.value.code == (Code.BRIGADE_BUSY if state in BUSY else Code.BRIGADE_UNAVAILABLE)
    assert refused.value.details["state"] == state
