"""What is kept of a recommendation beside the journal: enough to say whether it was followed."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from signaling.protocol.base import Event, View
from signaling.protocol.recommendations import RecommendationGiven
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Audience, Stamp

GOOD_FOR_MS = 30 * 60_000
KEPT = 100


class Advice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The first hundred that were ranked, best first, and their total seconds."""

    recommendation_id: str
    incident_id: str
    given_at_ms: int
    brigade_ids: list[str]
    seconds: list[float]

    def check_is_for(self, incident_id: str, now_ms: int) -> None:
        """Refuses ``recommendation_stale`` for another incident's, or one older than half an hour."""
        if self.incident_id != incident_id or now_ms - self.given_at_ms > GOOD_FOR_MS:
            raise Refused(Code.RECOMMENDATION_STALE)

    def place_of(self, brigade_id: str) -> tuple[int | None, float | None]:
        """The brigade's rank (1 is the best) and seconds; None when it was not among those kept."""
        if brigade_id not in self.brigade_ids:
            return None, None
        place = self.brigade_ids.index(brigade_id)
        return place + 1, self.seconds[place]


def given(state: Advice | None, event: RecommendationGiven, stamp: Stamp) -> Advice:
    return Advice(
        recommendation_id=event.recommendation_id,
        incident_id=event.incident_id,
        given_at_ms=stamp.at_ms,
        brigade_ids=[event.brigades.brigade_ids[place] for place in event.ranked[:KEPT]],
        seconds=event.ranked_seconds[:KEPT],
    )


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = {RecommendationGiven: given}


def views(state: Advice) -> Mapping[Audience, View]:
    """It is shown to whoever asked, in the answer; no screen holds it."""
    return {}


def live(state: Advice) -> bool:
    return False
