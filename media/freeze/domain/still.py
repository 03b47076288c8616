"""A still and a stroke upon it: their states, and what each event makes of them."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from media.domain.conversation import Party
from signaling.protocol.base import Event, Personal, View
from signaling.protocol.conversations import SideRelation
from signaling.protocol.stills import (
    StillAsked,
    StillBroken,
    StillBrokenBecause,
    StillClosed,
    StillDrawn,
    StillPartKept,
    StillPhase,
    StillPlan,
    StillPresence,
    StillStrokePresence,
    StillStrokeView,
    StillUndrawn,
    StillView,
    StrokeColour,
    StrokeShape,
)
from signaling.slice import Audience, Stamp

replace = msgspec.structs.replace

STILL, STROKE = "still", "still_stroke"

FIRST_MS = 60_000
"""Until the preview: 30 kB take 12 s of a line of 20 kbit/s that carries nothing else."""

NEXT_MS = 300_000
"""Until the next part: a tile may take minutes beside the sound on such a line."""


class Kept(msgspec.Struct, frozen=True):
    """A part that lies sealed on disk."""

    part: str
    file_id: str
    size: int


class Still(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One still, from its asking. Times are milliseconds UTC. ``seen_by``: the keys of all who were ever shown it."""

    still_id: str
    conversation_id: str
    incident_id: str | None = None
    consult_id: str | None = None
    phase: StillPhase = "asked"
    broken_because: StillBrokenBecause | None = None
    by_key: str
    by_name: Personal[str] = None
    of_key: str
    of_endpoint: str
    x: float
    y: float
    kept_under: str
    asked_at_ms: int
    moved_at_ms: int
    present: list[str]
    seen_by: list[str]
    plan: StillPlan | None = None
    kept: tuple[Kept, ...] = ()
    closed: bool = False

    @property
    def coming(self) -> bool:
        """More of it is awaited."""
        return self.phase in ("asked", "arriving")

    @property
    def is_open(self) -> bool:
        """It lies over the picture of those in the conversation."""
        return bool(self.present) and not self.closed

    @property
    def live(self) -> bool:
        """Screens follow it: they show it, or a device still has parts of it to send."""
        return bool(self.present) and (not self.closed or self.coming)

    @property
    def due_ms(self) -> int | None:
        """When the clock gives up what is awaited."""
        if not self.coming:
            return None
        return self.moved_at_ms + (FIRST_MS if self.phase == "asked" else NEXT_MS)

    def part(self, name: str) -> Kept | None:
        return next((one for one in self.kept if one.part == name), None)


class Stroke(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One stroke upon a still. ``gone``: its maker has taken it back."""

    stroke_id: str
    still_id: str
    by_key: str
    by_name: Personal[str] = None
    shape: StrokeShape
    points: list[tuple[float, float]]
    colour: StrokeColour
    at_ms: int
    present: list[str]
    gone: bool = False


def part_names(plan: StillPlan) -> frozenset[str]:
    """All parts that there will be."""
    tiles = (f"tile-{column}-{row}" for column in range(plan.columns) for row in range(plan.rows))
    return frozenset(("preview", "detail", *tiles))


def _asked(state: None, event: StillAsked, stamp: Stamp) -> Still:
    return Still(
        still_id=event.still_id,
        conversation_id=event.conversation_id,
        incident_id=event.incident_id,
        consult_id=event.consult_id,
        by_key=event.by_key,
        by_name=stamp.actor_name or None,
        of_key=event.of_key,
        of_endpoint=event.of_endpoint,
        x=event.x,
        y=event.y,
        kept_under=event.kept_under,
        asked_at_ms=stamp.at_ms,
        moved_at_ms=stamp.at_ms,
        present=event.present,
        seen_by=event.present,
    )


def _part_kept(state: Still, event: StillPartKept, stamp: Stamp) -> Still:
    plan = event.plan or state.plan
    kept = (*state.kept, Kept(event.part, event.file_id, event.size))
    whole = plan is not None and part_names(plan) <= {one.part for one in kept}
    return replace(state, phase="whole" if whole else "arriving", plan=plan, kept=kept, moved_at_ms=stamp.at_ms)


def _broken(state: Still, event: StillBroken, stamp: Stamp) -> Still:
    return replace(state, phase="broken", broken_because=event.because)


def _closed(state: Still, event: StillClosed, stamp: Stamp) -> Still:
    return replace(state, closed=True)


def _presence(state: Still, event: StillPresence, stamp: Stamp) -> Still:
    new = [key for key in event.present if key not in state.seen_by]
    return replace(state, present=event.present, seen_by=[*state.seen_by, *new])


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Still]] = {
    StillAsked: _asked,
    StillPartKept: _part_kept,
    StillBroken: _broken,
    StillClosed: _closed,
    StillPresence: _presence,
}


def _drawn(state: None, event: StillDrawn, stamp: Stamp) -> Stroke:
    return Stroke(
        stroke_id=event.stroke_id,
        still_id=event.still_id,
        by_key=event.by_key,
        by_name=stamp.actor_name or None,
        shape=event.shape,
        points=event.points,
        colour=event.colour,
        at_ms=stamp.at_ms,
        present=event.present,
    )


def _undrawn(state: Stroke, event: StillUndrawn, stamp: Stamp) -> Stroke:
    return replace(state, gone=True)


def _stroke_presence(state: Stroke, event: StillStrokePresence, stamp: Stamp) -> Stroke:
    return replace(state, present=event.present)


STROKE_EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Stroke]] = {
    StillDrawn: _drawn,
    StillUndrawn: _undrawn,
    StillStrokePresence: _stroke_presence,
}


def _party(key: str) -> tuple[SideRelation, str]:
    party = Party.of_key(key)
    return party.relation, party.id


def still_view(state: Still) -> StillView:
    """What everybody is shown of it."""
    by_relation, by_id = _party(state.by_key)
    of_relation, of_id = _party(state.of_key)
    return StillView(
        still_id=state.still_id,
        conversation_id=state.conversation_id,
        incident_id=state.incident_id,
        consult_id=state.consult_id,
        phase=state.phase,
        broken_because=state.broken_because,
        by_relation=by_relation,
        by_id=by_id,
        by_name=state.by_name,
        of_relation=of_relation,
        of_id=of_id,
        of_endpoint=state.of_endpoint,
        x=state.x,
        y=state.y,
        asked_at_ms=state.asked_at_ms,
        plan=state.plan,
        parts=[one.part for one in state.kept],
        closed=state.closed,
    )


def stroke_view(state: Stroke) -> StillStrokeView:
    by_relation, by_id = _party(state.by_key)
    return StillStrokeView(
        still_id=state.still_id,
        stroke_id=state.stroke_id,
        by_relation=by_relation,
        by_id=by_id,
        by_name=state.by_name,
        shape=state.shape,
        points=state.points,
        colour=state.colour,
        at_ms=state.at_ms,
    )


def audience_of(key: str) -> Audience:
    """The audience of one participant."""
    return Audience(*_party(key))


def still_views(state: Still) -> Mapping[Audience, View]:
    view = still_view(state)
    return {audience_of(key): view for key in state.present}


def stroke_views(state: Stroke) -> Mapping[Audience, View]:
    view = stroke_view(state)
    return {audience_of(key): view for key in state.present}
