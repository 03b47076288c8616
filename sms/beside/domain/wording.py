"""What a message to a crew says. A crew may read where it goes; whom it goes to, nobody's SMS says."""

from signaling.protocol.incident_summaries import IncidentSummaryView
from sms.beside.domain.latin import latin
from sms.domain.segments import is_gsm_7, plain, segments
from sms.domain.wording import LONGEST, OF_PRIORITY, Say

SHORT_ADDRESS = 40
"""Letters of an address that still find a house on a map."""


def order_text(incident: IncidentSummaryView, *, language: str, link: str, code: str, say: Say) -> str:
    """The fullest wording that fits. The place goes last: a crew without any line can still drive there."""
    address = _sayable(incident.address_label, language)
    reason = _sayable(incident.reason_label.get(language, ""), language)
    short = address[:SHORT_ADDRESS].rstrip(" ,.")
    for what, where in ((reason, address), ("", address), ("", short), ("", "")):
        told = ". ".join(part for part in (what, where) if part)
        text = plain(
            say(
                language,
                "sms-order" if told else "sms-order-short",
                number=str(incident.number),
                urgency=say(language, "urgency", urgency=OF_PRIORITY[incident.priority]),
                told=told,
                link=link,
                code=code,
            )
        )
        if segments(text) <= LONGEST:
            return text
    return plain(f"103: {link} {code}")


def _sayable(text: str, language: str) -> str:
    """As it stands in Russian; elsewhere in letters of GSM-7, and left out where there are none for it."""
    if language == "ru":
        return text
    written = latin(text)
    return written if is_gsm_7(written) else ""
