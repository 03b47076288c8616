"""What a service says about messages to callers, and what it cannot mean."""

from pathlib import Path

import pytest

from config import wiring
from config.settings import Settings, SettingsProblem, load
from sms.callers.domain.numbers import is_landline, prefixes


def test_callers_are_told_unless_the_service_says_otherwise() -> None:
    assert load({}).caller_messages is True
    assert load({"TEZ_CALLER_MESSAGES": "false"}).caller_messages is False


@pytest.mark.parametrize("number", ["+998712334455", "+998662334455"])
def test_the_landlines_of_uzbekistan_are_known_as_shipped(number: str) -> None:
    """Rule [H7]."""
    landlines = prefixes(Settings().landline_prefixes)
    assert is_landline(number, landlines)
    assert not any(is_landline(f"+998{code}1234567", landlines) for code in ("20", "33", "77", "88", "90", "97", "99"))


@pytest.mark.parametrize("written", ["71", "+71a", "99871,99866"])
def test_prefixes_that_cannot_be_meant_stop_the_start_with_a_sentence(written: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsProblem, match=r"landline_prefixes: .* is no prefix like"):
        wiring.declared(Settings(data_dir=str(tmp_path), landline_prefixes=written))


def test_a_language_that_nobody_wrote_texts_in_is_refused() -> None:
    with pytest.raises(SettingsProblem, match="caller_language"):
        load({"TEZ_CALLER_LANGUAGE": "de"})
