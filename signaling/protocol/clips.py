"""Voice clips: what is said where live speech does not get through, recorded on the device and sent as a message.

A clip comes over HTTP (``POST /api/conversations/{conversation_id}/clips/{clip_id}``). The device that recorded it
makes ``clip_id``: sending it again is the same clip. A *key* is ``<relation>:<id>``, as in recordings.
"""

from typing import Annotated, ClassVar

import msgspec

from signaling.protocol.base import Command, Event, Personal, Question, View
from signaling.protocol.conversations import SideRelation
from signaling.protocol.recording import ParticipantKey

ClipId = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
ClipMs = Annotated[int, msgspec.Meta(ge=0, le=3_600_000)]
ClipDigest = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


# Commands


class ClipKeep(Command, frozen=True, kw_only=True, tag="clip.keep"):
    """The system's, once the file is sealed on disk. ``made_at_ms`` is when it was spoken, by the speaker's device;
    ``digest`` is the content's SHA-256."""

    clip_id: ClipId
    conversation_id: str
    of_relation: SideRelation
    of_id: str
    lasts_ms: ClipMs
    size: Annotated[int, msgspec.Meta(ge=1)]
    media_type: str
    digest: ClipDigest
    file_id: str


class ClipHear(Command, frozen=True, kw_only=True, tag="clip.hear"):
    """Whoever sends this has listened to it to the end. Said again it is nothing new."""

    clip_id: ClipId


class ClipFollow(Command, frozen=True, kw_only=True, tag="clip.follow"):
    """The system's: somebody came into the conversation or went, or it is over; the clip is shown accordingly."""

    clip_id: ClipId


class ClipForget(Command, frozen=True, kw_only=True, tag="clip.forget"):
    """The clock's: it has been kept long enough."""

    clip_id: ClipId


class ClipErased(Command, frozen=True, kw_only=True, tag="clip.say_erased"):
    """The eraser's: the file and its key are gone."""

    clip_id: ClipId


# Events


class ConversationClip(Event, frozen=True, kw_only=True, tag="conversation.clip"):
    """Somebody in the conversation said something as a clip. ``shown_to`` are the keys of those in it now."""

    touches: ClassVar[dict[str, str]] = {"clip": "clip_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "consult_id")
    subject: ClassVar[str | None] = "of_id"
    kept_only: ClassVar[tuple[str, ...]] = ("digest", "file_id")

    clip_id: str
    conversation_id: str
    incident_id: str | None = None
    consult_id: str | None = None
    of_relation: SideRelation
    of_id: str
    of_name: Personal[str] = None
    lasts_ms: int
    size: int
    media_type: str
    spoken_at_ms: int
    keep_until_ms: int
    shown_to: list[ParticipantKey]
    digest: str
    file_id: str


class ClipHeard(Event, frozen=True, kw_only=True, tag="clip.heard"):
    touches: ClassVar[dict[str, str]] = {"clip": "clip_id"}

    clip_id: str
    conversation_id: str
    key: ParticipantKey


class ClipShown(Event, frozen=True, kw_only=True, tag="clip.shown"):
    """On whose screens it stands from now on; nobody's once the conversation is over."""

    touches: ClassVar[dict[str, str]] = {"clip": "clip_id"}

    clip_id: str
    conversation_id: str
    shown_to: list[ParticipantKey]


class ClipForgotten(Event, frozen=True, kw_only=True, tag="clip.forgotten"):
    touches: ClassVar[dict[str, str]] = {"clip": "clip_id"}

    clip_id: str
    conversation_id: str


class ClipFileErased(Event, frozen=True, kw_only=True, tag="clip.file_erased"):
    touches: ClassVar[dict[str, str]] = {"clip": "clip_id"}

    clip_id: str
    conversation_id: str


# View and questions


class ClipView(View, frozen=True, kw_only=True):
    """One clip. ``heard_by`` are the keys of those who have listened to the end; ``forgotten``: it can be heard no
    more."""

    clip_id: str
    conversation_id: str
    of_relation: SideRelation
    of_id: str
    of_name: str | None
    lasts_ms: int
    size: int
    spoken_at_ms: int
    at_ms: int
    heard_by: list[str]
    forgotten: bool = False


class ClipsAbout(Question, frozen=True, kw_only=True, tag="clips.about"):
    """The clips of all conversations about an incident or a consult which the asker may hear, in order."""

    answer_type: ClassVar[object] = list[ClipView]

    about: str


class ClipsShown(Question, frozen=True, kw_only=True, tag="clips.shown"):
    """The ids of a conversation's clips that stand on screens; the server's own question."""

    answer_type: ClassVar[object] = list[str]

    conversation_id: str
