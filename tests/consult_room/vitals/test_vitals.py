"""Vitals of a consult's patient, through the bus. Rules [CV1] to [CV5]."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, get_args

import pytest

from consult_room.vitals.adapters.data_file import OURS, VitalsDataProblem, bounds_of, read_vitals_data
from consult_room.vitals.domain.bounds import check_possible, unlikely
from consult_room.vitals.domain.vitals import ENTRIES_AT_MOST, SHOWN
from signaling.protocol.consult_room import ConsultAcknowledge, ConsultConclude
from signaling.protocol.council import ConsultSendAway
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.vitals import Measuring, VitalKind, VitalsMeasure, VitalsRecord, VitalsStrike
from signaling.slice import Actor
from tests.consult_room.treating import ASKER, CALLED, CONSULT, HOSPITAL, LI, SERVICE, STRANGER, Treating

BOUNDS = bounds_of(read_vitals_data())
SHOCK: dict[VitalKind, float] = {"systolic": 90, "diastolic": 60, "pulse": 120, "spo2": 88}


@pytest.fixture
async def town() -> AsyncIterator[Treating]:
    async with Treating() as town:
        await town.begin()
        yield town


async def measure(town: Treating, actor: Actor = ASKER, values: Any = SHOCK, **more: Any) -> str:
    sure = more.pop("sure", False)
    measuring = Measuring(values=values, **{"measured_at_ms": town.now_ms, **more})
    wish = town.wish(VitalsMeasure, consult_id=CONSULT, measuring=measuring, sure=sure)
    await town.do(wish, actor)
    return wish.id


async def strike(town: Treating, entry_id: str, actor: Actor = LI, **more: Any) -> str:
    wish = town.wish(VitalsStrike, consult_id=CONSULT, entry_id=entry_id, **{"reason": "a slip", **more})
    await town.do(wish, actor)
    return wish.id


async def refusal(wished: Any) -> Refused:
    with pytest.raises(Refused) as refused:
        await wished
    return refused.value


async def test_what_one_side_enters_all_who_treat_see_with_who_when_and_how(town: Treating) -> None:
    """Rule [CV1]."""
    assert town.shown("vitals", LI) is None, "nothing is there before there is an entry"
    await town.call_in()
    await town.admit()
    entry_id = await measure(town, measured_at_ms=town.now_ms - 60_000, on_oxygen=True, oxygen_l_min=4)
    for actor in (ASKER, LI, CALLED, HOSPITAL):
        view = town.shown("vitals", actor)
        assert view is not None
        (entry,) = view["entries"]
        assert (entry["entry_id"], entry["author_name"], entry["means"]) == (entry_id, ASKER.name, "typed")
        assert (entry["measured_at_ms"], entry["at_ms"]) == (town.now_ms - 60_000, town.now_ms)
        assert entry["measured"] == {"values": SHOCK, "on_oxygen": True, "oxygen_l_min": 4.0, "note": ""}
    assert town.shown("vitals", STRANGER) is None
    assert town.shown_to("vitals", SERVICE) is None, "the desk reads nothing of it"


async def test_they_stand_in_the_order_of_measuring(town: Treating) -> None:
    """Rule [CV1]."""
    later = await measure(town, actor=LI)
    earlier = await measure(town, measured_at_ms=town.now_ms - 600_000, means="device")
    view = town.shown("vitals", ASKER)
    assert view is not None
    assert [entry["entry_id"] for entry in view["entries"]] == [earlier, later]


async def test_a_stranger_learns_nothing_and_who_has_gone_reads_no_more(town: Treating) -> None:
    """Rule [CV1]."""
    await town.call_in()
    await measure(town)
    for act in (measure(town, STRANGER), town.ask(VitalsRecord(consult_id=CONSULT), STRANGER)):
        assert (await refusal(act)).code is Code.NOT_FOUND
    unknown = await refusal(town.ask(VitalsRecord(consult_id="nothing"), STRANGER))
    assert (unknown.code, unknown.details["kind"]) == (Code.NOT_FOUND, "consult")
    await town.do(town.wish(ConsultSendAway, consult_id=CONSULT, person_id=CALLED.id), LI)
    assert town.shown("vitals", CALLED) is None
    await town.do(town.wish(ConsultConclude, consult_id=CONSULT, conclusion="Shock."), LI)
    await town.do(town.wish(ConsultAcknowledge, consult_id=CONSULT), ASKER)
    assert town.shown("vitals", ASKER) is None, "it is over, and leaves the screens"
    assert len((await town.ask(VitalsRecord(consult_id=CONSULT), ASKER)).entries) == 1
    assert (await refusal(town.ask(VitalsRecord(consult_id=CONSULT), LI))).code is Code.NOT_FOUND
    assert (await refusal(measure(town))).code is Code.WRONG_STATE


IMPOSSIBLE: list[tuple[str, dict[str, float]]] = [
    ("pulse", {"pulse": -1}),
    ("pulse", {"pulse": 1200}),
    ("spo2", {"spo2": 101}),
    ("temperature", {"temperature": 366}),
    ("gcs_eye", {"gcs_eye": 5}),
    ("gcs_motor", {"gcs_motor": 2.5}),
    ("pain", {"pain": 11}),
    ("diastolic", {"systolic": 80, "diastolic": 120}),
    ("gcs_total", {"gcs_eye": 4, "gcs_verbal": 5, "gcs_motor": 6, "gcs_total": 14}),
]


@pytest.mark.parametrize(("field", "values"), IMPOSSIBLE)
async def test_what_cannot_be_is_refused_however_sure_somebody_is(
    town: Treating, field: str, values: dict[str, float]
) -> None:
    """Rule [CV2]."""
    refused = await refusal(measure(town, values=values, sure=True))
    assert (refused.code, refused.details["field"]) == (Code.WRONG_VALUE, field)
    assert town.shown("vitals", ASKER) is None


async def test_nothing_measured_and_oxygen_without_oxygen_are_refused(town: Treating) -> None:
    """Rule [CV2]."""
    assert (await refusal(measure(town, values={}))).code is Code.MISSING
    assert (await refusal(measure(town, on_oxygen=False, oxygen_l_min=4))).code is Code.WRONG_VALUE


async def test_what_is_hardly_ever_so_is_asked_about_and_stands_as_such(town: Treating) -> None:
    """Rule [CV2]."""
    refused = await refusal(measure(town, values={"pulse": 24, "temperature": 44}))
    assert (refused.code, refused.details["field"]) == (Code.UNLIKELY_VALUE, "pulse")
    await measure(town, values={"pulse": 24, "temperature": 44}, sure=True)
    view = town.shown("vitals", LI)
    assert view is not None
    assert view["entries"][0]["unlikely"] == ["pulse", "temperature"]


@pytest.mark.parametrize("kind", get_args(VitalKind))
def test_every_kind_has_bounds_of_both_sorts(kind: VitalKind) -> None:
    """Rule [CV2]."""
    bound = BOUNDS[kind]
    for value in (bound.likely_least, bound.likely_most):
        measuring = Measuring(measured_at_ms=0, values={kind: value})
        check_possible(BOUNDS, measuring)
        assert unlikely(BOUNDS, measuring) == []
    for value in (bound.least - 1, bound.most + 1):
        with pytest.raises(Refused):
            check_possible(BOUNDS, Measuring(measured_at_ms=0, values={kind: value}))


async def test_nothing_is_measured_later_than_now_or_more_than_a_week_ago(town: Treating) -> None:
    """Rule [CV3]."""
    for off_ms in (180_000, -8 * 86_400_000):
        assert (await refusal(measure(town, measured_at_ms=town.now_ms + off_ms))).code is Code.WRONG_TIME
    await measure(town, measured_at_ms=town.now_ms + 60_000)


async def test_a_correction_strikes_out_and_never_overwrites(town: Treating) -> None:
    """Rule [CV4]."""
    wrong = await measure(town, values={"weight": 80})
    right = await strike(
        town, wrong, reason="a slip of the key",
        instead=Measuring(measured_at_ms=town.now_ms, values={"weight": 8}),
    )  # fmt: skip
    view = town.shown("vitals", ASKER)
    assert view is not None
    first, second = view["entries"]
    assert first["measured"]["values"] == {"weight": 80.0}
    assert first["struck"] == {"striker_name": LI.name, "at_ms": town.now_ms, "reason": "a slip of the key"}
    assert (second["entry_id"], second["instead_of"], view["weight_kg"]) == (right, wrong, 8.0)
    await strike(town, right)
    view = town.shown("vitals", ASKER)
    assert view is not None
    assert view["weight_kg"] is None


async def test_striking_out_needs_a_reason_and_an_entry_that_stands(town: Treating) -> None:
    """Rule [CV4]."""
    entry_id = await measure(town)
    assert (await refusal(strike(town, entry_id, reason=" "))).code is Code.REASON_NEEDED
    assert (await refusal(strike(town, "nothing"))).code is Code.NOT_FOUND
    impossible = Measuring(measured_at_ms=town.now_ms, values={"pulse": 999})
    assert (await refusal(strike(town, entry_id, instead=impossible))).code is Code.WRONG_VALUE
    view = town.shown("vitals", LI)
    assert view is not None
    assert view["entries"][0]["struck"] is None, "a correction that is refused strikes nothing out"
    await strike(town, entry_id)
    assert (await refusal(strike(town, entry_id))).code is Code.WRONG_STATE


async def test_a_screen_is_sent_the_newest_and_the_record_holds_all(town: Treating) -> None:
    """Rule [CV5]."""
    for number in range(SHOWN + 3):
        await measure(town, values={"pulse": 60 + number})
        town.now_ms += 1000
    view = town.shown("vitals", LI)
    assert view is not None
    assert (len(view["entries"]), view["earlier"]) == (SHOWN, 3)
    assert view["entries"][-1]["measured"]["values"] == {"pulse": 60.0 + SHOWN + 2}
    record = await town.ask(VitalsRecord(consult_id=CONSULT), LI)
    assert (len(record.entries), record.earlier) == (SHOWN + 3, 0)


async def test_there_is_an_end_to_it(town: Treating, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consult_room.vitals.domain.decisions.ENTRIES_AT_MOST", 2)
    assert ENTRIES_AT_MOST > 100
    for _ in range(2):
        await measure(town)
    assert (await refusal(measure(town))).code is Code.TOO_LONG


def test_the_data_name_their_sources_and_no_doctor_who_has_not_reviewed_them() -> None:
    data = read_vitals_data()
    assert data.reviewed_by == "nobody yet"
    for kind in ("pulse", "breathing_rate"):
        ages = [age for band in data.bands if band.kind == kind for age in range(band.from_years, band.to_years + 1)]
        assert ages == list(range(131)), "each age has one band"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data["kinds"].pop(), "each kind once"),
        (lambda data: data["kinds"][0].update(least=400), "pulse"),
        (lambda data: data["kinds"][0].update(kind="mood"), "mood"),
        (lambda data: data["bands"][0].update(source=" "), "source"),
        (lambda data: data["bands"][0].update(low=500), "order"),
        (lambda data: data.update(extra=1), "extra"),
    ],
)
def test_a_file_that_is_not_good_is_refused_with_a_sentence(tmp_path: Path, change: Any, said: str) -> None:
    data = json.loads(OURS.read_text("utf-8"))
    change(data)
    path = tmp_path / "vitals.json"
    path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(VitalsDataProblem, match=said):
        read_vitals_data(path)


def test_no_file_and_no_json_are_sentences_too(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{", "utf-8")
    for name in ("bad.json", "none.json"):
        with pytest.raises(VitalsDataProblem, match=name):
            read_vitals_data(tmp_path / name)
