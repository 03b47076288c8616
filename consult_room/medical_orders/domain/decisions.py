"""What is decided about medical orders: each function gives the fact, or refuses."""

import msgspec

from consult_room.domain.operations import MAY, Operation, check_may
from consult_room.medical_orders.domain.danger import TO_BE_CONFIRMED, Drugs, dangers
from consult_room.medical_orders.domain.states import MedicalOrder, MedicalOrders, Verb, check
from signaling.protocol.medical_orders import (
    MedicalOrderConfirm,
    MedicalOrderConfirmed,
    MedicalOrderCorrect,
    MedicalOrderDo,
    MedicalOrderDone,
    MedicalOrderLeave,
    MedicalOrderLeft,
    MedicalOrderReadBack,
    MedicalOrderSee,
    MedicalOrderSeen,
    MedicalOrderStop,
    MedicalOrderStopped,
    MedicalOrderTell,
    MedicalOrderTold,
    MedicalOrderWasReadBack,
    Wanted,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Moment

AT_MOST = 100
VERSIONS_AT_MOST = 20
DOSES_AT_MOST = 60
LATER_MS = 2 * 60_000
"""As with vitals: a page's idea of the server's clock is off by the link's trip."""


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the patient when something is told."""

    weight_kg: float | None = None
    age_years: int | None = None


def tell(
    state: MedicalOrders, command: MedicalOrderTell, drugs: Drugs, known: Known, moment: Moment
) -> MedicalOrderTold:
    """Its id is the command's."""
    check_may(state.circle, moment.actor, Operation.TELL_MEDICAL_ORDER)
    if len(state.medical_orders) >= AT_MOST:
        raise Refused(Code.TOO_LONG, medical_orders=AT_MOST)
    return _told(state, command.id, 1, command.wanted, drugs, known, moment.actor, sure=command.sure)


def correct(
    state: MedicalOrders, command: MedicalOrderCorrect, drugs: Drugs, known: Known, moment: Moment
) -> MedicalOrderTold:
    """The loop begins again."""
    check_may(state.circle, moment.actor, Operation.TELL_MEDICAL_ORDER)
    one = _the(state, command.medical_order_id, command.version)
    check(one.state, Verb.CORRECT)
    if not command.why.strip():
        raise Refused(Code.REASON_NEEDED)
    if len(one.versions) >= VERSIONS_AT_MOST:
        raise Refused(Code.TOO_LONG, versions=VERSIONS_AT_MOST)
    told = _told(
        state, one.medical_order_id, one.now.version + 1, command.wanted, drugs, known, moment.actor, sure=command.sure
    )
    return msgspec.structs.replace(told, why=command.why.strip())


def _told(
    state: MedicalOrders, medical_order_id: str, version: int, wanted: Wanted, drugs: Drugs, known: Known,
    teller: Actor, *, sure: bool,
) -> MedicalOrderTold:  # fmt: skip
    if not wanted.what.strip():
        raise Refused(Code.MISSING, field="what")
    if wanted.kind == "drug":
        for field in ("dose", "unit", "route"):
            if getattr(wanted, field) is None:
                raise Refused(Code.MISSING, field=field)
    if wanted.kind == "drug" and wanted.times > 1 and wanted.every_min is None:
        raise Refused(Code.MISSING, field="every_min")
    found = dangers(drugs, wanted, weight_kg=known.weight_kg, age_years=known.age_years)
    if TO_BE_CONFIRMED & set(found) and not sure:
        raise Refused(Code.UNLIKELY_VALUE, field="dose")
    return MedicalOrderTold(
        consult_id=state.consult_id,
        medical_order_id=medical_order_id,
        version=version,
        teller_id=teller.id,
        wanted=msgspec.structs.replace(wanted, what=wanted.what.strip()),
        dangers=found,
        weight_kg=known.weight_kg,
        incident_id=state.circle.incident_id,
    )


def read_back(state: MedicalOrders, command: MedicalOrderReadBack, moment: Moment) -> MedicalOrderWasReadBack:
    """In words unless it was aloud."""
    check_may(state.circle, moment.actor, Operation.DO_MEDICAL_ORDER)
    one = _the(state, command.medical_order_id, command.version)
    check(one.state, Verb.READ_BACK)
    if not command.aloud and not command.words.strip():
        raise Refused(Code.MISSING, field="words")
    return MedicalOrderWasReadBack(
        consult_id=state.consult_id,
        medical_order_id=one.medical_order_id,
        version=one.now.version,
        reader_id=moment.actor.id,
        aloud=command.aloud,
        words=command.words.strip(),
        incident_id=state.circle.incident_id,
    )


def confirm(state: MedicalOrders, command: MedicalOrderConfirm, moment: Moment) -> MedicalOrderConfirmed:
    """By who told it, as long as they are there to."""
    check_may(state.circle, moment.actor, Operation.TELL_MEDICAL_ORDER)
    one = _the(state, command.medical_order_id, command.version)
    check(one.state, Verb.CONFIRM)
    teller = one.now.told.person_id
    if moment.actor.id != teller and _may_still_tell(state, teller):
        raise Refused(Code.NOT_YOURS, operation=Verb.CONFIRM.value)
    return MedicalOrderConfirmed(
        consult_id=state.consult_id,
        medical_order_id=one.medical_order_id,
        version=one.now.version,
        confirmer_id=moment.actor.id,
        incident_id=state.circle.incident_id,
    )


def _may_still_tell(state: MedicalOrders, person_id: str) -> bool:
    return any(
        one.relation == "person" and one.id == person_id and Operation.TELL_MEDICAL_ORDER in MAY[one.part]["open"]
        for one in state.circle.members
    )


def do(state: MedicalOrders, command: MedicalOrderDo, moment: Moment) -> MedicalOrderDone:
    """One dose. Unconfirmed it takes the reason."""
    check_may(state.circle, moment.actor, Operation.DO_MEDICAL_ORDER)
    one = _the(state, command.medical_order_id, command.version)
    check(one.state, Verb.DO)
    confirmed = one.state == "confirmed"
    if not confirmed and not command.unconfirmed_because.strip():
        raise Refused(Code.REASON_NEEDED)
    first_told_ms = one.versions[0].told.at_ms
    if not first_told_ms - LATER_MS <= command.done_at_ms <= moment.now_ms + LATER_MS:
        raise Refused(Code.WRONG_TIME, field="done_at_ms")
    if (command.given.dose is None) != (command.given.unit is None):
        raise Refused(Code.MISSING, field="unit" if command.given.unit is None else "dose")
    if len(one.doses) >= DOSES_AT_MOST:
        raise Refused(Code.TOO_LONG, doses=DOSES_AT_MOST)
    times = one.now.wanted.times if one.now.wanted is not None else 1
    number = len(one.doses) + 1
    return MedicalOrderDone(
        consult_id=state.consult_id,
        medical_order_id=one.medical_order_id,
        version=one.now.version,
        doer_id=moment.actor.id,
        dose_number=number,
        done_at_ms=command.done_at_ms,
        ends=command.last or number >= times,
        given=command.given,
        unconfirmed=not confirmed,
        unconfirmed_because=command.unconfirmed_because.strip() if not confirmed else None,
        incident_id=state.circle.incident_id,
    )


def leave(state: MedicalOrders, command: MedicalOrderLeave, moment: Moment) -> MedicalOrderLeft:
    """With the reason."""
    check_may(state.circle, moment.actor, Operation.DO_MEDICAL_ORDER)
    one = _the(state, command.medical_order_id, command.version)
    check(one.state, Verb.LEAVE)
    if command.because == "other" and not command.note.strip():
        raise Refused(Code.REASON_NEEDED)
    return MedicalOrderLeft(
        consult_id=state.consult_id,
        medical_order_id=one.medical_order_id,
        version=one.now.version,
        leaver_id=moment.actor.id,
        because=command.because,
        note=command.note.strip(),
        incident_id=state.circle.incident_id,
    )


def stop(state: MedicalOrders, command: MedicalOrderStop, moment: Moment) -> MedicalOrderStopped:
    """By whoever may tell: a colleague who sees the danger need not wait for who told it. No version is named: it
    stops whatever is told now."""
    check_may(state.circle, moment.actor, Operation.TELL_MEDICAL_ORDER)
    one = _the(state, command.medical_order_id)
    check(one.state, Verb.STOP)
    if not command.why.strip():
        raise Refused(Code.REASON_NEEDED)
    return MedicalOrderStopped(
        consult_id=state.consult_id,
        medical_order_id=one.medical_order_id,
        stopper_id=moment.actor.id,
        why=command.why.strip(),
        incident_id=state.circle.incident_id,
    )


def see(state: MedicalOrders, command: MedicalOrderSee, moment: Moment) -> MedicalOrderSeen:
    """What was done or left is seen by those who tell; what was stopped by those who do."""
    one = state.find(command.medical_order_id)
    stopped = one is not None and one.ended == "stopped"
    wanted = Operation.DO_MEDICAL_ORDER if stopped else Operation.TELL_MEDICAL_ORDER
    check_may(state.circle, moment.actor, wanted)
    one = _the(state, command.medical_order_id)
    check(one.state, Verb.SEE)
    return MedicalOrderSeen(
        consult_id=state.consult_id,
        medical_order_id=one.medical_order_id,
        seer_id=moment.actor.id,
        incident_id=state.circle.incident_id,
    )


def _the(state: MedicalOrders, medical_order_id: str, version: int | None = None) -> MedicalOrder:
    """Refuses ``not_found``, and ``changed_meanwhile`` when another version is told now than the one looked at."""
    one = state.find(medical_order_id)
    if one is None:
        raise Refused(Code.NOT_FOUND, kind="medical_order", id=medical_order_id)
    if version is not None and version != one.now.version:
        raise Refused(Code.CHANGED_MEANWHILE, version=one.now.version)
    return one
