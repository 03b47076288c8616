"""Conversations on a bus: commands, timers, and signals carried from side to side."""

from typing import Any

import msgspec
import pytest

from media.assembly import assemble
from media.domain.conversation import Conversation
from media.domain.decisions import RING_MS
from media.domain.views import full_view
from media.reactions import follow_consult
from media.signals import IGNORED
from signaling.protocol.base import Command, Event, Question, Signal
from signaling.protocol.circle import CircleMember
from signaling.protocol.consult_room import ConsultAccepted, ConsultAcknowledged, ConsultCancelled
from signaling.protocol.consult_views import ConsultParties, ConsultPartiesView
from signaling.protocol.conversation_views import ConversationView
from signaling.protocol.conversations import (
    ConversationAccept,
    ConversationAsk,
    ConversationEnded,
    ConversationHangUp,
    ConversationJoin,
    ConversationUnanswered,
)
from signaling.protocol.incident_summaries import IncidentSummary
from signaling.protocol.negotiation import (
    ConversationCandidate,
    ConversationDescription,
    NegotiationWanted,
    PeerCandidate,
    PeerDescription,
    PeerWantsNegotiation,
)
from signaling.protocol.people import PersonCard
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Answers, Audience, Connections, Enquiry, Happened, Role, Slice, Stamp, system
from signaling.testing import Town, person

DISPATCHER = person(Role.DISPATCHER, "Nodira A.")
SECOND = person(Role.DISPATCHER, "Bahrom T.")
CREW = Actor("b1", Role.CREW, "Reanimatsion 5", brigade_id="b1")
DOCTOR = person(Role.PHYSICIAN, "Sh. Karimov")


class HeldScreens:
    """Writes down what is told to whom."""

    def __init__(self) -> None:
        self.told: list[tuple[str, Any]] = []

    def tell(self, audience: Audience, message: msgspec.Struct) -> None:
        self.told.append((str(audience), message))

    def tell_session(self, session_id: str, message: msgspec.Struct) -> None:
        raise AssertionError("a session is on one node alone; a side may be on another")


class Desk:
    """A town of the media slice alone, with answers for what it asks others."""

    def __init__(self, connections: Connections | None = None) -> None:
        self.screens = HeldScreens()

        async def known(question: Any, enquiry: Enquiry) -> None:
            if "unknown" in (getattr(question, "person_id", ""), getattr(question, "incident_id", "")):
                raise Refused(Code.NOT_FOUND)

        async def summary(question: IncidentSummary, enquiry: Enquiry) -> None:
            await known(question, enquiry)
            if question.shown_to_brigade is not None and question.incident_id == "of another brigade":
                raise Refused(Code.NOT_FOUND)

        async def parties(question: ConsultParties, enquiry: Enquiry) -> ConsultPartiesView:
            over = question.consult_id == "closed"
            members = [
                CircleMember(relation="brigade", id="b1", part="asker"),
                CircleMember(relation="person", id=DOCTOR.id, part="specialist"),
            ]
            return ConsultPartiesView(
                asker_kind="brigade", asker_id="b1", specialist_id=DOCTOR.id, over=over, members=members
            )

        others = Slice(
            "others",
            answers=(Answers(PersonCard, known), Answers(IncidentSummary, summary), Answers(ConsultParties, parties)),
        )
        self.town: Town = Town([assemble(screens=self.screens, ask=self.ask, connections=connections), others])

    async def ask(self, question: Question) -> Any:
        return await self.town.ask(question)

    async def do(self, kind: type[Command], actor: Actor, conversation: str = "c1", **fields: Any) -> Any:
        return await self.town.do(self.town.wish(kind, conversation_id=conversation, **fields), actor)

    async def ring(self, actor: Actor = DISPATCHER, conversation: str = "c1", **fields: Any) -> None:
        given = {"about": "i1", "to_relation": "brigade", "to_id": "b1"} | fields
        await self.do(ConversationAsk, actor, conversation, **given)

    async def talk(self) -> None:
        await self.ring()
        await self.do(ConversationAccept, CREW)
        await self.do(ConversationJoin, DISPATCHER, endpoint="desk-0001")
        await self.do(ConversationJoin, CREW, endpoint="tablet-01")

    async def hear(self, signal: Signal, actor: Actor) -> None:
        await self.town.tables.signals[str(type(signal).__struct_config__.tag)].hear(signal, actor, "session", 0)

    async def describe(self, actor: Actor, endpoint: str, kind: str = "offer", round: int = 2) -> None:
        fields: dict[str, Any] = {"endpoint": endpoint, "round": round, "kind": kind, "sdp": "v=0"}
        await self.hear(ConversationDescription(conversation_id="c1", **fields), actor)


async def refused(doing: Any) -> Code:
    with pytest.raises(Refused) as caught:
        await doing
    return caught.value.code


async def test_who_is_rung_and_about_what_must_exist() -> None:
    """Rule [C1]."""
    desk = Desk()
    async with desk.town:
        assert await refused(desk.ring(to_relation="person", to_id="unknown")) is Code.NOT_FOUND
        assert await refused(desk.ring(about="unknown")) is Code.NOT_FOUND
        await desk.ring()
        assert await refused(desk.ring()) is Code.ALREADY_EXISTS


