"""The files that built pages load, under names made of their content: this program's, and those of programs before it.

A page that was loaded before an update asks for its own parts long afterwards; and while two nodes are updated one
after the other, the page comes from one and its parts may be asked of the other. So every node lays its files into one
folder of the data, and whatever a node's own program has not is served from there.
"""

import asyncio
import contextlib
import os
import shutil
from pathlib import Path

import structlog
from aiohttp import web

from signaling import clock

log = structlog.get_logger("assets")

KEPT_ASSETS = "pages"
"""The folder within the data folder; it is no part of a backup."""

KEPT_DAYS = 30
PARTS = "assets"


class Assets:
    """``/web/<front>/assets/<name>`` of ``built``, else of what was kept."""

    def __init__(self, built: Path, kept: Path) -> None:
        self._built = built
        self._kept = kept

    def routes(self) -> list[web.RouteDef]:
        return [web.get(f"/web/{{front:[a-z]+}}/{PARTS}/{{name}}", self.serve)]

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """The file; 404 where nobody has it, which no cache may keep."""
        front, name = request.match_info["front"], request.match_info["name"]
        if name.startswith(".") or "/" in name or "\\" in name:
            raise web.HTTPNotFound
        for root in (self._built, self._kept):
            file = root / front / PARTS / name
            if file.is_file():
                return web.FileResponse(file)
        raise web.HTTPNotFound

    async def keep(self) -> None:
        """Lays this program's files beside those of earlier ones, and forgets what nobody has laid for a month."""
        try:
            await asyncio.to_thread(self._keep)
        except OSError as error:
            # A full disk must not keep a node from serving: its own files it has.
            log.warning("this program's pages are not kept for later", why=str(error))

    def _keep(self) -> None:
        now_s = clock.now_ms() / 1000
        for source in self._built.glob(f"*/{PARTS}/*"):
            place = self._kept / source.relative_to(self._built)
            with contextlib.suppress(FileNotFoundError):
                os.utime(place, (now_s, now_s))
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            fresh = place.with_name(f".{place.name}.{os.getpid()}")
            shutil.copyfile(source, fresh)
            fresh.replace(place)
        for old in self._kept.glob(f"*/{PARTS}/*"):
            if now_s - old.stat().st_mtime > KEPT_DAYS * 86_400:
                old.unlink(missing_ok=True)
