"""The day of the desk, the crews and the doctors, from who there is to the shifts' end."""

import hashlib

from config.trial import CENTRE, fixed_id
from signaling.protocol import alerts as alerting
from signaling.protocol import (
    assignments,
    brigades,
    caller,
    clips,
    deliveries,
    drills,
    duty,
    entering,
    hospitals,
    incidents,
    link_messages,
    milestones,
    people,
    push,
    recommendations,
    recording,
)
from signaling.protocol import awaiting_duty as awaiting
from signaling.protocol import brigade_app as tablet
from signaling.protocol import consult_room as consults
from signaling.protocol import delivery_batches as batches
from signaling.protocol import telephones as returning
from sms.telephones.domain.telephone import telephone_id
from tests.laws.watching import (
    ADMIN,
    CREWS,
    GUEST,
    HOUR,
    KARIMOV,
    LI,
    MINUTE,
    NODIRA,
    RASULOVA,
    RECEPTION,
    Day,
)

BROWSER_KEY = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
"""A point of P-256: the example of RFC 8291."""


async def set_up(day: Day) -> None:
    await day.do(hospitals.AddStation, ADMIN, station_id=fixed_id("station"), name="Markaziy", point=CENTRE)
    await day.do(hospitals.AddHospital, ADMIN, hospital_id=fixed_id("hospital"), name="Shifoxona", point=CENTRE)
    await day.do(hospitals.AddHospital, ADMIN, hospital_id=fixed_id("other"), name="Boshqa", point=CENTRE)
    for number, crew in enumerate(CREWS, 1):
        await day.do(
            brigades.AddBrigade, ADMIN, brigade_id=crew.id, callsign=f"Brigada {number}",
            profile=brigades.Profile.GENERAL, station_id=fixed_id("station"),
        )  # fmt: skip
        offer = await day.do(tablet.OfferPairing, NODIRA, brigade_id=crew.id)
        await day.do(tablet.PairTablet, code=offer["code"], device_name="tablet", sign_in_id=crew.sign_in_id)
        await day.do(
            people.SignInOpenDevice, sign_in_id=crew.sign_in_id, brigade_id=crew.id, brigade_name=f"Brigada {number}",
            token_hash=hashlib.sha256(crew.id.encode()).hexdigest(), device="tablet",
        )  # fmt: skip
        await day.do(tablet.StartShift, crew, brigade_id=crew.id, crew_names=["Aziz", "Laylo"])
    for actor, specialty in ((RASULOVA, "cardiology"), (LI, "neurology"), (KARIMOV, None)):
        await day.do(
            people.PersonAdd, ADMIN, person_id=actor.id, login=actor.name, name=actor.name, role=actor.role.value,
            specialty=specialty, telephone="+998000000001",
        )  # fmt: skip
        if specialty:
            hours = [duty.WeeklyHours(weekday=d, from_minute=0, until_minute=1440) for d in range(7)]
            duty_id = fixed_id(f"duty {actor.name}")
            await day.do(duty.DutyAdd, ADMIN, duty_id=duty_id, person_id=actor.id, specialty=specialty, weekly=hours)
            await day.do(duty.DutySet, ADMIN, duty_id=duty_id, weekly=hours, rank=1)
    await day.do(
        people.SignInOpen, sign_in_id=KARIMOV.sign_in_id, person_id=KARIMOV.id,
        token_hash=hashlib.sha256(b"k").hexdigest(),
    )  # fmt: skip


async def drill(day: Day) -> None:
    """Early: it is refused in the evening."""
    await day.do(drills.DrillStart, ADMIN, drill_id=fixed_id("drill"), specialty="neurology")
    await day.do(drills.DrillEnd, ADMIN, drill_id=fixed_id("drill"))


async def opened(day: Day, name: str, reason: str = "chest_pain") -> str:
    await day.do(
        incidents.OpenIncident, NODIRA, incident_id=fixed_id(name), reason=reason, point=CENTRE, age_years=61,
        caller=incidents.Caller(number="+998000000002"), address=incidents.Address(label="Registon 14"),
    )  # fmt: skip
    return fixed_id(name)


