"""The way of an assignment, as a table: stage and command → the next stage. A pair that is missing is a refusal.

The manual's picture and the tests are made from these tables. ``delivered`` and ``seen`` are receipts of the tablet:
a crew that answers over the radio is accepted by the desk without them, and they stay unstamped, because nothing
may be inferred about an order's having been seen.
"""

from signaling.protocol.assignments import (
    AcceptAssignment,
    CancelAssignment,
    DeclineAssignment,
    DeliverAssignment,
    DivertBrigade,
    SeeAssignment,
)
from signaling.protocol.base import Command
from signaling.protocol.brigades import BrigadeState
from signaling.protocol.milestones import AcknowledgeHandover, ChangeHospital, Milestone, Stage
from signaling.protocol.refusals import Code, Refused

Wish = type[Command] | Milestone

NEXT: dict[tuple[Stage, Wish], Stage] = {
    (Stage.ORDERED, DeliverAssignment): Stage.DELIVERED,
    (Stage.ORDERED, AcceptAssignment): Stage.ACCEPTED,
    (Stage.ORDERED, DeclineAssignment): Stage.DECLINED,
    (Stage.ORDERED, CancelAssignment): Stage.CANCELLED,
    (Stage.ORDERED, DivertBrigade): Stage.DIVERTED,
    (Stage.DELIVERED, SeeAssignment): Stage.SEEN,
    (Stage.DELIVERED, AcceptAssignment): Stage.ACCEPTED,
    (Stage.DELIVERED, DeclineAssignment): Stage.DECLINED,
    (Stage.DELIVERED, CancelAssignment): Stage.CANCELLED,
    (Stage.DELIVERED, DivertBrigade): Stage.DIVERTED,
    (Stage.SEEN, AcceptAssignment): Stage.ACCEPTED,
    (Stage.SEEN, DeclineAssignment): Stage.DECLINED,
    (Stage.SEEN, CancelAssignment): Stage.CANCELLED,
    (Stage.SEEN, DivertBrigade): Stage.DIVERTED,
    (Stage.ACCEPTED, Milestone.DEPARTED): Stage.DEPARTED,
    (Stage.ACCEPTED, CancelAssignment): Stage.CANCELLED,
    (Stage.ACCEPTED, DivertBrigade): Stage.DIVERTED,
    (Stage.DEPARTED, Milestone.ARRIVED): Stage.ARRIVED,
    (Stage.DEPARTED, CancelAssignment): Stage.CANCELLED,
    (Stage.DEPARTED, DivertBrigade): Stage.DIVERTED,
    (Stage.ARRIVED, Milestone.PATIENT_CONTACT): Stage.PATIENT_CONTACT,
    (Stage.ARRIVED, Milestone.CLEARED): Stage.CLEARED,
    (Stage.ARRIVED, CancelAssignment): Stage.CANCELLED,
    (Stage.PATIENT_CONTACT, Milestone.LEFT_SCENE): Stage.LEFT_SCENE,
    (Stage.PATIENT_CONTACT, Milestone.CLEARED): Stage.CLEARED,
    (Stage.PATIENT_CONTACT, CancelAssignment): Stage.CANCELLED,
    (Stage.LEFT_SCENE, Milestone.AT_HOSPITAL): Stage.AT_HOSPITAL,
    (Stage.LEFT_SCENE, ChangeHospital): Stage.LEFT_SCENE,
    (Stage.LEFT_SCENE, AcknowledgeHandover): Stage.LEFT_SCENE,
    (Stage.LEFT_SCENE, CancelAssignment): Stage.CANCELLED,
    (Stage.AT_HOSPITAL, Milestone.HANDED_OVER): Stage.HANDED_OVER,
    (Stage.AT_HOSPITAL, AcknowledgeHandover): Stage.AT_HOSPITAL,
    (Stage.AT_HOSPITAL, CancelAssignment): Stage.CANCELLED,
    (Stage.HANDED_OVER, Milestone.CLEARED): Stage.CLEARED,
    (Stage.HANDED_OVER, AcknowledgeHandover): Stage.HANDED_OVER,
    (Stage.HANDED_OVER, CancelAssignment): Stage.CANCELLED,
    (Stage.CLEARED, Milestone.RETURNED): Stage.RETURNED,
    (Stage.CLEARED, AcknowledgeHandover): Stage.CLEARED,
    (Stage.CANCELLED, Milestone.RETURNED): Stage.RETURNED,
    (Stage.RETURNED, AcknowledgeHandover): Stage.RETURNED,
}

STAMPS: dict[Wish, Stage] = {
    DeliverAssignment: Stage.DELIVERED,
    SeeAssignment: Stage.SEEN,
    AcceptAssignment: Stage.ACCEPTED,
    **{milestone: Stage(milestone.value) for milestone in Milestone},
}
"""What each wish stamps, whatever the stage: a second stamp has a refusal of its own."""

ENDED = frozenset({Stage.CLEARED, Stage.RETURNED, Stage.DECLINED, Stage.CANCELLED, Stage.DIVERTED})
"""The brigade is free of the assignment."""

INCIDENT_HEARS_OF: frozenset[str] = frozenset({Milestone.LEFT_SCENE, Milestone.HANDED_OVER, Milestone.CLEARED})
"""The milestones that change who sees the incident, or end the work on it."""

BECOMES: dict[Stage, BrigadeState] = {
    Stage.ORDERED: BrigadeState.ASSIGNED,
    Stage.DELIVERED: BrigadeState.ASSIGNED,
    Stage.SEEN: BrigadeState.ASSIGNED,
    Stage.ACCEPTED: BrigadeState.ASSIGNED,
    Stage.DEPARTED: BrigadeState.EN_ROUTE,
    Stage.ARRIVED: BrigadeState.ON_SCENE,
    Stage.PATIENT_CONTACT: BrigadeState.ON_SCENE,
    Stage.LEFT_SCENE: BrigadeState.TRANSPORTING,
    Stage.AT_HOSPITAL: BrigadeState.AT_HOSPITAL,
    Stage.HANDED_OVER: BrigadeState.AT_HOSPITAL,
    Stage.CLEARED: BrigadeState.RETURNING,
    Stage.RETURNED: BrigadeState.AVAILABLE,
}
"""What a brigade is while its assignment is at this stage."""


WAY = (
    Stage.ORDERED,
    Stage.DELIVERED,
    Stage.SEEN,
    Stage.ACCEPTED,
    Stage.DEPARTED,
    Stage.ARRIVED,
    Stage.PATIENT_CONTACT,
    Stage.LEFT_SCENE,
    Stage.AT_HOSPITAL,
    Stage.HANDED_OVER,
    Stage.CLEARED,
    Stage.RETURNED,
)
"""A whole way that misses nothing."""

RANK = {stage: place for place, stage in enumerate(WAY)}
"""How far a stage is on the way; one that ends it otherwise has none."""


def next_stage(stage: Stage, wish: Wish, stamped: frozenset[Stage]) -> Stage:
    """Refuses what was stamped before, what is out of order, and what this stage does not know."""
    following = NEXT.get((stage, wish))
    if following is not None:
        return following
    stamps = STAMPS.get(wish)
    if stamps in stamped:
        raise Refused(Code.MILESTONE_ALREADY_STAMPED, milestone=stamps, stage=stage)
    if stamps is None or stage in ENDED:
        raise Refused(Code.WRONG_STATE, stage=stage)
    raise Refused(Code.MILESTONE_OUT_OF_ORDER, milestone=stamps, stage=stage)
