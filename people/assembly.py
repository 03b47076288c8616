"""Everything that people gives to the frame."""

from zoneinfo import ZoneInfo

from people.domain import accounts, duty, sign_ins
from people.domain.accounts import Person
from people.domain.duty import Duty
from people.domain.sign_ins import SignIn
from people.handlers import HANDLERS
from people.queries import duty_now_in, duty_people_in, person_card
from people.reactions import REACTIONS
from signaling.protocol.duty import DutyNow, DutyPeople
from signaling.protocol.people import PersonCard, SignInClose
from signaling.slice import Aggregate, Answers, Slice, Timer, Unique

_PERSON = Aggregate(
    kind="person",
    state=Person,
    evolve=accounts.EVOLVE,
    views=accounts.views,
    columns={
        "login": (str, lambda person: person.login),
        "named": (bool, lambda person: person.login is not None),
        "role": (str, lambda person: person.role),
        "active": (bool, lambda person: person.active),
    },
    # An erased account has no login, and so no place among the unique ones.
    unique=(Unique("person_login", ("login",), "named", "already_exists"),),
)

_SIGN_IN = Aggregate(
    kind="sign_in",
    state=SignIn,
    evolve=sign_ins.EVOLVE,
    views=sign_ins.views,
    columns={
        "token_hash": (str, lambda sign_in: sign_in.token_hash),
        "open": (bool, lambda sign_in: sign_in.open),
        "person_id": (str, lambda sign_in: sign_in.person_id),
        "brigade_id": (str, lambda sign_in: sign_in.brigade_id),
        "guest_id": (str, lambda sign_in: sign_in.guest_id),
        "expires_at_ms": (int, lambda sign_in: sign_in.expires_at_ms if sign_in.open else None),
    },
    unique=(Unique("sign_in_token", ("token_hash",), "open", "already_exists"),),
    live=lambda sign_in: bool(sign_in.open),
)

_DUTY = Aggregate(
    kind="duty",
    state=Duty,
    evolve=duty.EVOLVE,
    views=duty.views,
    columns={
        "person_id": (str, lambda entry: entry.person_id),
        "specialty": (str, lambda entry: entry.specialty),
        "removed": (bool, lambda entry: entry.removed),
    },
    live=lambda entry: not entry.removed,
)


def _expired(sign_in: SignIn) -> SignInClose:
    # The frame gives the command its id and its time.
    return SignInClose(id="", made_at_ms=sign_in.expires_at_ms, sign_in_id=sign_in.id, why="expired")


def assemble(*, time_zone: str = "Asia/Tashkent") -> Slice:
    """``time_zone``: the service's, in which weekly duty hours are read."""
    return Slice(
        name="people",
        aggregates=(_PERSON, _SIGN_IN, _DUTY),
        handlers=HANDLERS,
        answers=(
            Answers(DutyPeople, duty_people_in(ZoneInfo(time_zone))),
            Answers(DutyNow, duty_now_in(ZoneInfo(time_zone)), from_screens=True),
            Answers(PersonCard, person_card),
        ),
        reactions=REACTIONS,
        timers=(Timer("people.sign_in_expires", "sign_in", SignIn, "expires_at_ms", _expired),),
    )
