"""Every reading of a record, one after the other: nothing of it is ever changed."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import msgspec

from consult_room.domain.circle import part_of
from consult_room.domain.operations import Operation, check_may
from consult_room.trust.domain.access import RecordAccess, had_part
from signaling.protocol.base import Event, View
from signaling.protocol.circle import Part
from signaling.protocol.record_access import ConsultOpen, ReadingView, ReadKind, ReadWay, RecordRead
from signaling.slice import Actor, Audience, Moment, Role, Stamp, stands_as

KIND = "record_reading"
ONCE_IN_MS = 10 * 60_000


class RecordReading(msgspec.Struct, frozen=True, kw_only=True):
    """One reading."""

    reading_id: str
    consult_id: str
    reader_id: str
    name: str
    role: str
    part: Part | None
    what: ReadKind
    item_id: str | None
    device: str
    at_ms: int

    @property
    def way(self) -> ReadWay:
        if self.part == "broke_glass":
            return "broken_glass"
        if self.role == Role.GUEST:
            return "link"
        return "export" if self.what in ("pdf", "exported") else "part"


def reading_id(command: ConsultOpen, moment: Moment) -> str:
    """The same in one span of ten minutes for the same person, part and thing."""
    own = stands_as(moment.actor)
    slot = moment.now_ms // ONCE_IN_MS
    return str(uuid5(NAMESPACE_OID, f"{command.consult_id} {own} {command.what} {command.item_id} {slot}"))


def read(access: RecordAccess, command: ConsultOpen, moment: Moment) -> RecordRead:
    """By who reads it, or had a part: a specialist keeps what they themselves signed. Refuses ``not_found``."""
    actor = moment.actor
    if not had_part(access, actor):
        check_may(access.circle, actor, Operation.READ)
    return RecordRead(
        reading_id=reading_id(command, moment),
        consult_id=access.consult_id,
        reader_id=actor.id,
        role=actor.role.value,
        what=command.what,
        part=part_of(access.circle, actor),
        item_id=command.item_id,
        device=actor.device,
    )


def _read(before: RecordReading | None, event: RecordRead, stamp: Stamp) -> RecordReading:
    return before or RecordReading(
        reading_id=event.reading_id,
        consult_id=event.consult_id,
        reader_id=event.reader_id,
        name=stamp.actor_name,
        role=event.role,
        part=event.part,
        what=event.what,
        item_id=event.item_id,
        device=event.device,
        at_ms=stamp.at_ms,
    )


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = {RecordRead: _read}


def view_of(reading: RecordReading, place: str) -> ReadingView:
    kept = {name: getattr(reading, name) for name in ReadingView.__struct_fields__ if name != "place"}
    return ReadingView(**kept, place=place)


def no_views(reading: RecordReading) -> Mapping[Audience, View]:
    """It is asked for, by those who may; no screen follows it."""
    return {}


def may_list(access: RecordAccess, actor: Actor) -> None:
    """Refuses as the table of rights on a record says."""
    check_may(access.circle, actor, Operation.READERS)
