"""Which values a form takes, and what of it is missing."""

from typing import Any

import pytest

from consult_room.forms.adapters.data_files import read_catalogue
from consult_room.forms.domain.catalogue import Catalogue
from consult_room.forms.domain.checking import DAY_MS, check_data
from consult_room.forms.domain.completeness import RecordSeen, completeness_of, missing_of
from signaling.protocol.consult_room import Value
from signaling.protocol.forms import AskedOfProblem
from signaling.protocol.refusals import Refused

NOW = 1_800_000_000_000
CATALOGUE: Catalogue = read_catalogue()


def asked(problem: str) -> AskedOfProblem:
    found = CATALOGUE.of_problem(problem)
    assert found is not None
    return found


def check(problem: str, data: dict[str, Value], **known: Any) -> dict[str, Value]:
    return check_data(asked(problem), data, now_ms=NOW, **known)


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("no_such", 1, "unknown"),
        ("glucose.item", 1, "unknown"),
        ("ct", "file", "unknown"),
        ("nihss.nose", "1", "unknown"),
        ("glucose", "5", "kind"),
        ("glucose", True, "kind"),
        ("glucose", 0.1, "too_small"),
        ("glucose", 61, "too_large"),
        ("glucose", float("inf"), "kind"),
        ("glucose", float("nan"), "kind"),
        ("last_seen_well", "yesterday", "kind"),
        ("last_seen_well", 1.5, "kind"),
        ("last_seen_well", NOW + 3_600_000, "ahead_of_now"),
        ("last_seen_well", NOW - 40 * DAY_MS, "too_small"),
        ("anticoagulants", "aspirin", "not_a_choice"),
        ("anticoagulants", 1, "not_a_choice"),
        ("seizure_at_onset", "yes", "kind"),
        ("nihss.face", "9", "not_a_choice"),
        ("nihss.face", 1, "not_a_choice"),
        ("nihss", 43, "too_large"),
        ("nihss", -1, "too_small"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_by_its_key(key: str, value: Value, why: str) -> None:
    """[CD3]"""
    with pytest.raises(Refused) as refused:
        check("stroke", {key: value})
    assert refused.value.code == "wrong_value"
    assert refused.value.details == {"field": key, "why": why}


def test_a_text_is_not_longer_than_is_read() -> None:
    """[CD3]"""
    with pytest.raises(Refused) as refused:
        check("poisoning", {"substance": "a" * 601})
    assert refused.value.details == {"field": "substance", "why": "too_long"}
    assert check("poisoning", {"substance": "  dust "}) == {"substance": "dust"}


def test_the_result_is_counted_here_whatever_was_sent() -> None:
    """[CD4]"""
    items: dict[str, Value] = {"gcs.eyes": "3", "gcs.verbal": "4", "gcs.motor": "5"}
    assert check("trauma", {**items, "gcs": 15})["gcs"] == 12
    assert "gcs" not in check("trauma", {"gcs": 15, "gcs.eyes": "3"})


def test_a_result_that_is_typed_takes_the_items_away() -> None:
    before = check("trauma", {"gcs.eyes": "3", "gcs.verbal": "4", "gcs.motor": "5"})
    assert check("trauma", {"gcs": 14}, before=before) == {"gcs": 14}
    assert check("trauma", {"gcs.eyes": "4"}, before=before)["gcs"] == 13


def test_an_empty_text_takes_a_value_away() -> None:
    assert check("stroke", {"glucose": ""}, before={"glucose": 5, "systolic": 150}) == {"systolic": 150}


def test_a_childs_parts_are_bound_by_its_age() -> None:
    assert check("burns", {"burn_area_child.head": 17}, age_years=1)
    with pytest.raises(Refused) as refused:
        check("burns", {"burn_area_child.head": 17}, age_years=12)
    assert refused.value.details == {"field": "burn_area_child.head", "why": "too_large"}


def test_what_is_missing_is_told_with_its_reason_in_the_order_of_the_form() -> None:
    """[CD6]"""
    form = asked("stroke").form
    missing = missing_of(form, "emergency", {"glucose": 6.1})
    assert [one.key for one in missing][:2] == ["last_seen_well", "nihss"]
    assert "glucose" not in {one.key for one in missing}
    assert all(set(one.reason) == {"uz", "ru", "en"} for one in missing)
    assert missing_of(None, "emergency", {}) == []


def test_a_picture_is_there_once_a_file_of_its_kind_is() -> None:
    form = asked("burns").form
    assert "pictures" in {one.key for one in missing_of(form, "emergency", {})}
    assert "pictures" not in {one.key for one in missing_of(form, "emergency", {}, ["photograph"])}


@pytest.mark.parametrize(
    ("age", "wanted"), [(None, "burn_area"), (40, "burn_area"), (15, "burn_area"), (3, "burn_area_child")]
)
def test_the_chart_is_asked_that_fits_the_age(age: float | None, wanted: str) -> None:
    keys = {one.key for one in missing_of(asked("burns").form, "emergency", {}, (), age)}
    assert keys & {"burn_area", "burn_area_child"} == {wanted}


def test_completeness_counts_common_parts_and_the_form() -> None:
    form = asked("arrhythmia").form
    seen = RecordSeen(urgency="urgent", parts=frozenset({"age", "sex"}), data={"pulse": 150}, files=frozenset({"ecg"}))
    open_ = completeness_of(form, CATALOGUE.parts, seen)
    assert {one.key for one in open_.fields if one.present} == {"age", "sex", "pulse", "ecg"}
    assert (open_.present, open_.wanted) == (4, len(open_.fields))
    over = completeness_of(form, CATALOGUE.parts, RecordSeen(urgency="urgent", concluded=True))
    assert {"diagnosis", "recommendation"} <= {one.key for one in over.fields} - {one.key for one in open_.fields}
