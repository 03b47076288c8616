"""A simulated crew: takes orders, drives there, treats, takes the patient to a hospital, comes back."""

import asyncio
import contextlib
from typing import Any

import msgspec
import structlog

from signaling import clock
from signaling.client import Client, Stopped
from signaling.protocol.assignments import AcceptAssignment, AssignmentView, DeliverAssignment, SeeAssignment
from signaling.protocol.base import Command, Point
from signaling.protocol.brigade_app import PositionFix, StartShift, TabletView
from signaling.protocol.brigades import BrigadeState, BrigadeView
from signaling.protocol.geography import Route, RouteView
from signaling.protocol.hospitals import HospitalList, HospitalView
from signaling.protocol.incidents import Result
from signaling.protocol.milestones import Milestone, ReportMilestone, Stage
from signaling.protocol.refusals import Refused, Unavailable
from simulator.door import DEVICE
from simulator.driving import Drive, metres_between
from simulator.names import crew_names
from simulator.pace import Pace
from simulator.talking import Lines, Talker

log = structlog.get_logger("simulator.crew")

MOVING_FIX_S = 5.0
STANDING_FIX_S = 30.0
SOMEBODY_ELSE_MS = 30 * 60_000
TAKEN_TO_HOSPITAL = 0.65
NO_ROADS_KMH = 40.0


