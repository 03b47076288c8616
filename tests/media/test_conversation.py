"""The rules of a conversation, as a table over every phase and every wish."""

from collections.abc import Iterable
from itertools import product
from typing import Any, get_args

import pytest

from media.domain.conversation import Conversation, Party
from media.domain.decisions import LONGEST_MS, RING_MS, decide_ask, decide_open_accepted
from media.domain.evolve import EVOLVE
from media.domain.table import TABLE, decide
from media.domain.views import views
from signaling.protocol.base import Command, Event
from signaling.protocol.conversations import (
    ConversationAccept,
    ConversationAsk,
    ConversationDecline,
    ConversationGiveUp,
    ConversationHangUp,
    ConversationJoin,
    ConversationOpenAccepted,
    ConversationPhase,
    ConversationRing,
)
from signaling.protocol.participants import (
    ConversationEnter,
    ConversationInvite,
    ConversationLose,
    ConversationMove,
    ConversationMute,
    ConversationRefuseInvitation,
    ConversationRemove,
    ConversationWrite,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import SERVICE, Actor, Audience, Moment, Role, Stamp, system

ID = "0190a0c0-0000-7000-8000-000000000001"
START_MS = 1_800_000_000_000

DISPATCHER = Actor("d1", Role.DISPATCHER, "Nodira", sign_in_id="s")
SECOND_DISPATCHER = Actor("d2", Role.DISPATCHER, "Bahrom")
CREW = Actor("b1", Role.CREW, "Reanimatsion 5", brigade_id="b1")
OTHER_CREW = Actor("b2", Role.CREW, "Feldsher 2", brigade_id="b2")
DOCTOR = Actor("p1", Role.PHYSICIAN, "Sh. Karimov")
SPECIALIST = Actor("p2", Role.SPECIALIST, "N. Li")
CLOCK = system("timer")


def moment(actor: Actor, now_ms: int = START_MS) -> Moment:
    return Moment(now_ms=now_ms, actor=actor, command_id=ID, made_at_ms=now_ms)


def asks(**fields: Any) -> ConversationAsk:
    given: dict[str, Any] = {"conversation_id": "c1", "about": "i1", "to_relation": "brigade", "to_id": "b1"} | fields
    return ConversationAsk(id=ID, made_at_ms=START_MS, **given)


FURTHER_FIELDS: dict[type[Command], dict[str, Any]] = {
    ConversationJoin: {"endpoint": "endpoint-1"},
    ConversationLose: {"endpoint": "endpoint-9"},
    ConversationInvite: {"invitation_id": "invitation", "to_relation": "person", "to_id": "p1"},
    ConversationEnter: {"invitation_id": "invitation"},
    ConversationRefuseInvitation: {"invitation_id": "invitation"},
    ConversationRemove: {"of_relation": "brigade", "of_id": "b1"},
    ConversationMute: {"of_relation": "brigade", "of_id": "b1"},
    ConversationMove: {"why": "no_path"},
    ConversationWrite: {"text": "Salom"},
}

ABOUT_WHAT_IS_NOT_THERE = (ConversationRing, ConversationEnter, ConversationRefuseInvitation)


def wish(kind: type[Command]) -> Command:
    fields: dict[str, Any] = {"id": ID, "made_at_ms": START_MS, "conversation_id": "c1"}
    return kind(**fields | FURTHER_FIELDS.get(kind, {}))


def after(state: Conversation | None, events: Iterable[Event], at_ms: int = START_MS) -> Conversation:
    for seq, event in enumerate(events):
        state = EVOLVE[type(event)](state, event, Stamp(seq, at_ms, at_ms, "x"))
    assert state is not None
    return state


def asked(actor: Actor = DISPATCHER, **fields: Any) -> Conversation:
    return after(None, decide_ask(asks(**fields), [], moment(actor)))


def step(state: Conversation, kind: type[Command], actor: Actor, now_ms: int = START_MS) -> Conversation:
    return after(state, decide(state, wish(kind), [], moment(actor, now_ms)), now_ms)


def in_phase(phase: ConversationPhase) -> Conversation:
    state = asked()
    match phase:
        case "asked":
            return state
        case "ringing":
            return step(state, ConversationRing, CREW)
        case "declined":
            return step(state, ConversationDecline, CREW)
        case "no_answer":
            return step(state, ConversationGiveUp, CLOCK, START_MS + RING_MS)
    accepted = step(state, ConversationAccept, CREW)
    return accepted if phase == "accepted" else step(accepted, ConversationHangUp, CREW)


def refusal(state: Conversation, kind: type[Command], actor: Actor, busy: tuple[str, ...] = ()) -> Code:
    with pytest.raises(Refused) as caught:
        decide(state, wish(kind), busy, moment(actor))
    return caught.value.code


WISHES = tuple(dict.fromkeys(kind for _, kind in TABLE))
PHASES: tuple[ConversationPhase, ...] = get_args(ConversationPhase)


@pytest.mark.parametrize(("phase", "kind"), [p for p in product(PHASES, WISHES) if p not in TABLE])
def test_a_pair_missing_from_the_table_is_refused(phase: ConversationPhase, kind: type[Command]) -> None:
    for actor in (DISPATCHER, CREW, CLOCK):
        assert refusal(in_phase(phase), kind, actor) is Code.WRONG_STATE


@pytest.mark.parametrize(("phase", "kind"), list(TABLE))
def test_a_stranger_changes_nothing(phase: ConversationPhase, kind: type[Command]) -> None:
    state = in_phase(phase)
    refused = refusal(state, kind, OTHER_CREW)
    over = phase in ("declined", "no_answer", "ended")
    # Without an invitation there is none to answer, and what nobody carries cannot be lost.
    nothing_there = (Code.ALREADY_ANSWERED, Code.WRONG_STATE) if kind in ABOUT_WHAT_IS_NOT_THERE else ()
    assert refused in ((Code.CONVERSATION_ENDED,) if over else (Code.NOT_YOURS, Code.NOT_ALLOWED, *nothing_there))


def test_a_conversation_from_ring_to_end() -> None:
    state = asked()
    assert (state.phase, state.due_ms) == ("asked", START_MS + RING_MS)
    state = step(state, ConversationRing, CREW)
    assert state.phase == "ringing"
    state = step(state, ConversationAccept, CREW, START_MS + 4000)
    assert state.answerer is not None
    assert (state.phase, state.answerer.key, state.accepted_at_ms) == ("accepted", "brigade:b1", START_MS + 4000)
    assert state.due_ms == START_MS + 4000 + LONGEST_MS
    state = step(state, ConversationHangUp, CREW)
    assert (state.phase, state.ended_because, state.ended_by_side, state.due_ms) == (
        "ended",
        "hung_up",
        "answerer",
        None,
    )


def test_it_is_unanswered_only_once_its_time_is_over() -> None:
    """Rule [C3]."""
    state = asked()
    assert refusal(state, ConversationGiveUp, CLOCK) is Code.WRONG_STATE
    assert refusal(state, ConversationGiveUp, DISPATCHER) is Code.NOT_ALLOWED
    assert step(state, ConversationGiveUp, CLOCK, START_MS + RING_MS).phase == "no_answer"


def test_a_forgotten_conversation_ends_by_the_clock() -> None:
    """Rule [C3]."""
    state = in_phase("accepted")
    assert refusal(state, ConversationGiveUp, CLOCK) is Code.WRONG_STATE
    ended = step(state, ConversationGiveUp, CLOCK, START_MS + LONGEST_MS)
    assert (ended.ended_because, ended.ended_by_side) == ("too_long", None)


def test_a_ring_to_the_desk_is_answered_by_the_first_dispatcher_alone() -> None:
    """Rule [C2]."""
    state = asked(CREW, to_relation="service", to_id="")
    state = step(state, ConversationRing, DISPATCHER)
    assert decide(state, wish(ConversationRing), [], moment(SECOND_DISPATCHER)) == []
    assert refusal(state, ConversationDecline, DISPATCHER) is Code.NOT_ALLOWED
    assert refusal(state, ConversationAccept, DOCTOR) is Code.NOT_YOURS
    state = step(state, ConversationAccept, SECOND_DISPATCHER)
    assert state.answerer == Party("person", "d2", "Bahrom", "dispatcher")
    assert refusal(state, ConversationAccept, DISPATCHER) is Code.ALREADY_ANSWERED
    assert refusal(state, ConversationHangUp, DISPATCHER) is Code.NOT_YOURS


def test_only_the_asker_withdraws_a_ring() -> None:
    """Rule [C2]."""
    assert refusal(asked(), ConversationHangUp, CREW) is Code.NOT_YOURS
    ended = step(asked(), ConversationHangUp, DISPATCHER)
    assert (ended.phase, ended.ended_because, ended.ended_by_side) == ("ended", "withdrawn", "asker")


@pytest.mark.parametrize("busy", ["person:d1", "brigade:b1"])
def test_somebody_in_a_conversation_is_busy(busy: str) -> None:
    """Rule [C4]."""
    with pytest.raises(Refused) as caught:
        decide_ask(asks(), [busy], moment(DISPATCHER))
    assert (caught.value.code, caught.value.details) == (Code.PERSON_BUSY, {"party": busy})
    assert refusal(asked(), ConversationAccept, CREW, (busy,)) is Code.PERSON_BUSY


@pytest.mark.parametrize(
    ("actor", "fields", "code"),
    [
        (DISPATCHER, {"to_relation": "service", "to_id": ""}, Code.NOT_ALLOWED),
        (CREW, {}, Code.NOT_ALLOWED),
        (Actor("h", Role.HOSPITAL), {}, Code.NOT_ALLOWED),
        (Actor("g", Role.GUEST), {}, Code.NOT_ALLOWED),
        (CREW, {"to_relation": "service"}, Code.MISSING),
        (DISPATCHER, {"to_id": ""}, Code.MISSING),
        (DISPATCHER, {"about": ""}, Code.MISSING),
        (DISPATCHER, {"about_kind": "none"}, Code.MISSING),
    ],
)
def test_who_may_ring_whom(actor: Actor, fields: dict[str, Any], code: Code) -> None:
    """Rule [C1]."""
    with pytest.raises(Refused) as caught:
        decide_ask(asks(**fields), [], moment(actor))
    assert caught.value.code is code


def test_each_join_begins_a_new_round_and_replaces_the_sides_device() -> None:
    """Rule [C6]."""
    state = in_phase("accepted")
    for round, (actor, endpoint) in enumerate(((CREW, "tablet-1"), (DISPATCHER, "desk-0001"), (CREW, "tablet-2")), 1):
        join = ConversationJoin(id=ID, made_at_ms=START_MS, conversation_id="c1", endpoint=endpoint)
        state = after(state, decide(state, join, [], moment(actor)))
        assert state.round == round
    assert (state.asker_endpoint, state.answerer_endpoint) == ("desk-0001", "tablet-2")


def opens(**fields: Any) -> ConversationOpenAccepted:
    given: dict[str, Any] = {"asker_relation": "person", "asker_id": "p1", "answerer_relation": "person"} | fields
    return ConversationOpenAccepted(
        id=ID, made_at_ms=START_MS, conversation_id="c1", about="k1", about_kind="consult", answerer_id="p2", **given
    )


def test_a_consults_conversation_begins_accepted() -> None:
    """Rule [C8]."""
    state = after(None, decide_open_accepted(opens(), ("", ""), [], moment(CLOCK)))
    assert (state.phase, state.asker.key, state.about_kind, state.about) == ("accepted", "person:p1", "consult", "k1")
    assert step(state, ConversationHangUp, SPECIALIST).ended_by_side == "answerer"
    for actor, busy in ((DOCTOR, ()), (CLOCK, ("person:p2",))):
        with pytest.raises(Refused):
            decide_open_accepted(opens(), ("", ""), busy, moment(actor))


def test_both_sides_and_the_desk_see_it_and_the_desk_not_which_consult() -> None:
    shown = views(in_phase("accepted"))
    assert set(shown) == {SERVICE, Audience("person", "d1"), Audience("brigade", "b1")}
    assert all(view == shown[SERVICE] for view in shown.values())
    consult = views(after(None, decide_open_accepted(opens(), ("", ""), [], moment(CLOCK))))
    assert set(consult) == {SERVICE, Audience("person", "p1"), Audience("person", "p2")}
    assert (consult[SERVICE].about, consult[Audience("person", "p1")].about) == ("", "k1")  # type: ignore[attr-defined]
