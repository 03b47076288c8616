"""Words of people: who works here, and who has signed in on what."""

from typing import Annotated, ClassVar, Literal

import msgspec

from signaling.protocol.base import Command, Event, Line, Personal, Question, View

Specialty = Literal[
    "cardiology",
    "neurology",
    "surgery",
    "paediatrics",
    "obstetrics",
    "intensive_care",
    "therapy",
    "toxicology",
]
Language = Literal["uz", "ru", "en"]
AccountRole = Literal["call_taker", "dispatcher", "crew", "physician", "specialist", "hospital", "administrator"]
"""The roles that an account may have; guests and the system have none."""

PasswordHash = Annotated[str, msgspec.Meta(max_length=300, pattern=r"^\$argon2id\$")]
"""Commands carry the argon2id hash and never the password: the digest of every command is kept for its answer, and
an ordinary digest of a password could be searched a thousand times faster than argon2id."""

TokenHash = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
"""SHA-256, in hex, of the token that a cookie carries."""


# Commands


class PersonAdd(Command, frozen=True, tag="person.add"):
    """A new account. ``login`` is what is typed at sign-in; without a password nobody can sign in to it. The hash
    comes from the system alone, which has looked at the password."""

    person_id: str
    login: Line
    name: Line
    role: AccountRole
    telephone: Line | None = None
    language: Language = "uz"
    place: Line = ""
    specialty: Specialty | None = None
    brigade_id: str | None = None
    hospital_id: str | None = None
    password_hash: PasswordHash | None = None
    email: Line | None = None


class PersonChange(Command, frozen=True, tag="person.change"):
    """Changes what is given and leaves what is None. Of their own account a person may change the language.

    Another role, brigade or hospital closes every sign-in of the person: an open screen would go on showing the old
    one's."""

    person_id: str
    name: Line | None = None
    role: AccountRole | None = None
    telephone: Line | None = None
    language: Language | None = None
    place: Line | None = None
    specialty: Specialty | None = None
    brigade_id: str | None = None
    hospital_id: str | None = None
    email: Line | None = None


class PersonSetPassword(Command, frozen=True, tag="person.set_password"):
    """A new password; every sign-in of the person is closed."""

    person_id: str
    password_hash: PasswordHash


class PersonDisable(Command, frozen=True, tag="person.disable"):
    """The person can no longer sign in, and is signed out everywhere."""

    person_id: str


class SignInOpen(Command, frozen=True, tag="sign_in.open"):
    """A person signs in."""

    sign_in_id: str
    person_id: str
    token_hash: TokenHash
    device: Line = ""
    lives_ms: int = 12 * 3_600_000


class SignInOpenDevice(Command, frozen=True, tag="sign_in.open_device"):
    """A paired tablet signs in for its brigade; the crew on it changes, the sign-in stays."""

    sign_in_id: str
    brigade_id: str
    brigade_name: Line
    token_hash: TokenHash
    device: Line = ""
    lives_ms: int = 365 * 86_400_000


class SignInOpenGuest(Command, frozen=True, tag="sign_in.open_guest"):
    """Whoever holds a ticket and has agreed signs in as the guest of the one thing that it is about; the browser that
    did so before is signed out."""

    sign_in_id: str
    guest_id: str
    token_hash: TokenHash
    lives_ms: int
    language: Language = "uz"


class SignInCloseGuest(Command, frozen=True, tag="sign_in.close_guest"):
    """Ends every sign-in of the guest at once."""

    guest_id: str


class SignInClose(Command, frozen=True, tag="sign_in.close"):
    """Ends a sign-in at once: its cookie and its sockets are no longer valid."""

    sign_in_id: str
    why: Literal["signed_out", "expired", "revoked"] = "signed_out"


# Events


class PersonAdded(Event, frozen=True, tag="person.added"):
    """An account was made."""

    touches: ClassVar[dict[str, str]] = {"person": "person_id"}
    subject: ClassVar[str | None] = "person_id"

    person_id: str
    role: AccountRole
    language: Language
    login: Personal[str] = None
    name: Personal[str] = None
    telephone: Personal[str] = None
    place: str = ""
    specialty: Specialty | None = None
    brigade_id: str | None = None
    hospital_id: str | None = None
    password_hash: Personal[str] = None
    email: Personal[str] = None


