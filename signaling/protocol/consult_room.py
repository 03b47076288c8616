"""Words of the consult room: a doctor or a crew asks a specialist, who answers, concludes and is acknowledged."""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.alerts import Channel
from signaling.protocol.base import Code60, Command, Event, Personal
from signaling.protocol.circle import CIRCLE
from signaling.protocol.people import Language, Specialty

Urgency = Literal["emergency", "urgent", "planned"]
"""The legal forms: a threat to life, none evident, and planned."""

Sex = Literal["female", "male", "unknown"]
ConsultState = Literal["booked", "waiting", "ringing", "accepted", "concluded", "closed", "cancelled"]
"""``booked``: it holds a slot of a specialist, and rings at that time. ``waiting``: nobody is being rung, because
nobody is on duty, all have declined, or its slot came to nothing; said so to the asker."""

AskerKind = Literal["person", "brigade", "guest"]
"""``guest``: the patient's side, by a link (a patient's own consult)."""

Mode = Literal["live", "written"]
"""How a specialist answers: in a conversation, or in writing because no live link is possible."""

TelephoneOutcome = Literal["talked", "nobody_answered", "wrong_number", "cut_off"]
Text = Annotated[str, msgspec.Meta(max_length=2000)]
LongText = Annotated[str, msgspec.Meta(max_length=8000)]
Value = Annotated[str, msgspec.Meta(max_length=2000)] | int | float | bool
"""What stands in one field of the data that a problem asks for."""

Data = Annotated[dict[str, Value], msgspec.Meta(max_length=80)]


class RungPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody on duty who is rung."""

    person_id: str
    name: str
    telephone: str | None = None
    language: Language = "uz"
    senior: bool = False


class SlotWish(msgspec.Struct, frozen=True, kw_only=True):
    """A slot in a specialist's consulting hours. A patient whose telephone is given is reminded by SMS too."""

    specialist_id: str
    from_ms: int
    patient_telephone: Annotated[str, msgspec.Meta(max_length=30)] = ""
    patient_language: Language = "uz"


# Commands


class ConsultAsk(Command, frozen=True, tag="consult.ask"):
    """A physician or a crew asks for a specialist. No name of the patient is needed, and none is asked for.
    Only a crew may name the incident behind it. ``problem`` names the form of the specialty by which ``data`` is read;
    without one there is none. A planned one may take a ``slot``; without one it rings whoever is on duty. Refuses
    ``slot_taken``. Result: ``{consult_id, number}``."""

    consult_id: str
    specialty: Specialty
    urgency: Urgency
    question: Text
    age_years: Annotated[int, msgspec.Meta(ge=0, le=130)] | None = None
    sex: Sex = "unknown"
    summary: LongText = ""
    incident_id: str | None = None
    problem: Code60 | None = None
    data: Data = {}
    slot: SlotWish | None = None


class ConsultSupplement(Command, frozen=True, tag="consult.supplement"):
    """The asker adds what the question lacked, or puts it right; what is not named stays as it was."""

    consult_id: str
    data: Data


class ConsultRing(Command, frozen=True, tag="consult.ring"):
    """Looks at the duty list again and rings whoever is there and has not been rung (a timer's wish, or the asker's).
    ``specialty`` must be the consult's own."""

    consult_id: str
    specialty: Specialty


class ConsultAccept(Command, frozen=True, tag="consult.accept"):
    """A rung person takes the consult; the first wins. Who was called in besides its specialist comes in. ``person_id``
    is read from the system alone, which speaks for somebody who accepted by an alert. Refuses ``consult_taken``."""

    consult_id: str
    person_id: str | None = None
    channel: Channel = "browser"
    mode: Mode = "live"


class ConsultDecline(Command, frozen=True, tag="consult.decline"):
    """A rung person cannot take it. ``person_id`` as in ``consult.accept``."""

    consult_id: str
    person_id: str | None = None
    reason: Text = ""


class ConsultRelease(Command, frozen=True, tag="consult.release"):
    """The system's: who took it has not come; it rings again, for everybody else."""

    consult_id: str
    person_id: str


class ConsultSay(Command, frozen=True, tag="consult.say"):
    """A line in the thread, by the asker or the specialist."""

    consult_id: str
    text: Text


class ConsultHear(Command, frozen=True, tag="consult.hear"):
    """The system's wish: somebody who was told of it by SMS wrote back. For any other thing than a consult it does
    nothing."""

    consult_id: str
    inbound_id: str
    person_id: str
    text: str
    name: str = ""


class ConsultConclude(Command, frozen=True, tag="consult.conclude"):
    """The specialist's conclusion. Refuses ``conclusion_needed`` when it is blank."""

    consult_id: str
    conclusion: LongText


