"""A text's price in segments, and that our own texts keep to it."""

import re
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms.adapters.catalogue import LANGUAGES, WORDS, Catalogue
from sms.domain.alerts import Alert
from sms.domain.segments import is_gsm_7, plain, segments
from sms.domain.wording import alert_text
from tests.sms.desk import LADDERS

LINK = "https://alerts.tezyordam-service.example.uz/a/" + "A" * 22
LONGEST_LINK = "https://" + "very-long-name." * 9 + "uz/a/" + "A" * 22
SPECIALTIES = (
    "cardiology",
    "neurology",
    "surgery",
    "paediatrics",
    "obstetrics",
    "intensive_care",
    "therapy",
    "toxicology",
)
REASONS = {"uz": "Koʻkrak qafasida ogʻriq", "ru": "Боль в груди", "en": "Chest pain"}
LONG_REASONS = {language: label * 8 for language, label in REASONS.items()}


def keys(language: str) -> set[str]:
    text = (WORDS / f"{language}.ftl").read_text("utf-8")
    return set(re.findall(r"^([a-z][a-z0-9-]*) =", text, re.MULTILINE))


def alert(about_kind: str, specialty: str, urgency: str, reasons: dict[str, str]) -> Alert:
    return Alert(
        alert_id="a",
        about_kind=about_kind,  # type: ignore[arg-type]
        about_id="i",
        specialty=specialty,
        urgency=urgency,  # type: ignore[arg-type]
        reason="chest_pain",
        reason_labels=reasons,
        raised_at_ms=0,
        expires_at_ms=1,
        since_ms=0,
        ladder=LADDERS.of("", "urgent"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 151, 2),
        ("a" * 152 + "€" + "a" * 152, 3),
        ("ж" * 70, 1),
        ("ж" * 71, 2),
        ("ж" * 134, 2),
        ("ж" * 135, 3),
        ("🚑" * 35, 1),
        ("🚑" * 36, 2),
        ("o‘g‘il" + "a" * 64, 1),
        ("o‘g‘il" + "a" * 65, 2),
    ],
)
def test_a_text_is_counted_as_networks_count_it(text: str, expected: int) -> None:
    assert segments(text) == expected


@given(st.text())
def test_a_longer_text_never_costs_less(text: str) -> None:
    counted = [segments(text[:length]) for length in range(len(text) + 1)]
    assert counted == sorted(counted)


def test_the_typographic_apostrophe_costs_half_of_the_room() -> None:
    assert not is_gsm_7("Koʻkrak ogʻrigʻi")
    assert is_gsm_7(plain("Koʻkrak ogʻrigʻi"))
    assert plain("Koʻkrak ogʻrigʻi") == "Ko'krak og'rig'i"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reasons", [REASONS, LONG_REASONS, {}])
def test_no_alert_costs_more_than_two_segments(language: str, reasons: dict[str, str]) -> None:
    say = Catalogue().say
    for kind, specialty, urgency, link in product(
        ("incident", "consult"), SPECIALTIES, ("life_threat", "urgent", "routine"), (LINK, LONGEST_LINK)
    ):
        text = alert_text(alert(kind, specialty, urgency, reasons), language=language, link=link, code="QW2RT", say=say)
        assert segments(text) <= 2
        assert link in text
        assert re.search(r"\bQW2RT\b", text)
        if language in ("uz", "en"):
            assert is_gsm_7(text), text


def test_a_reason_that_fits_is_said() -> None:
    for language in LANGUAGES:
        text = alert_text(
            alert("incident", "cardiology", "life_threat", REASONS),
            language=language,
            link=LINK,
            code="QW2RT",
            say=Catalogue().say,
        )
        assert plain(REASONS[language]) in text


def test_every_uzbek_message_template_is_gsm_7() -> None:
    lines = (WORDS / "uz.ftl").read_text("utf-8").splitlines()
    templates = [line for line in lines if line.startswith("sms-")]
    assert templates
    assert [line for line in templates if not is_gsm_7(line)] == []


def test_the_catalogues_have_the_same_keys_and_each_is_used() -> None:
    assert keys("uz") == keys("ru") == keys("en")
    folder = Path(__file__).parent.parent.parent / "sms"
    sources = [path for kind in ("*.py", "*.ts", "*.tsx") for path in folder.rglob(kind)]
    written = "\n".join(path.read_text("utf-8") for path in sources)
    families = tuple(f"{name}-" for name in re.findall(r'sayCode\("([a-z-]+)"', written))
    assert [key for key in sorted(keys("uz")) if f'"{key}"' not in written and not key.startswith(families)] == []
