"""What may be wished of a caller's link in each of its phases, and what happened then."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from media.caller.domain.link import CallerLink
from signaling.protocol.base import Command, Event
from signaling.protocol.caller import (
    CallerLinkAddPicture,
    CallerLinkAgree,
    CallerLinkAgreed,
    CallerLinkAskText,
    CallerLinkDecline,
    CallerLinkDeclined,
    CallerLinkDeliveryNoted,
    CallerLinkEnd,
    CallerLinkEnded,
    CallerLinkExpire,
    CallerLinkFollowLead,
    CallerLinkNoteDelivery,
    CallerLinkOfferLive,
    CallerLinkOpen,
    CallerLinkOpened,
    CallerLinkPassedOn,
    CallerLinkPassOn,
    CallerLinkPlace,
    CallerLinkRetire,
    CallerLinkRetired,
    CallerLinkRevoke,
    CallerLinkSay,
    CallerLinkSend,
    CallerLinkSent,
    CallerLinkStopLive,
    CallerLinkTakeLive,
    CallerLiveOffered,
    CallerLiveStopped,
    CallerLiveTaken,
    CallerPicture,
    CallerPictureAdded,
    CallerPlaced,
    CallerSaid,
    CallerTextAsked,
    LinkEndedBecause,
    LinkPhase,
)
from signaling.protocol.incident_summaries import IncidentCallerView
from signaling.protocol.incidents import IncidentStatus
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Moment, Role

LIVES_MS = 2 * 3_600_000
CONSENT_VERSIONS = frozenset({"2026-11"})
"""The wordings that the page may show; an agreement to another one is none."""

PICTURES_AT_MOST = 40
MESSAGES_AT_MOST = 300
PLACED_AGAIN_AFTER_MS = 2_000
"""A telephone that tells its place more often is not written down each time."""

BETTER = 0.8
"""A position is better at once when its accuracy is at most this part of the one before."""

FAR_IN_FUTURE_MS = 60_000
TELEPHONE_DIGITS = 7
"""A number with fewer digits is a short one of the town's own, to which no SMS goes."""

DESK = (Role.DISPATCHER, Role.CALL_TAKER)
Facts = IncidentCallerView | None


def decide_send(
    command: CallerLinkSend, caller: IncidentCallerView, open_links: Sequence[CallerLink], moment: Moment
) -> list[Event]:
    """Refuses a closed incident and one without a telephone. What is still open is replaced."""
    if moment.actor.role not in DESK:
        raise Refused(Code.NOT_ALLOWED)
    if caller.status is IncidentStatus.CLOSED:
        raise Refused(Code.INCIDENT_CLOSED, number=caller.number)
    if sum(character.isdigit() for character in caller.telephone or "") < TELEPHONE_DIGITS:
        raise Refused(Code.MISSING, field="caller")
    sent = CallerLinkSent(
        link_id=command.link_id,
        incident_id=command.incident_id,
        incident_number=caller.number,
        patient_id=caller.patient_id,
        language=command.language,
        expires_at_ms=moment.now_ms + LIVES_MS,
        sent_by=moment.actor.id,
        sent_by_name=moment.actor.name or None,
        telephone=caller.telephone,
    )
    return [*(_ended(link, "replaced") for link in open_links), sent]


def _ids(state: CallerLink) -> dict[str, Any]:
    return {"link_id": state.link_id, "incident_id": state.incident_id}


def _ended(state: CallerLink, because: LinkEndedBecause) -> CallerLinkEnded:
    return CallerLinkEnded(**_ids(state), because=because, conversation_id=state.conversation_id)


def _only(moment: Moment, *roles: Role) -> None:
    if moment.actor.role not in roles:
        raise Refused(Code.NOT_ALLOWED)


def _only_guest(state: CallerLink, moment: Moment) -> None:
    """A guest acts for the own link alone."""
    _only(moment, Role.GUEST)
    if moment.actor.id != state.link_id:
        raise Refused(Code.NOT_YOURS)


def _open(state: CallerLink, command: CallerLinkOpen, facts: Facts, moment: Moment) -> list[Event]:
    return [] if state.opened_at_ms is not None else [CallerLinkOpened(**_ids(state))]


def _agree(state: CallerLink, command: CallerLinkAgree, facts: Facts, moment: Moment) -> list[Event]:
    if command.text_version not in CONSENT_VERSIONS:
        raise Refused(Code.CHANGED_MEANWHILE, field="text_version")
    if state.phase == "agreed" and state.language == command.language:
        return []  # the same page again, or another browser of the same telephone
    return [CallerLinkAgreed(**_ids(state), text_version=command.text_version, language=command.language)]


