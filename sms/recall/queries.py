"""Answers about recalls."""

from signaling.protocol.recall import (
    MessageStage,
    RecalledPersonView,
    RecallMessageStage,
    RecallNext,
    RecallPeople,
)
from signaling.slice import Answers, Enquiry
from sms.domain.deliveries import Delivery
from sms.recall.domain.decisions import BATCH, stage_of
from sms.recall.domain.recall import PERSON, RECALL, Recall, RecalledPerson
from sms.recall.domain.views import person_view


async def people(question: RecallPeople, enquiry: Enquiry) -> list[RecalledPersonView]:
    await enquiry.reading.get(RECALL, question.recall_id, Recall)
    found = await enquiry.reading.find(PERSON, RecalledPerson, recall_id=question.recall_id)
    return sorted((person_view(person) for person in found), key=lambda person: (person.name or "", person.person_id))


async def following(question: RecallNext, enquiry: Enquiry) -> list[str]:
    state = await enquiry.reading.get(RECALL, question.recall_id, Recall)
    return list(state.to_list[:BATCH])


async def message_stage(question: RecallMessageStage, enquiry: Enquiry) -> MessageStage | None:
    sent = await enquiry.reading.find("delivery", Delivery, link_id=question.link_id)
    statuses = [delivery.progress.status for delivery in sent if delivery.says == "recall"]
    return stage_of(statuses) if statuses else None


ANSWERS = (
    Answers(RecallPeople, people, from_screens=True),
    Answers(RecallNext, following),
    Answers(RecallMessageStage, message_stage),
)
