"""A clip's state, what each event makes of it, and who is shown it."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from media.domain.conversation import Party
from signaling.protocol.base import Event, View
from signaling.protocol.clips import (
    ClipFileErased,
    ClipForgotten,
    ClipHeard,
    ClipShown,
    ClipView,
    ConversationClip,
)
from signaling.protocol.conversations import SideRelation
from signaling.slice import Audience, Stamp

KIND = "clip"


class Clip(msgspec.Struct, frozen=True, kw_only=True):
    """One voice clip. Times are milliseconds UTC; ``file_id`` is where it lies sealed."""

    clip_id: str
    conversation_id: str
    about: str
    of_relation: SideRelation
    of_id: str
    of_name: str | None
    lasts_ms: int
    size: int
    media_type: str
    spoken_at_ms: int
    at_ms: int
    keep_until_ms: int
    shown_to: list[str]
    digest: str
    file_id: str
    heard_by: list[str] = []
    forgotten: bool = False
    erased: bool = False

    @property
    def of_key(self) -> str:
        """Who said it."""
        return f"{self.of_relation}:{self.of_id}"

    @property
    def forget_ms(self) -> int | None:
        """When the clock forgets it."""
        return None if self.forgotten else self.keep_until_ms

    @property
    def to_erase(self) -> bool:
        """Forgotten, and its file may still lie there."""
        return self.forgotten and not self.erased


def subject_of(clip_id: str) -> str:
    """Whose key seals a clip's file: its own, so that nothing else goes with it when it is forgotten."""
    return f"clip:{clip_id}"


def _said(state: None, event: ConversationClip, stamp: Stamp) -> Clip:
    return Clip(
        clip_id=event.clip_id,
        conversation_id=event.conversation_id,
        about=event.incident_id or event.consult_id or "",
        of_relation=event.of_relation,
        of_id=event.of_id,
        of_name=event.of_name,
        lasts_ms=event.lasts_ms,
        size=event.size,
        media_type=event.media_type,
        spoken_at_ms=event.spoken_at_ms,
        at_ms=stamp.at_ms,
        keep_until_ms=event.keep_until_ms,
        shown_to=event.shown_to,
        digest=event.digest,
        file_id=event.file_id,
    )


def _heard(state: Clip, event: ClipHeard, stamp: Stamp) -> Clip:
    return msgspec.structs.replace(state, heard_by=[*state.heard_by, event.key])


def _shown(state: Clip, event: ClipShown, stamp: Stamp) -> Clip:
    return msgspec.structs.replace(state, shown_to=event.shown_to)


def _forgotten(state: Clip, event: ClipForgotten, stamp: Stamp) -> Clip:
    return msgspec.structs.replace(state, forgotten=True)


def _erased(state: Clip, event: ClipFileErased, stamp: Stamp) -> Clip:
    return msgspec.structs.replace(state, erased=True)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Clip]] = {
    ConversationClip: _said,
    ClipHeard: _heard,
    ClipShown: _shown,
    ClipForgotten: _forgotten,
    ClipFileErased: _erased,
}


def view_of(state: Clip) -> ClipView:
    return ClipView(
        clip_id=state.clip_id,
        conversation_id=state.conversation_id,
        of_relation=state.of_relation,
        of_id=state.of_id,
        of_name=state.of_name,
        lasts_ms=state.lasts_ms,
        size=state.size,
        spoken_at_ms=state.spoken_at_ms,
        at_ms=state.at_ms,
        heard_by=state.heard_by,
        forgotten=state.forgotten,
    )


def views(state: Clip) -> Mapping[Audience, View]:
    """Everybody in the conversation sees the same."""
    view = view_of(state)
    parties = [Party.of_key(key) for key in state.shown_to]
    return {Audience(party.relation, party.id): view for party in parties}
