"""``tez demo``: the invented town with its stations, hospitals, brigades and people, alive, on this machine alone."""

import asyncio
import contextlib
import os
import shutil
import sys
from uuid import NAMESPACE_URL, uuid5

import msgspec

from config import commands, run
from config.checking import mistakes
from config.local_authority.keeping import trusted_file
from config.local_authority.local_tls import LocalTls
from config.media_beside import media_beside, own_key
from config.offline import Offline, opened
from config.settings import Settings
from geography import town as invented
from geography.map_import import import_map
from geography.map_store import map_in_use
from signaling import clock
from signaling.protocol.brigades import AddBrigade, Profile
from signaling.protocol.duty import DutyAdd, WeeklyHours
from signaling.protocol.hospitals import AddHospital, AddStation
from signaling.protocol.people import PersonAdd, Specialty
from signaling.starting import CannotStart

DEMO_GATEWAY = "page"
SPACE_NEEDED_MB = 300
PROFILES = (
    Profile.GENERAL,
    Profile.INTENSIVE_CARE,
    Profile.PARAMEDIC,
    Profile.GENERAL,
    Profile.PAEDIATRIC,
    Profile.CARDIOLOGICAL,
)
NAMES_OF_PROFILE = {
    Profile.GENERAL: "Brigada",
    Profile.INTENSIVE_CARE: "Reanimatsion",
    Profile.PARAMEDIC: "Feldsher",
    Profile.PAEDIATRIC: "Pediatrik",
    Profile.CARDIOLOGICAL: "Kardiologik",
}


class Somebody(msgspec.Struct, frozen=True):
    """A person of the demo town. Telephone numbers begin with +998 00, which no network has. ``senior``: on duty for
    everything, and asked last."""

    login: str
    name: str
    role: str
    specialty: Specialty | None = None
    language: str = "uz"
    senior: bool = False
    brigade: int | None = None


PEOPLE = (
    Somebody("nodira", "Nodira Aliyeva", "dispatcher"),
    Somebody("sardor", "Сардор Рахимов", "dispatcher", language="ru"),
    Somebody("lola", "Lola Karimova", "call_taker"),
    Somebody("karimov", "Shuhrat Karimov", "physician"),
    Somebody("petrova", "Анна Петрова", "physician", language="ru"),
    Somebody("rasulova", "Dilfuza Rasulova", "specialist", "cardiology"),
    Somebody("li", "Николай Ли", "specialist", "neurology", "ru"),
    Somebody("yusupov", "Bahrom Yusupov", "specialist", "surgery"),
    Somebody("saidova", "Gulnora Saidova", "specialist", "paediatrics"),
    Somebody("nazarova", "Malika Nazarova", "specialist", "obstetrics"),
    Somebody("tursunov", "Jasur Tursunov", "specialist", "toxicology"),
    Somebody("ergashev", "Otabek Ergashev", "specialist", "intensive_care"),
    Somebody("hamidova", "Zuhra Hamidova", "specialist", "therapy"),
    Somebody("aminov", "Rustam Aminov", "specialist", "cardiology"),
    Somebody("iskandarova", "Feruza Iskandarova", "specialist", "cardiology", "ru"),
    Somebody("qodirov", "Ravshan Qodirov", "specialist", "therapy", senior=True),
    Somebody("admin", "Administrator", "administrator", language="en"),
    Somebody("aziz", "Aziz Qodirov", "crew", brigade=2),
)


def run_demo(settings: Settings, *, seed: int, alive: bool) -> None:
    """Makes the town where it is missing, then serves it until told to stop."""
    _refuse_what_is_no_demo(settings)
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    _make_map(settings, seed)
    local = LocalTls(settings, clock.now_ms()) if settings.tls_local else None
    settings = local.settings if local else settings
    settings = msgspec.structs.replace(settings, media_processes=settings.media_processes or 1)
    key = asyncio.run(_people_the_town(settings, seed))

    async def beside() -> None:
        await asyncio.gather(_beside(settings, seed, alive=alive), media_beside(settings, key))

    run.run(lambda: run.serve(settings, demo=True, local=local, ready=beside))


def _refuse_what_is_no_demo(settings: Settings) -> None:
    if settings.host not in ("127.0.0.1", "::1", "localhost"):
        raise CannotStart("The demo has sign-ins without a password, so it listens on 127.0.0.1 alone.")
    problems = [problem for problem in mistakes(settings) if problem.startswith("tls_")]
    if problems:
        raise CannotStart(" ".join(problems))
    if settings.sms_gateway != DEMO_GATEWAY:
        raise CannotStart("The demo's people are invented: it does not run with a real SMS gateway.")
    parent = next(
        folder
        for folder in (settings.data_folder.absolute(), *settings.data_folder.absolute().parents)
        if folder.exists()
    )
    free_mb = shutil.disk_usage(parent).free // 1024**2
    if free_mb < SPACE_NEEDED_MB:
        raise CannotStart(f"The disk is full: {free_mb} MB are free at {parent}, the demo needs {SPACE_NEEDED_MB}.")


