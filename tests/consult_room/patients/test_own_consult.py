"""A patient's own consult, from the desk's closing to its end."""

from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from signaling.protocol import consult_files, consult_room, council, incidents, patient_links
from signaling.protocol.consult_views import ConsultRecord
from signaling.protocol.frames import Thread
from signaling.protocol.refusals import Code
from signaling.slice import Actor, Role, stands_as
from tests.consult_room.patients.ward import (
    CONSULT,
    HOUR_MS,
    INCIDENT,
    KARIMOV,
    NODIRA,
    RASULOVA,
    TELEPHONE,
    TOSHEVA,
    Ward,
    patient_of,
    refused,
    ward,
)


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[Ward]:
    async with ward(tmp_path) as one:
        yield one


def shown(made: Ward, kind: str, actor: Actor) -> dict[str, object] | None:
    frame = msgspec.json.decode(made.town.hub.frame_after(None, (str(stands_as(actor)),)))
    views = [change["view"] for change in frame["changes"] if change["kind"] == kind]
    return views[0] if views else None


async def test_cp1_closing_with_a_doctor_will_call_opens_the_callers_own_consult(made: Ward) -> None:
    """Rule [CP1]."""
    await made.people()
    await made.on_duty()
    consult = await made.consult(await made.doctor_will_call())
    assert (consult.asker_kind, consult.specialty, consult.urgency) == ("guest", "therapy", "urgent")
    assert (consult.question, consult.incident_id, consult.incident_reason) == ("Cough, fever", INCIDENT, "fever")
    assert (consult.asker_telephone, consult.age_years, consult.sex) == (TELEPHONE, 34, "female")
    assert consult.rung == (RASULOVA.id,)
    assert consult.summary is not None
    assert consult.summary.startswith("38.4 since Monday")
    link = await made.link(consult.id)
    assert (link.phase, link.own, link.telephone, link.language) == ("sent", True, TELEPHONE, "ru")
    await made.sent()
    told = [one for one in made.gateway.given if "/p/" in one.body]
    assert len(told) == 1
    assert "Malika" not in told[0].body
    on_thread = [row.type for row in await made.town.ask(Thread(kind="incident", about=INCIDENT))]
    assert "consult.asked" in on_thread


async def test_cp1_it_needs_a_telephone_number(made: Ward) -> None:
    """Rule [CP1]."""
    await made.incident(number="103")
    code = await refused(
        made, incidents.CloseIncident, NODIRA, incident_id=INCIDENT, result=incidents.Result.DOCTOR_WILL_CALL
    )
    assert code is Code.MISSING
    assert await made.facts(incidents.IncidentClosed) == []


async def test_cp2_before_agreeing_the_patient_is_shown_nothing_and_says_nothing(made: Ward) -> None:
    """Rule [CP2]."""
    consult_id = await made.doctor_will_call()
    patient = patient_of(consult_id)
    assert shown(made, "patient_link", patient) is None
    assert (
        await refused(made, patient_links.PatientSay, patient, consult_id=consult_id, text="Salom") is Code.LINK_ENDED
    )
    wrong = {"consult_id": consult_id, "text_version": "0", "language": "uz"}
    assert await refused(made, patient_links.PatientAgree, None, **wrong) is Code.CHANGED_MEANWHILE
    await made.agree(consult_id)
    assert shown(made, "patient_link", patient) is not None


async def test_cp3_the_patient_reads_their_own_lines_and_those_to_them_and_no_record(made: Ward) -> None:
    """Rule [CP3]."""
    consult_id, patient = await made.taken()
    await made.do(patient_links.PatientSay, patient, consult_id=consult_id, text="I cough at night")
    await made.do(consult_room.ConsultSay, RASULOVA, consult_id=consult_id, text="Pneumonia?")
    await made.do(patient_links.PatientSay, RASULOVA, consult_id=consult_id, text="Since when?")
    view = shown(made, "patient_link", patient)
    assert view is not None
    lines = view["lines"]
    assert isinstance(lines, list)
    assert [(one["side"], one["text"]) for one in lines] == [
        ("patient", "I cough at night"),
        ("doctor", "Since when?"),
    ]
    assert view["doctor_name"] == RASULOVA.name
    assert "Pneumonia" not in str(view)
    assert shown(made, "consult", patient) is None
    await made.town.react()
    thread = (await made.consult(consult_id)).lines
    assert [line.kind for line in thread] == ["with_patient", "said", "with_patient"]
    for command, fields in (
        (consult_room.ConsultConclude, {"conclusion": "x"}),
        (consult_room.ConsultSay, {"text": "x"}),
        (patient_links.PatientLookBack, {}),
        (patient_links.PatientMakeEmergency, {"place": "x"}),
    ):
        assert await refused(made, command, patient, consult_id=consult_id, **fields) in (
            Code.NOT_ALLOWED,
            Code.NOT_YOURS,
        )


