"""What the patient has agreed to, for what, until when; and what stands now."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from consult_room.domain.circle import Circle, follow, part_of
from consult_room.domain.operations import Operation, check_may, readers
from signaling.protocol.base import Event, View
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.trust import (
    ConsentAnswer,
    ConsentGivenBy,
    ConsentHow,
    ConsentNote,
    ConsentNoted,
    ConsentPurpose,
    ConsentState,
    ConsentsView,
    ConsentView,
    ConsentWithdraw,
    ConsentWithdrawn,
)
from signaling.slice import Audience, Moment, Role, Stamp

KIND = "consents"
TEXT_VERSION = 1
"""The texts of consent that screens show now (``consent-text-…`` in the catalogues)."""
WORDING_OF_LINK = 0
"""Not our text: the page of the patient's link has its own, whose version stands with the link."""

DAY_MS = 86_400_000
MOST_ITEMS = 200
NEEDS_NO_ASKING: ConsentPurpose = "consult"
"""Help is never kept back for want of an answer; everything else is."""


class Consent(msgspec.Struct, frozen=True, kw_only=True):
    """One answer for one purpose. Personal fields are None once erased."""

    consent_id: str
    purpose: ConsentPurpose
    answer: ConsentAnswer
    given_by: ConsentGivenBy
    how: ConsentHow
    text_version: int
    noted_at_ms: int
    noted_by_name: str
    until_ms: int | None = None
    giver_name: str | None = None
    why: str | None = None
    withdrawn_at_ms: int | None = None
    withdrawn_by: ConsentGivenBy | None = None
    withdrawn_noted_by_name: str | None = None
    withdrawn_why: str | None = None


class Consents(msgspec.Struct, frozen=True, kw_only=True):
    """All that was asked of the patient of one consult, in the order in which it was noted."""

    consult_id: str
    circle: Circle
    items: tuple[Consent, ...] = ()


def state_of(consents: Consents, purpose: ConsentPurpose, now_ms: int) -> ConsentState:
    """How the newest answer for the purpose stands now."""
    newest = next((one for one in reversed(consents.items) if one.purpose == purpose), None)
    if newest is None:
        return "not_asked"
    if newest.withdrawn_at_ms is not None:
        return "withdrawn"
    if newest.answer == "refused":
        return "refused"
    if newest.until_ms is not None and now_ms >= newest.until_ms:
        return "ended"
    return "emergency" if newest.given_by == "nobody_emergency" else "given"


def stands(consents: Consents, purpose: ConsentPurpose, now_ms: int) -> bool:
    """Whether it may be done: an emergency in which nobody can be asked is enough for help alone."""
    state = state_of(consents, purpose, now_ms)
    return state == "given" or (state == "emergency" and purpose == NEEDS_NO_ASKING)


def note(consents: Consents, command: ConsentNote, moment: Moment) -> ConsentNoted:
    """By who treats the patient; the patient answers for themselves, by their own link. The system notes what was
    agreed to when the patient came in by the link, whose page has a wording of its own."""
    by_system = moment.actor.role is Role.SYSTEM
    if not by_system:
        check_may(consents.circle, moment.actor, Operation.CONSENT)
    if command.text_version != (WORDING_OF_LINK if by_system else TEXT_VERSION):
        raise Refused(Code.CHANGED_MEANWHILE, text_version=TEXT_VERSION)
    own = by_system or part_of(consents.circle, moment.actor) == "patient"
    if own and (command.given_by != "patient" or command.how != "link"):
        raise Refused(Code.NOT_YOURS, field="given_by")
    if not own and command.how == "link":
        raise Refused(Code.NOT_YOURS, field="how")
    if command.given_by == "nobody_emergency":
        if set(command.purposes) != {NEEDS_NO_ASKING} or command.answer != "given":
            raise Refused(Code.NOT_AGREED, purposes=[one for one in command.purposes if one != NEEDS_NO_ASKING])
        if not command.why.strip():
            raise Refused(Code.REASON_NEEDED)
    purposes = list(dict.fromkeys(command.purposes))
    if len(consents.items) + len(purposes) > MOST_ITEMS:
        raise Refused(Code.TOO_LONG, consents=MOST_ITEMS)
    return ConsentNoted(
        consult_id=consents.consult_id,
        consent_id=command.id,
        purposes=purposes,
        answer=command.answer,
        given_by=command.given_by,
        how=command.how,
        text_version=command.text_version,
        until_ms=None if command.days is None else moment.now_ms + command.days * DAY_MS,
        giver_name=command.giver_name.strip() or None,
        why=command.why.strip() or None,
        incident_id=consents.circle.incident_id,
    )


def withdraw(consents: Consents, command: ConsentWithdraw, moment: Moment) -> ConsentWithdrawn:
    """Nobody withdraws for a patient who was not asked: what stands without them is ended by asking them."""
    check_may(consents.circle, moment.actor, Operation.CONSENT)
    if part_of(consents.circle, moment.actor) == "patient" and command.withdrawn_by != "patient":
        raise Refused(Code.NOT_YOURS, field="withdrawn_by")
    if command.withdrawn_by == "nobody_emergency":
        raise Refused(Code.NOT_AGREED, field="withdrawn_by")
    state = state_of(consents, command.purpose, moment.now_ms)
    if state not in ("given", "emergency"):
        raise Refused(Code.WRONG_STATE, state=state, wanted="withdraw")
    return ConsentWithdrawn(
        consult_id=consents.consult_id,
        purpose=command.purpose,
        withdrawn_by=command.withdrawn_by,
        why=command.why.strip() or None,
        incident_id=consents.circle.incident_id,
    )


def _noted(consents: Consents, event: ConsentNoted, stamp: Stamp) -> Consents:
    new = tuple(
        Consent(
            consent_id=event.consent_id,
            purpose=purpose,
            answer=event.answer,
            given_by=event.given_by,
            how=event.how,
            text_version=event.text_version,
            noted_at_ms=stamp.at_ms,
            noted_by_name=stamp.actor_name,
            until_ms=event.until_ms,
            giver_name=event.giver_name,
            why=event.why,
        )
        for purpose in event.purposes
    )
    return msgspec.structs.replace(consents, items=(*consents.items, *new))


def _withdrawn(consents: Consents, event: ConsentWithdrawn, stamp: Stamp) -> Consents:
    items = tuple(
        msgspec.structs.replace(
            one,
            withdrawn_at_ms=stamp.at_ms,
            withdrawn_by=event.withdrawn_by,
            withdrawn_noted_by_name=stamp.actor_name,
            withdrawn_why=event.why,
        )
        if one.purpose == event.purpose and one.answer == "given" and one.withdrawn_at_ms is None
        else one
        for one in consents.items
    )
    return msgspec.structs.replace(consents, items=items)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = {
    **follow(Consents),
    ConsentNoted: _noted,
    ConsentWithdrawn: _withdrawn,
}


def view_of(consents: Consents) -> ConsentsView:
    fields = ConsentView.__struct_fields__
    return ConsentsView(
        consult_id=consents.consult_id,
        text_version=TEXT_VERSION,
        items=[ConsentView(**{name: getattr(one, name) for name in fields}) for one in consents.items],
    )


def views(consents: Consents) -> Mapping[Audience, View]:
    """Whoever reads the record; the patient, what they have been asked."""
    view = view_of(consents)
    patients = [Audience(one.relation, one.id) for one in consents.circle.members if one.part == "patient"]
    return dict.fromkeys([*readers(consents.circle), *patients], view)
