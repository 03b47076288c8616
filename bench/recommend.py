"""How long a recommendation takes through the socket, with its rules, its road times and the decision it keeps."""

import asyncio
import random
import time
from collections.abc import Sequence
from typing import Any

import msgspec

from bench.measures import in_milliseconds, percentile
from signaling.client import Client
from signaling.protocol.base import Point
from signaling.protocol.incidents import OpenIncident
from signaling.protocol.recommendations import AskRecommendation

ROADS_WITHIN_S = 60.0


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """``places`` are junctions at which incidents happen."""

    url: str
    dispatcher: str
    places: list[Point]
    asks: int = 300
    seed: int = 1


async def measure(plan: Plan) -> dict[str, Any]:
    """Percentiles in milliseconds over ``asks`` recommendations, and how many candidates each had."""
    chance = random.Random(plan.seed)
    times: list[float] = []
    candidates: list[int] = []
    by_road = 0
    async with Client(plan.url, f"tez_session={plan.dispatcher}") as dispatcher:
        await _roads_known(dispatcher, plan)
        for _ in range(plan.asks):
            wish = OpenIncident(
                **dispatcher.envelope(), reason="chest_pain", point=chance.choice(plan.places), age_years=60
            )
            incident_id = (await dispatcher.do(wish))["incident_id"]
            ask = AskRecommendation(**dispatcher.envelope(), incident_id=incident_id)
            before = time.monotonic_ns()
            given = await dispatcher.do(ask)
            times.append(time.monotonic_ns() - before)
            candidates.append(given["ranked_total"])
            by_road += given["by_road"]
    return {**_percentiles(times), "asks": len(times), "by_road": by_road, "candidates_mean": _mean(candidates)}


async def _roads_known(dispatcher: Client, plan: Plan) -> None:
    """The road graph is read beside the server's start; until then advice is by the straight line."""
    wish = OpenIncident(**dispatcher.envelope(), reason="chest_pain", point=plan.places[0], age_years=60)
    incident_id = (await dispatcher.do(wish))["incident_id"]
    async with asyncio.timeout(ROADS_WITHIN_S):
        by_road = False
        while not by_road:
            given = await dispatcher.do(AskRecommendation(**dispatcher.envelope(), incident_id=incident_id))
            by_road = given["by_road"]


def _percentiles(times: Sequence[float]) -> dict[str, float]:
    return {f"p{round(share * 100)}_ms": in_milliseconds(percentile(times, share)) for share in (0.50, 0.95, 0.99)}


def _mean(values: Sequence[int]) -> float:
    return round(sum(values) / len(values), 1) if values else 0.0
