"""Which wish and which question about a record is which operation: with the table of parts it says who may do what.

A word of the consult room that has no row here fails a test, and so does a row that the server does not keep to. Words
are named by their tags, as in the table of roles: this module imports no part of the room.
"""

from collections.abc import Mapping
from typing import Literal

import msgspec

from consult_room.domain.operations import MAY, Operation, Phase
from signaling.protocol.circle import Part

Besides = Literal["rung", "was_rung", "called", "former", "own", "system", "administrator", "doctor", "anybody"]
"""Who may without a part: ``rung`` for the consult, or ``was_rung`` and has said no since, ``called`` to come in
besides its specialist, ``former`` (had a part in it), ``own`` (each sees or ends what is theirs alone), a ``doctor`` or
``administrator`` wherever they are, ``system`` (reactions, timers, workers), ``anybody`` whose role may: it is about
no record."""

Standing = Part | Literal["invited", "stood_down", "declined", "called", "former", "stranger"]
"""How somebody stands to a consult. All but the parts stand outside its circle."""


class RecordWord(msgspec.Struct, frozen=True):
    """Any of ``operations`` lets a part do it, and ``besides`` those without one."""

    operations: tuple[Operation, ...] = ()
    besides: tuple[Besides, ...] = ()


def _of(*operations: Operation, besides: tuple[Besides, ...] = ()) -> RecordWord:
    return RecordWord(operations, besides)


_SYSTEM = RecordWord(besides=("system",))
_NO_RECORD = RecordWord(besides=("anybody",))

COMMANDS: Mapping[str, RecordWord] = {
    "consult.ask": RecordWord(besides=("own",)),
    "consult.supplement": _of(Operation.SUPPLEMENT),
    "consult.ring": _of(Operation.CANCEL),
    "consult.accept": RecordWord(besides=("rung", "was_rung", "called")),
    "consult.decline": RecordWord(besides=("rung", "called")),
    "consult.release": _SYSTEM,
    "consult.say": _of(Operation.SAY),
    "consult.hear": _SYSTEM,
    "consult.conclude": _of(Operation.CONCLUDE),
    "consult.acknowledge": _of(Operation.ACKNOWLEDGE),
    "consult.cancel": _of(Operation.CANCEL),
    "consult.rate": _of(Operation.RATE),
    "consult.weigh_record": _SYSTEM,
    "consult.book": _of(Operation.MOVE_SLOT),
    "consult.drop_slot": _of(Operation.MOVE_SLOT),
    "consult.come_up": _SYSTEM,
    "consult.settle_slot": _SYSTEM,
    "consult.note_came": _SYSTEM,
    "consult.look_at_hours": _SYSTEM,
    "consult.publish_hours": _NO_RECORD,
    "consult.remove_hours": _NO_RECORD,
    "consult.call_in": _of(Operation.CALL_IN),
    "consult.send_away": _of(Operation.CALL_IN, besides=("own",)),
    "consult.pass_on": _of(Operation.PASS_ON),
    "consult.ask_back": _of(Operation.ASK_BACK, besides=("rung", "called")),
    "consult.admit_hospital": _SYSTEM,
    "consult.note_telephone": _of(Operation.SAY),
    "consent.note": _of(Operation.CONSENT),
    "consent.withdraw": _of(Operation.CONSENT),
    "consult.name_patient": _of(Operation.NAME_PATIENT),
    "consult.open": _of(Operation.READ, besides=("former",)),
    "record.break_glass": RecordWord(besides=("doctor",)),
    "record.end_glass": RecordWord(besides=("own",)),
    "record.look_at_glass": RecordWord(besides=("administrator",)),
    "record.hold": RecordWord(besides=("administrator",)),
    "record.end_hold": RecordWord(besides=("administrator",)),
    "record.erase": _SYSTEM,
    "record.say_erased": _SYSTEM,
    "vitals.measure": _of(Operation.MEASURE),
    "vitals.strike": _of(Operation.MEASURE),
    "medical_order.tell": _of(Operation.TELL_MEDICAL_ORDER),
    "medical_order.correct": _of(Operation.TELL_MEDICAL_ORDER),
    "medical_order.confirm": _of(Operation.TELL_MEDICAL_ORDER),
    "medical_order.stop": _of(Operation.TELL_MEDICAL_ORDER),
    "medical_order.read_back": _of(Operation.DO_MEDICAL_ORDER),
    "medical_order.do": _of(Operation.DO_MEDICAL_ORDER),
    "medical_order.leave": _of(Operation.DO_MEDICAL_ORDER),
    "medical_order.see": _of(Operation.TELL_MEDICAL_ORDER, Operation.DO_MEDICAL_ORDER),
    "conclusion.draft": _of(Operation.CONCLUDE, besides=("former",)),
    "conclusion.share": _of(Operation.CONCLUDE, besides=("former",)),
    "conclusion.prepare": _of(Operation.CONCLUDE, Operation.COSIGN, besides=("former",)),
    "conclusion.sign": _SYSTEM,
    "conclusion.keep_print": _SYSTEM,
    "conclusion.acknowledge": _of(Operation.CONFIRM),
    "conclusion.confirm_transfer": _of(Operation.CONFIRM),
    "conclusion.note_incident": _SYSTEM,
    "file.announce": _of(Operation.ADD_FILE),
    "file.withdraw": _of(Operation.ADD_FILE),
    "file.draw": _of(Operation.DRAW),
    "file.undraw": _of(Operation.DRAW),
    "file.calibrate": _of(Operation.DRAW),
    "file.keep_preview": _SYSTEM,
    "file.receive": _SYSTEM,
    "file.keep": _SYSTEM,
    "file.refuse": _SYSTEM,
    "file.expire": _SYSTEM,
    "file.forget": _SYSTEM,
    "file.forget_marks": _SYSTEM,
    "file.open": _SYSTEM,
    "patient_consult.open": _SYSTEM,
    "patient_consult.end": _of(Operation.END_OWN),
    "patient_link.send": _of(Operation.SEND_LINK),
    "patient_link.revoke": _of(Operation.SEND_LINK),
    "patient_link.expire": _SYSTEM,
    "patient_link.end": _SYSTEM,
    "patient_link.note_delivery": _SYSTEM,
    "patient.agree": _SYSTEM,
    "patient.decline": _SYSTEM,
    "patient.say": _of(Operation.SAY),
    "patient.look_back": _of(Operation.SEE_CONTACTS),
    "patient.make_emergency": _of(Operation.MAKE_EMERGENCY),
    "patient.note_incident": _SYSTEM,
}

