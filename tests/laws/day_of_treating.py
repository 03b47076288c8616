"""A consult in which vitals are entered and medical orders told, of the day on which every command is given."""

from config.trial import fixed_id
from signaling.protocol import consult_room as consults
from signaling.protocol import medical_orders as told
from signaling.protocol import vitals
from tests.laws.watching import KARIMOV, LI, Day


async def treating(day: Day) -> None:
    """Measured, struck out; told, corrected, read back, confirmed, given, seen; left; stopped."""
    consult_id = fixed_id("treating")
    here = {"consult_id": consult_id}
    await day.do(
        consults.ConsultAsk, KARIMOV, **here, specialty="neurology", urgency="emergency", question="Anaphylaxis?",
        age_years=30, sex="male",
    )  # fmt: skip
    await day.do(consults.ConsultAccept, LI, **here)
    at_ms = day.town.now_ms
    pulse = vitals.Measuring(measured_at_ms=at_ms, values={"pulse": 130, "weight": 70})
    await day.do(vitals.VitalsMeasure, KARIMOV, **here, measuring=pulse)
    view = await day.town.ask(vitals.VitalsRecord(consult_id=consult_id), KARIMOV)
    entry_id = view.entries[0].entry_id
    await day.do(vitals.VitalsStrike, LI, **here, entry_id=entry_id, reason="a slip", instead=pulse)
    await day.refused(vitals.VitalsStrike, LI, **here, entry_id=entry_id, reason="again")

    wanted = told.Wanted(kind="drug", what="epinephrine", drug="epinephrine", dose=0.3, unit="mg", route="im")

    async def tell() -> dict[str, object]:
        await day.do(told.MedicalOrderTell, LI, **here, wanted=wanted)
        record = await day.town.ask(told.MedicalOrdersRecord(consult_id=consult_id), LI)
        return {**here, "medical_order_id": record.medical_orders[-1].medical_order_id}

    given = await tell()
    await day.do(told.MedicalOrderCorrect, LI, **given, version=1, wanted=wanted, why="At once")
    await day.do(told.MedicalOrderReadBack, KARIMOV, **given, version=2, words="0.3 mg")
    await day.do(told.MedicalOrderConfirm, LI, **given, version=2)
    await day.do(told.MedicalOrderDo, KARIMOV, **given, version=2, done_at_ms=day.town.now_ms)
    await day.do(told.MedicalOrderSee, LI, **given)
    await day.do(told.MedicalOrderLeave, KARIMOV, **await tell(), version=1, because="unavailable")
    await day.do(told.MedicalOrderStop, LI, **await tell(), why="He is better")
