"""A recording's state, and what each event makes of it; so with its reels and their parts."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from media.domain.conversation import Party
from signaling.protocol.base import Event, View
from signaling.protocol.recording import (
    Agreement,
    AgreementView,
    Filmed,
    RecordingAsked,
    RecordingBegun,
    RecordingConsented,
    RecordingDeclined,
    RecordingFilesErased,
    RecordingForgotten,
    RecordingPartKept,
    RecordingPaused,
    RecordingPausedBecause,
    RecordingPhase,
    RecordingPresence,
    RecordingReelEnded,
    RecordingStopped,
    RecordingView,
    RecordingWatched,
    Viewing,
)
from signaling.slice import Audience, Stamp


class Answer(msgspec.Struct, frozen=True):
    """How a participant has answered, and when (ms UTC)."""

    agreement: Agreement = "open"
    at_ms: int | None = None


class Span(msgspec.Struct, frozen=True):
    """A time in which it ran, in milliseconds of the recording; ``until_ms`` None: it runs."""

    from_ms: int
    until_ms: int | None = None


class Recording(msgspec.Struct, frozen=True, kw_only=True):
    """One recording. ``answers`` are of everybody who was ever asked, ``present`` who is in the conversation now."""

    recording_id: str
    conversation_id: str
    incident_id: str | None
    consult_id: str | None
    phase: RecordingPhase
    asked_by: str
    asked_at_ms: int
    text_version: int
    present: list[str]
    answers: dict[str, Answer]
    paused_because: RecordingPausedBecause | None = None
    began_at_ms: int | None = None
    ended_at_ms: int | None = None
    keep_until_ms: int | None = None
    consented: list[str] = []  # who has ever agreed: what was recorded of them before they took it back stays
    workers: list[str] = []
    spans: list[Span] = []
    watched: list[Viewing] = []
    with_key: bool = False
    erased: bool = False

    @property
    def is_active(self) -> bool:
        """Asked for, or going on."""
        return self.phase in ("asked", "running", "paused")

    @property
    def is_kept(self) -> bool:
        """Something was or will be recorded, and it is not forgotten."""
        return self.is_active or self.forget_ms is not None

    @property
    def agreed(self) -> list[str]:
        """Everybody who has consented, whether present or not."""
        return [key for key, answer in self.answers.items() if answer.agreement == "yes"]

    @property
    def missing(self) -> list[str]:
        """Who is in the conversation and has not agreed."""
        return [key for key in self.present if self.answers.get(key, Answer()).agreement != "yes"]

    @property
    def forget_ms(self) -> int | None:
        """When the clock forgets it."""
        return self.keep_until_ms if self.phase == "stopped" else None

    @property
    def to_erase(self) -> bool:
        """Forgotten, and its files may still lie there."""
        return self.phase == "forgotten" and not self.erased


class Reel(msgspec.Struct, frozen=True, kw_only=True):
    """What one device sent to one worker without a pause. ``parts`` came so far; ``whole`` are all there are."""

    reel_id: str
    recording_id: str
    worker_id: str
    key: str
    endpoint: str
    filmed: Filmed
    parts: int
    take: int
    digest: str
    until_ms: int
    whole: int | None = None


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of a reel, as it lies sealed in ``file_id``."""

    part_id: str
    recording_id: str
    reel_id: str
    number: int
    take: int
    key: str
    filmed: Filmed
    from_ms: int
    until_ms: int
    begins_ms: int
    key_ms: int | None
    head_bytes: int
    size: int
    digest: str
    file_id: str


def _asked(state: None, event: RecordingAsked, stamp: Stamp) -> Recording:
    answers = {key: Answer() for key in event.asked}
    answers[event.by_key] = Answer("yes", stamp.at_ms)  # who asks agrees
    return Recording(
        recording_id=event.recording_id,
        conversation_id=event.conversation_id,
        incident_id=event.incident_id,
        consult_id=event.consult_id,
        phase="asked",
        asked_by=event.by_key,
        asked_at_ms=stamp.at_ms,
        text_version=event.text_version,
        present=event.asked,
        answers=answers,
        consented=[event.by_key],
    )


def _presence(state: Recording, event: RecordingPresence, stamp: Stamp) -> Recording:
    new = {key: Answer() for key in event.present if key not in state.answers}
    return msgspec.structs.replace(state, present=event.present, answers={**state.answers, **new})


def _consented(state: Recording, event: RecordingConsented, stamp: Stamp) -> Recording:
    consented = state.consented if event.by_key in state.consented else [*state.consented, event.by_key]
    answers = {**state.answers, event.by_key: Answer("yes", stamp.at_ms)}
    return msgspec.structs.replace(state, answers=answers, consented=consented)


def _declined(state: Recording, event: RecordingDeclined, stamp: Stamp) -> Recording:
    return msgspec.structs.replace(
        state,
        phase="refused" if event.refused else state.phase,
        answers={**state.answers, event.by_key: Answer("no", stamp.at_ms)},
    )


