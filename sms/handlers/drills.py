"""The commands about drills."""

from datetime import tzinfo
from typing import Any

from signaling.protocol.alerts import AlertedPerson
from signaling.protocol.drills import DrillEnd, DrillStart, DrillStarted
from signaling.protocol.duty import DutyPeople, DutyPerson
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Ask, Desk, Handler, Moment
from sms.domain import alert_rules, drills
from sms.domain.alerts import Alert
from sms.domain.ladders import Ladders
from sms.handlers.alerts import asked
from sms.handlers.climbing import Climber, withdraw


class DrillHandlers:
    """``zone``: by whose clock it is day."""

    def __init__(self, ladders: Ladders, climber: Climber, zone: tzinfo) -> None:
        self._ladders = ladders
        self._climber = climber
        self._zone = zone

    def all(self) -> tuple[Handler, ...]:
        return (Handler(DrillStart, self.start, self.before_start), Handler(DrillEnd, self.end))

    async def before_start(self, wish: DrillStart, moment: Moment, ask: Ask) -> list[AlertedPerson]:
        people: list[DutyPerson] = await ask(DutyPeople(specialty=wish.specialty, at_ms=moment.now_ms))
        return [asked(person) for person in people]

    async def start(self, wish: DrillStart, facts: list[AlertedPerson], desk: Desk) -> DrillStarted:
        drills.check_by_day(desk.moment.now_ms, self._zone)
        if not facts:
            raise Refused(Code.NOBODY_ON_DUTY, specialty=wish.specialty)
        if await desk.find("alert", Alert, drill_id=wish.drill_id, limit=1):
            raise Refused(Code.ALREADY_EXISTS, drill_id=wish.drill_id)
        for earlier in await desk.find("alert", Alert, specialty=wish.specialty, drill_live=True):
            await self._end(desk, earlier)
        for person in facts:
            alert_id = desk.moment.new_id(f"drill {person.person_id}")
            desk.record(*drills.decide_start(wish, person, alert_id, self._ladders.drill, desk.moment.now_ms))
            await self._climber.climb(desk, alert_id)
        return DrillStarted(drill_id=wish.drill_id, people=len(facts))

    async def end(self, wish: DrillEnd, facts: Any, desk: Desk) -> None:
        for alert in await desk.find("alert", Alert, drill_id=wish.drill_id, drill_live=True):
            await self._end(desk, alert)

    async def _end(self, desk: Desk, alert: Alert) -> None:
        await withdraw(desk, alert.alert_id)
        desk.record(alert_rules.closing(alert))
