"""The figures of consults as a file for a spreadsheet."""

import asyncio
import csv
import io
from typing import TYPE_CHECKING, get_args

from aiohttp import web

from consult_room.figures.adapters.workbook import Cell, as_xlsx
from signaling.protocol.consult_figures import (
    ConsultCounts,
    ConsultFigures,
    ConsultFiguresView,
    FiguresBy,
    RatingQuestion,
)
from signaling.protocol.people import Language
from signaling.protocol.refusals import Code, Refused

if TYPE_CHECKING:
    from signaling.front_door import FrontDoor

COUNTS = tuple(name for name in ConsultCounts.__struct_fields__ if name != "ratings")
SCORES: tuple[RatingQuestion, ...] = get_args(RatingQuestion)
LANGUAGES: tuple[Language, ...] = get_args(Language)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BIGGEST_MS = 2**53


def sheets_of(view: ConsultFiguresView, language: Language) -> dict[str, list[list[Cell]]]:
    """The groups, the days or weeks of the period, each specialist's load, and the kinds of records."""
    scores = [name for question in SCORES for name in (f"{question}_mean", f"{question}_answers")]
    groups: list[list[Cell]] = [[view.by, "name", *COUNTS, *scores], ["all", "", *_cells(view.all)]]
    groups += [[_harmless(row.key), _harmless(row.name or ""), *_cells(row.counts)] for row in view.rows]
    steps: list[list[Cell]] = [[view.step, "asked", "in_time", "late"]]
    steps += [[one.date, one.asked, one.in_time, one.late] for one in view.steps]
    load: list[list[Cell]] = [["specialist", "name", "consults", "hours"]]
    load += [[_harmless(one.person_id), _harmless(one.name or ""), one.consults, one.hours] for one in view.load]
    kinds: list[list[Cell]] = [["problem", "name", "records", "complete", "missing"]]
    for kind in view.kinds:
        missing = ", ".join(f"{one.names.get(language, one.key)} {one.times}" for one in kind.missing)
        name = _harmless(kind.names.get(language, ""))
        kinds.append([_harmless(kind.problem), name, kind.weighed, kind.complete, _harmless(missing)])
    return {"consults": groups, f"{view.step}s": steps, "load": load, "records": kinds}


def _cells(counts: ConsultCounts) -> list[Cell]:
    means = {one.question: one for one in counts.ratings}
    cells: list[Cell] = [getattr(counts, name) for name in COUNTS]
    for question in SCORES:
        one = means.get(question)
        cells += [one.mean if one is not None else None, one.answers if one is not None else 0]
    return cells


def as_csv(view: ConsultFiguresView, language: Language) -> bytes:
    """One sheet under the other. The mark at the front tells spreadsheets that it is UTF-8."""
    written = io.StringIO()
    table = csv.writer(written)
    for rows in sheets_of(view, language).values():
        table.writerows(["" if cell is None else cell for cell in row] for row in rows)
        table.writerow([])
    return ("\ufeff" + written.getvalue()).encode()


def _harmless(text: str) -> str:
    """A spreadsheet takes a cell that begins with one of these for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _instant(request: web.Request, name: str) -> int:
    text = request.query.get(name, "")
    if not (text.isascii() and text.isdecimal() and len(text) <= 16 and int(text) < BIGGEST_MS):
        raise Refused(Code.WRONG_VALUE, field=name)
    return int(text)


def asked_of(request: web.Request) -> ConsultFigures:
    """Refuses ``wrong_value`` with the field for what is no instant or no grouping."""
    by = next((one for one in get_args(FiguresBy) if one == request.query.get("by", "specialty")), None)
    if by is None:
        raise Refused(Code.WRONG_VALUE, field="by")
    return ConsultFigures(from_ms=_instant(request, "from_ms"), until_ms=_instant(request, "until_ms"), by=by)


def language_of(request: web.Request) -> Language:
    """Of the names in the file. Refuses ``wrong_value`` for what is none of the service's."""
    asked = request.query.get("language", LANGUAGES[0])
    language = next((one for one in LANGUAGES if one == asked), None)
    if language is None:
        raise Refused(Code.WRONG_VALUE, field="language")
    return language


def routes(door: "FrontDoor") -> list[web.RouteDef]:
    """GET /api/consults/figures.csv and .xlsx with ``from_ms``, ``until_ms`` and ``by``, as ``consult.figures``, and
    ``language``, in which problems and what records lack are named."""

    async def figures(request: web.Request) -> web.Response:
        actor = await door.actor_of(request)
        language = language_of(request)
        view: ConsultFiguresView = await door.ask(asked_of(request), actor)
        kind = request.match_info["kind"]
        # A year by person is thousands of cells: nobody's frame waits for them to be packed.
        body = await asyncio.to_thread(as_csv if kind == "csv" else _packed, view, language)
        return web.Response(
            body=body,
            headers={
                "Content-Type": "text/csv; charset=utf-8" if kind == "csv" else XLSX,
                "Content-Disposition": f'attachment; filename="consults-by-{view.by}.{kind}"',
                "Cache-Control": "no-store",
                "X-Content-Type-Options": "nosniff",
            },
        )

    return [web.get("/api/consults/figures.{kind:csv|xlsx}", figures)]


def _packed(view: ConsultFiguresView, language: Language) -> bytes:
    return as_xlsx(sheets_of(view, language))
