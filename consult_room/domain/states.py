"""The states of a consult as a table, and what a consult is."""

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from consult_room.booking.domain.slot import Slot, Step
from consult_room.domain.circle import Circle
from signaling.protocol.consult_room import AskerKind, ConsultState, Mode, Sex, TelephoneOutcome, Urgency, Value
from signaling.protocol.consult_views import CalledState, InvitedState, LineKind
from signaling.protocol.people import Specialty
from signaling.protocol.refusals import Code, Refused


class Verb(StrEnum):
    """What may be done with a consult."""

    RING = "ring"
    ACCEPT = "accept"
    DECLINE = "decline"
    RELEASE = "release"
    SAY = "say"
    ASK_BACK = "ask_back"
    SUPPLEMENT = "supplement"
    CALL_IN = "call_in"
    PASS_ON = "pass_on"  # noqa: S105  no password
    ADMIT_HOSPITAL = "admit_hospital"
    CONCLUDE = "conclude"
    ACKNOWLEDGE = "acknowledge"
    CANCEL = "cancel"
    END_OWN = "end_own"
    """Ends a patient's own consult."""
    BOOK = "book"
    COME_UP = "come_up"
    DROP_SLOT = "drop_slot"
    SETTLE_SLOT = "settle_slot"


TABLE: Mapping[tuple[ConsultState, Verb], tuple[ConsultState, ...]] = {
    ("booked", Verb.BOOK): ("booked",),
    ("booked", Verb.COME_UP): ("ringing",),
    ("booked", Verb.DROP_SLOT): ("waiting",),
    ("booked", Verb.SAY): ("booked",),
    ("booked", Verb.ASK_BACK): ("booked",),
    ("booked", Verb.SUPPLEMENT): ("booked",),
    ("booked", Verb.ADMIT_HOSPITAL): ("booked",),
    ("booked", Verb.CANCEL): ("cancelled",),
    ("waiting", Verb.BOOK): ("booked",),
    ("ringing", Verb.BOOK): ("booked",),
    ("ringing", Verb.DROP_SLOT): ("ringing", "waiting"),
    ("ringing", Verb.SETTLE_SLOT): ("ringing", "waiting"),
    ("accepted", Verb.SETTLE_SLOT): ("accepted",),
    ("concluded", Verb.SETTLE_SLOT): ("concluded",),
    ("waiting", Verb.RING): ("waiting", "ringing"),
    ("waiting", Verb.ACCEPT): ("accepted",),
    ("waiting", Verb.SAY): ("waiting",),
    ("waiting", Verb.SUPPLEMENT): ("waiting",),
    ("waiting", Verb.ADMIT_HOSPITAL): ("waiting",),
    ("waiting", Verb.CANCEL): ("cancelled",),
    ("ringing", Verb.RING): ("ringing",),
    ("ringing", Verb.ACCEPT): ("accepted",),
    ("ringing", Verb.DECLINE): ("ringing", "waiting"),
    ("ringing", Verb.SAY): ("ringing",),
    ("ringing", Verb.ASK_BACK): ("ringing",),
    ("ringing", Verb.SUPPLEMENT): ("ringing",),
    ("ringing", Verb.ADMIT_HOSPITAL): ("ringing",),
    ("ringing", Verb.CANCEL): ("cancelled",),
    ("accepted", Verb.RELEASE): ("ringing", "waiting"),
    ("accepted", Verb.SAY): ("accepted",),
    ("accepted", Verb.ASK_BACK): ("accepted",),
    ("accepted", Verb.SUPPLEMENT): ("accepted",),
    ("accepted", Verb.CALL_IN): ("accepted",),
    ("accepted", Verb.PASS_ON): ("ringing", "waiting"),
    ("accepted", Verb.ADMIT_HOSPITAL): ("accepted",),
    ("accepted", Verb.CONCLUDE): ("concluded",),
    ("accepted", Verb.CANCEL): ("cancelled",),
    ("concluded", Verb.SAY): ("concluded",),
    ("concluded", Verb.SUPPLEMENT): ("concluded",),
    ("concluded", Verb.ADMIT_HOSPITAL): ("concluded",),
    ("concluded", Verb.CONCLUDE): ("concluded",),
    ("concluded", Verb.ACKNOWLEDGE): ("closed",),
    ("accepted", Verb.END_OWN): ("closed",),
    ("concluded", Verb.END_OWN): ("closed",),
}
"""(state, verb) → the states that may follow. A pair that is missing is a refusal."""

