"""People's commands come before the system's at the one writer; nobody is forgotten, whoever gives up."""

import asyncio

from signaling.turns import Turns


async def test_people_go_first_and_each_kind_keeps_its_order() -> None:
    turns, order = Turns(), list[str]()
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
    turns = Turns()
    async with turns.take(first=True):
        waiting = [asyncio.create_task(turns._wait(turns._system)) for _ in range(3)]
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