@pytest.mark.parametrize(
    ("actor", "about", "kind", "code"),
    [
        (DISPATCHER, "of another brigade", "incident", None),
        (CREW, "i1", "incident", None),
        (CREW, "of another brigade", "incident", Code.NOT_FOUND),
        (DOCTOR, "i1", "incident", Code.NOT_FOUND),
        (CREW, "k1", "consult", None),
        (DOCTOR, "k1", "consult", None),
        (DISPATCHER, "k1", "consult", Code.NOT_FOUND),
        (Actor("b2", Role.CREW, "7", brigade_id="b2"), "k1", "consult", Code.NOT_FOUND),
        (DOCTOR, "closed", "consult", Code.WRONG_STATE),
    ],
)
async def test_nobody_puts_a_conversation_on_the_thread_of_what_is_not_theirs(
    actor: Actor, about: str, kind: str, code: Code | None
) -> None:
    """[C1]."""
    desk = Desk()
    async with desk.town:
        ring = desk.ring(actor, about=about, about_kind=kind, to_relation="person", to_id="somebody")
        if code is None:
            await ring
        else:
            assert await refused(ring) is code


async def test_nobody_answers_a_ring_for_thirty_seconds() -> None:
    """Rule [C3]."""
    desk = Desk()
    async with desk.town as town:
        await desk.ring()
        await town.pass_time(RING_MS - 1)
        assert await town.events(ConversationUnanswered) == []
        await town.pass_time(1)
        assert len(await town.events(ConversationUnanswered)) == 1
        assert await refused(desk.do(ConversationAccept, CREW)) is Code.CONVERSATION_ENDED


async def test_of_two_dispatchers_the_first_is_in_it() -> None:
    """Rule [C2]."""
    desk = Desk()
    async with desk.town:
        await desk.ring(CREW, to_relation="service", to_id="")
        await desk.do(ConversationAccept, SECOND)
        assert await refused(desk.do(ConversationAccept, DISPATCHER)) is Code.ALREADY_ANSWERED


async def test_somebody_in_a_conversation_is_busy_until_it_is_over() -> None:
    """Rule [C4]."""
    desk = Desk()
    async with desk.town:
        await desk.talk()
        assert await refused(desk.ring(SECOND, "c2")) is Code.PERSON_BUSY
        assert await refused(desk.ring(DISPATCHER, "c2", to_id="b2")) is Code.PERSON_BUSY
        await desk.do(ConversationHangUp, CREW)
        await desk.ring(SECOND, "c2")


async def test_who_began_another_conversation_meanwhile_cannot_be_answered() -> None:
    desk = Desk()
    async with desk.town:
        await desk.ring(DOCTOR, to_relation="service", to_id="", about="", about_kind="none")
        await desk.ring(CREW, "c2", to_relation="service", to_id="")
        await desk.do(ConversationAccept, DISPATCHER)
        assert await refused(desk.do(ConversationAccept, DISPATCHER, "c2")) is Code.PERSON_BUSY
        await desk.do(ConversationAccept, SECOND, "c2")


async def test_descriptions_and_candidates_go_to_the_other_sides_device() -> None:
    """Rules [C5] and [C7]."""
    desk = Desk()
    async with desk.town:
        await desk.talk()
        await desk.describe(DISPATCHER, "desk-0001")
        await desk.describe(CREW, "tablet-01", "answer")
        candidate = ConversationCandidate(
            conversation_id="c1", endpoint="tablet-01", round=2, candidate="candidate:1 1 udp …", mid="0", line=0
        )
        await desk.hear(candidate, CREW)
        await desk.hear(NegotiationWanted(conversation_id="c1", endpoint="tablet-01", restart=True), CREW)
    dispatcher = f"person:{DISPATCHER.id}"
    given: dict[str, Any] = {"conversation_id": "c1", "round": 2, "restart": 0}
    to_desk: dict[str, Any] = given | {"to_endpoint": "desk-0001"}
    assert desk.screens.told == [
        ("brigade:b1", PeerDescription(kind="offer", sdp="v=0", to_endpoint="tablet-01", **given)),
        (dispatcher, PeerDescription(kind="answer", sdp="v=0", **to_desk)),
        (dispatcher, PeerCandidate(candidate="candidate:1 1 udp …", mid="0", line=0, **to_desk)),
        (dispatcher, PeerWantsNegotiation(conversation_id="c1", to_endpoint="desk-0001", restart=True)),
    ]


@pytest.mark.parametrize(
    ("actor", "fields", "why"),
    [
        (SECOND, {"endpoint": "desk-0001"}, "not_a_side"),
        (DISPATCHER, {"endpoint": "desk-0000"}, "old_device"),
        (DISPATCHER, {"endpoint": "desk-0001", "round": 1}, "other_round"),
        (DISPATCHER, {"endpoint": "desk-0001", "kind": "answer"}, "wrong_side"),
        (CREW, {"endpoint": "tablet-01"}, "wrong_side"),
    ],
)
async def test_anything_else_is_ignored_and_counted(actor: Actor, fields: dict[str, Any], why: str) -> None:
    """Rules [C5] and [C6] and [C7]."""
    desk = Desk()
    async with desk.town:
        await desk.talk()
        before = IGNORED.labels(why=why)._value.get()
        await desk.describe(actor, **fields)
        assert IGNORED.labels(why=why)._value.get() == before + 1
    assert desk.screens.told == []


