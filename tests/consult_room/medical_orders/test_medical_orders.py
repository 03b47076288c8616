"""Medical orders as closed loops, through the bus. Rules [CM1] to [CM7]."""

import itertools
from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest

from signaling.protocol.base import Command
from signaling.protocol.consult_room import ConsultAcknowledge, ConsultConclude
from signaling.protocol.council import ConsultPassOn
from signaling.protocol.medical_orders import (
    Given,
    MedicalOrderConfirm,
    MedicalOrderCorrect,
    MedicalOrderDo,
    MedicalOrderLeave,
    MedicalOrderReadBack,
    MedicalOrderSee,
    MedicalOrdersRecord,
    MedicalOrderStop,
    MedicalOrderTell,
    Wanted,
)
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.vitals import Measuring, VitalsMeasure
from signaling.slice import Actor
from tests.consult_room.treating import ASKER, CALLED, CONSULT, HOSPITAL, LI, SERVICE, STRANGER, Treating

ADRENALINE = Wanted(
    kind="drug", what="epinephrine", drug="epinephrine", dose=0.5, unit="mg", route="im", reason="anaphylaxis"
)


@pytest.fixture
async def town() -> AsyncIterator[Treating]:
    async with Treating() as town:
        await town.begin()
        yield town


async def do(town: Treating, kind: type[Command], actor: Actor, **fields: Any) -> str:
    wish = town.wish(kind, consult_id=CONSULT, **fields)
    await town.do(wish, actor)
    return wish.id


async def code(town: Treating, kind: type[Command], actor: Actor, **fields: Any) -> Code:
    with pytest.raises(Refused) as refused:
        await do(town, kind, actor, **fields)
    return refused.value.code


async def tell(town: Treating, wanted: Wanted = ADRENALINE, actor: Actor = LI, **more: Any) -> dict[str, Any]:
    """What names it in later commands."""
    told = await do(town, MedicalOrderTell, actor, wanted=wanted, **more)
    return {"medical_order_id": told, "version": 1}


async def confirmed(town: Treating, wanted: Wanted = ADRENALINE) -> dict[str, Any]:
    named = await tell(town, wanted)
    await do(town, MedicalOrderReadBack, ASKER, **named, words="epinephrine 0.5 mg im")
    await do(town, MedicalOrderConfirm, LI, **named)
    return named


def one(town: Treating, actor: Actor = ASKER) -> dict[str, Any]:
    view = town.shown("medical_orders", actor)
    assert view is not None
    found: dict[str, Any] = view["medical_orders"][-1]
    return found


async def test_told_read_back_confirmed_done_and_seen_with_both_confirmations(town: Treating) -> None:
    """Rule [CM1]."""
    assert town.shown("medical_orders", ASKER) is None
    named = await tell(town)
    town.now_ms += 5_000
    await do(town, MedicalOrderReadBack, ASKER, **named, words="epinephrine 0.5 mg im")
    town.now_ms += 5_000
    await do(town, MedicalOrderConfirm, LI, **named)
    town.now_ms += 60_000
    given = Given(dose=0.5, unit="mg", note="left thigh")
    await do(town, MedicalOrderDo, ASKER, **named, done_at_ms=town.now_ms - 10_000, given=given)
    await do(town, MedicalOrderSee, LI, medical_order_id=named["medical_order_id"])
    shown = one(town, LI)
    (version,), (dose,) = shown["versions"], shown["doses"]
    assert (version["told"]["name"], version["read_back"]["name"], version["confirmed"]["name"]) == (
        LI.name,
        ASKER.name,
        LI.name,
    )
    times = [version[step]["at_ms"] for step in ("told", "read_back", "confirmed")]
    assert [after - before for before, after in itertools.pairwise(times)] == [5_000, 5_000]
    assert version["read_back"]["words"] == "epinephrine 0.5 mg im"
    assert (dose["given"], dose["unconfirmed"]) == ({"dose": 0.5, "unit": "mg", "note": "left thigh"}, False)
    assert (shown["state"], shown["ended"], shown["seen"]["name"]) == ("seen", "done", LI.name)


