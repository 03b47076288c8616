"""An alert that found nobody on duty: how long it waits, and how its ladder begins once somebody is there."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from signaling.protocol.alerts import AlertedPerson
from signaling.protocol.awaiting_duty import AlertResumed, AlertWaits
from signaling.protocol.base import Event
from sms.domain.alert_rules import listed
from sms.domain.alerts import Alert


def waits(state: Alert, now_ms: int) -> bool:
    """Whether somebody who comes on duty is still to be asked. A consult is asked again by the consult room, and after
    its end an alert asks nobody."""
    found_nobody = state.status == "uncovered" and state.about_kind == "incident"
    return found_nobody and not state.closed and now_ms < state.expires_at_ms


def decide_look_again(
    state: Alert, on_duty: Sequence[AlertedPerson], next_duty_ms: int | None, now_ms: int
) -> list[Event]:
    """The ladder begins with whoever is on duty; else the alert waits for the next, should they come in its time."""
    if not waits(state, now_ms):
        return []
    if on_duty:
        resumed = AlertResumed(
            alert_id=state.alert_id,
            about_kind=state.about_kind,
            about_id=state.about_id,
            specialty=state.specialty,
        )
        return [resumed, *listed(state, on_duty)]
    in_time = next_duty_ms if next_duty_ms is not None and next_duty_ms < state.expires_at_ms else None
    if in_time == state.next_duty_ms:
        return []
    return [AlertWaits(alert_id=state.alert_id, next_duty_ms=in_time)]


def look_again_ms(state: Alert) -> int | None:
    """When somebody's hours begin; None: nobody's do, or nobody is waited for."""
    return state.next_duty_ms if state.status == "uncovered" and not state.closed else None


def _waits(state: Alert, event: AlertWaits, stamp: Any) -> Alert:
    return msgspec.structs.replace(state, next_duty_ms=event.next_duty_ms)


def _resumed(state: Alert, event: AlertResumed, stamp: Any) -> Alert:
    """The ladder's times run from now; the alert's end stays where it was."""
    return msgspec.structs.replace(state, status="open", since_ms=stamp.at_ms, next_duty_ms=None)


EVOLVE: Mapping[type[Event], Any] = {AlertWaits: _waits, AlertResumed: _resumed}
