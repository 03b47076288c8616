"""What comes while a write is under way goes together in the next one, and each is answered after its own."""

import asyncio
from collections.abc import Sequence

import pytest

from signaling.gathering import Gathering


class Writing:
    """A write that takes until it is let go."""

    def __init__(self) -> None:
        self.written: list[list[int]] = []
        self.go = asyncio.Event()
        self.fails = False

    async def __call__(self, given: Sequence[int]) -> Sequence[str]:
        self.written.append(list(given))
        await self.go.wait()
        if self.fails:
            raise RuntimeError("the disk is full")
        return [f"wrote {each}" for each in given]


async def begun(*tasks: "asyncio.Task[str]") -> None:
    for _ in range(3):
        await asyncio.sleep(0)


async def test_what_comes_meanwhile_goes_together_and_is_answered_after_it() -> None:
    writing = Writing()
    gathering = Gathering(writing, at_most=3)
    first = asyncio.create_task(gathering.add(0))
    await begun(first)
    others = [asyncio.create_task(gathering.add(number)) for number in range(1, 6)]
    await begun(*others)
    assert writing.written == [[0]]
    assert not any(task.done() for task in (first, *others))
    writing.go.set()
    assert await asyncio.gather(first, *others) == [f"wrote {number}" for number in range(6)]
    assert writing.written == [[0], [1, 2, 3], [4, 5]]


async def test_after_a_rest_what_came_in_a_stream_goes_together() -> None:
    writing = Writing()
    writing.go.set()
    gathering = Gathering(writing, at_most=3, rest_s=0.01)
    assert await gathering.add(0) == "wrote 0"  # nobody comes before it: it waits for nothing
    others = []
    for number in (1, 2):
        others.append(asyncio.create_task(gathering.add(number)))
        await begun(*others)
    assert writing.written == [[0]]
    await asyncio.gather(*others)
    assert writing.written == [[0], [1, 2]]
    await asyncio.gather(*(gathering.add(number) for number in range(3, 10)))
    assert writing.written[2:] == [[3, 4, 5], [6, 7, 8], [9]]


async def test_a_failure_is_everybodys_and_the_next_are_written() -> None:
    writing = Writing()
    writing.go.set()
    writing.fails = True
    gathering = Gathering(writing, at_most=10)
    failed = await asyncio.gather(gathering.add(1), gathering.add(2), return_exceptions=True)
    assert [str(each) for each in failed] == ["the disk is full"] * 2
    writing.fails = False
    assert await gathering.add(3) == "wrote 3"


async def test_who_gives_up_has_given_it_all_the_same() -> None:
    writing = Writing()
    gathering = Gathering(writing, at_most=10)
    gone, stays = (asyncio.create_task(gathering.add(number)) for number in (1, 2))
    await begun(gone, stays)
    gone.cancel()
    with pytest.raises(asyncio.CancelledError):
        await gone
    writing.go.set()
    assert await stays == "wrote 2"
    assert writing.written == [[1, 2]]


async def test_nobody_waits_for_ever_when_the_write_is_cancelled() -> None:
    writing = Writing()
    gathering = Gathering(writing, at_most=1)
    waiting = [asyncio.create_task(gathering.add(number)) for number in (1, 2)]
    await begun(*waiting)
    assert gathering._working is not None
    gathering._working.cancel()
    ended = await asyncio.gather(*waiting, return_exceptions=True)
    assert all(isinstance(each, asyncio.CancelledError) for each in ended)
