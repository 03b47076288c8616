"""Who comes into a consult and who leaves it, through the bus and with the real duty list."""

from typing import Any

import pytest

from signaling.protocol.base import Command
from signaling.protocol.consult_room import ConsultAccept, ConsultDecline, ConsultSay, ConsultSupplement
from signaling.protocol.consult_views import ConsultParties, ConsultRecord, MyConsults
from signaling.protocol.council import (
    ConsultAdmitHospital,
    ConsultAskBack,
    ConsultCallIn,
    ConsultNoteTelephone,
    ConsultPassOn,
    ConsultQueue,
    ConsultSendAway,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Role, system
from signaling.testing import Town
from tests.consult_room.test_consults import ASKER, LI, RASULOV, STRANGER, ask, on_duty, refusal, seen, states
from tests.consult_room.test_consults import town as town  # noqa: PLC0414  the fixture

RECEPTION = Actor("reception", Role.HOSPITAL, "Reception", hospital_id="regional")
OTHER_HOSPITAL = Actor("other", Role.HOSPITAL, "Other", hospital_id="other")
SYSTEM = system("dispatch")


async def do(town: Town, kind: type[Command], actor: Actor, consult_id: str, **fields: Any) -> Any:
    return await town.do(town.wish(kind, consult_id=consult_id, **fields), actor)


async def says_no(town: Town, kind: type[Command], actor: Actor, consult_id: str, **fields: Any) -> Code:
    return await refusal(town, town.wish(kind, consult_id=consult_id, **fields), actor)


async def taken(town: Town, **fields: Any) -> str:
    await on_duty(town, LI, RASULOV)
    consult_id = await ask(town, **fields)
    await do(town, ConsultAccept, LI, consult_id)
    return consult_id


async def test_cr1_a_colleague_who_is_called_in_reads_and_speaks_from_when_they_come(town: Town) -> None:
    """Rule [CR1]."""
    consult_id = await taken(town)
    await do(town, ConsultCallIn, LI, consult_id, specialty="neurology", person_id=STRANGER.id, why="A second look")
    view = seen(town, "person:stranger")
    assert view is not None
    assert (view["relation"], view["question"]) == ("called", "Weakness on the right since 13:55")
    assert await says_no(town, ConsultSay, STRANGER, consult_id, text="x") is Code.NOT_FOUND
    assert await do(town, ConsultAccept, STRANGER, consult_id) == ""
    await do(town, ConsultSay, STRANGER, consult_id, text="Look at the basilar artery.")
    view = seen(town, "person:asker")
    assert view is not None
    assert view["called"][0]["state"] == "inside"
    assert view["lines"][0]["author_name"] == STRANGER.name
    assert (view["specialist_id"], view["state"]) == (LI.id, "accepted"), "the consult stays whose it is"
    parties = await town.ask(ConsultParties(consult_id=consult_id))
    assert [one.part for one in parties.readers] == ["asker", "specialist", "called_in"]


async def test_cr1_who_is_sent_away_or_goes_reads_no_more(town: Town) -> None:
    """Rule [CR1]."""
    consult_id = await taken(town)
    call = {"specialty": "neurology", "person_id": STRANGER.id}
    await do(town, ConsultCallIn, LI, consult_id, **call)
    await do(town, ConsultAccept, STRANGER, consult_id)
    assert await says_no(town, ConsultCallIn, LI, consult_id, **call) is Code.NOBODY_ON_DUTY
    assert await says_no(town, ConsultSendAway, STRANGER, consult_id, person_id=LI.id) is Code.NOT_YOURS
    await do(town, ConsultSendAway, LI, consult_id, person_id=STRANGER.id)
    assert seen(town, "person:stranger") is None
    record = await town.ask(ConsultRecord(consult_id=consult_id), STRANGER)
    assert (record.relation, record.question, record.lines) == ("former", None, [])
    await do(town, ConsultCallIn, ASKER, consult_id, **call)
    await do(town, ConsultDecline, STRANGER, consult_id)
    view = seen(town, "person:asker")
    assert view is not None
    assert (view["called"][0]["state"], view["state"]) == ("declined", "accepted")


async def test_cr1_one_of_several_who_are_called_in_comes_and_the_others_need_not(town: Town) -> None:
    """Rule [CR1]."""
    await on_duty(town, LI)
    consult_id = await ask(town)
    await do(town, ConsultAccept, LI, consult_id)
    await on_duty(town, RASULOV, STRANGER)
    await do(town, ConsultCallIn, LI, consult_id, specialty="neurology")
    await do(town, ConsultAccept, RASULOV, consult_id)
    view = seen(town, "person:asker")
    assert view is not None
    assert {one["person_id"]: one["state"] for one in view["called"]} == {"rasulov": "inside", "stranger": "stood_down"}
    assert seen(town, "person:stranger") is None


async def test_cr2_passed_on_it_rings_for_others_and_who_gave_it_away_reads_no_more(town: Town) -> None:
    """Rule [CR2]."""
    consult_id = await taken(town)
    await do(town, ConsultSay, ASKER, consult_id, text="Only for the one who has it")
    assert await says_no(town, ConsultPassOn, ASKER, consult_id, specialty="surgery", reason="x") is Code.NOT_YOURS
    assert await says_no(town, ConsultPassOn, LI, consult_id, specialty="surgery", reason=" ") is Code.REASON_NEEDED
    await do(town, ConsultPassOn, LI, consult_id, specialty="neurology", reason="My shift ends")
    view = seen(town, "person:asker")
    assert view is not None
    assert view["state"] == "ringing"
    assert states(view) == {"li": "passed_on", "rasulov": "rung"}
    assert seen(town, "person:li") is None
    rung = seen(town, "person:rasulov")
    assert rung is not None
    assert rung["lines"] == [], "what was said to the one before is the record's, not the question's"
    await do(town, ConsultAccept, RASULOV, consult_id)
    record = await town.ask(ConsultRecord(consult_id=consult_id), RASULOV)
    assert [line.text for line in record.lines] == ["Only for the one who has it"]


async def test_cr2_to_a_specialty_for_which_nobody_is_on_duty_it_waits_and_says_so(town: Town) -> None:
    """Rule [CR2]."""
    consult_id = await taken(town)
    await do(town, ConsultPassOn, LI, consult_id, specialty="surgery", reason="A haematoma")
    view = seen(town, "person:asker")
    assert view is not None
    assert (view["state"], view["specialty"], view["look_again_ms"] is None) == ("waiting", "surgery", False)


async def test_cr3_who_is_rung_asks_back_and_reads_the_answer_before_they_take_it(town: Town) -> None:
    """Rule [CR3]."""
    await on_duty(town, LI)
    consult_id = await ask(town)
    await do(town, ConsultAskBack, LI, consult_id, text="Glucose?")
    await do(town, ConsultSay, ASKER, consult_id, text="5.4")
    view = seen(town, "person:li")
    assert view is not None
    assert [(line["kind"], line["text"]) for line in view["lines"]] == [("asked_back", "Glucose?"), ("said", "5.4")]
    assert await says_no(town, ConsultAskBack, STRANGER, consult_id, text="?") is Code.NOT_FOUND
    assert await says_no(town, ConsultAskBack, ASKER, consult_id, text="?") is Code.NOT_YOURS


async def test_cr3_the_asker_adds_what_was_missing(town: Town) -> None:
    """Rule [CR3]."""
    await on_duty(town, LI)
    consult_id = await ask(town)
    assert await says_no(town, ConsultSupplement, LI, consult_id, data={"glucose": 5.4}) is Code.NOT_FOUND
    assert await says_no(town, ConsultSupplement, ASKER, consult_id, data={}) is Code.MISSING


async def test_cr4_an_answer_in_writing_opens_no_conversation(town: Town) -> None:
    """Rule [CR4]."""
    await on_duty(town, LI)
    consult_id = await ask(town)
    assert await do(town, ConsultAccept, LI, consult_id, mode="written") == ""
    view = seen(town, "person:asker")
    assert view is not None
    assert (view["mode"], view["conversation_id"], view["state"]) == ("written", None, "accepted")


async def test_cr5_the_receiving_hospital_reads_and_speaks_and_goes_when_another_receives(town: Town) -> None:
    """Rule [CR5]."""
    consult_id = await taken(town)
    assert await says_no(town, ConsultAdmitHospital, ASKER, consult_id, hospital_id="regional") is Code.NOT_ALLOWED
    assert seen(town, "hospital:regional") is None
    await do(town, ConsultAdmitHospital, SYSTEM, consult_id, hospital_id="regional", hospital_name="Regional centre")
    view = seen(town, "hospital:regional")
    assert view is not None
    assert (view["relation"], view["question"]) == ("hospital", "Weakness on the right since 13:55")
    await do(town, ConsultSay, RECEPTION, consult_id, text="The CT is free.")
    (mine,) = await town.ask(MyConsults(), RECEPTION)
    assert mine.consult_id == consult_id
    await do(town, ConsultAdmitHospital, SYSTEM, consult_id, hospital_id="other", hospital_name="Other")
    assert seen(town, "hospital:regional") is None
    assert seen(town, "hospital:other") is not None
    assert await says_no(town, ConsultSay, RECEPTION, consult_id, text="?") is Code.NOT_FOUND
    await do(town, ConsultSay, OTHER_HOSPITAL, consult_id, text="Bring her.")


async def test_cr6_a_talk_by_telephone_stands_in_the_thread_with_its_time_and_outcome(town: Town) -> None:
    """Rule [CR6]."""
    consult_id = await taken(town)
    talk = {"at_ms": town.now_ms - 300_000, "minutes": 5, "outcome": "talked", "text": "Aspirin, then the transfer"}
    await do(town, ConsultNoteTelephone, ASKER, consult_id, **talk)
    view = seen(town, "person:li")
    assert view is not None
    (line,) = view["lines"]
    assert (line["kind"], line["text"]) == ("telephoned", "Aspirin, then the transfer")
    assert line["telephoned"] == {"at_ms": talk["at_ms"], "minutes": 5, "outcome": "talked"}
    for wrong_ms in (town.now_ms + 3_600_000, town.now_ms - 10 * 86_400_000):
        wrong = {**talk, "at_ms": wrong_ms}
        assert await says_no(town, ConsultNoteTelephone, ASKER, consult_id, **wrong) is Code.WRONG_TIME


async def test_cr7_the_place_in_the_queue_is_by_urgency_and_waiting_time(town: Town) -> None:
    """Rule [CR7]."""
    await on_duty(town, LI, RASULOV)
    first = await ask(town, urgency="urgent")
    second = await ask(town, urgency="urgent")
    emergency = await ask(town, urgency="emergency")
    ahead = [(await town.ask(ConsultQueue(consult_id=one), ASKER)).ahead for one in (emergency, first, second)]
    assert ahead == [0, 1, 2]
    await do(town, ConsultAccept, LI, emergency)
    place = await town.ask(ConsultQueue(consult_id=second), ASKER)
    assert (place.ahead, place.on_duty, place.busy) == (1, 2, 1)
    with pytest.raises(Refused) as refused:
        await town.ask(ConsultQueue(consult_id=second), STRANGER)
    assert refused.value.code is Code.NOT_FOUND
