"""``tez duty import``: a calendar file becomes entries of the duty list."""

import argparse
from typing import Any

from config.commands import CommandProblem, offline_work
from config.settings import Settings


def import_duty(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints what came of it and every event that was left out; exit code 1 when there are any."""
    from people.adapters.calendar import MOST_BYTES, NoCalendar
    from people.importing import Importer, ImportReport
    from signaling import clock

    file = arguments.file.read_bytes()
    if len(file) > MOST_BYTES:
        raise CommandProblem(f"{arguments.file} is larger than 1 MiB.")
    reports: list[ImportReport] = []

    async def bring(offline: Any) -> None:
        importer = Importer(settings.time_zone, offline.do, offline.new_id)
        now_ms = clock.now_ms()
        try:
            async with offline.bus.reading() as reading:
                planned = await importer.planned(file, reading, now_ms)
        except NoCalendar:
            raise CommandProblem(f"{arguments.file} is no calendar.") from None
        reports.append(await importer.carry_out(planned, now_ms, strict=arguments.strict))

    offline_work(settings, bring)
    (report,) = reports
    for problem in report.problems:
        print(f"line {problem.line}: {problem.uid or 'no UID'}: {problem.why}")
    done = f"{report.added} added, {report.changed} changed, {report.removed} removed, {report.kept} as they were"
    print(f"{done}, {len(report.problems)} left out." if report.done else "Nothing was changed.")
    return 1 if report.problems else 0