async def incident_to_hospital(day: Day) -> None:
    incident_id = await opened(day, "first")
    await day.do(incidents.AmendIncident, NODIRA, incident_id=incident_id, description="kod 27K")
    advice = await day.do(recommendations.AskRecommendation, NODIRA, incident_id=incident_id)
    assigned = await day.do(
        assignments.AssignBrigade, NODIRA, incident_id=incident_id, brigade_id=CREWS[0].id,
        recommendation_id=advice["recommendation_id"],
    )  # fmt: skip
    assignment_id = assigned["assignment_id"]
    other = await opened(day, "second")
    await day.refused(assignments.AssignBrigade, NODIRA, incident_id=other, brigade_id=CREWS[0].id)
    crew, at = CREWS[0], {"at_device_ms": day.town.now_ms}
    await day.refused(assignments.DeliverAssignment, CREWS[1], assignment_id=assignment_id, **at)
    await day.do(assignments.DeliverAssignment, crew, assignment_id=assignment_id, **at)
    await day.do(assignments.SeeAssignment, crew, assignment_id=assignment_id, **at)
    await day.do(assignments.AcceptAssignment, crew, assignment_id=assignment_id, **at)
    for milestone in ("departed", "arrived", "patient_contact"):
        await day.wait(3 * MINUTE)
        await day.do(milestones.ReportMilestone, crew, assignment_id=assignment_id, milestone=milestone, **at)
    await day.do(
        milestones.ReportMilestone, crew, assignment_id=assignment_id, milestone="left_scene",
        hospital_id=fixed_id("other"), **at,
    )  # fmt: skip
    await day.do(milestones.ChangeHospital, crew, assignment_id=assignment_id, hospital_id=fixed_id("hospital"))
    await day.do(milestones.ReportMilestone, crew, assignment_id=assignment_id, milestone="at_hospital", **at)
    await day.do(milestones.AcknowledgeHandover, RECEPTION, assignment_id=assignment_id)
    await day.do(milestones.ReportMilestone, crew, assignment_id=assignment_id, milestone="handed_over", **at)
    await day.do(
        milestones.ReportMilestone, crew, assignment_id=assignment_id, milestone="cleared", result="delivered", **at
    )
    await day.do(milestones.ReportMilestone, crew, assignment_id=assignment_id, milestone="returned", **at)


async def without_the_server(day: Day) -> None:
    """Two incidents that were taken on paper: one brigade is still at the door, the other is back. The crew's tablet
    then tells of the same steps, and of one that the desk had not heard of."""
    taken = day.town.now_ms - 20 * MINUTE
    for name in ("on paper", "on paper too"):
        await day.do(
            incidents.OpenIncident, NODIRA, incident_id=fixed_id(name), reason="fever", point=CENTRE,
            taken_at_ms=taken, address=incidents.Address(label="Registon 15"),
        )  # fmt: skip
    told = [entering.EnteredStep(stage=milestones.Stage.ORDERED, at_ms=taken + MINUTE)]
    there = entering.EnteredStep(stage=milestones.Stage.ARRIVED, at_ms=taken + 9 * MINUTE)
    wish = {"incident_id": fixed_id("on paper"), "brigade_id": CREWS[0].id, "assignment_id": fixed_id("by telephone")}
    await day.refused(entering.EnterAssignment, CREWS[0], steps=told, **wish)
    await day.do(entering.EnterAssignment, NODIRA, steps=told, **wish)
    await day.do(entering.EnterAssignment, NODIRA, steps=[there], heard="radio", **wish)
    at = {"assignment_id": fixed_id("by telephone"), "at_device_ms": taken + 5 * MINUTE}
    await day.do(assignments.DeliverAssignment, CREWS[0], **at)
    await day.do(milestones.ReportMilestone, CREWS[0], milestone="departed", **at)
    await day.do(milestones.ReportMilestone, CREWS[0], milestone="arrived", **at)
    await day.refused(milestones.ReportMilestone, CREWS[0], milestone="arrived", **at)
    steps = [
        entering.EnteredStep(stage=milestones.Stage(stage), at_ms=taken + minutes * MINUTE)
        for minutes, stage in enumerate(("ordered", "left_scene", "handed_over", "cleared"), 2)
    ]
    whole = {"incident_id": fixed_id("on paper too"), "brigade_id": CREWS[1].id, "result": "delivered"}
    wish = {"assignment_id": fixed_id("whole"), "hospital_id": fixed_id("hospital"), **whole}
    await day.do(entering.EnterAssignment, NODIRA, steps=steps, heard="paper", **wish)
    await day.do(assignments.CancelAssignment, NODIRA, assignment_id=fixed_id("by telephone"), reason="not_needed")
    await day.do(milestones.ReportMilestone, CREWS[0], milestone="returned", **at)
    await day.do(incidents.CloseIncident, NODIRA, incident_id=fixed_id("on paper"), result="advice")


