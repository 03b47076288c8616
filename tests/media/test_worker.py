"""A worker's process: its rooms are those of the board, in order, and what it says goes to one device."""

import asyncio
from pathlib import Path

import msgspec
import pytest

from media.forwarder.worker import ANSWERED_WITHIN_S, MediaWorker, PinnedRoom
from signaling.protocol.base import Signal
from signaling.protocol.forwarding import (
    ForwardDownAnswer,
    ForwardDownOffer,
    ForwardFigures,
    ForwardRestart,
    ForwardUpAnswer,
    ForwardUpOffer,
    ForwardWant,
    RoomMember,
    RoomView,
    Source,
)
from tests.fakes.forwarder import MemoryForwarder

A, B = "endpoint-a", "endpoint-b"


def view(*endpoints: str, move: int = 1, may_send: list[Source] | None = None) -> RoomView:
    sends: list[Source] = may_send or ["sound", "picture"]
    members = [RoomMember(endpoint=one, relation="person", id=one, may_send=sends) for one in endpoints]
    return RoomView(conversation_id="c1", move=move, members=members)


class Heard:
    """A room over a forwarder in memory; ``said`` is what goes to devices."""

    def __init__(self, shown: RoomView) -> None:
        self.said: list[Signal] = []
        self.room: PinnedRoom | None = None
        self.forwarder = MemoryForwarder(lambda name, endpoint: self.room.offer_wanted(endpoint) if self.room else None)
        self.room = PinnedRoom(shown, self.forwarder, self._say)

    async def _say(self, signal: Signal) -> None:
        self.said.append(signal)

    async def settled(self) -> list[Signal]:
        """What was said since the last time, once the room has nothing left to do."""
        for _ in range(20):
            await asyncio.sleep(0)
        said, self.said = self.said, []
        return said


def offer(endpoint: str, sdp: str = "v=0", move: int = 1) -> ForwardUpOffer:
    return ForwardUpOffer(conversation_id="c1", endpoint=endpoint, move=move, sdp=sdp)


def answered(endpoint: str, round: int) -> ForwardDownAnswer:
    return ForwardDownAnswer(conversation_id="c1", endpoint=endpoint, move=1, round=round, sdp="v=0")


async def test_an_offer_is_answered_and_followed_by_what_the_others_send() -> None:
    """Rule [M4]."""
    heard = Heard(view(A, B))
    assert heard.room is not None
    heard.room.hear(offer(A))
    answer, shown = await heard.settled()
    assert answer == ForwardUpAnswer(conversation_id="c1", to_endpoint=A, move=1, sdp=f"v=0 answer to {A}")
    assert isinstance(shown, ForwardDownOffer)
    assert (shown.to_endpoint, shown.round) == (A, 1)
    assert sorted(shown.shows.values()) == [(B, "picture"), (B, "sound")]
    heard.room.hear(offer(A))  # an ICE restart is no new round
    assert [type(one) for one in await heard.settled()] == [ForwardUpAnswer]
    await heard.room.close()
    assert heard.forwarder.rooms == {}


async def test_who_comes_and_goes_changes_what_the_others_are_shown() -> None:
    heard = Heard(view(A, B))
    assert heard.room is not None
    heard.room.hear(offer(A))
    await heard.settled()
    heard.room.hear(answered(A, 1))
    heard.room.follow(view(A, B, "endpoint-c"))
    (shown,) = await heard.settled()
    assert isinstance(shown, ForwardDownOffer)
    assert {endpoint for endpoint, _ in shown.shows.values()} == {B, "endpoint-c"}
    heard.room.follow(view(A, "endpoint-c"))
    assert await heard.settled() == []  # one round at a time
    heard.room.hear(answered(A, 2))
    (shown,) = await heard.settled()
    assert isinstance(shown, ForwardDownOffer)
    assert {endpoint for endpoint, _ in shown.shows.values()} == {"endpoint-c"}
    heard.room.follow(view(A, "endpoint-c", may_send=["picture"]))
    assert await heard.settled() == []
    for _ in range(ANSWERED_WITHIN_S):
        heard.room.look_at_answers()  # the answer got lost
    (shown,) = await heard.settled()
    assert heard.forwarder.rooms["c1 1"]["endpoint-c"] == {"picture"}


async def test_nonsense_of_one_device_is_the_end_of_nothing() -> None:
    heard = Heard(view(A, B))
    assert heard.room is not None
    heard.room.hear(offer(A, "nonsense"))
    heard.room.hear(offer("endpoint-of-a-stranger"))
    heard.room.hear(ForwardRestart(conversation_id="c1", endpoint=A, move=1))
    heard.room.hear(ForwardWant(conversation_id="c1", endpoint=A, move=1, wishes={f"{B}/picture": "low"}))
    (shown,) = await heard.settled()
    assert isinstance(shown, ForwardDownOffer)
    heard.room.hear(answered(A, 1))
    assert await heard.settled() == []
    assert heard.forwarder.answers == [("c1 1", A, 1, "v=0")]
    assert heard.forwarder.wishes == {("c1 1", A): {f"{B}/picture": "low"}}


async def test_figures_are_of_the_whole_room() -> None:
    heard = Heard(view(A, B))
    assert heard.room is not None
    await heard.settled()
    await heard.room.figures()
    (told,) = await heard.settled()
    assert isinstance(told, ForwardFigures)
    assert [leg.endpoint for leg in told.legs] == [A, B]


@pytest.fixture
def process(tmp_path: Path) -> MediaWorker:
    """A process that is not connected; the test is its server."""
    return MediaWorker("http://127.0.0.1:1", "key", 0, MemoryForwarder, tmp_path)


def frame(process: MediaWorker, *views: RoomView) -> None:
    process.client.board["room"] = {one.conversation_id: msgspec.to_builtins(one) for one in views}
    process._hear({"type": "frame"})


async def test_the_board_says_which_rooms_there_are_and_another_move_is_another_room(process: MediaWorker) -> None:
    """Rule [M3]."""
    frame(process, view(A, B))
    await asyncio.sleep(0)
    assert isinstance(process.forwarder, MemoryForwarder)
    assert set(process.forwarder.rooms) == {"c1 1"}
    frame(process, view(A, B, move=2))
    for _ in range(20):
        await asyncio.sleep(0)
    assert set(process.forwarder.rooms) == {"c1 2"}
    frame(process)
    for _ in range(20):
        await asyncio.sleep(0)
    assert process.forwarder.rooms == {}


async def test_a_word_that_is_early_waits_for_its_room_and_an_old_one_is_dropped(process: MediaWorker) -> None:
    """Rule [M4]."""
    assert isinstance(process.forwarder, MemoryForwarder)
    for move in (1, 3):
        process._hear({**msgspec.to_builtins(offer(A, move=move))})
    frame(process, view(A, B, move=2))
    for _ in range(20):
        await asyncio.sleep(0)
    assert process.forwarder.rounds == {}
    frame(process, view(A, B, move=3))
    for _ in range(20):
        await asyncio.sleep(0)
    assert process.forwarder.rounds == {("c1 3", A): 1}
