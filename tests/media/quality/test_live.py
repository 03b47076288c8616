"""Figures from the device's word to the administrator's question, the gauge and the database."""

import asyncio
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import generate_latest
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import create_async_engine

import media.assembly
import media.quality.assembly
from media.links import REPORTS_A_SECOND
from media.quality.live import LiveQuality
from media.quality.running import run_quality
from media.quality.store import MemoryQuality, QualityStore, SqlQuality, quality_chunk
from people.domain.rights import may_ask
from signaling.protocol.conversations import ConversationHangUp
from signaling.protocol.forwarding import ForwardFigures, ForwardLeg, WorkerAdd
from signaling.protocol.incident_summaries import IncidentFound, IncidentsFound, IncidentSummary
from signaling.protocol.incidents import IncidentStatus
from signaling.protocol.participants import ConversationMove
from signaling.protocol.quality import ConversationQuality, ConversationsEnded, QualityCourse, QualityNow
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Answers, Enquiry, Role, Slice
from signaling.testing import Town, person
from tests.media.quality.test_seconds import report
from tests.media.test_handlers import CREW, DISPATCHER, SECOND, Desk, HeldScreens

ADMIN = person(Role.ADMINISTRATOR, "A. Admin")
PROCESS = Actor("w1.0", Role.WORKER)
DAY_MS = 86_400_000


class Here:
    """Who is connected."""

    def __init__(self) -> None:
        self.of_role: dict[Role, set[str]] = {Role.ADMINISTRATOR: {ADMIN.id}, Role.WORKER: {"w1.0"}}

    def carried(self) -> Collection[str]:
        return ()

    def connected(self, role: Role) -> Collection[str]:
        return self.of_role.get(role, ())


class Room(Desk):
    """A desk and a crew who talk, with kept figures. Incident № 318 is ``i1``."""

    def __init__(self, store: QualityStore | None = None) -> None:
        self.screens = HeldScreens()
        self.here = Here()
        self.live = LiveQuality(store or MemoryQuality(), self.screens, self.here)

        async def known(question: IncidentSummary, enquiry: Enquiry) -> None:
            """There is such an incident."""

        async def found(question: IncidentsFound, enquiry: Enquiry) -> list[IncidentFound]:
            one = IncidentFound(
                incident_id="i1", number=318, day_number=3, status=IncidentStatus.WAITING, opened_at_ms=0,
                reason="pain", priority=1, address_label=None, age_years=None, sex=None, result=None,
            )  # fmt: skip
            return [one] if question.text == "318" else []

        talk = media.assembly.assemble(
            screens=self.screens, ask=self.ask, connections=self.here, gathering=self.live.gathering
        )
        others = Slice("others", answers=(Answers(IncidentSummary, known), Answers(IncidentsFound, found)))
        self.town = Town([talk, media.quality.assembly.assemble(self.live), others])

    async def say(self, seconds: int, actor: Actor = CREW, **changed: Any) -> None:
        """So many reports, one a second; the clock goes on."""
        for _ in range(seconds):
            await self.say_at(self.town.now_ms, actor, **changed)
            self.town.now_ms += 1_000

    async def say_at(self, now_ms: int, actor: Actor = CREW, **changed: Any) -> None:
        heard = self.town.tables.signals["conversation.link"]
        await heard.hear(report(**changed), actor, f"session of {actor.id}", now_ms)

    async def quality(self, conversation_id: str = "c1") -> QualityCourse:
        answer = await self.town.ask(ConversationQuality(conversation_id=conversation_id), ADMIN)
        assert isinstance(answer, QualityCourse)
        return answer

    def told(self) -> list[QualityNow]:
        return [word for audience, word in self.screens.told if audience == "administration"]