QUESTIONS: Mapping[str, RecordWord] = {
    "consult.mine": RecordWord(besides=("own",)),
    "consult.record": _of(Operation.READ, besides=("rung", "called", "former")),
    "consult.queue": _of(Operation.READ),
    "consult.reception": _of(Operation.SAY),
    "consult.from_incident": _of(Operation.READ),
    "consult.shows_incident": _SYSTEM,
    "consult.parties": _SYSTEM,
    "consult.of_incident": _SYSTEM,
    "consent.stands": _SYSTEM,
    "consult.readers": _of(Operation.READERS, besides=("administrator",)),
    "consult.trust": _of(Operation.READ),
    "record.glasses": RecordWord(besides=("own", "administrator")),
    "record.keeping": RecordWord(besides=("administrator",)),
    "vitals.record": _of(Operation.READ),
    "medical_order.record": _of(Operation.READ),
    "conclusion.record": _of(Operation.READ, besides=("former",)),
    "conclusion.seal": _SYSTEM,
    "file.all": _of(Operation.READ_FILES),
    "file.marks": _of(Operation.READ_FILES),
    "consult.slots": _NO_RECORD,
    "consult.slot_offered": _SYSTEM,
    "consult.slot_of": _SYSTEM,
    "consult.booked_slots": _SYSTEM,
    "forms.problems": _NO_RECORD,
    "forms.form": _NO_RECORD,
    "forms.templates": _NO_RECORD,
    "forms.record_parts": _SYSTEM,
    "codes.search": _NO_RECORD,
    "codes.named": _NO_RECORD,
    "codes.lists": _NO_RECORD,
    "patient_link.reach": _SYSTEM,
    "patient_link.help_of": _SYSTEM,
    "patients.safety": _NO_RECORD,
    "consult.rating": _of(Operation.RATE),
    "consult.completeness": _of(Operation.READ),
    "consult.figures": _NO_RECORD,
    "consult.figures_reach": _NO_RECORD,
}


def part_may(word: RecordWord, part: Part, phase: Phase) -> bool:
    """Whether the part lets somebody do it while the consult is open, or over."""
    return any(operation in MAY[part][phase] for operation in word.operations)
