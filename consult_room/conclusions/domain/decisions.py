"""What may be done with a conclusion: each function gives the facts, or refuses."""

from typing import Any

from consult_room.conclusions.domain import document as documents
from consult_room.conclusions.domain.conclusion import Conclusion, Prepared, Version
from consult_room.domain.circle import part_of
from consult_room.domain.operations import Operation, check_may, may
from consult_room.domain.states import Consult, Verb, check
from signaling.protocol.base import Event
from signaling.protocol.conclusion_views import ConclusionWish
from signaling.protocol.conclusions import (
    ConclusionAcknowledge,
    ConclusionAcknowledged,
    ConclusionConfirmTransfer,
    ConclusionCosigned,
    ConclusionIncidentNoted,
    ConclusionKeepPrint,
    ConclusionNoteIncident,
    ConclusionPrinted,
    ConclusionSign,
    ConclusionSigned,
    ConclusionTransferConfirmed,
)
from signaling.protocol.consult_room import ConsultAcknowledged, ConsultConcluded
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Moment, Role

AMEND_WITHIN_MS = 30 * 86_400_000


def may_amend_later(state: Conclusion, actor: Actor, now_ms: int) -> bool:
    """Once the consult is over, whoever signed its newest version may amend that for thirty days."""
    newest = state.newest
    return (
        newest is not None
        and newest.author.person_id == actor.id
        and state.over_at_ms is not None
        and now_ms <= state.over_at_ms + AMEND_WITHIN_MS
    )


def check_author(state: Conclusion, consult: Consult, moment: Moment) -> None:
    """Refuses who may not write the conclusion now."""
    if state.circle.over and may_amend_later(state, moment.actor, moment.now_ms):
        return
    check_may(state.circle, moment.actor, Operation.CONCLUDE)
    check(consult.state, Verb.CONCLUDE)


def document_to_sign(state: Conclusion, signing_id: str, now_ms: int) -> Prepared:
    """What waits under that id. Refuses ``not_found``, and ``code_expired`` when its time is over."""
    found = next((one for one in state.prepared if one.signing_id == signing_id), None)
    if found is None or found.document is None:
        raise Refused(Code.NOT_FOUND, kind="signing", id=signing_id)
    if now_ms > found.until_ms:
        raise Refused(Code.CODE_EXPIRED)
    return found


def sign(state: Conclusion, consult: Consult, command: ConclusionSign, now_ms: int) -> list[Event]:
    """The signature was verified by the server. What has changed around it since the document was prepared counts: who
    may no longer write it signs nothing, and a second document of the same number is too late."""
    document = document_to_sign(state, command.signing_id, now_ms)
    signer = Actor(id=document.person_id, role=Role.SPECIALIST)
    fields: dict[str, Any] = {
        "consult_id": state.consult_id,
        "signing_id": document.signing_id,
        "version": document.version,
        "person_id": document.person_id,
        "provider": document.provider,
        "level": command.level,
        "is_test": command.is_test,
        "digest": document.digest,
        "incident_id": consult.incident_id,
        "file_id": command.file_id,
        "checked": command.checked,
        "drawing": command.drawing,
    }
    if document.cosigns:
        check_may(state.circle, signer, Operation.COSIGN)
        return [ConclusionCosigned(**fields)]
    if document.version != len(state.versions) + 1:
        raise Refused(Code.CHANGED_MEANWHILE, version=len(state.versions))
    if state.circle.over:
        if not may_amend_later(state, signer, now_ms):
            raise Refused(Code.NOT_FOUND, kind="consult", id=state.consult_id)
        return [ConclusionSigned(**fields)]
    check_may(state.circle, signer, Operation.CONCLUDE)
    check(consult.state, Verb.CONCLUDE)
    content = documents.content_of(document.document)
    return [
        ConclusionSigned(**fields),
        # What the consult itself knows of it: its state, and the words for where there is room for words alone.
        ConsultConcluded(
            consult_id=consult.id,
            conclusion=documents.in_short(content) if content is not None else None,
            incident_id=consult.incident_id,
        ),
    ]