async def test_each_side_has_its_seconds_written_or_not() -> None:
    """[Q2]."""
    room = Room()
    async with room.town:
        await room.talk()
        await room.say(70)
        await room.say(2, DISPATCHER, endpoint="desk-0001", score=30, rung="voice", reason="loss")
        before = await room.quality()
        await room.live.write()
        assert await room.quality() == before
        await room.live.stop()
        assert await room.quality() == before
    desk, crew = before.sides
    assert [len(run.score) for run in crew.runs] == [60, 10]
    assert (desk.runs[0].score, desk.rungs[0].rung, desk.rungs[0].reason) == ([30, 30], "voice", "loss")
    assert [one.what for one in before.entries] == ["began"]


async def test_a_stranger_and_an_old_device_write_nothing() -> None:
    """[Q1]."""
    room = Room()
    async with room.town:
        await room.talk()
        await room.say(1, SECOND)
        await room.say(1, CREW, endpoint="another-01")
        await room.say(1, CREW, conversation_id="c2")
        assert (await room.quality()).sides == []


async def test_a_page_that_floods_is_not_heard() -> None:
    """[Q1]."""
    room = Room()
    async with room.town:
        await room.talk()
        for number in range(50):
            await room.say_at(room.town.now_ms + number * 10)
        assert len([one for one in room.screens.told if one[0] == f"person:{DISPATCHER.id}"]) == REPORTS_A_SECOND
        await room.say_at(room.town.now_ms, DISPATCHER, endpoint="desk-0001")
        assert len(room.live.gathering.present("c1")) == 2


@pytest.mark.parametrize("question", ["conversation.quality", "conversations.ended"])
def test_only_administrators_ask(question: str) -> None:
    """[Q2]."""
    asks = [role for role in Role if may_ask(Actor("x", role, brigade_id="b"), question)]
    assert asks == [Role.ADMINISTRATOR, Role.SYSTEM]


async def test_what_was_never_a_conversation_is_not_found() -> None:
    """[Q2]."""
    room = Room()
    async with room.town:
        await room.ring()
        for id in ("c1", "c9"):
            with pytest.raises(Refused) as refused:
                await room.quality(id)
            assert refused.value.code is Code.NOT_FOUND


async def test_what_is_over_is_found_by_its_day_and_by_its_incidents_number() -> None:
    """[Q3]."""
    room = Room()
    async with room.town as town:
        await room.talk()
        assert await town.ask(ConversationsEnded(), ADMIN) == []
        assert [one.ended_at_ms for one in await town.ask(ConversationsEnded(number="318"), ADMIN)] == [None]
        await room.do(ConversationHangUp, CREW)
        for question in (ConversationsEnded(), ConversationsEnded(number="318")):
            assert [one.conversation_id for one in await town.ask(question, ADMIN)] == ["c1"]
        assert await town.ask(ConversationsEnded(number="319"), ADMIN) == []
        assert await town.ask(ConversationsEnded(until_ms=town.now_ms - 1), ADMIN) == []


async def test_administrators_are_told_each_second_and_nobody_when_none_is_there() -> None:
    """[Q4]."""
    room = Room()
    async with room.town:
        await room.talk()
        await room.say(3)
        room.live.tick(room.town.now_ms)
        (now,) = room.told()
        assert [(one.conversation_id, [side.key for side in one.sides]) for one in now.rooms] == [
            ("c1", ["brigade:b1"])
        ]
        room.live.tick(room.town.now_ms + 10_000)
        assert room.told()[-1].rooms == []
        room.here.of_role[Role.ADMINISTRATOR].clear()
        room.live.tick(room.town.now_ms + 11_000)
        assert len(room.told()) == 2


async def on_worker(room: Room) -> None:
    """The two talk over process w1.0, which tells what it forwards."""
    await room.town.do(room.town.wish(WorkerAdd, worker_id="w1", name="first", key_hash="a" * 64), ADMIN)
    await room.talk()
    await room.do(ConversationMove, CREW, why="no_path", held=True)
    legs = [
        ForwardLeg(endpoint="tablet-01", up_kbps=900, down_kbps=40, down_lost_share=0.25, round_trip_ms=120),
        ForwardLeg(endpoint="desk-0001", up_kbps=60, down_kbps=800, round_trip_ms=20),
    ]
    figures = ForwardFigures(conversation_id="c1", move=1, legs=legs)
    await room.town.tables.signals["forward.figures"].hear(figures, PROCESS, "s", room.town.now_ms)


