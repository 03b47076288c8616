"""A conclusion of the day on which every command is given: drafted, shared, signed twice, confirmed, acknowledged."""

from typing import Any

from config.trial import fixed_id
from signaling.protocol import conclusions
from signaling.protocol import consult_room as consults
from signaling.protocol.conclusions import Checked, ConclusionChange
from tests.laws.watching import KARIMOV, LI, RASULOVA, Day


async def the_conclusion(day: Day) -> None:
    """The transfer that it recommends becomes an incident; an amendment comes after the consult is closed."""
    consult: dict[str, Any] = {"consult_id": fixed_id("concluded")}
    await day.do(
        consults.ConsultAsk, KARIMOV, **consult, specialty="neurology", urgency="urgent", question="Headache",
        age_years=40, sex="male",
    )  # fmt: skip
    await day.do(consults.ConsultAccept, LI, **consult)
    await draft(day, consult, findings="A bleed?", transfer="planned")
    await day.refused(
        conclusions.ConclusionDraft, RASULOVA, **consult, editor_id="r", change=ConclusionChange(limits="x")
    )
    await day.do(conclusions.ConclusionShare, LI, **consult, shared=True)
    await sign(day, consult)
    printed: dict[str, Any] = {"version": 1, "signatures": 1, "file_id": "ab" * 32, "digest": "cd" * 32, "size": 9}
    await day.do(conclusions.ConclusionKeepPrint, **consult, **printed)
    transfer: dict[str, Any] = {"version": 1, "place": "Urgut tuman shifoxonasi"}
    told = await day.do(conclusions.ConclusionConfirmTransfer, KARIMOV, **consult, **transfer)
    await day.do(conclusions.ConclusionNoteIncident, **consult, incident_id=told["incident_id"], number=1)
    await day.do(conclusions.ConclusionAcknowledge, KARIMOV, **consult, version=1)
    await draft(day, consult, findings="No bleed")
    await sign(day, consult, why="The CT was read")
    await day.do(conclusions.ConclusionAcknowledge, KARIMOV, **consult, version=2)


async def draft(day: Day, consult: dict[str, Any], **change: Any) -> None:
    await day.do(conclusions.ConclusionDraft, LI, **consult, editor_id="e", change=ConclusionChange(**change))


async def sign(day: Day, consult: dict[str, Any], **why: str) -> None:
    waits = await day.do(conclusions.ConclusionPrepare, LI, **consult, provider="drawn", **why)
    checked = Checked(algorithm="drawn", digest=waits["digest"], checked_at_ms=day.town.now_ms)
    await day.do(
        conclusions.ConclusionSign, **consult, signing_id=waits["signing_id"], level="simple", is_test=True,
        checked=checked,
    )  # fmt: skip
