"""The tables that join the slices: which slice gets what, who answers whom, and one server made of them all."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from aiohttp import web

import brigade_app.assembly
import brigade_app.http
import consult_room.conclusions.http
import consult_room.figures.http
import consult_room.files.http
import consult_room.patients.http
import consult_room.trust.http
import geography.assembly
import geography.http
import media.assembly
import media.caller.assembly
import media.caller.http
import media.clips.assembly
import media.clips.http
import media.freeze.assembly
import media.freeze.http
import media.guests.assembly
import media.guests.http
import media.quality.assembly
import media.recording.assembly
import media.recording.http
import people.assembly
import people.demo
import people.http
import sms.assembly
import sms.http
import sms.notices.http
import sms.push_subscriptions.assembly
import sms.push_subscriptions.http
import sms.recall.assembly
import sms.recall.http
import sms.telephones.assembly
from brigade_app.positions.live import LivePositions
from brigade_app.positions.running import run_positions
from brigade_app.store import SqlPositions
from config.carriers import carriers_of, on_the_page
from config.push import push_carrier
from config.settings import Settings
from config.signatures import signature_providers
from config.slices import Late, all_slices
from geography.client import GeographyClient
from media.quality.live import LiveQuality
from media.quality.running import run_quality
from media.quality.store import MemoryQuality, SqlQuality
from media.worker_keys import WorkerKeys
from people.domain import rights
from people.sessions import Sessions
from signaling import clock, tables
from signaling.bell import NoBell, RedisBell
from signaling.files import Files
from signaling.front_door import FrontDoor
from signaling.journal import Row
from signaling.protocol.base import Event
from signaling.protocol.brigade_app import Positions
from signaling.protocol.forwarding import WorkerRevoked
from signaling.protocol.people import SignInClosed
from signaling.server import Node, Parts
from signaling.slice import SERVICE, Actor
from signaling.store.files import SqlFileRecords
from signaling.store.interface import Store
from signaling.store.sql import SqlStore, sqlite_url
from signaling.store.uploads import SqlLongFileRecords
from signaling.tables import Tables
from signaling.uploads import LongFiles
from sms.sender import Carriers

PAGES = {
    "/": "signin",
    "/console": "console",
    "/hospital": "hospital",
    "/room": "room",
    "/rooms": "rooms",
    "/rota": "rota",
    "/alerts": "alerts",
    "/figures": "figures",
    "/trust": "trust",
}
"""The pages that no slice's http serves itself, by the front that was built for them."""


class Rights:
    """``people.domain.rights`` as the bus asks it."""

    def may_submit(self, actor: Actor, command: str) -> bool:
        return rights.may_submit(actor, command)

    def may_ask(self, actor: Actor, question: str) -> bool:
        return rights.may_ask(actor, question)


@dataclass
class Service:
    """One node with its application, and what has to be closed with it."""

    node: Node
    application: web.Application
    store: SqlStore
    tables: Tables
    geography: GeographyClient
    closing: list[Callable[[], Awaitable[None]]] = field(default_factory=list)


def built_fronts() -> Path:
    """Where the fronts lie: inside the installed package, else as this folder's build has left them."""
    root = Path(__file__).resolve().parent.parent
    installed = root / "signaling" / "fronts"
    return installed if installed.is_dir() else root / ".build" / "web"


def database_url(settings: Settings) -> str:
    """PostgreSQL as configured, or SQLite in the data folder."""
    return settings.database_url or sqlite_url(settings.data_folder / "tez.db")


def declared(settings: Settings) -> Tables:
    """The tables alone, for the command line: no gateway, no geography, no screens."""
    late = Late()
    live = LivePositions(brigade_app.store.MemoryPositions(), late)
    carriers = on_the_page(settings)
    return tables.join(all_slices(settings, late, live, GeographyClient(settings.data_folder), carriers))


