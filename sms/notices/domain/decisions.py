"""What becomes of a notice when."""

from signaling.protocol.base import Event
from signaling.protocol.deliveries import DeliveryQueued
from signaling.protocol.notices import (
    NoticeEnded,
    NoticeFollow,
    NoticeForgotten,
    NoticeMoved,
    NoticePhase,
    NoticePutOff,
    NoticeSending,
    NoticeTake,
    NoticeTaken,
)
from signaling.protocol.refusals import Code, Refused
from sms.domain.deliveries import code_of
from sms.notices.domain.notice import Notice, NoticeKey
from sms.notices.domain.quiet import QuietHours
from sms.notices.domain.templates import check_values

MOST_OPEN = 10_000
"""Notices of one key that have not ended: a laboratory's month, and an end to a loop that never stops."""

LONGEST_MS = 30 * 86_400_000
UNSUBSCRIBED = "21610"
"""The gateways' code for a number whose owner takes no more messages (Twilio's list of errors)."""


def decide_take(wish: NoticeTake, present: Notice | None, key: NoticeKey, now_ms: int) -> list[Event]:
    """The same again is the same notice. Raises BadNotice for a value that its template does not take."""
    if present is not None:
        if present.digest != wish.digest or present.key_id != wish.key_id:
            raise Refused(Code.SAME_ID_OTHER_BODY)
        return []
    if not key.good:
        raise Refused(Code.NOT_ALLOWED)
    if key.open >= MOST_OPEN:
        raise Refused(Code.TOO_MANY_TRIES, open=key.open)
    check_values(wish.template, wish.values)
    if (wish.telephone is None) is (wish.email is None):
        raise Refused(Code.MISSING, field="to")
    if not max(now_ms, wish.not_before_ms) < wish.expires_at_ms <= now_ms + LONGEST_MS:
        raise Refused(Code.WRONG_STATE, field="expires_at")
    return [
        NoticeTaken(
            notice_id=wish.notice_id,
            key_id=wish.key_id,
            digest=wish.digest,
            language=wish.language,
            template=wish.template,
            not_before_ms=wish.not_before_ms,
            expires_at_ms=wish.expires_at_ms,
            values=wish.values,
            telephone=wish.telephone,
            email=wish.email,
        )
    ]


def decide_send(
    state: Notice, delivery_id: str, *, may_get: bool, quiet: QuietHours | None, now_ms: int
) -> list[Event]:
    """Sent by day until the next quiet hours begin; by night it waits, unless it would be too late by then."""
    if state.ended or state.due_ms is None or now_ms < state.due_ms:
        return []
    if now_ms >= state.expires_at_ms:
        return [_ended(state, "expired", "too_late")]
    if not may_get:
        return [_ended(state, "not_sent", "unsubscribed")]
    if quiet is not None and quiet.quiet(now_ms):
        return _wait(state, quiet.over_at(now_ms), "quiet_hours")
    until_ms = state.expires_at_ms if quiet is None else min(state.expires_at_ms, quiet.begins_at(now_ms))
    return [
        NoticeSending(notice_id=state.notice_id, delivery_id=delivery_id),
        DeliveryQueued(
            delivery_id=delivery_id,
            link_id=state.notice_id,
            about_id=state.notice_id,
            person_id=state.notice_id,
            language=state.language,
            urgency="routine",
            code=code_of(delivery_id),
            expires_at_ms=until_ms,
            channel="sms" if state.telephone else "email",
            telephone=state.telephone,
            email=state.email,
            says="notice",
        ),
    ]


def decide_follow(state: Notice, wish: NoticeFollow, *, quiet: QuietHours | None, now_ms: int) -> list[Event]:
    """What its newest message came to. One that did not leave in time waits for the morning."""
    if wish.delivery_id != state.delivery_id or state.ended:
        return _news_of_ended(state, wish)
    match wish.status:
        case "accepted" | "sent":
            return [_ended(state, "sent", None)]
        case "delivered":
            return [_ended(state, "delivered", None)]
        case "failed":
            unsubscribed = wish.code == UNSUBSCRIBED
            phase: NoticePhase = "not_sent" if unsubscribed else "failed"
            return [_ended(state, phase, "unsubscribed" if unsubscribed else wish.code or "failed")]
        case "withdrawn" if now_ms >= state.expires_at_ms:
            return [_ended(state, "expired", "too_late")]
        case "withdrawn":
            return _wait(state, quiet.over_at(now_ms) if quiet else now_ms, "quiet_hours")
    return []


def _news_of_ended(state: Notice, wish: NoticeFollow) -> list[Event]:
    """A receipt comes after the gateway took the message, or never."""
    mine = wish.delivery_id == state.delivery_id
    if mine and state.phase == "sent" and wish.status in ("delivered", "failed"):
        return [NoticeMoved(notice_id=state.notice_id, phase=wish.status)]
    return []


def decide_forget(state: Notice, now_ms: int) -> list[Event]:
    if state.forget_ms is None or now_ms < state.forget_ms:
        return []
    ends: list[Event] = [] if state.ended else [_ended(state, "expired", "too_late")]
    return [*ends, NoticeForgotten(notice_id=state.notice_id, delivery_id=state.delivery_id)]


def _wait(state: Notice, until_ms: int, reason: str) -> list[Event]:
    if until_ms >= state.expires_at_ms:
        return [_ended(state, "expired", reason)]
    return [NoticePutOff(notice_id=state.notice_id, until_ms=until_ms)]


def _ended(state: Notice, phase: NoticePhase, reason: str | None) -> NoticeEnded:
    return NoticeEnded(
        notice_id=state.notice_id,
        key_id=state.key_id,
        phase=phase,
        reason=reason,
    )
