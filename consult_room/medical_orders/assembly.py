"""What medical orders give to the frame, as a part of the consult room."""

from consult_room.medical_orders.adapters.data_file import read_drugs
from consult_room.medical_orders.domain.evolve import EVOLVE
from consult_room.medical_orders.domain.states import KIND, MedicalOrders
from consult_room.medical_orders.domain.views import views
from consult_room.medical_orders.handlers import handlers
from consult_room.medical_orders.queries import medical_orders_record
from signaling.protocol.medical_orders import MedicalOrdersRecord
from signaling.slice import Aggregate, Answers, Slice

MEDICAL_ORDERS = Aggregate(
    kind=KIND,
    state=MedicalOrders,
    evolve=EVOLVE,
    views=views,
    live=lambda state: not state.circle.over,
)


def assemble() -> Slice:
    """Raises DrugsDataProblem when the part's own data are not good."""
    return Slice(
        name="consult_room.medical_orders",
        aggregates=(MEDICAL_ORDERS,),
        handlers=handlers(read_drugs()),
        answers=(Answers(MedicalOrdersRecord, medical_orders_record, from_screens=True),),
    )
