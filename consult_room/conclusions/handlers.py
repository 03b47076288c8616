"""Commands of a conclusion: gather, decide, record."""

import secrets
from typing import Any

import msgspec

from consult_room.conclusions.domain import decisions, drafting
from consult_room.conclusions.domain.conclusion import KIND, Conclusion
from consult_room.conclusions.domain.document import House, Person
from consult_room.conclusions.domain.drafting import Facts, Listed
from consult_room.conclusions.domain.providers import Providers
from consult_room.domain.states import Consult
from signaling.protocol.codes import CodeNamed, CodeSearchView
from signaling.protocol.conclusions import (
    ConclusionAcknowledge,
    ConclusionConfirmTransfer,
    ConclusionDraft,
    ConclusionKeepPrint,
    ConclusionNoteIncident,
    ConclusionPrepare,
    ConclusionShare,
    ConclusionSign,
    Diagnosis,
)
from signaling.protocol.consult_views import ConsultParties, ConsultPartiesView
from signaling.protocol.people import PersonCard, PersonView
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Ask, Desk, Handler, Moment, Role

CODE_BYTES = 16


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """The draft as it is kept now."""

    revision: int


class Waits(msgspec.Struct, frozen=True, kw_only=True):
    """A document waits for its signature."""

    signing_id: str
    version: int
    digest: str


async def look_up(command: ConclusionDraft, moment: Moment, ask: Ask) -> Listed:
    """Of each diagnosis what its list says."""
    return {(one.system, one.code): await _listed(one, ask) for one in command.change.diagnoses or ()}


async def _listed(diagnosis: Diagnosis, ask: Ask) -> CodeSearchView | None:
    try:
        found: CodeSearchView = await ask(CodeNamed(code=diagnosis.code, system=diagnosis.system))
    except Refused:
        return None  # the service keeps no such list any more
    return found


async def draft(command: ConclusionDraft, facts: Listed, desk: Desk) -> Kept:
    state, consult = await _both(command.consult_id, desk)
    recorded = drafting.draft(state, consult, command, facts, desk.moment)
    desk.record(*recorded)
    return Kept(revision=recorded[-1].revision if recorded else (state.draft.revision if state.draft else 0))


async def share(command: ConclusionShare, facts: None, desk: Desk) -> None:
    desk.record(*drafting.share(*await _both(command.consult_id, desk), command, desk.moment))


class Preparing:
    """``house``: whose document it is; ``providers``: the ways of signing that the service offers."""

    def __init__(self, house: House, providers: Providers) -> None:
        self._house = house
        self._providers = providers

    async def gather(self, command: ConclusionPrepare, moment: Moment, ask: Ask) -> Facts:
        """Who signs and who asked, as they are called now, and in whose language it is written."""
        if command.provider not in self._providers:
            raise Refused(Code.NOT_FOUND, kind="provider", id=command.provider)
        signer: PersonView = await ask(PersonCard(person_id=moment.actor.id))
        parties: ConsultPartiesView = await ask(ConsultParties(consult_id=command.consult_id))
        asker, language = Person(name=""), "uz"
        if parties.asker_kind == "person":
            card: PersonView = await ask(PersonCard(person_id=parties.asker_id))
            asker, language = Person(name=card.name or "", place=card.place), card.language
        return Facts(
            house=self._house,
            code=secrets.token_urlsafe(CODE_BYTES),
            signer=Person(name=signer.name or "", place=signer.place, specialty=signer.specialty or ""),
            asker=asker,
            language=language,
        )

    async def prepare(self, command: ConclusionPrepare, facts: Facts, desk: Desk) -> Waits:
        state, consult = await _both(command.consult_id, desk)
        if not facts.asker.name:
            facts = msgspec.structs.replace(
                facts, asker=Person(name=consult.asker_name or "", place=consult.asker_place)
            )
        prepared = drafting.prepare(state, consult, command, facts, desk.moment)
        desk.record(prepared)
        return Waits(signing_id=prepared.signing_id, version=prepared.version, digest=prepared.digest)


async def sign(command: ConclusionSign, facts: None, desk: Desk) -> dict[str, Any]:
    _check_ours(desk.moment.actor)
    state, consult = await _both(command.consult_id, desk)
    recorded = decisions.sign(state, consult, command, desk.moment.now_ms)
    desk.record(*recorded)
    return {"version": getattr(recorded[0], "version", 0)}


async def keep_print(command: ConclusionKeepPrint, facts: None, desk: Desk) -> None:
    _check_ours(desk.moment.actor)
    desk.record(*decisions.keep_print(await desk.get(KIND, command.consult_id, Conclusion), command))


async def acknowledge(command: ConclusionAcknowledge, facts: None, desk: Desk) -> None:
    state, consult = await _both(command.consult_id, desk)
    desk.record(*decisions.acknowledge(state, consult, command, desk.moment.actor))


async def confirm_transfer(command: ConclusionConfirmTransfer, facts: None, desk: Desk) -> dict[str, str]:
    state, consult = await _both(command.consult_id, desk)
    incident_id = desk.moment.new_id("incident")
    confirmed = decisions.confirm_transfer(state, consult, command, desk.moment.actor, incident_id)
    desk.record(confirmed)
    return {"incident_id": confirmed.incident_id}


async def note_incident(command: ConclusionNoteIncident, facts: None, desk: Desk) -> None:
    _check_ours(desk.moment.actor)
    desk.record(*decisions.note_incident(await desk.get(KIND, command.consult_id, Conclusion), command))


async def _both(consult_id: str, desk: Desk) -> tuple[Conclusion, Consult]:
    return await desk.get(KIND, consult_id, Conclusion), await desk.get("consult", consult_id, Consult)


def _check_ours(actor: Actor) -> None:
    if actor.role is not Role.SYSTEM:
        raise Refused(Code.NOT_ALLOWED)


def handlers(house: House, providers: Providers) -> tuple[Handler, ...]:
    preparing = Preparing(house, providers)
    return (
        Handler(ConclusionDraft, draft, look_up),
        Handler(ConclusionShare, share),
        Handler(ConclusionPrepare, preparing.prepare, preparing.gather),
        Handler(ConclusionSign, sign),
        Handler(ConclusionKeepPrint, keep_print),
        Handler(ConclusionAcknowledge, acknowledge),
        Handler(ConclusionConfirmTransfer, confirm_transfer),
        Handler(ConclusionNoteIncident, note_incident),
    )
