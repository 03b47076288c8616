"""By which path a conversation goes, where its room is pinned, and what a worker is shown of it."""

from dataclasses import replace
from typing import Any

import pytest

from media.domain.absences import FIRST_GRACE_MS, GONE_AFTER_MS, LOST_AFTER_MS, Absences, GoneProcesses
from media.domain.conversation import Conversation
from media.domain.evolve import after
from media.domain.routing import (
    ROOM_KEPT_MS,
    Process,
    begin,
    fewest,
    members,
    release,
    repin,
    route,
    waits_for_worker,
)
from media.domain.workers import ROOM_EVOLVE, Room, room_views
from signaling.protocol.base import Event
from signaling.protocol.conversations import ConversationEnded, ConversationJoined
from signaling.protocol.forwarding import ConversationRouted, RoomView
from signaling.protocol.participants import (
    ConversationEntered,
    ConversationHeld,
    ConversationLeft,
    ConversationMuted,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Audience, Moment, Role, Stamp, system
from tests.media.test_participants import ID, START_MS, two

ONE, OTHER = Process("w1.0", 4), Process("w2.0", 2)
CLOCK = Moment(now_ms=START_MS, actor=system("watch"), command_id=ID, made_at_ms=START_MS)


def entered(state: Conversation, id: str = "p1", processes: list[Process] | None = None) -> Conversation:
    event = ConversationEntered(
        conversation_id="c1", invitation_id="i", of_relation="person", of_id=id, role="physician"
    )
    return moved(state, event, [ONE, OTHER] if processes is None else processes)


def moved(before: Conversation, event: Event, processes: list[Process]) -> Conversation:
    state = after(before, [event], START_MS)
    return after(state, route(before, state, processes, START_MS), START_MS)


def left(state: Conversation, id: str = "p1") -> Conversation:
    event = ConversationLeft(conversation_id="c1", of_relation="person", of_id=id, because="left")
    return moved(state, event, [])


def held(state: Conversation, processes: list[Process], *, why: Any = "no_path", on: bool = True) -> Conversation:
    return moved(state, ConversationHeld(conversation_id="c1", why=why, held=on), processes)


def on(state: Conversation) -> tuple[str, str | None, int]:
    return state.path, state.worker_id, state.move


def test_the_process_with_the_fewest_members_gets_the_room() -> None:
    """Rule [C12]."""
    assert fewest([ONE, OTHER]) == "w2.0"
    assert fewest([Process("b", 1), Process("a", 1)]) == "a"
    assert fewest([]) is None


def test_a_third_moves_it_to_a_forwarder_and_back_when_two_are_left() -> None:
    """Rule [C12]."""
    state = entered(two())
    assert on(state) == ("forwarder", "w2.0", 1)
    four = entered(state, "p2")
    assert on(four) == ("forwarder", "w2.0", 1)
    assert on(left(four)) == ("forwarder", "w2.0", 1)
    assert on(left(left(four), "p2")) == ("direct", None, 2)


def test_two_who_are_not_the_sides_stay_on_the_forwarder() -> None:
    """Rule [C12]."""
    assert on(left(entered(two()), "d1")) == ("forwarder", "w2.0", 1)


def test_what_holds_it_there_holds_two_as_well() -> None:
    """Rule [C12]."""
    state = held(two(), [ONE])
    assert on(state) == ("forwarder", "w1.0", 1)
    both = held(state, [], why="recording")
    assert on(held(both, [], on=False)) == ("forwarder", "w1.0", 1)
    assert on(held(held(both, [], on=False), [], why="recording", on=False)) == ("direct", None, 2)


def test_without_a_worker_two_speak_directly_and_three_are_told_so() -> None:
    """Rules [C12], [M3]."""
    assert on(held(two(), [])) == ("direct", None, 0)
    assert waits_for_worker(held(two(), []))
    three = entered(two(), processes=[])
    assert on(three) == ("forwarder", None, 1)
    assert waits_for_worker(three)
    assert on(after(three, repin(three, 1, [ONE], CLOCK), START_MS)) == ("forwarder", "w1.0", 2)
    assert repin(three, 1, [], CLOCK) == []


def test_rooms_of_a_lost_worker_go_to_another_in_a_new_move() -> None:
    """Rule [M3]."""
    state = entered(two())
    assert on(after(state, repin(state, 1, [ONE], CLOCK), START_MS)) == ("forwarder", "w1.0", 2)
    assert on(after(state, repin(state, 1, [], CLOCK), START_MS)) == ("forwarder", None, 2)
    recorded = held(two(), [ONE], why="recording")
    assert on(after(recorded, repin(recorded, 1, [], CLOCK), START_MS)) == ("direct", None, 2)
    with pytest.raises(Refused, match=Code.WRONG_STATE):
        repin(state, 0, [ONE], CLOCK)
    stranger = Moment(now_ms=START_MS, actor=Actor("w1.0", Role.WORKER), command_id=ID, made_at_ms=START_MS)
    with pytest.raises(Refused, match=Code.NOT_ALLOWED):
        repin(state, 1, [ONE], stranger)
    assert on(after(state, begin(state, [OTHER], stranger), START_MS)) == ("forwarder", "w2.0", 2)


def room_of(state: Conversation, event: Event) -> Room:
    after_it = after(state, [event], START_MS)
    (routed,) = route(state, after_it, [ONE], START_MS)
    assert isinstance(routed, ConversationRouted)
    return ROOM_EVOLVE[ConversationRouted](None, routed, Stamp(1, START_MS, START_MS, "x"))


def rooms(state: Conversation, *happenings: Event) -> tuple[Conversation, Room]:
    """What the conversation and its room come to, routed after each happening."""
    room: Room | None = None
    for happening in happenings:
        before, state = state, after(state, [happening], START_MS)
        for routed in route(before, state, [ONE], START_MS):
            room = ROOM_EVOLVE[ConversationRouted](room, routed, Stamp(1, START_MS, START_MS, "x"))
            state = after(state, [routed], START_MS)
    assert room is not None
    return state, room


COMES = ConversationEntered(conversation_id="c1", invitation_id="i", of_relation="person", of_id="p1", role="physician")
GOES = ConversationLeft(conversation_id="c1", of_relation="person", of_id="p1", because="left")


def test_two_who_go_back_keep_their_room_for_a_while_and_for_themselves() -> None:
    """Rule [C16]."""
    state, room = rooms(two(), COMES, GOES)
    assert on(state) == ("direct", None, 2)
    assert (room.worker_id, room.move) == ("w1.0", 1), "to the worker it is the same room"
    assert [member.endpoint for member in room.members] == ["desk-0001", "tablet-01"]
    assert state.release_ms == START_MS + ROOM_KEPT_MS
    with pytest.raises(Refused, match=Code.WRONG_STATE):
        release(state, CLOCK)
    later = replace(CLOCK, now_ms=START_MS + ROOM_KEPT_MS)
    (released,) = release(state, later)
    assert isinstance(released, ConversationRouted)
    assert room_views(ROOM_EVOLVE[ConversationRouted](room, released, Stamp(1, START_MS, START_MS, "x"))) == {}
    assert on(after(state, [released], START_MS)) == ("direct", None, 2), "no device connects anew because of it"
    assert after(state, [released], START_MS).release_ms is None
    stranger = Moment(now_ms=later.now_ms, actor=Actor("d1", Role.DISPATCHER), command_id=ID, made_at_ms=START_MS)
    with pytest.raises(Refused, match=Code.NOT_ALLOWED):
        release(state, stranger)


def test_a_kept_room_is_closed_by_the_end_by_a_new_device_and_by_whoever_comes_in() -> None:
    """Rule [C16]."""
    ended = ConversationEnded(conversation_id="c1", because="hung_up", by_side="asker")
    state, room = rooms(two(), COMES, GOES, ended)
    assert room_views(room) == {}
    other_page = ConversationJoined(conversation_id="c1", side="answerer", endpoint="tablet-02", round=9)
    state, room = rooms(two(), COMES, GOES, other_page)
    assert (on(state), state.release_ms, room_views(room)) == (("direct", None, 2), None, {})
    state, room = rooms(two(), COMES, GOES, COMES)
    assert (on(state), state.release_ms) == (("forwarder", "w1.0", 3), None)
    assert (room.move, len(room_views(room))) == (3, 1)


def test_a_worker_is_shown_devices_and_what_they_may_send_and_no_names() -> None:
    """Rule [M2]."""
    event = ConversationHeld(conversation_id="c1", why="no_path", held=True)
    room = room_of(two(), event)
    ((audience, view),) = room_views(room).items()
    assert audience == Audience("worker", "w1.0")
    assert isinstance(view, RoomView)
    assert [(one.endpoint, one.may_send) for one in view.members] == [
        ("desk-0001", ["sound", "picture", "screen"]), ("tablet-01", ["sound", "picture", "screen"]),
    ]  # fmt: skip
    assert "Nodira" not in repr(view)


@pytest.mark.parametrize(("by", "sends"), [("d1", ["picture", "screen"]), ("b1", ["sound", "picture", "screen"])])
def test_who_was_muted_by_another_is_not_forwarded(by: str, sends: list[str]) -> None:
    """Rules [C14], [M2]."""
    muted = ConversationMuted(conversation_id="c1", of_relation="brigade", of_id="b1", by_id=by)
    assert members(after(two(), [muted], START_MS))[1].may_send == sends


def test_a_new_member_is_a_new_view_of_the_same_move_and_a_text_is_none() -> None:
    """Rule [M2]."""
    state = entered(two())
    assert route(state, state, [], START_MS) == []
    joined = after(state, [ConversationEntered(
        conversation_id="c1", invitation_id="j", of_relation="person", of_id="p2", role="specialist",
    )], START_MS)  # fmt: skip
    assert route(state, joined, [], START_MS) == []  # no device of theirs has joined


def test_a_device_is_away_after_a_second_and_lost_after_two_minutes_of_one_server() -> None:
    """Rule [C13]."""
    absences = Absences()
    absences.see(["a", "b"], ["b"], START_MS)
    assert absences.away(["a", "b"], START_MS + 999) == []
    (away,) = absences.away(["a", "b"], START_MS + 1_000)
    assert (away.endpoint, away.since_ms) == ("a", START_MS)
    assert absences.lost(START_MS + LOST_AFTER_MS - 1) == []
    absences.see(["a", "b"], ["b"], START_MS + LOST_AFTER_MS)
    assert absences.lost(START_MS + LOST_AFTER_MS) == ["a"]
    absences.see(["a", "b"], ["a", "b"], START_MS + LOST_AFTER_MS)
    assert absences.away(["a", "b"], START_MS + LOST_AFTER_MS) == []
    # A server that has just begun knows of nobody, and counts from there.
    begun = Absences()
    begun.see(["a"], [], START_MS + LOST_AFTER_MS)
    assert begun.lost(START_MS + 2 * LOST_AFTER_MS - 1) == []


def test_a_process_is_gone_after_a_second_but_not_because_the_server_began() -> None:
    """Rule [M3]."""
    gone = GoneProcesses(START_MS)
    assert gone.see({"w1.0": True}, [], START_MS) == []
    assert gone.see({"w1.0": True}, [], START_MS + FIRST_GRACE_MS - 1) == []
    assert gone.see({"w1.0": True}, [], START_MS + FIRST_GRACE_MS) == ["w1.0"]
    later = START_MS + 20_000
    assert gone.see({"w1.0": True}, ["w1.0"], later) == []
    assert gone.see({"w1.0": True}, [], later + 250) == []
    assert gone.see({"w1.0": True}, [], later + 250 + GONE_AFTER_MS) == ["w1.0"]
    assert gone.see({"w1.0": False}, ["w1.0"], later + 9_000) == ["w1.0"]  # revoked: at once
