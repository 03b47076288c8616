"""The commands about recalls. What takes long is done in batches, each a command of its own."""

from collections.abc import Collection
from typing import Any, Literal

from signaling.protocol.deliveries import DeliveryChannel
from signaling.protocol.recall import (
    RecallAnswer,
    RecallAskAgain,
    RecalledStaff,
    RecallEnd,
    RecallLapse,
    RecallNext,
    RecallNoteMessage,
    RecallOpen,
    RecallPersonAskedAgain,
    RecallPersonClosed,
    RecallProceed,
    RecallProceeded,
    RecallRetire,
    RecallStart,
    StaffCards,
)
from signaling.slice import Ask, Desk, Handler, Moment
from sms.domain import deliveries
from sms.domain.deliveries import Delivery
from sms.handlers.permission import only_system
from sms.push_subscriptions.domain.subscription import KIND as PUSH
from sms.push_subscriptions.domain.subscription import PushSubscription
from sms.recall.domain import decisions
from sms.recall.domain.decisions import BATCH, OFF_MS, message_to, reaches
from sms.recall.domain.recall import PERSON, RECALL, Recall, RecalledPerson


class RecallHandlers:
    """``channels``: those that somebody carries here."""

    def __init__(self, channels: Collection[DeliveryChannel]) -> None:
        self._channels = frozenset(channels)

    def all(self) -> tuple[Handler, ...]:
        return (
            Handler(RecallStart, self.start),
            Handler(RecallAskAgain, self.ask_again),
            Handler(RecallEnd, self.end),
            Handler(RecallProceed, self.proceed, self.gather),
            Handler(RecallLapse, self.lapse),
            Handler(RecallRetire, self.retire),
            Handler(RecallOpen, self.open),
            Handler(RecallAnswer, self.answer),
            Handler(RecallNoteMessage, self.note),
        )

    async def start(self, wish: RecallStart, facts: Any, desk: Desk) -> None:
        taken = await desk.version(RECALL, wish.recall_id) > 0
        desk.record(decisions.decide_start(wish, taken=taken, now_ms=desk.moment.now_ms))

    async def ask_again(self, wish: RecallAskAgain, facts: Any, desk: Desk) -> None:
        state = await desk.get(RECALL, wish.recall_id, Recall)
        desk.record(decisions.decide_ask_again(state, wish, desk.moment.now_ms))

    async def end(self, wish: RecallEnd, facts: Any, desk: Desk) -> None:
        desk.record(decisions.decide_end(await desk.get(RECALL, wish.recall_id, Recall), wish))

    async def lapse(self, wish: RecallLapse, facts: Any, desk: Desk) -> None:
        only_system(desk)
        state = await desk.get(RECALL, wish.recall_id, Recall)
        desk.record(*decisions.decide_lapse(state, desk.moment.now_ms))

    async def retire(self, wish: RecallRetire, facts: Any, desk: Desk) -> None:
        only_system(desk)
        state = await desk.get(RECALL, wish.recall_id, Recall)
        desk.record(*decisions.decide_retire(state, desk.moment.now_ms))

    async def open(self, wish: RecallOpen, facts: Any, desk: Desk) -> None:
        only_system(desk)
        desk.record(*decisions.decide_open(await desk.get(PERSON, wish.recalled_id, RecalledPerson)))

    async def answer(self, wish: RecallAnswer, facts: Any, desk: Desk) -> None:
        only_system(desk)
        person = await desk.get(PERSON, wish.recalled_id, RecalledPerson)
        state = await desk.get(RECALL, person.recall_id, Recall)
        desk.record(*decisions.decide_answer(state, person, wish, desk.moment.now_ms))

    async def note(self, wish: RecallNoteMessage, facts: Any, desk: Desk) -> None:
        only_system(desk)
        desk.record(*decisions.decide_note(await desk.get(PERSON, wish.recalled_id, RecalledPerson), wish))

    # -- batches -------------------------------------------------------------------------------------------------

    async def gather(self, wish: RecallProceed, moment: Moment, ask: Ask) -> list[RecalledStaff]:
        """The cards of those whom the next batch lists."""
        ids: list[str] = await ask(RecallNext(recall_id=wish.recall_id))
        cards: list[RecalledStaff] = await ask(StaffCards(person_ids=ids)) if ids else []
        return cards

    async def proceed(self, wish: RecallProceed, facts: list[RecalledStaff], desk: Desk) -> None:
        """Lists, asks again, or closes; whichever comes next."""
        only_system(desk)
        state = await desk.get(RECALL, wish.recall_id, Recall)
        if state.to_list:
            await self._list(desk, state, {card.person_id: card for card in facts})
        elif state.pending and state.running:
            await self._ask_silent(desk, state)
        elif state.pending:
            await self._close(desk, state)

    async def _list(self, desk: Desk, state: Recall, cards: dict[str, RecalledStaff]) -> None:
        """Whose account was closed meanwhile is passed over."""
        batch = state.to_list[:BATCH]
        for person_id in batch:
            card = cards.get(person_id)
            if card is None:
                continue
            browsers = await self._browsers(desk, person_id)
            found = reaches(card.telephone, card.email, browsers, self._channels)
            listed = decisions.decide_list(state, card, [reach.channel for reach in found])
            desk.record(listed)
            if listed.asked:
                await self._send(desk, listed.recalled_id, state.round)
        _proceeded(desk, state, "list", len(batch), done=len(batch) == len(state.to_list))

    async def _ask_silent(self, desk: Desk, state: Recall) -> None:
        silent = await desk.find(
            PERSON, RecalledPerson, recall_id=state.recall_id, silent_round=state.round - 1, limit=BATCH
        )
        for person in silent:
            desk.record(
                RecallPersonAskedAgain(recall_id=state.recall_id, recalled_id=person.recalled_id, round=state.round)
            )
            await self._send(desk, person.recalled_id, state.round)
        _proceeded(desk, state, "ask_again", len(silent), done=len(silent) < BATCH)

    async def _close(self, desk: Desk, state: Recall) -> None:
        """What waits is withdrawn, what is at a gateway is not sent again; who comes is told if they need not."""
        people = await desk.find(PERSON, RecalledPerson, recall_id=state.recall_id, closed=False, limit=BATCH)
        for person in people:
            for delivery in await desk.find("delivery", Delivery, link_id=person.recalled_id):
                desk.record(*deliveries.decide_recall(delivery))
            desk.record(RecallPersonClosed(recall_id=state.recall_id, recalled_id=person.recalled_id))
            if state.ended_why == "called_off" and person.coming:
                await self._send(desk, person.recalled_id, 0, until_ms=desk.moment.now_ms + OFF_MS)
        _proceeded(desk, state, "close", len(people), done=len(people) < BATCH)

    async def _send(self, desk: Desk, recalled_id: str, round: int, *, until_ms: int | None = None) -> None:
        person = await desk.get(PERSON, recalled_id, RecalledPerson)
        browsers = await self._browsers(desk, person.person_id)
        for number, reach in enumerate(reaches(person.telephone, person.email, browsers, self._channels)):
            delivery_id = desk.moment.new_id(f"{recalled_id} {round} {number}")
            desk.record(message_to(person, reach, delivery_id, until_ms or person.until_ms))

    async def _browsers(self, desk: Desk, person_id: str) -> list[str]:
        if "push" not in self._channels:
            return []
        found = await desk.find(PUSH, PushSubscription, person_id=person_id, open=True)
        return [browser.subscription_id for browser in found]


def _proceeded(
    desk: Desk, state: Recall, work: Literal["list", "ask_again", "close"], passed: int, *, done: bool
) -> None:
    desk.record(RecallProceeded(recall_id=state.recall_id, work=work, passed=passed, done=done))
