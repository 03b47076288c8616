"""What goes out beside the alerts: an order by SMS when a tablet is silent, and what callers and relatives are told."""

from config.trial import fixed_id
from signaling.protocol import assignments, coming, crew_messages, deliveries, milestones, people, relatives
from tests.laws.day_of_the_service import opened
from tests.laws.watching import ADMIN, CREWS, MINUTE, NODIRA, Day


async def silent_tablets(day: Day) -> None:
    """One crew that has no telephone yet; then it has, and its order is delivered by SMS, and accepted."""
    crew, incident_id = CREWS[1], await opened(day, "silent", "abdominal_pain")
    order = {"incident_id": incident_id, "brigade_id": crew.id}
    first = await day.do(assignments.AssignBrigade, NODIRA, **order)
    await day.wait(MINUTE)
    assert await day.town.events(crew_messages.CrewMessageMissing)
    await day.do(assignments.CancelAssignment, NODIRA, assignment_id=first["assignment_id"], reason="nobody_answers")
    await day.do(
        people.PersonAdd, ADMIN, person_id=fixed_id("aziz"), login="aziz", name="Aziz", role="crew",
        brigade_id=crew.id, telephone="+998000000031",
    )  # fmt: skip
    second = (await day.do(assignments.AssignBrigade, NODIRA, **order))["assignment_id"]
    await day.do(
        crew_messages.CrewMessageWatch, assignment_id=second, incident_id=incident_id, brigade_id=crew.id,
        callsign="Brigada 2", urgency="urgent", ordered_at_ms=day.town.now_ms,
    )  # fmt: skip
    await day.wait(MINUTE // 2)
    await day.do(crew_messages.CrewMessageSend, assignment_id=second, brigade_id=crew.id)
    (queued,) = [
        happened.event
        for happened in await day.town.events(deliveries.DeliveryQueued)
        if isinstance(happened.event, deliveries.DeliveryQueued) and happened.event.link_id == second
    ]
    await day.do(deliveries.DeliveryClaim, delivery_id=queued.delivery_id, lease_ms=5_000)
    await day.do(deliveries.DeliveryAccept, delivery_id=queued.delivery_id, attempt=1, sid="SM7")
    await day.do(crew_messages.CrewMessageNote, assignment_id=second, status="delivered")
    await day.do(assignments.AcceptAssignment, crew, assignment_id=second, through="message")
    await day.do(crew_messages.CrewMessageSettle, assignment_id=second, outcome="over")
    await day.do(assignments.CancelAssignment, NODIRA, assignment_id=second, reason="nobody_answers")


async def told_outside(day: Day) -> None:
    """A caller is told of help, then must not be written to; a relative is told of the hospital, then of nothing."""
    crew, incident_id = CREWS[1], await opened(day, "told", "abdominal_pain")
    about = {"incident_id": incident_id}
    order = await day.do(assignments.AssignBrigade, NODIRA, brigade_id=crew.id, **about)
    assignment: dict[str, str] = {"assignment_id": order["assignment_id"]}
    await day.do(assignments.AcceptAssignment, crew, **assignment)
    (told,) = [
        happened.event
        for happened in await day.town.events(coming.ComingTold)
        if isinstance(happened.event, coming.ComingTold) and happened.event.incident_id == incident_id
    ]
    await day.do(coming.ToldNote, delivery_id=told.delivery_id)
    await day.do(coming.ComingMute, NODIRA, because="in_danger", **about)
    await day.wait(3 * MINUTE)
    await day.do(coming.ComingLook, incident_id=incident_id)
    await day.do(coming.ComingUnmute, NODIRA, **about)
    await day.do(relatives.RelativeRegister, NODIRA, telephone="+998000000055", language="ru", relation="qizi", **about)
    for milestone in ("departed", "arrived", "patient_contact"):
        await day.do(milestones.ReportMilestone, crew, milestone=milestone, **assignment)
    away = {"milestone": "left_scene", "hospital_id": fixed_id("hospital")}
    await day.do(milestones.ReportMilestone, crew, **away, **assignment)
    await day.do(relatives.RelativeLook, incident_id=incident_id)
    await day.do(relatives.RelativeRemove, NODIRA, **about)
    for milestone in ("at_hospital", "handed_over"):
        await day.do(milestones.ReportMilestone, crew, milestone=milestone, **assignment)
    await day.do(milestones.ReportMilestone, crew, milestone="cleared", result="delivered", **assignment)
