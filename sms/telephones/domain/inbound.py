"""A text that came back: what it means, what it is about, and how it is kept."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

import msgspec

from signaling.protocol.base import Event, Personal
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.telephones import InboundHeard, InboundNoted, InboundTake, Means, TelephoneOwner
from signaling.slice import Stamp
from sms.domain.alerts import Alert
from sms.domain.deliveries import Delivery
from sms.telephones.domain.telephone import telephone_id

KIND = "inbound_text"
_TEXTS = UUID("0f0b4b3c-5c39-5b2d-8f4e-2f1f9b6a7c11")

DAY_MS = 86_400_000
"""What a telephone was told longer ago than this, a text is not taken to be about."""

ANSWER = re.compile(r"\s*([12])(?:\s*([A-Z2-7]{5}))?\s*", re.IGNORECASE)
STOPS = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"})
STARTS = frozenset({"START", "UNSTOP", "YES"})
"""The words by which Twilio ends and begins what a telephone gets, whatever we make of them."""


def inbound_id(sid: str) -> str:
    """The same for the same text, however often the gateway brings it."""
    return str(uuid5(_TEXTS, sid))


def meaning_of(text: str, said: str = "") -> Means:
    """``said``: what the gateway itself took it for, its ``OptOutType``. What an answer answers is looked at later."""
    word = text.strip().upper()
    if said.strip().upper() == "STOP" or word in STOPS:
        return "stop"
    if said.strip().upper() == "START" or word in STARTS:
        return "start"
    return "answer" if ANSWER.fullmatch(text) else "text"


class InboundText(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One text, as it came."""

    inbound_id: str
    at_ms: int
    means: Means
    about_id: str | None = None
    name: Personal[str] = None
    telephone: Personal[str] = None
    text: Personal[str] = None
    noted_at_ms: int | None = None

    @property
    def is_unplaced(self) -> bool:
        """Whether it stands on no thread, though somebody should read it."""
        return self.means == "text" and self.about_id is None

    @property
    def is_unread(self) -> bool:
        """Whether nobody has put it away."""
        return self.is_unplaced and self.noted_at_ms is None


def _heard(state: InboundText | None, event: InboundHeard, stamp: Stamp) -> InboundText:
    return InboundText(
        inbound_id=event.inbound_id,
        at_ms=stamp.at_ms,
        means=event.means,
        about_id=event.about_id,
        name=event.name,
        telephone=event.telephone,
        text=event.text,
    )


def _noted(state: InboundText, event: InboundNoted, stamp: Stamp) -> InboundText:
    return msgspec.structs.replace(state, noted_at_ms=stamp.at_ms)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], InboundText]] = {InboundHeard: _heard, InboundNoted: _noted}


def decide_note(state: InboundText) -> list[Event]:
    """Put away twice is put away. A text on a thread is read there."""
    if not state.is_unplaced:
        raise Refused(Code.WRONG_STATE, means=state.means)
    return [InboundNoted(inbound_id=state.inbound_id)] if state.is_unread else []


def last_told(newest_first: Sequence[Delivery]) -> Delivery | None:
    """The last message that was given to a gateway: what waits has told nobody anything."""
    return next((one for one in newest_first if one.progress.attempt), None)


def decide_take(
    wish: InboundTake,
    *,
    unsubscribed: bool,
    told: Delivery | None,
    alert: Alert | None,
    owners: Sequence[TelephoneOwner],
) -> InboundHeard:
    """``unsubscribed``: the telephone takes no messages now, so that START or YES is the wish to get them again, and
    not a word to us. ``told``: what it was last told, ``alert``: on behalf of which."""
    means: Means = "text" if wish.means == "start" and not unsubscribed else wish.means
    told = None if means == "answer" else told
    owner = _who(told, owners)
    asked = alert.person(told.person_id) if alert and told else None
    person_id = told.person_id if told else owner.person_id if owner else None
    id = telephone_id(wish.telephone)
    return InboundHeard(
        inbound_id=wish.inbound_id,
        sid=wish.sid,
        means=means,
        telephone_id=id,
        subject_id=person_id or id,
        to=wish.to,
        about_id=told.about_id if told else None,
        alert_id=told.alert_id if told else None,
        person_id=person_id,
        says=told.says if told else None,
        name=asked.name if asked else owner.name if owner else None,
        telephone=wish.telephone,
        text=wish.text,
    )


def _who(told: Delivery | None, owners: Sequence[TelephoneOwner]) -> TelephoneOwner | None:
    """Who was told; with nothing told, who alone has the telephone."""
    if told is not None:
        return next((owner for owner in owners if owner.person_id == told.person_id), None)
    return owners[0] if len(owners) == 1 else None
