"""A small department for tests of the rota: three cardiologists, a surgeon, an administrator."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from signaling.protocol.duty import DutyAdd, DutyPeople, WeeklyHours
from signaling.protocol.people import PersonAdd
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.rota import RotaBetween, RotaGap, RotaGaps, RotaStretch, SwapAsk, SwapTake
from signaling.slice import Actor, Role
from signaling.testing import Town

HOUR_MS = 3_600_000
ADMINISTRATOR = Actor("admin", Role.ADMINISTRATOR)
TASHKENT = ZoneInfo("Asia/Tashkent")


def doctor(name: str) -> Actor:
    return Actor(name, Role.SPECIALIST, name)


RASULOVA, LI, SAIDOVA, YUSUPOV = doctor("rasulova"), doctor("li"), doctor("saidova"), doctor("yusupov")
COLLEAGUES = ((RASULOVA, "cardiology"), (LI, "cardiology"), (SAIDOVA, "cardiology"), (YUSUPOV, "surgery"))


def at(text: str) -> int:
    """Ms UTC of a Tashkent wall time."""
    return int(datetime.fromisoformat(text).replace(tzinfo=TASHKENT).timestamp() * 1000)


class Department:
    """What a test does with the town, in short words."""

    def __init__(self, town: Town) -> None:
        self.town = town

    async def fill(self) -> None:
        """Everybody has an account; Rasulova is on duty from Monday 20:00 for twelve hours, every week."""
        self.town.now_ms = at("2026-03-02T12:00")  # a Monday
        for actor, specialty in COLLEAGUES:
            await self.do(
                PersonAdd, person_id=actor.id, login=actor.id, name=actor.id.title(), role="specialist",
                specialty=specialty, telephone="+998000000001", email=f"{actor.id}@example.org",
            )  # fmt: skip
        await self.night("night", RASULOVA)

    async def night(self, duty_id: str, actor: Actor, **fields: Any) -> None:
        hours = [WeeklyHours(weekday=0, from_minute=20 * 60, until_minute=32 * 60)]
        given = {"person_id": actor.id, "specialty": "cardiology", "weekly": hours, **fields}
        await self.do(DutyAdd, duty_id=duty_id, **given)

    async def do(self, command: Any, actor: Actor = ADMINISTRATOR, **fields: Any) -> Any:
        return await self.town.do(self.town.wish(command, **fields), actor)

    async def refused(self, command: Any, actor: Actor = ADMINISTRATOR, **fields: Any) -> tuple[Code, Any]:
        with pytest.raises(Refused) as refused:
            await self.do(command, actor, **fields)
        return refused.value.code, refused.value.details.get("why")

    async def asked(self, when: str, **fields: Any) -> list[str]:
        """Who is on duty for cardiology at that wall time."""
        question = DutyPeople(**{"specialty": "cardiology", "at_ms": at(when), **fields})
        return [one.person_id for one in await self.town.ask(question)]

    async def give(self, swap_id: str, actor: Actor, from_: str, until: str, **fields: Any) -> None:
        stretch = {"duty_id": "night", "from_ms": at(from_), "until_ms": at(until)}
        await self.do(SwapAsk, actor, swap_id=swap_id, **{**stretch, **fields})

    async def take(self, swap_id: str, actor: Actor) -> None:
        await self.do(SwapTake, actor, swap_id=swap_id)

    async def gaps(self, from_: str, until: str) -> list[RotaGap]:
        found: list[RotaGap] = await self.town.ask(RotaGaps(from_ms=at(from_), until_ms=at(until)), RASULOVA)
        return found

    async def between(self, from_: str, until: str) -> list[RotaStretch]:
        found: list[RotaStretch] = await self.town.ask(RotaBetween(from_ms=at(from_), until_ms=at(until)), RASULOVA)
        return found
