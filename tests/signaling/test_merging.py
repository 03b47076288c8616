"""Frames of what follows by itself are merged; what a person does is never held up; nothing is lost between the two."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import msgspec

from people.assembly import assemble as people
from signaling.protocol.frames import Frame
from signaling.protocol.people import PersonAdd
from signaling.slice import Actor, Role, system
from signaling.testing import Town, person

ADMIN = person(Role.ADMINISTRATOR)


@dataclass
class Screen:
    """Keeps what it was sent; ``slow``: takes nothing."""

    id: str
    audiences: tuple[str, ...] = ("administration",)
    upto: int = 0
    behind: bool = False
    slow: bool = False
    frames: list[Frame] = field(default_factory=list)

    def send(self, message: bytes, *, latest_of: str | None = None) -> bool:
        if not self.slow:
            self.frames.append(msgspec.json.decode(message, type=Frame))
        return not self.slow

    def holds(self) -> dict[str, Any]:
        """The board that its frames give; each must join on to the one before (rule S2)."""
        board: dict[str, Any] = {}
        upto: int | None = None
        for frame in self.frames:
            assert frame.after is None or frame.after == upto
            upto = frame.upto
            for change in frame.changes:
                board[change.id] = change
        return board


async def add(town: Town, login: str, actor: Actor) -> None:
    wish = town.wish(PersonAdd, person_id=town.new_id(), login=login, name=login, role="dispatcher")
    await town.do(wish, actor)


async def test_s1_what_follows_by_itself_is_merged_and_what_a_person_does_takes_it_along() -> None:
    """Rules [S1], [S2]."""
    async with Town([people()]) as town:
        screen = Screen("one")
        town.hub.join(screen, None, None)
        for number in range(3):
            await add(town, f"system{number}", system("a rule"))
        assert len(screen.frames) == 1
        await add(town, "person", ADMIN)
        assert len(screen.frames) == 2
        assert len(screen.frames[1].changes) == 4
        assert [event.seq for event in screen.frames[1].events] == [1, 2, 3, 4]


async def test_s1_whoever_joins_or_is_slow_meanwhile_loses_nothing() -> None:
    """Rules [S1], [S2], [S5]."""
    async with Town([people()]) as town:
        first, slow = Screen("first"), Screen("slow")
        town.hub.join(first, None, None)
        town.hub.join(slow, None, None)
        await add(town, "one", system("a rule"))
        late = Screen("late")
        town.hub.join(late, None, None)
        slow.slow = True
        await add(town, "two", system("a rule"))
        town.hub.heartbeat(first)
        assert slow.behind
        slow.slow = False
        town.hub.heartbeat(slow)
        await add(town, "three", system("a rule"))
        await asyncio.sleep(0.06)  # the one place that waits: the merging itself is what is looked at
        for screen in (first, slow, late):
            assert len(screen.holds()) == 3
            assert screen.upto == town.hub.upto == 3
