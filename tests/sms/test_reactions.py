"""What an alert follows from, and what ends it."""

from typing import Any

import pytest

from signaling.protocol.alerts import AlertedPerson, AlertRaise, AlertSettle
from signaling.protocol.assignments import BrigadeAssigned
from signaling.protocol.base import Command, Event, Question
from signaling.protocol.consult_room import (
    ConsultAccepted,
    ConsultAcknowledged,
    ConsultAsked,
    ConsultCancelled,
    ConsultConcluded,
    ConsultDeclined,
    ConsultRung,
    ConsultSaid,
    RungPerson,
)
from signaling.protocol.conversations import ConversationAccepted, ConversationJoined
from signaling.protocol.duty import DutyPeople, DutyPerson
from signaling.protocol.incident_summaries import IncidentSummary, IncidentSummaryView
from signaling.protocol.incidents import IncidentClosed, Part, Result
from signaling.slice import Happened, Stamp
from sms.reactions import REACTIONS
from tests.sms.desk import INCIDENT

AT_MS = 1_790_000_000_000
CONSULT = "0199bbbb-0000-7000-8000-000000000001"
KARIMOV = DutyPerson(person_id="karimov", name="Karimov A.", telephone="+998000000001", language="uz")
SUMMARY = IncidentSummaryView(
    incident_id=INCIDENT,
    number=318,
    reason="chest_pain",
    reason_label={"uz": "Koʻkrak ogʻrigʻi", "ru": "Боль в груди", "en": "Chest pain"},
    priority=1,
    address_label="Registon koʻchasi 14",
    point=None,
    age_years=61,
    sex=None,
    opened_at_ms=AT_MS,
)


class Others:
    """The other slices' answers, and what they were asked."""

    def __init__(self, duty: list[DutyPerson]) -> None:
        self.duty = duty
        self.asked: list[Question] = []

    async def __call__(self, question: Question) -> Any:
        self.asked.append(question)
        return {DutyPeople: self.duty, IncidentSummary: SUMMARY}[type(question)]


async def following(event: Event, others: Others | None = None) -> list[Command]:
    """The commands that follow from the event, of the one reaction that hears it."""
    [reaction] = [each for each in REACTIONS if type(event) in each.events]
    stamp = Stamp(seq=1, at_ms=AT_MS, made_at_ms=AT_MS, actor_id="a")
    return await reaction.react(Happened(event, "e", stamp, "c"), others or Others([KARIMOV]))


def assigned(specialty: str | None) -> BrigadeAssigned:
    return BrigadeAssigned(
        incident_id=INCIDENT,
        assignment_id="s",
        brigade_id="b",
        callsign="R5",
        part=Part.LEAD,
        reason="chest_pain",
        priority=1,
        alert_specialty=specialty,
    )


def asked(urgency: Any = "urgent") -> ConsultAsked:
    return ConsultAsked(
        consult_id=CONSULT,
        number=7,
        specialty="neurology",
        urgency=urgency,
        asker_id="p",
        asker_kind="person",
        asker_place="Urgut shifoxonasi",
        question="Secret words of the record",
    )


async def test_an_assignment_that_asks_for_a_doctor_alerts_who_is_on_duty() -> None:
    others = Others([KARIMOV])
    [wish] = await following(assigned("cardiology"), others)
    assert isinstance(wish, AlertRaise)
    assert others.asked[0] == DutyPeople(specialty="cardiology", at_ms=AT_MS)
    assert (wish.about_kind, wish.about_id, wish.specialty) == ("incident", INCIDENT, "cardiology")
    assert (wish.urgency, wish.number, wish.made_at_ms) == ("life_threat", 318, AT_MS)
    assert wish.people == [
        AlertedPerson(person_id="karimov", name="Karimov A.", telephone="+998000000001", language="uz")
    ]


async def test_an_assignment_that_does_not_ask_alerts_nobody() -> None:
    assert await following(assigned(None)) == []


async def test_an_empty_duty_list_still_raises_the_alert() -> None:
    [wish] = await following(assigned("cardiology"), Others([]))
    assert isinstance(wish, AlertRaise)
    assert wish.people == []


@pytest.mark.parametrize(
    ("asked_as", "alerted_as"), [("emergency", "life_threat"), ("urgent", "urgent"), ("planned", "routine")]
)
async def test_a_consult_alerts_its_specialists_without_its_record(asked_as: str, alerted_as: str) -> None:
    [wish] = await following(asked(asked_as))
    assert isinstance(wish, AlertRaise)
    assert (wish.about_kind, wish.about_id, wish.urgency) == ("consult", CONSULT, alerted_as)
    assert wish.address_label == "Urgut shifoxonasi"
    assert "Secret" not in str(wish)


