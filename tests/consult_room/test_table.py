"""The states of a consult are a table: whatever is not in it is refused."""

import itertools
from collections.abc import Callable
from typing import Any, get_args

import pytest
from msgspec.structs import replace

from consult_room.booking.domain import decide as booking
from consult_room.booking.domain.slot import Slot
from consult_room.domain import council, decide
from consult_room.domain.circle import Circle
from consult_room.domain.states import TABLE, Consult, Invited, Verb, check
from consult_room.patients.domain.decisions import decide_end
from consult_room.patients.domain.link import PatientLink
from signaling.protocol.base import Event
from signaling.protocol.booking import ConsultBook, ConsultDropSlot, SlotOffer
from signaling.protocol.circle import CircleMember
from signaling.protocol.consult_room import (
    ConsultAccept,
    ConsultCancel,
    ConsultConclude,
    ConsultDecline,
    ConsultRelease,
    ConsultRing,
    ConsultSay,
    ConsultState,
    ConsultSupplement,
    RungPerson,
    SlotWish,
    Urgency,
)
from signaling.protocol.council import ConsultAdmitHospital, ConsultAskBack, ConsultCallIn, ConsultPassOn
from signaling.protocol.patient_links import PatientConsultEnd
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Moment, Role, system

STATES: tuple[ConsultState, ...] = get_args(ConsultState)
NOW_MS = 1_790_000_000_000
ID = "01900000-0000-7000-8000-000000000001"
ASKER = Actor("asker", Role.PHYSICIAN, "Sh. Karimov")
RUNG = Actor("rung", Role.SPECIALIST, "N. Li")
SPECIALIST = Actor("specialist", Role.SPECIALIST, "D. Yusupova")
WISH = SlotWish(specialist_id=RUNG.id, from_ms=NOW_MS)
OFFER = SlotOffer(specialist_id=RUNG.id, from_ms=NOW_MS, until_ms=NOW_MS + 1, rings_ms=NOW_MS, settles_ms=NOW_MS)
SLOT = Slot(
    specialist_id=RUNG.id,
    specialist_name=RUNG.name,
    from_ms=NOW_MS,
    until_ms=NOW_MS + 1,
    rings_ms=NOW_MS,
    settles_ms=NOW_MS,
)
CANCEL = ConsultCancel(id=ID, made_at_ms=0, consult_id="c")
FIELDS: dict[str, Any] = {"id": ID, "made_at_ms": NOW_MS, "consult_id": "consult"}


def consult(state: ConsultState) -> Consult:
    """A consult in the state, in which everybody who could act is there: only the state decides."""
    return Consult(
        id="consult",
        number=7,
        state=state,
        since_ms=NOW_MS,
        specialty="neurology",
        urgency="emergency",
        asker_id=ASKER.id,
        asker_kind="person",
        asker_name=ASKER.name,
        asker_place="Urgut",
        question="Stroke?",
        age_years=67,
        sex="female",
        summary="",
        asked_at_ms=NOW_MS,
        invited=(Invited(person_id=RUNG.id, name=RUNG.name, state="rung", since_ms=NOW_MS),),
        specialist_id=SPECIALIST.id,
        circle=Circle(
            consult_id="consult",
            members=(
                CircleMember(relation="person", id=ASKER.id, part="asker"),
                CircleMember(relation="person", id=SPECIALIST.id, part="specialist"),
            ),
        ),
    )


def moment(actor: Actor) -> Moment:
    return Moment(now_ms=NOW_MS, actor=actor, command_id=ID, made_at_ms=NOW_MS)


ACTS: dict[Verb, Callable[[Consult], Event]] = {
    Verb.RING: lambda c: decide.ring(c, ConsultRing(**FIELDS, specialty="neurology"), [], system("timer"), NOW_MS),
    Verb.ACCEPT: lambda c: decide.accept(c, ConsultAccept(**FIELDS), None, None, moment(RUNG)),
    Verb.DECLINE: lambda c: decide.decline(c, ConsultDecline(**FIELDS), RUNG, 0),
    Verb.RELEASE: lambda c: decide.release(c, ConsultRelease(**FIELDS, person_id=SPECIALIST.id), 0)[0],
    Verb.SAY: lambda c: decide.say(c, ConsultSay(**FIELDS, text="Since 13:55."), ASKER),
    Verb.ASK_BACK: lambda c: council.ask_back(c, ConsultAskBack(**FIELDS, text="INR?"), RUNG),
    Verb.SUPPLEMENT: lambda c: decide.supplement(c, ConsultSupplement(**FIELDS, data={"inr": 1.1}), [], ASKER),
    Verb.CALL_IN: lambda c: council.call_in(
        c, ConsultCallIn(**FIELDS, specialty="cardiology"), [RungPerson(person_id="c", name="C")], SPECIALIST
    ),
    Verb.PASS_ON: lambda c: council.pass_on(
        c, ConsultPassOn(**FIELDS, specialty="surgery", reason="A haematoma"), [], SPECIALIST, NOW_MS
    )[0],
    Verb.ADMIT_HOSPITAL: lambda c: council.admit_hospital(c, ConsultAdmitHospital(**FIELDS, hospital_id="h"))[0],
    Verb.CONCLUDE: lambda c: decide.conclude(c, ConsultConclude(**FIELDS, conclusion="Transfer."), SPECIALIST),
    Verb.ACKNOWLEDGE: lambda c: decide.acknowledge(c, None, 3, ASKER),
    Verb.END_OWN: lambda c: decide_end(
        PatientLink(consult_id=c.id, circle=c.circle, emergency_at_ms=1, own=True),
        replace(c, asker_kind="guest"),
        PatientConsultEnd(**FIELDS, closing="emergency"),
        moment(SPECIALIST),
    )[1],
    Verb.CANCEL: lambda c: decide.cancel(c, ConsultCancel(**FIELDS, reason="Better."), ASKER),
    Verb.BOOK: lambda c: booking.book(
        replace(c, urgency="planned"), ConsultBook(**FIELDS, slot=WISH, reason="Earlier"), OFFER, [], ASKER
    ),
    Verb.DROP_SLOT: lambda c: booking.drop(replace(c, slot=SLOT), ConsultDropSlot(**FIELDS, reason="Away"), ASKER),
    Verb.COME_UP: lambda c: _one(booking.come_up(replace(c, slot=SLOT), NOW_MS), c, Verb.COME_UP),
    Verb.SETTLE_SLOT: lambda c: _one(
        booking.settle(replace(c, slot=replace(SLOT, state="rung")), NOW_MS, NOW_MS), c, Verb.SETTLE_SLOT
    ),
}


