"""From the first word to a document that waits for its signature: each function gives the facts, or refuses."""

from collections.abc import Mapping, Sequence

import msgspec

from consult_room.conclusions.domain import document as documents
from consult_room.conclusions.domain.conclusion import Conclusion
from consult_room.conclusions.domain.decisions import check_author
from consult_room.conclusions.domain.document import House, Person
from consult_room.domain.operations import Operation, check_may
from consult_room.domain.states import Consult
from signaling.protocol.codes import CodeSearchView
from signaling.protocol.conclusions import (
    ConclusionChange,
    ConclusionContent,
    ConclusionDraft,
    ConclusionDrafted,
    ConclusionPrepare,
    ConclusionPrepared,
    ConclusionShare,
    ConclusionShared,
    Diagnosis,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Moment

SIGN_WITHIN_MS = 15 * 60_000
VERSIONS_AT_MOST = 50
NOBODY_YET = "nobody yet"
"""What a list says of its names until a doctor has read them."""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What is found out before a document is prepared. ``code``: 128 random bits."""

    house: House
    code: str
    signer: Person
    asker: Person
    language: str


def changed_fields(change: ConclusionChange) -> list[str]:
    """The names of what it changes."""
    return [name for name in change.__struct_fields__ if getattr(change, name) is not None]


Listed = Mapping[tuple[str, str], CodeSearchView | None]
"""By system and code: what the list that is used says of it; None without such a list."""


def as_listed(chosen: Sequence[Diagnosis], standing: Sequence[Diagnosis], listed: Listed) -> list[Diagnosis]:
    """A diagnosis says of its list what the list says of itself, whatever the screen told; its name is the chosen one
    of the code's names. What stands already was found when it was chosen, and stays as it was. Refuses ``not_found``
    for a code that the list has not."""
    return [one if one in standing else _from_list(one, listed.get((one.system, one.code))) for one in chosen]


def _from_list(one: Diagnosis, found: CodeSearchView | None) -> Diagnosis:
    if found is None or not found.found:
        raise Refused(Code.NOT_FOUND, kind="code", id=one.code)
    code = found.found[0]
    return Diagnosis(
        system=found.system,
        code=code.code,
        name=one.name if one.name in code.names.values() else next(iter(code.names.values()), code.code),
        version=found.version,
        source=found.source,
        official=code.official,
        reviewed_by="" if found.reviewed_by == NOBODY_YET else found.reviewed_by,
    )


def draft(
    state: Conclusion, consult: Consult, command: ConclusionDraft, listed: Listed, moment: Moment
) -> list[ConclusionDrafted]:
    """Nothing for a change that changes nothing. A change is taken whole or not at all."""
    check_author(state, consult, moment)
    now = state.draft
    content = now.content if now is not None and now.content is not None else ConclusionContent()
    change = command.change
    if change.diagnoses is not None:
        signed = documents.content_of(state.versions[-1].document) if state.versions else None
        standing = [*content.diagnoses, *(signed.diagnoses if signed is not None else ())]
        change = msgspec.structs.replace(change, diagnoses=as_listed(change.diagnoses, standing, listed))
    fields = [name for name in changed_fields(change) if getattr(change, name) != getattr(content, name)]
    marks = now.marks if now is not None else {}
    looked_at = command.seen or 0
    fought = [
        name
        for name in fields
        if name in marks and marks[name].editor_id != command.editor_id and marks[name].revision > looked_at
    ]
    if fought:
        raise Refused(Code.CHANGED_MEANWHILE, fields=fought, revision=now.revision if now else 0)
    if not fields:
        return []
    return [
        ConclusionDrafted(
            consult_id=state.consult_id,
            revision=(now.revision if now else 0) + 1,
            editor_id=command.editor_id,
            author_id=moment.actor.id,
            fields=fields,
            change=change,
        )
    ]


def share(state: Conclusion, consult: Consult, command: ConclusionShare, moment: Moment) -> list[ConclusionShared]:
    check_author(state, consult, moment)
    if state.draft is None:
        raise Refused(Code.CONCLUSION_NEEDED)
    if state.draft.shared == command.shared:
        return []
    return [ConclusionShared(consult_id=state.consult_id, shared=command.shared)]


def prepare(
    state: Conclusion, consult: Consult, command: ConclusionPrepare, facts: Facts, moment: Moment
) -> ConclusionPrepared:
    """The document that will be signed, whole."""
    if command.cosigns is not None:
        return _prepare_cosigning(state, command, facts, moment)
    check_author(state, consult, moment)
    content = state.draft.content if state.draft is not None else None
    if state.draft is None or content is None or not (content.findings.strip() or content.recommendation.strip()):
        raise Refused(Code.CONCLUSION_NEEDED)
    if command.revision and command.revision != state.draft.revision:
        raise Refused(Code.CHANGED_MEANWHILE, revision=state.draft.revision)
    why = command.why.strip()
    if state.versions and not why:
        raise Refused(Code.REASON_NEEDED)
    if len(state.versions) >= VERSIONS_AT_MOST:
        raise Refused(Code.TOO_LONG, at_most=VERSIONS_AT_MOST)
    code = state.code or facts.code
    text = documents.write(
        state, consult, content, house=facts.house, language=facts.language, code=code, why=why, asker=facts.asker,
        specialist=facts.signer, at_ms=moment.now_ms,
    )  # fmt: skip
    return _prepared(state, command, facts, moment, text, code, why, len(state.versions) + 1, state.draft.revision)


def _prepare_cosigning(
    state: Conclusion, command: ConclusionPrepare, facts: Facts, moment: Moment
) -> ConclusionPrepared:
    """A called-in colleague signs the newest version as it stands, once."""
    check_may(state.circle, moment.actor, Operation.COSIGN)
    newest = state.newest
    if newest is None or newest.version != command.cosigns or newest.document is None:
        raise Refused(Code.CHANGED_MEANWHILE, version=newest.version if newest else 0)
    if any(one.person_id == moment.actor.id for one in newest.signatures):
        raise Refused(Code.ALREADY_ANSWERED)
    return _prepared(state, command, facts, moment, newest.document, state.code or facts.code, "", newest.version, 0)


def _prepared(
    state: Conclusion, command: ConclusionPrepare, facts: Facts, moment: Moment, text: str, code: str, why: str,
    version: int, revision: int,
) -> ConclusionPrepared:  # fmt: skip
    return ConclusionPrepared(
        consult_id=state.consult_id,
        signing_id=moment.new_id("signing"),
        version=version,
        revision=revision,
        provider=command.provider,
        person_id=moment.actor.id,
        cosigns=command.cosigns is not None,
        until_ms=moment.now_ms + SIGN_WITHIN_MS,
        code=code,
        digest=documents.digest_of(text),
        specialty=facts.signer.specialty or None,
        why=why,
        name=facts.signer.name,
        place=facts.signer.place,
        document=text,
    )
