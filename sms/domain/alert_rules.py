"""What may be done to an alert and when. The first acknowledgement wins. Whose turn it is stands in ``turns``.

The wishes heard in each state stand in the tables below; a missing pair is refused.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from signaling.protocol.alerts import (
    AlertAcknowledge,
    AlertAcknowledged,
    AlertCancelled,
    AlertClosed,
    AlertConfirm,
    AlertConfirmed,
    AlertDecline,
    AlertDeclined,
    AlertedPerson,
    AlertExpired,
    AlertLapsed,
    AlertOpened,
    AlertPersonListed,
    AlertPromised,
    AlertRaise,
    AlertRaised,
    AlertSettle,
    AlertStatus,
    Channel,
)
from signaling.protocol.base import Event
from signaling.protocol.ladders import Ladder
from signaling.protocol.refusals import Code, Refused
from sms.domain.alerts import Alert, AlertPerson, may_answer

Wish = Literal["add", "open", "acknowledge", "decline", "confirm", "lapse", "expire"]
HEARD: Mapping[Wish, frozenset[AlertStatus]] = {
    "add": frozenset({"open"}),
    "open": frozenset({"open"}),
    # who declined, or whose message failed, may still come while the time runs
    "acknowledge": frozenset({"open", "declined_by_all"}),
    "decline": frozenset({"open"}),
    "confirm": frozenset({"acknowledged"}),
    "lapse": frozenset({"acknowledged"}),
    "expire": frozenset({"open"}),
}
NO_BECAUSE: Mapping[AlertStatus, Code] = {
    "acknowledged": Code.ALERT_COVERED,
    "cancelled": Code.ALERT_COVERED,
    "expired": Code.ALERT_EXPIRED,
    "declined_by_all": Code.WRONG_STATE,
    "uncovered": Code.WRONG_STATE,
    "open": Code.WRONG_STATE,
}


def check_heard(state: Alert, wish: Wish) -> None:
    """Refuses with the code that says why not."""
    if state.status not in HEARD[wish]:
        raise Refused(NO_BECAUSE[state.status], status=state.status)


def decide_raise(wish: AlertRaise, alert_id: str, ladder: Ladder) -> list[Event]:
    """A new alert with its list; calling the first is the next step (``turns.decide_turns``).

    Its time runs from when it was wished for, not from when it is heard: after an outage an old wish is not sent.
    """
    raised = AlertRaised(
        alert_id=alert_id,
        about_kind=wish.about_kind,
        about_id=wish.about_id,
        specialty=wish.specialty,
        urgency=wish.urgency,
        reason=wish.reason,
        reason_labels=wish.reason_labels,
        expires_at_ms=wish.made_at_ms + ladder.lives_s * 1000,
        ladder=ladder,
        address_label=wish.address_label,
        number=wish.number,
    )
    return [raised, *(_listed(alert_id, wish.about_id, person) for person in _each_once(wish.people))]


def decide_add(state: Alert, people: list[AlertedPerson]) -> list[Event]:
    """Those who are not on the list yet."""
    check_heard(state, "add")
    fresh = [person for person in people if state.person(person.person_id) is None]
    return listed(state, fresh)


def listed(state: Alert, people: Iterable[AlertedPerson]) -> list[Event]:
    """These come on the list, each once."""
    return [_listed(state.alert_id, state.about_id, person) for person in _each_once(people)]


def decide_open(state: Alert, person_id: str) -> list[Event]:
    """The first opening is written down; it changes nothing else, and an alert that is over is not opened."""
    person = state.person(person_id)
    if person is None or person.opened_at_ms is not None or state.status not in HEARD["open"]:
        return []
    return [AlertOpened(alert_id=state.alert_id, about_id=state.about_id, person_id=person_id, name=person.name)]


def decide_acknowledge(state: Alert, wish: AlertAcknowledge, now_ms: int) -> list[Event]:
    """The first wins; the winner who says it again is right again, and may name another time."""
    person = _asked(state, wish.person_id)
    if state.status == "acknowledged" and state.acknowledged_by == wish.person_id:
        return _promised_anew(state, person, now_ms, wish.promise_s)
    check_heard(state, "acknowledge")
    if now_ms >= state.expires_at_ms:
        raise Refused(Code.ALERT_EXPIRED, status="expired")
    said = _said_yes(state, person, wish.channel, now_ms, wish.promise_s)
    # Nobody is waited for after a test.
    return [said, *_there(state, person, wish.channel)] if state.about_kind == "drill" else [said]


def decide_confirm(state: Alert, wish: AlertConfirm) -> list[Event]:
    """Who took it is there. Said twice it is said once."""
    check_heard(state, "confirm")
    if wish.person_id != state.acknowledged_by:
        raise Refused(Code.NOT_YOURS, alert_id=state.alert_id)
    return _arrived(state, wish.channel)


def decide_lapse(state: Alert, now_ms: int) -> list[Event]:
    """Who took it has not come. Whoever is confirmed has come, and nobody lapses before the time."""
    if state.status not in HEARD["lapse"] or state.confirmed_at_ms is not None or state.closed:
        return []
    if now_ms < (state.confirm_by_ms or 0):
        return []
    person = state.person(state.acknowledged_by or "")
    assert person is not None
    return [
        AlertLapsed(
            alert_id=state.alert_id,
            about_kind=state.about_kind,
            about_id=state.about_id,
            specialty=state.specialty,
            person_id=person.person_id,
            expires_at_ms=now_ms + state.ladder.lives_s * 1000,
            name=person.name,
        )
    ]


def decide_decline(state: Alert, wish: AlertDecline) -> list[Event]:
    """Saying no twice is saying no."""
    person = _asked(state, wish.person_id)
    if person.status == "declined":
        return []
    check_heard(state, "decline")
    return [_said_no(state, person, wish.channel, wish.reason)]


def decide_expire(state: Alert, now_ms: int) -> list[Event]:
    """Only an open alert expires; one that was answered meanwhile has nothing to say to the clock."""
    if state.status not in HEARD["expire"] or now_ms < state.expires_at_ms:
        return []
    return [
        AlertExpired(
            alert_id=state.alert_id,
            about_kind=state.about_kind,
            about_id=state.about_id,
            specialty=state.specialty,
        )
    ]


def decide_settle(state: Alert, wish: AlertSettle, now_ms: int) -> list[Event]:
    """The world went on: a person who was asked answered elsewhere, which is their answer; somebody else took it; or
    it is over, and the alert leaves the screens.

    When one person acknowledged the alert and another took the thing itself, the alert is cancelled: who holds the
    thing is decided there.
    """
    person = state.person(wish.person_id) if wish.person_id else None
    match wish.outcome:
        case "declined":
            return [_said_no(state, person, "browser", None)] if person and may_answer(person) else []
        case "taken":
            return _taken(state, person, now_ms)
        case "arrived":
            holds = state.status == "acknowledged" and wish.person_id in (None, state.acknowledged_by)
            return _arrived(state, "browser") if holds else []
        case "closed":
            cancelled = [_cancelled(state, "closed")] if state.status in UNANSWERED else []
            return [*cancelled, closing(state)]


UNANSWERED: frozenset[AlertStatus] = frozenset({"open", "uncovered", "declined_by_all"})


def _taken(state: Alert, person: AlertPerson | None, now_ms: int) -> list[Event]:
    if state.status == "acknowledged":
        return [] if person and person.person_id == state.acknowledged_by else [_cancelled(state, "taken")]
    if state.status not in UNANSWERED:
        return []
    return [_said_yes(state, person, "browser", now_ms, None) if person else _cancelled(state, "taken")]


def _cancelled(state: Alert, cause: Literal["taken", "closed"]) -> AlertCancelled:
    return AlertCancelled(alert_id=state.alert_id, about_kind=state.about_kind, about_id=state.about_id, cause=cause)


def _arrived(state: Alert, channel: Channel) -> list[Event]:
    person = state.person(state.acknowledged_by or "")
    if person is None or state.confirmed_at_ms is not None:
        return []
    return _there(state, person, channel)


def _there(state: Alert, person: AlertPerson, channel: Channel) -> list[Event]:
    return [
        AlertConfirmed(
            alert_id=state.alert_id,
            about_id=state.about_id,
            person_id=person.person_id,
            channel=channel,
            name=person.name,
        )
    ]


def _said_yes(
    state: Alert, person: AlertPerson, channel: Channel, now_ms: int, promise_s: int | None
) -> AlertAcknowledged:
    promised_at_ms, confirm_by_ms = _times(state, now_ms, promise_s)
    return AlertAcknowledged(
        alert_id=state.alert_id,
        about_kind=state.about_kind,
        about_id=state.about_id,
        specialty=state.specialty,
        person_id=person.person_id,
        channel=channel,
        promised_at_ms=promised_at_ms,
        confirm_by_ms=confirm_by_ms,
        name=person.name,
    )


def _promised_anew(state: Alert, person: AlertPerson, now_ms: int, promise_s: int | None) -> list[Event]:
    if promise_s is None or state.confirmed_at_ms is not None:
        return []
    promised_at_ms, confirm_by_ms = _times(state, now_ms, promise_s)
    return [
        AlertPromised(
            alert_id=state.alert_id,
            about_id=state.about_id,
            person_id=person.person_id,
            promised_at_ms=promised_at_ms,
            confirm_by_ms=confirm_by_ms,
            name=person.name,
        )
    ]


def _times(state: Alert, now_ms: int, promise_s: int | None) -> tuple[int, int]:
    """By when somebody is expected, and when the ladder begins again without a word."""
    promised_at_ms = now_ms + (state.ladder.promise_s if promise_s is None else promise_s) * 1000
    return promised_at_ms, promised_at_ms + state.ladder.grace_s * 1000


def _said_no(state: Alert, person: AlertPerson, channel: Channel, reason: str | None) -> AlertDeclined:
    return AlertDeclined(
        alert_id=state.alert_id,
        about_kind=state.about_kind,
        about_id=state.about_id,
        person_id=person.person_id,
        channel=channel,
        name=person.name,
        reason=reason,
    )


def closing(state: Alert) -> AlertClosed:
    """The alert leaves the screens."""
    return AlertClosed(alert_id=state.alert_id, about_id=state.about_id)


def _asked(state: Alert, person_id: str) -> AlertPerson:
    person = state.person(person_id)
    if person is None:
        raise Refused(Code.NOT_YOURS, alert_id=state.alert_id)
    return person


def _each_once(people: Iterable[AlertedPerson]) -> list[AlertedPerson]:
    return list({person.person_id: person for person in reversed(list(people))}.values())[::-1]


def _listed(alert_id: str, about_id: str, person: AlertedPerson) -> AlertPersonListed:
    return AlertPersonListed(
        alert_id=alert_id,
        about_id=about_id,
        person_id=person.person_id,
        language=person.language,
        name=person.name,
        telephone=person.telephone,
        email=person.email,
        senior=person.senior,
    )
