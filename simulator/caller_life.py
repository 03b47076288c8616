"""Simulated callers, at a simulated call taker's desk: incidents arrive by themselves, at real addresses."""

import math
from typing import Any

import msgspec
import structlog

from signaling.client import Client
from signaling.protocol.base import Point
from signaling.protocol.geography import AddressAt, AddressFound, MapInfo, MapInUse
from signaling.protocol.incidents import Address, Caller, IncidentStatus, OpenIncident, Sex
from signaling.protocol.reasons import ReasonList, ReasonListView, ReasonView
from signaling.protocol.refusals import Refused, Unavailable
from simulator.names import full_name, telephone
from simulator.pace import Pace

log = structlog.get_logger("simulator.callers")

RELATIONS = ("o'zi", "o'g'li", "qizi", "turmush o'rtog'i", "qo'shnisi", "yo'lovchi")
SEXES = (Sex.FEMALE, Sex.MALE)
ANYWHERE = 0.15
"""The share of calls that may come from the farthest village."""
TOWN_SHARE = 16
"""How many times wider the map is than the spread of the town's calls."""
WAITING_AT_MOST = 4
"""Nobody is helped by a queue that only grows while the person who tries the demo reads the manual."""


class CallerLife:
    """Opens an incident every ``mean_s`` seconds on the average (a Poisson stream)."""

    def __init__(self, client: Client, pace: Pace, *, mean_s: float = 200.0, first_s: float = 12.0) -> None:
        self._client = client
        self._pace = pace
        self._mean_s = mean_s
        self._first_s = first_s

    async def live(self) -> None:
        await self._pace.wait(self._first_s)
        while True:
            try:
                if self._waiting() < WAITING_AT_MOST:
                    await self._call()
            except (Refused, Unavailable, TimeoutError) as no:
                log.info("nobody could call", why=str(no))
            await self._pace.wait(-self._mean_s * math.log(1 - self._pace.chance.random()))

    def _waiting(self) -> int:
        return sum(view["status"] == IncidentStatus.WAITING for view in self._client.things("incident").values())

    async def _call(self) -> None:
        reasons = msgspec.convert(await self._client.ask(ReasonList()), ReasonListView)
        place = await self._place()
        if place is None:
            return
        await self._client.do(self._incident(self._pace.chance.choice(reasons.reasons), place))

    async def _place(self) -> AddressFound | None:
        """A house of the map in use; None when none was found near a dozen random points."""
        info: Any = await self._client.ask(MapInUse())
        if info is None:
            return None
        known = msgspec.convert(info, MapInfo)
        for _ in range(12):
            point = self._somewhere(known)
            found: Any = await self._client.ask(AddressAt(point=point))
            if found is not None:
                return msgspec.convert(found, AddressFound)
        return None

    def _somewhere(self, known: MapInfo) -> Point:
        """Mostly in the town in the middle, now and then anywhere on the map."""
        chance = self._pace.chance
        west, south, east, north = known.bounds
        if chance.random() < ANYWHERE:
            return Point(chance.uniform(west, east), chance.uniform(south, north))
        spread = min(east - west, north - south) / TOWN_SHARE
        return Point(chance.gauss(known.center.lon, spread), chance.gauss(known.center.lat, spread))

    def _patient(self, reason: ReasonView) -> tuple[int, Sex]:
        """An age and a sex that the reason does not contradict."""
        chance = self._pace.chance
        if reason.group == "children":
            return (0 if reason.code.startswith("newborn") else chance.randint(1, 13)), chance.choice(SEXES)
        if reason.group == "birth":
            return chance.randint(18, 42), Sex.FEMALE
        return min(95, max(14, int(chance.gauss(52, 19)))), chance.choice(SEXES)

    def _incident(self, reason: ReasonView, place: AddressFound) -> OpenIncident:
        chance = self._pace.chance
        age_years, sex = self._patient(reason)
        affirmed = [question.code for question in reason.questions if chance.random() < 0.2]
        return OpenIncident(
            **self._client.envelope(),
            reason=reason.code,
            answers=affirmed,
            caller=Caller(number=telephone(chance), name=full_name(chance), relation=chance.choice(RELATIONS)),
            address=self._address(place),
            point=place.point,
            patient_name=full_name(chance, sex.value) if chance.random() < 0.5 else "",
            age_years=age_years,
            sex=sex,
        )

    def _address(self, place: AddressFound) -> Address:
        chance = self._pace.chance
        flat = chance.random() < 0.5
        return Address(
            label=place.label,
            settlement=place.settlement,
            street=place.street,
            house=place.house,
            flat=str(chance.randint(1, 80)) if flat else "",
            entrance=str(chance.randint(1, 4)) if flat else "",
            floor=str(chance.randint(1, 5)) if flat else "",
        )