async def what_else_a_desk_does(day: Day) -> None:
    second, third = fixed_id("second"), await opened(day, "third")
    at = {"at_device_ms": day.town.now_ms}
    first = await day.do(assignments.AssignBrigade, NODIRA, incident_id=second, brigade_id=CREWS[0].id)
    await day.do(
        assignments.DeclineAssignment, CREWS[0], assignment_id=first["assignment_id"], reason="vehicle_broken", **at
    )
    await day.do(assignments.AssignBrigade, NODIRA, incident_id=second, brigade_id=CREWS[0].id)
    diverted = await day.do(
        assignments.DivertBrigade, NODIRA, brigade_id=CREWS[0].id, to_incident_id=third, reason="nearer"
    )
    await day.do(
        assignments.CancelAssignment, NODIRA, assignment_id=diverted["assignment_id"], reason="caller_withdrew"
    )
    await day.do(incidents.CloseIncident, NODIRA, incident_id=third, result="withdrawn")
    await day.do(brigades.TakeBreak, CREWS[1], brigade_id=CREWS[1].id)
    await day.refused(assignments.AssignBrigade, NODIRA, incident_id=second, brigade_id=CREWS[1].id)
    await day.do(brigades.EndBreak, CREWS[1], brigade_id=CREWS[1].id)
    await day.do(brigades.SetOutOfService, NODIRA, brigade_id=CREWS[1].id, reason="flat_tyre")
    await day.do(brigades.ReturnToService, NODIRA, brigade_id=CREWS[1].id)
    await day.do(brigades.GoOffShift, brigade_id=CREWS[1].id)
    await day.do(brigades.ComeOnShift, brigade_id=CREWS[1].id)
    await day.do(tablet.RaiseSos, CREWS[1], **at, point=CENTRE)
    await day.do(tablet.SettleSos, NODIRA, brigade_id=CREWS[1].id)


async def consult(day: Day) -> None:
    async def ask(name: str, specialty: str = "neurology", problem: str | None = None) -> str:
        await day.do(
            consults.ConsultAsk, KARIMOV, consult_id=fixed_id(name), specialty=specialty, urgency="emergency",
            question="NIHSS 9", age_years=67, sex="female", problem=problem,
        )  # fmt: skip
        return fixed_id(name)

    stroke = await ask("stroke")
    await day.do(consults.ConsultAccept, LI, consult_id=stroke)
    await day.do(consults.ConsultSay, KARIMOV, consult_id=stroke, text="13:55")
    await day.do(consults.ConsultConclude, LI, consult_id=stroke, conclusion="Samarqandga olib boring")
    await day.do(consults.ConsultAcknowledge, KARIMOV, consult_id=stroke)
    await day.do(consults.ConsultHear, consult_id=stroke, inbound_id=fixed_id("back"), person_id=LI.id, text="Boraman")
    silent = await ask("nobody came")
    await day.do(consults.ConsultAccept, LI, consult_id=silent)
    await day.do(consults.ConsultRelease, consult_id=silent, person_id=LI.id)
    declined = await ask("declined consult")
    await day.do(consults.ConsultDecline, LI, consult_id=declined)
    await day.do(consults.ConsultCancel, KARIMOV, consult_id=declined)
    uncovered = await ask("nobody on duty", "surgery", "trauma")
    await day.do(consults.ConsultRing, KARIMOV, consult_id=uncovered, specialty="surgery")
    await day.do(consults.ConsultSupplement, KARIMOV, consult_id=uncovered, data={"gcs": 14})


