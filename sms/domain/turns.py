"""Whose turn it is, and which step towards them is due: the ladder climbed, told the time.

Everything here follows from the alert and the time alone, so that the clock may ask as often as it likes.
"""

from collections.abc import Collection, Mapping
from typing import Any

from signaling.protocol.alert_views import NextStep
from signaling.protocol.alerts import (
    AlertDeclinedByAll,
    AlertedPerson,
    AlertPersonCalled,
    AlertPersonLeft,
    AlertStepped,
    AlertUncovered,
)
from signaling.protocol.base import Event
from signaling.protocol.deliveries import DeliveryChannel
from sms.domain.alerts import Alert, AlertPerson, all_failed, may_answer, steps_left


def decide_turns(state: Alert, now_ms: int) -> list[Event]:
    """Who is called now: everybody where the ladder says so; else one after another, the next once nobody who was
    called holds the turn any more, or after the ladder's time; the seniors when nobody else is left, or when it has
    taken too long.
    """
    if state.status != "open":
        return []
    if not state.people:
        return [AlertUncovered(**_about(state))]
    called = [_called(state, person) for person in _whose_turn(state, now_ms)]
    if called or any(may_answer(person) for person in state.people):
        return list(called)
    return [AlertDeclinedByAll(**_about(state))]


def _whose_turn(state: Alert, now_ms: int) -> list[AlertPerson]:
    people = [person for person in state.people if person.status == "listed" and not person.senior]
    seniors = [person for person in state.people if person.status == "listed" and person.senior]
    turn: list[AlertPerson] = []
    if people and state.ladder.next_after_s == 0:
        turn += people
    elif people and _turn_is_free(state, now_ms):
        turn += _up_to_a_telephone(people)
    exhausted = not people and _turn_is_free(state, now_ms)
    if seniors and (exhausted or now_ms >= senior_at_ms(state)):
        turn += seniors
    return turn


def _up_to_a_telephone(people: list[AlertPerson]) -> list[AlertPerson]:
    """Whoever has no telephone can answer on a screen only, so the next one is called with them."""
    turn = []
    for person in people:
        turn.append(person)
        if person.telephone:
            break
    return turn


def _turn_is_free(state: Alert, now_ms: int) -> bool:
    held = [person for person in state.people if may_answer(person) and person.telephone]
    if not held:
        return True
    return state.ladder.next_after_s > 0 and now_ms >= _next_at_ms(state)


def _next_at_ms(state: Alert) -> int:
    """When the next one is called though somebody may still answer."""
    newest = max((person.called_at_ms or 0 for person in state.people if may_answer(person)), default=state.since_ms)
    return newest + state.ladder.next_after_s * 1000


def senior_at_ms(state: Alert) -> int:
    """When the seniors are called at the latest."""
    return state.since_ms + state.ladder.senior_after_s * 1000


def decide_steps(state: Alert, now_ms: int, reachable: Mapping[str, Collection[DeliveryChannel]]) -> list[AlertStepped]:
    """The steps that are due towards each who was called. Once everything that was sent has failed the next step does
    not wait for its time. ``reachable``: by which channels each person can be reached at all."""
    if state.status != "open":
        return []
    steps = []
    for person in state.people:
        if not may_answer(person) or person.called_at_ms is None:
            continue
        for step in steps_left(state.ladder, person):
            if now_ms < person.called_at_ms + step.after_s * 1000 and not all_failed(person):
                continue
            missing = step.channel not in reachable.get(person.person_id, ())
            steps.append(
                AlertStepped(
                    alert_id=state.alert_id,
                    about_id=state.about_id,
                    person_id=person.person_id,
                    channel=step.channel,
                    missing=missing,
                    name=person.name,
                )
            )
            if all_failed(person) and not missing:
                break
    return steps


def decide_left(state: Alert, on_duty: Collection[str]) -> list[AlertPersonLeft]:
    """Who waits for their turn and is not on duty any more. Whoever was called already was on duty then."""
    return [
        AlertPersonLeft(alert_id=state.alert_id, about_id=state.about_id, person_id=person.person_id, name=person.name)
        for person in state.people
        if person.status == "listed" and person.person_id not in on_duty
    ]


def newcomers(state: Alert, on_duty: list[AlertedPerson]) -> list[AlertedPerson]:
    """Who is on duty and not on the list."""
    return [person for person in on_duty if state.person(person.person_id) is None]


def next_step(state: Alert) -> tuple[int, NextStep] | None:
    """What more is to be done if nobody answers, and when; None: nothing is. Ends are not counted."""
    if state.status != "open" or state.closed:
        return None
    due: list[tuple[int, NextStep]] = [
        ((person.called_at_ms or 0) + step.after_s * 1000, step.channel)
        for person in state.people
        if may_answer(person)
        for step in steps_left(state.ladder, person)
    ]
    waiting = [person for person in state.people if person.status == "listed"]
    if waiting and state.ladder.next_after_s > 0:
        due.append((_next_at_ms(state), "next_person"))
    if any(person.senior for person in waiting):
        due.append((senior_at_ms(state), "seniors"))
    return min((one for one in due if one[0] < state.expires_at_ms), default=None)


def next_step_at_ms(state: Alert) -> int | None:
    """When; see ``next_step``."""
    step = next_step(state)
    return step[0] if step else None


def _called(state: Alert, person: AlertPerson) -> AlertPersonCalled:
    return AlertPersonCalled(
        alert_id=state.alert_id,
        about_id=state.about_id,
        person_id=person.person_id,
        name=person.name,
        senior=person.senior,
    )


def _about(state: Alert) -> dict[str, Any]:
    return {
        "alert_id": state.alert_id,
        "about_kind": state.about_kind,
        "about_id": state.about_id,
        "specialty": state.specialty,
    }