async def test_cp3_another_patient_is_a_stranger(made: Ward) -> None:
    """Rule [CP3]."""
    consult_id, _ = await made.taken()
    other = patient_of(CONSULT)
    assert await refused(made, patient_links.PatientSay, other, consult_id=consult_id, text="?") is Code.NOT_FOUND
    assert await refused(made, patient_links.PatientSay, TOSHEVA, consult_id=consult_id, text="?") is Code.NOT_FOUND


async def test_cp3_a_patient_shows_photographs_and_nothing_else(made: Ward) -> None:
    """Rule [CP3]."""
    consult_id, patient = await made.taken()
    file = {"consult_id": consult_id, "size": 90_000, "digest": "ab" * 32, "name": "throat.jpg"}
    announced = {**file, "file_id": made.town.new_id(), "kind": "photograph"}
    await made.do(consult_files.FileAnnounce, patient, **announced)
    document = {**file, "file_id": made.town.new_id(), "kind": "document"}
    assert await refused(made, consult_files.FileAnnounce, patient, **document) is Code.FILE_NOT_TAKEN
    large = {**announced, "file_id": made.town.new_id(), "size": 11_000_000}
    assert await refused(made, consult_files.FileAnnounce, patient, **large) is Code.FILE_TOO_LARGE
    assert shown(made, "consult_files", patient) is None
    assert shown(made, "consult_files", RASULOVA) is not None


async def test_cp4_a_doctor_brings_the_patient_into_their_consult_and_takes_the_link_back(made: Ward) -> None:
    """Rule [CP4]."""
    await made.people()
    asked = {"specialty": "therapy", "urgency": "urgent", "question": "Rash", "consult_id": CONSULT}
    await made.do(consult_room.ConsultAsk, KARIMOV, **asked)
    wish = {"consult_id": CONSULT, "telephone": TELEPHONE, "language": "uz"}
    assert await refused(made, patient_links.PatientLinkSend, TOSHEVA, **wish) is Code.NOT_FOUND
    bad = {**wish, "telephone": "call me"}
    assert await refused(made, patient_links.PatientLinkSend, KARIMOV, **bad) is Code.NOT_A_NUMBER
    await made.do(patient_links.PatientLinkSend, KARIMOV, **wish)
    await made.sent()
    assert made.ticket
    patient = await made.agree(CONSULT)
    assert patient.id in [one.id for one in (await made.consult(CONSULT)).circle.members]
    joined = await made.facts(council.ConsultJoined)
    assert joined[-1].member.part == "patient"
    await made.do(patient_links.PatientLinkRevoke, KARIMOV, consult_id=CONSULT)
    assert patient.id not in [one.id for one in (await made.consult(CONSULT)).circle.members]
    assert await refused(made, patient_links.PatientSay, patient, consult_id=CONSULT, text="?") is Code.NOT_FOUND
    ended = {"consult_id": CONSULT, "text_version": "1", "language": "uz"}
    assert await refused(made, patient_links.PatientAgree, None, **ended) is Code.LINK_ENDED
    # Sent again it is a link again.
    await made.do(patient_links.PatientLinkSend, KARIMOV, **wish)
    await made.agree(CONSULT)


async def test_cp4_a_link_ends_with_its_time_and_with_its_consult(made: Ward) -> None:
    """Rule [CP4]."""
    consult_id, patient = await made.taken()
    await made.end(consult_id)
    link = await made.link(consult_id)
    assert (link.phase, link.ended_because) == ("ended", "consult_over")
    assert shown(made, "patient_link", patient) is None
    second = await made.doctor_will_call("0199aaaa-0000-7000-8000-0000000000b2")
    await made.town.pass_time(49 * HOUR_MS)
    assert (await made.link(second)).ended_because == "expired"


async def test_cp5_one_key_makes_it_an_emergency_with_telephone_and_place(made: Ward) -> None:
    """Rule [CP5]."""
    consult_id, patient = await made.taken()
    assert await refused(made, patient_links.PatientMakeEmergency, TOSHEVA, consult_id=consult_id) is Code.NOT_FOUND
    await made.do(patient_links.PatientMakeEmergency, RASULOVA, consult_id=consult_id, note="Breathless, blue lips")
    opened = (await made.facts(incidents.IncidentOpened))[-1]
    assert (opened.priority, opened.reason, opened.consult_id) == (1, "fever", consult_id)
    assert opened.caller.number == TELEPHONE
    assert opened.address.label == "Registon 12"
    assert opened.description == "Breathless, blue lips"
    thread = {row.type for row in await made.town.ask(Thread(kind="incident", about=opened.incident_id))}
    assert {"patient.made_emergency", "incident.opened"} <= thread
    of_consult = {row.type for row in await made.town.ask(Thread(kind="consult", about=consult_id))}
    assert "incident.opened" in of_consult
    view = shown(made, "patient_link", patient)
    assert view is not None
    assert view["help_number"] == opened.number
    assert view["help_sent"] is False
    await made.brigade_goes(opened.incident_id)
    view = shown(made, "patient_link", patient)
    assert view is not None
    assert view["help_sent"] is True
    again = await refused(made, patient_links.PatientMakeEmergency, RASULOVA, consult_id=consult_id)
    assert again is Code.ALREADY_EXISTS


