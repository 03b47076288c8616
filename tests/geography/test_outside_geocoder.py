"""An outside geocoder is an extra: asked only where it is configured, and its failure costs nothing but itself."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from geography.adapters.nominatim import OutsideGeocoder
from signaling.protocol.geography import AddressKind
from signaling.protocol.refusals import Unavailable

# The shape of Nominatim's jsonv2 answer to a search with address details.
PLACES = [
    {
        "lat": "39.6547", "lon": "66.9597", "name": "", "display_name": "14, Registon koʻchasi, Samarqand",
        "address": {"house_number": "14", "road": "Registon koʻchasi", "city": "Samarqand"},
    },
    {
        "lat": "39.6560", "lon": "66.9750", "name": "Siyob bozori", "display_name": "Siyob bozori, Samarqand",
        "address": {"city": "Samarqand"},
    },
]  # fmt: skip


class FakeNominatim:
    """Knows two places; remembers what it was asked; can be told to fail."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.status = 200

    async def search(self, request: web.Request) -> web.Response:
        self.asked.append(dict(request.query))
        if self.status != 200:
            return web.Response(status=self.status)
        wanted = request.query["q"].casefold()
        return web.json_response([place for place in PLACES if wanted in str(place["display_name"]).casefold()])


@pytest.fixture
async def nominatim() -> AsyncIterator[tuple[FakeNominatim, OutsideGeocoder]]:
    fake = FakeNominatim()
    app = web.Application()
    app.router.add_get("/search", fake.search)
    async with TestServer(app) as server:
        yield fake, OutsideGeocoder(str(server.make_url("/")))


async def test_what_it_finds_are_addresses(nominatim: tuple[FakeNominatim, OutsideGeocoder]) -> None:
    fake, geocoder = nominatim
    house = (await geocoder.suggest("registon", (66.0, 39.0, 68.0, 40.0), 5, "uz"))[0]
    assert (house.kind, house.street, house.house) == (AddressKind.HOUSE, "Registon koʻchasi", "14")
    assert house.label == "Registon koʻchasi 14, Samarqand"
    place = (await geocoder.suggest("siyob", None, 5, "ru"))[0]
    assert (place.kind, place.label) == (AddressKind.LANDMARK, "Siyob bozori, Samarqand")
    assert fake.asked[0]["bounded"] == "1"
    assert fake.asked[0]["accept-language"] == "uz"
    assert "bounded" not in fake.asked[1]


async def test_nothing_found_is_an_empty_list(nominatim: tuple[FakeNominatim, OutsideGeocoder]) -> None:
    assert await nominatim[1].suggest("zzz", None, 5, "uz") == []


@pytest.mark.parametrize("status", [500, 429, 403])
async def test_a_refusal_is_unavailable(nominatim: tuple[FakeNominatim, OutsideGeocoder], status: int) -> None:
    fake, geocoder = nominatim
    fake.status = status
    with pytest.raises(Unavailable):
        await geocoder.suggest("registon", None, 5, "uz")


async def test_nobody_there_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        await OutsideGeocoder("http://127.0.0.1:9/", timeout_s=0.5).suggest("registon", None, 5, "uz")


@pytest.mark.parametrize("url", ["", "nominatim", "ftp://maps.example/", "http://"])
def test_an_address_that_is_none_is_refused_at_once(url: str) -> None:
    with pytest.raises(ValueError, match="http address"):
        OutsideGeocoder(url)
