"""One alert: whom it asks, in which order and steps, who took it; and how each fact changes it."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from signaling.protocol.alerts import (
    AboutKind,
    AlertAcknowledged,
    AlertCancelled,
    AlertClosed,
    AlertConfirmed,
    AlertDeclined,
    AlertDeclinedByAll,
    AlertExpired,
    AlertLapsed,
    AlertOpened,
    AlertPersonCalled,
    AlertPersonLeft,
    AlertPersonListed,
    AlertPromised,
    AlertRaised,
    AlertStatus,
    AlertStepped,
    AlertUncovered,
    Channel,
    PersonStatus,
)
from signaling.protocol.base import Event, Personal
from signaling.protocol.deliveries import DeliveryChannel, DeliveryQueued, Urgency
from signaling.protocol.ladders import Ladder, LadderStep
from signaling.protocol.telephones import InboundHeard
from signaling.slice import Stamp
from sms.domain.progress import STEPS, Progress, progress


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step that was taken towards a person. ``missing``: nothing could be sent. ``sent``: how far each message of
    it has come, by the delivery's id; a notification goes to every browser of the person."""

    channel: DeliveryChannel
    at_ms: int
    missing: bool = False
    sent: dict[str, Progress] = {}


class AlertPerson(msgspec.Struct, frozen=True, kw_only=True):
    """One person of the ladder."""

    person_id: str
    language: str
    status: PersonStatus = "listed"
    senior: bool = False
    name: Personal[str] = None
    telephone: Personal[str] = None
    email: Personal[str] = None
    steps: tuple[Step, ...] = ()
    called_at_ms: int | None = None
    opened_at_ms: int | None = None
    answered_at_ms: int | None = None


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """``people`` stand in the order in which they are asked; ``since_ms``: when the present round of the ladder began;
    ``closed``: what it is about has ended; ``next_duty_ms``: nobody is on duty before then."""

    alert_id: str
    about_kind: AboutKind
    about_id: str
    specialty: str
    urgency: Urgency
    reason: str
    reason_labels: dict[str, str]
    raised_at_ms: int
    expires_at_ms: int
    since_ms: int
    ladder: Ladder
    drill_id: str | None = None
    round: int = 1
    status: AlertStatus = "open"
    people: tuple[AlertPerson, ...] = ()
    address_label: Personal[str] = None
    number: int | None = None
    acknowledged_by: str | None = None
    acknowledged_at_ms: int | None = None
    channel: Channel | None = None
    promised_at_ms: int | None = None
    confirm_by_ms: int | None = None
    confirmed_at_ms: int | None = None
    closed: bool = False
    next_duty_ms: int | None = None

    def person(self, person_id: str) -> AlertPerson | None:
        """The person's line, or None if the alert does not ask them."""
        return next((person for person in self.people if person.person_id == person_id), None)


def may_answer(person: AlertPerson) -> bool:
    """Whether the person was asked, can be reached, and has not said no."""
    return person.status in ("called", "opened")


def steps_left(ladder: Ladder, person: AlertPerson) -> list[LadderStep]:
    """The steps that were not taken yet in this round, in the ladder's order."""
    taken = {step.channel for step in person.steps}
    return [step for step in ladder.steps if step.channel not in taken]


def all_failed(person: AlertPerson) -> bool:
    """Whether something was sent, and nothing of it can arrive any more."""
    sent = [progress for step in person.steps for progress in step.sent.values()]
    return bool(sent) and all(progress.status == "failed" for progress in sent)


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
        since_ms=stamp.at_ms,
        ladder=event.ladder,
        drill_id=event.drill_id,
        address_label=event.address_label,
        number=event.number,
    )


def _person_listed(state: Alert, event: AlertPersonListed, stamp: Stamp) -> Alert:
    person = AlertPerson(
        person_id=event.person_id,
        language=event.language,
        name=event.name,
        telephone=event.telephone,
        email=event.email,
        senior=event.senior,
    )
    return msgspec.structs.replace(state, people=(*state.people, person))


def _changed(state: Alert, person_id: str, **changes: Any) -> Alert:
    people = tuple(
        msgspec.structs.replace(person, **changes) if person.person_id == person_id else person
        for person in state.people
    )
    return msgspec.structs.replace(state, people=people)


def _person_called(state: Alert, event: AlertPersonCalled, stamp: Stamp) -> Alert:
    return _changed(state, event.person_id, status="called", called_at_ms=stamp.at_ms)


def _person_left(state: Alert, event: AlertPersonLeft, stamp: Stamp) -> Alert:
    return _changed(state, event.person_id, status="off_duty")


