"""The vitals of a consult's patient: state, how facts change it, and who is shown what."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from consult_room.domain.circle import Circle, follow
from consult_room.domain.operations import readers
from signaling.protocol.base import Event, View
from signaling.protocol.vitals import (
    Measured,
    StruckView,
    VitalKind,
    VitalsEntryView,
    VitalsMeans,
    VitalsMeasured,
    VitalsStruck,
    VitalsView,
)
from signaling.slice import Audience, Stamp

KIND = "vitals"
ENTRIES_AT_MOST = 500
SHOWN = 40
"""Entries that a screen is sent with each change. Older ones are asked for."""


class Struck(msgspec.Struct, frozen=True, kw_only=True):
    """Who struck an entry out, when and why."""

    striker_name: str
    at_ms: int
    reason: str | None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured at one time, as it was entered. ``measured`` is None once erased."""

    entry_id: str
    author_id: str
    author_name: str
    measured_at_ms: int
    at_ms: int
    made_at_ms: int
    means: VitalsMeans
    measured: Measured | None
    unlikely: tuple[VitalKind, ...] = ()
    instead_of: str | None = None
    struck: Struck | None = None


class Vitals(msgspec.Struct, frozen=True, kw_only=True):
    """All entries of one consult, in the order of their measuring, and who may read them."""

    consult_id: str
    circle: Circle
    entries: tuple[Entry, ...] = ()

    @property
    def weight_kg(self) -> float | None:
        """The newest weight that is not struck out."""
        holding = (one.measured for one in reversed(self.entries) if one.struck is None and one.measured is not None)
        return next((one.values["weight"] for one in holding if "weight" in one.values), None)

    def entry(self, entry_id: str) -> Entry | None:
        return next((one for one in self.entries if one.entry_id == entry_id), None)


def _measured(state: Vitals, event: VitalsMeasured, stamp: Stamp) -> Vitals:
    entry = Entry(
        entry_id=event.entry_id,
        author_id=event.author_id,
        author_name=stamp.actor_name,
        measured_at_ms=event.measured_at_ms,
        at_ms=stamp.at_ms,
        made_at_ms=stamp.made_at_ms,
        means=event.means,
        measured=event.measured,
        unlikely=tuple(event.unlikely),
        instead_of=event.instead_of,
    )
    entries = sorted((*state.entries, entry), key=lambda one: (one.measured_at_ms, one.at_ms))
    return msgspec.structs.replace(state, entries=tuple(entries))


def _struck(state: Vitals, event: VitalsStruck, stamp: Stamp) -> Vitals:
    mark = Struck(striker_name=stamp.actor_name, at_ms=stamp.at_ms, reason=event.reason)
    entries = (
        msgspec.structs.replace(one, struck=mark) if one.entry_id == event.entry_id else one for one in state.entries
    )
    return msgspec.structs.replace(state, entries=tuple(entries))


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = {
    **follow(Vitals),
    VitalsMeasured: _measured,
    VitalsStruck: _struck,
}


def views(state: Vitals) -> Mapping[Audience, View]:
    """For everybody whose part reads the record, once there is an entry."""
    if not state.entries:
        return {}
    shown = view(state, SHOWN)
    return dict.fromkeys(readers(state.circle), shown)


def view(state: Vitals, most: int) -> VitalsView:
    """The newest ``most`` entries."""
    entries = state.entries[-most:]
    return VitalsView(
        consult_id=state.consult_id,
        entries=[_entry(one) for one in entries],
        earlier=len(state.entries) - len(entries),
        weight_kg=state.weight_kg,
    )


def _entry(one: Entry) -> VitalsEntryView:
    struck = one.struck
    return VitalsEntryView(
        entry_id=one.entry_id,
        author_id=one.author_id,
        author_name=one.author_name,
        measured_at_ms=one.measured_at_ms,
        at_ms=one.at_ms,
        made_at_ms=one.made_at_ms,
        means=one.means,
        measured=one.measured,
        unlikely=list(one.unlikely),
        instead_of=one.instead_of,
        struck=StruckView(striker_name=struck.striker_name, at_ms=struck.at_ms, reason=struck.reason)
        if struck is not None
        else None,
    )
