"""Earlier contacts of the same telephone number: headings, and nothing else of them."""

from collections.abc import Iterable

from consult_room.patients.domain.link import PatientLink
from signaling.protocol.incident_summaries import IncidentFound
from signaling.protocol.patient_links import EarlierContact
from signaling.telephone_numbers import digits_of

BACK_MS = 365 * 24 * 3_600_000
"""Twelve months."""

CONTACTS_AT_MOST = 50
SUBSCRIBER_DIGITS = 9
"""A subscriber's number without the country, as callers say it."""


def subscriber(telephone: str | None) -> str | None:
    """The last nine digits: however the prefix was written, the subscriber is the same. None for what is shorter: the
    town's own numbers are many people's."""
    digits = digits_of(telephone or "")
    return digits[-SUBSCRIBER_DIGITS:] if digits.isdigit() and len(digits) >= SUBSCRIBER_DIGITS else None


def headings(
    state: PatientLink, incidents: Iterable[IncidentFound], links: Iterable[PatientLink], now_ms: int
) -> list[EarlierContact]:
    """Newest first, without this consult and the incident behind it."""
    found = [
        EarlierContact(
            kind="incident",
            number=one.number,
            at_ms=one.opened_at_ms,
            reason=one.reason,
            result=one.result.value if one.result else None,
        )
        for one in incidents
        if one.incident_id not in (state.circle.incident_id, state.help_incident_id)
    ]
    found += [
        EarlierContact(
            kind="consult", number=one.number, at_ms=one.asked_at_ms, reason=one.specialty, result=one.closing
        )
        for one in links
        if one.consult_id != state.consult_id
    ]
    recent = [one for one in found if one.at_ms > now_ms - BACK_MS]
    return sorted(recent, key=lambda one: -one.at_ms)[:CONTACTS_AT_MOST]
