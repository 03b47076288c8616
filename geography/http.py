"""The base map's file, by ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from geography.map_store import TILES, map_folder

if TYPE_CHECKING:
    from pathlib import Path

    from signaling.front_door import FrontDoor


def tile_routes(data_folder: Path) -> list[web.RouteDef]:
    """``GET /maps/{map_id}/base.pmtiles``: aiohttp's FileResponse answers ranges, ``If-Range`` and 416.

    The map's id is made from its content, so a browser may keep every part of it for ever. The file holds no personal
    data and asks for no sign-in: a caller's page draws it too.
    """

    async def base(request: web.Request) -> web.StreamResponse:
        folder = map_folder(data_folder, request.match_info["map_id"])
        if folder is None or not (folder / TILES).is_file():
            raise web.HTTPNotFound
        return web.FileResponse(
            folder / TILES,
            headers={
                "Cache-Control": "public, max-age=31536000, immutable",
                "Content-Type": "application/vnd.pmtiles",
            },
        )

    return [web.get("/maps/{map_id}/base.pmtiles", base)]


def routes(door: FrontDoor) -> list[web.RouteDef]:
    """The slice's routes."""
    return tile_routes(door.settings.data_folder)
