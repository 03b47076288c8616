"""A crew's consult: the receiving hospital comes in and goes, comes into the conversation, and reads what belongs to
the patient of the incident behind it."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from config import wiring
from config.trial import fixed_id
from media.caller.queries import picture_for
from people.domain import rights
from signaling.protocol import assignments, caller, conclusions, council, milestones, participants, people
from signaling.protocol import consult_room as consults
from signaling.protocol import conversations as talks
from signaling.protocol.consult_views import ConsultRecord, MyConsults
from signaling.protocol.from_incident import ConsultFromIncident, FromIncidentView
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.stills import StillsAbout
from signaling.reading import StateReader
from signaling.slice import Actor, Role
from signaling.testing import Town
from tests.laws import day_of_conclusions
from tests.laws.day_of_the_field import CREW, asks, at_the_patient, handed_over, leaves
from tests.laws.day_of_the_service import opened, set_up
from tests.laws.watching import ADMIN, KARIMOV, LI, NODIRA, RASULOVA, RECEPTION, Day, every_slice

OTHER = Actor(id=fixed_id("other reception"), role=Role.HOSPITAL, name="other", hospital_id=fixed_id("other"))


@pytest.fixture
async def day(tmp_path: Path) -> AsyncIterator[Day]:
    async with Town(every_slice(tmp_path), rights=wiring.Rights(), sees=rights.may_see) as town:
        day = Day(town)
        await set_up(day)
        yield day


async def reads(day: Day, consult_id: str, actor: Actor) -> bool:
    try:
        view = await day.town.ask(ConsultRecord(consult_id=consult_id), actor)
    except Refused as refused:
        if refused.code is Code.NOT_FOUND:
            return False
        raise
    return bool(view.question)


async def code_of(day: Day, question: Any, actor: Actor) -> Code | None:
    try:
        await day.town.ask(question, actor)
    except Refused as refused:
        return Code(refused.code)
    return None


async def test_ch2_the_hospital_comes_in_with_the_patient_and_another_takes_its_place(day: Day) -> None:
    """Rule [CH2]."""
    assignment_id = await at_the_patient(day, "field")
    consult_id = await asks(day, "asked", "field")
    assert not await reads(day, consult_id, OTHER)
    await leaves(day, assignment_id, "other")
    assert await reads(day, consult_id, OTHER)
    (mine,) = await day.town.ask(MyConsults(), OTHER)
    assert (mine.relation, mine.hospital_name) == ("hospital", "Boshqa")
    await day.do(milestones.ChangeHospital, CREW, assignment_id=assignment_id, hospital_id=fixed_id("hospital"))
    assert not await reads(day, consult_id, OTHER)
    assert await reads(day, consult_id, RECEPTION)
    await handed_over(day, assignment_id)
    await day.do(consults.ConsultSay, RECEPTION, consult_id=consult_id, text="He is with us")
    await day.do(consults.ConsultAccept, LI, consult_id=consult_id)
    await day.do(consults.ConsultConclude, LI, consult_id=consult_id, conclusion="Lysis")
    await day.do(consults.ConsultAcknowledge, CREW, consult_id=consult_id)
    assert await reads(day, consult_id, RECEPTION)
    assert not await reads(day, consult_id, LI)


async def test_ch2_what_is_asked_on_the_way_begins_with_the_hospital(day: Day) -> None:
    assignment_id = await at_the_patient(day, "field")
    await leaves(day, assignment_id, "hospital")
    consult_id = await asks(day, "on the way", "field")
    assert await reads(day, consult_id, RECEPTION)


async def test_ch2_the_hospital_of_a_transfer_comes_into_the_consult_that_advised_it(day: Day) -> None:
    consult: dict[str, Any] = {"consult_id": fixed_id("advised")}
    asked = {"specialty": "neurology", "urgency": "urgent", "question": "Headache", "age_years": 40, "sex": "male"}
    await day.do(consults.ConsultAsk, KARIMOV, **consult, **asked)
    await day.do(consults.ConsultAccept, LI, **consult)
    await day_of_conclusions.draft(day, consult, findings="A bleed", transfer="emergency")
    await day_of_conclusions.sign(day, consult)
    wish = {"version": 1, "place": "Urgut tuman shifoxonasi"}
    incident_id = (await day.do(conclusions.ConclusionConfirmTransfer, KARIMOV, **consult, **wish))["incident_id"]
    assignment_id = await _sent(day, incident_id)
    await leaves(day, assignment_id, "hospital")
    assert await reads(day, consult["consult_id"], RECEPTION)
    assert not await reads(day, consult["consult_id"], OTHER)


async def _sent(day: Day, incident_id: str) -> str:
    """The brigade goes to an incident that is open already."""
    wish = {"incident_id": incident_id, "brigade_id": CREW.id}
    assignment_id: str = (await day.do(assignments.AssignBrigade, NODIRA, **wish))["assignment_id"]
    at = {"assignment_id": assignment_id, "at_device_ms": day.town.now_ms}
    for wanted in (assignments.DeliverAssignment, assignments.SeeAssignment, assignments.AcceptAssignment):
        await day.do(wanted, CREW, **at)
    for milestone in ("departed", "arrived", "patient_contact"):
        await day.do(milestones.ReportMilestone, CREW, milestone=milestone, **at)
    return assignment_id


async def test_ch3_who_treats_comes_into_the_conversation_and_nobody_else_does(day: Day) -> None:
    """Rule [CH3]."""
    assignment_id = await at_the_patient(day, "field")
    consult_id = await asks(day, "talked", "field")
    await leaves(day, assignment_id, "hospital")
    await day.refused(participants.ConversationComeIn, RECEPTION, about=consult_id)
    await day.do(consults.ConsultAccept, LI, consult_id=consult_id)
    for stranger in (OTHER, RASULOVA, NODIRA):
        await day.refused(participants.ConversationComeIn, stranger, about=consult_id)
    first = await day.do(participants.ConversationComeIn, RECEPTION, about=consult_id)
    again = await day.do(participants.ConversationComeIn, RECEPTION, about=consult_id)
    assert first == again
    (invited,) = [one.event for one in await day.town.events(participants.ConversationInvited)]
    assert isinstance(invited, participants.ConversationInvited)
    assert (invited.to_relation, invited.to_id) == ("person", RECEPTION.id)
    inside = {"conversation_id": invited.conversation_id, "invitation_id": invited.invitation_id}
    await day.do(participants.ConversationEnter, RECEPTION, **inside)
    await day.do(participants.ConversationComeIn, RECEPTION, about=consult_id)
    assert len(await day.town.events(participants.ConversationInvited)) == 1


async def test_ch3_a_reception_rings_about_its_consult_and_about_nothing_else(day: Day) -> None:
    assignment_id = await at_the_patient(day, "field")
    consult_id = await asks(day, "rung", "field")
    to = {"conversation_id": fixed_id("talk"), "to_relation": "brigade", "to_id": CREW.id}
    about = {"about": consult_id, "about_kind": "consult"}
    await day.refused(talks.ConversationAsk, RECEPTION, **to, **about)
    await leaves(day, assignment_id, "hospital")
    await day.refused(talks.ConversationAsk, RECEPTION, **to)
    await day.do(talks.ConversationAsk, RECEPTION, **to, **about)


async def test_ch3_the_reception_is_named_to_who_treats_while_it_is_signed_in(day: Day) -> None:
    assignment_id = await at_the_patient(day, "field")
    consult_id = await asks(day, "named", "field")
    await day.do(
        people.PersonAdd, ADMIN, person_id=RECEPTION.id, login="gulnora", name="Gulnora", role="hospital",
        hospital_id=RECEPTION.hospital_id,
    )  # fmt: skip
    question = council.ConsultReception(consult_id=consult_id)
    await leaves(day, assignment_id, "hospital")
    assert await day.town.ask(question, CREW) == []
    for name in ("one page", "another"):
        await day.do(people.SignInOpen, sign_in_id=fixed_id(name), person_id=RECEPTION.id, token_hash=fixed_hash(name))
    (there,) = await day.town.ask(question, CREW)
    assert (there.person_id, there.name) == (RECEPTION.id, "Gulnora")
    assert await code_of(day, question, RASULOVA) is Code.NOT_FOUND


def fixed_hash(name: str) -> str:
    return fixed_id(name).replace("-", "") * 2


async def shown_picture(day: Day, link_id: str, actor: Actor) -> bool:
    async with day.town.store.reading() as look:
        try:
            await picture_for(StateReader(look), link_id, "p1", actor, day.town.ask)
        except Refused as refused:
            if refused.code is Code.NOT_FOUND:
                return False
            raise
    return True


async def seen_by_the_caller(day: Day, *, passed_on: bool) -> str:
    """A caller's photograph of the incident, before anybody goes."""
    incident_id, link_id = await opened(day, "field"), fixed_id("link")
    await day.do(caller.CallerLinkSend, NODIRA, link_id=link_id, incident_id=incident_id, language="ru")
    await day.do(caller.CallerLinkAgree, link_id=link_id, text_version="2026-11", language="ru")
    picture: dict[str, Any] = {"picture_id": "p1", "file_id": "ab" * 32, "width": 16, "height": 12}
    await day.do(caller.CallerLinkAddPicture, link_id=link_id, **picture)
    if passed_on:
        await day.do(caller.CallerLinkPassOn, NODIRA, link_id=link_id)
    return link_id