async def test_who_is_rung_later_is_alerted_too() -> None:
    rung = ConsultRung(
        consult_id=CONSULT,
        specialty="neurology",
        urgency="urgent",
        person_ids=["rasulova"],
        look_again_ms=AT_MS,
        people=[RungPerson(person_id="rasulova", name="Rasulova N.", telephone=None, language="ru")],
    )
    [wish] = await following(rung)
    assert isinstance(wish, AlertRaise)
    assert [person.person_id for person in wish.people] == ["rasulova"]


async def test_whom_the_asking_rang_is_not_alerted_twice() -> None:
    rung = ConsultRung(
        consult_id=CONSULT,
        specialty="neurology",
        urgency="urgent",
        person_ids=["rasulova"],
        look_again_ms=AT_MS,
        people=[RungPerson(person_id="rasulova", name="Rasulova N.", telephone=None, language="ru")],
        first=True,
    )
    assert await following(rung) == []


async def test_a_ring_that_reached_nobody_alerts_nobody() -> None:
    rung = ConsultRung(
        consult_id=CONSULT, specialty="neurology", urgency="urgent", person_ids=[], look_again_ms=AT_MS, people=[]
    )
    assert await following(rung) == []


ENDS: list[tuple[Event, str, str, str | None]] = [
    (
        ConsultAccepted(
            consult_id=CONSULT,
            person_id="karimov",
            channel="browser",
            conversation_id="v",
            asker_id="p",
            asker_kind="person",
        ),
        "consult",
        "taken",
        "karimov",
    ),
    (ConsultDeclined(consult_id=CONSULT, person_id="karimov"), "consult", "declined", "karimov"),
    (ConsultAcknowledged(consult_id=CONSULT), "consult", "closed", None),
    (ConsultCancelled(consult_id=CONSULT), "consult", "closed", None),
    (IncidentClosed(incident_id=INCIDENT, patient_id="t", result=Result.DELIVERED), "incident", "closed", None),
]


@pytest.mark.parametrize(("event", "kind", "outcome", "who"), ENDS)
async def test_what_the_alert_is_about_takes_it_along(event: Event, kind: str, outcome: str, who: str | None) -> None:
    [wish] = await following(event)
    assert isinstance(wish, AlertSettle)
    assert (wish.about_kind, wish.outcome, wish.person_id) == (kind, outcome, who)


async def arriving(event: Event) -> list[tuple[str, str, str | None]]:
    """Of what the event says that somebody has arrived at it, and who; both kinds of thing listen to conversations."""
    found: list[Command] = []
    stamp = Stamp(seq=1, at_ms=AT_MS, made_at_ms=AT_MS, actor_id="a")
    for reaction in REACTIONS:
        if type(event) in reaction.events:
            found += await reaction.react(Happened(event, "e", stamp, "c"), Others([]))
    assert all(isinstance(wish, AlertSettle) and wish.outcome == "arrived" for wish in found)
    return [(wish.about_kind, wish.about_id, wish.person_id) for wish in found if isinstance(wish, AlertSettle)]


TALK: dict[str, Any] = {"conversation_id": "talk", "endpoint": "e", "round": 1}


@pytest.mark.parametrize(
    ("event", "arrived"),
    [
        (ConversationJoined(**TALK, consult_id=CONSULT, side="answerer"), [("consult", CONSULT, None)]),
        (ConversationJoined(**TALK, consult_id=CONSULT, side="asker"), []),
        (ConversationJoined(**TALK, consult_id=CONSULT, of_relation="person", of_id="guest"), []),
        (ConversationJoined(**TALK, incident_id=INCIDENT, side="answerer"), []),
        (
            ConversationJoined(**TALK, incident_id=INCIDENT, of_relation="person", of_id="karimov"),
            [("incident", INCIDENT, "karimov")],
        ),
        (
            ConversationAccepted(
                conversation_id="talk",
                incident_id=INCIDENT,
                answerer_relation="person",
                answerer_id="karimov",
                end_by_ms=1,
            ),
            [("incident", INCIDENT, "karimov")],
        ),
        (ConsultSaid(consult_id=CONSULT, line_id="l", author_id="li", text="?"), [("consult", CONSULT, "li")]),
        (ConsultConcluded(consult_id=CONSULT, conclusion="!"), [("consult", CONSULT, None)]),
    ],
)
async def test_who_is_heard_of_is_there(event: Event, arrived: list[tuple[str, str, str | None]]) -> None:
    """Rule [A9]."""
    assert await arriving(event) == arrived


def test_an_end_cannot_overtake_its_beginning() -> None:
    heard = [set(reaction.events) for reaction in REACTIONS]
    assert any({BrigadeAssigned, IncidentClosed} <= each for each in heard)
    assert any({ConsultAsked, ConsultAccepted, ConsultCancelled} <= each for each in heard)