async def alerts(day: Day) -> None:
    somebody = [
        alerting.AlertedPerson(person_id=RASULOVA.id, name="r", telephone="+998000000001", language="uz"),
        alerting.AlertedPerson(person_id=LI.id, name="l", telephone="+998000000003", language="ru"),
    ]

    async def raised(name: str, urgency: str = "urgent") -> str:
        incident_id = await opened(day, name, "abdominal_pain")
        result = await day.do(
            alerting.AlertRaise, about_kind="incident", about_id=incident_id, specialty="cardiology", urgency=urgency,
            people=somebody, reason="chest_pain", address_label="Registon 14",
        )  # fmt: skip
        return str(result["alert_id"])

    alert_id = await raised("alerted")

    async def deliveries_of(alert_id: str) -> list[str]:
        queued = [happened.event for happened in await day.town.events(deliveries.DeliveryQueued)]
        return [e.delivery_id for e in queued if isinstance(e, deliveries.DeliveryQueued) and e.alert_id == alert_id]

    await a_delivery(day, (await deliveries_of(alert_id))[0])
    await day.do(alerting.AlertOpen, alert_id=alert_id, person_id=RASULOVA.id)
    await day.do(alerting.AlertDecline, RASULOVA, alert_id=alert_id, person_id=RASULOVA.id, channel="browser")
    await day.do(alerting.AlertAcknowledge, LI, alert_id=alert_id, person_id=LI.id, channel="browser")
    taken, lost = await deliveries_of(await raised("settled", "life_threat"))
    claims = [
        day.town.wish(deliveries.DeliveryClaim, delivery_id=delivery_id, lease_ms=5_000)
        for delivery_id in (taken, lost)
    ]
    await day.do(batches.DeliveriesClaim, claims=claims)
    await day.do(deliveries.DeliveryAccept, delivery_id=taken, attempt=1, sid="SM2")
    await day.do(deliveries.DeliveryFail, delivery_id=lost, attempt=1, code="21211", failure="number")
    report = day.town.wish(deliveries.DeliveryReport, delivery_id=taken, attempt=1, sid="SM2", status="sent")
    await day.do(batches.DeliveriesSettle, outcomes=[report])
    await day.do(alerting.AlertSettle, about_kind="incident", about_id=fixed_id("settled"), outcome="closed")
    kept = await raised("kept")
    await day.do(alerting.AlertAcknowledge, RASULOVA, alert_id=kept, person_id=RASULOVA.id, channel="browser")
    await day.do(
        alerting.AlertAcknowledge, RASULOVA, alert_id=kept, person_id=RASULOVA.id, channel="browser", promise_s=600
    )
    await day.do(alerting.AlertConfirm, RASULOVA, alert_id=kept, person_id=RASULOVA.id, channel="browser")
    broken = await raised("broken promise")
    await day.do(alerting.AlertAcknowledge, alert_id=broken, person_id=RASULOVA.id, channel="sms", promise_s=60)
    await raised("late")
    await nobody_on_duty(day)
    await day.wait(HOUR)
    day.done |= {"alert.expire", "alert.step", "alert.lapse"}
    assert await day.town.events(alerting.AlertLapsed)
    assert await day.town.events(alerting.AlertExpired)


async def nobody_on_duty(day: Day) -> None:
    """An alert that finds nobody looks at the rota again."""
    incident_id = await opened(day, "nobody there", "abdominal_pain")
    result = await day.do(
        alerting.AlertRaise, about_kind="incident", about_id=incident_id, specialty="surgery", urgency="routine",
        people=[],
    )  # fmt: skip
    await day.do(awaiting.AlertLookAgain, alert_id=str(result["alert_id"]), specialty="surgery")


