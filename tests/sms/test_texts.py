"""Every text that we send, with the longest that the shipped reference data can put into it."""

import re
import tomllib
from itertools import product
from pathlib import Path
from typing import get_args

import pytest

from signaling.protocol.deliveries import Urgency
from signaling.protocol.people import Specialty
from sms.adapters.catalogue import LANGUAGES, WORDS, Catalogue
from sms.domain.segments import is_gsm_7, plain, segments
from sms.domain.speaking import every_phrase
from sms.domain.wording import LONGEST, alert_text, caller_text, guest_text
from tests.sms.test_segments import alert

PROJECT = Path(__file__).resolve().parents[2]
LINK = "https://alerts.103-tezyordam-xizmati.example.uz/a/" + "A" * 22
REASONS = tomllib.loads((PROJECT / "dispatch" / "data" / "reasons.toml").read_text("utf-8"))["reasons"]
SAY = Catalogue().say


def labels(language: str) -> list[str]:
    return [str(reason[language]) for reason in REASONS]


def templates(language: str) -> list[str]:
    text = (WORDS / f"{language}.ftl").read_text("utf-8")
    return re.findall(r"^(sms-[a-z0-9-]+) =", text, re.MULTILINE)


def longest(language: str, key: str, values: list[str]) -> str:
    return max((SAY(language, key, **{key: value}) for value in values), key=len)


def test_the_reference_data_has_reasons_in_every_language() -> None:
    assert len(REASONS) > 20
    assert all(all(labels(language)) for language in LANGUAGES)


def test_no_uzbek_template_leaves_gsm_7_with_the_longest_values() -> None:
    values = {
        "specialty": longest("uz", "specialty", [*get_args(Specialty), "other"]),
        "urgency": longest("uz", "urgency", list(get_args(Urgency))),
        "link": LINK,
        "code": "QW2RT",
        "number": "123456",
        "time": "23:59",
        "minutes": "120",
        "told": "Ko'krak qafasida og'riq. Registon ko'chasi 14",
    }
    assert templates("uz")
    for key, reason in product(templates("uz"), labels("uz")):
        text = plain(SAY("uz", key, reason=reason, **values))
        assert is_gsm_7(text), [sign for sign in text if not is_gsm_7(sign)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["incident", "consult"])
def test_no_alert_exceeds_two_segments_with_any_reason(language: str, kind: str) -> None:
    specialties = (*get_args(Specialty), "other")
    for specialty, urgency, reason in product(specialties, get_args(Urgency), labels(language)):
        about = alert(kind, specialty, urgency, {language: reason})
        text = alert_text(about, language=language, link=LINK, code="QW2RT", say=SAY)
        assert segments(text) <= LONGEST, text
        assert LINK in text
        if language == "uz":
            assert is_gsm_7(text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_with_a_link_exceeds_two_segments(language: str) -> None:
    for make in (caller_text, guest_text):
        text = make(language=language, link=LINK, code="QW2RT", say=SAY)
        assert segments(text) <= LONGEST
        assert LINK in text


def test_what_a_call_says_is_short_enough_to_hear() -> None:
    for language in LANGUAGES:
        assert all(len(phrase.text) <= 90 for phrase in every_phrase(language, SAY))
