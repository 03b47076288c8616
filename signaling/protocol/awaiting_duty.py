"""Words of an alert that found nobody on duty: it waits for the rota, and is asked again when somebody comes."""

from typing import ClassVar

import msgspec

from signaling.protocol.alerts import AboutKind
from signaling.protocol.base import Command, Event, Question


class AlertLookAgain(Command, frozen=True, kw_only=True, tag="alert.look_again"):
    """The system's wish: the rota has changed, or somebody's hours begin. Who is on duty for the specialty now is asked
    by the alert that found nobody; when there is still nobody, it waits for the next whose hours begin in its time."""

    alert_id: str
    specialty: str


class AlertWaits(Event, frozen=True, kw_only=True, tag="alert.waits"):
    """Nobody is on duty. ``next_duty_ms``: when the next one's hours begin before the alert's end; None: nobody's."""

    touches: ClassVar[dict[str, str]] = {"alert": "alert_id"}

    alert_id: str
    next_duty_ms: int | None = None


class AlertResumed(Event, frozen=True, kw_only=True, tag="alert.resumed"):
    """Somebody has come on duty for what nobody was on duty for: the ladder begins with them."""

    touches: ClassVar[dict[str, str]] = {"alert": "alert_id"}
    about: ClassVar[tuple[str, ...]] = ("about_id",)

    alert_id: str
    about_kind: AboutKind
    about_id: str
    specialty: str


class UncoveredAlert(msgspec.Struct, frozen=True, kw_only=True):
    """An alert that may still be answered, and that found nobody on duty."""

    alert_id: str
    specialty: str


class UncoveredAlerts(Question, frozen=True, tag="alerts.uncovered"):
    """The alerts about incidents that found nobody on duty and are not over; a consult is asked again by its room."""

    answer_type: ClassVar[object] = list[UncoveredAlert]