def _begun(state: Recording, event: RecordingBegun, stamp: Stamp) -> Recording:
    workers = state.workers if event.worker_id in state.workers else [*state.workers, event.worker_id]
    spans = state.spans if state.phase == "running" else [*state.spans, Span(stamp.at_ms - event.began_at_ms)]
    return msgspec.structs.replace(
        state, phase="running", paused_because=None, began_at_ms=event.began_at_ms, workers=workers, spans=spans
    )


def _closed(state: Recording, at_ms: int) -> list[Span]:
    """The spans, the running one closed."""
    if state.began_at_ms is None or not state.spans or state.spans[-1].until_ms is not None:
        return state.spans
    return [*state.spans[:-1], Span(state.spans[-1].from_ms, at_ms - state.began_at_ms)]


def _paused(state: Recording, event: RecordingPaused, stamp: Stamp) -> Recording:
    return msgspec.structs.replace(
        state, phase="paused", paused_because=event.because, spans=_closed(state, stamp.at_ms)
    )


def _stopped(state: Recording, event: RecordingStopped, stamp: Stamp) -> Recording:
    return msgspec.structs.replace(
        state,
        phase="stopped",
        paused_because=None,
        ended_at_ms=stamp.at_ms,
        keep_until_ms=event.keep_until_ms,
        spans=_closed(state, stamp.at_ms),
    )


def _watched(state: Recording, event: RecordingWatched, stamp: Stamp) -> Recording:
    viewing = Viewing(
        viewing_id=event.viewing_id,
        by_id=stamp.actor_id,
        by_name=stamp.actor_name,
        reason=event.reason,
        at_ms=stamp.at_ms,
    )
    return msgspec.structs.replace(state, watched=[*state.watched, viewing])


def _forgotten(state: Recording, event: RecordingForgotten, stamp: Stamp) -> Recording:
    return msgspec.structs.replace(state, phase="forgotten", with_key=event.with_key)


def _erased(state: Recording, event: RecordingFilesErased, stamp: Stamp) -> Recording:
    return msgspec.structs.replace(state, erased=True)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Recording]] = {
    RecordingAsked: _asked,
    RecordingPresence: _presence,
    RecordingConsented: _consented,
    RecordingDeclined: _declined,
    RecordingBegun: _begun,
    RecordingPaused: _paused,
    RecordingStopped: _stopped,
    RecordingWatched: _watched,
    RecordingForgotten: _forgotten,
    RecordingFilesErased: _erased,
}


def _reel_grew(state: Reel | None, event: RecordingPartKept, stamp: Stamp) -> Reel:
    return Reel(
        reel_id=event.reel_id,
        recording_id=event.recording_id,
        worker_id=event.worker_id,
        key=event.key,
        endpoint=event.endpoint,
        filmed=event.filmed,
        parts=event.number + 1,
        take=event.take,
        digest=event.digest,
        until_ms=event.until_ms,
    )


def _reel_ended(state: Reel, event: RecordingReelEnded, stamp: Stamp) -> Reel:
    return msgspec.structs.replace(state, whole=event.parts)


REEL_EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Reel]] = {
    RecordingPartKept: _reel_grew,
    RecordingReelEnded: _reel_ended,
}


def _part(state: None, event: RecordingPartKept, stamp: Stamp) -> Part:
    return Part(
        part_id=event.part_id,
        recording_id=event.recording_id,
        reel_id=event.reel_id,
        number=event.number,
        take=event.take,
        key=event.key,
        filmed=event.filmed,
        from_ms=event.from_ms,
        until_ms=event.until_ms,
        begins_ms=event.begins_ms,
        key_ms=event.key_ms,
        head_bytes=event.head_bytes,
        size=event.size,
        digest=event.digest,
        file_id=event.file_id,
    )


PART_EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Part]] = {RecordingPartKept: _part}


def views(state: Recording) -> Mapping[Audience, View]:
    """Everybody in the conversation sees the same."""
    view = RecordingView(
        recording_id=state.recording_id,
        conversation_id=state.conversation_id,
        phase=state.phase,
        asked_by=state.asked_by,
        asked_at_ms=state.asked_at_ms,
        text_version=state.text_version,
        agreements=[_agreement(key, state.answers.get(key, Answer())) for key in state.present],
        began_at_ms=state.began_at_ms,
        paused_because=state.paused_because,
    )
    return {audience_of(key): view for key in state.present}


def _agreement(key: str, answer: Answer) -> AgreementView:
    return AgreementView(key=key, answer=answer.agreement, at_ms=answer.at_ms)


def audience_of(key: str) -> Audience:
    """The audience of one participant."""
    party = Party.of_key(key)
    return Audience(party.relation, party.id)


def no_views(state: Reel | Part) -> Mapping[Audience, View]:
    """No screen follows reels and parts: a weak link would carry a frame for each of them."""
    return {}
