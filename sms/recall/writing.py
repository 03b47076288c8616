"""Writes a recall's messages as they leave: with a link of their own, or that it was called off."""

from pathlib import Path

from signaling.slice import Back
from sms.adapters.catalogue import Catalogue
from sms.composing import Links, Writes, Written
from sms.domain.deliveries import Delivery
from sms.recall.domain.recall import RECALL, Recall
from sms.recall.wording import called_off_text, recall_notice, recall_subject, recall_text

WORDS = Path(__file__).parent / "words"
PURPOSE = "recall.answer"


def recall_writer() -> Writes:
    say = Catalogue(WORDS).say

    async def write(back: Back, delivery: Delivery, links: Links, left_ms: int) -> Written:
        async with back.reading() as reading:
            recall: Recall = await reading.get(RECALL, delivery.about_id, Recall)
        language, recalled_id = delivery.language, delivery.link_id or ""
        subject = recall_subject(recall, language=language, say=say)
        if recall.ended_why == "called_off" and delivery.channel != "push":
            return Written(called_off_text(recall, language=language, code=delivery.code, say=say), subject)
        link = await links.to("r", purpose=PURPOSE, about=recalled_id, holder=delivery.person_id, left_ms=left_ms)
        if delivery.channel == "push":
            return Written(recall_notice(recall, recalled_id, language=language, link=link, say=say))
        return Written(recall_text(recall, language=language, link=link, code=delivery.code, say=say), subject)

    return write
