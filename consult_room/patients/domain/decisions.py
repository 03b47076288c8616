"""What may be wished of a patient's link in each of its phases, and what happened then."""

from collections.abc import Callable, Mapping
from typing import Any

from consult_room.domain.operations import Operation, check_may
from consult_room.domain.states import Consult, Verb, check
from consult_room.patients.domain.link import PatientLink
from signaling.protocol.base import Command, Event
from signaling.protocol.circle import CircleMember
from signaling.protocol.consult_room import ConsultAcknowledged, Urgency
from signaling.protocol.council import ConsultJoined, ConsultLeft
from signaling.protocol.incident_summaries import IncidentToCallBackView
from signaling.protocol.incidents import Address
from signaling.protocol.patient_links import (
    PatientAgree,
    PatientAgreed,
    PatientConsultEnd,
    PatientConsultEnded,
    PatientDecline,
    PatientDeclined,
    PatientIncidentNoted,
    PatientLinkDeliveryNoted,
    PatientLinkEnd,
    PatientLinkEnded,
    PatientLinkEndedBecause,
    PatientLinkExpire,
    PatientLinkNoteDelivery,
    PatientLinkPhase,
    PatientLinkRevoke,
    PatientLinkSend,
    PatientLinkSent,
    PatientMadeEmergency,
    PatientMakeEmergency,
    PatientNoteIncident,
    PatientSaid,
    PatientSay,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Moment, Role
from signaling.telephone_numbers import digits_of

AGREEMENT_VERSION = "1"
"""Of the wording on the page: ``patient-ask…`` in words/. A new wording needs a new version, here and on the page."""

HOUR_MS = 3_600_000
LIVES_MS: Mapping[Urgency, int] = {"emergency": 24 * HOUR_MS, "urgent": 48 * HOUR_MS, "planned": 7 * 24 * HOUR_MS}
"""How long a link is good, by the consult's urgency."""

LONGEST_MS = 60 * 24 * HOUR_MS
LINES_AT_MOST = 300
FEWEST_DIGITS, MOST_DIGITS = 7, 15
"""Shorter numbers are the town's own, to which no SMS goes; longer ones there are none (ITU-T E.164)."""

NO_REASON_KNOWN = "feels_unwell"
"""The reason of an incident that a consult is turned into when none was behind it."""


def check_telephone(written: str) -> str:
    """The number without the blanks round it. Refuses ``not_a_number``."""
    strange = [one for one in written if not (one.isascii() and one.isdigit()) and one not in "+-() ."]
    if strange or not FEWEST_DIGITS <= len(digits_of(written)) <= MOST_DIGITS:
        raise Refused(Code.NOT_A_NUMBER, field="telephone")
    return written.strip()


def decide_send(state: PatientLink, consult: Consult, command: PatientLinkSend, moment: Moment) -> list[Event]:
    """A link, or another message with the same one: what was agreed to stays so."""
    if moment.actor.role is not Role.SYSTEM:
        check_may(state.circle, moment.actor, Operation.SEND_LINK)
    if consult.over:
        raise Refused(Code.WRONG_STATE, state=consult.state)
    return [sent(command.consult_id, consult, command.telephone or "", command.language, command.lives_ms, moment)]


def sent(
    consult_id: str, consult: Consult, telephone: str, language: Any, lives_ms: int | None, moment: Moment
) -> PatientLinkSent:
    lives_ms = min(lives_ms or LIVES_MS[consult.urgency], LONGEST_MS)
    return PatientLinkSent(
        consult_id=consult_id,
        number=consult.number,
        guest_id=PatientLink(consult_id=consult_id, circle=consult.circle).guest_id,
        language=language,
        expires_at_ms=moment.now_ms + lives_ms,
        own=consult.asker_kind == "guest",
        telephone=check_telephone(telephone),
        name=consult.asker_name if consult.asker_kind == "guest" else None,
    )


def decide_say(state: PatientLink, command: PatientSay, moment: Moment) -> list[Event]:
    """By the patient, who has agreed, or by who treats them. Its id is the command's."""
    check_may(state.circle, moment.actor, Operation.SAY)
    text, by_patient = command.text.strip(), moment.actor.role is Role.GUEST
    if not text:
        raise Refused(Code.MISSING, field="text")
    if state.phase == "ended" or (by_patient and state.phase != "agreed"):
        raise Refused(Code.LINK_ENDED, because=state.ended_because)
    if len(state.lines) >= LINES_AT_MOST:
        raise Refused(Code.TOO_LONG, lines=LINES_AT_MOST)
    return [
        PatientSaid(
            consult_id=state.consult_id,
            line_id=command.id,
            side="patient" if by_patient else "doctor",
            author_id=moment.actor.id,
            text=text,
            name=state.name if by_patient else moment.actor.name or None,
        )
    ]


def decide_emergency(
    state: PatientLink,
    consult: Consult,
    command: PatientMakeEmergency,
    behind: IncidentToCallBackView | None,
    moment: Moment,
) -> list[Event]:
    """An ambulance, with all that is known: the caller's telephone, the place, who the patient is."""
    check_may(state.circle, moment.actor, Operation.MAKE_EMERGENCY)
    if state.emergency_at_ms is not None:
        raise Refused(Code.ALREADY_EXISTS, field="emergency")
    place = command.place.strip()
    address = Address(label=place) if place else behind.address if behind else None
    point = behind.point if behind and not place else None
    if point is None and not (address and (address.label or address.landmark)):
        raise Refused(Code.MISSING, field="place")
    telephone = state.telephone or consult.asker_telephone
    return [
        PatientMadeEmergency(
            consult_id=state.consult_id,
            number=consult.number,
            person_id=moment.actor.id,
            reason=(behind.reason if behind else consult.incident_reason) or NO_REASON_KNOWN,
            incident_id=moment.new_id("incident"),
            behind_id=consult.incident_id,
            age_years=consult.age_years,
            telephone=telephone,
            caller_name=behind.caller_name if behind else state.name,
            patient_name=behind.patient_name if behind else None,
            sex=consult.sex,
            address=address,
            point=point,
            note=command.note.strip() or None,
        )
    ]


def decide_end(state: PatientLink, consult: Consult, command: PatientConsultEnd, moment: Moment) -> list[Event]:
    """A consult that somebody else has asked for is theirs to acknowledge."""
    check_may(state.circle, moment.actor, Operation.END_OWN)
    check(consult.state, Verb.END_OWN)
    if consult.asker_kind != "guest":
        raise Refused(Code.NOT_ALLOWED, detail="its asker acknowledges it")
    if command.closing == "emergency" and state.emergency_at_ms is None:
        raise Refused(Code.WRONG_STATE, wanted="emergency")
    if consult.state != "concluded" and command.closing not in ("nobody_answered", "emergency"):
        raise Refused(Code.CONCLUSION_NEEDED)
    return [
        PatientConsultEnded(
            consult_id=state.consult_id,
            person_id=moment.actor.id,
            closing=command.closing,
            specialty=consult.specialty,
            urgency=consult.urgency,
            incident_reason=consult.incident_reason,
            person_name=moment.actor.name or None,
            telephone=state.telephone,
        ),
        ConsultAcknowledged(consult_id=state.consult_id, incident_id=consult.incident_id),
    ]


def _member(state: PatientLink) -> CircleMember:
    return CircleMember(relation="guest", id=state.guest_id, part="patient")


def _inside(state: PatientLink) -> bool:
    return any(one.id == state.guest_id for one in state.circle.members)


def _agree(state: PatientLink, command: PatientAgree, moment: Moment) -> list[Event]:
    """The patient is of the circle from now on."""
    if moment.now_ms >= (state.expires_at_ms or 0):
        raise Refused(Code.LINK_ENDED, because="expired")
    if command.text_version != AGREEMENT_VERSION:
        raise Refused(Code.CHANGED_MEANWHILE, text_version=AGREEMENT_VERSION)
    events: list[Event] = [
        PatientAgreed(consult_id=state.consult_id, text_version=command.text_version, language=command.language)
    ]
    if not _inside(state):
        thread = state.circle.incident_id
        events.append(ConsultJoined(consult_id=state.consult_id, member=_member(state), name=None, incident_id=thread))
    return events


def _decline(state: PatientLink, command: PatientDecline, moment: Moment) -> list[Event]:
    """Whoever takes it back is out of a doctor's consult; in their own they stay, or it would be nobody's."""
    return [PatientDeclined(consult_id=state.consult_id), *_out(state)]


def _out(state: PatientLink) -> list[Event]:
    if state.own or state.circle.over or not _inside(state):
        return []
    return [ConsultLeft(consult_id=state.consult_id, member=_member(state), incident_id=state.circle.incident_id)]


def _end(state: PatientLink, because: PatientLinkEndedBecause) -> list[Event]:
    return [PatientLinkEnded(consult_id=state.consult_id, guest_id=state.guest_id, because=because), *_out(state)]


def _revoke(state: PatientLink, command: PatientLinkRevoke, moment: Moment) -> list[Event]:
    return _end(state, "revoked")


def _expire(state: PatientLink, command: PatientLinkExpire, moment: Moment) -> list[Event]:
    return _end(state, "expired") if moment.now_ms >= (state.expires_at_ms or 0) else []


def _consult_over(state: PatientLink, command: PatientLinkEnd, moment: Moment) -> list[Event]:
    return _end(state, "consult_over")


def _note_delivery(state: PatientLink, command: PatientLinkNoteDelivery, moment: Moment) -> list[Event]:
    if state.delivery == command.status:
        return []
    return [PatientLinkDeliveryNoted(consult_id=state.consult_id, status=command.status)]


def _note_incident(state: PatientLink, command: PatientNoteIncident, moment: Moment) -> list[Event]:
    """News of another incident than the one that it was turned into is not the patient's."""
    if command.incident_id != state.help_incident_id or (state.help_number is not None and not command.sent):
        return []
    if state.help_sent:
        return []
    number, sent = command.number or state.help_number or 0, command.sent
    return [
        PatientIncidentNoted(consult_id=state.consult_id, incident_id=command.incident_id, number=number, sent=sent)
    ]


def _nothing(state: PatientLink, command: Command, moment: Moment) -> list[Event]:
    """It is so already, or matters no more."""
    return []


Decide = Callable[[PatientLink, Any, Moment], list[Event]]
NONE: tuple[PatientLinkPhase, ...] = ("none",)
OPEN: tuple[PatientLinkPhase, ...] = ("sent", "agreed", "declined")
ENDED: tuple[PatientLinkPhase, ...] = ("ended",)
ANY: tuple[PatientLinkPhase, ...] = (*NONE, *OPEN, *ENDED)

_ROWS: tuple[tuple[type[Command], Decide, tuple[PatientLinkPhase, ...]], ...] = (
    (PatientAgree, _agree, OPEN),
    (PatientDecline, _decline, ("sent", "agreed")),
    (PatientDecline, _nothing, ("declined",)),
    (PatientLinkRevoke, _revoke, OPEN),
    (PatientLinkRevoke, _nothing, ENDED),
    (PatientLinkExpire, _expire, OPEN),
    (PatientLinkExpire, _nothing, (*NONE, *ENDED)),
    (PatientLinkEnd, _consult_over, OPEN),
    (PatientLinkEnd, _nothing, (*NONE, *ENDED)),
    (PatientLinkNoteDelivery, _note_delivery, OPEN),
    (PatientLinkNoteDelivery, _nothing, (*NONE, *ENDED)),
    (PatientNoteIncident, _note_incident, ANY),
)

TABLE: Mapping[tuple[type[Command], PatientLinkPhase], Decide] = {
    (command, phase): decide for command, decide, phases in _ROWS for phase in phases
}
"""(command, phase) → what happens. A missing pair is refused."""


def decide(state: PatientLink, command: Command, moment: Moment) -> list[Event]:
    """Refuses ``link_ended`` once it is over, ``not_found`` where none was sent. All but taking it back are the
    server's own."""
    if isinstance(command, PatientLinkRevoke):
        check_may(state.circle, moment.actor, Operation.SEND_LINK)
    elif moment.actor.role is not Role.SYSTEM:
        raise Refused(Code.NOT_ALLOWED)
    chosen = TABLE.get((type(command), state.phase))
    if chosen is not None:
        return chosen(state, command, moment)
    if state.phase == "ended":
        raise Refused(Code.LINK_ENDED, because=state.ended_because)
    raise Refused(Code.NOT_FOUND, kind="patient_link", id=state.consult_id)
