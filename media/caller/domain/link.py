"""A caller's link: its state, and what each event makes of it."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from signaling.protocol.base import Event, Personal, Point
from signaling.protocol.caller import (
    CallerLinkAgreed,
    CallerLinkDeclined,
    CallerLinkDeliveryNoted,
    CallerLinkEnded,
    CallerLinkOpened,
    CallerLinkPassedOn,
    CallerLinkRetired,
    CallerLinkSent,
    CallerLiveOffered,
    CallerLiveStopped,
    CallerLiveTaken,
    CallerMessage,
    CallerPicture,
    CallerPictureAdded,
    CallerPlaced,
    CallerSaid,
    CallerTextAsked,
    LinkEndedBecause,
    LinkPhase,
)
from signaling.protocol.deliveries import DeliveryStatus
from signaling.protocol.people import Language
from signaling.slice import Stamp

replace = msgspec.structs.replace

KIND = "caller_link"

SEEN_AFTER_END_MS = 12 * 3_600_000
"""As long as a crew sees an incident after its end."""


class CallerLink(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One link, from its sending until it leaves the screens. Times are milliseconds UTC."""

    link_id: str
    incident_id: str
    incident_number: int
    patient_id: str
    language: Language
    phase: LinkPhase
    sent_at_ms: int
    expires_at_ms: int
    sent_by: str
    sent_by_name: Personal[str] = None
    delivery: DeliveryStatus = "queued"
    opened_at_ms: int | None = None
    agreed_at_ms: int | None = None
    declined_at_ms: int | None = None
    consent_version: str | None = None
    ended_at_ms: int | None = None
    ended_because: LinkEndedBecause | None = None
    text_only: bool = False
    passed_on: bool = False
    passed_on_to: str | None = None
    point: Personal[Point] = None
    accuracy_metres: float | None = None
    placed_at_ms: int | None = None
    pictures: tuple[CallerPicture, ...] = ()
    messages: tuple[CallerMessage, ...] = ()
    live_offered_at_ms: int | None = None
    conversation_id: str | None = None
    retired: bool = False

    @property
    def is_open(self) -> bool:
        return self.phase != "ended"

    @property
    def due_ms(self) -> int | None:
        """When the clock has a word to say: the link's time is over, or the time to look at what came through it."""
        if self.is_open:
            return self.expires_at_ms
        return None if self.retired else (self.ended_at_ms or 0) + SEEN_AFTER_END_MS

    def picture(self, picture_id: str) -> CallerPicture | None:
        return next((one for one in self.pictures if one.picture_id == picture_id), None)


def _sent(state: None, event: CallerLinkSent, stamp: Stamp) -> CallerLink:
    return CallerLink(
        link_id=event.link_id,
        incident_id=event.incident_id,
        incident_number=event.incident_number,
        patient_id=event.patient_id,
        language=event.language,
        phase="sent",
        sent_at_ms=stamp.at_ms,
        expires_at_ms=event.expires_at_ms,
        sent_by=event.sent_by,
        sent_by_name=event.sent_by_name,
    )


def _delivery_noted(state: CallerLink, event: CallerLinkDeliveryNoted, stamp: Stamp) -> CallerLink:
    return replace(state, delivery=event.status)


def _opened(state: CallerLink, event: CallerLinkOpened, stamp: Stamp) -> CallerLink:
    return replace(state, phase="opened" if state.phase == "sent" else state.phase, opened_at_ms=stamp.at_ms)


def _agreed(state: CallerLink, event: CallerLinkAgreed, stamp: Stamp) -> CallerLink:
    return replace(
        state,
        phase="agreed",
        agreed_at_ms=stamp.at_ms,
        declined_at_ms=None,
        consent_version=event.text_version,
        language=event.language,
    )


def _declined(state: CallerLink, event: CallerLinkDeclined, stamp: Stamp) -> CallerLink:
    return replace(state, phase="declined", declined_at_ms=stamp.at_ms, live_offered_at_ms=None, conversation_id=None)


def _placed(state: CallerLink, event: CallerPlaced, stamp: Stamp) -> CallerLink:
    return replace(state, point=event.point, accuracy_metres=event.accuracy_metres, placed_at_ms=stamp.at_ms)


def _said(state: CallerLink, event: CallerSaid, stamp: Stamp) -> CallerLink:
    line = CallerMessage(message_id=event.message_id, by=event.by, at_ms=stamp.at_ms, name=event.name, text=event.text)
    return replace(state, messages=(*state.messages, line))


def _picture_added(state: CallerLink, event: CallerPictureAdded, stamp: Stamp) -> CallerLink:
    picture = CallerPicture(
        picture_id=event.picture_id,
        file_id=event.file_id,
        width=event.width,
        height=event.height,
        at_ms=stamp.at_ms,
    )
    return replace(state, pictures=(*state.pictures, picture))


def _live(state: CallerLink, event: CallerLiveOffered | CallerLiveTaken, stamp: Stamp) -> CallerLink:
    return replace(
        state,
        conversation_id=event.conversation_id,
        live_offered_at_ms=stamp.at_ms if isinstance(event, CallerLiveOffered) else state.live_offered_at_ms,
    )


def _live_stopped(state: CallerLink, event: CallerLiveStopped, stamp: Stamp) -> CallerLink:
    return replace(state, conversation_id=None, live_offered_at_ms=None)


def _text_asked(state: CallerLink, event: CallerTextAsked, stamp: Stamp) -> CallerLink:
    quiet = replace(state, text_only=event.only)
    return replace(quiet, conversation_id=None, live_offered_at_ms=None) if event.only else quiet


def _passed_on(state: CallerLink, event: CallerLinkPassedOn, stamp: Stamp) -> CallerLink:
    return replace(state, passed_on=True, passed_on_to=event.brigade_id)


def _ended(state: CallerLink, event: CallerLinkEnded, stamp: Stamp) -> CallerLink:
    return replace(
        state,
        phase="ended",
        ended_at_ms=stamp.at_ms,
        ended_because=event.because,
        live_offered_at_ms=None,
        conversation_id=None,
    )


def _retired(state: CallerLink, event: CallerLinkRetired, stamp: Stamp) -> CallerLink:
    return replace(state, retired=True)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], CallerLink]] = {
    CallerLinkSent: _sent,
    CallerLinkDeliveryNoted: _delivery_noted,
    CallerLinkOpened: _opened,
    CallerLinkAgreed: _agreed,
    CallerLinkDeclined: _declined,
    CallerPlaced: _placed,
    CallerSaid: _said,
    CallerPictureAdded: _picture_added,
    CallerLiveOffered: _live,
    CallerLiveTaken: _live,
    CallerLiveStopped: _live_stopped,
    CallerTextAsked: _text_asked,
    CallerLinkPassedOn: _passed_on,
    CallerLinkEnded: _ended,
    CallerLinkRetired: _retired,
}
