"""The caller's camera: a link by SMS to whoever called 103, behind which a page without app and account gives the desk
position, pictures, text and live video.

A *link* belongs to one incident and dies with it. Whoever has agreed on its page is a *guest* of this one link.
All words of a link's life are in this one file, so it is longer than most.
"""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Personal, Point, Question, View
from signaling.protocol.deliveries import DeliveryStatus
from signaling.protocol.people import Language

TICKET_PURPOSE = "caller"
"""Of the tickets behind the addresses ``/c/<ticket>``: ``about`` is the link, ``holder`` the incident."""

LinkPhase = Literal["sent", "opened", "agreed", "declined", "ended"]
LinkEndedBecause = Literal["incident_closed", "revoked", "replaced", "expired"]
Speaker = Literal["caller", "desk"]
AccuracyMetres = Annotated[float, msgspec.Meta(ge=0, le=1_000_000)]
ChatText = Annotated[str, msgspec.Meta(min_length=1, max_length=1_000)]
ConsentVersion = Annotated[str, msgspec.Meta(pattern="^[0-9]{4}-[0-9]{2}$")]
"""Year and month from which this wording of the consent is shown."""

FileId = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
PixelCount = Annotated[int, msgspec.Meta(ge=1, le=8_192)]


class CallerPicture(msgspec.Struct, frozen=True, kw_only=True):
    """A photograph that the caller has sent; its bytes come over HTTP."""

    picture_id: str
    file_id: str
    width: int
    height: int
    at_ms: int


