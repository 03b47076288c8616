"""A consult from the question to the acknowledgement, through the bus and with the real duty list."""

from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest

from people import assembly as people
from people.domain import rights
from signaling.protocol.consult_room import (
    ConsultAccept,
    ConsultAccepted,
    ConsultAcknowledge,
    ConsultAsk,
    ConsultAsked,
    ConsultCancel,
    ConsultConclude,
    ConsultDecline,
    ConsultRelease,
    ConsultRing,
    ConsultRung,
    ConsultSay,
)
from signaling.protocol.consult_views import ConsultRecord, MyConsults
from signaling.protocol.duty import DutyAdd
from signaling.protocol.incident_summaries import IncidentSummary, IncidentSummaryView
from signaling.protocol.incidents import IncidentStatus
from signaling.protocol.people import PersonAdd
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Answers, Enquiry, Role, Slice
from signaling.testing import Town
from tests.consult_room.slices import the_room

ASKER = Actor("asker", Role.PHYSICIAN, "Sh. Karimov")
LI = Actor("li", Role.SPECIALIST, "N. Li")
RASULOV = Actor("rasulov", Role.SPECIALIST, "B. Rasulov")
STRANGER = Actor("stranger", Role.SPECIALIST, "Z. Tosheva")
CREW = Actor("brigade 7", Role.CREW, "7", brigade_id="brigade 7")
PEOPLE = {ASKER: "physician", LI: "specialist", RASULOV: "specialist", STRANGER: "specialist"}
QUESTION = "Weakness on the right since 13:55"


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    slices = [people.assemble(), *the_room()]
    async with Town(slices, rights=rights, sees=rights.may_see) as town:
        for actor, role in PEOPLE.items():
            await town.do(
                town.wish(
                    PersonAdd,
                    person_id=actor.id,
                    login=actor.id,
                    name=actor.name,
                    role=role,
                    place="Urgut",
                )
            )
        yield town


async def on_duty(town: Town, *actors: Actor) -> None:
    for rank, actor in enumerate(actors):
        await town.do(
            town.wish(
                DutyAdd,
                duty_id=town.new_id(),
                person_id=actor.id,
                specialty="neurology",
                from_ms=town.now_ms,
                rank=rank,
            )
        )


async def ask(town: Town, actor: Actor = ASKER, **fields: Any) -> str:
    consult_id = town.new_id()
    shown = {"specialty": "neurology", "urgency": "emergency", "question": QUESTION, "age_years": 67, "sex": "female"}
    await town.do(town.wish(ConsultAsk, consult_id=consult_id, **{**shown, **fields}), actor)
    return consult_id


def seen(town: Town, *audiences: str) -> dict[str, Any] | None:
    """The one consult on the screen of these audiences; None when there is none."""
    frame = msgspec.json.decode(town.hub.frame_after(None, audiences))
    views = [change["view"] for change in frame["changes"] if change["kind"] == "consult"]
    assert len(views) <= 1
    return views[0] if views else None


def states(view: dict[str, Any] | None) -> dict[str, str]:
    assert view is not None
    return {person["person_id"]: person["state"] for person in view["invited"]}


async def refusal(town: Town, command: Any, actor: Actor) -> Code:
    with pytest.raises(Refused) as refused:
        await town.do(command, actor)
    return refused.value.code


async def test_whole_though_small(town: Town) -> None:
    await on_duty(town, LI, RASULOV)
    consult_id = await ask(town)
    view = seen(town, "person:asker")
    assert view is not None
    assert (view["state"], view["number"], view["asker_place"]) == ("ringing", 1, "Urgut")
    assert states(view) == {"li": "rung", "rasulov": "rung"}

    conversation_id = await town.do(town.wish(ConsultAccept, consult_id=consult_id), LI)
    view = seen(town, "person:asker")
    assert view is not None
    assert (view["state"], view["specialist_name"], view["conversation_id"]) == ("accepted", "N. Li", conversation_id)
    assert states(view) == {"li": "accepted", "rasulov": "stood_down"}
    taken = await refusal(town, town.wish(ConsultAccept, consult_id=consult_id), RASULOV)
    assert taken is Code.CONSULT_TAKEN

    await town.do(town.wish(ConsultSay, consult_id=consult_id, text="No CT here, the nearest 62 km."), ASKER)
    await town.do(town.wish(ConsultSay, consult_id=consult_id, text="Prepare the transfer."), LI)
    await town.do(town.wish(ConsultConclude, consult_id=consult_id, conclusion="Ischaemic stroke, transfer."), LI)
    view = seen(town, "person:li")
    assert view is not None
    assert [line["author_name"] for line in view["lines"]] == ["Sh. Karimov", "N. Li"]
    assert (view["state"], view["conclusion"]) == ("concluded", "Ischaemic stroke, transfer.")

    await town.do(town.wish(ConsultAcknowledge, consult_id=consult_id), ASKER)
    assert seen(town, "person:asker") is None
    (mine,) = await town.ask(MyConsults(), LI)
    assert (mine.state, mine.relation, mine.conclusion) == ("closed", "former", "Ischaemic stroke, transfer.")
    assert (mine.question, mine.lines, mine.asker_name) == (None, [], None), "the right to see ends with the consult"


