"""What law and trust give to the frame, as a part of the consult room."""

from collections.abc import Callable

from consult_room.trust.domain import access, consents, glass, patient, readings
from consult_room.trust.domain.access import RecordAccess
from consult_room.trust.domain.consents import Consents
from consult_room.trust.domain.glass import BrokenGlass, RecordSeeker
from consult_room.trust.domain.patient import ConsultPatient
from consult_room.trust.domain.readings import RecordReading
from consult_room.trust.erasing import Erase, EraseFiles, eraser
from consult_room.trust.handlers import HANDLERS
from consult_room.trust.queries import ANSWERS
from consult_room.trust.reactions import REACTIONS
from consult_room.trust.review import newest, review_answers
from signaling.files import Files
from signaling.protocol.record_access import RecordEndGlass
from signaling.slice import Aggregate, Slice, Timer


def _is_shown(state: Consents | ConsultPatient | RecordAccess) -> bool:
    """While the consult goes on, or somebody from outside reads it; afterwards it is asked for."""
    return not state.circle.over or any(one.part == "broke_glass" for one in state.circle.members)


CONSENTS = Aggregate(
    kind=consents.KIND,
    state=Consents,
    evolve=consents.EVOLVE,
    views=consents.views,
    live=_is_shown,
)
PATIENT = Aggregate(
    kind=patient.KIND,
    state=ConsultPatient,
    evolve=patient.EVOLVE,
    views=patient.views,
    live=_is_shown,
)
ACCESS = Aggregate(
    kind=access.KIND,
    state=RecordAccess,
    evolve=access.EVOLVE,
    views=access.views,
    columns={
        "number": (int, lambda state: state.number),
        "incident_number": (int, lambda state: state.incident_number),
        "kept_since_ms": (int, lambda state: state.kept_since_ms),
        "to_erase": (bool, lambda state: state.to_erase),
        "held": (bool, lambda state: state.held),
        "newest_erased": (int, lambda state: newest(state.erased_at_ms)),
    },
    live=_is_shown,
)
GLASS = Aggregate(
    kind=glass.KIND,
    state=BrokenGlass,
    evolve=glass.EVOLVE,
    views=glass.views,
    columns={
        "person_id": (str, lambda state: state.person_id),
        "is_open": (bool, lambda state: state.is_open),
        "due_ms": (int, lambda state: state.due_ms),
        "consult_id": (str, lambda state: state.consult_id),
        "looked_at": (bool, lambda state: state.looked_at_ms is not None),
        "newest": (int, lambda state: newest(state.at_ms)),
    },
    live=lambda state: state.is_open,
)
SEEKER = Aggregate(
    kind=glass.SEEKER,
    state=RecordSeeker,
    evolve=glass.SEEKER_EVOLVE,
    views=lambda state: {},
    live=lambda state: False,
)
READING = Aggregate(
    kind=readings.KIND,
    state=RecordReading,
    evolve=readings.EVOLVE,
    views=readings.no_views,
    columns={"consult_id": (str, lambda state: state.consult_id)},
    live=lambda state: False,
)
COMPANIONS = (CONSENTS, PATIENT, ACCESS)


def _end_glass(state: BrokenGlass) -> RecordEndGlass:
    """The frame gives the command its id and its time."""
    return RecordEndGlass(id="", made_at_ms=state.until_ms, glass_id=state.glass_id)


def assemble(files: Callable[[], Files], erase: Erase, erase_files: EraseFiles, consult_years: int) -> Slice:
    """``files`` is asked for when something is erased: it needs a store that needs the slices' tables. ``erase``:
    empties the personal columns of a subject's rows of the journal; ``erase_files``: gives up the files that were sent
    to a consult. ``consult_years``: how long a record is kept."""
    return Slice(
        name="consult_room.trust",
        aggregates=(*COMPANIONS, GLASS, SEEKER, READING),
        handlers=HANDLERS,
        answers=(*ANSWERS, *review_answers(consult_years)),
        reactions=REACTIONS,
        timers=(Timer("consult_room.end_glass", glass.KIND, BrokenGlass, "due_ms", _end_glass),),
        workers=(eraser(files, erase, erase_files, consult_years),),
    )
