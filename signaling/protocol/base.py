"""The four kinds of message, how a field is marked as personal, and the few small types that many rooms' words hold.

A word's wire name is its struct's ``tag`` (``brigade.assign``). Every concrete word writes its tag out: a
subclass without one would silently get its class name (rule [W2]).
"""

from typing import Annotated, ClassVar, TypeVar

import msgspec

T = TypeVar("T")

Personal = Annotated[T | None, msgspec.Meta(extra_json_schema={"personal": True})]
"""A field that names or describes a person. It reads back as ``T | None``: None once it has been erased.
The journal keeps its value apart from the body, keyed by the event's subject (rule [J5])."""

Code60 = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
Line = Annotated[str, msgspec.Meta(max_length=200)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=120)]


class Word(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"):
    """Anything with a name on the wire."""


class Command(Word, frozen=True, kw_only=True):
    """A wish: idempotent by ``id``, journaled, answered exactly once.

    ``id`` is a UUIDv7 made once by the client, ``made_at_ms`` the device's wall clock, ``clock_ms`` its
    monotonic clock, ``by`` the sign-in under which it was made, ``seen`` the version the person looked at.
    """

    id: str
    made_at_ms: int
    clock_ms: int = 0
    by: str | None = None
    seen: int | None = None


class Question(Word, frozen=True, kw_only=True):
    """Reads only, is never journaled, has a deadline. ``answer_type`` is what it is answered with."""

    answer_type: ClassVar[object] = None

    id: str = ""


class Signal(Word, frozen=True, kw_only=True):
    """Never journaled, never answered; lost when the other end is away."""

    id: str = ""


class Event(Word, frozen=True, kw_only=True):
    """A fact, numbered in the journal.

    ``touches`` names, for each aggregate kind that the event changes, the field that holds its id (a field that
    is None touches nothing). ``about`` names the fields that hold the ids of the incident, consult or patient
    on whose thread the event stands. ``subject`` names the field by which personal data is erased.
    ``kept_only`` names fields that are too large for frames and threads, or nothing to them: the journal keeps them.
    """

    touches: ClassVar[dict[str, str]] = {}
    about: ClassVar[tuple[str, ...]] = ()
    subject: ClassVar[str | None] = None
    kept_only: ClassVar[tuple[str, ...]] = ()


class View(msgspec.Struct, frozen=True, kw_only=True):
    """What one audience is shown of one thing."""


class Point(msgspec.Struct, frozen=True):
    """A place on the earth, WGS 84 degrees."""

    lon: Annotated[float, msgspec.Meta(ge=-180, le=180)]
    lat: Annotated[float, msgspec.Meta(ge=-90, le=90)]