def keep_print(state: Conclusion, command: ConclusionKeepPrint) -> list[ConclusionPrinted]:
    """Nothing for what has been printed already."""
    version = _version(state, command.version)
    if any(one.signatures == command.signatures for one in version.prints):
        return []
    return [
        ConclusionPrinted(
            consult_id=state.consult_id,
            version=command.version,
            signatures=command.signatures,
            file_id=command.file_id,
            digest=command.digest,
            size=command.size,
        )
    ]


def acknowledge(state: Conclusion, consult: Consult, command: ConclusionAcknowledge, actor: Actor) -> list[Event]:
    """The asker has read it. With the newest version of an open consult, the consult is closed."""
    check_may(state.circle, actor, Operation.CONFIRM)
    version = _version(state, command.version)
    if version.acknowledged_at_ms is not None:
        return []
    read = ConclusionAcknowledged(
        consult_id=state.consult_id, version=version.version, by_id=actor.id, incident_id=consult.incident_id
    )
    if version is not state.newest or consult.state != "concluded":
        return [read]
    return [read, ConsultAcknowledged(consult_id=consult.id, incident_id=consult.incident_id)]


def confirm_transfer(
    state: Conclusion, consult: Consult, command: ConclusionConfirmTransfer, actor: Actor, incident_id: str
) -> ConclusionTransferConfirmed:
    """The asker wants what the newest version recommends. A crew's patient has an incident already."""
    check_may(state.circle, actor, Operation.CONFIRM)
    newest = _version(state, command.version)
    content = documents.content_of(newest.document)
    if newest is not state.newest or content is None:
        raise Refused(Code.CHANGED_MEANWHILE, version=len(state.versions))
    if content.transfer == "none":
        raise Refused(Code.WRONG_STATE, transfer="none")
    if state.transfer is not None or consult.incident_id is not None:
        raise Refused(Code.ALREADY_EXISTS)
    return ConclusionTransferConfirmed(
        consult_id=state.consult_id,
        consult_number=consult.number,
        version=newest.version,
        transfer=content.transfer,
        incident_id=incident_id,
        place=command.place.strip(),
        telephone=command.telephone.strip(),
        note=command.note.strip(),
        point=command.point,
        transfer_to=content.transfer_to,
        age_years=consult.age_years,
        sex=consult.sex,
        asker_name=consult.asker_name,
    )


def note_incident(state: Conclusion, command: ConclusionNoteIncident) -> list[ConclusionIncidentNoted]:
    """Nothing for an incident that is another's."""
    if state.transfer is None or state.transfer.incident_id != command.incident_id or state.transfer.number is not None:
        return []
    return [
        ConclusionIncidentNoted(consult_id=state.consult_id, incident_id=command.incident_id, number=command.number)
    ]


def _version(state: Conclusion, number: int) -> Version:
    version = state.version(number)
    if version is None:
        raise Refused(Code.NOT_FOUND, kind="conclusion", version=number)
    return version


def what_may(state: Conclusion, consult: Consult, actor: Actor, now_ms: int) -> list[ConclusionWish]:
    """What the actor may do with it now, for a screen that offers nothing else."""
    allowed: list[ConclusionWish] = []
    writes = may(state.circle, actor, Operation.CONCLUDE) and consult.state in ("accepted", "concluded")
    if writes or (state.circle.over and may_amend_later(state, actor, now_ms)):
        allowed += ["draft", "sign"]
        if not state.circle.over:
            allowed.append("share")
    newest = state.newest
    if newest is None:
        return allowed
    if may(state.circle, actor, Operation.COSIGN) and all(one.person_id != actor.id for one in newest.signatures):
        allowed.append("cosign")
    if may(state.circle, actor, Operation.CONFIRM):
        if newest.acknowledged_at_ms is None:
            allowed.append("acknowledge")
        content = documents.content_of(newest.document)
        wanted = content is not None and content.transfer != "none"
        if wanted and state.transfer is None and consult.incident_id is None:
            allowed.append("confirm_transfer")
    return allowed


def reads(state: Conclusion, actor: Actor) -> bool:
    """Whether the actor's part reads the conclusion now."""
    return part_of(state.circle, actor) is not None and may(state.circle, actor, Operation.READ)


def signed_by(state: Conclusion, actor: Actor) -> list[Version]:
    """The versions under which the actor's own name stands: those stay theirs to read."""
    return [one for one in state.versions if any(each.person_id == actor.id for each in one.signatures)]