async def test_cp5_without_a_known_place_the_doctor_says_where(made: Ward) -> None:
    """Rule [CP5]."""
    await made.people()
    await made.do(
        patient_links.PatientConsultOpen, consult_id=CONSULT, specialty="therapy", urgency="planned", question="Cough",
        language="uz", telephone=TELEPHONE,
    )  # fmt: skip
    await made.accept(CONSULT)
    assert await refused(made, patient_links.PatientMakeEmergency, RASULOVA, consult_id=CONSULT) is Code.MISSING
    await made.do(patient_links.PatientMakeEmergency, RASULOVA, consult_id=CONSULT, place="Urgut, Navoiy 4")
    opened = (await made.facts(incidents.IncidentOpened))[-1]
    assert (opened.address.label, opened.reason, opened.priority) == ("Urgut, Navoiy 4", "feels_unwell", 1)


async def test_cp5_nobody_but_the_server_says_that_a_life_is_in_danger(made: Ward) -> None:
    """Rule [CP5]."""
    fields = {"reason": "fever", "address": incidents.Address(label="x"), "life_threat": True}
    assert await refused(made, incidents.OpenIncident, NODIRA, **fields) is Code.NOT_ALLOWED


async def test_cp6_earlier_contacts_are_headings_and_each_look_is_written_down(made: Ward) -> None:
    """Rule [CP6]."""
    await made.incident("0199aaaa-0000-7000-8000-0000000000b7", "998901234567")
    consult_id, _ = await made.taken()
    await made.end(consult_id)
    second = await made.doctor_will_call("0199aaaa-0000-7000-8000-0000000000b2")
    assert await refused(made, patient_links.PatientLookBack, RASULOVA, consult_id=second) is Code.NOT_FOUND
    await made.accept(second)
    found = await made.do(patient_links.PatientLookBack, RASULOVA, consult_id=second)
    assert [(one["kind"], one["reason"], one["result"]) for one in found] == [
        ("consult", "therapy", "advice"),
        ("incident", "fever", "doctor_will_call"),
        ("incident", "fever", None),
    ]
    seen = await made.facts(patient_links.PatientContactsSeen)
    assert [(one.person_id, one.found) for one in seen] == [(RASULOVA.id, 3)]


async def test_cp7_the_doctor_ends_it_with_a_conclusion_and_says_how(made: Ward) -> None:
    """Rule [CP7]."""
    consult_id, _ = await made.taken()
    end = {"consult_id": consult_id, "closing": "advice"}
    assert await refused(made, patient_links.PatientConsultEnd, RASULOVA, **end) is Code.CONCLUSION_NEEDED
    no_help = {**end, "closing": "emergency"}
    assert await refused(made, patient_links.PatientConsultEnd, RASULOVA, **no_help) is Code.WRONG_STATE
    await made.end(consult_id)
    assert (await made.consult(consult_id)).state == "closed"
    ended = (await made.facts(patient_links.PatientConsultEnded))[-1]
    assert (ended.person_id, ended.closing, ended.incident_reason) == (RASULOVA.id, "advice", "fever")


async def test_cp7_whom_nobody_reached_needs_no_conclusion_and_a_doctors_consult_is_not_ended_so(made: Ward) -> None:
    """Rule [CP7]."""
    consult_id, _ = await made.taken()
    await made.do(patient_links.PatientConsultEnd, RASULOVA, consult_id=consult_id, closing="nobody_answered")
    asked = {"specialty": "therapy", "urgency": "urgent", "question": "Rash", "consult_id": CONSULT}
    await made.do(consult_room.ConsultAsk, KARIMOV, **asked)
    await made.accept(CONSULT)
    code = await refused(made, patient_links.PatientConsultEnd, RASULOVA, consult_id=CONSULT, closing="nobody_answered")
    assert code is Code.NOT_ALLOWED


async def test_the_specialist_reads_who_asks_and_how_to_reach_them(made: Ward) -> None:
    consult_id, _ = await made.taken()
    view = await made.town.ask(ConsultRecord(consult_id=consult_id), RASULOVA)
    assert (view.asker_kind, view.asker_name, view.asker_telephone) == ("guest", "Malika", TELEPHONE)
    assert [one.part for one in view.members] == ["patient", "specialist"]
    stranger = Actor("x", Role.GUEST)
    assert shown(made, "patient_link", stranger) is None
