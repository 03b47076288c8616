"""Recording of a conversation: asked for, agreed to by everybody in it, kept, watched, forgotten.

A participant's *key* is ``<relation>:<id>``. A *reel* is what one participant's device sent to one worker without a
pause, cut into *parts* that are chained by their digests; a *take* is a playable piece of a reel. Nothing is recorded
while anybody in the conversation has not agreed.
"""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Question, View
from signaling.protocol.conversations import EndpointId, SideRelation

RecordingPhase = Literal["asked", "running", "paused", "stopped", "refused", "forgotten"]
RecordingPausedBecause = Literal["not_agreed", "no_worker"]
RecordingStoppedBecause = Literal["stopped", "taken_back", "conversation_over"]
Agreement = Literal["open", "yes", "no"]
Filmed = Literal["person", "screen"]
WatchReason = Literal["taking_part", "quality", "complaint", "training", "law"]
InspectReason = Literal["quality", "complaint", "training", "law"]
ReelId = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
PartDigest = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
PartCount = Annotated[int, msgspec.Meta(ge=0, le=100_000)]
RecordMs = Annotated[int, msgspec.Meta(ge=0)]
ParticipantKey = Annotated[str, msgspec.Meta(min_length=3, max_length=120)]


# Commands


class RecordingAsk(Command, frozen=True, kw_only=True, tag="recording.ask"):
    """Somebody in the conversation wants it recorded, and by that agrees. ``text_version`` is the text of consent that
    the asker has read and everybody will be shown."""

    recording_id: str
    conversation_id: str
    text_version: int


class RecordingConsent(Command, frozen=True, kw_only=True, tag="recording.consent"):
    """Who is in the conversation agrees, having read that text."""

    recording_id: str
    text_version: int


class RecordingRefuse(Command, frozen=True, kw_only=True, tag="recording.refuse"):
    """Who is in the conversation does not agree, or does so no longer."""

    recording_id: str


class RecordingStop(Command, frozen=True, kw_only=True, tag="recording.stop"):
    """Anybody in the conversation ends the recording; what was recorded is kept."""

    recording_id: str


class RecordingFollow(Command, frozen=True, kw_only=True, tag="recording.follow"):
    """The system's: the conversation has changed; begin, pause, go on or end as its state wants it now."""

    recording_id: str


class RecordingKeepPart(Command, frozen=True, kw_only=True, tag="recording.keep_part"):
    """The system's: a worker has sent this part, and it lies sealed as ``file_id``. ``previous_digest`` is what the
    server computed the chain from; ``head_bytes`` stand before the part's cluster, ``begins_ms`` is the cluster's
    time and ``key_ms`` that of its first key frame."""

    recording_id: str
    worker_id: str
    reel_id: ReelId
    number: PartCount
    take: PartCount
    key: ParticipantKey
    endpoint: EndpointId
    filmed: Filmed
    from_ms: RecordMs
    until_ms: RecordMs
    begins_ms: RecordMs
    key_ms: RecordMs | None
    head_bytes: int
    size: int
    previous_digest: str
    digest: PartDigest
    file_id: str


class RecordingEndReel(Command, frozen=True, kw_only=True, tag="recording.end_reel"):
    """The system's: the worker has said that the reel has so many parts and no more."""

    recording_id: str
    worker_id: str
    reel_id: ReelId
    parts: PartCount


class RecordingWatch(Command, frozen=True, kw_only=True, tag="recording.watch"):
    """Who took part and may watch it begins a viewing; the media is given to that viewing alone."""

    recording_id: str


class RecordingInspect(Command, frozen=True, kw_only=True, tag="recording.inspect"):
    """Who did not take part begins a viewing, and says why."""

    recording_id: str
    reason: InspectReason


class RecordingForget(Command, frozen=True, kw_only=True, tag="recording.forget"):
    """The clock's: it was kept as long as the service keeps recordings."""

    recording_id: str


class RecordingErased(Command, frozen=True, kw_only=True, tag="recording.say_erased"):
    """The system's: the files of a forgotten recording are gone."""

    recording_id: str


# Events


class OfRecording(Event, frozen=True, kw_only=True):
    """What most facts of a recording say: which, of which conversation, and on whose thread it is."""

    touches: ClassVar[dict[str, str]] = {"recording": "recording_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id", "consult_id")

    recording_id: str
    conversation_id: str
    incident_id: str | None = None
    consult_id: str | None = None


class RecordingAsked(OfRecording, frozen=True, kw_only=True, tag="recording.asked"):
    by_key: str
    asked: list[str]
    text_version: int


class RecordingPresence(OfRecording, frozen=True, kw_only=True, tag="recording.presence"):
    """Somebody has come into the conversation, or gone: ``present`` are who is in it now, and are asked."""

    present: list[str]


class RecordingConsented(OfRecording, frozen=True, kw_only=True, tag="recording.consented"):
    by_key: str
    text_version: int


class RecordingDeclined(OfRecording, frozen=True, kw_only=True, tag="recording.declined"):
    """One does not agree, or does so no longer. ``refused``: with that the asking is over."""

    by_key: str
    refused: bool


class RecordingBegun(OfRecording, frozen=True, kw_only=True, tag="recording.begun"):
    """From here on it is recorded, first or again. ``agreed`` are all who have consented, ``began_at_ms`` the
    recording's own zero: the server's time when it began first."""

    touches: ClassVar[dict[str, str]] = {
        "recording": "recording_id",
        "room": "room_id",
        "conversation_course": "conversation_id",
    }

    room_id: str
    worker_id: str
    agreed: list[str]
    began_at_ms: int


