"""The slice: questions only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geography.client import GeographyClient
from geography.map_store import Manifest
from signaling.protocol.geography import (
    AddressAt,
    AddressFound,
    Leg,
    MapInfo,
    MapInUse,
    Route,
    RouteView,
    SuggestAddresses,
    TravelTimes,
)
from signaling.protocol.refusals import Code, Refused, Unavailable
from signaling.slice import Answers, Enquiry, Slice

if TYPE_CHECKING:
    from geography.adapters.nominatim import OutsideGeocoder  # geopy takes half a second to import

TYPED_LIMIT = 200  # letters; what is longer is no address
OUTSIDE_FROM = 4  # letters; an outside service is not asked for less


class GeographyAnswers:
    """One method a question."""

    def __init__(self, client: GeographyClient, outside: OutsideGeocoder | None) -> None:
        self._client, self._outside = client, outside

    async def travel_times(self, asked: TravelTimes, enquiry: Enquiry) -> list[Leg | None]:
        answer: list[Leg | None] = await self._client.ask(asked)
        return answer

    async def route(self, asked: Route, enquiry: Enquiry) -> RouteView:
        answer: RouteView | None = await self._client.ask(asked)
        if answer is None:
            raise Refused(Code.NOT_FOUND, kind="route")
        return answer

    async def suggest(self, asked: SuggestAddresses, enquiry: Enquiry) -> list[AddressFound]:
        """The map's own places; the outside geocoder, where one is configured, is asked when there are none."""
        if len(asked.text) > TYPED_LIMIT:
            raise Refused(Code.TOO_LONG, field="text", limit=TYPED_LIMIT)
        answer: list[AddressFound] = await self._client.ask(asked)
        if not answer and self._outside is not None and len(asked.text.strip()) >= OUTSIDE_FROM:
            bounds = self._client.manifest.bounds if self._client.manifest else None
            try:
                return await self._outside.suggest(asked.text, bounds, asked.limit, enquiry.actor.language)
            except Unavailable:
                return []  # it is an extra; the map's own answer, which is "nothing", stands
        return answer

    async def address_at(self, asked: AddressAt, enquiry: Enquiry) -> AddressFound | None:
        answer: AddressFound | None = await self._client.ask(asked)
        return answer

    async def map_in_use(self, asked: MapInUse, enquiry: Enquiry) -> MapInfo | None:
        manifest: Manifest | None = self._client.in_use
        return manifest.info() if manifest is not None else None


def assemble(*, client: GeographyClient, outside: OutsideGeocoder | None = None) -> Slice:
    """The slice over a started client; ``outside`` is an optional geocoder for what the map does not know."""
    answers = GeographyAnswers(client, outside)
    return Slice(
        name="geography",
        answers=(
            Answers(TravelTimes, answers.travel_times),
            Answers(Route, answers.route, from_screens=True),
            Answers(SuggestAddresses, answers.suggest, from_screens=True),
            Answers(AddressAt, answers.address_at, from_screens=True),
            Answers(MapInUse, answers.map_in_use, from_screens=True),
        ),
    )
