"""The server of one node: pages, sockets, the bus, and everything that runs beside them."""

import asyncio
import contextlib
import secrets
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import structlog
from aiohttp import WSCloseCode, web
from sqlalchemy.exc import SQLAlchemyError

from signaling import metrics
from signaling.assets import KEPT_ASSETS, Assets
from signaling.bell import Bell, Told
from signaling.bus import Bus, Rights
from signaling.consequences import Consequences
from signaling.decode import Decoder
from signaling.front_door import FrontDoor
from signaling.http import errors_told, origin_allowed, security_headers
from signaling.hub import Hub, Sees
from signaling.journal import NewerRow
from signaling.protocol.frames import CLIENT_OLDER, OLDEST_SERVED, SCHEMA, SERVER_OLDER, Bye, Hello, Me, Welcome
from signaling.screens import NodeScreens
from signaling.session import HEARTBEAT_S, Actors, Session
from signaling.slice import Actor, Audience, Role
from signaling.store.interface import Store
from signaling.tables import Tables
from signaling.tickets import Tickets

log = structlog.get_logger("server")

HELLO_WITHIN_S = 10.0
READY_WITHIN_S = 3.0
POLL_HEADS_S = 1.0
HEARTBEAT_OF_PAGES_S = 20.0
HEARTBEAT_OF_WORKERS_S = 4.0
"""People must not wait long for another worker when one has gone without a word."""

Greeting = Callable[[Actor], Awaitable[list[msgspec.Struct]]]


@dataclass(frozen=True)
class Parts:
    """What ``config.wiring`` decides for a node."""

    tables: Tables
    store: Store
    rights: Rights
    actors: Actors
    audiences_of: Callable[[Actor], tuple[Audience, ...]]
    front_of: Callable[[Actor], str]
    sees: Sees
    now_ms: Callable[[], int]
    stream: str
    bell: Bell
    built: Path
    data_folder: Path
    settings: Any
    public_base: str
    time_zone: str
    demo: bool = False
    allowed_origins: tuple[str, ...] = ()
    origins_now: Callable[[], Iterable[str]] = tuple  # further ones, which change while the server runs
    stays_https: bool = True  # browsers are told to refuse plain http of an https base's name, for a year
    greetings: tuple[Greeting, ...] = ()
    workers: Actors | None = None  # who stands behind a media worker's key
    node: str = field(default_factory=lambda: secrets.token_hex(6))


