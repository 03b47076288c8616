"""A service filled for a trial: places, brigades with paired tablets, one person of each role, all signed in. For the
tests and the benches; the demo town is peopled by ``config.demo``."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_OID, uuid5

import msgspec

from brigade_app.store import SqlPositions
from config.offline import Offline, opened
from config.settings import Settings
from people.sessions import hash_of
from signaling import clock
from signaling.protocol.base import Point
from signaling.protocol.brigade_app import Position, StartShift
from signaling.protocol.brigades import AddBrigade, ComeOnShift, Profile
from signaling.protocol.duty import DutyAdd, WeeklyHours
from signaling.protocol.hospitals import AddHospital, AddStation
from signaling.protocol.people import PersonAdd, SignInOpen, SignInOpenDevice
from signaling.slice import Actor, Role

CENTRE = Point(lon=69.24, lat=41.30)


def fixed_id(name: str) -> str:
    """The same id for the same name in every trial."""
    return str(uuid5(NAMESPACE_OID, name))


@dataclass
class Peopled:
    """What ``people`` has put into the store; every id is ``fixed_id`` of its name."""

    tokens: dict[str, str]
    brigades: list[str]
    hospital: str


STAFF: tuple[tuple[str, Role, str | None], ...] = (
    ("nodira", Role.DISPATCHER, None),
    ("lola", Role.CALL_TAKER, None),
    ("karimov", Role.PHYSICIAN, None),
    ("rasulova", Role.SPECIALIST, "cardiology"),
    ("li", Role.SPECIALIST, "neurology"),
    ("reception", Role.HOSPITAL, None),
    ("admin", Role.ADMINISTRATOR, None),
)


async def people(
    settings: Settings, *, brigades: int = 3, on_shift: bool = True, at: Sequence[Point] | None = None
) -> Peopled:
    """A station, a hospital, brigades with paired tablets, and one person of each role, all signed in. ``at``: where
    each brigade was a moment ago."""
    async with opened(settings) as offline:
        station, hospital = fixed_id("station"), fixed_id("hospital")
        await offline.do(AddStation(**offline.envelope(), station_id=station, name="Markaziy", point=CENTRE))
        await offline.do(AddHospital(**offline.envelope(), hospital_id=hospital, name="Shifoxona", point=CENTRE))
        tokens: dict[str, str] = {}
        ids = [fixed_id(f"brigade {number}") for number in range(1, brigades + 1)]
        for number, brigade_id in enumerate(ids, 1):
            tokens[f"brigade {number}"] = await _brigade(offline, number, brigade_id, station, on_shift=on_shift)
        for name, role, specialty in STAFF:
            tokens[name] = await _person(offline, name, role, specialty, hospital)
        if at is not None:
            now = clock.now_ms()
            places = [
                Position(brigade_id=brigade_id, point=point, at_ms=now, received_at_ms=now)
                for brigade_id, point in zip(ids, at, strict=True)
            ]
            await SqlPositions(offline.store.writer, offline.store.readers, settings.service_id).write(places)
        if on_shift:
            await _nothing_left_to_follow(offline)
        return Peopled(tokens, ids, hospital)


async def _nothing_left_to_follow(offline: Offline) -> None:
    """What follows from the shifts has been done above; a server's start need not go through a thousand of them."""
    async with offline.store.reading() as look:
        head, _ = await look.head()
    for reaction in offline.tables.reactions:
        await offline.store.move_cursor(f"reaction:{reaction.name}", head)


async def _brigade(offline: Offline, number: int, brigade_id: str, station: str, *, on_shift: bool) -> str:
    wish = AddBrigade(
        **offline.envelope(), brigade_id=brigade_id, callsign=f"Brigada {number}", profile=Profile.GENERAL,
        station_id=station,
    )  # fmt: skip
    await offline.do(wish)
    token, sign_in_id = f"token-of-brigade-{number:06d}", fixed_id(f"sign-in brigade {number}")
    await offline.do(
        SignInOpenDevice(
            **offline.envelope(),
            sign_in_id=sign_in_id,
            brigade_id=brigade_id,
            brigade_name=f"Brigada {number}",
            token_hash=hash_of(token),
            device=f"tablet {number}",
        )
    )
    if on_shift:
        crew = Actor(id=brigade_id, role=Role.CREW, brigade_id=brigade_id, sign_in_id=sign_in_id)
        await offline.do(StartShift(**offline.envelope(), brigade_id=brigade_id, crew_names=["Aziz"]), crew)
        # The server's reaction would do it at its first start; a thousand of them would hold the trial up.
        await offline.do(ComeOnShift(**offline.envelope(), brigade_id=brigade_id))
    return token


async def _person(offline: Offline, name: str, role: Role, specialty: str | None, hospital: str) -> str:
    person_id = fixed_id(name)
    fields = {
        "type": "person.add", **offline.envelope(), "person_id": person_id, "login": name, "name": name.capitalize(),
        "role": role.value, "specialty": specialty, "telephone": "+998000000001", "language": "uz",
        "hospital_id": hospital if role is Role.HOSPITAL else None,
    }  # fmt: skip
    await offline.do(msgspec.convert(fields, PersonAdd))
    token = f"token-of-{name}-xxxxxxxxxxxxxxxx"
    sign_in = SignInOpen(
        **offline.envelope(), sign_in_id=fixed_id(f"sign-in {name}"), person_id=person_id, token_hash=hash_of(token)
    )
    await offline.do(sign_in)
    if specialty:
        hours = [WeeklyHours(weekday=day, from_minute=0, until_minute=1440) for day in range(7)]
        duty = {
            "type": "duty.add", **offline.envelope(), "duty_id": fixed_id(f"duty {name}"), "person_id": person_id,
            "specialty": specialty, "weekly": msgspec.to_builtins(hours),
        }  # fmt: skip
        await offline.do(msgspec.convert(duty, DutyAdd))
    return token
