"""Writes a notice as it leaves."""

from pathlib import Path

from signaling.slice import Back
from sms.adapters.catalogue import Catalogue
from sms.composing import Links, Writes, Written
from sms.domain.deliveries import Delivery
from sms.notices.domain.notice import NOTICE, Notice
from sms.notices.domain.templates import notice_text

WORDS = Path(__file__).parent / "words"


def notice_writer() -> Writes:
    say = Catalogue(WORDS).say

    async def write(back: Back, delivery: Delivery, links: Links, left_ms: int) -> Written:
        async with back.reading() as reading:
            notice: Notice = await reading.get(NOTICE, delivery.about_id, Notice)
        text = notice_text(notice.template, notice.values or {"place": ""}, language=delivery.language, say=say)
        return Written(f"{text} {delivery.code}", say(delivery.language, "notice-subject"))

    return write
