"""What the frame itself says: greetings, answers, frames, presence. Rules W1 to W9, S1 to S6 of PROTOCOL.md."""

from typing import Any, Literal

import msgspec

from signaling.protocol.base import Question, Signal, View, Word
from signaling.protocol.refusals import Code

SCHEMA = 1
"""Grows by one with every release whose words differ from the last one's, if only by a field (rule W11)."""

OLDEST_SERVED = 1
"""The oldest schema whose clients this server still understands."""

SERVER_OLDER = "server_older"
"""Why a client that is newer than its server has to wait."""

CLIENT_OLDER = "client_older"
"""Why a client that is too old is not served: its page has to be loaded anew, its program to be updated."""


Verdict = Literal["resume", "rejoin", "wait", "stop"]
"""What a client that was said goodbye to does next (rule W9)."""


class Hello(Word, frozen=True, kw_only=True, tag="hello"):
    """A client's first frame. ``after`` is the last journal number it holds, or None."""

    id: str = ""
    schema: int
    stream: str | None = None
    after: int | None = None
    language: str = "uz"


class Resume(Word, frozen=True, kw_only=True, tag="resume"):
    """A screen found a gap: it holds everything up to ``after``."""

    id: str = ""
    after: int | None = None


class Ping(Word, frozen=True, kw_only=True, tag="ping"):
    """Measures the link; answered at once with ``pong``."""

    id: str = ""
    clock_ms: float


class Pong(Word, frozen=True, kw_only=True, tag="pong"):
    """The echo of ``ping``, with the server's wall clock."""

    clock_ms: float
    now_ms: int


class Me(msgspec.Struct, frozen=True, kw_only=True):
    """Who the server takes the client for. ``front`` is the page that this role works at."""

    id: str
    name: str
    role: str
    language: str
    brigade_id: str | None = None
    hospital_id: str | None = None
    sign_in_id: str | None = None
    front: str = "/"


class Welcome(Word, frozen=True, kw_only=True, tag="welcome"):
    """The answer to ``hello``; a frame follows."""

    schema: int
    session_id: str
    stream: str
    now_ms: int
    heartbeat_ms: int
    me: Me
    time_zone: str
    demo: bool


class Done(Word, frozen=True, kw_only=True, tag="done"):
    """A command was done (or had been done before). ``upto`` is its last journal number."""

    to: str
    upto: int
    result: Any = None


class RefusedAnswer(Word, frozen=True, kw_only=True, tag="refused"):
    """The rules said no."""

    to: str
    code: Code
    details: dict[str, Any] = {}


class RejectedAnswer(Word, frozen=True, kw_only=True, tag="rejected"):
    """The body could not be read: ``rule`` says why, ``path`` where."""

    to: str
    rule: str
    path: str = ""


class UnavailableAnswer(Word, frozen=True, kw_only=True, tag="unavailable"):
    """A service behind the server is down; ask again after ``retry_after_ms``."""

    to: str
    service: str
    retry_after_ms: int


class Broken(Word, frozen=True, kw_only=True, tag="broken"):
    """Our own mistake; ``incident`` names the log line that tells more."""

    to: str
    incident: str


class AnswerFrame(Word, frozen=True, kw_only=True, tag="answer"):
    """The answer to a question."""

    to: str
    result: Any = None


class Bye(Word, frozen=True, kw_only=True, tag="bye"):
    """The server closes. See rule W9."""

    verdict: Verdict
    reason: str


class Put(msgspec.Struct, frozen=True, kw_only=True, tag="put", tag_field="op"):
    """A thing entered this screen or changed."""

    kind: str
    id: str
    version: int
    view: Any


class Drop(msgspec.Struct, frozen=True, kw_only=True, tag="drop", tag_field="op"):
    """A thing left this screen."""

    kind: str
    id: str


class EventShown(msgspec.Struct, frozen=True, kw_only=True):
    """A journal row as a screen hears it: without personal fields."""

    seq: int
    type: str
    at_ms: int
    made_at_ms: int
    actor: str
    actor_name: str
    about: list[str]
    body: dict[str, Any]


class Frame(Word, frozen=True, kw_only=True, tag="frame"):
    """All that concerns this viewer between ``after`` (None: this is a snapshot) and ``upto``."""

    stream: str
    after: int | None
    upto: int
    changes: list[Put | Drop]
    events: list[EventShown]


class PresenceItem(msgspec.Struct, frozen=True, kw_only=True):
    """Who is connected. ``id`` is a brigade's for its tablet, else a person's."""

    id: str
    role: str
    connected: bool
    audible: bool
    since_ms: int


class Presence(Word, frozen=True, kw_only=True, tag="presence"):
    """Everybody who is connected now, or was in the last minute."""

    items: list[PresenceItem]


class ScreenAudible(Signal, frozen=True, kw_only=True, tag="screen.audible"):
    """Whether this page may make a sound."""

    audible: bool


class ThreadRow(View, frozen=True, kw_only=True):
    """One line of a thread; ``body`` with the personal fields that the asker may see."""

    seq: int
    type: str
    at_ms: int
    made_at_ms: int
    actor: str
    actor_name: str
    body: dict[str, Any]


class Thread(Question, frozen=True, kw_only=True, tag="thread"):
    """Everything that happened about an incident or a consult, in order."""

    answer_type = list[ThreadRow]

    kind: str
    about: str
