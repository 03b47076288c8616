"""How facts change a conclusion."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from consult_room.conclusions.domain.conclusion import (
    Conclusion,
    Draft,
    Mark,
    Prepared,
    Print,
    Signature,
    Transferred,
    Version,
)
from consult_room.domain.circle import follow
from signaling.protocol.base import Event
from signaling.protocol.conclusions import (
    ConclusionAcknowledged,
    ConclusionContent,
    ConclusionCosigned,
    ConclusionDrafted,
    ConclusionIncidentNoted,
    ConclusionPrepared,
    ConclusionPrinted,
    ConclusionShared,
    ConclusionSigned,
    ConclusionTransferConfirmed,
)
from signaling.protocol.consult_room import ConsultAcknowledged, ConsultCancelled
from signaling.slice import Stamp

replace = msgspec.structs.replace


def _drafted(state: Conclusion, event: ConclusionDrafted, stamp: Stamp) -> Conclusion:
    draft = state.draft or Draft(
        content=ConclusionContent(),
        revision=0,
        author_id=event.author_id,
        editor_id=event.editor_id,
        kept_at_ms=stamp.at_ms,
        marks={},
    )
    content = draft.content
    if content is not None and event.change is not None:
        content = replace(content, **{name: getattr(event.change, name) for name in event.fields})
    mark = Mark(revision=event.revision, editor_id=event.editor_id)
    changed = replace(
        draft,
        content=content,
        revision=event.revision,
        author_id=event.author_id,
        editor_id=event.editor_id,
        kept_at_ms=stamp.at_ms,
        marks={**draft.marks, **dict.fromkeys(event.fields, mark)},
    )
    return replace(state, draft=changed)


def _shared(state: Conclusion, event: ConclusionShared, stamp: Stamp) -> Conclusion:
    return state if state.draft is None else replace(state, draft=replace(state.draft, shared=event.shared))


def _prepared(state: Conclusion, event: ConclusionPrepared, stamp: Stamp) -> Conclusion:
    document = Prepared(
        signing_id=event.signing_id,
        version=event.version,
        revision=event.revision,
        provider=event.provider,
        person_id=event.person_id,
        cosigns=event.cosigns,
        until_ms=event.until_ms,
        digest=event.digest,
        name=event.name,
        specialty=event.specialty,
        place=event.place,
        why=event.why,
        document=event.document,
    )
    # A person signs one document at a time: what they prepared before and left lying is not signed any more.
    others = tuple(one for one in state.prepared if one.person_id != event.person_id)
    return replace(state, prepared=(*others, document), code=state.code or event.code)


def _taken(state: Conclusion, signing_id: str) -> Prepared:
    return next(one for one in state.prepared if one.signing_id == signing_id)


def _signature(document: Prepared, event: ConclusionSigned | ConclusionCosigned, stamp: Stamp) -> Signature:
    return Signature(
        signing_id=event.signing_id,
        person_id=event.person_id,
        name=document.name,
        specialty=document.specialty,
        place=document.place,
        provider=event.provider,
        level=event.level,
        is_test=event.is_test,
        at_ms=stamp.at_ms,
        checked=event.checked,
        drawing=event.drawing,
        file_id=event.file_id,
    )


def _signed(state: Conclusion, event: ConclusionSigned, stamp: Stamp) -> Conclusion:
    """What was drafted after the document was prepared stays as the draft; what is in the document is no draft any
    more."""
    document = _taken(state, event.signing_id)
    version = Version(
        version=event.version,
        document=document.document,
        digest=event.digest,
        why=document.why,
        signatures=(_signature(document, event, stamp),),
    )
    draft = state.draft if state.draft is not None and state.draft.revision > document.revision else None
    # Other documents that waited had the same number: they were prepared of what is no longer the newest.
    waiting = tuple(one for one in state.prepared if one.cosigns and one.signing_id != event.signing_id)
    return replace(state, versions=(*state.versions, version), draft=draft, prepared=waiting)


def _cosigned(state: Conclusion, event: ConclusionCosigned, stamp: Stamp) -> Conclusion:
    document = _taken(state, event.signing_id)
    more = _signature(document, event, stamp)
    versions = tuple(
        replace(one, signatures=(*one.signatures, more)) if one.version == event.version else one
        for one in state.versions
    )
    waiting = tuple(one for one in state.prepared if one.signing_id != event.signing_id)
    return replace(state, versions=versions, prepared=waiting)


def _printed(state: Conclusion, event: ConclusionPrinted, stamp: Stamp) -> Conclusion:
    made = Print(signatures=event.signatures, file_id=event.file_id, digest=event.digest, size=event.size)
    return replace(
        state,
        versions=tuple(
            replace(one, prints=(*one.prints, made)) if one.version == event.version else one for one in state.versions
        ),
    )


def _read(state: Conclusion, number: int, at_ms: int) -> Conclusion:
    return replace(
        state,
        versions=tuple(
            replace(one, acknowledged_at_ms=at_ms) if one.version == number and one.acknowledged_at_ms is None else one
            for one in state.versions
        ),
    )


def _acknowledged(state: Conclusion, event: ConclusionAcknowledged, stamp: Stamp) -> Conclusion:
    return _read(state, event.version, stamp.at_ms)


def _transfer_confirmed(state: Conclusion, event: ConclusionTransferConfirmed, stamp: Stamp) -> Conclusion:
    return replace(state, transfer=Transferred(incident_id=event.incident_id, at_ms=stamp.at_ms))


def _incident_noted(state: Conclusion, event: ConclusionIncidentNoted, stamp: Stamp) -> Conclusion:
    return state if state.transfer is None else replace(state, transfer=replace(state.transfer, number=event.number))


_FOLLOW = follow(Conclusion)


def _consult_acknowledged(state: Conclusion | None, event: ConsultAcknowledged, stamp: Stamp) -> Conclusion:
    """Acknowledging the consult in one word is acknowledging what it was answered with."""
    after: Conclusion = _FOLLOW[ConsultAcknowledged](state, event, stamp)
    newest = after.newest
    after = replace(after, over_at_ms=stamp.at_ms)
    return after if newest is None else _read(after, newest.version, stamp.at_ms)


def _consult_cancelled(state: Conclusion | None, event: ConsultCancelled, stamp: Stamp) -> Conclusion:
    after: Conclusion = _FOLLOW[ConsultCancelled](state, event, stamp)
    return replace(after, over_at_ms=stamp.at_ms)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = {
    **_FOLLOW,
    ConsultAcknowledged: _consult_acknowledged,
    ConsultCancelled: _consult_cancelled,
    ConclusionDrafted: _drafted,
    ConclusionShared: _shared,
    ConclusionPrepared: _prepared,
    ConclusionSigned: _signed,
    ConclusionCosigned: _cosigned,
    ConclusionPrinted: _printed,
    ConclusionAcknowledged: _acknowledged,
    ConclusionTransferConfirmed: _transfer_confirmed,
    ConclusionIncidentNoted: _incident_noted,
}
