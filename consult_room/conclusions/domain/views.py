"""Who is shown what of a conclusion."""

from collections.abc import Mapping
from typing import Literal

from consult_room.conclusions.domain.conclusion import Conclusion, Draft, Signature, Version
from consult_room.conclusions.domain.document import content_of
from consult_room.domain.operations import MAY, Operation, phase_of
from signaling.protocol.base import View
from signaling.protocol.conclusion_views import (
    ConclusionView,
    DraftOutlineView,
    SealSignature,
    SealView,
    SignatureView,
    SignedContent,
    TransferView,
    VersionView,
)
from signaling.slice import Actor, Audience

Shown = Literal["asker", "specialist", "called_in", "hospital", "broke_glass", "author"]


def views(state: Conclusion) -> Mapping[Audience, View]:
    """The outline, for everybody whose part reads the record; not before there is something."""
    if state.draft is None and not state.versions:
        return {}
    phase = phase_of(state.circle)
    return {
        Audience(one.relation, one.id): outline(state, one.part)
        for one in state.circle.members
        if one.part != "patient" and Operation.READ in MAY[one.part][phase]
    }


def outline(state: Conclusion, part: Shown) -> ConclusionView:
    """As that part sees it: that somebody drafts is seen by all, what is drafted by whom it is shared with."""
    return ConclusionView(
        consult_id=state.consult_id,
        part=part,
        draft=_draft(state.draft),
        versions=[_version(one) for one in state.versions],
        transfer=None
        if state.transfer is None
        else TransferView(
            incident_id=state.transfer.incident_id, at_ms=state.transfer.at_ms, number=state.transfer.number
        ),
    )


def of_author(state: Conclusion, versions: list[Version], *, amends: bool) -> ConclusionView:
    """What stays with whoever signed: their own versions, and their own draft while they may amend."""
    return ConclusionView(
        consult_id=state.consult_id,
        part="author",
        draft=_draft(state.draft) if amends else None,
        versions=[_version(one) for one in versions],
    )


def reads_draft(state: Conclusion, part: Shown, actor: Actor) -> bool:
    """Whoever writes it, and the others once it is shared."""
    if state.draft is None:
        return False
    return part == "specialist" or state.draft.author_id == actor.id or state.draft.shared


def signed(version: Version) -> SignedContent:
    """What it says and what was found of its signatures."""
    return SignedContent(
        version=version.version,
        content=content_of(version.document),
        checked=[one.checked for one in version.signatures if one.checked is not None],
        drawings=[one.drawing for one in version.signatures if one.drawing is not None],
    )


def seal(state: Conclusion, version: Version, *, number: int, service: str) -> SealView:
    """For anybody who holds a print."""
    return SealView(
        number=number,
        version=version.version,
        newest=len(state.versions),
        signed_at_ms=version.signed_at_ms,
        digest=version.digest,
        service=service,
        signatures=[
            SealSignature(
                name=one.name,
                specialty=one.specialty,
                at_ms=one.at_ms,
                level=one.level,
                is_test=one.is_test,
                provider=one.provider,
            )
            for one in version.signatures
        ],
        prints=[one.digest for one in version.prints],
    )


def _draft(draft: Draft | None) -> DraftOutlineView | None:
    if draft is None:
        return None
    return DraftOutlineView(
        revision=draft.revision,
        kept_at_ms=draft.kept_at_ms,
        author_id=draft.author_id,
        editor_id=draft.editor_id,
        shared=draft.shared,
    )


def _version(version: Version) -> VersionView:
    content = content_of(version.document)
    return VersionView(
        version=version.version,
        digest=version.digest,
        signed_at_ms=version.signed_at_ms,
        why=version.why,
        transfer=content.transfer if content is not None else "none",
        signatures=[_signature(one) for one in version.signatures],
        pdf_size=version.prints[-1].size if version.prints else None,
        acknowledged_at_ms=version.acknowledged_at_ms,
    )


def _signature(signature: Signature) -> SignatureView:
    return SignatureView(
        person_id=signature.person_id,
        name=signature.name,
        specialty=signature.specialty,
        provider=signature.provider,
        level=signature.level,
        is_test=signature.is_test,
        at_ms=signature.at_ms,
    )