async def test_the_desk_sees_that_it_exists_and_nothing_of_its_record(town: Town) -> None:
    await on_duty(town, LI)
    consult_id = await ask(town, summary="NIHSS 9")
    await town.do(town.wish(ConsultAccept, consult_id=consult_id), LI)
    await town.do(town.wish(ConsultSay, consult_id=consult_id, text="a line"), LI)
    await town.do(town.wish(ConsultConclude, consult_id=consult_id, conclusion="a conclusion"), LI)
    view = seen(town, "service", "person:somebody")
    assert view is not None
    assert (view["state"], view["specialty"], view["urgency"]) == ("concluded", "neurology", "emergency")
    assert (view["age_years"], view["sex"]) == (None, "unknown")
    shown = msgspec.json.encode(view).decode()
    for word in (QUESTION, "NIHSS", "a line", "a conclusion", "Karimov", "Li"):
        assert word not in shown
    assert QUESTION.encode() not in town.hub.frame_after(0, ("service",))


async def test_who_is_not_rung_sees_nothing_and_may_do_nothing(town: Town) -> None:
    await on_duty(town, LI)
    consult_id = await ask(town)
    assert seen(town, "person:stranger") is None
    assert await refusal(town, town.wish(ConsultAccept, consult_id=consult_id), STRANGER) is Code.NOT_YOURS
    assert await refusal(town, town.wish(ConsultSay, consult_id=consult_id, text="x"), STRANGER) is Code.NOT_FOUND
    with pytest.raises(Refused) as refused:
        await town.ask(ConsultRecord(consult_id=consult_id), STRANGER)
    assert refused.value.code is Code.NOT_FOUND


async def test_a_person_cannot_accept_in_the_name_of_another(town: Town) -> None:
    await on_duty(town, LI)
    consult_id = await ask(town)
    sly = town.wish(ConsultAccept, consult_id=consult_id, person_id=LI.id)
    assert await refusal(town, sly, STRANGER) is Code.NOT_YOURS


async def test_who_is_passed_over_sees_who_took_it_and_no_question(town: Town) -> None:
    await on_duty(town, LI, RASULOV)
    consult_id = await ask(town)
    rung = seen(town, "person:rasulov")
    assert rung is not None
    assert (rung["relation"], rung["question"], rung["lines"]) == ("invited", QUESTION, [])
    await town.do(town.wish(ConsultAccept, consult_id=consult_id), LI)
    passed = seen(town, "person:rasulov")
    assert passed is not None
    assert (passed["relation"], passed["specialist_name"]) == ("stood_down", "N. Li")
    assert (passed["question"], passed["asker_name"]) == (None, None)


async def test_with_nobody_on_duty_it_waits_says_so_and_rings_who_comes(town: Town) -> None:
    await ask(town)
    view = seen(town, "person:asker")
    assert view is not None
    assert (view["state"], view["invited"], view["look_again_ms"]) == ("waiting", [], town.now_ms + 30_000)
    await town.pass_time(30_000)
    assert len(await town.events(ConsultRung)) == 2
    await on_duty(town, LI)
    await town.pass_time(60_000)
    view = seen(town, "person:asker")
    assert view is not None
    assert view["state"] == "ringing"
    assert view["since_ms"] == town.now_ms
    assert states(view) == {"li": "rung"}