class ConsultAcknowledge(Command, frozen=True, tag="consult.acknowledge"):
    """The asker has read the conclusion; the consult is closed. Refuses ``conclusion_needed`` before there is one."""

    consult_id: str


class ConsultCancel(Command, frozen=True, tag="consult.cancel"):
    """The asker no longer needs it. Once a specialist is there, or a slot is booked, it takes a reason."""

    consult_id: str
    reason: Text = ""


# Events


class ConsultAsked(Event, frozen=True, tag="consult.asked"):
    """A consult was asked for. ``number`` is what people say; ``booked``: it takes a slot, and rings nobody yet."""

    touches: ClassVar[dict[str, str]] = CIRCLE
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    number: int
    specialty: Specialty
    urgency: Urgency
    asker_id: str
    asker_kind: AskerKind
    asker_name: Personal[str] = None
    asker_place: str = ""
    question: Personal[str] = None
    age_years: Personal[int] = None
    sex: Personal[Sex] = None
    summary: Personal[str] = None
    incident_id: str | None = None
    incident_number: int | None = None
    incident_reason: str | None = None
    problem: str | None = None
    data: Personal[dict[str, Value]] = None
    missing: list[str] = []
    asker_telephone: Personal[str] = None
    booked: bool = False


class ConsultSupplemented(Event, frozen=True, tag="consult.supplemented"):
    """These values were added to the question, or put right. ``missing``: the keys of what is still wanted."""

    touches: ClassVar[dict[str, str]] = {"consult": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id",)
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    data: Personal[dict[str, Value]] = None
    missing: list[str] = []


class ConsultRung(Event, frozen=True, tag="consult.rung"):
    """These people on duty are being rung, in this order. When nobody was found ``person_ids`` is empty, and the list
    is looked at again at ``look_again_ms``. ``first``: with the asking itself."""

    touches: ClassVar[dict[str, str]] = {"consult": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    specialty: Specialty
    urgency: Urgency
    person_ids: list[str]
    look_again_ms: int
    people: Personal[list[RungPerson]] = None
    asker_place: str = ""
    incident_id: str | None = None
    first: bool = False


class ConsultAccepted(Event, frozen=True, tag="consult.accepted"):
    """A specialist took it; the conversation that follows has this id."""

    touches: ClassVar[dict[str, str]] = CIRCLE
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    person_id: str
    channel: Channel
    conversation_id: str
    asker_id: str
    asker_kind: AskerKind
    mode: Mode = "live"
    person_name: Personal[str] = None
    asker_name: Personal[str] = None
    incident_id: str | None = None
    person_telephone: Personal[str] = None


class ConsultReleased(Event, frozen=True, tag="consult.released"):
    """Who took it did not come: it is open again, and rings whoever was stood down."""

    touches: ClassVar[dict[str, str]] = CIRCLE
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    person_id: str
    look_again_ms: int
    person_name: Personal[str] = None
    incident_id: str | None = None


class ConsultDeclined(Event, frozen=True, tag="consult.declined"):
    """One of the rung people cannot take it. ``look_again_ms``: nobody is rung any more, and the duty list is looked at
    again then."""

    touches: ClassVar[dict[str, str]] = {"consult": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id",)
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    person_id: str
    look_again_ms: int | None = None
    reason: Personal[str] = None


class ConsultSaid(Event, frozen=True, tag="consult.said"):
    """A line stands in the thread."""

    touches: ClassVar[dict[str, str]] = {"consult": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id",)
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    line_id: str
    author_id: str
    text: Personal[str] = None


class ConsultHeard(Event, frozen=True, tag="consult.heard"):
    """What somebody wrote back to an SMS about it stands in the thread."""

    touches: ClassVar[dict[str, str]] = {"consult": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id",)
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    line_id: str
    person_id: str
    text: Personal[str] = None
    name: Personal[str] = None


class ConsultConcluded(Event, frozen=True, tag="consult.concluded"):
    """The specialist's conclusion is written."""

    touches: ClassVar[dict[str, str]] = {"consult": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    conclusion: Personal[str] = None
    incident_id: str | None = None


class ConsultAcknowledged(Event, frozen=True, tag="consult.acknowledged"):
    """The asker has read the conclusion, or a patient's own consult was ended by its doctor; the consult is closed."""

    touches: ClassVar[dict[str, str]] = CIRCLE
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    incident_id: str | None = None


class ConsultCancelled(Event, frozen=True, tag="consult.cancelled"):
    """The asker no longer needs it."""

    touches: ClassVar[dict[str, str]] = CIRCLE
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    reason: Personal[str] = None
    incident_id: str | None = None
