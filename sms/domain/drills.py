"""A drill: one alert for each person on duty, which says that it is a test."""

from datetime import datetime, tzinfo

from signaling.protocol.alerts import AlertedPerson, AlertPersonListed, AlertRaised
from signaling.protocol.base import Event
from signaling.protocol.drills import DrillStart
from signaling.protocol.ladders import Ladder
from signaling.protocol.refusals import Code, Refused

DAY_BEGINS, DAY_ENDS = 8, 20
"""Hours of the service's clock between which people may be disturbed for a test."""


def check_by_day(now_ms: int, zone: tzinfo) -> None:
    """Refuses a test by night."""
    hour = datetime.fromtimestamp(now_ms / 1000, tz=zone).hour
    if not DAY_BEGINS <= hour < DAY_ENDS:
        raise Refused(Code.BY_DAY_ONLY, from_hour=DAY_BEGINS, until_hour=DAY_ENDS)


def decide_start(wish: DrillStart, person: AlertedPerson, alert_id: str, ladder: Ladder, now_ms: int) -> list[Event]:
    """The alert of one person. It is about the drill and the person, so that each answers for themselves."""
    return [
        AlertRaised(
            alert_id=alert_id,
            about_kind="drill",
            about_id=alert_id,
            specialty=wish.specialty,
            urgency="routine",
            reason="",
            reason_labels={},
            expires_at_ms=now_ms + ladder.lives_s * 1000,
            ladder=ladder,
            drill_id=wish.drill_id,
        ),
        AlertPersonListed(
            alert_id=alert_id,
            about_id=alert_id,
            person_id=person.person_id,
            language=person.language,
            name=person.name,
            telephone=person.telephone,
            email=person.email,
        ),
    ]
