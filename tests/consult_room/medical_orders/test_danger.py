"""What is noticed about a dose. ``danger_cases.json`` is read by the screen's tests too. Rule [CM6]."""

import json
from pathlib import Path
from typing import Any

import pytest

from consult_room.medical_orders.adapters.data_file import OURS, DrugsDataProblem, read_drugs
from consult_room.medical_orders.domain.danger import DrugsData, dangers
from signaling.protocol.medical_orders import Wanted

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "danger_cases.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_a_dose_is_held_against_the_usual_one(case: dict[str, Any]) -> None:
    """Rule [CM6]."""
    wanted = Wanted(kind="drug", what="x", **case["wanted"])
    found = dangers(read_drugs(), wanted, weight_kg=case["weight_kg"], age_years=case["age_years"])
    assert found == case["dangers"]


def test_the_drugs_name_their_sources_and_no_doctor_who_has_not_reviewed_them() -> None:
    drugs = read_drugs()
    assert len(drugs) >= 40
    assert json.loads(OURS.read_text("utf-8"))["reviewed_by"] == "nobody yet"
    assert all(drug.uses for drug in drugs.values())
    assert DrugsData.__struct_fields__ == ("reviewed_by", "drugs")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data["drugs"].append(data["drugs"][0]), "twice"),
        (lambda data: data["drugs"][0]["uses"][0].update(adult=[2, 1]), "epinephrine"),
        (lambda data: data["drugs"][0]["uses"][0].update(source=""), "source"),
        (lambda data: data["drugs"][0]["uses"][0].update(routes=[]), "route"),
        (lambda data: data["drugs"][0]["uses"][0].update(unit="spoons"), "spoons"),
        (lambda data: data["drugs"][0].update(extra=1), "extra"),
    ],
)
def test_a_file_that_is_not_good_is_refused_with_a_sentence(tmp_path: Path, change: Any, said: str) -> None:
    data = json.loads(OURS.read_text("utf-8"))
    change(data)
    path = tmp_path / "drugs.json"
    path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(DrugsDataProblem, match=said):
        read_drugs(path)


def test_no_file_and_no_json_are_sentences_too(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("[", "utf-8")
    for name in ("bad.json", "none.json"):
        with pytest.raises(DrugsDataProblem, match=name):
            read_drugs(tmp_path / name)
