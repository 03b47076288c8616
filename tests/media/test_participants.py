"""Conversations of three and more: who may take whom in and out, and what everybody sees of it."""

from typing import Any

import pytest

from media.domain.conversation import Conversation
from media.domain.decisions import RING_MS, decide_ask
from media.domain.evolve import EVOLVE
from media.domain.evolve import after as evolved
from media.domain.participants import GUEST_RING_MS, PARTICIPANTS_AT_MOST
from media.domain.table import decide
from media.domain.views import views
from signaling.protocol.base import Command
from signaling.protocol.conversation_views import ConversationView
from signaling.protocol.conversations import (
    Called,
    ConversationAccept,
    ConversationAsk,
    ConversationDecline,
    ConversationGiveUp,
    ConversationHangUp,
    ConversationJoin,
    ConversationRing,
)
from signaling.protocol.participants import (
    ConversationEnter,
    ConversationInvite,
    ConversationLapseInvitations,
    ConversationLeave,
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
DISPATCHER = Actor("d1", Role.DISPATCHER, "Nodira")
SECOND = Actor("d2", Role.DISPATCHER, "Bahrom")
CREW = Actor("b1", Role.CREW, "Reanimatsion 5", brigade_id="b1")
DOCTOR = Actor("p1", Role.PHYSICIAN, "Sh. Karimov")
SPECIALIST = Actor("p2", Role.SPECIALIST, "N. Li")
GUEST = Actor("g1", Role.GUEST)
CLOCK = system("timer")
INVITED: dict[str, Any] = {"invitation_id": "invitation-1", "to_relation": "person", "to_id": "p1"}


def step(
    state: Conversation, kind: type[Command], actor: Actor, now_ms: int = START_MS, busy: tuple[str, ...] = (),
    **fields: Any,
) -> Conversation:  # fmt: skip
    command = kind(**{"id": ID, "made_at_ms": now_ms, "conversation_id": "c1", **fields})
    moment = Moment(now_ms=now_ms, actor=actor, command_id=ID, made_at_ms=now_ms)
    return evolved(state, decide(state, command, busy, moment), now_ms)


def refusal(state: Conversation, kind: type[Command], actor: Actor, **fields: Any) -> Code:
    with pytest.raises(Refused) as caught:
        step(state, kind, actor, **fields)
    return caught.value.code


def asked(actor: Actor = DISPATCHER, **fields: Any) -> Conversation:
    given: dict[str, Any] = {"conversation_id": "c1", "about": "i1", "to_relation": "brigade", "to_id": "b1"} | fields
    moment = Moment(now_ms=START_MS, actor=actor, command_id=ID, made_at_ms=START_MS)
    events = decide_ask(ConversationAsk(id=ID, made_at_ms=START_MS, **given), [], moment)
    first, *others = events
    state: Conversation = EVOLVE[type(first)](None, first, Stamp(1, START_MS, START_MS, actor.id))
    return evolved(state, others, START_MS)


def two() -> Conversation:
    state = step(asked(), ConversationAccept, CREW)
    state = step(state, ConversationJoin, DISPATCHER, endpoint="desk-0001")
    return step(state, ConversationJoin, CREW, endpoint="tablet-01")


def three() -> Conversation:
    state = step(two(), ConversationInvite, DISPATCHER, **INVITED)
    state = step(state, ConversationEnter, DOCTOR, invitation_id="invitation-1")
    return step(state, ConversationJoin, DOCTOR, endpoint="room-0001")


def view_of(state: Conversation) -> ConversationView:
    shown = views(state)[SERVICE]
    assert isinstance(shown, ConversationView)
    return shown


def names(state: Conversation) -> list[str]:
    return [one.id for one in view_of(state).participants]


def test_a_third_is_rung_on_every_device_and_enters_by_the_first_accept() -> None:
    """Rule [C10]."""
    state = step(two(), ConversationInvite, CREW, **INVITED)
    assert set(views(state)) == {SERVICE, Audience("person", "d1"), Audience("brigade", "b1"), Audience("person", "p1")}
    for device in ("room", "telephone", "room"):
        state = step(state, ConversationRing, DOCTOR, invitation_id="invitation-1", device=device)
    (shown,) = view_of(state).invitations
    assert (shown.rings, shown.ringing_on, shown.by_id) == (True, ["room", "telephone"], "b1")
    assert refusal(state, ConversationEnter, SPECIALIST, invitation_id="invitation-1") is Code.NOT_YOURS
    state = step(state, ConversationEnter, DOCTOR, invitation_id="invitation-1")
    assert refusal(state, ConversationEnter, DOCTOR, invitation_id="invitation-1") is Code.ALREADY_ANSWERED
    third = view_of(state).participants[2]
    assert (third.place, third.relation, third.id, third.name, third.role) == (
        "other", "person", "p1", "Sh. Karimov", "physician",
    )  # fmt: skip
    assert view_of(state).invitations == []


@pytest.mark.parametrize(
    ("actor", "fields", "code"),
    [
        (SPECIALIST, INVITED, Code.NOT_YOURS),
        (DISPATCHER, INVITED | {"to_id": "d1"}, Code.NOT_ALLOWED),
        (DISPATCHER, INVITED | {"to_relation": "brigade", "to_id": "b1"}, Code.ALREADY_EXISTS),
        (DISPATCHER, INVITED | {"to_relation": "service", "to_id": ""}, Code.NOT_ALLOWED),
        (CREW, INVITED | {"to_relation": "service", "to_id": ""}, Code.ALREADY_EXISTS),
        (CREW, INVITED | {"to_relation": "guest", "to_id": "g1"}, Code.NOT_ALLOWED),
        (CREW, INVITED | {"to_id": ""}, Code.MISSING),
        (CREW, INVITED | {"busy": ("person:p1",)}, Code.PERSON_BUSY),
    ],
)
def test_whom_nobody_can_take_in(actor: Actor, fields: dict[str, Any], code: Code) -> None:
    """Rules [C4], [C10]."""
    assert refusal(two(), ConversationInvite, actor, **fields) is code


def test_nobody_is_rung_twice_and_there_is_an_end_to_the_chairs() -> None:
    state = step(two(), ConversationInvite, DISPATCHER, **INVITED)
    assert refusal(state, ConversationInvite, CREW, **INVITED | {"invitation_id": "another-1"}) is Code.ALREADY_EXISTS
    for number in range(2, PARTICIPANTS_AT_MOST - 1):
        state = step(
            state, ConversationInvite, CREW, invitation_id=f"invitation-{number}", to_relation="person",
            to_id=f"p{number}",
        )  # fmt: skip
    assert refusal(state, ConversationInvite, CREW, **INVITED | {"invitation_id": "x" * 8, "to_id": "p99"}) is (
        Code.TOO_LONG
    )


def test_an_invitation_is_refused_taken_back_or_lapses_and_who_rang_sees_it() -> None:
    """Rule [C10]."""
    state = step(two(), ConversationInvite, DISPATCHER, **INVITED)
    for actor, outcome in ((DOCTOR, "declined"), (CREW, "withdrawn")):
        over = step(state, ConversationRefuseInvitation, actor, invitation_id="invitation-1")
        (tried,) = view_of(over).tried
        assert (tried.id, tried.outcome) == ("p1", outcome)
    assert state.invitations_due_ms == START_MS + RING_MS
    assert refusal(state, ConversationLapseInvitations, CLOCK) is Code.WRONG_STATE
    lapsed = step(state, ConversationLapseInvitations, CLOCK, START_MS + RING_MS)
    assert [one.outcome for one in view_of(lapsed).tried] == ["no_answer"]
    late = refusal(lapsed, ConversationEnter, DOCTOR, invitation_id="invitation-1")
    assert late is Code.ALREADY_ANSWERED


def test_a_guest_is_rung_longer_is_told_nothing_and_rings_nobody() -> None:
    """Rules [C10], [C14]."""
    fields = INVITED | {"to_relation": "guest", "to_id": "g1", "to_name": "Tarjimon"}
    state = step(two(), ConversationInvite, DISPATCHER, **fields)
    assert state.invitations_due_ms == START_MS + GUEST_RING_MS
    state = step(state, ConversationEnter, GUEST, invitation_id="invitation-1")
    shown = views(state)[Audience("guest", "g1")]
    assert isinstance(shown, ConversationView)
    assert (shown.about, shown.participants[2].name) == ("", "Tarjimon")
    assert refusal(state, ConversationInvite, GUEST, **INVITED | {"invitation_id": "x" * 8}) is Code.NOT_ALLOWED
    assert refusal(state, ConversationMute, GUEST, of_relation="brigade", of_id="b1") is Code.NOT_ALLOWED
    assert refusal(state, ConversationRemove, GUEST, of_relation="brigade", of_id="b1") is Code.NOT_ALLOWED
    assert names(step(state, ConversationHangUp, GUEST)) == ["d1", "b1"]


@pytest.mark.parametrize(("who", "left"), [(DISPATCHER, ["b1", "p1"]), (CREW, ["d1", "p1"]), (DOCTOR, ["d1", "b1"])])
@pytest.mark.parametrize("kind", [ConversationHangUp, ConversationLeave])
def test_of_three_one_goes_and_two_go_on_until_one_of_them_goes(
    kind: type[Command], who: Actor, left: list[str]
) -> None:
    """Rule [C11]."""
    state = step(three(), kind, who)
    assert (state.phase, names(state)) == ("accepted", left)
    assert Audience("person", who.id) not in views(state)
    assert refusal(state, ConversationJoin, who, endpoint="again-0001") is Code.NOT_YOURS
    other = next(actor for actor in (DISPATCHER, CREW, DOCTOR) if actor.id == left[0])
    ended = step(state, kind, other)
    assert (ended.phase, ended.ended_because) == ("ended", "hung_up")


def test_a_side_that_is_invited_again_is_that_side_again() -> None:
    """Rule [C11]."""
    state = step(three(), ConversationLeave, DISPATCHER)
    state = step(state, ConversationInvite, CREW, **INVITED | {"to_id": "d1", "invitation_id": "back-0001"})
    state = step(state, ConversationEnter, DISPATCHER, invitation_id="back-0001")
    assert [(one.id, one.place) for one in view_of(state).participants] == [
        ("d1", "asker"), ("b1", "answerer"), ("p1", "other"),
    ]  # fmt: skip
    assert view_of(state).asker_endpoint is None


def test_the_asker_and_the_desk_take_somebody_out() -> None:
    """Rule [C11]."""
    doctor: dict[str, Any] = {"of_relation": "person", "of_id": "p1"}
    for actor in (DISPATCHER, SECOND):
        assert names(step(three(), ConversationRemove, actor, **doctor)) == ["d1", "b1"]
    assert refusal(three(), ConversationRemove, CREW, **doctor) is Code.NOT_ALLOWED
    assert refusal(three(), ConversationRemove, SPECIALIST, **doctor) is Code.NOT_YOURS
    assert refusal(three(), ConversationRemove, DISPATCHER, of_relation="person", of_id="d1") is Code.NOT_ALLOWED
    assert refusal(three(), ConversationRemove, DISPATCHER, of_relation="person", of_id="p9") is Code.NOT_FOUND


def test_who_is_lost_has_left_and_who_has_joined_anew_is_not_lost() -> None:
    """Rule [C13]."""
    assert names(step(three(), ConversationLose, CLOCK, endpoint="room-0001")) == ["d1", "b1"]
    anew = step(three(), ConversationJoin, DOCTOR, endpoint="room-0002")
    assert refusal(anew, ConversationLose, CLOCK, endpoint="room-0001") is Code.WRONG_STATE
    assert refusal(three(), ConversationLose, DISPATCHER, endpoint="room-0001") is Code.NOT_ALLOWED
    ended = step(two(), ConversationLose, CLOCK, endpoint="tablet-01")
    assert (ended.phase, ended.ended_because) == ("ended", "lost")


def test_a_further_participants_device_does_not_disturb_the_round_of_the_two() -> None:
    """Rule [C6]."""
    assert two().round == three().round == 2
    again = step(three(), ConversationJoin, CREW, endpoint="tablet-02")
    assert (again.round, [one.endpoint for one in again.participants]) == (3, ["desk-0001", "tablet-02", "room-0001"])


def test_anybody_mutes_and_only_oneself_is_heard_again() -> None:
    """Rule [C14]."""
    crew: dict[str, Any] = {"of_relation": "brigade", "of_id": "b1"}
    state = step(three(), ConversationMute, DOCTOR, **crew)
    assert view_of(state).participants[1].muted_by == "p1"
    assert refusal(state, ConversationMute, DOCTOR, **crew, muted=False) is Code.NOT_ALLOWED
    assert view_of(step(state, ConversationMute, CREW, **crew, muted=False)).participants[1].muted_by is None
    assert refusal(state, ConversationMute, SPECIALIST, **crew) is Code.NOT_YOURS
    assert refusal(state, ConversationMute, DOCTOR, of_relation="person", of_id="p9") is Code.NOT_FOUND


def test_a_participant_says_that_there_is_no_path_and_the_system_that_it_is_recorded() -> None:
    """Rule [C12]."""
    state = step(two(), ConversationMove, CREW, why="no_path")
    assert view_of(state).held_by == ["no_path"]
    assert view_of(step(state, ConversationMove, CREW, why="no_path")).held_by == ["no_path"]
    assert view_of(step(state, ConversationMove, DISPATCHER, why="no_path", held=False)).held_by == []
    assert refusal(state, ConversationMove, CREW, why="recording") is Code.NOT_ALLOWED
    assert refusal(state, ConversationMove, SPECIALIST, why="no_path") is Code.NOT_YOURS
    assert view_of(step(state, ConversationMove, CLOCK, why="recording")).held_by == ["no_path", "recording"]


def test_texts_are_counted_in_the_view_and_not_shown_there() -> None:
    """Rule [C14]."""
    state = step(three(), ConversationWrite, DOCTOR, text="13:55")
    assert view_of(state).texts == 1
    assert "13:55" not in repr(view_of(state))
    assert state.written[0].text == "13:55"
    assert refusal(state, ConversationWrite, DOCTOR, text="  ") is Code.MISSING
    assert refusal(state, ConversationWrite, SECOND, text="13:55") is Code.NOT_YOURS


THEN = [Called(relation="person", id="p1"), Called(relation="person", id="p2")]


def test_who_declines_or_does_not_answer_is_followed_by_the_next() -> None:
    """Rule [C15]."""
    state = step(asked(then=THEN), ConversationRing, CREW, device="tablet")
    assert view_of(state).ringing_on == ["tablet"]
    state = step(state, ConversationDecline, CREW)
    assert (state.phase, state.to_id, view_of(state).ringing_on) == ("asked", "p1", [])
    assert set(views(state)) == {SERVICE, Audience("person", "d1"), Audience("person", "p1")}
    state = step(state, ConversationGiveUp, CLOCK, START_MS + RING_MS)
    assert (state.to_id, state.ring_until_ms) == ("p2", START_MS + 2 * RING_MS)
    assert [(one.id, one.outcome) for one in view_of(state).tried] == [("b1", "declined"), ("p1", "no_answer")]
    assert step(state, ConversationGiveUp, CLOCK, START_MS + 2 * RING_MS).phase == "no_answer"


def test_the_next_who_is_busy_is_passed_over() -> None:
    """Rule [C15]."""
    state = step(asked(then=THEN), ConversationDecline, CREW, busy=("person:p1",))
    assert (state.to_id, state.then) == ("p2", ())
    assert step(asked(then=THEN), ConversationDecline, CREW, busy=("person:p1", "person:p2")).phase == "declined"
