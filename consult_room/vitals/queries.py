"""What is answered about vitals."""

from consult_room.domain.operations import Operation, check_may
from consult_room.vitals.domain.vitals import ENTRIES_AT_MOST, KIND, Vitals, view
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.vitals import VitalsRecord, VitalsView
from signaling.slice import Enquiry, Reading


async def read_vitals(reading: Reading, consult_id: str) -> Vitals:
    """Refuses ``not_found`` as for a consult that is not one's own."""
    try:
        return await reading.get(KIND, consult_id, Vitals)
    except Refused:
        raise Refused(Code.NOT_FOUND, kind="consult", id=consult_id) from None


async def vitals_record(question: VitalsRecord, enquiry: Enquiry) -> VitalsView:
    """All entries, for who reads the record."""
    state = await read_vitals(enquiry.reading, question.consult_id)
    check_may(state.circle, enquiry.actor, Operation.READ)
    return view(state, ENTRIES_AT_MOST)
