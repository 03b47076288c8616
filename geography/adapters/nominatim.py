"""An outside geocoder that speaks Nominatim's interface, by geopy. Off unless an address is configured."""

from __future__ import annotations

from urllib.parse import urlsplit

from geopy.adapters import AioHTTPAdapter
from geopy.exc import GeopyError
from geopy.geocoders import Nominatim

from signaling.protocol.base import Point
from signaling.protocol.geography import AddressFound, AddressKind
from signaling.protocol.refusals import Unavailable

Bounds = tuple[float, float, float, float]
_STREETS = ("road", "pedestrian", "residential")
_SETTLEMENTS = ("city", "town", "village", "hamlet")


class OutsideGeocoder:
    """Asks a Nominatim server at ``url`` (scheme, host, path). What is typed leaves the house: the service decides."""

    def __init__(self, url: str, *, user_agent: str = "tez-yordam", timeout_s: float = 2.0) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError(f"the geocoder's address is not an http address: {url}")
        self._scheme, self._domain = parts.scheme, (parts.netloc + parts.path).rstrip("/")
        self._user_agent, self._timeout_s = user_agent, timeout_s

    async def suggest(self, text: str, bounds: Bounds | None, limit: int, language: str) -> list[AddressFound]:
        """What the server finds, inside ``bounds`` (west, south, east, north) when given. Raises Unavailable."""
        box = [(bounds[1], bounds[0]), (bounds[3], bounds[2])] if bounds else None
        try:
            async with Nominatim(
                scheme=self._scheme, domain=self._domain, user_agent=self._user_agent, timeout=self._timeout_s,
                adapter_factory=AioHTTPAdapter,
            ) as server:  # fmt: skip
                found = await server.geocode(
                    text, exactly_one=False, limit=limit, addressdetails=True, language=language,
                    viewbox=box, bounded=box is not None,
                )  # fmt: skip
        except (GeopyError, OSError) as error:
            raise Unavailable("geocoder") from error
        return [_found(place.raw) for place in found or []]


def _found(raw: dict[str, object]) -> AddressFound:
    address = raw.get("address")
    parts: dict[str, str] = address if isinstance(address, dict) else {}
    street = next((parts[key] for key in _STREETS if key in parts), "")
    house = parts.get("house_number", "")
    settlement = next((parts[key] for key in _SETTLEMENTS if key in parts), "")
    named = street or str(raw.get("name") or "")
    kind = AddressKind.HOUSE if house else AddressKind.STREET if street else AddressKind.LANDMARK
    label = ", ".join(part for part in (f"{named} {house}".strip(), settlement) if part)
    return AddressFound(
        label=label or str(raw.get("display_name", "")),
        kind=kind,
        point=Point(lon=float(str(raw["lon"])), lat=float(str(raw["lat"]))),
        street=street,
        house=house,
        settlement=settlement,
    )
