"""A notice and the key by which it was asked for: their states, and what each event makes of them."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from signaling.protocol.base import Event, Personal, View
from signaling.protocol.notices import (
    NoticeEnded,
    NoticeFilesErased,
    NoticeForgotten,
    NoticeKeyAdded,
    NoticeKeyRevoked,
    NoticeMoved,
    NoticePhase,
    NoticePutOff,
    NoticeSending,
    NoticeTaken,
    NoticeTemplate,
)
from signaling.protocol.people import Language
from signaling.slice import Audience, Stamp

NOTICE, KEY = "notice", "notice_key"
KEPT_MS = 30 * 86_400_000
"""How long a patient's address is kept."""


class Notice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``due_ms``: when it is to be sent, or put off again."""

    notice_id: str
    key_id: str
    digest: str
    language: Language
    template: NoticeTemplate
    taken_at_ms: int
    expires_at_ms: int
    due_ms: int | None
    phase: NoticePhase = "waiting"
    reason: str | None = None
    delivery_id: str | None = None
    tries: int = 0
    values: Personal[dict[str, str]] = None
    telephone: Personal[str] = None
    email: Personal[str] = None
    ended: bool = False
    forgotten: bool = False
    erased: bool = False

    @property
    def forget_ms(self) -> int | None:
        return None if self.forgotten else self.taken_at_ms + KEPT_MS


class NoticeKey(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``open``: its notices that have not ended."""

    key_id: str
    name: str
    key_hash: str
    added_at_ms: int
    good: bool = True
    open: int = 0


def _taken(_: Notice | None, event: NoticeTaken, stamp: Stamp) -> Notice:
    return Notice(
        notice_id=event.notice_id,
        key_id=event.key_id,
        digest=event.digest,
        language=event.language,
        template=event.template,
        taken_at_ms=stamp.at_ms,
        expires_at_ms=event.expires_at_ms,
        due_ms=max(event.not_before_ms, stamp.at_ms),
        values=event.values,
        telephone=event.telephone,
        email=event.email,
    )


def _put_off(state: Notice, event: NoticePutOff, stamp: Stamp) -> Notice:
    return msgspec.structs.replace(state, phase="waiting", due_ms=event.until_ms)


def _sending(state: Notice, event: NoticeSending, stamp: Stamp) -> Notice:
    return msgspec.structs.replace(
        state, phase="sending", due_ms=None, delivery_id=event.delivery_id, tries=state.tries + 1
    )


def _moved(state: Notice, event: NoticeMoved, stamp: Stamp) -> Notice:
    return msgspec.structs.replace(state, phase=event.phase)


def _ended(state: Notice, event: NoticeEnded, stamp: Stamp) -> Notice:
    return msgspec.structs.replace(state, phase=event.phase, reason=event.reason, due_ms=None, ended=True)


def _forgotten(state: Notice, event: NoticeForgotten, stamp: Stamp) -> Notice:
    return msgspec.structs.replace(state, forgotten=True, values=None, telephone=None, email=None, due_ms=None)


def _erased(state: Notice, event: NoticeFilesErased, stamp: Stamp) -> Notice:
    return msgspec.structs.replace(state, erased=True)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Notice]] = {
    NoticeTaken: _taken,
    NoticePutOff: _put_off,
    NoticeSending: _sending,
    NoticeMoved: _moved,
    NoticeEnded: _ended,
    NoticeForgotten: _forgotten,
    NoticeFilesErased: _erased,
}


def _key_added(_: NoticeKey | None, event: NoticeKeyAdded, stamp: Stamp) -> NoticeKey:
    return NoticeKey(key_id=event.key_id, name=event.name, key_hash=event.key_hash, added_at_ms=stamp.at_ms)


def _key_revoked(state: NoticeKey, event: NoticeKeyRevoked, stamp: Stamp) -> NoticeKey:
    return msgspec.structs.replace(state, good=False)


def _one_more(state: NoticeKey, event: NoticeTaken, stamp: Stamp) -> NoticeKey:
    return msgspec.structs.replace(state, open=state.open + 1)


def _one_less(state: NoticeKey, event: NoticeEnded, stamp: Stamp) -> NoticeKey:
    return msgspec.structs.replace(state, open=state.open - 1)


KEY_EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], NoticeKey]] = {
    NoticeKeyAdded: _key_added,
    NoticeKeyRevoked: _key_revoked,
    NoticeTaken: _one_more,
    NoticeEnded: _one_less,
}


def no_views(state: Notice | NoticeKey) -> Mapping[Audience, View]:
    """Other systems ask over HTTP; no screen follows them."""
    return {}
