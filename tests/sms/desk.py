"""A town with alerts in it, for the tests of this folder."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import msgspec

from signaling.consequences import Backstage
from signaling.protocol.alert_views import AlertView
from signaling.protocol.alerts import AlertAcknowledge, AlertDecline, AlertedPerson, AlertRaise
from signaling.protocol.base import Command
from signaling.protocol.deliveries import DeliveryChannel, Urgency
from signaling.protocol.duty import DutyPeople, DutyPerson
from signaling.protocol.people import Language
from signaling.protocol.telephones import TelephoneOwner, TelephoneOwners
from signaling.slice import SERVICE, Actor, Answers, Audience, Enquiry, Role, Slice
from signaling.store.interface import Store
from signaling.telephone_numbers import digits_of
from signaling.testing import Town, person
from sms.adapters.catalogue import Catalogue
from sms.adapters.ladder_file import read_ladders
from sms.assembly import assemble
from sms.composing import composer
from sms.domain.alerts import Alert
from sms.domain.deliveries import Delivery
from sms.domain.gateway import CannotLook, Gateway, Message, Outcome, Sought, Taken
from sms.domain.ladders import Ladders
from sms.domain.views import alert_views
from sms.sender import Sender
from sms.telephones.assembly import TELEPHONES

PUBLIC_BASE = "https://tez.example.uz"
INCIDENT = "0199aaaa-0000-7000-8000-000000000001"
KARIMOV = AlertedPerson(person_id="karimov", name="Karimov A.", telephone="+998000000001", language="uz")
RASULOVA = AlertedPerson(person_id="rasulova", name="Rasulova N.", telephone="+998000000002", language="ru")
SMITH = AlertedPerson(person_id="smith", name="Smith J.", telephone="+998000000003", language="en")
LADDERS = read_ladders()
URGENCIES: tuple[Urgency, ...] = ("life_threat", "urgent", "routine")
LIVES_MS = {urgency: LADDERS.of("", urgency).lives_s * 1000 for urgency in URGENCIES}
WITHOUT_TELEPHONE = AlertedPerson(person_id="yusupov", name="Yusupov B.", telephone=None, language="uz")


class Scripted:
    """A gateway that answers what it is told to, and remembers what it was given; it takes all else."""

    per_second = 1000.0

    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = list(outcomes)
        self.given: list[Message] = []
        self.found: list[str | CannotLook | None] = []
        self.sought: list[Sought] = []
        self.while_sending: Any = None
        self.called = asyncio.Event()

    async def send(self, message: Message) -> Outcome:
        self.given.append(message)
        self.called.set()
        if self.while_sending is not None:
            hook, self.while_sending = self.while_sending, None
            await hook(message)
        return self.outcomes.pop(0) if self.outcomes else Taken(f"SM{len(self.given)}")

    async def find(self, sought: Sought) -> str | None:
        self.sought.append(sought)
        answer = self.found.pop(0) if self.found else None
        if isinstance(answer, CannotLook):
            raise answer
        return answer

    async def close(self) -> None:
        """Nothing is held open."""


class AlertTown(Town):
    """A town of this slice alone, with a sender that works when it is told to, and a rota that is a list."""

    def __init__(
        self,
        gateway: Gateway,
        store: Store | None = None,
        channels: Sequence[DeliveryChannel] = ("sms",),
        ladders: Ladders = LADDERS,
    ) -> None:
        self.on_duty: list[AlertedPerson] = []
        self.channels = tuple(channels)
        carriers = dict.fromkeys(channels, gateway)
        alerts = assemble(carriers=carriers, issue_ticket=self.issue, public_base=PUBLIC_BASE, ladders=ladders)
        people = (Answers(DutyPeople, self._duty_people), Answers(TelephoneOwners, self._owners))
        super().__init__([alerts, TELEPHONES, Slice(name="people", answers=people)], store=store)
        self.sender = self.another_sender(gateway)
        self.back = Backstage(self.bus, self.hub, self.clock)

    async def issue(self, *, purpose: str, about: str, holder: str, lives_ms: int, uses: int) -> str:
        return await self.tickets.issue(purpose=purpose, about=about, holder=holder, lives_ms=lives_ms, uses=uses)

    def another_sender(self, gateway: Gateway) -> Sender:
        return Sender(
            dict.fromkeys(self.channels, gateway), composer(self.issue, PUBLIC_BASE, Catalogue().say), lambda: 0.5
        )

    async def _duty_people(self, question: DutyPeople, enquiry: Enquiry) -> list[DutyPerson]:
        return [
            DutyPerson(
                person_id=each.person_id,
                name=each.name or "",
                telephone=each.telephone,
                language=msgspec.convert(each.language, Language),
                senior=each.senior,
            )
            for each in self.on_duty
        ]

    async def _owners(self, question: TelephoneOwners, enquiry: Enquiry) -> list[TelephoneOwner]:
        return [
            TelephoneOwner(person_id=each.person_id, role="specialist", name=each.name, number=each.telephone)
            for each in self.on_duty
            if each.telephone and digits_of(each.telephone) == digits_of(question.telephone)
        ]

    async def send(self) -> None:
        """The sender does once what is due."""
        await self.sender.work(self.back)

    async def raised(
        self, *people: AlertedPerson, urgency: Urgency = "urgent", made_at_ms: int | None = None, **more: Any
    ) -> str:
        """An alert about the incident; its id."""
        fields = {
            "about_kind": "incident",
            "about_id": INCIDENT,
            "specialty": "cardiology",
            "reason": "chest_pain",
            "reason_labels": {"uz": "Koʻkrak qafasida ogʻriq", "ru": "Боль в груди", "en": "Chest pain"},
            "address_label": "Registon koʻchasi 14",
            "number": 318,
            **more,
        }
        made = self.now_ms if made_at_ms is None else made_at_ms
        self.on_duty += [each for each in people if each not in self.on_duty]
        wish = AlertRaise(id=self.new_id(), made_at_ms=made, urgency=urgency, people=list(people), **fields)
        return str((await self.do(wish))["alert_id"])

    async def accept(
        self, alert_id: str, who: AlertedPerson, actor: Actor | None = None, promise_s: int | None = None
    ) -> Any:
        answer = {"alert_id": alert_id, "person_id": who.person_id, "channel": "sms", "promise_s": promise_s}
        return await self.do(self.wish(AlertAcknowledge, **answer), actor)

    async def decline(self, alert_id: str, who: AlertedPerson) -> Any:
        return await self.do(self.wish(AlertDecline, alert_id=alert_id, person_id=who.person_id, channel="sms"))

    async def alert(self, alert_id: str) -> Alert:
        async with self.bus.reading() as reading:
            return await reading.get("alert", alert_id, Alert)

    async def alerts(self) -> list[Alert]:
        async with self.bus.reading() as reading:
            return await reading.find("alert", Alert)

    async def delivery(self, alert_id: str, who: AlertedPerson) -> Delivery:
        async with self.bus.reading() as reading:
            found = await reading.find("delivery", Delivery, alert_id=alert_id)
        return next(each for each in found if each.person_id == who.person_id)

    async def deliveries(self) -> list[Delivery]:
        async with self.bus.reading() as reading:
            return await reading.find("delivery", Delivery)

    async def seen_by(self, alert_id: str, audience: Audience = SERVICE) -> AlertView | None:
        view = alert_views(await self.alert(alert_id)).get(audience)
        assert view is None or isinstance(view, AlertView)
        return view

    async def about(self, alert_id: str, who: AlertedPerson, word: type[Command], **fields: Any) -> Any:
        """A wish about the person's delivery."""
        delivery = await self.delivery(alert_id, who)
        return await self.do(self.wish(word, delivery_id=delivery.delivery_id, **fields))


def doctor(who: AlertedPerson) -> Actor:
    """The person signed in in a browser."""
    return person(Role.SPECIALIST, who.name or "", id=who.person_id)


@asynccontextmanager
async def town(
    gateway: Gateway | None = None,
    store: Store | None = None,
    channels: Sequence[DeliveryChannel] = ("sms",),
    ladders: Ladders = LADDERS,
) -> AsyncIterator[AlertTown]:
    """An open town, in memory unless it is told of a store."""
    async with AlertTown(gateway or Scripted(), store, channels, ladders) as opened:
        yield opened
