"""People's commands come before the system's at the one writer, which rests while they work; nobody is forgotten,
whoever gives up."""

import asyncio

import pytest

from signaling.turns import LONGEST_REST_MS, PEOPLE_WITHIN_MS, REST_TIMES, Turns, rest_ms


class Clock:
    """A time that is set."""

    def __init__(self) -> None:
        self.now_ms = 10_000.0

    def __call__(self) -> float:
        return self.now_ms


async def test_people_go_first_and_each_kind_keeps_its_order() -> None:
    turns, order = Turns(Clock()), list[str]()
    begun, all_wait = asyncio.Event(), asyncio.Event()

    async def work(name: str, *, first: bool) -> None:
        async with turns.take(first=first):
            begun.set()
            order.append(name)
            await all_wait.wait()

    holder = asyncio.create_task(work("holder", first=False))
    await begun.wait()
    waiting = [asyncio.create_task(work(name, first=False)) for name in ("system 1", "system 2")]
    waiting += [asyncio.create_task(work(name, first=True)) for name in ("person 1", "person 2")]
    await asyncio.sleep(0)
    all_wait.set()
    await asyncio.gather(holder, *waiting)
    assert order == ["holder", "person 1", "person 2", "system 1", "system 2"]


async def test_who_gives_up_waiting_holds_nobody_up() -> None:
    turns = Turns(Clock())
    async with turns.take(first=True):
        waiting = [asyncio.create_task(turns._wait(first=False)) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        await asyncio.gather(waiting[0], return_exceptions=True)
    # Given on to the second in this very step; it gives up before it runs.
    waiting[1].cancel()
    await asyncio.gather(waiting[1], return_exceptions=True)
    async with asyncio.timeout(1):
        await waiting[2]
    turns._give_on()
    async with asyncio.timeout(1), turns.take(first=False):
        pass


def test_the_system_rests_in_proportion_and_only_while_somebody_works() -> None:
    assert rest_ms(5, since_people_ms=0) == 5 * REST_TIMES
    assert rest_ms(5, since_people_ms=PEOPLE_WITHIN_MS) == 5 * REST_TIMES
    assert rest_ms(5, since_people_ms=PEOPLE_WITHIN_MS + 1) == 0
    assert rest_ms(5, since_people_ms=float("inf")) == 0
    assert rest_ms(10_000, since_people_ms=0) == LONGEST_REST_MS


async def test_while_the_system_rests_people_do_not_wait_and_it_goes_on_afterwards() -> None:
    clock = Clock()
    turns, order = Turns(clock), list[str]()
    async with turns.take(first=True):
        clock.now_ms += 1
    async with turns.take(first=False):
        clock.now_ms += 5

    async def system() -> None:
        async with turns.take(first=False):
            order.append("system")

    rests = asyncio.create_task(system())
    await asyncio.sleep(0)
    async with asyncio.timeout(1), turns.take(first=True):
        order.append("person")
    assert order == ["person"]
    clock.now_ms += 5 * REST_TIMES
    async with asyncio.timeout(1):
        await rests
    assert order == ["person", "system"]


async def test_with_nobody_there_the_system_goes_on_at_once() -> None:
    clock = Clock()
    turns = Turns(clock)
    for _ in range(3):
        async with asyncio.timeout(1), turns.take(first=False):
            clock.now_ms += 1_000
        assert turns._waking is None


async def test_who_gives_up_while_the_system_rests_leaves_nothing_behind() -> None:
    clock = Clock()
    turns = Turns(clock)
    async with turns.take(first=True):
        pass
    async with turns.take(first=False):
        clock.now_ms += 1
    gone = asyncio.create_task(turns._wait(first=False))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.gather(gone, return_exceptions=True)
    clock.now_ms += LONGEST_REST_MS
    async with asyncio.timeout(1), turns.take(first=False):
        pass


@pytest.mark.parametrize("first", [True, False])
async def test_who_is_cancelled_in_the_moment_in_which_the_turn_is_given_on_ends(first: bool) -> None:
    """A cancellation that was lost here kept a node that was told to end from ending."""
    turns = Turns()
    async with turns.take(first=True):
        waiting = asyncio.create_task(taken(turns, first=first))
        await asyncio.sleep(0)
        waiting.cancel()  # its future is cancelled now, and it learns of that after the turn was given on
    with pytest.raises(asyncio.CancelledError):
        await waiting
    async with asyncio.timeout(5), turns.take(first=True):
        pass


async def taken(turns: Turns, *, first: bool) -> None:
    async with turns.take(first=first):
        raise AssertionError("its turn never came")