def _one(events: list[Event], c: Consult, verb: Verb) -> Event:
    """The clock says it of whatever consult; where the table has nothing, nothing happens."""
    if not events:
        check(c.state, verb)
    return events[0]


@pytest.mark.parametrize(("state", "verb"), list(itertools.product(STATES, Verb)))
def test_a_pair_of_the_table_is_done_and_a_missing_pair_refused(state: ConsultState, verb: Verb) -> None:
    if (state, verb) in TABLE:
        ACTS[verb](consult(state))
        return
    with pytest.raises(Refused) as refused:
        ACTS[verb](consult(state))
    assert refused.value.code in (Code.WRONG_STATE, Code.CONSULT_TAKEN, Code.CONCLUSION_NEEDED)


def test_a_consult_that_another_took_says_so() -> None:
    with pytest.raises(Refused) as refused:
        ACTS[Verb.ACCEPT](consult("accepted"))
    assert refused.value.code is Code.CONSULT_TAKEN


def test_a_consult_does_not_end_without_a_conclusion() -> None:
    with pytest.raises(Refused) as refused:
        ACTS[Verb.ACKNOWLEDGE](consult("accepted"))
    assert refused.value.code is Code.CONCLUSION_NEEDED
    with pytest.raises(Refused) as blank:
        decide.conclude(
            consult("accepted"), ConsultConclude(id=ID, made_at_ms=0, consult_id="c", conclusion=" "), SPECIALIST
        )
    assert blank.value.code is Code.CONCLUSION_NEEDED


def test_only_the_specialist_concludes_and_only_the_asker_acknowledges_and_cancels() -> None:
    conclusion = ConsultConclude(id=ID, made_at_ms=0, consult_id="c", conclusion="x")
    acceptance = ConsultAccept(id=ID, made_at_ms=0, consult_id="c")
    line = ConsultSay(id=ID, made_at_ms=0, consult_id="c", text="x")
    wrong: list[tuple[Code, Callable[[], Event]]] = [
        (Code.NOT_YOURS, lambda: decide.conclude(consult("accepted"), conclusion, ASKER)),
        (Code.NOT_YOURS, lambda: decide.acknowledge(consult("concluded"), None, 3, SPECIALIST)),
        (Code.NOT_YOURS, lambda: decide.cancel(consult("ringing"), CANCEL, SPECIALIST)),
        (Code.NOT_FOUND, lambda: decide.cancel(consult("ringing"), CANCEL, RUNG)),
        (Code.NOT_FOUND, lambda: decide.say(consult("ringing"), line, RUNG)),
        (Code.NOT_YOURS, lambda: decide.accept(consult("ringing"), acceptance, None, None, moment(SPECIALIST))),
    ]
    for code, act in wrong:
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code is code


def test_with_a_specialist_there_already_cancelling_needs_a_reason() -> None:
    blank = ConsultCancel(id=ID, made_at_ms=0, consult_id="consult")
    decide.cancel(consult("ringing"), blank, ASKER)
    with pytest.raises(Refused) as refused:
        decide.cancel(consult("accepted"), blank, ASKER)
    assert refused.value.code is Code.REASON_NEEDED


def test_a_conclusion_that_was_written_anew_has_to_be_read_anew() -> None:
    with pytest.raises(Refused) as refused:
        decide.acknowledge(consult("concluded"), 2, 3, ASKER)
    assert refused.value.code is Code.CHANGED_MEANWHILE


@pytest.mark.parametrize(
    ("urgency", "after_s"),
    [("emergency", [30, 60, 60, 60]), ("urgent", [30, 60, 120, 240, 300]), ("planned", [30, 60, 120, 240, 480, 600])],
)
def test_the_duty_list_is_looked_at_again_soon_and_then_less_often(urgency: Urgency, after_s: list[int]) -> None:
    looks = [decide.look_again_ms(0, urgency, n, rings=False) // 1000 for n in range(len(after_s))]
    assert looks == after_s
    assert {decide.look_again_ms(0, urgency, n, rings=True) // 1000 for n in range(9)} == {after_s[-1]}


def test_when_the_last_has_declined_the_duty_list_is_looked_at_again_soon() -> None:
    one = consult("ringing")
    command = ConsultDecline(**{**FIELDS, "person_id": None})
    assert one.rung == (RUNG.id,)
    assert decide.decline(one, command, RUNG, 1000).look_again_ms == 31_000
    other = replace(one.invited[0], person_id="other")
    two = replace(one, invited=(*one.invited, other))
    assert decide.decline(two, command, RUNG, 1000).look_again_ms is None
