"""A town whose staff can be called in: people that are a list, a gateway that takes everything."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from signaling.consequences import Backstage
from signaling.protocol.deliveries import DeliveryChannel
from signaling.protocol.duty import DutyPeople, DutyPerson
from signaling.protocol.recall import (
    RecallAnswer,
    RecalledPersonView,
    RecalledStaff,
    RecallOpen,
    RecallPeople,
    RecallReply,
    RecallStart,
    RecallView,
    StaffCards,
    StaffFind,
)
from signaling.slice import SERVICE, Answers, Enquiry, Role, Slice
from signaling.store.interface import Store
from signaling.testing import Town, person
from sms.adapters.catalogue import Catalogue
from sms.assembly import WRITTEN_ELSEWHERE, assemble
from sms.composing import composer
from sms.domain.deliveries import Delivery
from sms.push_subscriptions.assembly import assemble as push_subscriptions
from sms.recall.assembly import assemble as recalls
from sms.recall.domain.decisions import recalled_id_of
from sms.recall.domain.recall import RECALL, Recall
from sms.recall.domain.views import views
from sms.sender import Sender
from tests.sms.desk import PUBLIC_BASE, Scripted

NODIRA = person(Role.DISPATCHER, "Nodira A.")
RECALL_ID = "0199bbbb-0000-7000-8000-000000000001"
MINUTE = 60_000
HOUR = 60 * MINUTE


def staff(number: int, **more: Any) -> RecalledStaff:
    fields = {"telephone": f"+99800{number:07}", "language": "uz", "role": "physician", **more}
    return RecalledStaff(person_id=f"person-{number:04}", name=f"Xodim {number}", **fields)


class RecallTown(Town):
    """``staff`` is who works here."""

    def __init__(
        self, gateway: Scripted, people: Sequence[RecalledStaff], store: Store | None = None,
        channels: Sequence[DeliveryChannel] = ("sms", "email", "push"),
    ) -> None:  # fmt: skip
        self.staff = {card.person_id: card for card in people}
        self.gateway = gateway
        carriers = dict.fromkeys(channels, gateway)
        slices = [
            assemble(carriers=carriers, issue_ticket=self.issue, public_base=PUBLIC_BASE),
            push_subscriptions(public_key="a key", services=("push.example.org",)),
            recalls(channels),
            Slice(
                name="people",
                answers=(
                    Answers(StaffCards, self._cards),
                    Answers(StaffFind, self._all),
                    Answers(DutyPeople, self._nobody),
                ),
            ),
        ]
        super().__init__(slices, store=store)
        written = composer(self.issue, PUBLIC_BASE, Catalogue().say, WRITTEN_ELSEWHERE)
        self.sender = Sender(carriers, written, lambda: 0.5)
        self.back = Backstage(self.bus, self.hub, self.clock)

    async def issue(self, *, purpose: str, about: str, holder: str, lives_ms: int, uses: int) -> str:
        return await self.tickets.issue(purpose=purpose, about=about, holder=holder, lives_ms=lives_ms, uses=uses)

    async def _cards(self, question: StaffCards, enquiry: Enquiry) -> list[RecalledStaff]:
        return [self.staff[id] for id in question.person_ids if id in self.staff]

    async def _all(self, question: StaffFind, enquiry: Enquiry) -> list[RecalledStaff]:
        return list(self.staff.values())

    async def _nobody(self, question: DutyPeople, enquiry: Enquiry) -> list[DutyPerson]:
        return []

    def starting(self, **more: Any) -> RecallStart:
        fields = {
            "recall_id": RECALL_ID,
            "text": "Katta avtohalokat",
            "place": "Markaziy shifoxona",
            "until_ms": self.now_ms + 2 * HOUR,
            "person_ids": list(self.staff),
            **more,
        }
        return RecallStart(id=self.new_id(), made_at_ms=self.now_ms, **fields)

    async def started(self, **more: Any) -> None:
        await self.do(self.starting(**more), NODIRA)
        await self.react()

    async def send(self) -> None:
        """The sender does what is due until nothing is."""
        before = -1
        while before != len(self.gateway.given):
            before = len(self.gateway.given)
            await self.sender.work(self.back)
        await self.react()

    def recalled_id(self, number: int) -> str:
        return recalled_id_of(RECALL_ID, f"person-{number:04}")

    async def answer(self, number: int, reply: RecallReply) -> None:
        await self.do(self.wish(RecallAnswer, recalled_id=self.recalled_id(number), reply=reply))

    async def opened(self, number: int) -> None:
        await self.do(self.wish(RecallOpen, recalled_id=self.recalled_id(number)))

    async def recall(self) -> Recall:
        async with self.bus.reading() as reading:
            return await reading.get(RECALL, RECALL_ID, Recall)

    async def view(self) -> RecallView:
        view = views(await self.recall())[SERVICE]
        assert isinstance(view, RecallView)
        return view

    async def people(self) -> dict[str, RecalledPersonView]:
        found: list[RecalledPersonView] = await self.ask(RecallPeople(recall_id=RECALL_ID))
        return {one.person_id: one for one in found}

    async def deliveries(self, number: int) -> list[Delivery]:
        async with self.bus.reading() as reading:
            return await reading.find("delivery", Delivery, link_id=self.recalled_id(number))

    def path(self, number: int) -> str:
        """The link in the newest message to the person."""
        telephone = self.staff[f"person-{number:04}"].telephone
        message = next(each for each in reversed(self.gateway.given) if each.to == telephone)
        found = re.search(rf"{re.escape(PUBLIC_BASE)}(/r/[\w-]{{22}})", message.body)
        assert found is not None, message.body
        return found.group(1)


@asynccontextmanager
async def town(*people: RecalledStaff, store: Store | None = None, **more: Any) -> AsyncIterator[RecallTown]:
    async with RecallTown(more.pop("gateway", None) or Scripted(), people, store, **more) as opened:
        yield opened
