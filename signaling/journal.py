"""The journal's rows: how an event becomes a row and a row an event again, with personal data kept apart.

A row's ``body`` holds the event without its personal fields, and a salted digest of each under ``~``; ``personal``
holds their values and the salt. ``hash`` covers the row before it and everything but ``personal`` (rules [J4], [J5]).
"""

import hashlib
import secrets
from collections.abc import Iterable
from functools import cache
from typing import Any, get_type_hints

import msgspec

from signaling.protocol.base import Event
from signaling.slice import Actor, Happened, Stamp

_encode = msgspec.json.Encoder(order="deterministic").encode


class NewerRow(Exception):
    """The journal goes on in words that this program does not know: a newer one has written them."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the journal. ``skew_ms`` is server time less device time; ``cause`` is the command's id."""

    stream: str
    seq: int
    id: str
    type: str
    at_ms: int
    made_at_ms: int
    skew_ms: int
    actor: str
    actor_name: str
    device: str
    about: tuple[str, ...]
    cause: str
    body: str
    personal: str | None
    subject: str | None
    hash: str


class _Personal(msgspec.Struct, frozen=True):
    salt: str
    fields: dict[str, Any]


@cache
def personal_fields(event: type[Event]) -> frozenset[str]:
    """The names of the fields that are typed ``Personal[…]``."""
    names = set()
    for name, hint in get_type_hints(event, include_extras=True).items():
        for meta in getattr(hint, "__metadata__", ()):
            if isinstance(meta, msgspec.Meta) and (meta.extra_json_schema or {}).get("personal"):
                names.add(name)
    return frozenset(names)


def touched(event: Event) -> list[tuple[str, str]]:
    """The (kind, id) of every aggregate that the event changes."""
    pairs = ((kind, getattr(event, name)) for kind, name in type(event).touches.items())
    return [(kind, id) for kind, id in pairs if id is not None]


def about(event: Event) -> tuple[str, ...]:
    """The ids of the incident, consult or patient on whose thread the event stands."""
    values = (getattr(event, name) for name in type(event).about)
    return tuple(dict.fromkeys(value for value in values if value))


def public_body(event: Event) -> dict[str, Any]:
    """The event's fields without the personal ones and without its type: what screens hear of it (rule [S4])."""
    hidden = personal_fields(type(event)) | {"type", *type(event).kept_only}
    body: dict[str, Any] = msgspec.to_builtins(event)
    return {name: value for name, value in body.items() if name not in hidden}


def tag_of(word: type[msgspec.Struct]) -> str:
    """The word's name on the wire."""
    return str(word.__struct_config__.tag)


def to_rows(
    events: Iterable[Event], *, stream: str, first_seq: int, previous_hash: str, at_ms: int, made_at_ms: int,
    actor: Actor, cause: str, event_ids: Iterable[str],
) -> list[Row]:  # fmt: skip
    """The rows of one command's events, chained to ``previous_hash``."""
    rows: list[Row] = []
    for offset, (event, event_id) in enumerate(zip(events, event_ids, strict=True)):
        body, personal = _take_apart(event)
        subject_field = type(event).subject
        subject = getattr(event, subject_field) if subject_field else None
        row = Row(
            stream=stream, seq=first_seq + offset, id=event_id, type=tag_of(type(event)), at_ms=at_ms,
            made_at_ms=made_at_ms, skew_ms=at_ms - made_at_ms, actor=actor.id, actor_name=actor.name,
            device=actor.device, about=about(event), cause=cause, body=body, personal=personal,
            subject=subject, hash="",
        )  # fmt: skip
        previous_hash = chain(previous_hash, row)
        rows.append(msgspec.structs.replace(row, hash=previous_hash))
    return rows


def chain(previous_hash: str, row: Row) -> str:
    """The row's hash: SHA-256 over the hash before it and every column but ``personal`` and ``hash``."""
    covered = (
        previous_hash, row.stream, row.seq, row.id, row.type, row.at_ms, row.made_at_ms, row.actor, row.device,
        row.about, row.cause, row.body, row.subject,
    )  # fmt: skip
    return hashlib.sha256(_encode(covered)).hexdigest()


def to_event(row: Row, words: dict[str, type[Event]]) -> Event:
    """The event of a row; personal fields that were erased read back as None. Raises NewerRow."""
    body = msgspec.json.decode(row.body)
    body.pop("~", None)
    if row.personal is not None:
        body.update(msgspec.json.decode(row.personal, type=_Personal).fields)
    body["type"] = row.type
    try:
        return msgspec.convert(body, words[row.type])
    except (KeyError, msgspec.ValidationError) as error:
        raise NewerRow(f"{row.type}, number {row.seq}") from error


def to_happened(row: Row, words: dict[str, type[Event]]) -> Happened:
    """The row as a reaction or a rebuild reads it."""
    return Happened(event=to_event(row, words), event_id=row.id, stamp=stamp_of(row), command_id=row.cause)


def stamp_of(row: Row) -> Stamp:
    """What ``evolve`` is told beside the event."""
    return Stamp(seq=row.seq, at_ms=row.at_ms, made_at_ms=row.made_at_ms, actor_id=row.actor, actor_name=row.actor_name)


def _take_apart(event: Event) -> tuple[str, str | None]:
    body: dict[str, Any] = msgspec.to_builtins(event)
    body.pop("type")
    values = {name: body.pop(name) for name in personal_fields(type(event)) if name in body}
    values = {name: value for name, value in values.items() if value is not None}
    if not values:
        return _encode(body).decode(), None
    salt = secrets.token_hex(16)
    body["~"] = {
        name: hashlib.sha256(salt.encode() + name.encode() + _encode(value)).hexdigest()[:32]
        for name, value in values.items()
    }
    return _encode(body).decode(), _encode(_Personal(salt, values)).decode()
