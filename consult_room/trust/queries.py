"""What is answered about consent, and about who has read a record."""

from consult_room.domain.operations import Operation, check_may
from consult_room.trust.domain import access, consents, patient, readings
from consult_room.trust.domain.access import KIND as ACCESS
from consult_room.trust.domain.access import RecordAccess, glass_view, holds_of, spans_of
from consult_room.trust.domain.consents import Consents
from consult_room.trust.domain.patient import ConsultPatient
from consult_room.trust.domain.readings import RecordReading
from consult_room.trust.places import places_of
from signaling.protocol.record_access import ConsultReaders, ConsultReadersView, ConsultTrust, ConsultTrustView
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.trust import ConsentNow, ConsentStands
from signaling.slice import Answers, Enquiry, Role

MOST_READINGS = 10_000


async def consent_stands(question: ConsentStands, enquiry: Enquiry) -> ConsentNow:
    """A consult of which nobody was asked anything, and one that there is not, have ``not_asked``."""
    if not await enquiry.reading.version(consents.KIND, question.consult_id):
        return ConsentNow(stands=False, state="not_asked")
    state = await enquiry.reading.get(consents.KIND, question.consult_id, Consents)
    return ConsentNow(
        stands=consents.stands(state, question.purpose, enquiry.now_ms),
        state=consents.state_of(state, question.purpose, enquiry.now_ms),
    )


async def consult_readers(question: ConsultReaders, enquiry: Enquiry) -> ConsultReadersView:
    """Names of readers, and nothing of what they read. Administrators are told no reason's text: it may be clinical."""
    state = await _access(question, enquiry)
    administers = enquiry.actor.role is Role.ADMINISTRATOR
    if not administers:
        readings.may_list(state, enquiry.actor)
    found = await enquiry.reading.find(readings.KIND, RecordReading, limit=MOST_READINGS, consult_id=state.consult_id)
    places = await places_of([one.reader_id for one in found], enquiry.ask)
    newest = sorted(found, key=lambda one: (one.at_ms, one.reading_id), reverse=True)
    return ConsultReadersView(
        consult_id=state.consult_id,
        number=state.number,
        specialty=state.specialty,
        members=spans_of(state),
        readings=[readings.view_of(one, places.get(one.reader_id, "")) for one in newest],
        glasses=[glass_view(one, with_text=not administers) for one in state.glasses],
        held=state.held,
        erased=state.erased,
        holds=holds_of(state) if administers else [],
    )


async def consult_trust(question: ConsultTrust, enquiry: Enquiry) -> ConsultTrustView:
    """For whoever reads the record, over or not."""
    reading, consult_id = enquiry.reading, question.consult_id
    if not await reading.version(ACCESS, consult_id):
        raise Refused(Code.NOT_FOUND, kind="consult", id=consult_id)
    state = await reading.get(ACCESS, consult_id, RecordAccess)
    check_may(state.circle, enquiry.actor, Operation.READ)
    return ConsultTrustView(
        consents=consents.view_of(await reading.get(consents.KIND, consult_id, Consents)),
        patient=patient.view_of(await reading.get(patient.KIND, consult_id, ConsultPatient)),
        access=access.view_of(state),
    )


async def _access(question: ConsultReaders, enquiry: Enquiry) -> RecordAccess:
    """By its id; an administrator knows its number alone."""
    nowhere = Refused(Code.NOT_FOUND, kind="consult", id=question.consult_id or "")
    if question.consult_id is not None:
        if not await enquiry.reading.version(ACCESS, question.consult_id):
            raise nowhere
        return await enquiry.reading.get(ACCESS, question.consult_id, RecordAccess)
    if question.number is None or enquiry.actor.role is not Role.ADMINISTRATOR:
        raise nowhere
    found = await enquiry.reading.find(ACCESS, RecordAccess, limit=1, number=question.number)
    if not found:
        raise nowhere
    return found[0]


ANSWERS = (
    Answers(ConsentStands, consent_stands),
    Answers(ConsultReaders, consult_readers, from_screens=True),
    Answers(ConsultTrust, consult_trust, from_screens=True),
)
