"""Nobody reads a patient whom they do not treat: whatever people do, in whatever order, what the record says is on no
screen, in no answer and on no thread of who is not in the circle at that moment. Rule [CT15]."""

import asyncio
import tempfile
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consult_room.domain.circle import Circle
from consult_room.domain.operations import readers
from consult_room.domain.states import Consult
from people.domain import rights
from signaling import threads
from signaling.protocol.base import Command, Question
from signaling.protocol.consult_room import (
    ConsultAccept,
    ConsultAcknowledge,
    ConsultCancel,
    ConsultConclude,
    ConsultDecline,
    ConsultSay,
)
from signaling.protocol.consult_views import ConsultRecord, MyConsults
from signaling.protocol.council import ConsultAdmitHospital, ConsultCallIn, ConsultPassOn, ConsultSendAway
from signaling.protocol.frames import Thread
from signaling.protocol.record_access import ConsultReaders, ConsultTrust, RecordBreakGlass
from signaling.protocol.refusals import Refused
from signaling.protocol.trust import ConsentNote, ConsentWithdraw, ConsultNamePatient
from signaling.slice import Actor, Audience, Role
from tests.consult_room.trust.house import ADMIN, ASKER, HOUR_MS, LI, NODIRA, OUTSIDER, RASULOV, RECEPTION, House

OTHERS = (
    Actor("other reception", Role.HOSPITAL, "Other", hospital_id="h2"),
    Actor("b9", Role.CREW, "9", brigade_id="b9"),
    Actor("guest", Role.GUEST, "Guest"),
    Actor("taker", Role.CALL_TAKER, "Taker"),
)
EVERYBODY = (ASKER, LI, RASULOV, OUTSIDER, NODIRA, ADMIN, RECEPTION, *OTHERS)
CANARY = "canary"
CONSENT: dict[str, Any] = {
    "purposes": ["consult", "sharing"], "answer": "given", "given_by": "patient", "how": "spoken", "text_version": 1,
    "giver_name": CANARY,
}  # fmt: skip
GLASS: dict[str, Any] = {
    "consult_number": 1, "age_years": 67, "sex": "female", "reason": "other", "reason_text": "canary: she is here",
}  # fmt: skip
WISHES: list[tuple[type[Command], dict[str, Any]]] = [
    (ConsultAccept, {}),
    (ConsultDecline, {}),
    (ConsultSay, {"text": CANARY}),
    (ConsultCallIn, {"specialty": "neurology", "person_id": RASULOV.id, "why": CANARY}),
    (ConsultCallIn, {"specialty": "neurology", "person_id": OUTSIDER.id, "why": CANARY}),
    (ConsultSendAway, {"person_id": RASULOV.id}),
    (ConsultPassOn, {"specialty": "neurology", "reason": CANARY}),
    (ConsultConclude, {"conclusion": CANARY}),
    (ConsultAcknowledge, {}),
    (ConsultCancel, {"reason": CANARY}),
    (ConsentNote, CONSENT),
    (ConsentWithdraw, {"purpose": "sharing", "withdrawn_by": "patient", "why": CANARY}),
    (ConsultNamePatient, {"said_by": "document", "name": CANARY}),
    (RecordBreakGlass, GLASS),
]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("wish"), st.sampled_from(WISHES), st.sampled_from(EVERYBODY)),
        st.tuples(st.just("admit"), st.sampled_from(["h1", "h2"])),
        st.tuples(st.just("wait"), st.sampled_from([60_000, HOUR_MS, 5 * HOUR_MS])),
    ),
    min_size=4,
    max_size=14,
)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_ct15_whatever_happens_nobody_outside_the_circle_reads_it(steps: list[tuple[Any, ...]]) -> None:
    """Rule [CT15]."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_play(Path(folder), steps))


async def _play(folder: Path, steps: list[tuple[Any, ...]]) -> None:
    async with House(folder, threads.assemble()) as house:
        await house.begin()
        consult_id = await house.consult(taken=False)
        await _look(house, consult_id, since=0)
        for step in steps:
            before = house.hub.upto
            await _take(house, consult_id, step)
            await house.react()
            await _look(house, consult_id, since=before)


async def _take(house: House, consult_id: str, step: tuple[Any, ...]) -> None:
    try:
        match step:
            case ("wish", (command, fields), actor):
                about = {} if command is RecordBreakGlass else {"consult_id": consult_id}
                await house.do(house.wish(command, **about, **fields), actor)
            case ("admit", hospital_id):
                await house.do(house.wish(ConsultAdmitHospital, consult_id=consult_id, hospital_id=hospital_id))
            case ("wait", milliseconds):
                await house.pass_time(milliseconds)
    except Refused:
        pass


async def _look(house: House, consult_id: str, since: int) -> None:
    """Everybody's screen anew, the frame since the last step, and every question they could ask."""
    async with house.bus.reading() as reading:
        consult = await reading.get("consult", consult_id, Consult)
    for actor in EVERYBODY:
        audiences = tuple(str(one) for one in rights.audiences_of(actor))
        shown = house.hub.frame_after(None, audiences) + house.hub.frame_after(since, audiences)
        answered = b"".join([await _answer(house, question, actor) for question in _questions(consult_id)])
        thread = await _answer(house, Thread(kind="consult", about=consult_id), actor)
        assert CANARY.encode() not in thread, f"the thread of {actor.name}"
        if _may_know(consult, actor, consult.circle):
            continue
        assert CANARY.encode() not in shown, f"a screen of {actor.name}"
        own = actor.id in (consult.specialist_id, *consult.former)
        assert own or CANARY.encode() not in answered, f"an answer to {actor.name}"


def _questions(consult_id: str) -> list[Question]:
    return [
        MyConsults(),
        ConsultRecord(consult_id=consult_id),
        ConsultTrust(consult_id=consult_id),
        ConsultReaders(consult_id=consult_id),
        ConsultReaders(number=1),
    ]


def _may_know(consult: Consult, actor: Actor, circle: Circle) -> bool:
    """Whoever reads it now, and those who are rung: they are asked the question."""
    audiences = rights.audiences_of(actor)
    rung = not consult.over and (actor.id in consult.rung or consult.called_rung(actor.id))
    return rung or any(Audience(one.relation, one.id) in audiences for one in readers(circle))


async def _answer(house: House, question: Question, actor: Actor) -> bytes:
    try:
        return msgspec.json.encode(await house.bus.ask_from_screen(question, actor))
    except Refused:
        return b""