def _make_map(settings: Settings, seed: int) -> None:
    if map_in_use(settings.data_folder) is not None:
        return
    print("Building the invented town and its map …", flush=True)
    source = settings.data_folder / f"town-{seed}.osm.pbf"
    invented.write_town(source, seed)
    import_map(source, settings.data_folder, invented.describe(seed).name, commands.progress_bar)
    source.unlink()


def _id(seed: int, name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"tez:demo:{seed}:{name}"))


async def _people_the_town(settings: Settings, seed: int) -> str:
    """Every command's id is made from its name, so a second start changes nothing. Gives the media worker's key."""
    async with opened(settings) as offline:
        key = await own_key(offline, settings)
        if await offline.store.cursor(f"demo:{seed}"):
            return key
        print("Peopling the town …", flush=True)
        await _places(offline, seed)
        await _staff(offline, seed)
        await offline.store.move_cursor(f"demo:{seed}", 1)
        return key


async def _places(offline: Offline, seed: int) -> None:
    town = invented.describe(seed)
    count = 0
    for station in town.stations:
        station_id = _id(seed, f"station {station.name}")
        await offline.do(
            AddStation(
                id=_id(seed, f"add {station_id}"),
                made_at_ms=0,
                station_id=station_id,
                name=station.name,
                point=station.point,
            )
        )
        for _ in range(2):
            profile = PROFILES[count % len(PROFILES)]
            count += 1
            brigade_id = _id(seed, f"brigade {count}")
            brigade = AddBrigade(
                    id=_id(seed, f"add {brigade_id}"),
                    made_at_ms=0,
                    brigade_id=brigade_id,
                    callsign=f"{NAMES_OF_PROFILE[profile]} {count}",
                    profile=profile,
                    station_id=station_id,
                )  # fmt: skip
            await offline.do(brigade)
    for number, hospital in enumerate(town.hospitals):
        hospital_id = _id(seed, f"hospital {hospital.name}")
        await offline.do(
            AddHospital(
                id=_id(seed, f"add {hospital_id}"),
                made_at_ms=0,
                hospital_id=hospital_id,
                name=hospital.name,
                point=hospital.point,
            )
        )
        reception = Somebody(f"qabul{number + 1}", f"{hospital.name}: qabulxona", "hospital")
        await _person(offline, seed, reception, hospital_id=hospital_id, number=80 + number)


async def _staff(offline: Offline, seed: int) -> None:
    around_the_clock = [WeeklyHours(weekday=day, from_minute=0, until_minute=1440) for day in range(7)]
    for number, somebody in enumerate(PEOPLE):
        person_id = await _person(offline, seed, somebody, hospital_id=None, number=number)
        if somebody.specialty:
            duty = DutyAdd(
                    id=_id(seed, f"duty of {person_id}"),
                    made_at_ms=0,
                    duty_id=_id(seed, f"duty {person_id}"),
                    person_id=person_id,
                    specialty="any" if somebody.senior else somebody.specialty,
                    weekly=around_the_clock,
                    rank=number,
                    senior=somebody.senior,
                )  # fmt: skip
            await offline.do(duty)


async def _person(offline: Offline, seed: int, somebody: Somebody, *, hospital_id: str | None, number: int) -> str:
    person_id = _id(seed, f"person {somebody.login}")
    fields = {
        "type": "person.add", "id": _id(seed, f"add {person_id}"), "made_at_ms": 0, "person_id": person_id,
        "login": somebody.login, "name": somebody.name, "role": somebody.role, "language": somebody.language,
        "specialty": somebody.specialty, "hospital_id": hospital_id, "telephone": f"+99800{number:07d}",
        "brigade_id": None if somebody.brigade is None else _id(seed, f"brigade {somebody.brigade}"),
    }  # fmt: skip
    await offline.do(msgspec.convert(fields, PersonAdd))
    return person_id


async def _beside(settings: Settings, seed: int, *, alive: bool) -> None:
    """Prints the addresses, and keeps the simulated people running."""
    base = settings.base
    print(
        f"\nTez Yordam's demo town is open at  {base}/\n"
        "  One tap there signs you in as a dispatcher, a crew, a physician, a specialist or a hospital.\n"
        f"  SMS that would be sent: {base}/sms   ·   Ctrl+C ends it.\n"
        + ("  Everybody on this network can sign in there.\n" if settings.tls_local else ""),
        flush=True,
    )
    if not alive:
        await asyncio.Event().wait()
    trusted = trusted_file(settings)
    trusting = {} if trusted is None else {"SSL_CERT_FILE": str(trusted)}
    while True:
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "simulator",
            "--url",
            settings.here if settings.tls_local else base,
            "--seed",
            str(seed),
            env={**os.environ, **trusting, "PYTHONUNBUFFERED": "1"},
        )
        try:
            await child.wait()
        finally:
            if child.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    child.terminate()
                await child.wait()
        await asyncio.sleep(5)
