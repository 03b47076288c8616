"""Simulated callers, at a simulated call taker's desk: incidents arrive by themselves, at real addresses."""

import math
from typing import Any

import msgspec
import structlog

from signaling.client import Client
from signaling.protocol.base import Point
from signaling.protocol.dispatch import (
    Address,
    Caller,
    IncidentStatus,
    OpenIncident,
    ReasonList,
    ReasonListView,
    ReasonView,
    Sex,
)
from signaling.protocol.geography import AddressAt, AddressFound, MapInfo, MapInUse
from signaling.protocol.refusals import Refused, Unavailable
from simulator.names import full_name, telephone
from simulator.pace import Pace

log = structlog.get_logger("simulator.callers")

RELATIONS = ("o'zi", "o'g'li", "qizi", "turmush o'rtog'i", "qo'shnisi", "yo'lovchi")
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
        west, south, east, north = msgspec.convert(info, MapInfo).bounds
        chance = self._pace.chance
        for _ in range(12):
            # Thicker in the middle, as towns are.
            point = Point(
                west + (east - west) * chance.betavariate(2.5, 2.5),
                south + (north - south) * chance.betavariate(2.5, 2.5),
            )
            found: Any = await self._client.ask(AddressAt(point=point))
            if found is not None:
                return msgspec.convert(found, AddressFound)
        return None

    def _incident(self, reason: ReasonView, place: AddressFound) -> OpenIncident:
        chance = self._pace.chance
        sex = chance.choice((Sex.FEMALE, Sex.MALE))
        affirmed = [question.code for question in reason.questions if chance.random() < 0.2]
        return OpenIncident(
            **self._client.envelope(),
            reason=reason.code,
            answers=affirmed,
            caller=Caller(number=telephone(chance), name=full_name(chance), relation=chance.choice(RELATIONS)),
            address=self._address(place),
            point=place.point,
            patient_name=full_name(chance, sex.value) if chance.random() < 0.5 else "",
            age_years=min(95, max(1, int(chance.gauss(48, 22)))),
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
