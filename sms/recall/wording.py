"""What a recall's message says: why, where to, a link. Whole sentences are dropped before a third segment is paid."""

import msgspec

from sms.domain.segments import plain, segments
from sms.domain.wording import LONGEST, Say
from sms.recall.domain.recall import Recall


def recall_text(recall: Recall, *, language: str, link: str, code: str, say: Say) -> str:
    """The fullest wording that fits: with reason and place; with the place; the bare link."""
    values = {"text": recall.text or "", "place": recall.place, "link": link, "code": code}
    for key in ["sms-recall"] * bool(recall.text) + ["sms-recall-place", "sms-recall-short"]:
        text = plain(say(language, key, **values))
        if segments(text) <= LONGEST:
            return text
    return plain(f"103: {link} {code}")


def called_off_text(recall: Recall, *, language: str, code: str, say: Say) -> str:
    text = plain(say(language, "sms-recall-off", place=recall.place, code=code))
    return text if segments(text) <= LONGEST else plain(say(language, "sms-recall-off-short", code=code))


def recall_subject(recall: Recall, *, language: str, say: Say) -> str:
    return say(language, "email-recall-off" if recall.ended_why == "called_off" else "email-recall")


def recall_notice(recall: Recall, recalled_id: str, *, language: str, link: str, say: Say) -> str:
    """What a browser is notified of; a further round, or the end, takes the first one's place."""
    off = recall.ended_why == "called_off"
    notice = {
        "title": recall_subject(recall, language=language, say=say),
        "body": say(language, "push-recall-off" if off else "push-recall", text=recall.text or "", place=recall.place),
        "link": link,
        "tag": recalled_id,
        "urgency": "urgent",
    }
    return msgspec.json.encode(notice).decode()
