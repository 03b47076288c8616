"""The states of a consult as a table, and what a consult is."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

import msgspec

from signaling.protocol.consult_room import AskerKind, ConsultState, Sex, Urgency
from signaling.protocol.people import Specialty
from signaling.protocol.refusals import Code, Refused


class Verb(StrEnum):
    """What may be done with a consult."""

    RING = "ring"
    ACCEPT = "accept"
    DECLINE = "decline"
    RELEASE = "release"
    SAY = "say"
    CONCLUDE = "conclude"
    ACKNOWLEDGE = "acknowledge"
    CANCEL = "cancel"


TABLE: Mapping[tuple[ConsultState, Verb], tuple[ConsultState, ...]] = {
    ("waiting", Verb.RING): ("waiting", "ringing"),
    ("waiting", Verb.ACCEPT): ("accepted",),
    ("waiting", Verb.SAY): ("waiting",),
    ("waiting", Verb.CANCEL): ("cancelled",),
    ("ringing", Verb.RING): ("ringing",),
    ("ringing", Verb.ACCEPT): ("accepted",),
    ("ringing", Verb.DECLINE): ("ringing", "waiting"),
    ("ringing", Verb.SAY): ("ringing",),
    ("ringing", Verb.CANCEL): ("cancelled",),
    ("accepted", Verb.RELEASE): ("ringing", "waiting"),
    ("accepted", Verb.SAY): ("accepted",),
    ("accepted", Verb.CONCLUDE): ("concluded",),
    ("accepted", Verb.CANCEL): ("cancelled",),
    ("concluded", Verb.SAY): ("concluded",),
    ("concluded", Verb.CONCLUDE): ("concluded",),
    ("concluded", Verb.ACKNOWLEDGE): ("closed",),
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
    state: Literal["rung", "declined", "accepted", "stood_down", "silent"]
    since_ms: int


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the thread."""

    line_id: str
    author_id: str
    author_name: str
    text: str | None
    at_ms: int
    made_at_ms: int
    by_sms: bool = False


class Consult(msgspec.Struct, frozen=True, kw_only=True):
    """A consult from the question to the acknowledgement. ``looks``: how often the duty list was looked at.
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

    @property
    def rung(self) -> tuple[str, ...]:
        """The ids of those who are being rung now."""
        return tuple(person.person_id for person in self.invited if person.state == "rung")

    @property
    def over(self) -> bool:
        return self.state in ("closed", "cancelled")
