"""Media workers: who they are, which rooms are pinned to them, and what devices and workers say to each other.

A worker is a machine with a key; each of its processes connects by itself and is named ``<worker_id>.<slot>``, and a
*room*, one conversation on the forwarder, is pinned to one process. ``move`` grows with each pinning; what is said in
another move is dropped. The server carries every word and looks at each: a device speaks for its own endpoint, a
process for rooms that are pinned to it.
"""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Question, Signal, View
from signaling.protocol.conversations import EndpointId, Path, SideRelation
from signaling.protocol.negotiation import Count, Sdp

Source = Literal["sound", "picture", "screen"]
Depth = Literal["off", "low", "high"]
RoutedBecause = Literal["third", "no_path", "recording", "two_left", "worker_lost", "worker_back", "released", "ended"]
KeyHash = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
WorkerName = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]


# Commands


class WorkerAdd(Command, frozen=True, kw_only=True, tag="worker.add"):
    """A machine that may run media workers. Whoever adds it makes its key (192 random bits), shows it once, and says
    here only its SHA-256."""

    worker_id: str
    name: WorkerName
    key_hash: KeyHash


class WorkerRevoke(Command, frozen=True, kw_only=True, tag="worker.revoke"):
    """Its key is good no more; its connections end and its rooms are pinned elsewhere at once."""

    worker_id: str


class WorkerBegin(Command, frozen=True, kw_only=True, tag="worker.begin"):
    """A worker's process that has just started, and so holds no room: what was pinned to it moves anew."""


class ConversationRepin(Command, frozen=True, kw_only=True, tag="conversation.repin"):
    """The system's: the process that held the room in that move is gone, or there is one again."""

    conversation_id: str
    move: int


class ConversationRelease(Command, frozen=True, kw_only=True, tag="conversation.release"):
    """The clock's: the two who went back to the direct path have had their time; the worker lets the room go."""

    conversation_id: str


# Events


class WorkerAdded(Event, frozen=True, kw_only=True, tag="worker.added"):
    touches: ClassVar[dict[str, str]] = {"worker": "worker_id"}

    worker_id: str
    name: str
    key_hash: str


class WorkerRevoked(Event, frozen=True, kw_only=True, tag="worker.revoked"):
    touches: ClassVar[dict[str, str]] = {"worker": "worker_id"}

    worker_id: str


class RoomMember(msgspec.Struct, frozen=True, kw_only=True):
    """One device in a room, and what it may send."""

    endpoint: str
    relation: SideRelation
    id: str
    may_send: list[Source]


class ConversationRouted(Event, frozen=True, kw_only=True, tag="conversation.routed"):
    """By which path the conversation goes from now on, and what a worker is to forward. ``room_id`` is the
    conversation's once it has been on a forwarder. ``worker_id`` None on the path ``forwarder``: no worker is there.
    ``kept_until_ms`` on the path ``direct``: until then the room stays where it was, for ``members`` alone, so that
    the two hear each other while their direct path comes up."""

    touches: ClassVar[dict[str, str]] = {
        "conversation": "conversation_id",
        "room": "room_id",
        "conversation_course": "conversation_id",
    }
    about: ClassVar[tuple[str, ...]] = ("incident_id", "consult_id")

    conversation_id: str
    incident_id: str | None = None
    consult_id: str | None = None
    room_id: str
    path: Path
    worker_id: str | None
    move: int
    because: RoutedBecause
    members: list[RoomMember]
    kept_until_ms: int | None = None


# Signals. A device says the first four of its own endpoint; a process the others, to one device.


class ForwardUpOffer(Signal, frozen=True, kw_only=True, tag="forward.up_offer"):
    """What the device sends; the same connection with new ICE credentials is an ICE restart."""

    conversation_id: str
    endpoint: EndpointId
    move: Count
    sdp: Sdp


class ForwardDownAnswer(Signal, frozen=True, kw_only=True, tag="forward.down_answer"):
    """The answer to that round of ``forward.down_offer``."""

    conversation_id: str
    endpoint: EndpointId
    move: Count
    round: Count
    sdp: Sdp


class ForwardWant(Signal, frozen=True, kw_only=True, tag="forward.want"):
    """How much of whose picture the device wants: "<endpoint>/picture" or "<endpoint>/screen" → depth."""

    conversation_id: str
    endpoint: EndpointId
    move: Count
    wishes: Annotated[dict[str, Depth], msgspec.Meta(max_length=64)]


class ForwardRestart(Signal, frozen=True, kw_only=True, tag="forward.restart"):
    """The device's network changed, or it missed a round: a new ``forward.down_offer`` with new ICE credentials."""

    conversation_id: str
    endpoint: EndpointId
    move: Count


class ForwardUpAnswer(Signal, frozen=True, kw_only=True, tag="forward.up_answer"):
    conversation_id: str
    to_endpoint: EndpointId
    move: Count
    sdp: Sdp


class ForwardDownOffer(Signal, frozen=True, kw_only=True, tag="forward.down_offer"):
    """One round of what the device is shown. ``shows``: the media line's mid → (whose endpoint, which source)."""

    conversation_id: str
    to_endpoint: EndpointId
    move: Count
    round: Count
    sdp: Sdp
    shows: dict[str, tuple[str, Source]]


class ForwardLeg(msgspec.Struct, frozen=True, kw_only=True):
    """What one endpoint's connections with the forwarder have done since they began; rates are of the last second."""

    endpoint: str
    up_packets: int = 0
    up_lost: int = 0
    up_kbps: float = 0.0
    down_packets: int = 0
    down_lost_share: float = 0.0
    down_kbps: float = 0.0
    down_limit_kbps: float | None = None
    round_trip_ms: float | None = None
    heard_ms_ago: float | None = None


class ForwardFigures(Signal, frozen=True, kw_only=True, tag="forward.figures"):
    """Once a second, of every endpoint of the room; carried to each device in it, ``to_endpoint`` set by the server."""

    latest_wins: ClassVar[bool] = True

    conversation_id: str
    to_endpoint: str = ""
    move: Count
    legs: Annotated[list[ForwardLeg], msgspec.Meta(max_length=64)]


# Questions


class WorkerNow(msgspec.Struct, frozen=True, kw_only=True):
    """One process of a worker, as it is this second."""

    worker_id: str
    process: str
    connected: bool
    rooms: int
    members: int


class WorkersNow(Question, frozen=True, kw_only=True, tag="workers.now"):
    """Every process that is connected or has rooms, for the administrator's page and for pinning."""

    answer_type: ClassVar[object] = list[WorkerNow]


# Views


class WorkerView(View, frozen=True, kw_only=True):
    worker_id: str
    name: str
    added_at_ms: int
    revoked_at_ms: int | None


class RoomRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What every member of the room sends is recorded; times are counted from ``began_at_ms`` of the server's clock."""

    recording_id: str
    began_at_ms: int


class RoomView(View, frozen=True, kw_only=True):
    """All that a worker's process is shown: no names, no reason, nothing of what it is about. ``record`` None: nothing
    may be recorded."""

    conversation_id: str
    move: int
    members: list[RoomMember]
    record: RoomRecord | None = None
