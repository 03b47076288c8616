"""The commands of patients in consults: gather what is known outside, decide, record."""

from typing import Any

import msgspec

from consult_room.domain import decide as core
from consult_room.domain.decide import Asker, Behind
from consult_room.domain.operations import Operation, check_may
from consult_room.domain.states import Consult
from consult_room.handlers import AskResult, people_on_duty, read_consult
from consult_room.patients.domain import decisions
from consult_room.patients.domain.contacts import CONTACTS_AT_MOST, headings, subscriber
from consult_room.patients.domain.link import KIND, PatientLink
from signaling.protocol.base import Command
from signaling.protocol.consult_room import ConsultAsk, RungPerson
from signaling.protocol.incident_summaries import (
    IncidentFound,
    IncidentsFound,
    IncidentToCallBack,
    IncidentToCallBackView,
)
from signaling.protocol.patient_links import (
    EarlierContact,
    PatientAgree,
    PatientConsultEnd,
    PatientConsultOpen,
    PatientContactsSeen,
    PatientDecline,
    PatientLinkEnd,
    PatientLinkExpire,
    PatientLinkNoteDelivery,
    PatientLinkRevoke,
    PatientLinkSend,
    PatientLookBack,
    PatientMakeEmergency,
    PatientNoteIncident,
    PatientReach,
    PatientReachOf,
    PatientSay,
    patient_guest_id,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Ask, Desk, Handler, Moment, Role

MOST_LINKS = 500


async def before_open(command: PatientConsultOpen, moment: Moment, ask: Ask) -> list[RungPerson]:
    return await people_on_duty(command.specialty, moment.now_ms, ask)


async def open_consult(command: PatientConsultOpen, facts: list[RungPerson], desk: Desk) -> AskResult:
    """The consult, the ringing and the link, in one."""
    if desk.moment.actor.role is not Role.SYSTEM:
        raise Refused(Code.NOT_ALLOWED)
    if await desk.version("consult", command.consult_id):
        raise Refused(Code.ALREADY_EXISTS)
    asked = ConsultAsk(
        id=command.id,
        made_at_ms=command.made_at_ms,
        consult_id=command.consult_id,
        specialty=command.specialty,
        urgency=command.urgency,
        question=command.question,
        age_years=command.age_years,
        sex=command.sex,
        summary=command.summary,
    )
    asker = Asker(
        id=patient_guest_id(command.consult_id),
        kind="guest",
        name=(command.name or "").strip() or None,
        telephone=decisions.check_telephone(command.telephone or ""),
    )
    number = await desk.number("consult")
    desk.record(*core.ask(asked, number, asker, _behind(command), facts, desk.moment.now_ms, missing=[]))
    consult = await read_consult(command.consult_id, desk)
    desk.record(
        decisions.sent(consult.id, consult, command.telephone or "", command.language, command.lives_ms, desk.moment)
    )
    return AskResult(consult_id=command.consult_id, number=number)


def _behind(command: PatientConsultOpen) -> Behind | None:
    if command.incident_id is None:
        return None
    return Behind(
        incident_id=command.incident_id, number=command.incident_number or 0, reason=command.incident_reason or ""
    )


async def send(command: PatientLinkSend, facts: None, desk: Desk) -> None:
    state, consult = await _both(command.consult_id, desk)
    desk.record(*decisions.decide_send(state, consult, command, desk.moment))


async def say(command: PatientSay, facts: None, desk: Desk) -> None:
    desk.record(*decisions.decide_say(await read_link(command.consult_id, desk), command, desk.moment))


class LookedBack(msgspec.Struct, frozen=True, kw_only=True):
    """What dispatch knows of the telephone number."""

    incidents: list[IncidentFound]


async def before_look_back(command: PatientLookBack, moment: Moment, ask: Ask) -> LookedBack:
    """Whether they may see it is decided with the look. Refuses ``not_found``."""
    reach: PatientReach = await ask(PatientReachOf(consult_id=command.consult_id))
    number = subscriber(reach.telephone)
    if number is None:
        return LookedBack(incidents=[])
    return LookedBack(incidents=await ask(IncidentsFound(text=number, limit=CONTACTS_AT_MOST)))


async def look_back(command: PatientLookBack, facts: LookedBack, desk: Desk) -> list[EarlierContact]:
    """It is written down with the look itself: nobody sees without a trace."""
    state = await read_link(command.consult_id, desk)
    check_may(state.circle, desk.moment.actor, Operation.SEE_CONTACTS)
    number = subscriber(state.telephone)
    links = await desk.find(KIND, PatientLink, limit=MOST_LINKS, subscriber=number) if number else []
    found = headings(state, facts.incidents, links, desk.moment.now_ms)
    desk.record(PatientContactsSeen(consult_id=state.consult_id, person_id=desk.moment.actor.id, found=len(found)))
    return found


async def before_emergency(command: PatientMakeEmergency, moment: Moment, ask: Ask) -> IncidentToCallBackView | None:
    """What is known of the incident behind it, if there is one. Refuses ``not_found``."""
    reach: PatientReach = await ask(PatientReachOf(consult_id=command.consult_id))
    if reach.incident_id is None:
        return None
    found: IncidentToCallBackView = await ask(IncidentToCallBack(incident_id=reach.incident_id))
    return found


async def make_emergency(command: PatientMakeEmergency, facts: IncidentToCallBackView | None, desk: Desk) -> None:
    state, consult = await _both(command.consult_id, desk)
    desk.record(*decisions.decide_emergency(state, consult, command, facts, desk.moment))


async def end(command: PatientConsultEnd, facts: None, desk: Desk) -> None:
    state, consult = await _both(command.consult_id, desk)
    desk.record(*decisions.decide_end(state, consult, command, desk.moment))


async def change(command: Any, facts: None, desk: Desk) -> None:
    """Everything else that happens to a link."""
    desk.record(*decisions.decide(await read_link(command.consult_id, desk), command, desk.moment))


async def read_link(consult_id: str, desk: Desk) -> PatientLink:
    """Refuses ``not_found`` of the consult itself: that there is none, and that it is not theirs, are told alike."""
    if not await desk.version(KIND, consult_id):
        raise Refused(Code.NOT_FOUND, kind="consult", id=consult_id)
    return await desk.get(KIND, consult_id, PatientLink)


async def _both(consult_id: str, desk: Desk) -> tuple[PatientLink, Consult]:
    return await read_link(consult_id, desk), await read_consult(consult_id, desk)


CHANGES: tuple[type[Command], ...] = (
    PatientAgree,
    PatientDecline,
    PatientLinkRevoke,
    PatientLinkExpire,
    PatientLinkEnd,
    PatientLinkNoteDelivery,
    PatientNoteIncident,
)

HANDLERS: tuple[Handler, ...] = (
    Handler(PatientConsultOpen, open_consult, gather=before_open),
    Handler(PatientLinkSend, send),
    Handler(PatientSay, say),
    Handler(PatientLookBack, look_back, gather=before_look_back),
    Handler(PatientMakeEmergency, make_emergency, gather=before_emergency),
    Handler(PatientConsultEnd, end),
    *(Handler(command, change) for command in CHANGES),
)