async def test_ch4_the_record_shows_the_steps_and_what_was_passed_on_and_nothing_of_the_caller(day: Day) -> None:
    """Rule [CH4]."""
    link_id = await seen_by_the_caller(day, passed_on=True)
    assignment_id = await _sent(day, fixed_id("field"))
    consult_id = await asks(day, "shown", "field")
    question = ConsultFromIncident(consult_id=consult_id)
    assert await code_of(day, question, LI) is Code.NOT_FOUND, "who is only rung sees the question alone"
    await day.do(consults.ConsultAccept, LI, consult_id=consult_id)
    await leaves(day, assignment_id, "hospital")
    for actor in (CREW, LI, RECEPTION):
        view: FromIncidentView = await day.town.ask(question, actor)
        stages = [step.stage.value for step in view.brigades[0].steps]
        assert stages == ["accepted", "departed", "arrived", "patient_contact", "left_scene"]
        assert view.brigades[0].hospital_name == "Shifoxona"
        assert [one.picture_id for one in view.pictures] == ["p1"]
        told = json.dumps(msgspec.to_builtins(view))
        assert "998" not in told
        assert "Registon" not in told
        assert await shown_picture(day, link_id, actor)
        assert await code_of(day, StillsAbout(kind="incident", about=fixed_id("field")), actor) is None
    for stranger in (RASULOVA, OTHER):
        assert await code_of(day, question, stranger) is Code.NOT_FOUND
        assert not await shown_picture(day, link_id, stranger)


async def test_ch4_what_was_not_passed_on_stays_with_the_desk(day: Day) -> None:
    link_id = await seen_by_the_caller(day, passed_on=False)
    await _sent(day, fixed_id("field"))
    consult_id = await asks(day, "unshown", "field")
    await day.do(consults.ConsultAccept, LI, consult_id=consult_id)
    view: FromIncidentView = await day.town.ask(ConsultFromIncident(consult_id=consult_id), LI)
    assert view.pictures == []
    assert not await shown_picture(day, link_id, LI)
    assert await shown_picture(day, link_id, NODIRA)


async def test_ch4_a_consult_that_no_incident_is_behind_shows_none(day: Day) -> None:
    asked = {"specialty": "neurology", "urgency": "urgent", "question": "Headache", "age_years": 40, "sex": "male"}
    await day.do(consults.ConsultAsk, KARIMOV, consult_id=fixed_id("alone"), **asked)
    assert await day.town.ask(ConsultFromIncident(consult_id=fixed_id("alone")), KARIMOV) is None
