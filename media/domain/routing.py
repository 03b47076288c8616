"""By which path a conversation goes: directly while only its two sides are in it, else by a worker's forwarder.

Every change of path, of the worker's process or of the members is one event, ``conversation.routed``; its ``move``
grows whenever devices have to connect anew.
"""

from collections.abc import Sequence

import msgspec

from media.domain.conversation import Conversation
from media.domain.decisions import thread
from signaling.protocol.base import Event
from signaling.protocol.forwarding import ConversationRouted, RoomMember, RoutedBecause, Source
from signaling.protocol.media import Path
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Moment, Role


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


def route(before: Conversation, after: Conversation, processes: Sequence[Process]) -> list[Event]:
    """What follows for the path when a command has made ``after`` of ``before``."""
    if not after.goes_on:
        return [_routed(after, "direct", None, "ended")] if before.path == "forwarder" else []
    if not needs_forwarder(after):
        return [_routed(after, "direct", None, "two_left")] if after.path == "forwarder" else []
    if after.path == "direct":
        return _pin(after, processes, _why(after))
    if members(before) == members(after):
        return []
    return [_routed(after, "forwarder", after.worker_id, _why(after), same_move=True)]


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


def _routed(
    state: Conversation, path: Path, worker_id: str | None, because: RoutedBecause, *, same_move: bool = False
) -> ConversationRouted:
    return ConversationRouted(
        conversation_id=state.conversation_id,
        room_id=state.conversation_id,
        path=path,
        worker_id=worker_id,
        move=state.move if same_move else state.move + 1,
        because=because,
        members=members(state) if path == "forwarder" else [],
        **thread(state),
    )