def _stepped(state: Alert, event: AlertStepped, stamp: Stamp) -> Alert:
    person = state.person(event.person_id)
    assert person is not None, "a step is made towards somebody on the list"
    step = Step(channel=event.channel, at_ms=stamp.at_ms, missing=event.missing)
    state = _changed(state, event.person_id, steps=(*person.steps, step))
    # A step that sends something is followed by its message, which will say whether it reaches anybody.
    return _reach(state, event.person_id) if event.missing else state


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
        promised_at_ms=event.promised_at_ms,
        confirm_by_ms=event.confirm_by_ms,
    )


def _promised(state: Alert, event: AlertPromised, stamp: Stamp) -> Alert:
    return msgspec.structs.replace(state, promised_at_ms=event.promised_at_ms, confirm_by_ms=event.confirm_by_ms)


def _confirmed(state: Alert, event: AlertConfirmed, stamp: Stamp) -> Alert:
    return msgspec.structs.replace(state, confirmed_at_ms=stamp.at_ms)


def _lapsed(state: Alert, event: AlertLapsed, stamp: Stamp) -> Alert:
    """Everybody who has not said no stands at the beginning again; who did not come is not asked another time."""
    again = tuple(_again(person, silent=person.person_id == event.person_id) for person in state.people)
    return msgspec.structs.replace(
        state,
        status="open",
        people=again,
        round=state.round + 1,
        since_ms=stamp.at_ms,
        expires_at_ms=event.expires_at_ms,
        acknowledged_by=None,
        acknowledged_at_ms=None,
        channel=None,
        promised_at_ms=None,
        confirm_by_ms=None,
    )


def _again(person: AlertPerson, *, silent: bool) -> AlertPerson:
    if silent:
        return msgspec.structs.replace(person, status="silent")
    if person.status in ("declined", "silent", "off_duty"):
        return person
    return msgspec.structs.replace(
        person, status="listed", steps=(), called_at_ms=None, opened_at_ms=None, answered_at_ms=None
    )


def _declined(state: Alert, event: AlertDeclined, stamp: Stamp) -> Alert:
    return _changed(state, event.person_id, status="declined", answered_at_ms=stamp.at_ms)


def _becomes(status: AlertStatus) -> Callable[[Alert, Event, Stamp], Alert]:
    return lambda state, event, stamp: msgspec.structs.replace(state, status=status)


def _message_queued(state: Alert, event: DeliveryQueued, stamp: Stamp) -> Alert:
    person = state.person(event.person_id)
    if person is None:
        return state
    steps = tuple(
        msgspec.structs.replace(step, sent={**step.sent, event.delivery_id: progress(None, event, stamp)})
        if step.channel == event.channel
        else step
        for step in person.steps
    )
    return _changed(state, event.person_id, steps=steps)


def _message_moved(state: Alert, event: Any, stamp: Stamp) -> Alert:
    """The ladder shows how far each message of this round has come."""
    person = state.person(event.person_id)
    if person is None or not any(event.delivery_id in step.sent for step in person.steps):
        return state
    steps = tuple(_moved(step, event, stamp) for step in person.steps)
    return _reach(_changed(state, event.person_id, steps=steps), event.person_id)


def _moved(step: Step, event: Any, stamp: Stamp) -> Step:
    before = step.sent.get(event.delivery_id)
    if before is None:
        return step
    return msgspec.structs.replace(step, sent={**step.sent, event.delivery_id: progress(before, event, stamp)})


def _reach(state: Alert, person_id: str) -> Alert:
    """Whom no step reached, and no step is left for, cannot be reached; whose message arrived after all can."""
    person = state.person(person_id)
    assert person is not None
    lost = all_failed(person) and not steps_left(state.ladder, person)
    if lost and may_answer(person) and person.opened_at_ms is None:
        return _changed(state, person_id, status="unreachable")
    if not lost and person.status == "unreachable":
        return _changed(state, person_id, status="called")
    return state


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Alert]] = {
    AlertRaised: _raised,
    AlertPersonListed: _person_listed,
    AlertPersonCalled: _person_called,
    AlertPersonLeft: _person_left,
    AlertStepped: _stepped,
    AlertUncovered: _becomes("uncovered"),
    AlertOpened: _opened,
    AlertAcknowledged: _acknowledged,
    AlertPromised: _promised,
    AlertConfirmed: _confirmed,
    AlertLapsed: _lapsed,
    AlertDeclined: _declined,
    AlertDeclinedByAll: _becomes("declined_by_all"),
    AlertExpired: _becomes("expired"),
    AlertCancelled: _becomes("cancelled"),
    AlertClosed: lambda state, event, stamp: msgspec.structs.replace(state, closed=True),
    DeliveryQueued: _message_queued,
    InboundHeard: lambda state, event, stamp: state,  # whoever sees the alert is told of the text
    **dict.fromkeys(STEPS, _message_moved),
}