async def test_all_who_treat_see_it_and_nobody_else(town: Treating) -> None:
    """Rule [CM1]."""
    await town.call_in()
    await town.admit()
    await tell(town)
    for actor in (ASKER, LI, CALLED, HOSPITAL):
        assert one(town, actor)["state"] == "told"
    assert town.shown("medical_orders", STRANGER) is None
    assert town.shown_to("medical_orders", SERVICE) is None
    with pytest.raises(Refused) as refused:
        await town.ask(MedicalOrdersRecord(consult_id=CONSULT), STRANGER)
    assert refused.value.code is Code.NOT_FOUND
    assert await code(town, MedicalOrderTell, STRANGER, wanted=ADRENALINE) is Code.NOT_FOUND


async def test_who_asks_does_not_tell_and_who_tells_does_not_read_back_or_give(town: Treating) -> None:
    """Rule [CM2]."""
    named = await tell(town)
    assert await code(town, MedicalOrderTell, ASKER, wanted=ADRENALINE) is Code.NOT_YOURS
    assert await code(town, MedicalOrderReadBack, LI, **named, aloud=True) is Code.NOT_YOURS
    await do(town, MedicalOrderReadBack, ASKER, **named, aloud=True)
    assert await code(town, MedicalOrderConfirm, ASKER, **named) is Code.NOT_YOURS
    assert await code(town, MedicalOrderDo, LI, **named, done_at_ms=town.now_ms) is Code.NOT_YOURS
    assert await code(town, MedicalOrderStop, ASKER, medical_order_id=named["medical_order_id"], why="x") is (
        Code.NOT_YOURS
    )


async def test_only_who_told_it_confirms_while_they_are_there(town: Treating) -> None:
    """Rule [CM2]."""
    await town.call_in()
    named = await tell(town)
    await do(town, MedicalOrderReadBack, ASKER, **named, aloud=True)
    assert await code(town, MedicalOrderConfirm, CALLED, **named) is Code.NOT_YOURS
    await do(town, ConsultPassOn, LI, specialty="cardiology", reason="The heart")
    await do(town, MedicalOrderConfirm, CALLED, **named)
    assert one(town)["versions"][0]["confirmed"]["name"] == CALLED.name


async def test_a_reading_back_without_words_is_none_unless_it_was_aloud(town: Treating) -> None:
    """Rule [CM1]."""
    named = await tell(town)
    assert await code(town, MedicalOrderReadBack, ASKER, **named, words=" ") is Code.MISSING
    await do(town, MedicalOrderReadBack, ASKER, **named, aloud=True)
    assert one(town)["versions"][0]["read_back"]["aloud"] is True


async def test_a_correction_is_a_new_version_and_the_loop_begins_again(town: Treating) -> None:
    """Rule [CM3]."""
    named = await confirmed(town)
    half = msgspec.structs.replace(ADRENALINE, dose=0.3)
    assert await code(town, MedicalOrderCorrect, LI, **named, wanted=half, why=" ") is Code.REASON_NEEDED
    await do(town, MedicalOrderCorrect, LI, **named, wanted=half, why="He is small")
    shown = one(town)
    assert [version["wanted"]["dose"] for version in shown["versions"]] == [0.5, 0.3]
    assert (shown["state"], shown["versions"][1]["read_back"], shown["versions"][1]["told"]["words"]) == (
        "told",
        None,
        "He is small",
    )
    assert shown["versions"][0]["confirmed"]["name"] == LI.name, "what was confirmed before stands in the record"
    assert await code(town, MedicalOrderReadBack, ASKER, **named, aloud=True) is Code.CHANGED_MEANWHILE
    assert await code(town, MedicalOrderDo, ASKER, **named, done_at_ms=town.now_ms) is Code.CHANGED_MEANWHILE
    await do(town, MedicalOrderReadBack, ASKER, **{**named, "version": 2}, aloud=True)
    assert one(town)["state"] == "read_back"


