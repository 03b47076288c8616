"""The consult room for a test: its core, the slices under test, and of all others at least the kinds that are kept
beside a consult, because every change of the circle touches them."""

from collections.abc import Iterator
from importlib import import_module

from consult_room import assembly as consult_room
from signaling.protocol.alert_views import AlertSought
from signaling.protocol.approaches import IncidentTransport, IncidentTransportView
from signaling.protocol.circle import CIRCLE
from signaling.slice import Aggregate, Answers, Enquiry, Slice

BESIDE = ("patients", "conclusions", "files", "trust", "vitals", "medical_orders", "figures")


def the_room(*tested: Slice) -> list[Slice]:
    """The core, what is tested, and the kinds of what is not."""
    core = consult_room.assemble()
    there = {aggregate.kind for one in (core, *tested) for aggregate in one.aggregates}
    missing = tuple(one for one in _companions() if one.kind in CIRCLE and one.kind not in there)
    answered = {one.question for each in tested for one in each.answers}
    others = (Answers(AlertSought, _nobody_is_sought_by_alerts), Answers(IncidentTransport, _nobody_is_taken))
    answers = tuple(one for one in others if one.question not in answered)
    return [core, *tested, Slice("beside", aggregates=missing, answers=answers)]


async def _nobody_is_sought_by_alerts(question: AlertSought, enquiry: Enquiry) -> None:
    return None


async def _nobody_is_taken(question: IncidentTransport, enquiry: Enquiry) -> IncidentTransportView:
    return IncidentTransportView(
        incident_id=question.incident_id,
        patient_id="",
        closed=False,
        hospital_id=None,
        hospital_name=None,
        handed_over=False,
    )


def _companions() -> Iterator[Aggregate]:
    for part in BESIDE:
        try:
            assembly = import_module(f"consult_room.{part}.assembly")
        except ModuleNotFoundError:
            continue
        yield from {one.kind: one for one in vars(assembly).values() if isinstance(one, Aggregate)}.values()
