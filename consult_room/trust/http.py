"""Who has read a record, as a file; and the trace of what is read over HTTP."""

import csv
import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aiohttp import web

from signaling.protocol.record_access import ConsultOpen, ConsultReaders, ConsultReadersView, ReadKind
from signaling.slice import Actor, Role

if TYPE_CHECKING:
    from signaling.front_door import FrontDoor

COLUMNS = ("at", "name", "role", "part", "place", "way", "what", "item", "device")


async def trace_read(
    door: "FrontDoor", actor: Actor, consult_id: str, what: ReadKind, item_id: str | None = None
) -> None:
    """Before what is read is given out: it is written down that it is. Refuses ``not_found`` to who has had no part."""
    wish = ConsultOpen(id=door.new_id(), made_at_ms=door.now_ms(), consult_id=consult_id, what=what, item_id=item_id)
    await door.submit(wish, actor)


def as_csv(told: ConsultReadersView) -> str:
    """The newest reading first; times are UTC."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for one in told.readings:
        at = datetime.fromtimestamp(one.at_ms / 1000, UTC).isoformat(timespec="seconds")
        who = (one.name or one.reader_id, one.role, one.part or "", one.place)
        what = (one.way, one.what, one.item_id or "", one.device)
        table.writerow([at, *(_harmless(cell) for cell in (*who, *what))])
    return written.getvalue()


def _harmless(text: str) -> str:
    """A spreadsheet takes a cell that begins with one of these for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def routes(door: "FrontDoor") -> list[web.RouteDef]:
    """GET /api/consults/{consult_id}/readers.csv, for whoever may ask ``consult.readers``; else 404."""

    async def readers(request: web.Request) -> web.Response:
        actor = await door.actor_of(request)
        consult_id = request.match_info["consult_id"]
        told: ConsultReadersView = await door.ask(ConsultReaders(consult_id=consult_id), actor)
        if actor.role is not Role.ADMINISTRATOR:
            await trace_read(door, actor, told.consult_id, "exported")
        # The mark at the front tells spreadsheets that it is UTF-8.
        return web.Response(
            body=("\ufeff" + as_csv(told)).encode(),
            headers={
                "Content-Type": "text/csv; charset=utf-8",
                "Content-Disposition": f'attachment; filename="readers-{told.number}.csv"',
                "Cache-Control": "no-store",
            },
        )

    return [web.get("/api/consults/{consult_id}/readers.csv", readers)]