class CrewLife:
    """One brigade's day. When a person pairs a tablet of their own with the brigade, it is theirs."""

    def __init__(self, base_url: str, cookie: str, brigade: BrigadeView, lines: Lines, pace: Pace) -> None:
        self._pace = pace
        self._brigade_id = brigade.brigade_id
        self._point = brigade.station_point
        self._drive: tuple[Drive, float] | None = None
        self._heading = 0.0
        self._client = Client(base_url, cookie, hear=self._hear)
        self._talker = Talker(self._client, brigade.callsign, lines, pace, answers=lambda view: not self._given_away())

    async def live(self, start: Point | None = None) -> None:
        """Until the tablet is signed out. ``start``: where the brigade was last seen."""
        self._point = start or self._point
        try:
            async with self._client:
                await self._client.until(lambda client: client.things("brigade"))
                await self._begin_shift()
                async with asyncio.TaskGroup() as tasks:
                    sending = tasks.create_task(self._send_positions())
                    working = tasks.create_task(self._work())
                    await self._client.until(lambda client: client.stopped, timeout_s=365 * 86_400)
                    sending.cancel()
                    working.cancel()
        except Stopped:
            pass
        finally:
            await self._talker.close()

    async def _hear(self, message: dict[str, Any]) -> None:
        await self._talker.hear(message)

    # -- what the board says -------------------------------------------------------------------------------------

    def _given_away(self) -> bool:
        """A person works with this brigade's tablet: they decide."""
        mine = self._client.me.get("sign_in_id")
        return any(
            other["device"] != DEVICE
            and other["sign_in_id"] != mine
            and clock.now_ms() - other["opened_at_ms"] < SOMEBODY_ELSE_MS
            for other in self._client.things("sign_in").values()
        )

    def _assignment(self) -> AssignmentView | None:
        views = (msgspec.convert(view, AssignmentView) for view in self._client.things("assignment").values())
        return next((view for view in views if view.active), None)

    def _last_cleared(self) -> str | None:
        """The assignment from which the brigade is on its way back."""
        views = [view for view in self._client.things("assignment").values() if view["stage"] == Stage.CLEARED]
        return max((view["assignment_id"] for view in views), default=None)

    def _brigade(self) -> BrigadeView:
        return msgspec.convert(self._client.things("brigade")[self._brigade_id], BrigadeView)

    async def _do(self, command: type[Command], **fields: Any) -> bool:
        """False when the rules say no: the desk was quicker, and the board will tell."""
        try:
            await self._client.do(command(**{**self._client.envelope(), **fields}))
        except (Refused, Unavailable, TimeoutError) as no:
            log.debug("not done", command=command.__name__, why=str(no))
            return False
        return True

    # -- the day -------------------------------------------------------------------------------------------------

    async def _begin_shift(self) -> None:
        tablet = self._client.things("tablet").get(self._brigade_id)
        if tablet is None or msgspec.convert(tablet, TabletView).shift_id is None:
            await self._do(StartShift, brigade_id=self._brigade_id, crew_names=crew_names(self._pace.chance))

    async def _work(self) -> None:
        if self._brigade().state is BrigadeState.RETURNING and (last := self._last_cleared()):
            await self._return(last)
        while True:
            await self._client.until(
                lambda client: client.stopped or (self._assignment() and not self._given_away()), timeout_s=365 * 86_400
            )
            assignment = self._assignment()
            if self._client.stopped or assignment is None:
                return
            await self._attend(assignment.assignment_id)

    async def _attend(self, id: str) -> None:
        """Works on one assignment until it is over, called back or diverted."""
        work = asyncio.create_task(self._steps(id))
        over = asyncio.create_task(self._client.until(lambda _: self._is_over(id), timeout_s=24 * 3600))
        try:
            await asyncio.wait({work, over}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (work, over):
                task.cancel()
            results = await asyncio.gather(work, over, return_exceptions=True)
        for failed in (result for result in results if isinstance(result, Exception)):
            log.warning("an assignment was given up", why=repr(failed))
            await self._pace.wait(30)
        self._drive = None
        if self._brigade().state is BrigadeState.RETURNING:
            await self._return(id)

    def _is_over(self, id: str) -> bool:
        now = self._assignment()
        return bool(self._client.stopped) or now is None or now.assignment_id != id or self._given_away()

    async def _steps(self, id: str) -> None:
        """From wherever the assignment stands: a town that was stopped in the middle goes on."""
        while (now := self._assignment()) is not None and now.assignment_id == id:
            await self._step(now)
            await self._changed_from(id, now.stage)

    async def _changed_from(self, id: str, stage: Stage) -> None:
        with contextlib.suppress(TimeoutError):
            await self._client.until(lambda _: self._stage_of(id) is not stage, timeout_s=10)

    def _stage_of(self, id: str) -> Stage | None:
        now = self._assignment()
        return now.stage if now is not None and now.assignment_id == id else None

    async def _step(self, now: AssignmentView) -> None:
        id, at = now.assignment_id, self._device_ms
        match now.stage:
            case Stage.ORDERED:
                await self._do(DeliverAssignment, assignment_id=id, at_device_ms=at())
            case Stage.DELIVERED:
                await self._pace.wait(2, 5)
                await self._do(SeeAssignment, assignment_id=id, at_device_ms=at())
            case Stage.SEEN:
                await self._pace.wait(3, 12)
                await self._do(AcceptAssignment, assignment_id=id, at_device_ms=at())
            case Stage.ACCEPTED:
                await self._pace.wait(20, 70)
                await self._report(id, Milestone.DEPARTED)
            case Stage.DEPARTED:
                await self._drive_to(self._scene(now))
                await self._report(id, Milestone.ARRIVED)
            case Stage.ARRIVED:
                await self._pace.wait(40, 120)
                await self._report(id, Milestone.PATIENT_CONTACT)
            case Stage.PATIENT_CONTACT:
                await self._pace.wait(240, 720)
                await self._leave_scene(id)
            case Stage.LEFT_SCENE:
                await self._drive_to(await self._hospital_point(now.hospital_id))
                await self._report(id, Milestone.AT_HOSPITAL)
            case Stage.AT_HOSPITAL:
                await self._pace.wait(180, 480)
                await self._report(id, Milestone.HANDED_OVER)
            case Stage.HANDED_OVER:
                await self._pace.wait(60, 240)
                await self._report(id, Milestone.CLEARED, result=Result.DELIVERED)
            case _:
                await self._pace.wait(5)

    async def _leave_scene(self, id: str) -> None:
        hospitals = await self._hospitals()
        if hospitals and self._pace.chance.random() < TAKEN_TO_HOSPITAL:
            nearest = hospitals[: 1 if self._pace.chance.random() < 0.8 else 2]
            await self._report(id, Milestone.LEFT_SCENE, hospital_id=nearest[-1].hospital_id)
        else:
            result = self._pace.chance.choice([Result.IMPROVED, Result.IMPROVED, Result.REFUSED_TRANSPORT])
            await self._report(id, Milestone.CLEARED, result=result)

    async def _return(self, id: str) -> None:
        """Home at the ordinary driver's speed; a new order on the way ends it."""
        home = asyncio.create_task(self._drive_to(self._brigade().station_point, siren=False))
        order = asyncio.create_task(
            self._client.until(lambda _: self._client.stopped or self._assignment(), timeout_s=24 * 3600)
        )
        await asyncio.wait({home, order}, return_when=asyncio.FIRST_COMPLETED)
        arrived = home.done() and not home.cancelled() and home.exception() is None
        for task in (home, order):
            task.cancel()
        await asyncio.gather(home, order, return_exceptions=True)
        self._drive = None
        if arrived:
            await self._report(id, Milestone.RETURNED)

    async def _report(self, id: str, milestone: Milestone, **more: Any) -> None:
        await self._do(ReportMilestone, assignment_id=id, milestone=milestone, at_device_ms=self._device_ms(), **more)

    # -- places --------------------------------------------------------------------------------------------------

    def _scene(self, now: AssignmentView) -> Point | None:
        point = self._client.things("incident").get(now.incident_id, {}).get("point")
        return msgspec.convert(point, Point) if point else None

    async def _hospitals(self) -> list[HospitalView]:
        try:
            return msgspec.convert(await self._client.ask(HospitalList(near=self._point)), list[HospitalView])
        except (Refused, Unavailable, TimeoutError):
            return []

    async def _hospital_point(self, hospital_id: str | None) -> Point | None:
        return next((one.point for one in await self._hospitals() if one.hospital_id == hospital_id), None)

    # -- driving -------------------------------------------------------------------------------------------------

    async def _drive_to(self, to: Point | None, *, siren: bool = True) -> None:
        if to is None:
            await self._pace.wait(60, 180)
            return
        drive = await self._way(to, siren=siren)
        self._drive = (drive, self._pace.now_s())
        await self._pace.wait(drive.seconds)
        self._follow_drive()

    async def _way(self, to: Point, *, siren: bool) -> Drive:
        try:
            answer = await self._client.ask(Route(origin=self._point, to=to, siren=siren))
            route = msgspec.convert(answer, RouteView)
            return Drive([self._point, *route.line], route.seconds)
        except (Refused, Unavailable, TimeoutError):
            return Drive([self._point, to], metres_between(self._point, to) / NO_ROADS_KMH * 3.6)

    def _follow_drive(self) -> float:
        """Moves the vehicle on; its speed in km/h."""
        if self._drive is None:
            return 0.0
        drive, since_s = self._drive
        place = drive.at(self._pace.now_s() - since_s)
        self._point, self._heading = place.point, place.heading_degrees
        if place.arrived:
            self._drive = None
        return place.speed_kmh

    async def _send_positions(self) -> None:
        """Every 5 s moving, 30 s standing; a vehicle that sets out says so within 5 s."""
        silent_s = STANDING_FIX_S
        while True:
            speed = self._follow_drive()
            silent_s += MOVING_FIX_S
            if (speed > 0 or silent_s >= STANDING_FIX_S) and not self._given_away():
                silent_s = 0.0
                await self._client.signal(self._fix(speed))
            await asyncio.sleep(MOVING_FIX_S)

    def _fix(self, speed_kmh: float) -> PositionFix:
        chance = self._pace.chance
        now_ms = self._device_ms()
        blur = 0.00002  # about two metres, as a good receiver has it
        point = Point(self._point.lon + chance.gauss(0, blur), self._point.lat + chance.gauss(0, blur))
        return PositionFix(
            point=point,
            at_device_ms=now_ms,
            sent_at_device_ms=now_ms,
            accuracy_m=round(chance.uniform(3, 9), 1),
            speed_kmh=round(speed_kmh, 1),
            heading_degrees=round(self._heading, 1) % 360,
        )

    def _device_ms(self) -> int:
        return clock.now_ms()
