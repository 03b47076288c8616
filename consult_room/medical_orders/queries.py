"""What is answered about medical orders."""

from consult_room.domain.operations import Operation, check_may
from consult_room.medical_orders.domain.states import KIND, MedicalOrders
from consult_room.medical_orders.domain.views import view
from signaling.protocol.medical_orders import MedicalOrdersRecord, MedicalOrdersView
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Enquiry, Reading


async def read_medical_orders(reading: Reading, consult_id: str) -> MedicalOrders:
    """Refuses ``not_found`` as for a consult that is not one's own."""
    try:
        return await reading.get(KIND, consult_id, MedicalOrders)
    except Refused:
        raise Refused(Code.NOT_FOUND, kind="consult", id=consult_id) from None


async def medical_orders_record(question: MedicalOrdersRecord, enquiry: Enquiry) -> MedicalOrdersView:
    """All of them, for who reads the record."""
    state = await read_medical_orders(enquiry.reading, question.consult_id)
    check_may(state.circle, enquiry.actor, Operation.READ)
    return view(state)
