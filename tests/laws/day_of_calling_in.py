"""Staff are called in: two calls, one ended by who made it, one by its time."""

from config.trial import fixed_id
from signaling.protocol import recall
from sms.recall.domain.decisions import recalled_id_of
from sms.recall.domain.recall import REST_MS
from tests.laws.watching import ADMIN, HOUR, KARIMOV, LI, NODIRA, RASULOVA, Day


async def calling_in(day: Day) -> None:
    staff = await day.town.ask(recall.StaffFind(specialty="neurology"), NODIRA)
    assert LI.id in [card.person_id for card in staff]
    recall_id, other = fixed_id("a large accident"), fixed_id("another call")
    asked = {"text": "40 jarohatlangan", "place": "Markaziy", "person_ids": [KARIMOV.id, RASULOVA.id, LI.id]}
    until_ms = day.town.now_ms + HOUR
    await day.refused(recall.RecallStart, NODIRA, recall_id=recall_id, until_ms=1, **asked)
    await day.refused(recall.RecallStart, LI, recall_id=recall_id, until_ms=until_ms, **asked)
    await day.do(recall.RecallStart, NODIRA, recall_id=recall_id, until_ms=until_ms, **asked)
    await day.do(recall.RecallProceed, recall_id=recall_id)
    recalled_id = recalled_id_of(recall_id, LI.id)
    await day.do(recall.RecallNoteMessage, recalled_id=recalled_id, stage="delivered")
    await day.do(recall.RecallOpen, recalled_id=recalled_id)
    await day.do(recall.RecallAnswer, recalled_id=recalled_id, reply="in_20")
    await day.refused(recall.RecallAskAgain, NODIRA, recall_id=recall_id)
    await day.wait(REST_MS)
    await day.do(recall.RecallAskAgain, ADMIN, recall_id=recall_id)
    people = await day.town.ask(recall.RecallPeople(recall_id=recall_id), NODIRA)
    assert {one.person_id: one.round for one in people} == {KARIMOV.id: 2, RASULOVA.id: 2, LI.id: 1}
    await day.do(recall.RecallEnd, NODIRA, recall_id=recall_id, called_off=True)
    await day.do(recall.RecallStart, ADMIN, recall_id=other, until_ms=day.town.now_ms + HOUR, **asked)
    await day.wait(HOUR)
    assert len(await day.town.events(recall.RecallEnded)) == 2
    await day.do(recall.RecallLapse, recall_id=other)
    await day.do(recall.RecallRetire, recall_id=recall_id)
