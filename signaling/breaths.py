"""Long work on the event loop in breaths: between two of them everybody's frames go out."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TypeVar

A_BREATH = 100  # decoded structs; about two milliseconds

Given = TypeVar("Given")
Made = TypeVar("Made")


async def in_breaths(make: Callable[[Given], Made], of: Sequence[Given]) -> list[Made]:
    """``make`` of each, in their order. What fits into one breath is made at once."""
    made: list[Made] = []
    for start in range(0, len(of), A_BREATH):
        if start:
            await asyncio.sleep(0)
        made += [make(one) for one in of[start : start + A_BREATH]]
    return made
