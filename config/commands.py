"""What each command of ``tez`` does."""

import argparse
import asyncio
import re
import sys
from typing import Any

import msgspec

from config.settings import Settings, SettingsProblem
from signaling.protocol.refusals import Refused


class CommandProblem(Exception):
    """One sentence: why a command did nothing."""


def serve(arguments: argparse.Namespace, settings: Settings) -> int:
    """One server until SIGTERM. Raises SettingsProblem for a configuration that nobody must be served with."""
    from config import run
    from config.checking import mistakes
    from config.local_authority.local_tls import LocalTls
    from config.media_beside import media_beside
    from signaling import clock

    found = mistakes(settings)
    if found:
        raise SettingsProblem("The configuration cannot be served with. " + " ".join(found))
    local = LocalTls(settings, clock.now_ms()) if settings.tls_local else None
    told = local.settings if local else settings
    run.run(lambda: run.serve(told, local=local, ready=lambda: media_beside(told, settings.worker_key)))
    return 0


def demo(arguments: argparse.Namespace, settings: Settings) -> int:
    """The demo town until SIGTERM."""
    from config.demo import run_demo

    run_demo(settings, seed=arguments.seed, alive=not arguments.quiet_town)
    return 0


def add_user(arguments: argparse.Namespace, settings: Settings) -> int:
    """An account with a password, which is printed once."""
    from people.accounts import generated_password, with_password
    from signaling.protocol.people import PersonAdd

    given = arguments.password_file
    password = given.read_text("utf-8").strip() if given else generated_password()
    fields = {
        "login": arguments.login,
        "name": arguments.name,
        "role": arguments.role,
        "telephone": arguments.telephone,
        "language": arguments.language,
        "specialty": arguments.specialty,
        "hospital_id": arguments.hospital,
        "brigade_id": arguments.brigade,
    }

    async def add(offline: Any) -> None:
        envelope = offline.envelope()
        wanted = {"type": "person.add", "person_id": offline.new_id(), **envelope, **fields}
        command = await with_password(msgspec.convert(wanted, PersonAdd), password)
        await offline.do(command)

    offline_work(settings, add)
    print(f"{arguments.login} can sign in" + ("." if given else f" with the password {password}"))
    return 0


def add_duty(arguments: argparse.Namespace, settings: Settings) -> int:
    """Puts somebody on a specialty's duty list, round the clock or by weekly hours."""
    from people.queries.accounts import person_by_login
    from signaling.protocol.duty import DutyAdd

    weekly = [
        {"weekday": day - 1, "from_minute": begin, "until_minute": end}
        for day in _days(arguments.days)
        for begin, end in [_hours(arguments.hours)]
    ]

    async def add(offline: Any) -> None:
        async with offline.bus.reading() as reading:
            person = await person_by_login(reading, arguments.login)
        if person is None:
            raise CommandProblem(f"Nobody signs in as {arguments.login}.")
        fields = {"duty_id": offline.new_id(), "person_id": person.id, "rank": arguments.rank, "weekly": weekly}
        wanted = {"type": "duty.add", **offline.envelope(), "specialty": arguments.specialty, **fields}
        await offline.do(msgspec.convert(wanted, DutyAdd))

    offline_work(settings, add)
    print(f"{arguments.login} is on duty for {arguments.specialty}, days {arguments.days}, {arguments.hours}.")
    return 0


def _days(text: str) -> list[int]:
    """``1-5`` or ``6,7``; 1 is Monday."""
    days: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        if not (first.isdecimal() and (last or first).isdecimal() and 1 <= int(first) <= int(last or first) <= 7):
            raise CommandProblem(f"{text} are no days: say 1-5 or 6,7, where 1 is Monday.")
        days += range(int(first), int(last or first) + 1)
    return days


def _hours(text: str) -> tuple[int, int]:
    """``08:00-20:00`` in minutes since midnight; an end that is not later lies in the next day."""
    match = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)", text)
    if match is None:
        raise CommandProblem(f"{text} are no hours: say 08:00-20:00.")
    begin, end = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
    return begin, end if end > begin else end + 1440


def add_brigade(arguments: argparse.Namespace, settings: Settings) -> int:
    """A brigade at a station; prints its id."""
    from signaling.protocol.brigades import AddBrigade

    fields = {"callsign": arguments.callsign, "profile": arguments.profile, "station_id": arguments.station}
    return _add(settings, AddBrigade, fields)


def add_station(arguments: argparse.Namespace, settings: Settings) -> int:
    """A station; prints its id."""
    from signaling.protocol.hospitals import AddStation

    return _add(settings, AddStation, _place(arguments))


def add_hospital(arguments: argparse.Namespace, settings: Settings) -> int:
    """A hospital; prints its id."""
    from signaling.protocol.hospitals import AddHospital

    return _add(settings, AddHospital, _place(arguments))


def _place(arguments: argparse.Namespace) -> dict[str, Any]:
    return {"name": arguments.name, "point": [arguments.lon, arguments.lat]}


def _add(settings: Settings, command: type[msgspec.Struct], fields: dict[str, Any]) -> int:
    async def add(offline: Any) -> None:
        tag = command.__struct_config__.tag
        point = fields.get("point")
        values = {**fields, **({"point": {"lon": point[0], "lat": point[1]}} if point else {})}
        wish = msgspec.convert({"type": tag, **offline.envelope(), **values}, command)
        print((await offline.do(wish))["id"])

    offline_work(settings, add)
    return 0


