"""What may be wished of a guest's link in each of its phases, and what happened then."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from media.domain.conversation import Conversation
from media.domain.decisions import DESK, participant_of
from media.domain.participants import PARTICIPANTS_AT_MOST
from media.guests.domain.link import GuestLink
from media.recording.domain.state import Recording
from signaling.protocol.base import Command, Event
from signaling.protocol.guests import (
    GuestAdmit,
    GuestAdmitted,
    GuestDeliveryNoted,
    GuestEnd,
    GuestEndedBecause,
    GuestExpire,
    GuestFollowRecording,
    GuestInvite,
    GuestInvited,
    GuestKnock,
    GuestKnocked,
    GuestKnockEnded,
    GuestLapse,
    GuestLinkEnded,
    GuestNoteDelivery,
    GuestNoteOut,
    GuestOut,
    GuestPhase,
    GuestRecordingNoted,
    GuestRefuse,
    GuestTake,
    GuestTaken,
    GuestWithdraw,
)
from signaling.protocol.participants import ConversationEntered
from signaling.protocol.recording import RecordingConsented
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Moment, Role

LIVES_MS = 2 * 3_600_000
KNOCK_MS = 5 * 60_000
LINKS_AT_MOST = 8
"""Open links of one conversation."""

INVITERS = (*DESK, Role.PHYSICIAN, Role.SPECIALIST)
FEWEST_DIGITS, MOST_DIGITS = 7, 15
"""Shorter numbers are the town's own, to which no SMS goes; longer ones there are none (ITU-T E.164)."""

_WRITTEN_WITH = frozenset("+()- .")


@dataclass(frozen=True, slots=True)
class Told:
    """What a decision is told besides: the conversation now, and the recording that is going on in it."""

    conversation: Conversation
    recording: Recording | None


def recorded_version(recording: Recording | None) -> int | None:
    """The text of consent under which it is recorded. While it is only asked for nothing is, and whoever comes in is
    asked with the others."""
    return recording.text_version if recording is not None and recording.phase != "asked" else None


def decide_invite(command: GuestInvite, told: Told, open_links: int, moment: Moment) -> list[Event]:
    """Refuses who is not inside, a conversation that is over, a number to which no SMS goes, too many links."""
    conversation = told.conversation
    if moment.actor.role not in INVITERS:
        raise Refused(Code.NOT_ALLOWED)
    if not conversation.goes_on:
        raise Refused(Code.CONVERSATION_ENDED, phase=conversation.phase)
    by = participant_of(conversation, moment.actor).party
    name = (command.name or "").strip()
    if not name:
        raise Refused(Code.MISSING, field="name")
    if command.telephone is not None:
        _check_telephone(command.telephone)
    if open_links >= LINKS_AT_MOST:
        raise Refused(Code.TOO_LONG, at_most=LINKS_AT_MOST)
    return [
        GuestInvited(
            link_id=command.link_id,
            conversation_id=command.conversation_id,
            incident_id=conversation.about if conversation.about_kind == "incident" else None,
            consult_id=conversation.about if conversation.about_kind == "consult" else None,
            role=command.role,
            language=command.language,
            expires_at_ms=moment.now_ms + LIVES_MS,
            by_id=by.id,
            by_role=moment.actor.role.value,
            by_name=by.name,
            recorded_version=recorded_version(told.recording),
            by_message=command.telephone is not None,
            name=name,
            telephone=command.telephone,
        )
    ]


def _check_telephone(written: str) -> None:
    digits = sum(character.isdigit() for character in written)
    strange = [one for one in written if not (one.isascii() and one.isdigit()) and one not in _WRITTEN_WITH]
    if strange or not FEWEST_DIGITS <= digits <= MOST_DIGITS:
        raise Refused(Code.NOT_A_NUMBER, field="telephone")


def _ids(state: GuestLink) -> dict[str, Any]:
    return {
        "link_id": state.link_id,
        "conversation_id": state.conversation_id,
        "incident_id": state.incident_id,
        "consult_id": state.consult_id,
    }


def check_inside(told: Told, moment: Moment) -> None:
    """Refuses who is not in the conversation, and guests: they let nobody in."""
    participant_of(told.conversation, moment.actor)
    if moment.actor.role is Role.GUEST:
        raise Refused(Code.NOT_ALLOWED, detail="a guest lets nobody in")


