"""Words of the consult room: a doctor or a crew asks a specialist, who answers, concludes and is acknowledged."""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.alerts import Channel
from signaling.protocol.base import Command, Event, Personal, Question, View
from signaling.protocol.people import Language, Specialty

Urgency = Literal["emergency", "urgent", "planned"]
"""The legal forms: a threat to life, none evident, and planned."""

Sex = Literal["female", "male", "unknown"]
ConsultState = Literal["waiting", "ringing", "accepted", "concluded", "closed", "cancelled"]
"""``waiting``: nobody is being rung, because nobody is on duty or all have declined; said so to the asker."""

AskerKind = Literal["person", "brigade"]
Text = Annotated[str, msgspec.Meta(max_length=2000)]
LongText = Annotated[str, msgspec.Meta(max_length=8000)]


class RungPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody on duty who is rung."""

    person_id: str
    name: str
    telephone: str | None = None
    language: Language = "uz"
    senior: bool = False


# Commands


class ConsultAsk(Command, frozen=True, tag="consult.ask"):
    """A physician or a crew asks for a specialist. No name of the patient is needed, and none is asked for.
    Only a crew may name the incident behind it. Result: ``{consult_id, number}``."""

    consult_id: str
    specialty: Specialty
    urgency: Urgency
    question: Text
    age_years: Annotated[int, msgspec.Meta(ge=0, le=130)] | None = None
    sex: Sex = "unknown"
    summary: LongText = ""
    incident_id: str | None = None


class ConsultRing(Command, frozen=True, tag="consult.ring"):
    """Looks at the duty list again and rings whoever is there and has not been rung (a timer's wish, or the asker's).
    ``specialty`` must be the consult's own."""

    consult_id: str
    specialty: Specialty


class ConsultAccept(Command, frozen=True, tag="consult.accept"):
    """A rung person takes the consult; the first wins. ``person_id`` is read from the system alone, which speaks
    for somebody who accepted by an alert. Refuses ``consult_taken``."""

    consult_id: str
    person_id: str | None = None
    channel: Channel = "browser"


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
    """The asker no longer needs it. Once a specialist is there, it takes a reason."""

    consult_id: str
    reason: Text = ""


# Events


class ConsultAsked(Event, frozen=True, tag="consult.asked"):
    """A consult was asked for. ``number`` is what people say."""

    touches: ClassVar[dict[str, str]] = {"consult": "consult_id"}
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

    touches: ClassVar[dict[str, str]] = {"consult": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    person_id: str
    channel: Channel
    conversation_id: str
    asker_id: str
    asker_kind: AskerKind
    person_name: Personal[str] = None
    asker_name: Personal[str] = None
    incident_id: str | None = None


class ConsultReleased(Event, frozen=True, tag="consult.released"):
    """Who took it did not come: it is open again, and rings whoever was stood down."""

    touches: ClassVar[dict[str, str]] = {"consult": "consult_id"}
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
    """The asker has read the conclusion; the consult is closed."""

    touches: ClassVar[dict[str, str]] = {"consult": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    incident_id: str | None = None


class ConsultCancelled(Event, frozen=True, tag="consult.cancelled"):
    """The asker no longer needs it."""

    touches: ClassVar[dict[str, str]] = {"consult": "consult_id"}
    about: ClassVar[tuple[str, ...]] = ("consult_id", "incident_id")
    subject: ClassVar[str | None] = "consult_id"

    consult_id: str
    reason: Personal[str] = None
    incident_id: str | None = None


# Views


class InvitedView(msgspec.Struct, frozen=True, kw_only=True):
    """One of the people who were rung, as the asker sees them. ``since_ms``: since when they are what they are."""

    person_id: str
    name: str | None
    state: Literal["rung", "declined", "accepted", "stood_down", "silent"]
    since_ms: int


class LineView(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the thread. ``made_at_ms`` is the author's clock, ``at_ms`` the server's; ``by_sms``: it came as the
    answer to a message."""

    line_id: str
    author_id: str
    author_name: str | None
    text: str | None
    at_ms: int
    made_at_ms: int
    by_sms: bool = False


class ConsultView(View, frozen=True):
    """A consult. ``relation`` says how the viewer stands to it, and so what is filled in: ``service`` and
    ``stood_down`` (another took it) see that it exists, nothing of its record; ``invited`` sees the question too;
    ``asker`` and ``specialist`` see all."""

    consult_id: str
    number: int
    state: ConsultState
    relation: Literal["asker", "specialist", "invited", "stood_down", "service"]
    specialty: Specialty
    urgency: Urgency
    asked_at_ms: int
    since_ms: int
    asker_id: str | None = None
    asker_kind: AskerKind | None = None
    asker_name: Personal[str] = None
    asker_place: str = ""
    question: Personal[str] = None
    age_years: Personal[int] = None
    sex: Sex = "unknown"
    summary: Personal[str] = None
    incident_id: str | None = None
    incident_number: int | None = None
    incident_reason: str | None = None
    invited: list[InvitedView] = msgspec.field(default_factory=list)
    look_again_ms: int | None = None
    specialist_id: str | None = None
    specialist_name: Personal[str] = None
    accepted_at_ms: int | None = None
    conversation_id: str | None = None
    lines: list[LineView] = msgspec.field(default_factory=list)
    conclusion: Personal[str] = None
    concluded_at_ms: int | None = None
    closed_at_ms: int | None = None
    reason: Personal[str] = None


# Questions


class MyConsults(Question, frozen=True, tag="consult.mine"):
    """The viewer's own consults, asked or accepted, newest first, the closed ones too."""

    answer_type: ClassVar[object] = list[ConsultView]

    limit: Annotated[int, msgspec.Meta(ge=1, le=200)] = 50


class ConsultPartiesView(msgspec.Struct, frozen=True, kw_only=True):
    """Who asked, and who took it; ``specialist_id`` is None while nobody has. ``over``: closed or cancelled."""

    asker_kind: AskerKind
    asker_id: str
    specialist_id: str | None
    over: bool


class ConsultParties(Question, frozen=True, tag="consult.parties"):
    """Between whom a consult is; the server's own question. Refuses ``not_found``."""

    answer_type: ClassVar[object] = ConsultPartiesView

    consult_id: str


class ConsultRecord(Question, frozen=True, tag="consult.record"):
    """One consult as the viewer may see it. Refuses ``not_found`` when they may not."""

    answer_type: ClassVar[object] = ConsultView

    consult_id: str
