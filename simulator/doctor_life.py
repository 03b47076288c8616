"""Simulated doctors: specialists who answer alerts and consults in a while, a physician who sometimes asks."""

import asyncio
import contextlib
from collections.abc import Coroutine
from typing import Any

import msgspec

from signaling import clock
from signaling.client import Client, Stopped
from signaling.ids import new_id
from signaling.protocol.alerts import AlertAcknowledge, AlertConfirm
from signaling.protocol.base import Command
from signaling.protocol.consult_room import (
    ConsultAccept,
    ConsultAcknowledge,
    ConsultAsk,
    ConsultConclude,
    ConsultSay,
)
from signaling.protocol.consult_views import ConsultView
from signaling.protocol.refusals import Refused, Unavailable
from simulator.door import Person
from simulator.pace import Pace
from simulator.talking import Lines, Talker

SOMEBODY_ELSE_MS = 30 * 60_000
SAYS = "Ko'rib turibman. Bosim, puls va SpO2 ni yozib yuboring."
CONCLUSION = "Sinov xulosasi: kuzatuv, qayta baholash 30 daqiqadan keyin. Bu simulyatsiya, tibbiy tavsiya emas."
QUESTION = "Sinov savoli: bemorni ko'chirish kerakmi?"
SPECIALTIES = ("cardiology", "neurology", "surgery", "paediatrics", "obstetrics", "toxicology")


class DoctorLife:
    """One doctor at a browser. When the real person signs in, the doctor is theirs for half an hour."""

    def __init__(self, base_url: str, cookie: str, person: Person, lines: Lines, pace: Pace, *, asks: bool) -> None:
        self._person = person
        self._pace = pace
        self._asks = asks
        self._done: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._client = Client(base_url, cookie, hear=self._hear)
        self._talker = Talker(self._client, person.name, lines, pace, answers=lambda view: not self._given_away())

    async def live(self) -> None:
        """Until signed out."""
        try:
            async with self._client:
                if self._asks:
                    self._begin(self._ask_now_and_then())
                await self._client.until(lambda client: client.stopped, timeout_s=365 * 86_400)
        except Stopped:
            pass
        finally:
            for task in self._tasks:
                task.cancel()
            await self._talker.close()

    def _given_away(self) -> bool:
        mine = self._client.me.get("sign_in_id")
        return any(
            other["sign_in_id"] != mine
            and other["device"] != "simulator"
            and clock.now_ms() - other["opened_at_ms"] < SOMEBODY_ELSE_MS
            and other["opened_at_ms"] > self._client_since_ms()
            for other in self._client.things("sign_in").values()
        )

    def _client_since_ms(self) -> int:
        """When this simulated person signed in: what was open before may be of an earlier simulated town."""
        mine = self._client.things("sign_in").get(str(self._client.me.get("sign_in_id")))
        return int(mine["opened_at_ms"]) if mine else 0

    async def _hear(self, message: dict[str, Any]) -> None:
        await self._talker.hear(message)
        if message["type"] != "frame" or self._given_away():
            return
        for id, view in self._client.things("alert").items():
            if view["status"] == "open":
                self._once(f"alert {id}", self._acknowledge(id))
        for id, raw in self._client.things("consult").items():
            self._look_at(id, msgspec.convert(raw, ConsultView))

    def _look_at(self, id: str, view: ConsultView) -> None:
        if view.relation == "invited" and view.state == "ringing":
            self._once(f"accept {id}", self._accept(id))
        elif view.relation == "specialist" and view.state == "accepted":
            self._once(f"conclude {id}", self._conclude(id))
        elif view.relation == "asker" and view.state == "concluded":
            self._once(f"read {id}", self._read(id))

    # -- what a doctor does --------------------------------------------------------------------------------------

    async def _acknowledge(self, id: str) -> None:
        await self._pace.wait(45, 75)
        if id in self._client.things("alert") and not self._given_away():
            answer = {"alert_id": id, "person_id": self._person.person_id, "channel": "browser"}
            await self._do(AlertAcknowledge, **answer)
            await self._pace.wait(20, 60)
            await self._do(AlertConfirm, **answer)

    async def _accept(self, id: str) -> None:
        await self._pace.wait(8, 16)
        if not self._given_away():
            await self._do(ConsultAccept, consult_id=id)

    async def _conclude(self, id: str) -> None:
        await self._pace.wait(20, 30)
        await self._do(ConsultSay, consult_id=id, text=SAYS)
        await self._pace.wait(90, 150)
        if not self._given_away():
            await self._do(ConsultConclude, consult_id=id, conclusion=CONCLUSION)

    async def _read(self, id: str) -> None:
        await self._pace.wait(10, 30)
        await self._do(ConsultAcknowledge, consult_id=id)

    async def _ask_now_and_then(self) -> None:
        chance = self._pace.chance
        while True:
            await self._pace.wait(600, 1500)
            if not self._given_away() and not self._client.things("consult"):
                await self._do(
                    ConsultAsk, consult_id=new_id(clock.now_ms()), specialty=chance.choice(SPECIALTIES),
                    urgency=chance.choice(("urgent", "planned")), question=QUESTION, age_years=chance.randint(2, 88),
                    sex=chance.choice(("female", "male")),
                )  # fmt: skip

    async def _do(self, command: type[Command], **fields: Any) -> None:
        with contextlib.suppress(Refused, Unavailable, TimeoutError):
            await self._client.do(command(**{**self._client.envelope(), **fields}))

    def _once(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        if name in self._done:
            work.close()
            return
        self._done.add(name)
        self._begin(work)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
