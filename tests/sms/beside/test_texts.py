"""What the messages beside the alerts say: in two segments, in Uzbek within GSM-7, without a name."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling.protocol.incident_summaries import IncidentSummaryView
from sms.adapters.catalogue import LANGUAGES, Catalogue
from sms.beside.domain.latin import latin
from sms.beside.domain.wording import order_text
from sms.domain.segments import is_gsm_7, segments
from tests.sms.test_segments import LINK, LONG_REASONS, LONGEST_LINK, REASONS

ADDRESSES = ("", "Registon koʻchasi 14, 2-podyezd", "ул. Амира Темура 90, кв. 12", "甲乙丙", "Uzun koʻcha " * 20)
SAY = Catalogue().say


def incident(label: str, reasons: dict[str, str], priority: int = 1) -> IncidentSummaryView:
    return IncidentSummaryView(
        incident_id="i", number=31_847, reason="chest_pain", reason_label=reasons, priority=priority,
        address_label=label, point=None, age_years=61, sex=None, opened_at_ms=0,
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_order_has_at_most_two_segments_and_always_its_link(language: str) -> None:
    for label, reasons, priority, link in product(ADDRESSES, (REASONS, LONG_REASONS, {}), (1, 3), (LINK, LONGEST_LINK)):
        text = order_text(incident(label, reasons, priority), language=language, link=link, code="QW2RT", say=SAY)
        assert segments(text) <= 2
        assert link in text
        assert re.search(r"\bQW2RT\b", text)
        if language in ("uz", "en"):
            assert is_gsm_7(text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_ordinary_order_says_where_and_what_for(language: str) -> None:
    text = order_text(incident("Registon 14", REASONS), language=language, link=LINK, code="QW2RT", say=SAY)
    assert "Registon 14" in text
    assert "31847" in text


def test_a_cyrillic_address_is_written_in_latin_letters_for_an_uzbek_crew() -> None:
    text = order_text(incident("Амир Темур кўчаси 90", {}), language="uz", link=LINK, code="QW2RT", say=SAY)
    assert "Amir Temur ko'chasi 90" in text
    assert latin("Ўзбекистон Қўқон Ғиждувон Ҳазрат Чорсу № 7") == "O'zbekiston Qo'qon G'ijduvon Hazrat Chorsu N 7"


@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъьэюяўқғҳАБВГЎҚҒҲЧШЪЬ 0123456789", max_size=80))
def test_whatever_is_written_in_cyrillic_can_be_sent_as_gsm_7(text: str) -> None:
    assert is_gsm_7(latin(text))