_OTHERWISE: Mapping[tuple[ConsultState, Verb], Code] = {
    ("accepted", Verb.ACCEPT): Code.CONSULT_TAKEN,
    ("concluded", Verb.ACCEPT): Code.CONSULT_TAKEN,
    ("closed", Verb.ACCEPT): Code.CONSULT_TAKEN,
    ("accepted", Verb.ACKNOWLEDGE): Code.CONCLUSION_NEEDED,
}
"""Missing pairs that have a better word than ``wrong_state``."""


def check(state: ConsultState, verb: Verb) -> None:
    """Refuses what the table does not hold."""
    if (state, verb) not in TABLE:
        raise Refused(_OTHERWISE.get((state, verb), Code.WRONG_STATE), state=state, wanted=verb.value)


class Invited(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who was rung. ``since_ms``: since when they are ``state``."""

    person_id: str
    name: str | None
    state: InvitedState
    since_ms: int


class Called(msgspec.Struct, frozen=True, kw_only=True):
    """A colleague who was called in besides the specialist."""

    person_id: str
    name: str | None
    specialty: Specialty
    state: CalledState
    since_ms: int
    why: str | None = None


class Telephoned(msgspec.Struct, frozen=True, kw_only=True):
    """A talk by telephone, or a try."""

    at_ms: int
    minutes: int
    outcome: TelephoneOutcome


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the thread. ``while_sought``: nobody had the consult yet; whoever is rung reads it too."""

    line_id: str
    author_id: str
    author_name: str
    text: str | None
    at_ms: int
    made_at_ms: int
    by_sms: bool = False
    kind: LineKind = "said"
    telephoned: Telephoned | None = None
    while_sought: bool = False


class Consult(msgspec.Struct, frozen=True, kw_only=True):
    """A consult from the question to the acknowledgement. ``looks``: how often the duty list was looked at.
    ``former``: who was its specialist, or called in, and has no part in it any more.
    ``look_again_ms`` is None once nobody is being sought any more. Personal fields are None once erased."""

    id: str
    number: int
    state: ConsultState
    since_ms: int
    specialty: Specialty
    urgency: Urgency
    asker_id: str
    asker_kind: AskerKind
    asker_name: str | None
    asker_place: str
    question: str | None
    age_years: int | None
    sex: Sex
    summary: str | None
    asked_at_ms: int
    incident_id: str | None = None
    incident_number: int | None = None
    incident_reason: str | None = None
    invited: tuple[Invited, ...] = ()
    looks: int = 0
    look_again_ms: int | None = None
    specialist_id: str | None = None
    specialist_name: str | None = None
    accepted_at_ms: int | None = None
    conversation_id: str | None = None
    lines: tuple[Line, ...] = ()
    conclusion: str | None = None
    concluded_at_ms: int | None = None
    closed_at_ms: int | None = None
    reason: str | None = None
    problem: str | None = None
    data: dict[str, Value] | None = None
    missing: tuple[str, ...] = ()
    mode: Mode = "live"
    called: tuple[Called, ...] = ()
    circle: Circle
    former: tuple[str, ...] = ()
    hospital_name: str | None = None
    asker_telephone: str | None = None
    specialist_telephone: str | None = None
    slot: Slot | None = None
    slot_steps: tuple[Step, ...] = ()

    @property
    def rung(self) -> tuple[str, ...]:
        """The ids of those who are being rung now."""
        return tuple(person.person_id for person in self.invited if person.state == "rung")

    def called_rung(self, person_id: str) -> bool:
        """Whether they are being rung to come in besides the specialist."""
        return any(one.person_id == person_id and one.state == "rung" for one in self.called)

    @property
    def sought(self) -> bool:
        """Whether a specialist is still wanted."""
        return self.state in ("waiting", "ringing")

    @property
    def over(self) -> bool:
        return self.state in ("closed", "cancelled")