class PersonChanged(Event, frozen=True, tag="person.changed"):
    """The account is so from now on: all of it is given, changed or not."""

    touches: ClassVar[dict[str, str]] = {"person": "person_id"}
    subject: ClassVar[str | None] = "person_id"

    person_id: str
    role: AccountRole
    language: Language
    name: Personal[str] = None
    telephone: Personal[str] = None
    place: str = ""
    specialty: Specialty | None = None
    brigade_id: str | None = None
    hospital_id: str | None = None
    email: Personal[str] = None


class PersonPasswordSet(Event, frozen=True, tag="person.password_set"):
    """The password is another one. The hash stands among the personal fields: no screen is ever sent it."""

    touches: ClassVar[dict[str, str]] = {"person": "person_id"}
    subject: ClassVar[str | None] = "person_id"

    person_id: str
    password_hash: Personal[str] = None


class PersonDisabled(Event, frozen=True, tag="person.disabled"):
    """The account can no longer be used."""

    touches: ClassVar[dict[str, str]] = {"person": "person_id"}
    subject: ClassVar[str | None] = "person_id"

    person_id: str


class SignInOpened(Event, frozen=True, tag="sign_in.opened"):
    """Somebody signed in: a person, a tablet for its brigade, or the guest of one thing."""

    touches: ClassVar[dict[str, str]] = {"sign_in": "sign_in_id"}
    kept_only: ClassVar[tuple[str, ...]] = ("token_hash",)

    sign_in_id: str
    token_hash: str
    expires_at_ms: int
    device: str = ""
    person_id: str | None = None
    brigade_id: str | None = None
    brigade_name: str = ""
    guest_id: str | None = None
    language: Language = "uz"


class SignInClosed(Event, frozen=True, tag="sign_in.closed"):
    """A sign-in ended."""

    touches: ClassVar[dict[str, str]] = {"sign_in": "sign_in_id"}

    sign_in_id: str
    why: str
    person_id: str | None = None
    brigade_id: str | None = None
    guest_id: str | None = None


# Views


class PersonView(View, frozen=True):
    """An account as administrators, and its owner, see it. The telephone is for whoever has to reach the person."""

    person_id: str
    name: Personal[str]
    role: AccountRole
    telephone: Personal[str] = None
    language: Language = "uz"
    specialty: Specialty | None = None
    place: str = ""
    brigade_id: str | None = None
    hospital_id: str | None = None
    active: bool = True
    email: Personal[str] = None


class SignInView(View, frozen=True):
    """An open sign-in as administrators, and its owner, see it."""

    sign_in_id: str
    device: str
    opened_at_ms: int
    expires_at_ms: int
    person_id: str | None = None
    brigade_id: str | None = None
    guest_id: str | None = None


# Questions


class PersonCard(Question, frozen=True, tag="person.card"):
    """One person's card. Refuses ``not_found``."""

    answer_type: ClassVar[object] = PersonView

    person_id: str


class ReceptionPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody of a hospital's reception who is signed in."""

    person_id: str
    name: str | None


class ReceptionPeople(Question, frozen=True, tag="reception.people"):
    """The people of a hospital who are signed in now, by name; the server's own question."""

    answer_type: ClassVar[object] = list[ReceptionPerson]

    hospital_id: str


class CrewTelephone(msgspec.Struct, frozen=True, kw_only=True):
    """One of a brigade's crew, and how they are reached when its tablet is silent."""

    person_id: str
    telephone: str
    language: Language


class CrewReached(msgspec.Struct, frozen=True, kw_only=True):
    """Whom to telephone when a brigade cannot be reached otherwise."""

    brigade_id: str
    name: str
    telephone: str


class CrewsReached(Question, frozen=True, tag="crews.reached"):
    """The telephones of every brigade's crew, by brigade and name. A console asks before it needs them: when the server
    is away it is too late."""

    answer_type: ClassVar[object] = list[CrewReached]


class CrewTelephones(Question, frozen=True, tag="crew.telephones"):
    """The telephones of the brigade's crew: open accounts of the role ``crew`` at that brigade which have one. The
    server's own question."""

    answer_type: ClassVar[object] = list[CrewTelephone]

    brigade_id: str