class RecordingPaused(OfRecording, frozen=True, kw_only=True, tag="recording.paused"):
    touches: ClassVar[dict[str, str]] = {
        "recording": "recording_id",
        "room": "room_id",
        "conversation_course": "conversation_id",
    }

    room_id: str | None
    because: RecordingPausedBecause


class RecordingStopped(OfRecording, frozen=True, kw_only=True, tag="recording.stopped"):
    """``by_key`` None: the conversation is over. ``keep_until_ms`` None: nothing was ever recorded."""

    touches: ClassVar[dict[str, str]] = {
        "recording": "recording_id",
        "room": "room_id",
        "conversation_course": "conversation_id",
    }

    room_id: str | None
    because: RecordingStoppedBecause
    by_key: str | None
    keep_until_ms: int | None


class RecordingPartKept(Event, frozen=True, kw_only=True, tag="recording.part_kept"):
    """The journal holds the chain of digests: what was kept can be proven without the file's own word."""

    touches: ClassVar[dict[str, str]] = {"recording_reel": "reel_id", "recording_part": "part_id"}

    recording_id: str
    reel_id: str
    part_id: str
    number: int
    take: int
    worker_id: str
    key: str
    endpoint: str
    filmed: Filmed
    from_ms: int
    until_ms: int
    begins_ms: int
    key_ms: int | None
    head_bytes: int
    size: int
    digest: str
    file_id: str


class RecordingReelEnded(Event, frozen=True, kw_only=True, tag="recording.reel_ended"):
    touches: ClassVar[dict[str, str]] = {"recording_reel": "reel_id"}

    recording_id: str
    reel_id: str
    parts: int


class RecordingWatched(OfRecording, frozen=True, kw_only=True, tag="recording.watched"):
    """A viewing has begun; who, the journal's row says."""

    viewing_id: str
    reason: WatchReason


class RecordingForgotten(OfRecording, frozen=True, kw_only=True, tag="recording.forgotten"):
    """Nobody is given it any more. ``with_key``: it was the conversation's last recording, so its key goes too."""

    with_key: bool


class RecordingFilesErased(Event, frozen=True, kw_only=True, tag="recording.erased"):
    touches: ClassVar[dict[str, str]] = {"recording": "recording_id"}

    recording_id: str


# Questions


class RecordedTake(msgspec.Struct, frozen=True, kw_only=True):
    """A piece that plays by itself. Times are milliseconds of the recording; ``size`` is in bytes."""

    reel_id: str
    take: int
    key: str
    filmed: Filmed
    from_ms: int
    until_ms: int
    parts: int
    size: int


class RecordedParticipant(msgspec.Struct, frozen=True, kw_only=True):
    """``name`` None: erased, or never known."""

    key: str
    relation: SideRelation
    name: str | None
    role: str
    agreement: Agreement
    answered_at_ms: int | None


class Viewing(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody has watched, or could have."""

    viewing_id: str
    by_id: str
    by_name: str
    reason: WatchReason
    at_ms: int


class RecordingSummary(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the list: nobody's name and nothing of the patient."""

    recording_id: str
    conversation_id: str
    phase: RecordingPhase
    asked_at_ms: int
    began_at_ms: int | None
    ended_at_ms: int | None
    keep_until_ms: int | None
    participants: int
    viewings: int


class RecordingWhole(msgspec.Struct, frozen=True, kw_only=True):
    """``takes`` is empty for who has no viewing yet."""

    summary: RecordingSummary
    took_part: bool
    text_version: int
    participants: list[RecordedParticipant]
    takes: list[RecordedTake]
    watched: list[Viewing]


class RecordingsList(Question, frozen=True, kw_only=True, tag="recordings.list"):
    """Those asked for in the 31 days up to ``until_ms`` (None: now), the newest first: in which the asker took part; an
    administrator's are all."""

    answer_type: ClassVar[object] = list[RecordingSummary]

    until_ms: int | None = None


class RecordingShow(Question, frozen=True, kw_only=True, tag="recording.show"):
    """One recording: who is in it, who has watched, and with the asker's own ``viewing_id`` what can be played."""

    answer_type: ClassVar[object] = RecordingWhole

    recording_id: str
    viewing_id: str | None = None


class RecordingNow(msgspec.Struct, frozen=True, kw_only=True):
    """A recording that is asked for or goes on. ``agreed``: everybody in the conversation has consented."""

    recording_id: str
    agreed: bool


class RecordingOf(Question, frozen=True, kw_only=True, tag="recording.of"):
    """What is asked for or goes on in the conversation; the server's own question."""

    answer_type: ClassVar[object] = RecordingNow | None

    conversation_id: str


# Views


class AgreementView(msgspec.Struct, frozen=True, kw_only=True):
    """How one who is in the conversation has answered."""

    key: str
    answer: Agreement
    at_ms: int | None


class RecordingView(View, frozen=True, kw_only=True):
    """What everybody in the conversation is shown, from the asking to the end of the recording."""

    recording_id: str
    conversation_id: str
    phase: RecordingPhase
    asked_by: str
    asked_at_ms: int
    text_version: int
    agreements: list[AgreementView]
    began_at_ms: int | None
    paused_because: RecordingPausedBecause | None
