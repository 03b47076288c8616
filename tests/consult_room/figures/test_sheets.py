"""The figures as a file: CSV and XLSX, with no formula in them; and what is no period. Rule [CX7]."""

import io
import zipfile
from typing import Any

import pytest
from aiohttp.test_utils import make_mocked_request

from consult_room.figures.adapters.workbook import as_xlsx
from consult_room.figures.http import as_csv, asked_of, sheets_of
from signaling.protocol.consult_figures import (
    ConsultCounts,
    ConsultFigures,
    ConsultFiguresRow,
    ConsultFiguresView,
    KindOfRecord,
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
    kinds=[KindOfRecord(problem="stroke", weighed=2, complete=1, missing={"vitals": 1})],
)


def test_cx7_the_csv_has_every_group_and_no_formula() -> None:
    """Rule [CX7]."""
    text = as_csv(VIEW).decode()
    assert text.startswith("\ufeffdistrict,name,asked,")
    for row in text.splitlines():
        assert not row.startswith(("=", "+", "-", "@", "\t"))
    for bad in BAD:
        assert f"'{bad}" in text
    assert "'=cmd()" in text
    assert "vitals 1" in text


def test_cx7_the_workbook_has_three_sheets_and_no_formula() -> None:
    """Rule [CX7]."""
    with zipfile.ZipFile(io.BytesIO(as_xlsx(sheets_of(VIEW)))) as packed:
        names = packed.namelist()
        sheets = [packed.read(name).decode() for name in names if name.startswith("xl/worksheets/sheet")]
        words = packed.read("xl/sharedStrings.xml").decode()
    assert len(sheets) == 3
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


def asking(query: str) -> Any:
    return make_mocked_request("GET", f"/api/consults/figures.csv?{query}")
