"""Everything that people gives to the frame."""

from zoneinfo import ZoneInfo

from people.adapters import calendar
from people.domain import absences, accounts, duty, holidays, needs, sign_ins, swaps
from people.domain.absences import Absence
from people.domain.accounts import Person
from people.domain.duty import Duty
from people.domain.holidays import Holiday
from people.domain.needs import Need
from people.domain.sign_ins import SignIn
from people.domain.swaps import Swap
from people.handlers import handlers_in
from people.queries.accounts import crew_telephones, crews_reached, person_card, reception_people, telephone_owners
from people.queries.rota import RotaQueries
from people.queries.staff import StaffQueries
from people.reactions import REACTIONS
from signaling.protocol.duty import DutyNow, DutyPeople, DutyStarts
from signaling.protocol.people import CrewsReached, CrewTelephones, PersonCard, ReceptionPeople, SignInClose
from signaling.protocol.recall import StaffCards, StaffFind
from signaling.protocol.reminders import CalendarEntry
from signaling.protocol.rota import AbsenceEnd, RotaAway, RotaBetween, RotaGaps, SwapEnd
from signaling.protocol.telephones import TelephoneOwners
from signaling.slice import Aggregate, Answers, Enquiry, Slice, Timer, Unique
from signaling.telephone_numbers import digits_of

_PERSON = Aggregate(
    kind="person",
    state=Person,
    evolve=accounts.EVOLVE,
    views=accounts.views,
    columns={
        "login": (str, lambda person: person.login),
        "named": (bool, lambda person: person.login is not None),
        "role": (str, lambda person: person.role),
        "brigade_id": (str, lambda person: person.brigade_id),
        "active": (bool, lambda person: person.active),
        "telephone": (str, lambda person: digits_of(person.telephone) if person.telephone else None),
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
        "imported": (bool, lambda entry: entry.calendar_uid is not None),
        "removed": (bool, lambda entry: entry.removed),
    },
    live=lambda entry: not entry.removed,
)

_ABSENCE = Aggregate(
    kind="absence",
    state=Absence,
    evolve=absences.EVOLVE,
    views=absences.views,
    columns={
        "person_id": (str, lambda absence: absence.person_id),
        "counts": (bool, lambda absence: not absence.span.empty),
        "ends_at_ms": (int, lambda absence: absence.until_ms if not absence.removed and not absence.ended else None),
    },
    live=lambda absence: not absence.removed and not absence.ended,
)

_SWAP = Aggregate(
    kind="swap",
    state=Swap,
    evolve=swaps.EVOLVE,
    views=swaps.views,
    columns={
        "duty_id": (str, lambda swap: swap.duty_id),
        "in_force": (bool, lambda swap: swap.in_force),
        "ends_at_ms": (int, lambda swap: swap.until_ms if swap.shown else None),
    },
    live=lambda swap: bool(swap.shown),
)

_HOLIDAY = Aggregate(
    kind="holiday",
    state=Holiday,
    evolve=holidays.EVOLVE,
    views=holidays.views,
    columns={"removed": (bool, lambda holiday: holiday.removed)},
    live=lambda holiday: not holiday.removed,
)

_NEED = Aggregate(
    kind="need",
    state=Need,
    evolve=needs.EVOLVE,
    views=needs.views,
    columns={"removed": (bool, lambda need: need.removed)},
    live=lambda need: not need.removed,
)


def _over(absence: Absence) -> AbsenceEnd:
    return AbsenceEnd(id="", made_at_ms=absence.until_ms, absence_id=absence.id)


def _past(swap: Swap) -> SwapEnd:
    return SwapEnd(id="", made_at_ms=swap.until_ms, swap_id=swap.id)


def _expired(sign_in: SignIn) -> SignInClose:
    # The frame gives the command its id and its time.
    return SignInClose(id="", made_at_ms=sign_in.expires_at_ms, sign_in_id=sign_in.id, why="expired")


async def _calendar_entry(question: CalendarEntry, enquiry: Enquiry) -> str:
    return calendar.entry(question, enquiry.now_ms)


def assemble(*, time_zone: str = "Asia/Tashkent") -> Slice:
    """``time_zone``: the service's, in which weekly duty hours are read."""
    zone = ZoneInfo(time_zone)
    rota = RotaQueries(zone)
    staff = StaffQueries(rota)
    return Slice(
        name="people",
        aggregates=(_PERSON, _SIGN_IN, _DUTY, _ABSENCE, _SWAP, _HOLIDAY, _NEED),
        handlers=handlers_in(zone),
        answers=(
            Answers(DutyPeople, rota.people),
            Answers(DutyStarts, rota.starts),
            Answers(DutyNow, rota.now, from_screens=True),
            Answers(RotaGaps, rota.gaps, from_screens=True),
            Answers(RotaBetween, rota.between, from_screens=True),
            Answers(RotaAway, rota.away),
            Answers(CalendarEntry, _calendar_entry),
            Answers(PersonCard, person_card),
            Answers(CrewTelephones, crew_telephones),
            Answers(CrewsReached, crews_reached, from_screens=True),
            Answers(ReceptionPeople, reception_people),
            Answers(TelephoneOwners, telephone_owners),
            Answers(StaffFind, staff.find, from_screens=True),
            Answers(StaffCards, staff.cards),
        ),
        reactions=REACTIONS,
        timers=(
            Timer("people.sign_in_expires", "sign_in", SignIn, "expires_at_ms", _expired),
            Timer("people.absence_over", "absence", Absence, "ends_at_ms", _over),
            Timer("people.swap_over", "swap", Swap, "ends_at_ms", _past),
        ),
    )
