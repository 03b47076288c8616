"""The month's report on alerts as a table for a spreadsheet."""

import csv
import io
import re
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from aiohttp import web

from signaling.protocol.alert_reports import AlertReport, AlertReportOf, Answering
from signaling.protocol.refusals import Code, Refused

if TYPE_CHECKING:
    from signaling.front_door import FrontDoor

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


def month_of(text: str, zone: tzinfo) -> tuple[int, int]:
    """The instants at which a month like ``2026-11`` begins and ends there. Raises ValueError."""
    found = MONTH.fullmatch(text)
    if found is None:
        raise ValueError(text)
    year, month = int(found[1]), int(found[2])
    begins = datetime(year, month, 1, tzinfo=zone)
    ends = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
    return int(begins.timestamp() * 1000), int(ends.timestamp() * 1000)


def as_csv(report: AlertReport) -> str:
    """One line for the whole, each person, each step and each hour; the first column says which."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(["what", "name", "asked", "accepted", "declined", "unanswered", "lapsed", "median_s", "p90_s"])
    whole = Answering(
        asked=report.alerts,
        accepted=report.accepted,
        unanswered=report.expired + report.declined_by_all,
        lapsed=report.lapsed,
        median_s=report.answered_median_s,
        p90_s=report.answered_p90_s,
    )
    table.writerow(["alerts", "", *_figures(whole)])
    for person in report.people:
        table.writerow(["person", _harmless(person.name or person.person_id), *_figures(person.answering)])
        if person.drills.asked:
            table.writerow(["drills", _harmless(person.name or person.person_id), *_figures(person.drills)])
    for hour in report.hours:
        table.writerow(["hour", hour.hour, *_figures(hour.answering)])
    table.writerow([])
    counts = ["steps", "missing", "sent", "delivered", "failed", "repeated", "answers", "segments"]
    table.writerow(["step", *counts, "cost"])
    for step in report.steps:
        figures = [getattr(step, name) for name in counts]
        table.writerow([step.channel, *figures, "" if step.cost is None else step.cost])
    return written.getvalue()


def _figures(answering: Answering) -> list[object]:
    return [
        answering.asked, answering.accepted, answering.declined, answering.unanswered, answering.lapsed,
        "" if answering.median_s is None else answering.median_s,
        "" if answering.p90_s is None else answering.p90_s,
    ]  # fmt: skip


def _harmless(text: str) -> str:
    """A spreadsheet takes a cell that begins with one of these for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def month_routes(door: "FrontDoor") -> list[web.RouteDef]:
    """GET /api/alerts/report.csv?month=2026-11, for administrators. 409 ``wrong_state`` for what is no month."""
    zone = ZoneInfo(door.settings.time_zone)

    async def report(request: web.Request) -> web.Response:
        actor = await door.actor_of(request)
        try:
            from_ms, until_ms = month_of(request.query.get("month", ""), zone)
        except ValueError:
            raise Refused(Code.WRONG_STATE, field="month") from None
        told: AlertReport = await door.ask(AlertReportOf(from_ms=from_ms, until_ms=until_ms), actor)
        # The mark at the front tells spreadsheets that it is UTF-8.
        return web.Response(
            body=("\ufeff" + as_csv(told)).encode(),
            headers={
                "Content-Type": "text/csv; charset=utf-8",
                "Content-Disposition": f'attachment; filename="alerts-{request.query["month"]}.csv"',
                "Cache-Control": "no-store",
            },
        )

    return [web.get("/api/alerts/report.csv", report)]