def _check_goes_on(told: Told) -> None:
    if not told.conversation.goes_on:
        raise Refused(Code.CONVERSATION_ENDED, phase=told.conversation.phase)


def _ended(state: GuestLink, because: GuestEndedBecause, by_id: str | None = None) -> list[Event]:
    return [GuestLinkEnded(**_ids(state), because=because, by_id=by_id)]


def _take(state: GuestLink, command: GuestTake, told: Told, moment: Moment) -> list[Event]:
    if moment.now_ms >= state.expires_at_ms:
        raise Refused(Code.LINK_ENDED, because="expired")
    _check_goes_on(told)
    return [GuestTaken(**_ids(state), language=command.language)]


def _used(state: GuestLink, command: GuestTake, told: Told, moment: Moment) -> list[Event]:
    raise Refused(Code.LINK_USED)


def _knock(state: GuestLink, command: GuestKnock, told: Told, moment: Moment) -> list[Event]:
    """Refuses ``consent_needed`` while it is recorded and the guest has not agreed to that."""
    if moment.now_ms >= state.expires_at_ms:
        raise Refused(Code.LINK_ENDED, because="expired")
    _check_goes_on(told)
    _check_agreed(command.text_version, told)
    return [GuestKnocked(**_ids(state), until_ms=moment.now_ms + KNOCK_MS, agreed_version=command.text_version)]


def _check_agreed(agreed: int | None, told: Told) -> None:
    wanted = recorded_version(told.recording)
    if wanted is not None and agreed != wanted:
        raise Refused(Code.CONSENT_NEEDED, text_version=wanted)


def _admit(state: GuestLink, command: GuestAdmit, told: Told, moment: Moment) -> list[Event]:
    """The guest is a participant from this moment on. What they have agreed to stands before they are inside, so that
    nothing is recorded without it and nothing pauses for it."""
    _check_goes_on(told)
    check_inside(told, moment)
    if len(told.conversation.participants) >= PARTICIPANTS_AT_MOST:
        raise Refused(Code.TOO_LONG, at_most=PARTICIPANTS_AT_MOST)
    _check_agreed(state.agreed_version, told)
    by = participant_of(told.conversation, moment.actor).party
    thread = {"incident_id": state.incident_id, "consult_id": state.consult_id}
    return [
        *_consent(state, told),
        GuestAdmitted(**_ids(state), by_relation=by.relation, by_id=by.id),
        ConversationEntered(
            conversation_id=state.conversation_id,
            invitation_id=state.link_id,
            of_relation="guest",
            of_id=state.link_id,
            of_name=state.name,
            role=state.role,
            **thread,
        ),
    ]


def _consent(state: GuestLink, told: Told) -> list[Event]:
    recording = told.recording
    if recording is None or state.agreed_version != recording.text_version:
        return []
    return [
        RecordingConsented(
            recording_id=recording.recording_id,
            conversation_id=state.conversation_id,
            incident_id=recording.incident_id,
            consult_id=recording.consult_id,
            by_key=state.key,
            text_version=recording.text_version,
        )
    ]


def _answered(state: GuestLink, command: Command, told: Told, moment: Moment) -> list[Event]:
    """The first answer wins."""
    check_inside(told, moment)
    raise Refused(Code.ALREADY_ANSWERED)


def _refuse(state: GuestLink, command: GuestRefuse, told: Told, moment: Moment) -> list[Event]:
    check_inside(told, moment)
    return _ended(state, "refused", moment.actor.id)


def _withdraw(state: GuestLink, command: GuestWithdraw, told: Told, moment: Moment) -> list[Event]:
    """By anybody inside but a guest, and by who made it."""
    if moment.actor.id != state.invited_by:
        check_inside(told, moment)
    return _ended(state, "withdrawn", moment.actor.id)


def _lapse(state: GuestLink, command: GuestLapse, told: Told, moment: Moment) -> list[Event]:
    if state.knock_until_ms is None or moment.now_ms < state.knock_until_ms:
        raise Refused(Code.WRONG_STATE, detail="it may still be answered")
    return [GuestKnockEnded(**_ids(state), because="no_answer")]


def _expire(state: GuestLink, command: GuestExpire, told: Told, moment: Moment) -> list[Event]:
    return _ended(state, "expired") if moment.now_ms >= state.expires_at_ms else []


