"""A page whose line is lost without a word: who is missed, when, and on which nodes."""

from collections.abc import Awaitable, Callable

from people.assembly import assemble as people
from signaling.bell import Told
from signaling.screens import SILENT_AFTER_MS, NodeScreens
from signaling.slice import Actor, Role
from signaling.testing import Town

NODIRA = Actor(id="nodira", role=Role.DISPATCHER, name="Nodira")
SECOND = 1_000


class Page:
    """A connection, as nodes know it."""

    def __init__(self, id: str) -> None:
        self.id = id
        self.audiences: tuple[str, ...] = ()
        self.upto = 0
        self.behind = False

    def send(self, message: bytes, *, latest_of: str | None = None) -> bool:
        return True


class Wire:
    """The bell of two nodes in one process."""

    def __init__(self) -> None:
        self.told: list[Told] = []

    def ring(self, head: int) -> None: ...

    def tell(self, told: Told) -> None:
        self.told.append(told)

    async def listen(self, heads: Callable[[int], Awaitable[None]], tells: Callable[[Told], None]) -> None: ...


async def test_c13_a_page_that_pinged_and_fell_silent_is_away_on_every_node_until_it_speaks() -> None:
    """Rule [C13]."""
    async with Town([people()]) as town:
        wire = Wire()
        here, there = NodeScreens(town.hub, wire, "a"), NodeScreens(town.hub, wire, "b")
        page = Page("page")

        def tick(now_ms: int) -> list[bool]:
            here.tick(now_ms)
            for told in wire.told:
                there.hear(told, now_ms)
            wire.told.clear()
            return ["room-0001" in node.carried() for node in (here, there)]

        here.came(page, NODIRA, 0)
        here.spoke(page.id, 0, pinged=True)
        here.carries(page.id, "room-0001")
        assert tick(SECOND) == [True, True]
        here.spoke(page.id, 2 * SECOND, pinged=False)
        assert tick(2 * SECOND + SILENT_AFTER_MS - 1) == [True, True]
        assert tick(2 * SECOND + SILENT_AFTER_MS) == [False, False]
        # It is connected all the while: what comes then is heard as before, and makes it present at once.
        here.spoke(page.id, 12 * SECOND, pinged=False)
        assert "room-0001" in here.carried()
        assert tick(13 * SECOND) == [True, True]
        assert tick(12 * SECOND + SILENT_AFTER_MS) == [False, False]
        here.went(page, NODIRA, 21 * SECOND)
        assert tick(21 * SECOND) == [False, False]


async def test_c13_who_never_pings_is_not_missed() -> None:
    """Rule [C13]: a device that is not a browser may have nothing to say."""
    async with Town([people()]) as town:
        here = NodeScreens(town.hub, Wire(), "a")
        page = Page("device")
        here.came(page, NODIRA, 0)
        here.spoke(page.id, 0, pinged=False)
        here.carries(page.id, "tablet-01")
        here.tick(100 * SILENT_AFTER_MS)
        assert "tablet-01" in here.carried()