async def test_nobody_is_rung_twice_and_an_answered_consult_seeks_nobody(town: Town) -> None:
    await on_duty(town, LI)
    consult_id = await ask(town)
    await town.do(town.wish(ConsultRing, consult_id=consult_id, specialty="neurology"), ASKER)
    rings = [happened.event for happened in await town.events(ConsultRung)]
    assert [ring.person_ids for ring in rings if isinstance(ring, ConsultRung)] == [["li"], []]
    await town.do(town.wish(ConsultAccept, consult_id=consult_id), LI)
    await town.pass_time(3_600_000)
    assert len(await town.events(ConsultRung)) == 2


async def test_when_all_have_declined_it_waits_again_and_one_may_think_better_of_it(town: Town) -> None:
    await on_duty(town, LI, RASULOV)
    consult_id = await ask(town)
    await town.do(town.wish(ConsultDecline, consult_id=consult_id, reason="Operating"), LI)
    assert seen(town, "person:li") is None
    await town.do(town.wish(ConsultDecline, consult_id=consult_id), RASULOV)
    view = seen(town, "person:asker")
    assert view is not None
    assert view["state"] == "waiting"
    assert states(view) == {"li": "declined", "rasulov": "declined"}
    await town.do(town.wish(ConsultAccept, consult_id=consult_id), RASULOV)
    assert states(seen(town, "person:asker")) == {"li": "declined", "rasulov": "accepted"}


async def test_the_asker_is_not_rung_for_their_own_consult(town: Town) -> None:
    await on_duty(town, LI)
    await ask(town, LI)
    view = seen(town, "person:li")
    assert view is not None
    assert (view["relation"], view["state"]) == ("asker", "waiting")


async def test_a_crew_asks_as_its_brigade_and_the_brigade_sees_it(town: Town) -> None:
    await on_duty(town, LI)
    consult_id = await ask(town, CREW)
    view = seen(town, "brigade:brigade 7", "person:brigade 7")
    assert view is not None
    assert (view["relation"], view["asker_kind"], view["asker_id"]) == ("asker", "brigade", "brigade 7")
    medic = Actor("a medic", Role.CREW, "M. Ergashev", brigade_id="brigade 7")
    await town.do(town.wish(ConsultSay, consult_id=consult_id, text="On the way."), medic)
    await town.do(town.wish(ConsultCancel, consult_id=consult_id), medic)
    (mine,) = await town.ask(MyConsults(), CREW)
    assert (mine.state, mine.lines[0].author_name) == ("cancelled", "M. Ergashev")
    town.now_ms += 12 * 3_600_000 + 1
    assert await town.ask(MyConsults(), CREW) == []


async def test_only_a_crew_names_the_incident_behind_it(town: Town) -> None:
    named = town.wish(
        ConsultAsk,
        consult_id=town.new_id(),
        specialty="neurology",
        urgency="urgent",
        question="?",
        incident_id=town.new_id(),
    )
    assert await refusal(town, named, ASKER) is Code.NOT_ALLOWED


async def test_the_system_speaks_for_who_answered_by_the_link_though_never_rung_here(town: Town) -> None:
    consult_id = await ask(town)
    await town.do(town.wish(ConsultAccept, consult_id=consult_id, person_id=STRANGER.id, channel="sms"))
    (happened,) = await town.events(ConsultAccepted)
    assert isinstance(happened.event, ConsultAccepted)
    assert (happened.event.person_name, happened.event.channel) == ("Z. Tosheva", "sms")
    assert seen(town, "person:stranger") is not None
    again = await town.do(town.wish(ConsultAccept, consult_id=consult_id, person_id=STRANGER.id, channel="sms"))
    assert again == happened.event.conversation_id
    assert len(await town.events(ConsultAccepted)) == 1


async def test_who_did_not_come_has_it_no_more_and_the_others_are_rung_again(town: Town) -> None:
    """Rule [A9]."""
    await on_duty(town, LI, RASULOV)
    consult_id = await ask(town)
    await town.do(town.wish(ConsultAccept, consult_id=consult_id), LI)
    assert await refusal_of_release(town, consult_id) is Code.NOT_ALLOWED
    release = town.wish(ConsultRelease, consult_id=consult_id, person_id="li")
    await town.do(release)
    await town.do(release)
    view = seen(town, "person:asker")
    assert view is not None
    assert (view["state"], view["specialist_id"], view["conversation_id"]) == ("ringing", None, None)
    assert states(view) == {"li": "silent", "rasulov": "rung"}
    await town.do(town.wish(ConsultAccept, consult_id=consult_id), RASULOV)
    await town.do(town.wish(ConsultRelease, consult_id=consult_id, person_id="li"))
    assert states(seen(town, "person:asker"))["rasulov"] == "accepted"


