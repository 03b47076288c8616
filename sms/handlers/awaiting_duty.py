"""An alert that found nobody looks at the rota again."""

from dataclasses import dataclass

from signaling.protocol.alerts import AlertedPerson
from signaling.protocol.awaiting_duty import AlertLookAgain
from signaling.protocol.duty import DutyPeople, DutyPerson, DutyStarts
from signaling.slice import Ask, Desk, Handler, Moment
from sms.domain.alerts import Alert
from sms.domain.awaiting_duty import decide_look_again
from sms.handlers.alerts import asked
from sms.handlers.climbing import Climber
from sms.handlers.permission import only_system

LOOKS_AHEAD_MS = 24 * 3_600_000
"""No ladder lives as long; what lies beyond the alert's own end is left out when it is decided."""


@dataclass(frozen=True, slots=True)
class RotaSeen:
    """Who is on duty, and when the next one's hours begin."""

    on_duty: list[AlertedPerson]
    next_duty_ms: int | None


class AwaitingDutyHandlers:
    """``climber`` begins the ladder with whoever has come."""

    def __init__(self, climber: Climber) -> None:
        self._climber = climber

    def all(self) -> tuple[Handler, ...]:
        return (Handler(AlertLookAgain, self.look_again, self.before),)

    async def before(self, wish: AlertLookAgain, moment: Moment, ask: Ask) -> RotaSeen:
        now_ms = moment.now_ms
        people: list[DutyPerson] = await ask(DutyPeople(specialty=wish.specialty, at_ms=now_ms))
        next_duty_ms: int | None = await ask(
            DutyStarts(specialty=wish.specialty, after_ms=now_ms, until_ms=now_ms + LOOKS_AHEAD_MS)
        )
        return RotaSeen([asked(person) for person in people], next_duty_ms)

    async def look_again(self, wish: AlertLookAgain, facts: RotaSeen, desk: Desk) -> None:
        only_system(desk)
        alert = await desk.get("alert", wish.alert_id, Alert)
        events = decide_look_again(alert, facts.on_duty, facts.next_duty_ms, desk.moment.now_ms)
        desk.record(*events)
        if events:
            await self._climber.climb(desk, wish.alert_id)
