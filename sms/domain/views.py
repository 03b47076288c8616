"""Who is shown what of an alert: the desk its whole ladder, a called person their own line."""

from collections.abc import Mapping

from signaling.protocol.alert_views import AlertPersonView, AlertStepView, AlertView
from signaling.protocol.base import View
from signaling.slice import ADMINISTRATION, SERVICE, Audience
from sms.domain.alerts import Alert, AlertPerson, Step
from sms.domain.turns import next_step_at_ms


def alert_views(state: Alert) -> Mapping[Audience, View]:
    """For the service, and for everybody who has been called. A drill disturbs no dispatcher."""
    desk = ADMINISTRATION if state.about_kind == "drill" else SERVICE
    views: dict[Audience, View] = {desk: _view(state, state.people)}
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
        round=state.round,
        next_step_at_ms=next_step_at_ms(state),
        address_label=state.address_label,
        number=state.number,
        drill_id=state.drill_id,
        acknowledged_by=state.acknowledged_by,
        acknowledged_by_name=winner.name if winner else None,
        acknowledged_at_ms=state.acknowledged_at_ms,
        channel=state.channel,
        promised_at_ms=state.promised_at_ms,
        confirm_by_ms=None if state.confirmed_at_ms else state.confirm_by_ms,
        confirmed_at_ms=state.confirmed_at_ms,
    )


def _line(person: AlertPerson) -> AlertPersonView:
    return AlertPersonView(
        person_id=person.person_id,
        status=person.status,
        name=person.name,
        senior=person.senior,
        steps=[view for step in person.steps for view in _steps(step)],
        called_at_ms=person.called_at_ms,
        opened_at_ms=person.opened_at_ms,
        answered_at_ms=person.answered_at_ms,
    )


def _steps(step: Step) -> list[AlertStepView]:
    if step.missing:
        return [AlertStepView(channel=step.channel, at_ms=step.at_ms)]
    return [
        AlertStepView(
            channel=step.channel, at_ms=sent.at_ms, status=sent.status, code=sent.code, repeated=sent.repeated
        )
        for sent in step.sent.values()
    ]
