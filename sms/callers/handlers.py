"""The commands about callers and relatives: look at how things stand, decide, record, withdraw what is true no more."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from signaling.protocol.approaches import (
    IncidentApproach,
    IncidentApproachView,
    IncidentTransport,
    IncidentTransportView,
)
from signaling.protocol.base import Event
from signaling.protocol.coming import (
    ComingEnded,
    ComingLook,
    ComingLost,
    ComingMute,
    ComingMuted,
    ComingTold,
    ComingUnmute,
    NotToldBecause,
    ToldNote,
)
from signaling.protocol.incident_summaries import IncidentCaller, IncidentCallerView
from signaling.protocol.link_messages import CallerLinkNewest, NewestCallerLink
from signaling.protocol.people import Language
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.relatives import (
    RelativeLook,
    RelativeRegister,
    RelativeRemove,
    RelativeRemoved,
    RelativeTold,
)
from signaling.protocol.telephones import TelephoneMayGet
from signaling.slice import Ask, Desk, Handler, Moment, Role
from sms.callers.domain import coming, relative, telling
from sms.callers.domain.coming import Coming
from sms.callers.domain.numbers import FEWEST_DIGITS, is_landline
from sms.callers.domain.relative import Relative
from sms.callers.domain.telling import Looked, Reach
from sms.domain.deliveries import Delivery, decide_recall
from sms.handlers.permission import only_system
from sms.telephones.queries import is_unsubscribed

WITHDRAW = (ComingTold, ComingLost, ComingMuted, ComingEnded)
"""After these a message that has not left says what is true no more."""

DESK = frozenset({Role.CALL_TAKER, Role.DISPATCHER, Role.SYSTEM})


@dataclass(frozen=True, slots=True)
class Outward:
    """``landlines``: prefixes of numbers that take no SMS; ``language``: of callers whose own is not known."""

    landlines: Sequence[str]
    language: Language

    def all(self) -> tuple[Handler, ...]:
        return (
            Handler(ComingLook, look, self.looked),
            Handler(ComingMute, mute, _incident),
            Handler(ComingUnmute, unmute),
            Handler(RelativeRegister, self.register, _transport),
            Handler(RelativeRemove, remove),
            Handler(RelativeLook, look_for_relative, _transport),
            Handler(ToldNote, note),
        )

    async def looked(self, wish: ComingLook, moment: Moment, ask: Ask) -> Looked:
        """Refuses ``not_found``."""
        approach: IncidentApproachView = await ask(IncidentApproach(incident_id=wish.incident_id))
        caller: IncidentCallerView = await ask(IncidentCaller(incident_id=wish.incident_id))
        link: NewestCallerLink | None = await ask(CallerLinkNewest(incident_id=wish.incident_id))
        because = await self._cannot(caller.telephone or "", ask)
        reach = Reach(
            patient_id=caller.patient_id,
            language=link.language if link else self.language,
            telephone=caller.telephone,
            because=because,
        )
        return Looked(approach, reach)

    async def _cannot(self, telephone: str, ask: Ask) -> NotToldBecause | None:
        if sum(one.isdigit() for one in telephone) < FEWEST_DIGITS:
            return "no_telephone"
        if is_landline(telephone, self.landlines):
            return "landline"
        return None if await ask(TelephoneMayGet(telephone=telephone)) else "unsubscribed"

    async def register(self, wish: RelativeRegister, transport: IncidentTransportView, desk: Desk) -> None:
        """Whoever was told before is written to no more; the new one hears at once what is already true."""
        _only_desk(desk)
        before = await _state(desk, relative.KIND, wish.incident_id, Relative)
        events = relative.decide_register(before, wish, transport, self.landlines)
        desk.record(*events)
        if events:
            await _withdraw(desk, before.sent if before else ())
            await _tell_relative(desk, wish.incident_id, transport)


def _only_desk(desk: Desk) -> None:
    if desk.moment.actor.role not in DESK:
        raise Refused(Code.NOT_ALLOWED)


async def _incident(wish: ComingMute, moment: Moment, ask: Ask) -> IncidentApproachView:
    """Refuses ``not_found``."""
    found: IncidentApproachView = await ask(IncidentApproach(incident_id=wish.incident_id))
    return found


async def _transport(wish: RelativeRegister | RelativeLook, moment: Moment, ask: Ask) -> IncidentTransportView:
    """Refuses ``not_found``."""
    found: IncidentTransportView = await ask(IncidentTransport(incident_id=wish.incident_id))
    return found


async def _state(desk: Desk, kind: str, id: str, state: Any) -> Any:
    return await desk.get(kind, id, state) if await desk.version(kind, id) else None


async def _withdraw(desk: Desk, deliveries: Collection[str]) -> None:
    for delivery_id in deliveries:
        desk.record(*decide_recall(await desk.get("delivery", delivery_id, Delivery)))


async def _record(desk: Desk, state: Coming | None, events: Sequence[Event]) -> None:
    """What was told before gives way to what is true now."""
    desk.record(*events)
    if state is not None and any(isinstance(event, WITHDRAW) for event in events):
        await _withdraw(desk, state.sent)


async def look(wish: ComingLook, found: Looked, desk: Desk) -> None:
    only_system(desk)
    state = await _state(desk, coming.KIND, wish.incident_id, Coming)
    await _record(desk, state, telling.decide_look(state, found, desk.moment))


async def mute(wish: ComingMute, approach: IncidentApproachView, desk: Desk) -> None:
    _only_desk(desk)
    if approach.closed:
        raise Refused(Code.INCIDENT_CLOSED)
    state = await _state(desk, coming.KIND, wish.incident_id, Coming)
    await _record(desk, state, telling.decide_mute(state, wish))


async def unmute(wish: ComingUnmute, facts: None, desk: Desk) -> None:
    _only_desk(desk)
    state = await _state(desk, coming.KIND, wish.incident_id, Coming)
    desk.record(*telling.decide_unmute(state, wish.incident_id))


async def remove(wish: RelativeRemove, facts: None, desk: Desk) -> None:
    _only_desk(desk)
    state = await desk.get(relative.KIND, wish.incident_id, Relative)
    events = relative.decide_remove(state)
    desk.record(*events)
    if any(isinstance(event, RelativeRemoved) for event in events):
        await _withdraw(desk, state.sent)


async def look_for_relative(wish: RelativeLook, transport: IncidentTransportView, desk: Desk) -> None:
    """An incident without a relative has none to tell."""
    only_system(desk)
    if await desk.version(relative.KIND, wish.incident_id):
        await _tell_relative(desk, wish.incident_id, transport)


async def _tell_relative(desk: Desk, incident_id: str, transport: IncidentTransportView) -> None:
    state = await desk.get(relative.KIND, incident_id, Relative)
    silent = bool(state.telephone) and await is_unsubscribed(desk, state.telephone or "")
    events = relative.decide_look(state, transport, unsubscribed=silent, moment=desk.moment)
    desk.record(*events)
    if any(isinstance(event, RelativeTold) for event in events):
        await _withdraw(desk, state.sent)


async def note(wish: ToldNote, facts: None, desk: Desk) -> None:
    """The message says by itself whose it is."""
    only_system(desk)
    delivery = await desk.get("delivery", wish.delivery_id, Delivery)
    status = delivery.progress.status
    if delivery.says == "coming":
        told = await desk.get(coming.KIND, delivery.about_id, Coming)
        desk.record(*telling.decide_note(told, wish.delivery_id, status))
    elif delivery.says == "relative":
        one = await desk.get(relative.KIND, delivery.about_id, Relative)
        desk.record(*relative.decide_note(one, wish.delivery_id, status))
