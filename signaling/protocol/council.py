"""Words of who comes into a consult and who leaves it: colleagues who are called in, the next specialist to whom it is
passed on, the receiving hospital; and of a talk by telephone."""

from typing import Annotated, ClassVar

import msgspec

from signaling.protocol.alert_views import SoughtView
from signaling.protocol.base import Command, Event, Line, Personal, Question
from signaling.protocol.circle import CIRCLE, CircleMember
from signaling.protocol.consult_room import LongText, RungPerson, TelephoneOutcome, Text, Urgency
from signaling.protocol.people import ReceptionPerson, Specialty

# Commands


class ConsultCallIn(Command, frozen=True, tag="consult.call_in"):
    """A further specialist is asked into the consult (a council): everybody on duty for the specialty is rung, or the
    one person who is named. Refuses ``nobody_on_duty``."""

    consult_id: str
    specialty: Specialty
    person_id: str | None = None
    why: Text = ""


class ConsultSendAway(Command, frozen=True, tag="consult.send_away"):
    """Somebody who was called in is no longer rung, or leaves the consult: the specialist's or asker's wish, or their
    own (``person_id`` is then theirs)."""

    consult_id: str
    person_id: str


class ConsultPassOn(Command, frozen=True, tag="consult.pass_on"):
    """The specialist gives the consult to another specialty, or to other colleagues of the same one, with the reason.
    It rings anew; whoever gives it away reads no more of it."""

    consult_id: str
    specialty: Specialty
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]


class ConsultAskBack(Command, frozen=True, tag="consult.ask_back"):
    """Something must be known first: asked by who is rung, before they take it, or by who has it."""

    consult_id: str
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]


class ConsultAdmitHospital(Command, frozen=True, tag="consult.admit_hospital"):
    """The system's: the patient goes to this hospital, which reads and speaks in the consult from now on; another that
    was to receive before does not any more."""

    consult_id: str
    hospital_id: str
    hospital_name: Line = ""


class ConsultNoteTelephone(Command, frozen=True, tag="consult.note_telephone"):
    """The two talked by telephone, or tried to: when, for how long, with what outcome."""

    consult_id: str
    at_ms: int
    minutes: Annotated[int, msgspec.Meta(ge=0, le=240)]
    outcome: TelephoneOutcome
    text: LongText = ""


# Events


class ConsultCalledIn(Event, frozen=True, tag="consult.called_in"):
    """These people are rung to come into the consult besides its specialist."""

    touches: ClassVar[dict[str, str]] = {"consult": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    specialty: Specialty
    urgency: Urgency
    person_ids: list[str]
    caller_id: str
    people: Personal[list[RungPerson]] = None
    why: Personal[str] = None
    asker_place: str = ""
    incident_id: str | None = None


class ConsultJoined(Event, frozen=True, tag="consult.joined"):
    """Somebody is in the circle from now on: a colleague who was called in, the receiving hospital, the patient."""

    touches: ClassVar[dict[str, str]] = CIRCLE
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    member: CircleMember
    name: Personal[str] = None
    incident_id: str | None = None


class ConsultLeft(Event, frozen=True, tag="consult.left"):
    """Somebody is in the circle no longer, or (called in, and not yet come) rung no longer."""

    touches: ClassVar[dict[str, str]] = CIRCLE
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    member: CircleMember
    incident_id: str | None = None


class ConsultPassedOn(Event, frozen=True, tag="consult.passed_on"):
    """The specialist gave it away with a reason: it is sought for anew, for ``specialty``. What follows rings."""

    touches: ClassVar[dict[str, str]] = CIRCLE
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    person_id: str
    specialty: Specialty
    person_name: Personal[str] = None
    reason: Personal[str] = None
    incident_id: str | None = None


class ConsultAskedBack(Event, frozen=True, tag="consult.asked_back"):
    """Somebody wants to know something first; it stands in the thread."""

    touches: ClassVar[dict[str, str]] = {"consult": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id",)
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    line_id: str
    person_id: str
    text: Personal[str] = None


class ConsultTelephoned(Event, frozen=True, tag="consult.telephoned"):
    """A talk by telephone, or a try, stands in the thread."""

    touches: ClassVar[dict[str, str]] = {"consult": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    line_id: str
    author_id: str
    telephoned_at_ms: int
    minutes: int
    outcome: TelephoneOutcome
    text: Personal[str] = None
    incident_id: str | None = None


# Questions


class QueueView(msgspec.Struct, frozen=True, kw_only=True):
    """Where a consult stands: how many of its specialty are answered before it (more urgent, or as urgent and
    longer waiting), how many people are on duty for it, and how many of these have a consult now; and how far the
    search outside the room has come: None when nobody is sought by alerts."""

    ahead: int
    on_duty: int
    busy: int
    sought: SoughtView | None = None


class ConsultQueue(Question, frozen=True, tag="consult.queue"):
    """A consult's place among those that wait for the same specialty, for who asked. Refuses ``not_found``."""

    answer_type: ClassVar[object] = QueueView

    consult_id: str


class ConsultReception(Question, frozen=True, tag="consult.reception"):
    """Who of the receiving hospital is signed in and can be called into the conversation, for who treats the patient.
    Nobody while no hospital receives. Refuses ``not_found``."""

    answer_type: ClassVar[object] = list[ReceptionPerson]

    consult_id: str