async def a_delivery(day: Day, delivery_id: str) -> None:
    """Claimed, postponed, claimed, lost sight of, found again, reported; another one fails."""
    await day.do(deliveries.DeliveryClaim, delivery_id=delivery_id, lease_ms=5_000)
    await day.do(deliveries.DeliveryPostpone, delivery_id=delivery_id, attempt=1, code="429", wait_ms=100)
    await day.wait(200)
    await day.do(deliveries.DeliveryClaim, delivery_id=delivery_id, lease_ms=5_000)
    await day.refused(deliveries.DeliveryAccept, delivery_id=delivery_id, attempt=1, sid="SM0")
    await day.do(deliveries.DeliveryUnknown, delivery_id=delivery_id, attempt=2, code="timeout")
    await day.do(deliveries.DeliveryReconcile, delivery_id=delivery_id, attempt=2, sid="SM1")
    await day.do(deliveries.DeliveryReport, delivery_id=delivery_id, attempt=2, sid="SM1", status="delivered")


async def callers(day: Day) -> None:
    """A link to whoever called, and all that comes through it; others, to which nobody agrees."""
    incident_id, link_id = await opened(day, "seen"), fixed_id("link")
    sent = {"incident_id": incident_id, "language": "ru"}
    await day.do(caller.CallerLinkSend, NODIRA, link_id=fixed_id("first link"), **sent)
    await day.do(caller.CallerLinkDecline, link_id=fixed_id("first link"))
    await day.do(caller.CallerLinkSend, NODIRA, link_id=link_id, **sent)
    await day.do(caller.CallerLinkNoteDelivery, link_id=link_id, status="delivered")
    await day.do(caller.CallerLinkOpen, link_id=link_id)
    await day.refused(caller.CallerLinkSay, GUEST, link_id=link_id, message_id="m0", text="tez")
    await day.do(caller.CallerLinkAgree, link_id=link_id, text_version="2026-11", language="ru")
    await day.do(
        people.SignInOpenGuest, sign_in_id=fixed_id("guest"), guest_id=link_id, lives_ms=HOUR,
        token_hash=hashlib.sha256(b"g").hexdigest(),
    )  # fmt: skip
    await day.do(
        caller.CallerLinkPlace, GUEST, link_id=link_id, point=CENTRE, accuracy_metres=12, at_device_ms=day.town.now_ms
    )
    await day.do(caller.CallerLinkSay, GUEST, link_id=link_id, message_id="m1", text="podyezd 3")
    await day.do(caller.CallerLinkSay, NODIRA, link_id=link_id, message_id="m2", text="Nafas olyaptimi?")
    await day.do(
        caller.CallerLinkAddPicture, link_id=link_id, picture_id="p1", file_id="ab" * 32, width=1600, height=1200
    )
    await day.do(caller.CallerLinkPassOn, NODIRA, link_id=link_id)
    await day.do(assignments.AssignBrigade, NODIRA, incident_id=incident_id, brigade_id=CREWS[0].id)
    await day.do(caller.CallerLinkFollowLead, link_id=link_id, brigade_id=CREWS[0].id)
    await day.do(caller.CallerLinkOfferLive, GUEST, link_id=link_id)
    await day.do(caller.CallerLinkTakeLive, NODIRA, link_id=link_id)
    await day.do(caller.CallerLinkStopLive, GUEST, link_id=link_id)
    await day.do(caller.CallerLinkAskText, NODIRA, link_id=link_id, only=True)
    await day.do(
        link_messages.CallerMessageSend, link_id=link_id, incident_id=incident_id, patient_id="x", language="uz",
        expires_at_ms=day.town.now_ms + HOUR, telephone="+998000000002",
    )  # fmt: skip
    await day.do(link_messages.CallerMessageRecall, link_id=link_id)
    await day.do(caller.CallerLinkRevoke, NODIRA, link_id=link_id)
    await day.do(people.SignInCloseGuest, guest_id=link_id)
    await day.do(caller.CallerLinkSend, NODIRA, link_id=fixed_id("third link"), **sent)
    for wish in (caller.CallerLinkEnd, caller.CallerLinkExpire, caller.CallerLinkRetire):
        await day.do(wish, link_id=fixed_id("third link"))