async def test_what_was_given_before_it_was_confirmed_is_kept_with_the_reason(town: Treating) -> None:
    """Rule [CM4]."""
    named = await tell(town)
    assert await code(town, MedicalOrderDo, ASKER, **named, done_at_ms=town.now_ms) is Code.REASON_NEEDED
    await do(
        town, MedicalOrderDo, ASKER, **named, done_at_ms=town.now_ms, unconfirmed_because="The link was gone, no pulse"
    )
    (dose,) = one(town)["doses"]
    assert (dose["unconfirmed"], dose["done"]["words"]) == (True, "The link was gone, no pulse")
    assert one(town)["state"] == "done"


async def test_repeated_doses_go_on_until_the_last(town: Treating) -> None:
    """Rule [CM4]."""
    thrice = msgspec.structs.replace(ADRENALINE, dose=1, route="iv", times=3, every_min=4)
    named = await confirmed(town, thrice)
    for number in (1, 2):
        town.now_ms += 240_000
        await do(town, MedicalOrderDo, ASKER, **named, done_at_ms=town.now_ms, given=Given(dose=1, unit="mg"))
        assert (one(town)["state"], one(town)["doses"][-1]["dose_number"]) == ("confirmed", number)
    await do(town, MedicalOrderDo, ASKER, **named, done_at_ms=town.now_ms, last=number == 2)
    assert one(town)["state"] == "done"
    early = await confirmed(town, thrice)
    await do(town, MedicalOrderDo, ASKER, **early, done_at_ms=town.now_ms, last=True)
    assert one(town)["state"] == "done"
    without = msgspec.structs.replace(thrice, every_min=None)
    assert await code(town, MedicalOrderTell, LI, wanted=without) is Code.MISSING


async def test_nothing_was_given_later_than_now_or_before_it_was_told(town: Treating) -> None:
    """Rule [CM4]."""
    town.now_ms += 3_600_000
    named = await confirmed(town)
    for off_ms in (180_000, -180_000):
        wrong = await code(town, MedicalOrderDo, ASKER, **named, done_at_ms=town.now_ms + off_ms)
        assert wrong is Code.WRONG_TIME
    half = {"done_at_ms": town.now_ms, "given": Given(dose=0.5)}
    assert await code(town, MedicalOrderDo, ASKER, **named, **half) is Code.MISSING


async def test_what_is_not_done_says_why_and_is_seen(town: Treating) -> None:
    """Rule [CM5]."""
    named = await tell(town)
    assert await code(town, MedicalOrderLeave, ASKER, **named, because="other") is Code.REASON_NEEDED
    await do(town, MedicalOrderLeave, ASKER, **named, because="unavailable", note="None in the bag")
    shown = one(town, LI)
    assert (shown["state"], shown["because"], shown["end"]["words"]) == ("not_done", "unavailable", "None in the bag")
    medical_order_id = named["medical_order_id"]
    assert await code(town, MedicalOrderSee, ASKER, medical_order_id=medical_order_id) is Code.NOT_YOURS
    await do(town, MedicalOrderSee, LI, medical_order_id=medical_order_id)
    assert one(town)["ended"] == "not_done"


async def test_it_can_be_stopped_by_whoever_may_tell_and_the_other_side_sees_it(town: Treating) -> None:
    """Rule [CM5]."""
    await town.call_in()
    named = await confirmed(town)
    medical_order_id = named["medical_order_id"]
    assert await code(town, MedicalOrderStop, CALLED, medical_order_id=medical_order_id, why="") is Code.REASON_NEEDED
    await do(town, MedicalOrderStop, CALLED, medical_order_id=medical_order_id, why="He takes beta blockers")
    assert await code(town, MedicalOrderDo, ASKER, **named, done_at_ms=town.now_ms) is Code.WRONG_STATE
    assert await code(town, MedicalOrderSee, LI, medical_order_id=medical_order_id) is Code.NOT_YOURS
    await do(town, MedicalOrderSee, ASKER, medical_order_id=medical_order_id)
    assert (one(town)["state"], one(town)["ended"]) == ("seen", "stopped")


