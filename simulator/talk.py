"""One conversation that a simulated person carries: joins, negotiates in the rounds of the screens, begins anew."""

import asyncio
import contextlib
from typing import Any

import msgspec
import structlog

from signaling import clock
from signaling.client import Client
from signaling.ids import new_id
from signaling.protocol.conversation_views import ConversationView
from signaling.protocol.conversations import ConversationJoin
from signaling.protocol.negotiation import (
    ConversationDescription,
    ConversationHere,
    IceServer,
    IceServers,
    NegotiationWanted,
)
from signaling.protocol.refusals import Refused, Unavailable
from simulator.peer import PEER_TROUBLE, SimulatedPeer, path_of

log = structlog.get_logger("simulator.talk")

OFFER_AGAIN_S = 5.0


class Talk:
    """One conversation that a simulated person carries; the rules of rounds are those of the screens."""

    def __init__(self, client: Client, conversation_id: str, side: str, name: str) -> None:
        self._client = client
        self._id = conversation_id
        self._side = side
        self._name = name
        self._endpoint = ""
        self._round = 0
        self._restart = 0
        self._path = ""
        self._answered = ""
        self._servers: list[IceServer] = []
        self._messages: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._reading: asyncio.Task[None] | None = None
        self._closed = False
        self._fresh = asyncio.Event()
        self.peer: SimulatedPeer | None = None

    async def join(self) -> None:
        """Tells the server that this device carries the conversation, and begins to listen."""
        with contextlib.suppress(Refused, Unavailable, TimeoutError):
            self._servers = msgspec.convert(await self._client.ask(IceServers()), list[IceServer])
        self._reading = asyncio.create_task(self._read())
        await self._join_anew()

    async def _join_anew(self) -> None:
        self._endpoint = new_id(clock.now_ms())
        join = ConversationJoin(conversation_id=self._id, endpoint=self._endpoint, **self._client.envelope())
        with contextlib.suppress(Refused, Unavailable, TimeoutError):
            await self._client.do(join)

    async def here(self) -> None:
        """Tells a server to which the line was lost that this device still carries the conversation."""
        if self._endpoint:
            await self._client.signal(ConversationHere(conversation_id=self._id, endpoint=self._endpoint))

    def follow(self, view: ConversationView) -> None:
        """The board's news; read in order with the signals."""
        self._messages.put_nowait({"type": "board", "view": view})

    def hear(self, message: dict[str, Any]) -> None:
        self._messages.put_nowait(message)

    async def device(self, after: SimulatedPeer | None = None) -> SimulatedPeer:
        """The connection of the round that goes on, once there is one newer than ``after``."""
        while self.peer is None or self.peer is after:
            self._fresh.clear()
            await self._fresh.wait()
        return self.peer

    async def close(self) -> None:
        self._closed = True
        if self._reading is not None:
            self._reading.cancel()
        if self.peer is not None:
            await self.peer.close()

    async def _read(self) -> None:
        early: list[dict[str, Any]] = []
        while not self._closed:
            try:
                async with asyncio.timeout(OFFER_AGAIN_S):
                    message = await self._messages.get()
            except TimeoutError:
                await self._remind()
                continue
            if message["type"] == "board":
                await self._enter(message["view"])
                waiting, early = early, []
                for one in waiting:
                    self._messages.put_nowait(one)
            elif message.get("to_endpoint") == self._endpoint:  # what tells of links is for everybody
                if message.get("round", self._round) > self._round:
                    early.append(message)
                elif message.get("round", self._round) == self._round and self.peer is not None:
                    await self._take_or_begin_anew(self.peer, message)

    async def _enter(self, view: ConversationView) -> None:
        mine, other = view.asker_endpoint, view.answerer_endpoint
        if self._side == "answerer":
            mine, other = other, mine
        if mine != self._endpoint or other is None or view.round <= self._round:
            return
        self._round, self._restart, self._path, self._answered = view.round, 0, "", ""
        if self.peer is not None:
            await self.peer.close()
        self.peer = SimulatedPeer(self._name, sum(self._name.encode()), self._servers)
        self._fresh.set()
        if self._side == "asker":
            await self._describe("offer", await self.peer.offer())

    async def _take_or_begin_anew(self, peer: SimulatedPeer, message: dict[str, Any]) -> None:
        try:
            await self._take(peer, message)
        except PEER_TROUBLE as trouble:
            log.warning("a description could not be used", why=repr(trouble))
            await asyncio.sleep(OFFER_AGAIN_S)
            await self._join_anew()

    async def _take(self, peer: SimulatedPeer, message: dict[str, Any]) -> None:
        match message["type"]:
            case "peer.candidate":
                await peer.add(message["candidate"], message["mid"], message["line"])
            case "peer.description" if message["kind"] == "answer" and not self._answered:
                self._answered = message["sdp"]
                await peer.accept(message["sdp"])
            case "peer.description" if message["kind"] == "offer":
                await self._take_offer(peer, message)
            case "peer.wants_negotiation":
                await self._join_anew()

    async def _take_offer(self, peer: SimulatedPeer, message: dict[str, Any]) -> None:
        self._restart = message["restart"]
        path = path_of(message["sdp"])
        if self._path and path != self._path:
            await self._join_anew()  # a restarted path: fresh connections on both sides
            return
        if not self._answered:
            self._path = path
            self._answered = await peer.answer(message["sdp"])
        await self._describe("answer", self._answered)

    async def _remind(self) -> None:
        """The line was lost with a signal on it, or the other side is slow: ask again."""
        if self.peer is None or self._answered:
            return
        if self._side == "asker":
            await self._join_anew()
        else:
            await self._client.signal(NegotiationWanted(conversation_id=self._id, endpoint=self._endpoint))

    async def _describe(self, kind: Any, sdp: str) -> None:
        await self._client.signal(
            ConversationDescription(
                conversation_id=self._id,
                endpoint=self._endpoint,
                round=self._round,
                restart=self._restart,
                kind=kind,
                sdp=sdp,
            )
        )
