"""A Python client of the protocol, on ``websockets``: for the simulator, media workers, the benches and the tests.

It greets, keeps a board by the rule every screen follows (S1 to S3), answers ``do`` and ``ask`` with results or
Refused, comes back by itself when the connection is lost, and sends what was not answered again under the same id.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Self

import msgspec
import websockets
from websockets.asyncio.client import ClientConnection, connect

from signaling import clock, ids
from signaling.protocol.base import Command, Question, Signal
from signaling.protocol.frames import SCHEMA, Hello, Resume
from signaling.protocol.refusals import Code, Refused, Unavailable

LADDER_S = (0.0, 0.3, 1.2, 2.7, 4.8, 7.0)
ANSWERS = {"done", "answer", "refused", "rejected", "unavailable", "broken"}
Heard = Callable[[dict[str, Any]], Awaitable[None] | None]


class Stopped(Exception):
    """The server has said not to come back."""


class Client:
    """One connection. ``board[kind][id]`` is the view; ``hear`` is called with every message that is no answer."""

    def __init__(self, url: str, cookie: str, *, hear: Heard | None = None, language: str = "uz") -> None:
        """``url`` is the server's base (http://…), ``cookie`` the session cookie as ``name=value``."""
        self.url = url.rstrip("/").replace("http", "ws", 1) + "/socket"
        self.cookie = cookie
        self.board: dict[str, dict[str, dict[str, Any]]] = {}
        self.versions: dict[tuple[str, str], int] = {}
        self.upto: int | None = None
        self.stream: str | None = None
        self.me: dict[str, Any] = {}
        self.session_id = ""
        self.reconnects = 0
        self.gaps = 0
        self.welcomed = asyncio.Event()
        self.stopped: str | None = None
        self._hear = hear
        self._language = language
        self._socket: ClientConnection | None = None
        self._waiting: dict[str, tuple[bytes, asyncio.Future[dict[str, Any]]]] = {}
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._run())
        waiting = asyncio.create_task(self.welcomed.wait())
        await asyncio.wait({waiting, self._task}, return_when=asyncio.FIRST_COMPLETED, timeout=30)
        waiting.cancel()
        if not self.welcomed.is_set():
            await self.close()
            raise Stopped(self.stopped or "no welcome")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    # -- speaking ------------------------------------------------------------------------------------------------

    def envelope(self) -> dict[str, Any]:
        """A new command's id and times."""
        return {"id": ids.new_id(clock.now_ms()), "made_at_ms": clock.now_ms(), "clock_ms": int(clock.monotonic_ms())}

    async def do(self, command: Command, timeout_s: float = 30) -> Any:
        """The command's result. Sent again, under the same id, until it is answered."""
        return (await self.answer_to(command.id, msgspec.json.encode(command), timeout_s)).get("result")

    async def ask(self, question: Question, timeout_s: float = 15) -> Any:
        """The question's answer."""
        named = msgspec.structs.replace(question, id=ids.new_id(clock.now_ms()))
        return (await self.answer_to(named.id, msgspec.json.encode(named), timeout_s)).get("result")

    async def answer_to(self, id: str, message: bytes, timeout_s: float) -> dict[str, Any]:
        """The whole answer to an encoded message; raises Refused, Unavailable, TimeoutError."""
        future: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._waiting[id] = (message, future)
        try:
            await self._send(message)
            async with asyncio.timeout(timeout_s):
                answer = await future
        finally:
            self._waiting.pop(id, None)
        match answer["type"]:
            case "refused":
                raise Refused(Code(answer["code"]), **answer.get("details", {}))
            case "unavailable":
                raise Unavailable(answer["service"], answer["retry_after_ms"])
            case "rejected" | "broken":
                raise RuntimeError(str(answer))
        return answer

    async def signal(self, signal: Signal) -> None:
        """Sent when connected, lost otherwise."""
        await self._send(msgspec.json.encode(signal))

    async def _send(self, message: bytes) -> None:
        if self._socket and self.welcomed.is_set():
            with contextlib.suppress(websockets.ConnectionClosed):
                await self._socket.send(message.decode())

    async def until(self, true: Callable[[Self], Any], timeout_s: float = 20) -> Any:
        """What ``true(self)`` gives once it is something; looked at whenever the board changes."""
        async with asyncio.timeout(timeout_s):
            while not (found := true(self)):
                self._changed.clear()
                await self._changed.wait()
        return found

    async def until_stopped(self) -> str:
        """Why the server has said not to come back."""
        while self.stopped is None:
            self._changed.clear()
            await self._changed.wait()
        return self.stopped

    # -- hearing -------------------------------------------------------------------------------------------------

    async def _run(self) -> None:
        tries = 0
        while True:
            try:
                async with connect(
                    self.url, additional_headers={"Cookie": self.cookie}, compression=None, max_size=None,
                    ping_interval=20, open_timeout=10, proxy=None,
                ) as socket:  # fmt: skip
                    self._socket = socket
                    await self._greet(socket)
                    await self._listen(socket)
            except Stopped as stopped:
                self.stopped = str(stopped)
                self._changed.set()
                return
            except (OSError, websockets.WebSocketException, TimeoutError):
                pass
            finally:
                tries = 0 if self.welcomed.is_set() else tries  # a connection that worked begins the ladder anew
                self.welcomed.clear()
                self._socket = None
            self.reconnects += 1
            await asyncio.sleep(LADDER_S[min(tries, len(LADDER_S) - 1)])
            tries += 1

    async def _greet(self, socket: ClientConnection) -> None:
        hello = Hello(schema=SCHEMA, stream=self.stream, after=self.upto, language=self._language)
        await socket.send(msgspec.json.encode(hello).decode())

    async def _listen(self, socket: ClientConnection) -> None:
        async for raw in socket:
            message: dict[str, Any] = msgspec.json.decode(raw)
            kind = message["type"]
            if kind in ANSWERS:
                self._answered(message)
            elif kind == "frame":
                await self._apply(message)
            elif kind == "welcome":
                await self._welcomed(message)
            elif kind == "bye":
                if message["verdict"] == "stop":
                    raise Stopped(message["reason"])
                if message["verdict"] == "rejoin":
                    self.stream = self.upto = None
                return
            if self._hear and kind not in ANSWERS:
                told = self._hear(message)
                if told is not None:
                    await told

    async def _welcomed(self, message: dict[str, Any]) -> None:
        self.me, self.session_id, self.stream = message["me"], message["session_id"], message["stream"]
        self.welcomed.set()
        for waiting, _ in list(self._waiting.values()):
            await self._send(waiting)

    def _answered(self, message: dict[str, Any]) -> None:
        waiting = self._waiting.get(message["to"])
        if waiting and not waiting[1].done():
            waiting[1].set_result(message)

    async def _apply(self, frame: dict[str, Any]) -> None:
        if frame["after"] is None:
            self.board.clear()
            self.versions.clear()
        elif frame["after"] != self.upto:
            self.gaps += 1
            await self._send(msgspec.json.encode(Resume(after=self.upto)))
            return
        for change in frame["changes"]:
            kind, id = change["kind"], change["id"]
            if change["op"] == "put":
                self.board.setdefault(kind, {})[id] = change["view"]
                self.versions[kind, id] = change["version"]
            else:
                self.board.get(kind, {}).pop(id, None)
                self.versions.pop((kind, id), None)
        self.upto = frame["upto"]
        self._changed.set()

    def things(self, kind: str) -> dict[str, dict[str, Any]]:
        """The board's things of a kind, by id."""
        return self.board.get(kind, {})