@pytest.mark.parametrize("field", ["dose", "unit", "route"])
async def test_a_drug_has_dose_unit_and_route(town: Treating, field: str) -> None:
    """Rule [CM6]."""
    wanted = msgspec.structs.replace(ADRENALINE, **{field: None})
    assert await code(town, MedicalOrderTell, LI, wanted=wanted) is Code.MISSING
    blank = Wanted(kind="procedure", what=" ")
    assert await code(town, MedicalOrderTell, LI, wanted=blank) is Code.MISSING
    await tell(town, Wanted(kind="measurement", what="Glucose"))


async def test_ten_times_the_usual_dose_is_asked_about_and_never_forbidden(town: Treating) -> None:
    """Rule [CM6]."""
    ten = msgspec.structs.replace(ADRENALINE, dose=5)
    assert await code(town, MedicalOrderTell, LI, wanted=ten) is Code.UNLIKELY_VALUE
    named = await tell(town, ten, sure=True)
    assert one(town)["versions"][0]["dangers"] == ["ten_fold_above"]
    a_little = msgspec.structs.replace(ADRENALINE, dose=0.7)
    await do(town, MedicalOrderCorrect, LI, **named, wanted=a_little, why="A slip")
    assert one(town)["versions"][1]["dangers"] == ["above_usual"], "said, and not asked about"


async def test_the_weight_by_which_it_was_judged_stands_with_it(town: Treating) -> None:
    """Rule [CM6]."""
    await tell(town)
    assert one(town)["versions"][0]["weight_kg"] is None
    weighed = Measuring(measured_at_ms=town.now_ms, values={"weight": 71})
    await do(town, VitalsMeasure, ASKER, measuring=weighed)
    await tell(town)
    assert one(town)["versions"][0]["weight_kg"] == 71.0


async def test_a_child_is_judged_by_weight() -> None:
    """Rule [CM6]: the weight that the question named counts until one is measured."""
    async with Treating() as town:
        await town.begin(age_years=4, problem=None)
        weighed = Measuring(measured_at_ms=town.now_ms, values={"weight": 16})
        await do(town, VitalsMeasure, ASKER, measuring=weighed)
        paracetamol = Wanted(kind="drug", what="paracetamol", drug="paracetamol", dose=2400, unit="mg", route="oral")
        assert await code(town, MedicalOrderTell, LI, wanted=paracetamol) is Code.UNLIKELY_VALUE
        await tell(town, msgspec.structs.replace(paracetamol, dose=240))
        assert one(town)["versions"][0]["dangers"] == []


async def test_when_the_consult_is_over_nothing_more_is_told_or_done(town: Treating) -> None:
    """Rule [CM7]."""
    named = await confirmed(town)
    await do(town, ConsultConclude, LI, conclusion="Anaphylaxis.")
    await do(town, ConsultAcknowledge, ASKER)
    assert town.shown("medical_orders", ASKER) is None
    assert await code(town, MedicalOrderDo, ASKER, **named, done_at_ms=town.now_ms) is Code.WRONG_STATE
    record = await town.ask(MedicalOrdersRecord(consult_id=CONSULT), ASKER)
    assert len(record.medical_orders) == 1
    with pytest.raises(Refused) as refused:
        await town.ask(MedicalOrdersRecord(consult_id=CONSULT), LI)
    assert refused.value.code is Code.NOT_FOUND


async def test_there_is_an_end_to_it(town: Treating, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AT_MOST", "VERSIONS_AT_MOST", "DOSES_AT_MOST"):
        monkeypatch.setattr(f"consult_room.medical_orders.domain.decisions.{name}", 1)
    named = await confirmed(town, msgspec.structs.replace(ADRENALINE, times=3, every_min=5))
    assert await code(town, MedicalOrderTell, LI, wanted=ADRENALINE) is Code.TOO_LONG
    assert await code(town, MedicalOrderCorrect, LI, **named, wanted=ADRENALINE, why="x") is Code.TOO_LONG
    await do(town, MedicalOrderDo, ASKER, **named, done_at_ms=town.now_ms)
    assert await code(town, MedicalOrderDo, ASKER, **named, done_at_ms=town.now_ms) is Code.TOO_LONG
