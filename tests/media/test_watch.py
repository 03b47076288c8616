"""What follows on a bus when devices and workers go and come, and whose words are carried to whom."""

from collections.abc import Collection
from typing import Any

import msgspec
import pytest

from media.domain.absences import FIRST_GRACE_MS, LOST_AFTER_MS
from media.signals import IGNORED
from media.watch import Watch
from media.worker_keys import WorkerKeys, hash_of
from signaling.consequences import Backstage
from signaling.protocol.base import Event, Signal
from signaling.protocol.conversations import ConversationAccept, ConversationEnded, ConversationJoin
from signaling.protocol.forwarding import (
    ConversationRouted,
    ForwardFigures,
    ForwardLeg,
    ForwardUpAnswer,
    ForwardUpOffer,
    WorkerAdd,
    WorkerBegin,
    WorkerRevoke,
    WorkersNow,
)
from signaling.protocol.negotiation import Away, ConversationAway, ConversationHere
from signaling.protocol.participants import (
    ConversationEnter,
    ConversationInvite,
    ConversationLeft,
    ConversationTexts,
    ConversationWrite,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Role
from tests.media.test_handlers import CREW, DISPATCHER, DOCTOR, SECOND
from tests.media.test_handlers import Desk as PlainDesk

ONE, OTHER = "worker-1.0", "worker-2.0"
KEYS = {"worker-1": "k" * 32, "worker-2": "l" * 32}


class HeldConnections:
    """Who is connected is what the test says."""

    def __init__(self) -> None:
        self.endpoints: set[str] = set()
        self.processes: set[str] = set()

    def carried(self) -> Collection[str]:
        return self.endpoints

    def connected(self, role: Role) -> Collection[str]:
        return self.processes if role is Role.WORKER else ()


class Desk(PlainDesk):
    """The media slice with two workers, and its watch."""

    def __init__(self) -> None:
        self.connections = HeldConnections()
        super().__init__(self.connections)
        self.watch = Watch(self.screens, self.connections)

    async def look(self, after_ms: int = 0) -> None:
        self.town.now_ms += after_ms
        self.watch._read_ms = None  # as `run` does when something changed
        await self.watch.look(Backstage(self.town.bus, self.town.hub, self.town.clock))

    async def add_workers(self) -> None:
        for worker_id, key in KEYS.items():
            add = self.town.wish(WorkerAdd, worker_id=worker_id, name=worker_id, key_hash=hash_of(key))
            await self.town.do(add)
        self.connections.processes = {ONE, OTHER}

    async def three(self) -> None:
        await self.talk()
        await self.do(ConversationInvite, DISPATCHER, invitation_id="invitation", to_relation="person", to_id=DOCTOR.id)
        await self.do(ConversationEnter, DOCTOR, invitation_id="invitation")
        await self.do(ConversationJoin, DOCTOR, endpoint="room-0001")
        self.connections.endpoints = {"desk-0001", "tablet-01", "room-0001"}

    async def last(self, *kinds: type[Event]) -> Any:
        return (await self.town.events(*kinds))[-1].event


async def test_who_loses_the_connection_is_reconnecting_and_after_two_minutes_has_left() -> None:
    """Rule [C13]."""
    desk = Desk()
    async with desk.town:
        await desk.three()
        await desk.look()
        assert desk.screens.told == []
        desk.connections.endpoints.discard("room-0001")
        began_ms = desk.town.now_ms
        await desk.look()
        await desk.look(1_000)
        told = ConversationAway(conversation_id="c1", away=[Away(endpoint="room-0001", since_ms=began_ms)])
        assert {audience for audience, _ in desk.screens.told} == {
            f"person:{DISPATCHER.id}", "brigade:b1", f"person:{DOCTOR.id}",
        }  # fmt: skip
        assert all(message == told for _, message in desk.screens.told)
        await desk.look(LOST_AFTER_MS - 1_001)
        assert await desk.town.events(ConversationLeft) == []
        await desk.look(1)
        left = await desk.last(ConversationLeft)
        assert (left.of_id, left.because) == (DOCTOR.id, "lost")


async def test_who_is_back_in_time_has_never_left_and_of_two_the_last_ends_it() -> None:
    """Rule [C13]."""
    desk = Desk()
    async with desk.town:
        await desk.talk()
        desk.connections.endpoints = {"desk-0001"}
        await desk.look()
        await desk.look(LOST_AFTER_MS - 1)
        desk.connections.endpoints = {"desk-0001", "tablet-01"}
        await desk.look(1)
        assert desk.screens.told[-1][1].away == []
        desk.connections.endpoints = {"desk-0001"}
        await desk.look(10_000)
        await desk.look(LOST_AFTER_MS)
        ended = await desk.last(ConversationEnded)
        assert (ended.because, ended.by_side) == ("lost", None)


async def test_a_server_that_begins_anew_loses_nobody() -> None:
    """Rule [C13]."""
    desk = Desk()
    async with desk.town:
        await desk.talk()
        await desk.look()
        await desk.look(LOST_AFTER_MS - 1)
        desk.watch = Watch(desk.screens, desk.connections)
        await desk.look(10_000)
        await desk.look(LOST_AFTER_MS - 1)
        assert await desk.town.events(ConversationEnded) == []


async def test_rooms_are_pinned_evenly_and_leave_a_process_that_is_gone() -> None:
    """Rules [C12], [M3]."""
    desk = Desk()
    async with desk.town:
        await desk.add_workers()
        await desk.three()
        routed = await desk.last(ConversationRouted)
        assert (routed.worker_id, routed.move, len(routed.members)) == (ONE, 1, 3)
        found = {one.process: one.members for one in await desk.town.ask(WorkersNow())}
        assert found == {ONE: 3, OTHER: 0}
        await desk.look()
        await desk.look(FIRST_GRACE_MS)
        desk.connections.processes = {OTHER}
        await desk.look(250)
        await desk.look(999)
        assert (await desk.last(ConversationRouted)).worker_id == ONE
        await desk.look(1)
        routed = await desk.last(ConversationRouted)
        assert (routed.worker_id, routed.move, routed.because) == (OTHER, 2, "worker_lost")
        desk.connections.processes = set()
        await desk.look(250)
        await desk.look(1_000)
        assert (await desk.last(ConversationRouted)).worker_id is None
        desk.connections.processes = {ONE}
        await desk.look(250)
        routed = await desk.last(ConversationRouted)
        assert (routed.worker_id, routed.move, routed.because) == (ONE, 4, "worker_back")


async def test_a_revoked_workers_rooms_leave_it_at_once() -> None:
    """Rule [M3]."""
    desk = Desk()
    async with desk.town as town:
        await desk.add_workers()
        await desk.three()
        await desk.look()
        await town.do(town.wish(WorkerRevoke, worker_id="worker-1"))
        await desk.look()
        assert (await desk.last(ConversationRouted)).worker_id == OTHER
        with pytest.raises(Refused, match=Code.WRONG_STATE):
            await town.do(town.wish(WorkerRevoke, worker_id="worker-1"))


async def test_a_process_that_begins_anew_gets_its_rooms_in_a_new_move() -> None:
    """Rule [M2]."""
    desk = Desk()
    async with desk.town as town:
        await desk.add_workers()
        await desk.three()
        await town.do(town.wish(WorkerBegin), Actor(ONE, Role.WORKER))
        routed = await desk.last(ConversationRouted)
        assert (routed.move, len(routed.members)) == (2, 3)
        count = len(await town.events(ConversationRouted))
        await town.do(town.wish(WorkerBegin), Actor("worker-3.0", Role.WORKER))
        assert len(await town.events(ConversationRouted)) == count


UP: dict[str, Any] = {"conversation_id": "c1", "move": 1, "sdp": "v=0"}
OFFER = ForwardUpOffer(endpoint="tablet-01", **UP)
ANSWER = ForwardUpAnswer(to_endpoint="tablet-01", **UP)
PROCESS = Actor(ONE, Role.WORKER)


async def test_words_go_between_a_device_and_the_process_that_holds_its_room() -> None:
    """Rule [M4]."""
    desk = Desk()
    async with desk.town:
        await desk.add_workers()
        await desk.three()
        await desk.hear(OFFER, CREW)
        await desk.hear(ANSWER, PROCESS)
        assert desk.screens.told == [(f"worker:{ONE}", OFFER), ("brigade:b1", ANSWER)]
        desk.screens.told.clear()
        figures = ForwardFigures(conversation_id="c1", move=1, legs=[ForwardLeg(endpoint="tablet-01")])
        await desk.hear(figures, PROCESS)
        assert [(audience, told.to_endpoint) for audience, told in desk.screens.told] == [
            (f"person:{DISPATCHER.id}", "desk-0001"), ("brigade:b1", "tablet-01"),
            (f"person:{DOCTOR.id}", "room-0001"),
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("signal", "actor", "why"),
    [
        (OFFER, SECOND, "not_a_side"),
        (msgspec.structs.replace(OFFER, endpoint="tablet-00"), CREW, "old_device"),
        (msgspec.structs.replace(OFFER, move=0), CREW, "other_move"),
        (msgspec.structs.replace(OFFER, conversation_id="c2"), CREW, "not_going_on"),
        (ANSWER, Actor(OTHER, Role.WORKER), "not_its_room"),
        (ANSWER, CREW, "not_its_room"),
        (msgspec.structs.replace(ANSWER, to_endpoint="stranger-1"), PROCESS, "old_device"),
        (ForwardFigures(conversation_id="c1", move=1, legs=[]), DISPATCHER, "not_its_room"),
    ],
)
async def test_other_words_go_nowhere_and_are_counted(signal: Signal, actor: Actor, why: str) -> None:
    """Rule [M4]."""
    desk = Desk()
    async with desk.town:
        await desk.add_workers()
        await desk.three()
        before = IGNORED.labels(why=why)._value.get()
        await desk.hear(signal, actor)
        assert IGNORED.labels(why=why)._value.get() == before + 1
    assert desk.screens.told == []


async def test_here_of_a_page_that_is_in_nothing_is_no_mistake() -> None:
    """Rule [C13]."""
    desk = Desk()
    async with desk.town:
        await desk.hear(ConversationHere(conversation_id="c9", endpoint="desk-0001"), SECOND)
    assert desk.screens.told == []


async def test_a_key_is_a_process_of_its_worker_until_it_is_revoked() -> None:
    """Rule [M1]."""
    desk = Desk()
    async with desk.town as town:
        await desk.add_workers()
        keys = WorkerKeys(town.bus.reading, town.clock)
        key = KEYS["worker-1"]
        assert await keys.actor_for(key) == Actor(ONE, Role.WORKER, sign_in_id="worker-1")
        assert await keys.actor_for(f"{key}.3") == Actor("worker-1.3", Role.WORKER, sign_in_id="worker-1")
        for wrong in (None, "", key[:-1], key + "x", f"{key}.64", f"{key}.x", f"{key}.0.0", "ö" * 32):
            assert await keys.actor_for(wrong) is None
        with pytest.raises(Refused, match=Code.ALREADY_EXISTS):
            await town.do(town.wish(WorkerAdd, worker_id="worker-9", name="9", key_hash=hash_of(key)))
        await town.do(town.wish(WorkerRevoke, worker_id="worker-1"))
        for happened in await town.events():
            keys.hear(happened.event)
        assert await keys.actor_for(key) is None


async def test_texts_are_for_whoever_is_or_was_in_it() -> None:
    """Rule [C14]."""
    desk = Desk()
    async with desk.town as town:
        await desk.three()
        await desk.do(ConversationWrite, DOCTOR, text="13:55")
        texts = ConversationTexts(conversation_id="c1")
        for actor in (CREW, DOCTOR, SECOND):  # about an incident: the desk reads it
            (written,) = await town.ask(texts, actor)
            assert (written.text, written.name) == ("13:55", DOCTOR.name)
        with pytest.raises(Refused, match=Code.NOT_FOUND):
            await town.ask(texts, Actor("p9", Role.SPECIALIST))


async def test_a_further_participant_is_busy_too() -> None:
    """Rule [C4]."""
    desk = Desk()
    async with desk.town:
        await desk.ring(SECOND, "c3", to_relation="person", to_id=DOCTOR.id)
        await desk.three()
        with pytest.raises(Refused, match=Code.PERSON_BUSY):
            await desk.ring(SECOND, "c2", to_relation="person", to_id=DOCTOR.id)
        with pytest.raises(Refused, match=Code.PERSON_BUSY):
            await desk.do(ConversationAccept, DOCTOR, "c3")