async def closed_pages(day: Day) -> None:
    """Browsers that ring while the page is closed; one that its push service knows no more."""
    for name in ("browser", "telephone", "forgotten"):
        await day.do(
            push.PushSubscribe, KARIMOV, subscription_id=fixed_id(name), p256dh=BROWSER_KEY, auth="A" * 22,
            endpoint=f"https://fcm.googleapis.com/wp/{name}",
        )  # fmt: skip
    elsewhere = {"endpoint": "https://example.org/", "p256dh": BROWSER_KEY, "auth": "A" * 22}
    await day.refused(push.PushSubscribe, KARIMOV, subscription_id=fixed_id("elsewhere"), **elsewhere)
    await day.refused(push.PushUnsubscribe, LI, subscription_id=fixed_id("telephone"))
    await day.do(push.PushUnsubscribe, KARIMOV, subscription_id=fixed_id("telephone"))
    await day.do(push.PushForget, subscription_id=fixed_id("forgotten"), because="gone")


async def telephones(day: Day) -> None:
    """A doctor's telephone takes no more messages, is seen to, and takes them again; a stranger writes."""
    number = "+998000000077"
    await day.do(
        people.PersonAdd, ADMIN, person_id=fixed_id("silent"), login="silent", name="Silent", role="specialist",
        telephone=number,
    )  # fmt: skip
    await day.do(
        returning.InboundTake, inbound_id=fixed_id("stop"), sid="SM1", telephone=number, to="+998000000103",
        text="STOP", means="stop",
    )  # fmt: skip
    telephone = telephone_id(number)
    await day.refused(returning.TelephoneNote, KARIMOV, telephone_id=telephone)
    await day.do(returning.TelephoneNote, NODIRA, telephone_id=telephone)
    await day.do(returning.TelephoneSubscribe, telephone=number)
    await day.refused(returning.TelephoneNote, NODIRA, telephone_id=telephone)
    await day.do(returning.TelephoneUnsubscribe, telephone=number, because="refused")
    await day.do(people.PersonChange, ADMIN, person_id=fixed_id("silent"), telephone="+998000000078")
    await day.do(returning.TelephoneFollow, person_id=fixed_id("silent"))
    await day.do(
        returning.InboundTake, inbound_id=fixed_id("stranger"), sid="SM2", telephone="+998000000079", to="",
        text="Salom", means="text",
    )  # fmt: skip
    await day.refused(returning.InboundNote, NODIRA, inbound_id=fixed_id("stranger"))
    await day.do(returning.InboundNote, ADMIN, inbound_id=fixed_id("stranger"))


async def the_end(day: Day) -> None:
    await day.do(tablet.EndShift, CREWS[1], brigade_id=CREWS[1].id)
    await day.do(tablet.UnpairTablet, NODIRA, brigade_id=CREWS[1].id)
    await day.do(people.PersonChange, ADMIN, person_id=LI.id, name="N. Li")
    await day.do(
        people.PersonSetPassword, person_id=LI.id,
        password_hash="$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$aGFzaGhhc2hoYXNoaGFzaGhhc2g",
    )  # fmt: skip
    await day.do(people.SignInClose, KARIMOV, sign_in_id=KARIMOV.sign_in_id)
    await day.do(duty.DutyRemove, ADMIN, duty_id=fixed_id("duty li"))
    await day.do(people.PersonDisable, ADMIN, person_id=LI.id)
    await day.wait(13 * HOUR)
    await day.wait(13 * HOUR)
    day.done |= {"incident.end_windows", "assignment.retire", "recording.forget", "clip.forget"}
    await day.do(recording.RecordingErased, recording_id=fixed_id("recording"))
    await day.do(clips.ClipErased, clip_id=fixed_id("clip"))
    assert await day.town.events(clips.ClipFileErased)
    assert await day.town.events(incidents.IncidentWindowsEnded)
    assert await day.town.events(assignments.AssignmentWindowsEnded)
