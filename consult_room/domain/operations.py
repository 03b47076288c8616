"""What may be done with the record of a consult, and by whom: the one table by which every right on it is decided.

A record is the consult with all that is kept beside it. Who is in no part of its circle may do nothing with it, and is
not told that it exists. Which command or answer is which operation stands with its handler.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from consult_room.domain.circle import Circle, part_of
from signaling.protocol.circle import Part
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Audience

Phase = Literal["open", "over"]


class Operation(StrEnum):
    """What is done with a record."""

    READ = "read"
    """The question, the data, the thread."""
    SAY = "say"
    """A line in the thread, of a telephone talk too."""
    SUPPLEMENT = "supplement"
    """What the question lacked is added."""
    ASK_BACK = "ask_back"
    PASS_ON = "pass_on"  # noqa: S105  no password
    CALL_IN = "call_in"
    """A further specialist is asked into it, or sent away again."""
    CONCLUDE = "conclude"
    ACKNOWLEDGE = "acknowledge"
    CANCEL = "cancel"
    MOVE_SLOT = "move_slot"
    """A slot is booked, moved or dropped."""
    COSIGN = "cosign"
    """A colleague's signature beside the specialist's."""
    CONFIRM = "confirm"
    """A signed version was read, and the transfer that it recommends is wanted."""
    READ_FILES = "read_files"
    """Files, and what is drawn upon them."""
    ADD_FILE = "add_file"
    """A file is added, or one's own withdrawn."""
    DRAW = "draw"
    """Marks and measures upon a picture or a page, and pointing."""
    MEASURE = "measure"
    """Vitals are entered, or struck out."""
    TELL_MEDICAL_ORDER = "tell_medical_order"
    """What is to be given or done is told, corrected, confirmed or stopped."""
    DO_MEDICAL_ORDER = "do_medical_order"
    """What was told is read back, and done or left."""
    CONSENT = "consent"
    """What the patient has agreed to is noted, or withdrawn."""
    NAME_PATIENT = "name_patient"
    """What the patient is called is noted, or put right."""
    READERS = "readers"
    """Who has read the record is asked."""
    SEND_LINK = "send_link"
    """The patient is sent a link into it, or it is taken back."""
    SEE_CONTACTS = "see_contacts"
    """The headings of the patient's earlier contacts are looked at."""
    MAKE_EMERGENCY = "make_emergency"
    """An ambulance is sent to the patient."""
    END_OWN = "end_own"
    """A patient's own consult is ended."""
    RATE = "rate"
    """What one side says of it once it is concluded."""


READING: frozenset[Operation] = frozenset({Operation.READ, Operation.READ_FILES})
"""Operations that show something; all others change something."""

_FILES = frozenset({Operation.READ_FILES, Operation.ADD_FILE, Operation.DRAW})
_DOES = frozenset({Operation.MEASURE, Operation.DO_MEDICAL_ORDER})
_TELLS = frozenset({Operation.MEASURE, Operation.TELL_MEDICAL_ORDER})
_TRUST = frozenset({Operation.CONSENT, Operation.NAME_PATIENT})
_TREATS_ON = frozenset({Operation.READERS, *_TRUST})
_ASKER_OPEN = frozenset(
    {
        Operation.READ,
        Operation.SAY,
        Operation.SUPPLEMENT,
        Operation.ACKNOWLEDGE,
        Operation.CANCEL,
        Operation.MOVE_SLOT,
        Operation.CALL_IN,
        Operation.CONFIRM,
        Operation.SEND_LINK,
        Operation.SEE_CONTACTS,
        Operation.RATE,
        *_FILES,
        *_DOES,
        *_TREATS_ON,
    }
)
_SPECIALIST_OPEN = frozenset(
    {
        Operation.READ,
        Operation.SAY,
        Operation.ASK_BACK,
        Operation.PASS_ON,
        Operation.MOVE_SLOT,
        Operation.CALL_IN,
        Operation.CONCLUDE,
        Operation.SEND_LINK,
        Operation.SEE_CONTACTS,
        Operation.MAKE_EMERGENCY,
        Operation.END_OWN,
        Operation.RATE,
        *_FILES,
        *_TELLS,
        *_TRUST,
    }
)
_NOTHING: frozenset[Operation] = frozenset()

MAY: Mapping[Part, Mapping[Phase, frozenset[Operation]]] = {
    "asker": {
        "open": _ASKER_OPEN,
        "over": frozenset({Operation.READ, Operation.CONFIRM, Operation.RATE, Operation.READ_FILES, *_TREATS_ON}),
    },
    "specialist": {"open": _SPECIALIST_OPEN, "over": frozenset({Operation.RATE})},
    "called_in": {
        "open": frozenset({Operation.READ, Operation.SAY, Operation.ASK_BACK, Operation.COSIGN, *_FILES, *_TELLS}),
        "over": _NOTHING,
    },
    "hospital": {
        "open": frozenset({Operation.READ, Operation.SAY, *_FILES, *_DOES, *_TREATS_ON}),
        "over": frozenset({Operation.READ, Operation.READ_FILES, *_TREATS_ON}),
    },
    "patient": {"open": frozenset({Operation.SAY, Operation.CONSENT, Operation.ADD_FILE}), "over": _NOTHING},
    "broke_glass": {"open": READING, "over": READING},
}
"""part → phase → what that part may do. A specialist's right to see ends with the consult; what they themselves signed
stays theirs. The hospital treats on, and so does whoever asked: they see who has read it. Who opened it with a reason
reads, and does nothing."""


def phase_of(circle: Circle) -> Phase:
    return "over" if circle.over else "open"


def may(circle: Circle, actor: Actor, operation: Operation) -> bool:
    """Whether the actor's part may do it now."""
    part = part_of(circle, actor)
    return part is not None and operation in MAY[part][phase_of(circle)]


def check_may(circle: Circle, actor: Actor, operation: Operation) -> None:
    """Refuses ``not_found`` to who is in no part of the circle, and to who may read it no longer: what is in it is not
    theirs to know; ``wrong_state`` for what their part may do while it is open; ``not_yours`` for what it never may."""
    part = part_of(circle, actor)
    if part is not None and operation in MAY[part][phase_of(circle)]:
        return
    if part is None or operation in READING:
        raise Refused(Code.NOT_FOUND, kind="consult", id=circle.consult_id)
    if operation in MAY[part]["open"]:
        raise Refused(Code.WRONG_STATE, state="over", wanted=operation.value)
    raise Refused(Code.NOT_YOURS, operation=operation.value)


def readers(circle: Circle, operation: Operation = Operation.READ) -> list[Audience]:
    """Whose screens show what this operation reads."""
    phase = phase_of(circle)
    return [Audience(one.relation, one.id) for one in circle.members if operation in MAY[one.part][phase]]
