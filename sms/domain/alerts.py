"""One alert: whom it asks, in which order, who took it; and how each fact changes it."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from signaling.protocol.alerts import (
    AboutKind,
    AlertAcknowledged,
    AlertCancelled,
    AlertClosed,
    AlertDeclined,
    AlertDeclinedByAll,
    AlertExpired,
    AlertOpened,
    AlertPersonCalled,
    AlertPersonListed,
    AlertRaised,
    AlertStatus,
    AlertUncovered,
    Channel,
    PersonStatus,
)
from signaling.protocol.base import Event, Personal
from signaling.protocol.deliveries import DeliveryQueued, Urgency
from signaling.slice import Stamp
from sms.domain.progress import STEPS, Progress, progress


class AlertPerson(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the ladder."""

    person_id: str
    language: str
    status: PersonStatus = "listed"
    name: Personal[str] = None
    telephone: Personal[str] = None
    delivery_id: str | None = None
    delivery: Progress | None = None
    called_at_ms: int | None = None
    opened_at_ms: int | None = None
    answered_at_ms: int | None = None


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """``people`` stand in the order in which they are asked; ``closed``: what it is about has ended."""

    alert_id: str
    about_kind: AboutKind
    about_id: str
    specialty: str
    urgency: Urgency
    reason: str
    reason_labels: dict[str, str]
    raised_at_ms: int
    expires_at_ms: int
    status: AlertStatus = "open"
    people: tuple[AlertPerson, ...] = ()
    address_label: Personal[str] = None
    number: int | None = None
    acknowledged_by: str | None = None
    acknowledged_at_ms: int | None = None
    channel: Channel | None = None
    closed: bool = False

    def person(self, person_id: str) -> AlertPerson | None:
        """The person's line, or None if the alert does not ask them."""
        return next((person for person in self.people if person.person_id == person_id), None)


def may_answer(person: AlertPerson) -> bool:
    """Whether the person was asked, can be reached, and has not said no."""
    return person.status in ("called", "opened")


def _raised(state: Alert | None, event: AlertRaised, stamp: Stamp) -> Alert:
    return Alert(
        alert_id=event.alert_id,
        about_kind=event.about_kind,
        about_id=event.about_id,
        specialty=event.specialty,
        urgency=event.urgency,
        reason=event.reason,
        reason_labels=event.reason_labels,
        raised_at_ms=stamp.at_ms,
        expires_at_ms=event.expires_at_ms,
        address_label=event.address_label,
        number=event.number,
    )


def _person_listed(state: Alert, event: AlertPersonListed, stamp: Stamp) -> Alert:
    person = AlertPerson(person_id=event.person_id, language=event.language, name=event.name, telephone=event.telephone)
    return msgspec.structs.replace(state, people=(*state.people, person))


def _changed(state: Alert, person_id: str, **changes: Any) -> Alert:
    people = tuple(
        msgspec.structs.replace(person, **changes) if person.person_id == person_id else person
        for person in state.people
    )
    return msgspec.structs.replace(state, people=people)


def _person_called(state: Alert, event: AlertPersonCalled, stamp: Stamp) -> Alert:
    return _changed(state, event.person_id, status="called", called_at_ms=stamp.at_ms)


def _opened(state: Alert, event: AlertOpened, stamp: Stamp) -> Alert:
    person = state.person(event.person_id)
    status = "opened" if person and person.status == "called" else person.status if person else "listed"
    return _changed(state, event.person_id, status=status, opened_at_ms=stamp.at_ms)


def _acknowledged(state: Alert, event: AlertAcknowledged, stamp: Stamp) -> Alert:
    state = _changed(state, event.person_id, status="acknowledged", answered_at_ms=stamp.at_ms)
    return msgspec.structs.replace(
        state,
        status="acknowledged",
        acknowledged_by=event.person_id,
        acknowledged_at_ms=stamp.at_ms,
        channel=event.channel,
    )


def _declined(state: Alert, event: AlertDeclined, stamp: Stamp) -> Alert:
    return _changed(state, event.person_id, status="declined", answered_at_ms=stamp.at_ms)


def _becomes(status: AlertStatus) -> Callable[[Alert, Event, Stamp], Alert]:
    return lambda state, event, stamp: msgspec.structs.replace(state, status=status)


def _closed(state: Alert, event: AlertClosed, stamp: Stamp) -> Alert:
    return msgspec.structs.replace(state, closed=True)


def _message_moved(state: Alert, event: Any, stamp: Stamp) -> Alert:
    """The ladder shows how far the message has come; one that failed makes its addressee unreachable."""
    person = state.person(event.person_id)
    if person is None:
        return state
    moved = progress(person.delivery, event, stamp)
    status = person.status
    if moved.status == "failed" and may_answer(person) and person.opened_at_ms is None:
        status = "unreachable"
    elif moved.status != "failed" and status == "unreachable":
        status = "called"
    return _changed(state, event.person_id, delivery=moved, delivery_id=event.delivery_id, status=status)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Alert]] = {
    AlertRaised: _raised,
    AlertPersonListed: _person_listed,
    AlertPersonCalled: _person_called,
    AlertUncovered: _becomes("uncovered"),
    AlertOpened: _opened,
    AlertAcknowledged: _acknowledged,
    AlertDeclined: _declined,
    AlertDeclinedByAll: _becomes("declined_by_all"),
    AlertExpired: _becomes("expired"),
    AlertCancelled: _becomes("cancelled"),
    AlertClosed: _closed,
    DeliveryQueued: _message_moved,
    **dict.fromkeys(STEPS, _message_moved),
}
