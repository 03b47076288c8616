"""The month's report as a table: over HTTP, by the command line, and what a spreadsheet makes of it."""

import csv
import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec
import pytest

from signaling.protocol.alert_reports import Answering, PersonAnswering
from signaling.slice import Role
from signaling.testing import person
from sms.domain.report import Report
from sms.http.month import as_csv, month_of

TASHKENT = ZoneInfo("Asia/Tashkent")


def at(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat()


def test_a_month_is_the_services_own() -> None:
    begins, ends = month_of("2026-12", TASHKENT)
    assert (at(begins), at(ends)) == ("2026-11-30T19:00:00+00:00", "2026-12-31T19:00:00+00:00")


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-00", "2026-1", "november", "2026-11-01", "1999-11"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text or "^$"):
        month_of(text, TASHKENT)


def test_every_row_is_a_row_and_no_name_is_a_formula() -> None:
    report = Report(TASHKENT, {"sms": 50.0}, "UZS").written(0, 1)
    name = '=HYPERLINK("http://evil","Karimov, \\n A.")'
    people = [
        PersonAnswering(
            person_id="k", name=name, answering=Answering(asked=2, median_s=12.5), drills=Answering(asked=1)
        )
    ]
    rows = list(csv.reader(io.StringIO(as_csv(msgspec.structs.replace(report, people=people)))))
    kinds = [row[0] for row in rows if row]
    assert kinds.count("hour") == 24
    assert {"alerts", "person", "drills", "sms", "voice", "push", "email"} <= set(kinds)
    (row,) = [row for row in rows if row[:1] == ["person"]]
    assert row[1] == f"'{name}"
    assert row[2:] == ["2", "0", "0", "0", "0", "12.5", ""]


def test_only_administrators_may_ask_for_it() -> None:
    from people.domain.rights import may_ask

    assert may_ask(person(Role.ADMINISTRATOR), "alerts.report")
    assert not any(
        may_ask(person(role), "alerts.report") for role in Role if role not in (Role.ADMINISTRATOR, Role.SYSTEM)
    )
