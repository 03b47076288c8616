"""Who is shown what of an alert: the desk its whole ladder, a called person their own line."""

from collections.abc import Mapping

from signaling.protocol.alerts import AlertPersonView, AlertView
from signaling.protocol.base import View
from signaling.slice import SERVICE, Audience
from sms.domain.alerts import Alert, AlertPerson


def alert_views(state: Alert) -> Mapping[Audience, View]:
    """For the service, and for everybody who has been called."""
    views: dict[Audience, View] = {SERVICE: _view(state, state.people)}
    for person in state.people:
        if person.status != "listed":
            views[Audience("person", person.person_id)] = _view(state, (person,))
    return views


def is_live(state: Alert) -> bool:
    """An alert stands on the screens until what it is about has ended, so that a red one is not missed."""
    return not state.closed


def _view(state: Alert, shown: tuple[AlertPerson, ...]) -> AlertView:
    winner = state.person(state.acknowledged_by) if state.acknowledged_by else None
    return AlertView(
        alert_id=state.alert_id,
        about_kind=state.about_kind,
        about_id=state.about_id,
        specialty=state.specialty,
        urgency=state.urgency,
        status=state.status,
        reason=state.reason,
        reason_labels=state.reason_labels,
        raised_at_ms=state.raised_at_ms,
        expires_at_ms=state.expires_at_ms,
        people=[_line(person) for person in shown],
        address_label=state.address_label,
        number=state.number,
        acknowledged_by=state.acknowledged_by,
        acknowledged_by_name=winner.name if winner else None,
        acknowledged_at_ms=state.acknowledged_at_ms,
        channel=state.channel,
    )


def _line(person: AlertPerson) -> AlertPersonView:
    sent = person.delivery
    return AlertPersonView(
        person_id=person.person_id,
        status=person.status,
        name=person.name,
        delivery=sent.status if sent else None,
        delivery_at_ms=sent.at_ms if sent else None,
        delivery_code=sent.code if sent else None,
        repeated=sent.repeated if sent else False,
        called_at_ms=person.called_at_ms,
        opened_at_ms=person.opened_at_ms,
        answered_at_ms=person.answered_at_ms,
    )
