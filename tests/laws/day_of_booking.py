"""Planned consults of the day on which every command is given: hours, slots that are moved and left, a talk."""

from typing import Any

from config.trial import fixed_id
from signaling.protocol import booking
from signaling.protocol import consult_room as consults
from signaling.protocol.consult_room import SlotWish
from signaling.protocol.reminders import ReminderForget, ReminderLook
from tests.laws.watching import HOUR, KARIMOV, LI, MINUTE, RASULOVA, Day


async def planned_consults(day: Day) -> None:
    """Hours around the clock, so that the day's own hour does not matter."""
    hours: dict[str, Any] = {"hours_id": fixed_id("hours"), "specialty": "neurology", "slot_minutes": 30}
    weekly = [{"weekday": one, "from_minute": 0, "until_minute": 1440} for one in range(7)]
    await day.do(booking.ConsultPublishHours, LI, **hours, weekly=weekly)
    await day.refused(booking.ConsultPublishHours, RASULOVA, **hours, weekly=weekly)
    free = [one.from_ms for one in await day.town.ask(_free(day))]
    consult: dict[str, Any] = {"consult_id": fixed_id("planned")}
    slot = SlotWish(specialist_id=LI.id, from_ms=free[3], patient_telephone="+998931112233")
    await day.do(
        consults.ConsultAsk, KARIMOV, **consult, specialty="neurology", urgency="planned", question="Epilepsy?",
        slot=slot,
    )  # fmt: skip
    await day.refused(booking.ConsultDropSlot, RASULOVA, **consult, reason="Not mine")
    moved = SlotWish(specialist_id=LI.id, from_ms=free[2])
    await day.do(booking.ConsultBook, LI, **consult, slot=moved, reason="Earlier")
    await day.do(booking.ConsultDropSlot, KARIMOV, **consult, reason="The patient is away")
    await day.do(booking.ConsultBook, KARIMOV, **consult, slot=moved)
    await day.do(booking.ConsultLookAtHours)
    await day.do(ReminderLook, **consult)
    await day.do(ReminderForget, consult_id="no consult")
    await day.wait(free[2] - day.town.now_ms - 2 * MINUTE)
    await day.do(booking.ConsultComeUp, **consult, from_ms=free[2])
    await day.do(consults.ConsultAccept, LI, **consult)
    await day.do(booking.ConsultNoteCame, **consult)
    await day.wait(HOUR)
    await day.do(booking.ConsultSettleSlot, **consult, from_ms=free[2])
    await day.do(booking.ConsultRemoveHours, LI, hours_id=hours["hours_id"])
    await day.do(consults.ConsultCancel, KARIMOV, **consult, reason="All is said")


def _free(day: Day) -> booking.FreeSlots:
    return booking.FreeSlots(specialty="neurology", from_ms=day.town.now_ms, until_ms=day.town.now_ms + 12 * HOUR)
