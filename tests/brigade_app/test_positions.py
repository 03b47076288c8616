"""The living map and its stores: one contract on memory, SQLite and PostgreSQL, one message a tick, no batch lost."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import msgspec
import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from brigade_app.positions.fix import Target
from brigade_app.positions.live import LivePositions
from brigade_app.queries import answers
from brigade_app.signals import signals
from brigade_app.store import MemoryPositions, PositionStore, SqlPositions, newest_position, track
from signaling.protocol.base import Point
from signaling.protocol.brigade_app import ArrivalSuggested, Position, PositionFix, Positions
from signaling.slice import SERVICE, Actor, Audience, Role

NOON = 1_790_000_000_000
SCENE = Point(lon=66.975, lat=39.655)
CREW = Actor(id="b1", role=Role.CREW, brigade_id="b1")


class ToldScreens:
    """Keeps what was told, in order."""

    def __init__(self) -> None:
        self.told: list[tuple[Audience, msgspec.Struct]] = []

    def tell(self, audience: Audience, message: msgspec.Struct) -> None:
        self.told.append((audience, message))

    def tell_session(self, session_id: str, message: msgspec.Struct) -> None:
        raise AssertionError("positions go to audiences")


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[PositionStore]:
    if request.param == "memory":
        yield MemoryPositions()
        return
    postgresql = request.param == "postgresql"
    url = request.getfixturevalue("postgresql") if postgresql else f"sqlite+aiosqlite:///{tmp_path / 'positions.db'}"
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(newest_position.create)
        await connection.run_sync(track.create)
    yield SqlPositions(engine)
    await engine.dispose()


def position(at_ms: int, brigade_id: str = "b1", lon: float = 66.9) -> Position:
    return Position(
        brigade_id=brigade_id,
        point=Point(lon=lon, lat=39.6),
        at_ms=at_ms,
        received_at_ms=at_ms + 300,
        speed_kmh=42.5,
        heading_degrees=None,
        accuracy_m=7.0,
    )


async def test_the_newest_is_kept_whatever_the_order_of_writing(store: PositionStore) -> None:
    await store.write([position(NOON + 5_000), position(NOON + 1_000), position(NOON, "b2")])
    await store.write([position(NOON + 3_000)])
    await store.write([])
    assert await store.newest(None) == [position(NOON + 5_000), position(NOON, "b2")]
    assert await store.newest(["b2", "unknown"]) == [position(NOON, "b2")]
    assert await store.newest([]) == []


async def test_a_trail_is_in_order_and_the_same_position_twice_is_one(store: PositionStore) -> None:
    await store.write([position(NOON + 5_000), position(NOON)])
    await store.write([position(NOON + 2_000), position(NOON), position(NOON, "b2")])
    assert await store.trail("b1", NOON + 1) == [position(NOON + 2_000), position(NOON + 5_000)]
    assert [one.at_ms for one in await store.trail("b1", 0)] == [NOON, NOON + 2_000, NOON + 5_000]


async def test_after_the_retention_the_track_is_gone_and_the_last_position_is_there(store: PositionStore) -> None:
    await store.write([position(NOON), position(NOON + 2_000)])
    await store.forget_before(NOON + 10_000)
    assert await store.trail("b1", 0) == []
    assert await store.newest(["b1"]) == [position(NOON + 2_000)]


async def put(live: LivePositions, *fixes: tuple[int, Point], actor: Actor = CREW) -> None:
    (heard,) = signals(live)
    for at_ms, point in fixes:
        await heard.hear(PositionFix(point=point, at_device_ms=at_ms, accuracy_m=5.0), actor, "session", at_ms)


async def test_a_tick_tells_the_service_one_message_with_the_newest_of_each_brigade(store: PositionStore) -> None:
    screens = ToldScreens()
    live = LivePositions(store, screens)
    await put(live, (NOON, SCENE), (NOON + 2_000, SCENE), (NOON + 1_000, SCENE))
    await put(live, (NOON, SCENE), actor=Actor(id="b2", role=Role.CREW, brigade_id="b2"))
    await live.tick()
    await live.tick()
    assert [audience for audience, _ in screens.told] == [SERVICE]
    message = screens.told[0][1]
    assert isinstance(message, Positions)
    assert [(item.brigade_id, item.at_ms) for item in message.items] == [("b1", NOON + 2_000), ("b2", NOON)]


@pytest.mark.parametrize("role", [Role.DISPATCHER, Role.HOSPITAL, Role.PHYSICIAN, Role.GUEST])
async def test_nobody_but_a_crew_says_where_a_brigade_is(role: Role) -> None:
    screens = ToldScreens()
    live = LivePositions(MemoryPositions(), screens)
    await put(live, (NOON, SCENE), actor=Actor(id="x", role=role, brigade_id="b1"))
    await live.tick()
    assert screens.told == []


async def test_after_a_kill_the_last_written_position_is_there_with_its_true_time(store: PositionStore) -> None:
    live = LivePositions(store, ToldScreens())
    await put(live, (NOON, SCENE))
    await live.tick()
    assert (await live.newest(None))[0].at_ms == NOON  # before the batch, from memory
    await live.flush()
    reborn = LivePositions(store, ToldScreens())
    (last,) = await reborn.newest(["b1"])
    assert (last.at_ms, last.received_at_ms, last.point) == (NOON, NOON, SCENE)


async def test_a_late_position_after_a_restart_does_not_move_the_brigade_back(store: PositionStore) -> None:
    await store.write([position(NOON)])
    screens = ToldScreens()
    live = LivePositions(store, screens)
    await put(live, (NOON - 5_000, Point(lon=66.9, lat=39.6)))
    await live.tick()
    assert screens.told == []
    assert [one.at_ms for one in await live.trail("b1", 0)] == [NOON - 5_000, NOON]


class FailingOnce(MemoryPositions):
    """A database that is away for one batch."""

    def __init__(self) -> None:
        super().__init__()
        self.away = True

    async def write(self, positions: Sequence[Position]) -> None:
        if self.away:
            self.away = False
            raise ConnectionError
        await super().write(positions)


async def test_a_batch_that_failed_is_written_with_the_next() -> None:
    store = FailingOnce()
    live = LivePositions(store, ToldScreens())
    await put(live, (NOON, SCENE))
    await live.tick()
    with pytest.raises(ConnectionError):
        await live.flush()
    await put(live, (NOON + 5_000, SCENE))
    await live.tick()
    await live.flush()
    assert [one.at_ms for one in await store.trail("b1", 0)] == [NOON, NOON + 5_000]


async def test_an_arrival_is_suggested_to_the_brigades_own_tablet_alone() -> None:
    screens = ToldScreens()
    live = LivePositions(MemoryPositions(), screens)
    await put(live, (NOON, SCENE))
    await live.tick()
    live.aim({"b1": Target(assignment_id="a1", milestone="arrived", point=SCENE)})
    for second in (5, 10, 15, 20):
        await put(live, (NOON + second * 1_000, SCENE))
        await live.tick()
    suggested = [(audience, told) for audience, told in screens.told if isinstance(told, ArrivalSuggested)]
    assert [audience for audience, _ in suggested] == [Audience("brigade", "b1")]


def test_positions_and_trails_are_asked_from_screens() -> None:
    assert all(one.from_screens for one in answers(LivePositions(MemoryPositions(), ToldScreens())))