async def refusal_of_release(town: Town, consult_id: str) -> Code:
    with pytest.raises(Refused) as refused:
        await town.do(town.wish(ConsultRelease, consult_id=consult_id, person_id="li"), LI)
    return refused.value.code


async def test_a_senior_is_rung_at_the_second_look_or_when_nobody_else_is_there(town: Town) -> None:
    await on_duty(town, LI)
    entry = {"person_id": RASULOV.id, "specialty": "any", "from_ms": town.now_ms, "senior": True}
    await town.do(town.wish(DutyAdd, duty_id=town.new_id(), **entry))
    first = await ask(town)
    assert states(seen(town, "person:asker")) == {"li": "rung"}
    await town.do(town.wish(ConsultRing, consult_id=first, specialty="neurology"))
    assert states(seen(town, "person:asker")) == {"li": "rung", "rasulov": "rung"}
    await town.do(town.wish(ConsultCancel, consult_id=first), ASKER)
    await ask(town, specialty="surgery")
    assert states(seen(town, "person:asker")) == {"rasulov": "rung"}


async def test_a_repeated_ask_is_one_consult(town: Town) -> None:
    command = town.wish(
        ConsultAsk, consult_id=town.new_id(), specialty="neurology", urgency="urgent", question=QUESTION
    )
    first = await town.do(command, ASKER)
    await on_duty(town, LI)
    assert await town.do(command, ASKER) == first
    assert len(await town.ask(MyConsults(), ASKER)) == 1


async def test_what_is_said_of_the_patient_stands_apart_from_the_body(town: Town) -> None:
    await on_duty(town, LI)
    consult_id = await ask(town, summary="NIHSS 9")
    await town.do(town.wish(ConsultAccept, consult_id=consult_id), LI)
    await town.do(town.wish(ConsultSay, consult_id=consult_id, text="said in the thread"), ASKER)
    await town.do(town.wish(ConsultConclude, consult_id=consult_id, conclusion="the conclusion"), LI)
    async with town.store.reading() as look:
        bodies = " ".join(row.body for row in await look.rows(0, 1000, None))
    for word in (QUESTION, "NIHSS", "said in the thread", "the conclusion", "Karimov", "Li", ":67"):
        assert word not in bodies


async def test_a_crew_names_only_an_incident_that_it_is_shown() -> None:
    async def summary(question: IncidentSummary, enquiry: Enquiry) -> IncidentSummaryView:
        if question.shown_to_brigade != "brigade 7":
            raise Refused(Code.NOT_FOUND)
        return IncidentSummaryView(
            incident_id=question.incident_id, number=318, reason="stroke", reason_label={}, priority=1,
            address_label="", point=None, age_years=67, sex=None, opened_at_ms=0, status=IncidentStatus.ATTENDED,
        )  # fmt: skip

    others = Slice("others", answers=(Answers(IncidentSummary, summary),))
    async with Town([people.assemble(), *the_room(), others], rights=rights, sees=rights.may_see) as town:
        wish = {"specialty": "neurology", "urgency": "urgent", "question": QUESTION, "incident_id": "i1"}
        await town.do(town.wish(ConsultAsk, consult_id=town.new_id(), **wish), CREW)
        other = Actor("brigade 8", Role.CREW, "8", brigade_id="brigade 8")
        assert await refusal(town, town.wish(ConsultAsk, consult_id=town.new_id(), **wish), other) is Code.NOT_FOUND
        (asked,) = await town.events(ConsultAsked)
        assert asked.event.incident_number == 318  # type: ignore[attr-defined]


async def test_the_desk_hears_nothing_of_the_patient_when_a_consult_is_asked(town: Town) -> None:
    """[S4]."""
    before = town.hub.upto
    await ask(town)
    heard = msgspec.json.decode(town.hub.frame_after(before, ("service",)))["events"]
    (asked,) = [event["body"] for event in heard if event["type"] == "consult.asked"]
    assert not {"question", "age_years", "sex", "summary", "asker_name"} & asked.keys()


async def test_whoever_was_asked_a_thousand_times_still_finds_the_newest(town: Town) -> None:
    for _ in range(1_050):
        town.now_ms += 1_000
        newest = await ask(town, urgency="planned")
    found = await town.ask(MyConsults(limit=1), ASKER)
    assert [view.consult_id for view in found] == [newest]
