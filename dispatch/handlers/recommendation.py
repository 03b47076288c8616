"""``recommendation.ask``: everything is weighed before the transaction, which then only looks at the incident again."""

import asyncio

from dispatch.domain import recommendation
from dispatch.domain.incident import Incident
from dispatch.domain.incident_rules import check_open
from dispatch.domain.reasons import Catalogue
from dispatch.domain.recommendation import Ranking
from signaling.protocol.base import Point
from signaling.protocol.brigade_app import NewestPositions, Position
from signaling.protocol.brigades import BrigadesKnown, BrigadesKnownView
from signaling.protocol.geography import Leg, TravelTimes
from signaling.protocol.incidents import IncidentStatus
from signaling.protocol.recommendations import (
    AskRecommendation,
    IncidentToWeigh,
    IncidentWeighed,
    RecommendationGiven,
    RecommendationView,
)
from signaling.protocol.refusals import Code, Refused, Unavailable
from signaling.slice import Ask, Desk, Handler, Moment

LONGEST_DRIVE_SECONDS = 7200.0

Facts = tuple[IncidentToWeigh, RecommendationGiven, Ranking]


class RecommendationHandlers:
    """Whom to send."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def all(self) -> tuple[Handler, ...]:
        return (Handler(AskRecommendation, self.handle, self.gather),)

    async def gather(self, command: AskRecommendation, moment: Moment, ask: Ask) -> Facts:
        incident: IncidentToWeigh
        known: BrigadesKnownView
        newest: list[Position]
        incident, known, newest = await asyncio.gather(
            ask(IncidentWeighed(incident_id=command.incident_id)), ask(BrigadesKnown()), ask(NewestPositions())
        )
        if incident.status == IncidentStatus.CLOSED:
            raise Refused(Code.INCIDENT_CLOSED)
        if incident.point is None:
            raise Refused(Code.MISSING, field="point")
        positions = {position.brigade_id: position for position in newest}
        legs, by_road = await _legs(ask, incident.point, positions)
        recommendation_id, point = moment.new_id("recommendation"), incident.point
        allowed = self.catalogue.allowed(incident.wanted, incident.priority)

        def weigh() -> tuple[RecommendationGiven, Ranking]:
            weighed = recommendation.weigh(known, positions, legs, moment.now_ms)
            return recommendation.given(recommendation_id, incident, point, allowed, weighed, by_road, moment.now_ms)

        # Beside the loop: among a thousand brigades it takes long enough to hold up everybody's frames.
        given, ranking = await asyncio.to_thread(weigh)
        return incident, given, ranking

    async def handle(self, command: AskRecommendation, facts: Facts, desk: Desk) -> RecommendationView:
        seen, given, ranking = facts
        incident = await desk.get("incident", command.incident_id, Incident)
        check_open(incident)
        if (incident.point, incident.priority, incident.wanted) != (seen.point, seen.priority, seen.wanted):
            raise Refused(Code.CHANGED_MEANWHILE, incident_id=incident.incident_id)
        desk.record(given)
        return recommendation.view(given, ranking)


async def _legs(ask: Ask, to: Point, positions: dict[str, Position]) -> tuple[dict[str, Leg | None], bool]:
    """The way of each brigade, and whether it is by road. Without a map an estimate is better than no advice."""
    origins = [position.point for position in positions.values()]
    try:
        found: list[Leg | None] = await ask(
            TravelTimes(to=to, origins=origins, siren=True, limit_seconds=LONGEST_DRIVE_SECONDS)
        )
        return dict(zip(positions, found, strict=True)), True
    except Unavailable:
        straight = (recommendation.straight_leg(origin, to) for origin in origins)
        return dict(zip(positions, straight, strict=True)), False
