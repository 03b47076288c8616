"""The reasons of 103 and the profiles that may replace each other."""

from itertools import product
from typing import get_args

import pytest

from dispatch.data.load import load_catalogue
from dispatch.domain.reasons import LANGUAGES, catalogue_from
from signaling.protocol.brigades import Profile
from signaling.protocol.people import Specialty
from signaling.protocol.refusals import Code, Refused

CATALOGUE = load_catalogue()
REASONS = sorted(CATALOGUE.reasons)
SPECIALTIES = set(get_args(Specialty))


def test_at_least_forty_reasons_stand_in_the_list() -> None:
    assert len(REASONS) >= 40


@pytest.mark.parametrize("code", REASONS)
def test_every_reason_can_be_read_in_three_languages_and_leads_to_a_profile(code: str) -> None:
    entry = CATALOGUE.reasons[code]
    labels = CATALOGUE.labels(code)
    assert set(labels) == set(LANGUAGES)
    assert all(labels.values())
    assert len(set(labels.values())) == 3
    assert "'" not in labels["uz"]  # on screens the letter is written ʻ
    assert any("а" <= letter <= "я" for letter in labels["ru"].lower())
    assert entry.profiles
    assert entry.alert_specialty in {None, *SPECIALTIES}


@pytest.mark.parametrize("code", REASONS)
@pytest.mark.parametrize("threat", ["unconscious", "not_breathing", "heavy_bleeding"])
def test_a_threat_to_life_makes_any_reason_the_first_priority_and_says_so(code: str, threat: str) -> None:
    judged = CATALOGUE.judge(code, [threat])
    assert judged.priority == 1
    assert f"answer:{threat}" in judged.because


@pytest.mark.parametrize("code", REASONS)
def test_no_answer_lowers_a_priority(code: str) -> None:
    entry = CATALOGUE.reasons[code]
    alone = CATALOGUE.judge(code, [])
    assert alone.because == [f"reason:{code}"]
    assert alone.priority == entry.priority
    for question in entry.questions:
        assert CATALOGUE.judge(code, [question]).priority <= alone.priority


@pytest.mark.parametrize(
    ("reason", "specialty"),
    [
        ("chest_pain", "cardiology"),
        ("stroke", "neurology"),
        ("burns", "surgery"),
        ("poisoning", "toxicology"),
        ("labour", "obstetrics"),
        ("child_seizure", "paediatrics"),
        ("planned_transport", None),
    ],
)
def test_the_reason_says_which_doctor_is_told(reason: str, specialty: str | None) -> None:
    assert CATALOGUE.judge(reason, []).alert_specialty == specialty


def test_an_unknown_reason_or_answer_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        CATALOGUE.judge("sadness", [])
    assert refused.value.code == Code.REASON_NEEDED
    with pytest.raises(Refused) as refused:
        CATALOGUE.judge("chest_pain", ["crowning"])
    assert refused.value.code == Code.NOT_FOUND


def test_a_graver_priority_has_the_shorter_target() -> None:
    targets = [CATALOGUE.targets[priority] for priority in (1, 2, 3, 4)]
    assert [target.assign for target in targets] == sorted(target.assign for target in targets)
    assert [target.arrive for target in targets] == sorted(target.arrive for target in targets)


@pytest.mark.parametrize(("wanted", "priority"), list(product(Profile, (1, 2, 3, 4))))
def test_the_wanted_profile_may_always_go_and_threat_to_life_only_widens(wanted: Profile, priority: int) -> None:
    allowed = CATALOGUE.allowed([wanted], priority)
    assert wanted in allowed
    assert allowed <= CATALOGUE.allowed([wanted], 1)


def test_a_paramedic_goes_to_a_heart_only_when_life_is_in_danger() -> None:
    assert Profile.PARAMEDIC in CATALOGUE.allowed([Profile.CARDIOLOGICAL], 1)
    assert Profile.PARAMEDIC not in CATALOGUE.allowed([Profile.CARDIOLOGICAL], 2)


def test_a_wrong_list_is_refused_with_a_sentence() -> None:
    with pytest.raises(ValueError, match="Expected `object`"):
        catalogue_from(b"targets = 1", b"")
