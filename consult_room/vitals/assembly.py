"""What vitals give to the frame, as a part of the consult room."""

from consult_room.vitals.adapters.data_file import bounds_of, read_vitals_data
from consult_room.vitals.domain.vitals import EVOLVE, KIND, Vitals, views
from consult_room.vitals.handlers import handlers
from consult_room.vitals.queries import vitals_record
from signaling.protocol.vitals import VitalsRecord
from signaling.slice import Aggregate, Answers, Slice

VITALS = Aggregate(
    kind=KIND,
    state=Vitals,
    evolve=EVOLVE,
    views=views,
    live=lambda vitals: not vitals.circle.over,
)


def assemble() -> Slice:
    """Raises VitalsDataProblem when the part's own data are not good."""
    return Slice(
        name="consult_room.vitals",
        aggregates=(VITALS,),
        handlers=handlers(bounds_of(read_vitals_data())),
        answers=(Answers(VitalsRecord, vitals_record, from_screens=True),),
    )
