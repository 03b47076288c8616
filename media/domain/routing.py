"""By which path a conversation goes: directly while only its two sides are in it, else by a worker's forwarder.

Every change of path, of the worker's process or of the members is one event, ``conversation.routed``; its ``move``
grows whenever devices have to connect anew. Two who go back to the direct path keep their room until that path has had
time to come up: else they would not hear each other meanwhile.
"""

from collections.abc import Sequence

import msgspec

from media.domain.conversation import Conversation
from media.domain.decisions import thread
from signaling.protocol.base import Event
from signaling.protocol.conversations import Path
from signaling.protocol.forwarding import ConversationRouted, RoomMember, RoutedBecause, Source
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Moment, Role

ROOM_KEPT_MS = 20_000
"""Devices let go of it themselves three seconds after the direct path plays; this is for the slowest link on which one
comes up at all. Nobody but the two is in the room meanwhile."""


class Process(msgspec.Struct, frozen=True):
    """A worker's process that is there now, and how many devices it serves."""

    name: str
    members: int


def needs_forwarder(state: Conversation) -> bool:
    """A third person is in it, or something holds it there."""
    return state.goes_on and bool(state.others or state.held_by)


def waits_for_worker(state: Conversation) -> bool:
    """It needs a forwarder and has none."""
    return needs_forwarder(state) and state.worker_id is None


def members(state: Conversation) -> list[RoomMember]:
    """The devices of those in it. Who was muted by somebody else sends no sound."""
    found = []
    for one in state.participants:
        silenced = one.muted_by is not None and one.muted_by != one.party.id
        sends: list[Source] = ["picture", "screen"] if silenced else ["sound", "picture", "screen"]
        if one.endpoint is not None:
            found.append(
                RoomMember(endpoint=one.endpoint, relation=one.party.relation, id=one.party.id, may_send=sends)
            )
    return found


def fewest(processes: Sequence[Process]) -> str | None:
    """The process with the fewest members; among equals the first by name."""
    best = min(processes, key=lambda process: (process.members, process.name), default=None)
    return best.name if best else None


def route(before: Conversation, after: Conversation, processes: Sequence[Process], now_ms: int) -> list[Event]:
    """What follows for the path when a command has made ``after`` of ``before``."""
    if not after.goes_on:
        in_a_room = before.path == "forwarder" or before.room_kept_until_ms is not None
        return [_routed(after, "direct", None, "ended")] if in_a_room else []
    if not needs_forwarder(after):
        return _return(before, after, now_ms)
    if after.path == "direct":
        return _pin(after, processes, _why(after))
    if members(before) == members(after):
        return []
    return [_routed(after, "forwarder", after.worker_id, _why(after), same_move=True)]


def _return(before: Conversation, after: Conversation, now_ms: int) -> list[Event]:
    """To the direct path. Whoever comes to a room that is only kept finds it closed."""
    if after.path == "forwarder":
        kept_until_ms = now_ms + ROOM_KEPT_MS if after.worker_id else None
        return [_routed(after, "direct", None, "two_left", kept_until_ms=kept_until_ms)]
    if after.room_kept_until_ms is not None and members(before) != members(after):
        return [_released(after)]
    return []


def release(state: Conversation, moment: Moment) -> list[Event]:
    """The room's time is over. Refuses ``wrong_state`` when it is not kept, or not yet long enough."""
    if moment.actor.role is not Role.SYSTEM:
        raise Refused(Code.NOT_ALLOWED)
    if state.release_ms is None or moment.now_ms < state.release_ms:
        raise Refused(Code.WRONG_STATE, detail="no room to release")
    return [_released(state)]


def repin(state: Conversation, move: int, processes: Sequence[Process], moment: Moment) -> list[Event]:
    """The process that held it is gone, or there is one again. Refuses ``wrong_state`` when it has moved meanwhile."""
    if moment.actor.role is not Role.SYSTEM:
        raise Refused(Code.NOT_ALLOWED)
    if not needs_forwarder(state) or state.move != move:
        raise Refused(Code.WRONG_STATE, detail="it has moved")
    return _pin(state, processes, "worker_lost" if state.worker_id else "worker_back")


def begin(state: Conversation, processes: Sequence[Process], moment: Moment) -> list[Event]:
    """The process that the conversation is pinned to has lost it: it began anew."""
    if moment.actor.role is not Role.WORKER:
        raise Refused(Code.NOT_ALLOWED)
    return _pin(state, processes, "worker_lost") if needs_forwarder(state) else []


def _pin(state: Conversation, processes: Sequence[Process], because: RoutedBecause) -> list[Event]:
    """To the process with the fewest members. Without any, two sides speak directly, and three see ``no_worker``."""
    worker_id = fewest(processes)
    if worker_id is not None:
        return [_routed(state, "forwarder", worker_id, because)]
    if state.others:
        waits = state.path == "forwarder" and state.worker_id is None
        return [] if waits else [_routed(state, "forwarder", None, because)]
    return [_routed(state, "direct", None, because)] if state.path == "forwarder" else []


def _why(state: Conversation) -> RoutedBecause:
    if state.others:
        return "third"
    return "recording" if "recording" in state.held_by else "no_path"


def _released(state: Conversation) -> ConversationRouted:
    return _routed(state, "direct", None, "released", same_move=True)


def _routed(
    state: Conversation,
    path: Path,
    worker_id: str | None,
    because: RoutedBecause,
    *,
    same_move: bool = False,
    kept_until_ms: int | None = None,
) -> ConversationRouted:
    return ConversationRouted(
        conversation_id=state.conversation_id,
        room_id=state.conversation_id,
        path=path,
        worker_id=worker_id,
        move=state.move if same_move else state.move + 1,
        because=because,
        members=members(state) if path == "forwarder" or kept_until_ms is not None else [],
        kept_until_ms=kept_until_ms,
        **thread(state),
    )