def _end(state: GuestLink, command: GuestEnd, told: Told, moment: Moment) -> list[Event]:
    return _ended(state, command.because)


def _note_out(state: GuestLink, command: GuestNoteOut, told: Told, moment: Moment) -> list[Event]:
    return [GuestOut(**_ids(state), because=command.because)]


def _follow_recording(state: GuestLink, command: GuestFollowRecording, told: Told, moment: Moment) -> list[Event]:
    """Who knocks and has not agreed to what is recorded now is asked that first."""
    wanted = recorded_version(told.recording)
    noted: list[Event] = []
    if wanted != state.recorded_version:
        noted.append(GuestRecordingNoted(**_ids(state), text_version=wanted))
    if state.phase == "knocking" and wanted is not None and state.agreed_version != wanted:
        noted.append(GuestKnockEnded(**_ids(state), because="recorded"))
    return noted


def _note_delivery(state: GuestLink, command: GuestNoteDelivery, told: Told, moment: Moment) -> list[Event]:
    return [] if state.delivery == command.status else [GuestDeliveryNoted(**_ids(state), status=command.status)]


def _nothing(state: GuestLink, command: Command, told: Told, moment: Moment) -> list[Event]:
    """It is so already, or matters no more."""
    return []


Decide = Callable[[GuestLink, Any, Told, Moment], list[Event]]
WAITING: tuple[GuestPhase, ...] = ("invited", "ready")
OUTSIDE: tuple[GuestPhase, ...] = (*WAITING, "knocking")
OPEN: tuple[GuestPhase, ...] = (*OUTSIDE, "inside")
ENDED: tuple[GuestPhase, ...] = ("ended",)

_ROWS: tuple[tuple[type[Command], Decide, tuple[GuestPhase, ...]], ...] = (
    (GuestTake, _take, ("invited",)),
    (GuestTake, _used, ("ready", "knocking", "inside")),
    (GuestKnock, _knock, ("ready",)),
    (GuestAdmit, _admit, ("knocking",)),
    (GuestAdmit, _answered, ("ready", "inside", "ended")),
    (GuestRefuse, _refuse, ("knocking",)),
    (GuestRefuse, _answered, ("ready", "inside", "ended")),
    (GuestWithdraw, _withdraw, OUTSIDE),
    (GuestWithdraw, _nothing, ENDED),
    (GuestLapse, _lapse, ("knocking",)),
    (GuestExpire, _expire, WAITING),
    (GuestExpire, _nothing, ENDED),
    (GuestEnd, _end, OPEN),
    (GuestEnd, _nothing, ENDED),
    (GuestNoteOut, _note_out, ("inside",)),
    (GuestNoteOut, _nothing, (*OUTSIDE, *ENDED)),
    (GuestFollowRecording, _follow_recording, OPEN),
    (GuestFollowRecording, _nothing, ENDED),
    (GuestNoteDelivery, _note_delivery, OPEN),
    (GuestNoteDelivery, _nothing, ENDED),
)

TABLE: Mapping[tuple[type[Command], GuestPhase], Decide] = {
    (command, phase): decide for command, decide, phases in _ROWS for phase in phases
}
"""(command, phase) → what happens. A missing pair is refused."""

SERVERS: tuple[type[Command], ...] = (
    GuestTake, GuestLapse, GuestExpire, GuestEnd, GuestNoteOut, GuestFollowRecording, GuestNoteDelivery,
)  # fmt: skip


def decide(state: GuestLink, command: Command, told: Told, moment: Moment) -> list[Event]:
    """Refuses ``link_ended`` once it is over, ``wrong_state`` for any other pair that the table does not hold. Who has
    nothing to do with the conversation learns nothing of its links."""
    if isinstance(command, SERVERS):
        if moment.actor.role is not Role.SYSTEM:
            raise Refused(Code.NOT_ALLOWED)
    elif isinstance(command, GuestKnock):
        if moment.actor.role is not Role.GUEST or moment.actor.id != state.link_id:
            raise Refused(Code.NOT_YOURS)
    elif moment.actor.id != state.invited_by:
        check_inside(told, moment)
    chosen = TABLE.get((type(command), state.phase))
    if chosen is not None:
        return chosen(state, command, told, moment)
    if state.phase == "ended":
        raise Refused(Code.LINK_ENDED, because=state.ended_because)
    raise Refused(Code.WRONG_STATE, phase=state.phase)
