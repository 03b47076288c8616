"""Media workers and the rooms that are pinned to their processes."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from signaling.protocol.base import Event, View
from signaling.protocol.forwarding import (
    ConversationRouted,
    RoomMember,
    RoomRecord,
    RoomView,
    WorkerAdd,
    WorkerAdded,
    WorkerRevoke,
    WorkerRevoked,
    WorkerView,
)
from signaling.protocol.recording import RecordingBegun, RecordingPaused, RecordingStopped
from signaling.protocol.refusals import Code, Refused
from signaling.slice import ADMINISTRATION, Audience, Moment, Role, Stamp

PROCESSES_AT_MOST = 64


class Worker(msgspec.Struct, frozen=True, kw_only=True):
    """A machine with a key. Times are milliseconds UTC."""

    worker_id: str
    name: str
    key_hash: str
    added_at_ms: int
    revoked_at_ms: int | None = None

    @property
    def good(self) -> bool:
        return self.revoked_at_ms is None


class Room(msgspec.Struct, frozen=True, kw_only=True):
    """A conversation as its forwarder knows it. ``worker_id`` names the process that it is pinned to."""

    conversation_id: str
    worker_id: str | None
    move: int
    members: tuple[RoomMember, ...]
    record: RoomRecord | None = None
    agreed: tuple[str, ...] = ()

    @property
    def may_record(self) -> RoomRecord | None:
        """None while a single member has not agreed: whoever has just come in is in the same view as this."""
        agreed = all(f"{member.relation}:{member.id}" in self.agreed for member in self.members)
        return self.record if agreed and self.members else None


def process_of(worker_id: str, slot: int) -> str:
    """How one process of a worker is named."""
    return f"{worker_id}.{slot}"


def worker_of(process: str) -> str:
    """The worker that a process is of."""
    return process.rpartition(".")[0]


def decide_add(command: WorkerAdd, moment: Moment) -> list[Event]:
    """An administrator, or the command line."""
    if moment.actor.role not in (Role.ADMINISTRATOR, Role.SYSTEM):
        raise Refused(Code.NOT_ALLOWED)
    return [WorkerAdded(worker_id=command.worker_id, name=command.name, key_hash=command.key_hash)]


def decide_revoke(state: Worker, command: WorkerRevoke, moment: Moment) -> list[Event]:
    """Once: a second time is refused ``wrong_state``."""
    if moment.actor.role not in (Role.ADMINISTRATOR, Role.SYSTEM):
        raise Refused(Code.NOT_ALLOWED)
    if not state.good:
        raise Refused(Code.WRONG_STATE, detail="revoked")
    return [WorkerRevoked(worker_id=state.worker_id)]


def _added(state: None, event: WorkerAdded, stamp: Stamp) -> Worker:
    return Worker(worker_id=event.worker_id, name=event.name, key_hash=event.key_hash, added_at_ms=stamp.at_ms)


def _revoked(state: Worker, event: WorkerRevoked, stamp: Stamp) -> Worker:
    return msgspec.structs.replace(state, revoked_at_ms=stamp.at_ms)


def _routed(state: Room | None, event: ConversationRouted, stamp: Stamp) -> Room:
    """A room that is kept stays in its move: to the worker it is the same room, with fewer in it."""
    if state is not None and event.kept_until_ms is not None:
        return msgspec.structs.replace(state, members=tuple(event.members))
    return Room(
        conversation_id=event.conversation_id,
        worker_id=event.worker_id,
        move=event.move,
        members=tuple(event.members),
        record=state.record if state else None,
        agreed=state.agreed if state else (),
    )


def _recorded(state: Room, event: RecordingBegun, stamp: Stamp) -> Room:
    record = RoomRecord(recording_id=event.recording_id, began_at_ms=event.began_at_ms)
    return msgspec.structs.replace(state, record=record, agreed=tuple(event.agreed))


def _not_recorded(state: Room, event: RecordingPaused | RecordingStopped, stamp: Stamp) -> Room:
    return msgspec.structs.replace(state, record=None, agreed=())


WORKER_EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Worker]] = {
    WorkerAdded: _added,
    WorkerRevoked: _revoked,
}
ROOM_EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Room]] = {
    ConversationRouted: _routed,
    RecordingBegun: _recorded,
    RecordingPaused: _not_recorded,
    RecordingStopped: _not_recorded,
}


def worker_views(state: Worker) -> Mapping[Audience, View]:
    """Administrators see every one; of its key nobody sees anything."""
    view = WorkerView(
        worker_id=state.worker_id,
        name=state.name,
        added_at_ms=state.added_at_ms,
        revoked_at_ms=state.revoked_at_ms,
    )
    return {ADMINISTRATION: view}


def room_views(state: Room) -> Mapping[Audience, View]:
    """The process that the room is pinned to, and nobody else."""
    if state.worker_id is None:
        return {}
    view = RoomView(
        conversation_id=state.conversation_id,
        move=state.move,
        members=list(state.members),
        record=state.may_record,
    )
    return {Audience("worker", state.worker_id): view}
