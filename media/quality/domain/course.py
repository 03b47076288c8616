"""The course of a conversation: who came and went, by which path, whether it was recorded. It names nobody."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from signaling.protocol.base import Event, View
from signaling.protocol.conversations import (
    AboutKind,
    ConversationAccepted,
    ConversationAsked,
    ConversationEnded,
    ConversationOpened,
    Path,
)
from signaling.protocol.forwarding import ConversationRouted
from signaling.protocol.participants import ConversationEntered, ConversationLeft
from signaling.protocol.quality import CourseEntry, CourseMember, CourseView, Happening
from signaling.protocol.recording import RecordingBegun, RecordingPaused, RecordingStopped
from signaling.slice import ADMINISTRATION, Audience, Stamp

KIND = "conversation_course"
DAY_MS = 86_400_000
ENTRIES_AT_MOST = 1_000
"""A path that flaps for a day must not make a row that nobody can read; the oldest entries go."""


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """Times are milliseconds UTC. Until it is accepted it only remembers who asked."""

    conversation_id: str
    about: str
    about_kind: AboutKind
    members: tuple[CourseMember, ...]
    began_at_ms: int | None = None
    ended_at_ms: int | None = None
    path: Path = "direct"
    process: str | None = None
    recording: bool = False
    entries: tuple[CourseEntry, ...] = ()

    @property
    def goes_on(self) -> bool:
        return self.began_at_ms is not None and self.ended_at_ms is None

    @property
    def ended_day(self) -> int | None:
        """Days since 1970 UTC; None also of what was never accepted."""
        return None if self.began_at_ms is None or self.ended_at_ms is None else self.ended_at_ms // DAY_MS

    def with_entry(
        self,
        at_ms: int,
        what: Happening,
        *,
        key: str | None = None,
        because: str = "",
        path: Path | None = None,
        process: str | None = None,
    ) -> "Course":
        """The course with one more thing that happened."""
        entry = CourseEntry(at_ms=at_ms, what=what, key=key, path=path, process=process, because=because)
        return msgspec.structs.replace(self, entries=(*self.entries, entry)[-ENTRIES_AT_MOST:])


def _begun(event: ConversationAsked | ConversationOpened, asker: CourseMember) -> Course:
    kind: AboutKind = "consult" if event.consult_id else "incident" if event.incident_id else "none"
    return Course(
        conversation_id=event.conversation_id,
        about=event.consult_id or event.incident_id or "",
        about_kind=kind,
        members=(asker,),
    )


def _asker(event: ConversationAsked | ConversationOpened, stamp: Stamp) -> CourseMember:
    return CourseMember(
        key=f"{event.asker_relation}:{event.asker_id}", role=event.asker_role, entered_at_ms=stamp.at_ms
    )


def _asked(state: Course | None, event: ConversationAsked, stamp: Stamp) -> Course:
    return _begun(event, _asker(event, stamp))


def _answered(state: Course, event: ConversationAccepted | ConversationOpened, stamp: Stamp) -> Course:
    answerer = CourseMember(
        key=f"{event.answerer_relation}:{event.answerer_id}", role=event.answerer_role, entered_at_ms=stamp.at_ms
    )
    sides = tuple(msgspec.structs.replace(one, entered_at_ms=stamp.at_ms) for one in state.members)
    begun = msgspec.structs.replace(state, began_at_ms=stamp.at_ms, members=(*sides, answerer))
    return begun.with_entry(stamp.at_ms, "began", path="direct")


def _opened(state: Course | None, event: ConversationOpened, stamp: Stamp) -> Course:
    return _answered(_begun(event, _asker(event, stamp)), event, stamp)


def _entered(state: Course, event: ConversationEntered, stamp: Stamp) -> Course:
    """Who comes back is the same side as before."""
    key = f"{event.of_relation}:{event.of_id}"
    member = CourseMember(key=key, role=event.role, entered_at_ms=stamp.at_ms)
    others = tuple(one for one in state.members if one.key != key)
    entered = msgspec.structs.replace(state, members=(*others, member))
    return entered.with_entry(stamp.at_ms, "entered", key=key)


def _left(state: Course, event: ConversationLeft, stamp: Stamp) -> Course:
    key = f"{event.of_relation}:{event.of_id}"
    members = tuple(
        msgspec.structs.replace(one, left_at_ms=stamp.at_ms) if one.key == key else one for one in state.members
    )
    left = msgspec.structs.replace(state, members=members)
    return left.with_entry(stamp.at_ms, "left", key=key, because=event.because)


def _routed(state: Course, event: ConversationRouted, stamp: Stamp) -> Course:
    """What a worker is told anew of the same room is no happening; and the forwarder that is let go at the end is the
    conversation's end, no other path."""
    if event.because == "released":
        return state
    if event.because == "ended":
        return msgspec.structs.replace(state, process=None)
    if (event.path, event.worker_id) == (state.path, state.process):
        return state
    what: Happening = "path" if event.path != state.path else "process"
    routed = msgspec.structs.replace(state, path=event.path, process=event.worker_id)
    return routed.with_entry(stamp.at_ms, what, path=event.path, process=event.worker_id, because=event.because)


def _recorded(state: Course, event: RecordingBegun, stamp: Stamp) -> Course:
    if state.recording:
        return state
    return msgspec.structs.replace(state, recording=True).with_entry(stamp.at_ms, "recording_on")


def _not_recorded(state: Course, event: RecordingPaused | RecordingStopped, stamp: Stamp) -> Course:
    """A recording that was asked for and never began has nothing to end."""
    if not state.recording:
        return state
    off = msgspec.structs.replace(state, recording=False)
    return off.with_entry(stamp.at_ms, "recording_off", because=event.because)


def _ended(state: Course, event: ConversationEnded, stamp: Stamp) -> Course:
    ended = msgspec.structs.replace(state, ended_at_ms=stamp.at_ms, process=None, recording=False)
    return ended.with_entry(stamp.at_ms, "ended", because=event.because)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Course]] = {
    ConversationAsked: _asked,
    ConversationOpened: _opened,
    ConversationAccepted: _answered,
    ConversationEntered: _entered,
    ConversationLeft: _left,
    ConversationRouted: _routed,
    RecordingBegun: _recorded,
    RecordingPaused: _not_recorded,
    RecordingStopped: _not_recorded,
    ConversationEnded: _ended,
}


def course_view(state: Course) -> CourseView:
    """Of an accepted conversation."""
    return CourseView(
        conversation_id=state.conversation_id,
        about_kind=state.about_kind,
        began_at_ms=state.began_at_ms or 0,
        ended_at_ms=state.ended_at_ms,
        path=state.path,
        process=state.process,
        recording=state.recording,
        members=list(state.members),
        entries=len(state.entries),
    )


def views(state: Course) -> Mapping[Audience, View]:
    """Administrators, of what goes on now."""
    return {ADMINISTRATION: course_view(state)} if state.goes_on else {}