class Node:
    """One running server: bus, hub, screens, consequences and the web application in front of them."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.hub = Hub(parts.tables, parts.store, parts.stream, parts.sees)
        self.screens = NodeScreens(self.hub, parts.bell, parts.node)
        self.bus = Bus(
            parts.tables, parts.store, parts.rights, stream=parts.stream, now_ms=parts.now_ms, publish=self._publish
        )
        self.consequences = Consequences(self.bus, self.hub, parts.node, parts.now_ms)
        self.door = FrontDoor(
            bus=self.bus, hub=self.hub, tickets=Tickets(parts.store, parts.now_ms), actors=parts.actors,
            now_ms=parts.now_ms, settings=parts.settings, built=parts.built, demo=parts.demo,
            public_base=parts.public_base,
        )  # fmt: skip
        self.decoder = Decoder(parts.tables)
        self.beside: list[Callable[[], Awaitable[None]]] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._sessions: set[Session] = set()
        self._stopping = False
        self._outdated = False
        self._empty = asyncio.Event()

    async def _publish(self, committed: Any) -> None:
        try:
            await self.hub.publish(committed)
        except NewerRow as newer:
            self._step_aside(newer)  # it is committed all the same, and answered so
        self.parts.bell.ring(committed.rows[-1].seq)

    # -- life ----------------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Opens store and board, then starts what runs beside the sockets."""
        await self.parts.store.open()
        await self.hub.open()
        running = [self._listen, self._tick, self._poll_heads, self.consequences.run, metrics.watch_loop, *self.beside]
        self._tasks = [asyncio.create_task(self._keep_running(work)) for work in running]

    async def stop(self) -> None:
        """Takes no more, tells every socket to come back, ends what runs beside."""
        self._stopping = True
        if self._sessions:
            self._empty.clear()  # it was set whenever the last one had gone, since the server began
        else:
            self._empty.set()
        for session in list(self._sessions):
            session.close("resume", "the server restarts")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(3):
                await self._empty.wait()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.parts.store.close()

    async def _keep_running(self, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await work()
                return
            except asyncio.CancelledError:
                raise
            except Exception:
                log.exception("work beside the sockets starts again", work=getattr(work, "__name__", str(work)))
                await asyncio.sleep(1)

    async def _listen(self) -> None:
        async def heads(head: int) -> None:
            if head > self.hub.upto:
                await self._catch_up()

        def tells(told: Told) -> None:
            self.screens.hear(told, self.parts.now_ms())

        await self.parts.bell.listen(heads, tells)

    async def _poll_heads(self) -> None:
        while True:
            await asyncio.sleep(POLL_HEADS_S)
            await self._catch_up()

    async def _catch_up(self) -> None:
        if self._outdated:
            return
        try:
            await self.hub.catch_up()
        except NewerRow as newer:
            self._step_aside(newer)

    def _step_aside(self, newer: NewerRow) -> None:
        """A newer program works on the same journal, and this one cannot follow it (rule W12): everybody is sent away,
        to come back to the newer one, and what runs under a lease is left to it. What was committed stays so."""
        if self._outdated:
            return
        self._outdated = True
        log.error("a newer program works on this journal: this node steps aside", cannot_read=str(newer))
        self.consequences.leave()
        for session in list(self._sessions):
            session.close("resume", "a newer server is there")

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(1)
            now_ms = self.parts.now_ms()
            self.screens.tick(now_ms)
            for session in list(self._sessions):
                session.keep_alive(now_ms)

    # -- the application -----------------------------------------------------------------------------------------

    def application(self, routes: Iterable[web.RouteDef]) -> web.Application:
        """The aiohttp application with the slices' routes."""
        allowed = origin_allowed(self.parts.public_base, self.parts.allowed_origins, self.parts.origins_now)
        secure = self.parts.public_base.startswith("https:") and self.parts.stays_https
        app = web.Application(middlewares=[security_headers(secure), errors_told, allowed], client_max_size=1024 * 1024)
        app.add_routes(
            [
                web.get("/socket", self.socket),
                web.get("/healthz", _healthy),
                web.get("/readyz", self._ready),
                web.get("/metrics", metrics.page),
                *routes,
            ]
        )
        if self.parts.built.is_dir():
            assets = Assets(self.parts.built, self.parts.data_folder / KEPT_ASSETS)
            app.add_routes(assets.routes())
            app.router.add_static("/web", self.parts.built, append_version=False)
            app.on_startup.append(lambda _: assets.keep())
        app.on_startup.append(self._on_startup)
        app.on_shutdown.append(self._on_shutdown)
        return app

    async def _on_startup(self, app: web.Application) -> None:
        await self.start()

    async def _on_shutdown(self, app: web.Application) -> None:
        await self.stop()

    async def _ready(self, request: web.Request) -> web.Response:
        """For what stands in front of the nodes, and for monitoring: 503 while this one ends, and while its database
        does not answer."""
        try:
            async with asyncio.timeout(READY_WITHIN_S), self.parts.store.reading() as look:
                head, _ = await look.head()
        except (OSError, TimeoutError, SQLAlchemyError):
            return web.json_response({"ready": False, "why": "database", "upto": self.hub.upto}, status=503)
        told: dict[str, Any] = {"ready": not self._leaving, "upto": self.hub.upto, "head": head}
        if self._outdated:
            told["why"] = "newer"
        return web.json_response(told, status=503 if self._leaving else 200)

    @property
    def _leaving(self) -> bool:
        """It takes nobody any more."""
        return self._stopping or self._outdated

    async def socket(self, request: web.Request) -> web.StreamResponse:
        """A client's connection, from hello to goodbye."""
        actors, token = self._credentials(request)
        actor = await actors.actor_for(token) if token else None
        is_page = actors is self.parts.actors
        heartbeat_s = HEARTBEAT_OF_PAGES_S if is_page else HEARTBEAT_OF_WORKERS_S
        # On 32 kbit/s a conversation's descriptions and views take seconds as they are. A worker is near.
        socket = web.WebSocketResponse(heartbeat=heartbeat_s, max_msg_size=1024 * 1024, compress=is_page)
        await socket.prepare(request)
        if actor is None or token is None or self._leaving:
            again = Bye(verdict="resume", reason="the server restarts")
            bye = again if self._leaving else Bye(verdict="stop", reason="signed_out")
            await socket.send_str(msgspec.json.encode(bye).decode())
            await socket.close()
            return socket
        try:
            hello = await self._hello(socket)
            if hello is not None:
                await self._serve(socket, actors, token, actor, hello)
        except ConnectionError:
            pass  # the client is gone
        except Exception:
            # Past the upgrade an HTTP answer would stand among the frames: the connection ends here instead.
            log.exception("a connection failed", actor=actor.id)
            await socket.close(code=WSCloseCode.INTERNAL_ERROR)
        return socket

    def _credentials(self, request: web.Request) -> tuple[Actors, str | None]:
        """Who is asked who this is, and for what: a worker's key, or a sign-in's cookie."""
        key = self.door.worker_key_of(request)
        if key is not None and self.parts.workers is not None:
            return self.parts.workers, key
        return self.parts.actors, self.door.token_of(request)

    async def _hello(self, socket: web.WebSocketResponse) -> Hello | None:
        try:
            message = await socket.receive(timeout=HELLO_WITHIN_S)
            spoken = msgspec.json.decode(message.data, type=_Spoken)
            bye = _unserved(spoken.schema)
            hello = msgspec.json.decode(message.data, type=Hello) if bye is None else None
        except (TimeoutError, msgspec.DecodeError, TypeError, UnicodeDecodeError, RecursionError):
            await socket.send_str(msgspec.json.encode(Bye(verdict="stop", reason="the first word is hello")).decode())
            await socket.close(code=WSCloseCode.POLICY_VIOLATION)
            return None
        if bye is not None:
            await socket.send_str(msgspec.json.encode(bye).decode())
            await socket.close()
        return hello

    async def _serve(
        self, socket: web.WebSocketResponse, actors: Actors, token: str, actor: Actor, hello: Hello
    ) -> None:
        parts = self.parts
        if actor.role is Role.WORKER:
            # Two processes under one name would both hold its rooms: the newest is it.
            for older in [session for session in self._sessions if session.actor.id == actor.id]:
                older.close("stop", "replaced")
        session = Session(
            socket, token, actor, tuple(str(audience) for audience in parts.audiences_of(actor)),
            id=self.door.new_id(), bus=self.bus, hub=self.hub, screens=self.screens, decoder=self.decoder,
            actors=actors,
        )  # fmt: skip
        self._sessions.add(session)
        metrics.SESSIONS.inc()
        writing = asyncio.create_task(session.write())
        writing.add_done_callback(_take_result)
        try:
            await self._greet(session, actor, hello)
            if self._leaving:
                session.close("resume", "the server restarts")
            await session.read()
            if session.closing:
                await asyncio.wait([writing], timeout=2)
        finally:
            writing.cancel()
            self.hub.leave(session)
            self._sessions.discard(session)
            if not self._sessions:
                self._empty.set()
            self.screens.went(session, actor, parts.now_ms())
            metrics.SESSIONS.dec()

    async def _greet(self, session: Session, actor: Actor, hello: Hello) -> None:
        session.answer(msgspec.json.encode(self._welcome(session, actor)))
        self.hub.join(session, hello.after, hello.stream)
        session.answer(msgspec.json.encode(self.screens.everybody(self.parts.now_ms())))
        self.screens.came(session, actor, self.parts.now_ms())
        for greeting in self.parts.greetings:
            for message in await greeting(actor):
                session.answer(msgspec.json.encode(message))

    def _welcome(self, session: Session, actor: Actor) -> Welcome:
        me = Me(
            id=actor.id, name=actor.name, role=actor.role.value, language=actor.language, brigade_id=actor.brigade_id,
            hospital_id=actor.hospital_id, sign_in_id=actor.sign_in_id, front=self.parts.front_of(actor),
        )  # fmt: skip
        return Welcome(
            schema=SCHEMA, session_id=session.id, stream=self.hub.stream, now_ms=self.parts.now_ms(),
            heartbeat_ms=int(HEARTBEAT_S * 1000), me=me, time_zone=self.parts.time_zone, demo=self.parts.demo,
        )  # fmt: skip

    def end_sessions(self, sign_in_id: str) -> None:
        """A closed sign-in ends its live connections at once."""
        for session in list(self._sessions):
            if session.actor.sign_in_id == sign_in_id:
                session.close("stop", "signed_out")


class _Spoken(msgspec.Struct, tag_field="type", tag="hello"):
    """What is read of a greeting first: a newer client's may have fields of which nobody here knows."""

    schema: int


def _unserved(schema: int) -> Bye | None:
    """The goodbye for who speaks in words that this server does not (rule W11); None for who is served."""
    if schema > SCHEMA:
        return Bye(verdict="wait", reason=SERVER_OLDER)
    if schema < OLDEST_SERVED:
        return Bye(verdict="stop", reason=CLIENT_OLDER)
    return None


def _take_result(task: asyncio.Task[None]) -> None:
    # A socket that is gone while it is written to is an ordinary end; anything else is worth a line.
    if not task.cancelled() and (error := task.exception()) and not isinstance(error, ConnectionError):
        log.warning("a session's writer ended", error=repr(error))


async def _healthy(request: web.Request) -> web.Response:
    return web.Response(text="ok")