def _decline(state: CallerLink, command: CallerLinkDecline, facts: Facts, moment: Moment) -> list[Event]:
    if state.phase == "declined":
        return []
    return [CallerLinkDeclined(**_ids(state), conversation_id=state.conversation_id)]


def _place(state: CallerLink, command: CallerLinkPlace, facts: Facts, moment: Moment) -> list[Event]:
    """Nothing is written down for a position that says no more than the last."""
    _only_guest(state, moment)
    recent = state.placed_at_ms is not None and moment.now_ms - state.placed_at_ms < PLACED_AGAIN_AFTER_MS
    better = state.accuracy_metres is None or command.accuracy_metres <= state.accuracy_metres * BETTER
    if recent and not better:
        return []
    return [
        CallerPlaced(
            **_ids(state),
            patient_id=state.patient_id,
            point=command.point,
            accuracy_metres=round(command.accuracy_metres, 1),
            at_device_ms=min(command.at_device_ms, moment.now_ms + FAR_IN_FUTURE_MS),
        )
    ]


def _say(state: CallerLink, command: CallerLinkSay, facts: Facts, moment: Moment) -> list[Event]:
    by: Literal["caller", "desk"] = "desk" if moment.actor.role in DESK else "caller"
    if by == "caller":
        _only_guest(state, moment)
    text = (command.text or "").strip()
    if not text:
        raise Refused(Code.MISSING, field="text")
    if any(line.message_id == command.message_id for line in state.messages):
        return []
    if len(state.messages) >= MESSAGES_AT_MOST:
        raise Refused(Code.TOO_LONG, field="messages")
    return [
        CallerSaid(
            **_ids(state),
            patient_id=state.patient_id,
            message_id=command.message_id,
            by=by,
            name=moment.actor.name or None if by == "desk" else None,
            text=text,
        )
    ]


def check_may_add(state: CallerLink, picture_id: str) -> CallerPicture | None:
    """Refuses a picture more than there may be, and any without consent, before its bytes are kept. The picture, if it
    is there already: then there is nothing to keep."""
    if state.phase != "agreed":
        raise _not_now(state)
    kept = state.picture(picture_id)
    if kept is None and len(state.pictures) >= PICTURES_AT_MOST:
        raise Refused(Code.TOO_LONG, field="pictures")
    return kept


def _add_picture(state: CallerLink, command: CallerLinkAddPicture, facts: Facts, moment: Moment) -> list[Event]:
    if check_may_add(state, command.picture_id) is not None:
        return []
    return [
        CallerPictureAdded(
            **_ids(state),
            picture_id=command.picture_id,
            file_id=command.file_id,
            width=command.width,
            height=command.height,
        )
    ]


def _offer_live(state: CallerLink, command: CallerLinkOfferLive, facts: Facts, moment: Moment) -> list[Event]:
    """Each offer is a conversation of its own."""
    _only_guest(state, moment)
    if state.text_only:
        raise Refused(Code.WRONG_STATE, field="text_only")
    return [
        CallerLiveOffered(
            **_ids(state),
            conversation_id=moment.new_id("conversation"),
            to_person_id=state.sent_by,
            to_person_name=state.sent_by_name,
        )
    ]


def _take_live(state: CallerLink, command: CallerLinkTakeLive, facts: Facts, moment: Moment) -> list[Event]:
    _only(moment, *DESK)
    if state.live_offered_at_ms is None:
        raise Refused(Code.NOBODY_THERE)
    return [
        CallerLiveTaken(
            **_ids(state),
            conversation_id=moment.new_id("conversation"),
            to_person_id=moment.actor.id,
            to_person_name=moment.actor.name or None,
            before=state.conversation_id,
        )
    ]


def _stop_live(state: CallerLink, command: CallerLinkStopLive, facts: Facts, moment: Moment) -> list[Event]:
    _only_guest(state, moment)
    if state.live_offered_at_ms is None:
        return []
    return [CallerLiveStopped(**_ids(state), conversation_id=state.conversation_id)]


def _ask_text(state: CallerLink, command: CallerLinkAskText, facts: Facts, moment: Moment) -> list[Event]:
    _only(moment, *DESK)
    if state.text_only == command.only:
        return []
    return [
        CallerTextAsked(
            **_ids(state), only=command.only, conversation_id=state.conversation_id if command.only else None
        )
    ]


