"""A tablet that is silent: the order goes by SMS."""

from config.trial import fixed_id
from signaling.protocol import assignments, crew_messages, deliveries, people
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
