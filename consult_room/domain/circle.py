"""Who treats the patient in a consult, as each thing that is kept beside it knows it."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from signaling.protocol.base import Event
from signaling.protocol.booking import ConsultBooked, ConsultSlotDropped, ConsultSlotSettled
from signaling.protocol.circle import CircleMember, Part
from signaling.protocol.consult_room import (
    ConsultAccepted,
    ConsultAcknowledged,
    ConsultAsked,
    ConsultCancelled,
    ConsultReleased,
)
from signaling.protocol.council import ConsultJoined, ConsultLeft, ConsultPassedOn
from signaling.protocol.record_access import RecordGlassBroken, RecordGlassEnded
from signaling.protocol.trust import ConsultErased
from signaling.slice import Actor, Stamp, stands_as


class Circle(msgspec.Struct, frozen=True, kw_only=True):
    """The members, in the order in which they came. ``over``: the consult is closed or cancelled."""

    consult_id: str
    members: tuple[CircleMember, ...] = ()
    over: bool = False
    incident_id: str | None = None


def part_of(circle: Circle, actor: Actor) -> Part | None:
    """The actor's part in it; None for a stranger."""
    own = stands_as(actor)
    return next((one.part for one in circle.members if (one.relation, one.id) == (own.relation, own.id)), None)


def _with(circle: Circle, member: CircleMember) -> Circle:
    kept = tuple(one for one in circle.members if (one.relation, one.id) != (member.relation, member.id))
    return msgspec.structs.replace(circle, members=(*kept, member))


def _without(circle: Circle, relation: str, id: str) -> Circle:
    kept = tuple(one for one in circle.members if (one.relation, one.id) != (relation, id))
    return msgspec.structs.replace(circle, members=kept)


def _asked(circle: Circle, event: ConsultAsked) -> Circle:
    # Who asks for themselves is the patient, and reads no more than one.
    part: Part = "patient" if event.asker_kind == "guest" else "asker"
    asker = CircleMember(relation=event.asker_kind, id=event.asker_id, part=part)
    return msgspec.structs.replace(circle, members=(asker,), incident_id=event.incident_id)


def _accepted(circle: Circle, event: ConsultAccepted | ConsultBooked) -> Circle:
    """There is one specialist: whose slot it held gives way to who takes it."""
    id = event.specialist_id if isinstance(event, ConsultBooked) else event.person_id
    others = tuple(one for one in circle.members if one.part != "specialist")
    return _with(msgspec.structs.replace(circle, members=others), _specialist(id))


def _specialist(person_id: str) -> CircleMember:
    return CircleMember(relation="person", id=person_id, part="specialist")


def _slot_dropped(circle: Circle, event: ConsultSlotDropped) -> Circle:
    return _without(circle, "person", event.specialist_id)


def _slot_settled(circle: Circle, event: ConsultSlotSettled) -> Circle:
    """Who did not come reads no more of it."""
    return _without(circle, "person", event.specialist_id) if event.outcome == "specialist_absent" else circle


def _specialist_gone(circle: Circle, event: ConsultReleased | ConsultPassedOn) -> Circle:
    return _without(circle, "person", event.person_id)


def _joined(circle: Circle, event: ConsultJoined) -> Circle:
    return _with(circle, event.member)


def _left(circle: Circle, event: ConsultLeft) -> Circle:
    return _without(circle, event.member.relation, event.member.id)


def _over(circle: Circle, event: ConsultAcknowledged | ConsultCancelled) -> Circle:
    return msgspec.structs.replace(circle, over=True)


def _glass_broken(circle: Circle, event: RecordGlassBroken) -> Circle:
    return _with(circle, event.member)


def _glass_ended(circle: Circle, event: RecordGlassEnded) -> Circle:
    """Whoever had a part before, as its specialist say, has that again."""
    if event.before is not None:
        return _with(circle, event.before)
    return _without(circle, event.member.relation, event.member.id)


def _erased(circle: Circle, event: ConsultErased) -> Circle:
    return msgspec.structs.replace(circle, members=(), over=True)


CHANGES: Mapping[type[Event], Callable[[Circle, Any], Circle]] = {
    ConsultAsked: _asked,
    ConsultAccepted: _accepted,
    ConsultBooked: _accepted,
    ConsultSlotDropped: _slot_dropped,
    ConsultSlotSettled: _slot_settled,
    ConsultReleased: _specialist_gone,
    ConsultPassedOn: _specialist_gone,
    ConsultJoined: _joined,
    ConsultLeft: _left,
    ConsultAcknowledged: _over,
    ConsultCancelled: _over,
    RecordGlassBroken: _glass_broken,
    RecordGlassEnded: _glass_ended,
    ConsultErased: _erased,
}
"""Every event that changes a circle: each must touch what ``signaling.protocol.circle.CIRCLE`` names."""


def follow(state: Callable[..., Any]) -> dict[type[Event], Callable[[Any, Any, Stamp], Any]]:
    """The evolve entries of a kind that is kept beside a consult: its ``circle`` follows the consult's. ``state`` makes
    an empty one from ``consult_id`` and ``circle``; once the consult was erased it is such an empty one again."""

    def entry(change: Callable[[Circle, Any], Circle]) -> Callable[[Any, Any, Stamp], Any]:
        def evolve(before: Any, event: Any, stamp: Stamp) -> Any:
            if before is None:
                return state(consult_id=event.consult_id, circle=change(Circle(consult_id=event.consult_id), event))
            if isinstance(event, ConsultErased):
                # Nothing that could say anything of the patient, whatever the kind keeps.
                return state(consult_id=event.consult_id, circle=change(before.circle, event))
            return msgspec.structs.replace(before, circle=change(before.circle, event))

        return evolve

    return {event: entry(change) for event, change in CHANGES.items()}
