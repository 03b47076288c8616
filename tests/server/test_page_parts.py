"""What pages load keeps being there while a service is updated: a page asks for its own parts long afterwards."""

import os
from pathlib import Path

import aiohttp
import pytest

from signaling.assets import KEPT_DAYS, Assets
from signaling.clock import now_ms
from tests.fixtures.redis import RedisServer
from tests.fixtures.server import TezServer, running

NEWER = "tests.server.newer"


def build(folder: Path, part: str) -> Path:
    """A front of one page and one part, as `interface/build.mjs` leaves it."""
    assets = folder / "console" / "assets"
    assets.mkdir(parents=True)
    (folder / "console" / "index.html").write_text(f"<script src=/web/console/assets/{part}></script>")
    (assets / part).write_text(f"export const part = '{part}';")
    (assets / f"{part}.br").write_bytes(b"as brotli")
    return folder


async def got(server: TezServer, path: str, encoding: str = "identity") -> tuple[int, str, str, bytes]:
    """Status, how long a cache keeps it, type and body."""
    headers = {"Accept-Encoding": encoding}
    async with (
        aiohttp.ClientSession(auto_decompress=False) as client,
        client.get(f"{server.url}/web/console/assets/{path}", headers=headers) as answer,
    ):
        kept = answer.headers["Cache-Control"]
        return answer.status, kept, answer.content_type, await answer.read()


@pytest.mark.timeout(120)
async def test_while_two_nodes_are_of_two_releases_each_serves_the_parts_of_both(
    tmp_path: Path, postgresql: str, redis_server: RedisServer
) -> None:
    shared = {"TEZ_DATABASE_URL": postgresql, "TEZ_REDIS_URL": redis_server.url}
    first, later = build(tmp_path / "first", "page-first.js"), build(tmp_path / "later", "page-later.js")
    older = TezServer(tmp_path / "data", {**shared, "NEWER_PAGES": str(first)}, program=NEWER)
    newer = TezServer(tmp_path / "data", {**shared, "NEWER_PAGES": str(later)}, program=NEWER)
    with running(older), running(newer):
        for server in (older, newer):
            for part in ("page-first.js", "page-later.js"):
                status, kept, kind, body = await got(server, part)
                assert (status, "immutable" in kept, kind.endswith("/javascript")) == (200, True, True)
                assert body == f"export const part = '{part}';".encode()
                assert (await got(server, part, "br"))[3] == b"as brotli"
            status, kept, _, _ = await got(server, "page-never.js")
            assert (status, kept) == (404, "no-store")
    await older_pages_after_an_update(newer)


async def older_pages_after_an_update(newer: TezServer) -> None:
    """Both nodes are of the later release: a page that was loaded before still gets its parts, and nothing else."""
    with running(newer):
        assert (await got(newer, "page-first.js"))[0] == 200
        for path in ("..%2f..%2findex.html", "%2e%2e%2f%2e%2e%2ftez.db", "..", ".page-first.js"):
            assert (await got(newer, path))[0] in {403, 404}, path


async def test_what_no_program_has_laid_for_a_month_is_forgotten(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    await Assets(build(tmp_path / "first", "page-first.js"), kept).keep()
    old = kept / "console" / "assets" / "page-first.js"
    long_ago_s = now_ms() / 1000 - (KEPT_DAYS + 1) * 86_400
    os.utime(old, (long_ago_s, long_ago_s))
    await Assets(tmp_path / "first", kept).keep()
    assert old.exists()  # it is still this program's own
    os.utime(old, (long_ago_s, long_ago_s))
    await Assets(build(tmp_path / "later", "page-later.js"), kept).keep()
    assert {file.name for file in old.parent.iterdir()} == {"page-first.js.br", "page-later.js", "page-later.js.br"}


async def test_a_folder_that_cannot_be_written_keeps_nobody_from_serving(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file stands in the way")
    await Assets(build(tmp_path / "first", "page-first.js"), tmp_path / "kept").keep()
