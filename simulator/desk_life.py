"""A simulated dispatcher: leaves every incident to people first, and acts when nobody does."""

import asyncio

import msgspec
import structlog

from signaling import clock
from signaling.client import Client
from signaling.protocol.assignments import AssignBrigade
from signaling.protocol.brigades import BrigadeState
from signaling.protocol.incidents import IncidentStatus
from signaling.protocol.recommendations import AskRecommendation, RecommendationView
from signaling.protocol.refusals import Refused, Unavailable
from simulator.pace import Pace

log = structlog.get_logger("simulator.desk")

LOOK_EVERY_S = 3.0
MAY_BE_ORDERED = (BrigadeState.AVAILABLE, BrigadeState.RETURNING)


class DeskLife:
    """Follows the recommendation for whatever has waited for ``patience_s`` seconds; None: never."""

    def __init__(self, client: Client, pace: Pace, *, patience_s: float | None = 60.0) -> None:
        self._client = client
        self._pace = pace
        self._patience_s = patience_s
        self._not_before_ms: dict[str, int] = {}

    async def live(self) -> None:
        while True:
            if self._patience_s is not None:
                for incident_id in self._forgotten(clock.now_ms(), self._patience_s):
                    await self._send_somebody(incident_id)
            await asyncio.sleep(LOOK_EVERY_S)

    def _forgotten(self, now_ms: int, patience_s: float) -> list[str]:
        """Waiting for longer than the patience, the most urgent first."""
        patience_ms = patience_s * 1000 / self._pace.faster
        waiting = [
            view
            for view in self._client.things("incident").values()
            if view["status"] == IncidentStatus.WAITING
            and view["point"] is not None
            and now_ms - view["opened_at_ms"] >= patience_ms
            and now_ms >= self._not_before_ms.get(view["incident_id"], 0)
        ]
        waiting.sort(key=lambda view: (view["priority"], view["opened_at_ms"]))
        return [view["incident_id"] for view in waiting]

    async def _send_somebody(self, incident_id: str) -> None:
        try:
            ask = AskRecommendation(incident_id=incident_id, **self._client.envelope())
            given = msgspec.convert(await self._client.do(ask), RecommendationView)
            free = [candidate for candidate in given.ranked if candidate.state in MAY_BE_ORDERED]
            if free:
                wish = AssignBrigade(
                    incident_id=incident_id,
                    brigade_id=free[0].brigade_id,
                    recommendation_id=given.recommendation_id,
                    **self._client.envelope(),
                )
                await self._client.do(wish)
                return
        except (Refused, Unavailable, TimeoutError) as no:
            log.info("nobody was sent", why=str(no))
        # Nobody is free: every look makes a journal row, so not each three seconds.
        self._not_before_ms[incident_id] = clock.now_ms() + int(60_000 / self._pace.faster)
