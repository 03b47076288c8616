"""What a message says: what for, how urgent, a link, a code. Never a patient's name, never an address: those are
behind the link."""

from collections.abc import Callable, Mapping

import msgspec

from signaling.protocol.deliveries import Urgency
from sms.domain.alerts import Alert
from sms.domain.segments import plain, segments

LONGEST = 2
"""Segments a message may have: more arrive late, apart, or not at all."""

OF_PRIORITY: Mapping[int, Urgency] = {1: "life_threat", 2: "urgent", 3: "routine", 4: "routine"}
"""How urgent a message about an incident of that priority is."""

Say = Callable[..., str]
"""``say(language, key, **values)`` from the catalogue."""


def alert_text(alert: Alert, *, language: str, link: str, code: str, say: Say) -> str:
    """The fullest wording that fits: with the reason in words; without it; the bare link at last."""
    if alert.about_kind == "drill":
        return plain(say(language, "sms-drill", link=link, code=code))
    specialty = say(language, "specialty", specialty=alert.specialty)
    urgency = say(language, "urgency", urgency=alert.urgency)
    reason = alert.reason_labels.get(language, "")
    keys = ["sms-incident", "sms-short"] if alert.about_kind == "incident" else ["sms-consult", "sms-short"]
    for key in keys if reason or alert.about_kind == "consult" else keys[1:]:
        text = plain(say(language, key, specialty=specialty, urgency=urgency, reason=reason, link=link, code=code))
        if segments(text) <= LONGEST:
            return text
    return plain(f"103: {link} {code}")


def alert_title(alert: Alert, language: str, say: Say) -> str:
    """The line above a notification, and an e-mail's subject."""
    if alert.about_kind == "drill":
        return say(language, "push-drill-title")
    return say(language, "push-alert-title", specialty=say(language, "specialty", specialty=alert.specialty))


def alert_notice(alert: Alert, *, language: str, link: str, say: Say) -> str:
    """What a browser is notified of, as the JSON that its page understands. One alert is one ``tag``: a repeat, or
    the news that it is covered, takes the first one's place."""
    urgency = say(language, "urgency", urgency=alert.urgency)
    reason = alert.reason_labels.get(language, "")
    body = say(language, "push-alert-reason", urgency=urgency, reason=reason) if reason else urgency
    if alert.about_kind == "drill":
        body = say(language, "push-drill-body")
    notice = {
        "title": alert_title(alert, language, say),
        "body": body,
        "link": link,
        "tag": alert.alert_id,
        "urgency": alert.urgency,
    }
    return msgspec.json.encode(notice).decode()


def covered_text(alert: Alert, *, language: str, code: str, say: Say) -> str:
    """That somebody else has taken it. Nothing to open: nothing is to be done."""
    specialty = say(language, "specialty", specialty=alert.specialty)
    return plain(say(language, "sms-covered", specialty=specialty, code=code))


def covered_notice(alert: Alert, *, language: str, link: str, say: Say) -> str:
    """As ``alert_notice``, and in its place: it bears the same ``tag``."""
    notice = {
        "title": say(language, "push-covered-title"),
        "body": say(language, "push-covered-body", specialty=say(language, "specialty", specialty=alert.specialty)),
        "link": link,
        "tag": alert.alert_id,
        "urgency": "routine",
    }
    return msgspec.json.encode(notice).decode()


def caller_text(*, language: str, link: str, code: str, say: Say) -> str:
    """What a caller gets: who writes, what for, the link. Never where and never why."""
    text = plain(say(language, "sms-caller", link=link, code=code))
    return text if segments(text) <= LONGEST else plain(f"103: {link} {code}")


def patient_text(*, language: str, link: str, code: str, say: Say) -> str:
    """What somebody gets whom a doctor will see through their telephone: who writes, what for. Never why."""
    text = plain(say(language, "sms-patient", link=link, code=code))
    return text if segments(text) <= LONGEST else plain(f"103: {link} {code}")


def guest_text(*, language: str, link: str, code: str, say: Say) -> str:
    """What an interpreter, a relative or an expert gets: who writes, what for, the link. Nobody's name."""
    text = plain(say(language, "sms-guest", link=link, code=code))
    return text if segments(text) <= LONGEST else plain(f"103: {link} {code}")
