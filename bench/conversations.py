"""How many two-way conversations of 1 Mbit/s one forwarding process carries before they lose or wait too much."""

from typing import Any

import msgspec

from bench import loads

MOST_LOST = 0.001
LONGEST_DELAY_MS = 20.0


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Tries ``first``, then ``step`` more each time, until one fails twice or ``most`` is carried."""

    seconds: float = 6.0
    first: int = 10
    step: int = 10
    most: int = 80


def measure(plan: Plan) -> dict[str, Any]:
    """``conversations_per_core`` is the largest number that was carried; ``tried`` has each number's figures."""
    carried = 0
    tried: list[dict[str, Any]] = []
    for count in range(plan.first, plan.most + 1, plan.step):
        if not any(_carried(count, plan, tried) for _ in range(2)):
            break
        carried = count
    return {"conversations_per_core": carried, "tried": tried}


def _carried(count: int, plan: Plan, tried: list[dict[str, Any]]) -> bool:
    figures = loads.run("conversations", count=count, seconds=plan.seconds)
    tried.append({name: round(value, 5) for name, value in figures.items()})
    return bool(figures["lost_share"] < MOST_LOST and figures["delay_p99_ms"] < LONGEST_DELAY_MS)