def build(settings: Settings, *, demo: bool = False, origins_now: Callable[[], Iterable[str]] = tuple) -> Service:
    """One server. Nothing runs yet: the application's start does that. ``origins_now``: whose pages may speak to it
    beside those of the settings, asked for each time."""
    late = Late()
    geo = GeographyClient(settings.data_folder)
    positions = _LatePositions()
    live = LivePositions(positions, late)
    quality = LiveQuality(MemoryQuality(), late, late)
    carriers, push = carriers_of(settings), push_carrier(settings, late.reading)
    carriers = {**carriers, "push": push} if push else carriers
    joined = tables.join(all_slices(settings, late, live, geo, carriers, quality, demo=demo))
    store = SqlStore(database_url(settings), joined.aggregates.values(), settings.service_id)
    positions.store = SqlPositions(store.writer, store.readers, settings.service_id)
    quality.store = SqlQuality(store.writer, store.readers, settings.service_id)
    sessions = Sessions(late.reading, clock.now_ms)
    keys = WorkerKeys(late.reading, clock.now_ms)
    node = late.node = Node(_parts(settings, joined, store, sessions, keys, live, origins_now, demo=demo))

    def heard(row: Row, event: Event) -> None:
        sessions.hear(event)
        keys.hear(event)
        if isinstance(event, SignInClosed):
            node.end_sessions(event.sign_in_id)
        elif isinstance(event, WorkerRevoked):
            node.end_sessions(event.worker_id)

    node.hub.listen(heard)
    node.beside.append(lambda: run_positions(live, late.ask, clock.now_ms, retain_days=settings.track_days))
    node.beside.append(
        lambda: run_quality(quality, late.reading, late.ask, clock.now_ms, keep_days=settings.quality_days)
    )
    files = late.files = Files(SqlFileRecords(store), settings.data_folder / "files", clock.now_ms)
    routes = _routes(node.door, files, keys, time_zone=settings.time_zone, demo=demo)
    long_files = late.long_files = LongFiles(files, SqlLongFileRecords(store), clock.now_ms)
    routes += consult_room.files.http.routes(node.door, long_files, late)
    routes += media.freeze.http.routes(node.door, files, late)
    routes += sms.push_subscriptions.http.routes(node.door, push)
    routes += consult_room.conclusions.http.routes(
        node.door, files, signature_providers(settings, demo=demo), people.http.Recheck(node.door)
    )
    application = node.application(routes)
    service = Service(node, application, store, joined, geo)
    _start_and_stop(service, carriers)
    return service


def _parts(
    settings: Settings, joined: Tables, store: Store, sessions: Sessions, keys: WorkerKeys, live: LivePositions,
    origins_now: Callable[[], Iterable[str]], *, demo: bool,
) -> Parts:  # fmt: skip
    async def positions_of(actor: Actor) -> list[msgspec.Struct]:
        if SERVICE not in rights.audiences_of(actor):
            return []
        return [Positions(items=await live.newest(None))]

    return Parts(
        tables=joined,
        store=store,
        rights=Rights(),
        actors=sessions,
        workers=keys,
        audiences_of=rights.audiences_of,
        front_of=rights.front_of,
        sees=rights.may_see,
        now_ms=clock.now_ms,
        stream=settings.service_id,
        bell=RedisBell(settings.redis_url, settings.service_id) if settings.redis_url else NoBell(),
        built=built_fronts(),
        data_folder=settings.data_folder,
        settings=settings,
        public_base=settings.base,
        time_zone=settings.time_zone,
        demo=demo,
        # The demo's own machine has two names, and whoever types the other one means the same.
        allowed_origins=(*settings.allowed_origins.split(), *([f"http://localhost:{settings.port}"] if demo else [])),
        origins_now=origins_now,
        # A name's plain http is refused at every port: also at the one where tablets come to trust the authority.
        stays_https=not settings.tls_local,
        greetings=(positions_of,),
    )


def _routes(door: FrontDoor, files: Files, keys: WorkerKeys, *, time_zone: str, demo: bool) -> list[web.RouteDef]:
    routes = [*_pages(door), *people.http.routes(door, time_zone=time_zone), *brigade_app.http.routes(door)]
    routes += [*sms.http.routes(door), *media.caller.http.routes(door, files), *geography.http.routes(door)]
    routes += [*media.guests.http.routes(door), *consult_room.patients.http.routes(door)]
    routes += sms.recall.http.routes(door)
    routes += consult_room.trust.http.routes(door)
    routes += consult_room.figures.http.routes(door)
    routes += sms.notices.http.routes(door)
    routes += [*media.recording.http.routes(door, files, keys), *media.clips.http.routes(door, files)]
    if demo:
        routes += [*people.demo.demo_routes(door), *sms.http.demo_routes(door)]
    return routes


def _pages(door: FrontDoor) -> list[web.RouteDef]:
    def page(front: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def serve(request: web.Request) -> web.StreamResponse:
            return door.page(front)

        return serve

    return [web.get(path, page(front)) for path, front in PAGES.items()]


def _start_and_stop(service: Service, carriers: Carriers) -> None:
    async def start(app: web.Application) -> None:
        await service.geography.start()

    async def stop(app: web.Application) -> None:
        await service.geography.stop()
        for carrier in set(carriers.values()):
            await carrier.close()

    service.application.on_startup.insert(0, start)
    service.application.on_cleanup.append(stop)


class _LatePositions:
    """The position store, which needs the engines of a store that needs the slices' tables."""

    store: SqlPositions

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)