async def test_workers_are_told_with_what_they_forward() -> None:
    """[Q4]."""
    room = Room()
    async with room.town as town:
        await on_worker(room)
        await room.live.look(town.bus.reading, room.ask)
        room.live.tick(town.now_ms)
        (one,) = room.told()[-1].processes
    assert (one.process, one.connected, one.rooms, one.members) == ("w1.0", True, 1, 2)
    assert (one.up_kbps, one.down_kbps, one.lost_permille, one.round_trip_ms) == (960, 840, 250, 120)


async def test_metrics_tell_of_conversations_sides_and_workers() -> None:
    """[Q4]."""
    room = Room()
    async with room.town as town:
        await on_worker(room)
        await room.say(2, rung="stills", reason="bandwidth", score=41)
        await room.live.look(town.bus.reading, room.ask)
        room.live.tick(town.now_ms)
        page = generate_latest().decode()
        for line in (
            'media_conversations{path="forwarder"} 1.0',
            'media_conversations{path="direct"} 0.0',
            "media_participants 2.0",
            'media_sides{rung="stills"} 1.0',
            "media_worker_processes 1.0",
            'media_worker_rooms{process="w1.0"} 1.0',
            'media_worker_up_kilobits_per_second{process="w1.0"} 960.0',
            'media_worker_lost_ratio{process="w1.0"} 0.25',
            'media_worker_round_trip_seconds{process="w1.0"} 0.12',
        ):
            assert line in page
        assert 'media_link_score_bucket{le="45.0"}' in page
        room.here.of_role[Role.WORKER].clear()
        await room.do(ConversationHangUp, CREW)
        await room.live.look(town.bus.reading, room.ask)
        room.live.tick(town.now_ms)
    page = generate_latest().decode()
    assert 'process="w1.0"' not in page
    assert 'media_conversations{path="forwarder"} 0.0' in page


async def test_figures_wait_for_a_database_that_is_away(tmp_path: Path) -> None:
    """[Q5]."""
    engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path / 'quality.db'}")
    store = SqlQuality(engine)
    room = Room(store)
    async with room.town:
        await room.talk()
        await room.say(61)
        with pytest.raises(OperationalError):
            await room.live.write()
        async with engine.begin() as connection:
            await connection.run_sync(quality_chunk.create)
        await room.live.write()
        assert [chunk.seconds for chunk in await store.of_conversation("c1", 10)] == [60]
        assert room.live.gathering.closed() == []
    await engine.dispose()


async def test_a_server_that_is_stopped_writes_what_it_holds() -> None:
    """[Q5]."""
    room = Room()
    async with room.town as town:
        await room.talk()
        await room.say(5)
        running = asyncio.create_task(
            run_quality(room.live, town.bus.reading, room.ask, town.clock, keep_days=1, tick_s=0)
        )
        await asyncio.sleep(0)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert [chunk.seconds for chunk in await room.live.store.of_conversation("c1", 10)] == [5]


async def test_what_is_too_old_is_forgotten_while_the_server_runs() -> None:
    """[Q5]."""
    room = Room()
    async with room.town as town:
        await room.talk()
        await room.say(61)
        await room.live.stop()
        assert len(await room.live.store.of_conversation("c1", 10)) == 2
        town.now_ms += 2 * DAY_MS
        running = asyncio.create_task(
            run_quality(room.live, town.bus.reading, room.ask, town.clock, keep_days=1, tick_s=0)
        )
        for _ in range(10_000):
            kept = await room.live.store.of_conversation("c1", 10)
            if not kept:
                break
            await asyncio.sleep(0)
        assert kept == []
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert (await room.quality()).sides == []
