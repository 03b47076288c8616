"""Words of the recall of staff: people who are not on duty are asked by message who can come, and by when."""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Line, Personal, Question, View
from signaling.protocol.people import AccountRole, Language, Specialty

RecallReply = Literal["in_20", "in_40", "in_60", "later", "cannot"]
"""By when somebody can come: in so many minutes, later than that, or not at all."""

MessageStage = Literal["none", "waiting", "left", "delivered", "failed", "withdrawn"]
"""How far the messages to one person have come, the furthest of all channels. ``none``: there is no address."""

RecallText = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
PersonId = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
RecallPlace = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]


class RecalledStaff(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who works here and may be called in. ``absent``: on leave or ill; why is nobody's business."""

    person_id: str
    name: str
    role: AccountRole
    language: Language
    telephone: str | None = None
    email: str | None = None
    specialty: Specialty | None = None
    hospital_id: str | None = None
    on_duty: bool = False
    absent: bool = False


# Wishes


class RecallStart(Command, frozen=True, kw_only=True, tag="recall.start"):
    """Asks these people to come to ``place`` because of ``text``, until ``until_ms``. Whoever is absent is asked only
    if ``though_absent`` names them. They are asked in batches, after this has been answered."""

    recall_id: PersonId
    text: RecallText
    place: RecallPlace
    until_ms: int
    person_ids: Annotated[list[PersonId], msgspec.Meta(min_length=1, max_length=1000)]
    though_absent: Annotated[list[PersonId], msgspec.Meta(max_length=1000)] = []


class RecallAskAgain(Command, frozen=True, kw_only=True, tag="recall.ask_again"):
    """A further message to everybody who has not answered. Refuses ``wrong_state`` with ``not_before_ms`` when the last
    round is not long enough ago."""

    recall_id: str


class RecallEnd(Command, frozen=True, kw_only=True, tag="recall.end"):
    """What has not left is not sent. ``called_off``: those who said that they come are told that they need not."""

    recall_id: str
    called_off: bool = False


class RecallProceed(Command, frozen=True, kw_only=True, tag="recall.proceed"):
    """The next batch of what a recall still has to do; it is nothing when all is done."""

    recall_id: str


class RecallLapse(Command, frozen=True, kw_only=True, tag="recall.lapse"):
    """Its time is over."""

    recall_id: str


class RecallRetire(Command, frozen=True, kw_only=True, tag="recall.retire"):
    """It ended long enough ago: no screen need show it any more."""

    recall_id: str


class RecallOpen(Command, frozen=True, kw_only=True, tag="recall.open"):
    """The link of a message was opened."""

    recalled_id: str


class RecallAnswer(Command, frozen=True, kw_only=True, tag="recall.answer"):
    """Whoever was asked says by when they can come; the newest answer counts, until the recall ends."""

    recalled_id: str
    reply: RecallReply


class RecallNoteMessage(Command, frozen=True, kw_only=True, tag="recall.note_message"):
    """How far the messages to one person have come."""

    recalled_id: str
    stage: MessageStage


# Facts


class RecallStarted(Event, frozen=True, kw_only=True, tag="recall.started"):
    touches: ClassVar[dict[str, str]] = {"recall": "recall_id"}
    about: ClassVar[tuple[str, ...]] = ("recall_id",)
    subject: ClassVar[str | None] = "recall_id"
    kept_only: ClassVar[tuple[str, ...]] = ("person_ids", "though_absent")

    recall_id: str
    text: Personal[str] = None
    place: str
    until_ms: int
    person_ids: list[str]
    though_absent: list[str] = []


class RecallPersonListed(Event, frozen=True, kw_only=True, tag="recall.person_listed"):
    """One of the people; ``asked`` False: absent, and not to be asked though."""

    touches: ClassVar[dict[str, str]] = {"recall": "recall_id", "recalled_person": "recalled_id"}
    about: ClassVar[tuple[str, ...]] = ("recall_id",)
    subject: ClassVar[str | None] = "person_id"

    recall_id: str
    recalled_id: str
    person_id: str
    role: AccountRole
    language: Language
    asked: bool
    absent: bool
    stage: MessageStage
    until_ms: int
    specialty: Specialty | None = None
    name: Personal[str] = None
    telephone: Personal[str] = None
    email: Personal[str] = None


class RecallPersonAskedAgain(Event, frozen=True, kw_only=True, tag="recall.person_asked_again"):
    touches: ClassVar[dict[str, str]] = {"recalled_person": "recalled_id"}
    about: ClassVar[tuple[str, ...]] = ("recall_id",)

    recall_id: str
    recalled_id: str
    round: int


class RecallPersonClosed(Event, frozen=True, kw_only=True, tag="recall.person_closed"):
    """The recall has ended for this person."""

    touches: ClassVar[dict[str, str]] = {"recalled_person": "recalled_id"}
    about: ClassVar[tuple[str, ...]] = ("recall_id",)

    recall_id: str
    recalled_id: str


class RecallProceeded(Event, frozen=True, kw_only=True, tag="recall.proceeded"):
    """A batch is done. ``passed`` people of the list were looked at; ``done``: nothing of this kind is left."""

    touches: ClassVar[dict[str, str]] = {"recall": "recall_id"}
    about: ClassVar[tuple[str, ...]] = ("recall_id",)

    recall_id: str
    work: Literal["list", "ask_again", "close"]
    passed: int
    done: bool


class RecallRoundBegun(Event, frozen=True, kw_only=True, tag="recall.round_begun"):
    touches: ClassVar[dict[str, str]] = {"recall": "recall_id"}
    about: ClassVar[tuple[str, ...]] = ("recall_id",)

    recall_id: str
    round: int


class RecallOpened(Event, frozen=True, kw_only=True, tag="recall.opened"):
    touches: ClassVar[dict[str, str]] = {"recall": "recall_id", "recalled_person": "recalled_id"}
    about: ClassVar[tuple[str, ...]] = ("recall_id",)

    recall_id: str
    recalled_id: str
    person_id: str


class RecallAnswered(Event, frozen=True, kw_only=True, tag="recall.answered"):
    """``by_ms``: when they are there at the latest; None: later, or not at all. ``before``: the answer that this one
    takes the place of."""

    touches: ClassVar[dict[str, str]] = {"recall": "recall_id", "recalled_person": "recalled_id"}
    about: ClassVar[tuple[str, ...]] = ("recall_id",)

    recall_id: str
    recalled_id: str
    person_id: str
    reply: RecallReply
    by_ms: int | None
    before: RecallReply | None


class RecallMessageNoted(Event, frozen=True, kw_only=True, tag="recall.message_noted"):
    touches: ClassVar[dict[str, str]] = {"recall": "recall_id", "recalled_person": "recalled_id"}
    about: ClassVar[tuple[str, ...]] = ("recall_id",)

    recall_id: str
    recalled_id: str
    stage: MessageStage
    before: MessageStage


class RecallEnded(Event, frozen=True, kw_only=True, tag="recall.ended"):
    """``why``: its time is over, enough people come, or it was called off."""

    touches: ClassVar[dict[str, str]] = {"recall": "recall_id"}
    about: ClassVar[tuple[str, ...]] = ("recall_id",)

    recall_id: str
    why: Literal["time", "enough", "called_off"]


class RecallRetired(Event, frozen=True, kw_only=True, tag="recall.retired"):
    touches: ClassVar[dict[str, str]] = {"recall": "recall_id"}

    recall_id: str


# Views and questions


class RecallView(View, frozen=True, kw_only=True):
    """A recall as the desk sees it. ``listed`` counts all of its people, ``waiting`` those not yet looked at;
    ``again_ms``: from when everybody who is silent may be asked again."""

    recall_id: str
    text: Personal[str]
    place: str
    phase: Literal["running", "ended"]
    started_at_ms: int
    until_ms: int
    round: int
    again_ms: int
    waiting: int
    listed: int
    asked: int
    unreachable: int
    left: int
    delivered: int
    failed: int
    opened: int
    replies: dict[str, int]
    started_by: str = ""
    ended_at_ms: int | None = None
    ended_why: Literal["time", "enough", "called_off"] | None = None


class RecalledPersonView(msgspec.Struct, frozen=True, kw_only=True):
    """One of the people of a recall; ``round``: how often they were asked, 0: not at all."""

    recalled_id: str
    person_id: str
    name: Personal[str]
    role: AccountRole
    specialty: Specialty | None
    telephone: Personal[str]
    absent: bool
    round: int
    stage: MessageStage
    opened_at_ms: int | None = None
    reply: RecallReply | None = None
    replied_at_ms: int | None = None
    by_ms: int | None = None


class StaffFind(Question, frozen=True, kw_only=True, tag="staff.find"):
    """Who works here and may be called in, with their telephones: everybody of these that are given, by name. ``duty``:
    whoever stands on the duty list for it."""

    answer_type: ClassVar[object] = list[RecalledStaff]

    role: AccountRole | None = None
    specialty: Specialty | None = None
    hospital_id: Line | None = None
    duty: Line | None = None


class StaffCards(Question, frozen=True, kw_only=True, tag="staff.cards"):
    """These people, in this order; whose account is closed is left out. The server's own question."""

    answer_type: ClassVar[object] = list[RecalledStaff]

    person_ids: list[str]


class RecallPeople(Question, frozen=True, kw_only=True, tag="recall.people"):
    """The people of a recall and how far each is. Refuses ``not_found``."""

    answer_type: ClassVar[object] = list[RecalledPersonView]

    recall_id: str


class RecallNext(Question, frozen=True, kw_only=True, tag="recall.next"):
    """Whom the next batch of a recall's list looks at. The server's own question."""

    answer_type: ClassVar[object] = list[str]

    recall_id: str


class RecallMessageStage(Question, frozen=True, kw_only=True, tag="recall.message_stage"):
    """How far the messages with this link have come; None: it is no recall's. The server's own question."""

    answer_type: ClassVar[object] = MessageStage | None

    link_id: str
