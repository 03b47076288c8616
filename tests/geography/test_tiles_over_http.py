"""The base map is served by ranges, for ever cacheable, and nothing else of the folder is."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from geography.http import tile_routes
from geography.map_store import TILES
from tests.geography.conftest import TownMap

Client = TestClient[web.Request, web.Application]


@pytest.fixture
async def browser(town_map: TownMap) -> AsyncIterator[Client]:
    app = web.Application()
    app.add_routes(tile_routes(town_map.data_folder))
    async with TestClient(TestServer(app)) as client:
        yield client


async def test_a_range_is_answered_with_that_range(browser: Client, town_map: TownMap) -> None:
    whole = (town_map.folder / TILES).read_bytes()
    answer = await browser.get(str(town_map.info.tiles_url), headers={"Range": "bytes=100-227"})
    assert answer.status == 206
    assert answer.headers["Content-Range"] == f"bytes 100-227/{len(whole)}"
    assert await answer.read() == whole[100:228]
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["ETag"]


async def test_the_whole_file_is_answered_without_a_range_and_the_same_tag_is_not_sent_again(
    browser: Client, town_map: TownMap
) -> None:
    answer = await browser.get(str(town_map.info.tiles_url))
    assert answer.status == 200
    assert (await answer.read())[:7] == b"PMTiles"
    again = await browser.get(str(town_map.info.tiles_url), headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status == 304


async def test_a_range_beyond_the_end_is_refused(browser: Client, town_map: TownMap) -> None:
    answer = await browser.get(str(town_map.info.tiles_url), headers={"Range": "bytes=999999999-"})
    assert answer.status == 416


@pytest.mark.parametrize("map_id", ["0" * 16, "..", "%2e%2e", "current", "ABCDEF", "0"])
async def test_there_is_nothing_under_another_name(browser: Client, map_id: str) -> None:
    assert (await browser.get(f"/maps/{map_id}/base.pmtiles")).status == 404


async def test_other_files_of_the_map_are_not_served(browser: Client, town_map: TownMap) -> None:
    for name in ("roads.npz", "addresses.npz", "manifest.json"):
        assert (await browser.get(f"/maps/{town_map.info.map_id}/{name}")).status == 404