def offline_work(settings: Settings, work: Any) -> None:
    """Runs the work on the database itself; a running server reads what it did within a second."""
    from config.offline import opened

    async def whole() -> None:
        async with opened(settings) as offline:
            await work(offline)

    try:
        asyncio.run(whole())
    except Refused as refused:
        details = ", ".join(f"{name} {value}" for name, value in refused.details.items())
        raise CommandProblem(f"Refused: {refused.code.value}" + (f" ({details})." if details else ".")) from None
    except msgspec.ValidationError as error:
        raise CommandProblem(f"{error}.") from None


def import_map(arguments: argparse.Namespace, settings: Settings) -> int:
    """An OpenStreetMap extract becomes the map in use."""
    from geography.map_import import import_map as run_import

    info = run_import(arguments.file, settings.data_folder, arguments.name, progress_bar)
    print(f"The map in use is {info.name}.")
    return 0


def write_town(arguments: argparse.Namespace, settings: Settings) -> int:
    """The invented town as a file that any program for OpenStreetMap reads."""
    from geography.town import write_town as write

    write(arguments.file, arguments.seed)
    print(f"Wrote {arguments.file}.")
    return 0


def progress_bar(what: str, share: float) -> None:
    """One line that grows on a terminal, a line a step elsewhere."""
    if not sys.stderr.isatty():
        return
    width = 30
    filled = int(share * width)
    end = "\n" if share >= 1 else ""
    print(f"\r{'█' * filled}{'·' * (width - filled)} {share:4.0%}  {what:<40}", end=end, file=sys.stderr, flush=True)


def show_schema(arguments: argparse.Namespace, settings: Settings) -> int:
    """What ``update.sh`` asks a program before anything is migrated: how the database is to it. Nothing is changed."""
    from config.offline import as_it_is
    from signaling.store.health import StoreHealth, look_at
    from signaling.store.migrations import known_revisions

    async def looked() -> StoreHealth:
        async with as_it_is(settings) as (_, store):
            return await look_at(store)

    health = asyncio.run(looked())
    word = "empty" if health.schema is None else "newer" if health.newer else "older" if health.older else "same"
    print(word if arguments.word else f"database {health.schema}, program {known_revisions()[0]}: {word}")
    return 0


def read_journal(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Exit code 1 when this program cannot read what another one has written. Nothing is changed."""
    from config.offline import as_it_is
    from signaling.readable import unreadable

    async def looked() -> list[str]:
        async with as_it_is(settings) as (tables, store):
            return await unreadable(tables, store)

    found = asyncio.run(looked())
    print("\n".join(found) or "This program reads what is in the database.")
    return 1 if found else 0


def show_journal(arguments: argparse.Namespace, settings: Settings) -> int:
    """The journal's rows, or one thread's, in order."""
    from signaling.journal import public_body, to_event

    async def show(offline: Any) -> None:
        async with offline.store.reading() as look:
            rows = await (
                look.thread(arguments.about, arguments.limit)
                if arguments.about
                else look.rows(arguments.after, arguments.limit)
            )
        for row in rows:
            body = msgspec.json.encode(public_body(to_event(row, offline.tables.events))).decode()
            print(f"#{row.seq} {_time(row.at_ms, settings.time_zone)} {row.type} {row.actor_name or row.actor} {body}")

    offline_work(settings, show)
    return 0


def _time(at_ms: int, zone: str) -> str:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    return datetime.fromtimestamp(at_ms / 1000, ZoneInfo(zone)).isoformat(timespec="milliseconds")


def rebuild(arguments: argparse.Namespace, settings: Settings) -> int:
    """Replays and compares; exit code 1 when anything differs."""
    from signaling import rebuild as replay

    found: list[Any] = []

    async def check(offline: Any) -> None:
        found.append(await replay.check(offline.tables, offline.store))

    offline_work(settings, check)
    result = found[0]
    print("\n".join(result.differences[:50]))
    print(f"{result.rows} rows replayed, {result.things} things compared, {len(result.differences)} differences")
    return 1 if result.differences else 0


def write_wire(arguments: argparse.Namespace, settings: Settings) -> int:
    """Generates the words for screens."""
    from signaling.typescript import TARGET, TypeScript

    TARGET.write_text(TypeScript().text(), "utf-8")
    print(f"Wrote {TARGET.name}.")
    return 0


def write_rights(arguments: argparse.Namespace, settings: Settings) -> int:
    """Generates the pages of rights: of roles, and of parts of a record."""
    from config import record_rights_page
    from people import rights_page

    for made in (rights_page, record_rights_page):
        made.PAGE.write_text(made.page(), "utf-8")
        print(f"Wrote {made.PAGE.name}.")
    return 0


def bench(arguments: argparse.Namespace, settings: Settings) -> int:
    """One measurement on a service of its own."""
    from config import bench as benches
    from config import bench_alerts

    measures = {
        "alerts": bench_alerts.run,
        "dispatch": benches.run_dispatch,
        "recommend": benches.run_recommend,
        "forward": benches.run_forward,
        "conversations": benches.run_conversations,
    }
    return measures[arguments.measures](arguments)