def _pass_on(state: CallerLink, command: CallerLinkPassOn, facts: Facts, moment: Moment) -> list[Event]:
    """``facts`` knows the lead, if there is one; else whoever becomes it will see."""
    _only(moment, *DESK)
    lead = facts.lead_brigade_id if facts else None
    if state.passed_on and state.passed_on_to == lead:
        return []
    return [CallerLinkPassedOn(**_ids(state), brigade_id=lead)]


def _follow_lead(state: CallerLink, command: CallerLinkFollowLead, facts: Facts, moment: Moment) -> list[Event]:
    if not state.passed_on or state.passed_on_to == command.brigade_id:
        return []
    return [CallerLinkPassedOn(**_ids(state), brigade_id=command.brigade_id)]


def _note_delivery(state: CallerLink, command: CallerLinkNoteDelivery, facts: Facts, moment: Moment) -> list[Event]:
    if state.delivery == command.status:
        return []
    return [CallerLinkDeliveryNoted(**_ids(state), status=command.status)]


def _revoke(state: CallerLink, command: CallerLinkRevoke, facts: Facts, moment: Moment) -> list[Event]:
    _only(moment, *DESK)
    return [_ended(state, "revoked")]


def _end(state: CallerLink, command: CallerLinkEnd, facts: Facts, moment: Moment) -> list[Event]:
    return [_ended(state, "incident_closed")]


def _expire(state: CallerLink, command: CallerLinkExpire, facts: Facts, moment: Moment) -> list[Event]:
    return [_ended(state, "expired")] if moment.now_ms >= state.expires_at_ms else []


def _retire(state: CallerLink, command: CallerLinkRetire, facts: Facts, moment: Moment) -> list[Event]:
    """Nothing when the clock came early, or twice."""
    if state.retired or state.due_ms is None or moment.now_ms < state.due_ms:
        return []
    return [CallerLinkRetired(**_ids(state))]


def _nothing(state: CallerLink, command: Command, facts: Facts, moment: Moment) -> list[Event]:
    """It is over already, which is what was wished."""
    return []


Decide = Callable[[CallerLink, Any, Facts, Moment], list[Event]]
OPEN: tuple[LinkPhase, ...] = ("sent", "opened", "agreed", "declined")
ENDED: tuple[LinkPhase, ...] = ("ended",)
AGREED: tuple[LinkPhase, ...] = ("agreed",)

_ROWS: tuple[tuple[type[Command], Decide, tuple[LinkPhase, ...]], ...] = (
    (CallerLinkOpen, _open, OPEN),
    (CallerLinkOpen, _nothing, ENDED),
    (CallerLinkAgree, _agree, OPEN),
    (CallerLinkDecline, _decline, OPEN),
    (CallerLinkPlace, _place, AGREED),
    (CallerLinkSay, _say, AGREED),
    (CallerLinkAddPicture, _add_picture, AGREED),
    (CallerLinkOfferLive, _offer_live, AGREED),
    (CallerLinkTakeLive, _take_live, AGREED),
    (CallerLinkStopLive, _stop_live, AGREED),
    (CallerLinkStopLive, _nothing, ENDED),
    (CallerLinkAskText, _ask_text, OPEN),
    (CallerLinkPassOn, _pass_on, (*OPEN, *ENDED)),
    (CallerLinkFollowLead, _follow_lead, (*OPEN, *ENDED)),
    (CallerLinkNoteDelivery, _note_delivery, (*OPEN, *ENDED)),
    (CallerLinkRevoke, _revoke, OPEN),
    (CallerLinkRevoke, _nothing, ENDED),
    (CallerLinkEnd, _end, OPEN),
    (CallerLinkEnd, _nothing, ENDED),
    (CallerLinkExpire, _expire, OPEN),
    (CallerLinkExpire, _nothing, ENDED),
    (CallerLinkRetire, _retire, ENDED),
)

TABLE: Mapping[tuple[type[Command], LinkPhase], Decide] = {
    (command, phase): decide for command, decide, phases in _ROWS for phase in phases
}
"""(command, phase) → what happens. A missing pair is refused."""


def decide(state: CallerLink, command: Command, facts: Facts, moment: Moment) -> list[Event]:
    """Refuses ``link_ended`` once it is over, ``consent_needed`` for what needs an agreement first. A guest of another
    link learns nothing of this one's state."""
    if moment.actor.role is Role.GUEST:
        _only_guest(state, moment)
    chosen = TABLE.get((type(command), state.phase))
    if chosen is not None:
        return chosen(state, command, facts, moment)
    raise _not_now(state)


def _not_now(state: CallerLink) -> Refused:
    if state.phase == "ended":
        return Refused(Code.LINK_ENDED, because=state.ended_because)
    return Refused(Code.CONSENT_NEEDED, phase=state.phase)
