"""``tez alerts report``: the month's report on alerts as a table."""

import argparse
from typing import Any
from zoneinfo import ZoneInfo

from config.commands import CommandProblem, offline_work
from config.settings import Settings


def report_alerts(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints the report of a month as CSV."""
    from signaling.protocol.alert_reports import AlertReport, AlertReportOf
    from sms.http.month import as_csv, month_of

    try:
        from_ms, until_ms = month_of(arguments.month, ZoneInfo(settings.time_zone))
    except ValueError:
        raise CommandProblem(f"{arguments.month} is no month: write it like 2026-11.") from None
    reports: list[AlertReport] = []

    async def read(offline: Any) -> None:
        reports.append(await offline.bus.ask(AlertReportOf(from_ms=from_ms, until_ms=until_ms)))

    offline_work(settings, read)
    print(as_csv(reports[0]), end="")
    return 0
