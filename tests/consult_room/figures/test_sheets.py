"""The figures as a file: CSV and XLSX, with no formula in them; and what is no period. Rule [CX7]."""

import io
import zipfile
from typing import Any

import pytest
from aiohttp.test_utils import make_mocked_request

from consult_room.figures.adapters.workbook import as_xlsx
from consult_room.figures.http import as_csv, asked_of, language_of, sheets_of
from signaling.protocol.consult_figures import (
    ConsultCounts,
    ConsultFigures,
    ConsultFiguresRow,
    ConsultFiguresView,
    FiguresOfStep,
    KindOfRecord,
    PartLacked,
    Rated,
    SpecialistLoad,
)
from signaling.protocol.refusals import Code, Refused

BAD = ["=1+1", "+998", "-2", "@SUM(A1)", "\tx"]
VIEW = ConsultFiguresView(
    from_ms=0,
    until_ms=1,
    heard_until_ms=1,
    by="district",
    own=False,
    all=ConsultCounts(asked=5, accept_median_s=61.5, ratings=[Rated(question="useful", answers=2, mean=4.5)]),
    rows=[ConsultFiguresRow(key=text, name=text, counts=ConsultCounts(asked=1)) for text in BAD],
    load=[SpecialistLoad(person_id="li", name="=cmd()", consults=3, hours=1.25)],
    kinds=[
        KindOfRecord(
            problem="stroke",
            weighed=2,
            complete=1,
            missing=[PartLacked(key="vitals", times=1, names={"en": "Vital signs"}), PartLacked(key="gone", times=1)],
            names={"en": "Stroke", "ru": "=Инсульт"},
        )
    ],
    step="week",
    steps=[FiguresOfStep(date="2026-11-23", from_ms=0, asked=5, in_time=3, late=1)],
)


def test_cx7_the_csv_has_every_group_and_no_formula() -> None:
    """Rule [CX7]."""
    text = as_csv(VIEW, "en").decode()
    assert text.startswith("\ufeffdistrict,name,asked,")
    for row in text.splitlines():
        assert not row.startswith(("=", "+", "-", "@", "\t"))
    for bad in BAD:
        assert f"'{bad}" in text
    assert "'=cmd()" in text
    assert 'stroke,Stroke,2,1,"Vital signs 1, gone 1"' in text
    assert "week,asked,in_time,late\r\n2026-11-23,5,3,1" in text
    assert "stroke,'=Инсульт,2" in as_csv(VIEW, "ru").decode()


def test_cx7_the_workbook_has_a_sheet_of_each_kind_and_no_formula() -> None:
    """Rule [CX7]."""
    with zipfile.ZipFile(io.BytesIO(as_xlsx(sheets_of(VIEW, "en")))) as packed:
        names = packed.namelist()
        sheets = [packed.read(name).decode() for name in names if name.startswith("xl/worksheets/sheet")]
        words = packed.read("xl/sharedStrings.xml").decode()
    assert list(sheets_of(VIEW, "en")) == ["consults", "weeks", "load", "records"]
    assert len(sheets) == 4
    assert not any("<f>" in sheet or "hyperlink" in sheet for sheet in sheets)
    assert "<v>61.5</v>" in sheets[0]
    assert "'=1+1" in words
    assert "'@SUM(A1)" in words


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "from_ms"),
        ("from_ms=1", "until_ms"),
        ("from_ms=x&until_ms=2", "from_ms"),
        ("from_ms=1&until_ms=-2", "until_ms"),
        ("from_ms=1&until_ms=99999999999999999999", "until_ms"),
        ("from_ms=1&until_ms=%D9%A3", "until_ms"),
        ("from_ms=1&until_ms=2&by=patient", "by"),
    ],
)
def test_cx7_what_is_no_period_or_grouping_is_refused_with_its_field(query: str, field: str) -> None:
    """Rule [CX7]."""
    with pytest.raises(Refused) as refused:
        asked_of(asking(query))
    assert (refused.value.code, refused.value.details) == (Code.WRONG_VALUE, {"field": field})


def test_cx7_what_is_asked_is_the_question() -> None:
    """Rule [CX7]."""
    assert asked_of(asking("from_ms=1&until_ms=2&by=hospital")) == ConsultFigures(from_ms=1, until_ms=2, by="hospital")


def test_cx7_names_in_a_file_are_in_the_language_that_was_asked_for() -> None:
    """Rule [CX7]."""
    assert (language_of(asking("")), language_of(asking("language=ru"))) == ("uz", "ru")
    with pytest.raises(Refused) as refused:
        language_of(asking("language=../ru"))
    assert refused.value.details == {"field": "language"}


def asking(query: str) -> Any:
    return make_mocked_request("GET", f"/api/consults/figures.csv?{query}")
