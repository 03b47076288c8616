"""What callers and relatives read: in two segments, in Uzbek within GSM-7, with the time and without a name."""

import re
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling.protocol.coming import ComingSays
from signaling.protocol.relatives import RelativeSays
from sms.adapters.catalogue import LANGUAGES, Catalogue
from sms.callers.domain.numbers import NotPrefixes, is_landline, is_number, prefixes
from sms.callers.domain.wording import coming_text, relative_text
from sms.callers.writers import WORDS
from sms.domain.segments import is_gsm_7, segments
from tests.sms.test_segments import LONGEST_LINK

SAY = Catalogue(WORDS).say
HOSPITALS = (
    "1-son shahar shifoxonasi",
    "Республиканский научный центр экстренной медицинской помощи, Самаркандский филиал",
    "Respublika shoshilinch tibbiy yordam ilmiy markazining Samarqand viloyati filiali, kardiologiya boʻlimi " * 2,
)


def keys(path: Path) -> set[str]:
    return set(re.findall(r"^([a-z_-]+) =", path.read_text("utf-8"), re.MULTILINE))


def test_every_language_has_the_same_sentences() -> None:
    assert keys(WORDS / "uz.ftl") == keys(WORDS / "ru.ftl") == keys(WORDS / "en.ftl")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_caller_reads_fits_and_keeps_its_time(language: str) -> None:
    """Rule [H1], [H2]."""
    for says, at, link in product(get_args(ComingSays), ("", "23:59"), ("", LONGEST_LINK)):
        if says == "later" and not at:
            continue
        time = "" if says == "another" else at
        text = coming_text(says, time, language=language, link=link, code="QW2RT", say=SAY)
        assert segments(text) <= 2, text
        assert time in text
        assert text.endswith("QW2RT")
        assert language != "uz" or is_gsm_7(text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_caller_reads_the_link_that_they_have_and_whom_to_call(language: str) -> None:
    """Rule [H2]."""
    link = "https://tez.example.uz/c/" + "A" * 22
    for says in get_args(ComingSays):
        at = "" if says == "another" else "14:32"
        assert link in coming_text(says, at, language=language, link=link, code="QW2RT", say=SAY)
        again = SAY(language, "call-again")
        assert again in coming_text(says, at, language=language, link="", code="QW2RT", say=SAY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_relative_reads_fits_and_names_the_hospital(language: str) -> None:
    """Rule [H8]."""
    for says, hospital, telephone in product(get_args(RelativeSays), HOSPITALS, ("", "+998 (66) 233-44-55")):
        text = relative_text(says, hospital, telephone, language=language, code="QW2RT", say=SAY)
        assert segments(text) <= 2, text
        assert telephone in text
        assert text.endswith("QW2RT")
        assert language != "uz" or is_gsm_7(text), text
    assert HOSPITALS[0] in relative_text("on_the_way", HOSPITALS[0], "", language=language, code="Q", say=SAY)


@given(st.text(max_size=120), st.sampled_from(LANGUAGES))
def test_whatever_a_hospital_is_called_the_message_fits(name: str, language: str) -> None:
    text = relative_text("on_the_way", name, "+998 66 233 44 55", language=language, code="QW2RT", say=SAY)
    assert segments(text) <= 2
    assert text.endswith("QW2RT")


def test_a_landline_is_known_however_it_is_written() -> None:
    """Rule [H7]."""
    landlines = prefixes("+99866 +99871")
    for written in ("+998662334455", "00998 66 233-44-55", "998662334455", "662334455", "(66) 233 44 55"):
        assert is_landline(written, landlines), written
    for written in ("+998901234567", "901234567", "+77012345678", "+6623344556677", "2334455"):
        assert not is_landline(written, landlines), written
    assert not is_landline("+998662334455", prefixes(""))


@pytest.mark.parametrize("written", ["99866", "+", "+99 866x", "+998,+997", "+٩٩٨"])
def test_what_is_no_list_of_prefixes_is_refused_with_a_sentence(written: str) -> None:
    with pytest.raises(NotPrefixes, match="is no prefix"):
        prefixes(written)


@given(st.text(max_size=40))
def test_a_number_has_digits_and_nothing_else(written: str) -> None:
    if is_number(written):
        assert set(written) <= set("0123456789+-() .")
        assert 7 <= sum(one.isdigit() for one in written) <= 15