class CallerMessage(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the chat. ``text`` is None once erased."""

    message_id: str
    by: Speaker
    at_ms: int
    name: Personal[str] = None
    text: Personal[str] = None


# Wishes of the desk


class CallerLinkSend(Command, frozen=True, kw_only=True, tag="caller_link.send"):
    """An SMS with a link to the telephone number of the incident's caller. A link that is still open ends, replaced."""

    link_id: str
    incident_id: str
    language: Language


class CallerLinkRevoke(Command, frozen=True, kw_only=True, tag="caller_link.revoke"):
    link_id: str


class CallerLinkAskText(Command, frozen=True, kw_only=True, tag="caller_link.ask_text"):
    """``only`` True: the page asks to write and not to film, for whoever must not be heard or seen."""

    link_id: str
    only: bool


class CallerLinkPassOn(Command, frozen=True, kw_only=True, tag="caller_link.pass_on"):
    """The crew of the incident's lead sees position and pictures from now on; the next lead too, should it change."""

    link_id: str


class CallerLinkTakeLive(Command, frozen=True, kw_only=True, tag="caller_link.take_live"):
    """Whoever wishes it at the desk sees the video that the caller offers."""

    link_id: str


class CallerLinkSay(Command, frozen=True, kw_only=True, tag="caller_link.say"):
    """A line of the chat, from either side. ``message_id`` is made once by the page that it was typed on."""

    link_id: str
    message_id: str
    text: Personal[ChatText] = None


# Wishes of the caller's page


class CallerLinkPlace(Command, frozen=True, kw_only=True, tag="caller_link.place"):
    """Where the caller's telephone is, and within how many metres that is true (68 of 100 times)."""

    link_id: str
    point: Point
    accuracy_metres: AccuracyMetres
    at_device_ms: int


class CallerLinkOfferLive(Command, frozen=True, kw_only=True, tag="caller_link.offer_live"):
    """The caller shows the camera: a conversation with the dispatcher who sent the link begins at once, if they are
    free; else it waits until somebody takes it."""

    link_id: str


class CallerLinkStopLive(Command, frozen=True, kw_only=True, tag="caller_link.stop_live"):
    link_id: str


# Wishes of the server


class CallerLinkOpen(Command, frozen=True, kw_only=True, tag="caller_link.open"):
    """The link was opened. It agrees to nothing: a scanner opens links too."""

    link_id: str


class CallerLinkAgree(Command, frozen=True, kw_only=True, tag="caller_link.agree"):
    """The person behind the link has agreed to the text of this version, shown in this language."""

    link_id: str
    text_version: ConsentVersion
    language: Language


class CallerLinkDecline(Command, frozen=True, kw_only=True, tag="caller_link.decline"):
    """The person behind the link does not agree, or no longer. Help comes all the same; they may still change their
    mind."""

    link_id: str


class CallerLinkAddPicture(Command, frozen=True, kw_only=True, tag="caller_link.add_picture"):
    """A picture has been kept. ``picture_id`` is made once by the page, so that the same one sent twice is one."""

    link_id: str
    picture_id: str
    file_id: FileId
    width: PixelCount
    height: PixelCount


class CallerLinkNoteDelivery(Command, frozen=True, kw_only=True, tag="caller_link.note_delivery"):
    """How far the SMS has come."""

    link_id: str
    status: DeliveryStatus


class CallerLinkFollowLead(Command, frozen=True, kw_only=True, tag="caller_link.follow_lead"):
    """The incident has another lead, or none: what was passed on goes to the new one."""

    link_id: str
    brigade_id: str | None


class CallerLinkEnd(Command, frozen=True, kw_only=True, tag="caller_link.end"):
    """The incident is closed."""

    link_id: str


class CallerLinkExpire(Command, frozen=True, kw_only=True, tag="caller_link.expire"):
    """The clock's: the link's time is over."""

    link_id: str


class CallerLinkRetire(Command, frozen=True, kw_only=True, tag="caller_link.retire"):
    """The clock's: an ended link leaves the screens."""

    link_id: str


# Facts


class OfCallerLink(Event, frozen=True, kw_only=True):
    """What every fact of a link says: which, and of which incident."""

    touches: ClassVar[dict[str, str]] = {"caller_link": "link_id"}
    about: ClassVar[tuple[str, ...]] = ("incident_id",)

    link_id: str
    incident_id: str


class CallerLinkSent(OfCallerLink, frozen=True, kw_only=True, tag="caller_link.sent"):
    subject: ClassVar[str | None] = "patient_id"

    incident_number: int
    patient_id: str
    language: Language
    expires_at_ms: int
    sent_by: str
    sent_by_name: Personal[str] = None
    telephone: Personal[str] = None


class CallerLinkDeliveryNoted(OfCallerLink, frozen=True, kw_only=True, tag="caller_link.delivery_noted"):
    status: DeliveryStatus


class CallerLinkOpened(OfCallerLink, frozen=True, kw_only=True, tag="caller_link.opened"):
    """The page was opened, for the first time."""


class CallerLinkAgreed(OfCallerLink, frozen=True, kw_only=True, tag="caller_link.agreed"):
    text_version: str
    language: Language


class CallerLinkDeclined(OfCallerLink, frozen=True, kw_only=True, tag="caller_link.declined"):
    conversation_id: str | None = None


class CallerPlaced(OfCallerLink, frozen=True, kw_only=True, tag="caller_link.placed"):
    subject: ClassVar[str | None] = "patient_id"

    patient_id: str
    accuracy_metres: float
    at_device_ms: int
    point: Personal[Point] = None


class CallerSaid(OfCallerLink, frozen=True, kw_only=True, tag="caller_link.said"):
    subject: ClassVar[str | None] = "patient_id"

    patient_id: str
    message_id: str
    by: Speaker
    name: Personal[str] = None
    text: Personal[str] = None


class CallerPictureAdded(OfCallerLink, frozen=True, kw_only=True, tag="caller_link.picture_added"):
    picture_id: str
    file_id: str
    width: int
    height: int


class CallerLiveOffered(OfCallerLink, frozen=True, kw_only=True, tag="caller_link.live_offered"):
    conversation_id: str
    to_person_id: str
    to_person_name: Personal[str] = None


class CallerLiveTaken(OfCallerLink, frozen=True, kw_only=True, tag="caller_link.live_taken"):
    """``before``: the conversation that somebody else has taken it from."""

    conversation_id: str
    to_person_id: str
    to_person_name: Personal[str] = None
    before: str | None = None


class CallerLiveStopped(OfCallerLink, frozen=True, kw_only=True, tag="caller_link.live_stopped"):
    """``conversation_id``, here and in the other facts that end the video: the conversation that is over with it."""

    conversation_id: str | None = None


class CallerTextAsked(OfCallerLink, frozen=True, kw_only=True, tag="caller_link.text_asked"):
    only: bool
    conversation_id: str | None = None


class CallerLinkPassedOn(OfCallerLink, frozen=True, kw_only=True, tag="caller_link.passed_on"):
    """``brigade_id`` None: there is no lead now; whoever becomes it sees it then."""

    brigade_id: str | None


class CallerLinkEnded(OfCallerLink, frozen=True, kw_only=True, tag="caller_link.ended"):
    because: LinkEndedBecause
    conversation_id: str | None = None


class CallerLinkRetired(OfCallerLink, frozen=True, kw_only=True, tag="caller_link.retired"):
    """It is shown on no board any more."""


# Views


class CallerLinkView(View, frozen=True, kw_only=True):
    """For the desk; for the crew it was passed on to the same without the chat. Times are ms UTC, None: not yet."""

    link_id: str
    incident_id: str
    phase: LinkPhase
    language: Language
    sent_at_ms: int
    expires_at_ms: int
    sent_by: str
    sent_by_name: str | None
    delivery: DeliveryStatus
    opened_at_ms: int | None
    agreed_at_ms: int | None
    declined_at_ms: int | None
    ended_at_ms: int | None
    ended_because: LinkEndedBecause | None
    text_only: bool
    passed_on: bool
    passed_on_to: str | None
    point: Point | None
    accuracy_metres: float | None
    placed_at_ms: int | None
    pictures: list[CallerPicture]
    messages: list[CallerMessage]
    live_offered_at_ms: int | None
    conversation_id: str | None


class CallerGuestView(View, frozen=True, kw_only=True):
    """For the guest: what their own page shows."""

    link_id: str
    phase: LinkPhase
    expires_at_ms: int
    ended_because: LinkEndedBecause | None
    text_only: bool
    pictures: int
    messages: list[CallerMessage]
    placed_at_ms: int | None
    live_offered_at_ms: int | None
    conversation_id: str | None


# Questions


class CallerLinksOf(Question, frozen=True, kw_only=True, tag="caller_links.of"):
    """The ids of the incident's links that are shown: the open one and those that ended. The server's own question."""

    answer_type: ClassVar[object] = list[str]

    incident_id: str


class CallerLinkIncident(Question, frozen=True, kw_only=True, tag="caller_link.incident"):
    """Which incident the link belongs to; the server's own question. Refuses ``not_found``."""

    answer_type: ClassVar[object] = str

    link_id: str
