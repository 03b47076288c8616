"""The relative of an incident's patient: whom to tell where they are taken, and what they were told."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from signaling.protocol.approaches import IncidentTransportView
from signaling.protocol.base import Event, Personal, View
from signaling.protocol.deliveries import DeliveryQueued, DeliveryStatus
from signaling.protocol.people import Language
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.relatives import (
    RelativeDeliveryNoted,
    RelativeEnded,
    RelativeMessage,
    RelativeNotTold,
    RelativeRegister,
    RelativeRegistered,
    RelativeRemoved,
    RelativeSays,
    RelativeTold,
    RelativeView,
)
from signaling.slice import SERVICE, Audience, Moment, Stamp
from sms.callers.domain.numbers import is_landline, is_number
from sms.domain.deliveries import code_of

replace = msgspec.structs.replace

KIND = "relative"

USEFUL_MS: Mapping[RelativeSays, int] = {"on_the_way": 20 * 60_000, "handed_over": 2 * 3_600_000}
"""How long a message may wait. Who is on the way has arrived by then; where somebody is stays true longer."""

MOST_MESSAGES = 6
"""A hospital that changes again and again is a mistake; each message costs."""


class Relative(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One incident's. ``told``: the newest message; ``known``: what this telephone has been told of which hospital."""

    incident_id: str
    patient_id: str
    language: Language
    telephone: Personal[str] = None
    relation: Personal[str] = None
    registered: bool = True
    ended: bool = False
    unsubscribed: bool = False
    known: tuple[tuple[RelativeSays, str], ...] = ()
    hospital_id: str | None = None
    told: RelativeMessage | None = None
    delivery_id: str | None = None
    sent: tuple[str, ...] = ()

    @property
    def shown(self) -> bool:
        return self.registered and not self.ended


def _registered(state: Relative | None, event: RelativeRegistered, stamp: Stamp) -> Relative:
    """Another number has been told nothing yet."""
    return Relative(
        incident_id=event.incident_id,
        patient_id=event.patient_id,
        language=event.language,
        telephone=event.telephone,
        relation=event.relation,
        sent=state.sent if state else (),
    )


def _removed(state: Relative, event: RelativeRemoved, stamp: Stamp) -> Relative:
    return replace(state, registered=False, telephone=None, relation=None)


def _told(state: Relative, event: RelativeTold, stamp: Stamp) -> Relative:
    message = RelativeMessage(says=event.says, hospital_name=event.hospital_name, at_ms=stamp.at_ms, delivery="queued")
    return replace(
        state,
        told=message,
        hospital_id=event.hospital_id,
        delivery_id=event.delivery_id,
        known=(*state.known, (event.says, event.hospital_id)),
        sent=(*state.sent, event.delivery_id),
        unsubscribed=False,
    )


def _not_told(state: Relative, event: RelativeNotTold, stamp: Stamp) -> Relative:
    return replace(state, unsubscribed=True)


def _noted(state: Relative, event: RelativeDeliveryNoted, stamp: Stamp) -> Relative:
    if state.told is None or state.delivery_id != event.delivery_id:
        return state
    return replace(state, told=replace(state.told, delivery=event.status))


def _ended(state: Relative, event: RelativeEnded, stamp: Stamp) -> Relative:
    return replace(state, ended=True)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Relative]] = {
    RelativeRegistered: _registered,
    RelativeRemoved: _removed,
    RelativeTold: _told,
    RelativeNotTold: _not_told,
    RelativeDeliveryNoted: _noted,
    RelativeEnded: _ended,
}


def decide_register(
    state: Relative | None, wish: RelativeRegister, transport: IncidentTransportView, landlines: Sequence[str]
) -> list[Event]:
    """Refuses a number that no SMS goes to, and a closed incident. The same again is nothing."""
    if transport.closed:
        raise Refused(Code.INCIDENT_CLOSED)
    telephone = (wish.telephone or "").strip()
    if not is_number(telephone):
        raise Refused(Code.NOT_A_NUMBER, field="telephone")
    if is_landline(telephone, landlines):
        raise Refused(Code.NOT_A_NUMBER, field="telephone", why="landline")
    relation = (wish.relation or "").strip() or None
    if state is not None and state.shown and (state.telephone, state.language) == (telephone, wish.language):
        return []
    return [
        RelativeRegistered(
            incident_id=wish.incident_id,
            patient_id=transport.patient_id,
            language=wish.language,
            telephone=telephone,
            relation=relation,
        )
    ]


def decide_remove(state: Relative) -> list[Event]:
    """What is not there any more cannot be removed twice: that is nothing."""
    return [RelativeRemoved(**_ids(state))] if state.shown else []


def decide_look(
    state: Relative, transport: IncidentTransportView, *, unsubscribed: bool, moment: Moment
) -> list[Event]:
    """Each thing that is true of each hospital is told once; a closed incident ends it."""
    if not state.shown:
        return []
    events = _tell(state, transport, unsubscribed, moment)
    return [*events, RelativeEnded(**_ids(state))] if transport.closed else events


def _tell(state: Relative, transport: IncidentTransportView, unsubscribed: bool, moment: Moment) -> list[Event]:
    if transport.hospital_id is None or state.telephone is None:
        return []
    says: RelativeSays = "handed_over" if transport.handed_over else "on_the_way"
    late = says == "on_the_way" and transport.closed
    if late or (says, transport.hospital_id) in state.known or len(state.known) >= MOST_MESSAGES:
        return []
    if unsubscribed:
        return [] if state.unsubscribed else [RelativeNotTold(**_ids(state))]
    delivery_id = moment.new_id(f"delivery {says}")
    told = RelativeTold(
        **_ids(state),
        says=says,
        hospital_id=transport.hospital_id,
        hospital_name=transport.hospital_name or "",
        delivery_id=delivery_id,
    )
    return [told, _queued(state, says, delivery_id, moment.now_ms)]


def _queued(state: Relative, says: RelativeSays, delivery_id: str, now_ms: int) -> DeliveryQueued:
    return DeliveryQueued(
        delivery_id=delivery_id,
        link_id=delivery_id,
        about_id=state.incident_id,
        person_id=state.patient_id,
        language=state.language,
        urgency="routine",
        code=code_of(delivery_id),
        expires_at_ms=now_ms + USEFUL_MS[says],
        telephone=state.telephone,
        says="relative",
    )


def decide_note(state: Relative, delivery_id: str, status: DeliveryStatus) -> list[Event]:
    """How far the newest message has come, when it is news."""
    if state.told is None or state.delivery_id != delivery_id or state.told.delivery == status:
        return []
    return [RelativeDeliveryNoted(**_ids(state), delivery_id=delivery_id, status=status)]


def views(state: Relative) -> Mapping[Audience, View]:
    if not state.shown:
        return {}
    view = RelativeView(
        incident_id=state.incident_id,
        language=state.language,
        telephone=state.telephone,
        relation=state.relation,
        unsubscribed=state.unsubscribed,
        told=state.told,
    )
    return {SERVICE: view}


def _ids(state: Relative) -> dict[str, Any]:
    return {"incident_id": state.incident_id, "patient_id": state.patient_id}
