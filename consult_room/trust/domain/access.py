"""Who had a part in a consult and from when until when, who came to its record from outside, and whether it is held."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from consult_room.domain.circle import Circle, follow
from consult_room.domain.operations import readers
from signaling.protocol.base import Event, View
from signaling.protocol.circle import CircleMember, MemberRelation, Part
from signaling.protocol.consult_room import ConsultAcknowledged, ConsultAsked, ConsultCancelled
from signaling.protocol.record_access import (
    GlassReason,
    GlassView,
    HoldView,
    MemberSpan,
    RecordAccessView,
    RecordGlassBroken,
    RecordGlassEnded,
)
from signaling.protocol.trust import ConsultErased, RecordErased, RecordHeld, RecordHoldEnded
from signaling.protocol.trust_review import RecordGlassLookedAt
from signaling.slice import Actor, Audience, Stamp, stands_as

KIND = "record_access"


class Glass(msgspec.Struct, frozen=True, kw_only=True):
    """One opening by somebody outside the circle. Personal fields are None once erased."""

    glass_id: str
    person_id: str
    name: str | None
    reason: GlassReason
    reason_text: str | None
    at_ms: int
    until_ms: int
    ended_at_ms: int | None = None
    look_note: str | None = None


class Hold(msgspec.Struct, frozen=True, kw_only=True):
    """One time that it was kept beyond its own. Texts are None once erased."""

    at_ms: int
    by_name: str
    reason: str | None
    ended_at_ms: int | None = None
    ended_by_name: str | None = None
    ended_reason: str | None = None


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """From when until when somebody was in the circle with this part."""

    relation: MemberRelation
    id: str
    part: Part
    name: str | None
    from_ms: int
    until_ms: int | None = None


class RecordAccess(msgspec.Struct, frozen=True, kw_only=True):
    """``last_ms``: when the consult was over, or asked while it is not: its keeping counts from there. ``specialty``:
    that was asked first."""

    consult_id: str
    circle: Circle
    number: int = 0
    incident_number: int | None = None
    specialty: str = ""
    last_ms: int = 0
    spans: tuple[Span, ...] = ()
    glasses: tuple[Glass, ...] = ()
    holds: tuple[Hold, ...] = ()
    erased_at_ms: int | None = None
    to_erase: bool = False

    @property
    def held(self) -> bool:
        return bool(self.holds) and self.holds[-1].ended_at_ms is None

    @property
    def erased(self) -> bool:
        return self.erased_at_ms is not None

    @property
    def kept_since_ms(self) -> int | None:
        """None while it is held, and once it was erased."""
        return None if self.held or self.erased else self.last_ms


def had_part(access: RecordAccess, actor: Actor) -> bool:
    """Whether they have, or had, any part in it."""
    own = stands_as(actor)
    return any((one.relation, one.id) == (own.relation, own.id) for one in access.spans)


def _name_in(event: Event) -> str | None:
    for field in ("person_name", "asker_name", "name"):
        found = getattr(event, field, None)
        if found is not None:
            return str(found)
    return None


def _spanned(access: RecordAccess, before: tuple[CircleMember, ...], event: Event, stamp: Stamp) -> RecordAccess:
    """Closes the spans of who is not in the circle any more and begins those of who has come."""
    now = access.circle.members
    spans = tuple(
        msgspec.structs.replace(one, until_ms=stamp.at_ms)
        if one.until_ms is None and CircleMember(relation=one.relation, id=one.id, part=one.part) not in now
        else one
        for one in access.spans
    )
    came = tuple(
        Span(relation=one.relation, id=one.id, part=one.part, name=_name_in(event), from_ms=stamp.at_ms)
        for one in now
        if one not in before
    )
    return msgspec.structs.replace(access, spans=(*spans, *came))


def _broken(access: RecordAccess, event: RecordGlassBroken, stamp: Stamp) -> RecordAccess:
    glass = Glass(
        glass_id=event.glass_id,
        person_id=event.member.id,
        name=event.name,
        reason=event.reason,
        reason_text=event.reason_text,
        at_ms=stamp.at_ms,
        until_ms=event.until_ms,
    )
    return msgspec.structs.replace(access, glasses=(*access.glasses, glass))


def _ended(access: RecordAccess, event: RecordGlassEnded, stamp: Stamp) -> RecordAccess:
    glasses = tuple(
        msgspec.structs.replace(one, ended_at_ms=stamp.at_ms) if one.glass_id == event.glass_id else one
        for one in access.glasses
    )
    return msgspec.structs.replace(access, glasses=glasses)


def _asked(access: RecordAccess, event: ConsultAsked, stamp: Stamp) -> RecordAccess:
    return msgspec.structs.replace(
        access,
        number=event.number,
        incident_number=event.incident_number,
        specialty=event.specialty,
        last_ms=stamp.at_ms,
    )


def _over(access: RecordAccess, event: ConsultAcknowledged | ConsultCancelled, stamp: Stamp) -> RecordAccess:
    return msgspec.structs.replace(access, last_ms=stamp.at_ms)


def _wiped(access: RecordAccess, event: ConsultErased, stamp: Stamp) -> RecordAccess:
    """That somebody read it, and when, stays; their names stand with their accounts."""
    return msgspec.structs.replace(
        access,
        spans=tuple(msgspec.structs.replace(one, name=None) for one in access.spans),
        glasses=tuple(
            msgspec.structs.replace(one, name=None, reason_text=None, look_note=None) for one in access.glasses
        ),
        holds=tuple(msgspec.structs.replace(one, reason=None, ended_reason=None) for one in access.holds),
        erased_at_ms=stamp.at_ms,
        to_erase=True,
    )


_ITS_OWN: Mapping[type[Event], Callable[[RecordAccess, Any, Stamp], RecordAccess]] = {
    ConsultAsked: _asked,
    ConsultAcknowledged: _over,
    ConsultCancelled: _over,
    RecordGlassBroken: _broken,
    RecordGlassEnded: _ended,
    ConsultErased: _wiped,
}


def _following() -> dict[type[Event], Callable[[Any, Any, Stamp], Any]]:
    """The circle as it is followed by all, and beside it who was in it when."""
    followed = follow(RecordAccess)

    def entry(word: type[Event]) -> Callable[[Any, Any, Stamp], Any]:
        def evolve(before: RecordAccess | None, event: Event, stamp: Stamp) -> RecordAccess:
            members = before.circle.members if before is not None else ()
            if word is ConsultErased and before is not None:
                # The others begin anew, empty; the trace is what stays.
                after = msgspec.structs.replace(before, circle=followed[word](before, event, stamp).circle)
            else:
                after = followed[word](before, event, stamp)
            after = _spanned(after, members, event, stamp)
            own = _ITS_OWN.get(word)
            return after if own is None else own(after, event, stamp)

        return evolve

    return {word: entry(word) for word in followed}


def _held(access: RecordAccess, event: RecordHeld, stamp: Stamp) -> RecordAccess:
    held = Hold(at_ms=stamp.at_ms, by_name=stamp.actor_name, reason=event.reason)
    return msgspec.structs.replace(access, holds=(*access.holds, held))


def _hold_ended(access: RecordAccess, event: RecordHoldEnded, stamp: Stamp) -> RecordAccess:
    ended = msgspec.structs.replace(
        access.holds[-1], ended_at_ms=stamp.at_ms, ended_by_name=stamp.actor_name, ended_reason=event.reason
    )
    return msgspec.structs.replace(access, holds=(*access.holds[:-1], ended))


def _looked_at(access: RecordAccess, event: RecordGlassLookedAt, stamp: Stamp) -> RecordAccess:
    glasses = tuple(
        msgspec.structs.replace(one, look_note=event.note) if one.glass_id == event.glass_id else one
        for one in access.glasses
    )
    return msgspec.structs.replace(access, glasses=glasses)


def _gone(access: RecordAccess, event: RecordErased, stamp: Stamp) -> RecordAccess:
    return msgspec.structs.replace(access, to_erase=False)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = {
    **_following(),
    RecordHeld: _held,
    RecordHoldEnded: _hold_ended,
    RecordGlassLookedAt: _looked_at,
    RecordErased: _gone,
}


def glass_view(glass: Glass, *, with_text: bool) -> GlassView:
    text = glass.reason_text if with_text else None
    kept = {name: getattr(glass, name) for name in GlassView.__struct_fields__}
    return GlassView(**{**kept, "reason_text": text})


def spans_of(access: RecordAccess) -> list[MemberSpan]:
    return [MemberSpan(**{name: getattr(one, name) for name in MemberSpan.__struct_fields__}) for one in access.spans]


def holds_of(access: RecordAccess) -> list[HoldView]:
    return [HoldView(**{name: getattr(one, name) for name in HoldView.__struct_fields__}) for one in access.holds]


def views(access: RecordAccess) -> Mapping[Audience, View]:
    """Whoever reads the record sees who came to it from outside."""
    return dict.fromkeys(readers(access.circle), view_of(access))


def view_of(access: RecordAccess) -> RecordAccessView:
    return RecordAccessView(
        consult_id=access.consult_id,
        glasses=[glass_view(one, with_text=True) for one in access.glasses],
        held=access.held,
    )
