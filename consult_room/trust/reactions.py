"""What follows when the patient agrees by their link, and when they agree to something no longer."""

from consult_room.trust.domain.consents import WORDING_OF_LINK
from signaling.protocol.base import Command
from signaling.protocol.consult_views import ConsultParties, ConsultPartiesView
from signaling.protocol.conversation_views import ConversationsAbout
from signaling.protocol.council import ConsultSendAway
from signaling.protocol.patient_links import PatientAgreed
from signaling.protocol.recording import RecordingNow, RecordingOf, RecordingStop
from signaling.protocol.trust import ConsentNote, ConsentWithdrawn
from signaling.slice import Ask, Happened, Reaction

MADE_BY_FRAME = ""
"""A consequence's id is made by the frame from the event's (rule [R1])."""


async def close_what_it_covered(happened: Happened, ask: Ask) -> list[Command]:
    """A recording stops; who was called in goes. The hospital to which the patient comes treats them on, and what was
    kept before was kept with consent: it is erased with the record, or by its own wish."""
    event = happened.event
    assert isinstance(event, ConsentWithdrawn)
    made_at_ms = happened.stamp.at_ms
    if event.purpose == "recording":
        stops: list[Command] = []
        for conversation_id in await ask(ConversationsAbout(about=event.consult_id)):
            now: RecordingNow | None = await ask(RecordingOf(conversation_id=conversation_id))
            if now is not None:
                stops.append(RecordingStop(id=MADE_BY_FRAME, made_at_ms=made_at_ms, recording_id=now.recording_id))
        return stops
    if event.purpose == "sharing":
        parties: ConsultPartiesView = await ask(ConsultParties(consult_id=event.consult_id))
        called_in = [one for one in parties.members if one.part == "called_in"]
        return [
            ConsultSendAway(id=MADE_BY_FRAME, made_at_ms=made_at_ms, consult_id=event.consult_id, person_id=one.id)
            for one in called_in
        ]
    return []


async def agreed_by_the_link(happened: Happened, ask: Ask) -> list[Command]:
    """Whoever comes in by the patient's link has agreed to the consult before they were shown anything."""
    event = happened.event
    assert isinstance(event, PatientAgreed)
    return [
        ConsentNote(
            id=MADE_BY_FRAME,
            made_at_ms=happened.stamp.at_ms,
            consult_id=event.consult_id,
            purposes=["consult"],
            answer="given",
            given_by="patient",
            how="link",
            text_version=WORDING_OF_LINK,
        )
    ]


REACTIONS = (
    Reaction("consult_room.consent_withdrawn", (ConsentWithdrawn,), close_what_it_covered),
    Reaction("consult_room.consent_by_link", (PatientAgreed,), agreed_by_the_link),
)