async def test_what_the_asker_offers_while_it_rings_goes_to_all_who_are_rung() -> None:
    """Rules [C6] and [C7]: for the round that the answerer's device will begin."""
    desk = Desk()
    async with desk.town:
        await desk.ring(CREW, to_relation="service", to_id="")
        assert await refused(desk.do(ConversationJoin, DISPATCHER, endpoint="desk-0001")) is Code.NOT_YOURS
        await desk.describe(CREW, "tablet-01", round=1)
        await desk.do(ConversationJoin, CREW, endpoint="tablet-01")
        await desk.describe(CREW, "tablet-00", round=2)
        await desk.describe(DISPATCHER, "tablet-01", round=2)
        await desk.describe(CREW, "tablet-01", round=1)
        assert desk.screens.told == []
        await desk.describe(CREW, "tablet-01", round=2)
        await desk.do(ConversationAccept, DISPATCHER)
        await desk.do(ConversationJoin, DISPATCHER, endpoint="desk-0001")
        await desk.describe(DISPATCHER, "desk-0001", "answer", round=2)
    offer, answer = desk.screens.told
    given: dict[str, Any] = {"conversation_id": "c1", "round": 2, "restart": 0, "sdp": "v=0"}
    assert offer == ("service", PeerDescription(kind="offer", to_endpoint="", **given))
    assert answer == ("brigade:b1", PeerDescription(kind="answer", to_endpoint="tablet-01", **given))


async def test_after_a_reload_the_new_device_is_spoken_to() -> None:
    """Rule [C6]."""
    desk = Desk()
    async with desk.town:
        await desk.talk()
        await desk.do(ConversationJoin, CREW, endpoint="tablet-02")
        await desk.describe(DISPATCHER, "desk-0001", round=3)
        await desk.describe(CREW, "tablet-01", "answer", round=3)
    ((_, told),) = desk.screens.told
    assert (told.to_endpoint, told.round) == ("tablet-02", 3)


async def test_nothing_is_carried_once_it_is_over() -> None:
    """Rule [C7]."""
    desk = Desk()
    async with desk.town as town:
        await desk.talk()
        await desk.do(ConversationHangUp, DISPATCHER)
        await desk.describe(DISPATCHER, "desk-0001")
        (ended,) = await town.events(ConversationEnded)
        assert ended.event == ConversationEnded(
            conversation_id="c1", incident_id="i1", because="hung_up", by_side="asker"
        )
    assert desk.screens.told == []


async def test_an_accepted_consult_opens_its_conversation_with_the_asker_offering() -> None:
    """Rules [C5] and [C8]."""
    desk = Desk()
    async with desk.town as town:
        accepted = ConsultAccepted(
            consult_id="k1", person_id="p2", channel="browser", conversation_id="c9", asker_id="p1",
            asker_kind="person", person_name="N. Li", asker_name="Sh. Karimov",
        )  # fmt: skip
        (command,) = await follow_consult(
            Happened(accepted, town.new_id(), Stamp(1, town.now_ms, town.now_ms, "p2"), town.new_id()),
            desk.ask,
        )
        await town.do(command, system("media.follow_consult"))
        await desk.do(ConversationJoin, Actor("p1", Role.PHYSICIAN), "c9", endpoint="doctor-01")
        async with town.bus.reading() as reading:
            view: ConversationView = full_view(await reading.get("conversation", "c9", Conversation))
    assert (view.phase, view.asker_id, view.answerer_id, view.about) == ("accepted", "p1", "p2", "k1")
    assert view.asker_endpoint == "doctor-01"


@pytest.mark.parametrize("over", [ConsultAcknowledged(consult_id="k1"), ConsultCancelled(consult_id="k1")])
async def test_with_its_consult_a_conversation_ends_and_one_about_an_incident_goes_on(over: Event) -> None:
    """[C8]."""
    desk = Desk()
    async with desk.town as town:
        await desk.ring(CREW, "c9", about="k1", about_kind="consult", to_relation="person", to_id=DOCTOR.id)
        await desk.do(ConversationAccept, DOCTOR, "c9")
        await desk.ring(SECOND, "c2", to_relation="person", to_id=DISPATCHER.id)
        await desk.do(ConversationAccept, DISPATCHER, "c2")
        happened = Happened(over, town.new_id(), Stamp(1, town.now_ms, town.now_ms, "p1"), town.new_id())
        for command in await follow_consult(happened, desk.ask):
            await town.do(msgspec.structs.replace(command, id=town.new_id()), system("media.follow_consult"))
        (ended,) = await town.events(ConversationEnded)
        assert ended.event == ConversationEnded(conversation_id="c9", consult_id="k1", because="consult_over")
        assert await follow_consult(happened, desk.ask) == []
