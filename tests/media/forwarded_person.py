"""A person with an aiortc device who follows a conversation wherever it goes, by the words of the wire."""

import asyncio
from typing import Any

from aiortc import AudioStreamTrack, RTCBundlePolicy, RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError, MediaStreamTrack

from signaling.client import Client
from signaling.protocol.base import Command
from signaling.protocol.conversations import ConversationJoin
from signaling.protocol.forwarding import ForwardDownAnswer, ForwardUpOffer
from signaling.protocol.negotiation import ConversationHere
from tests.fixtures.server import TezServer

CONFIGURATION = RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)
AGAIN_S = 2.0


class Way:
    """One move's two connections with the forwarder. ``sounds``: whose endpoint → packets of sound heard."""

    def __init__(self, move: int) -> None:
        self.move = move
        self.up = RTCPeerConnection(CONFIGURATION)
        self.down = RTCPeerConnection(CONFIGURATION)
        self.sounds: dict[str, int] = {}
        self.shows: dict[str, list[str]] = {}
        self.answered = asyncio.Event()
        self.heard = asyncio.Event()
        self.one_by_one = asyncio.Lock()  # a round is answered before the next is looked at
        self._tasks: list[asyncio.Task[None]] = []
        self.down.on("track", self._take)

    def _take(self, track: MediaStreamTrack) -> None:
        mid = next(one.mid for one in self.down.getTransceivers() if one.receiver.track is track) or ""
        self._tasks.append(asyncio.create_task(self._drain(track, mid)))

    async def _drain(self, track: MediaStreamTrack, mid: str) -> None:
        while True:
            try:
                await track.recv()
            except MediaStreamError:
                return
            endpoint, source = self.shows.get(mid, ["", ""])
            if source == "sound":
                self.sounds[endpoint] = self.sounds.get(endpoint, 0) + 1
                self.heard.set()

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(self.up.close(), self.down.close())


class Person:
    """``async with Person(server, token, "nodira") as nodira``; then ``join`` and ``hears``."""

    def __init__(self, server: TezServer, token: str, name: str) -> None:
        self.client: Client = server.client(token, hear=self._hear)
        self.name = name
        self.endpoint = f"device-of-{name}"
        self.conversation_id = ""
        self.away: list[dict[str, Any]] = []
        self.figures: dict[str, Any] = {}
        self.ways: list[Way] = []
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "Person":
        await self.client.__aenter__()
        return self

    async def __aexit__(self, *why: object) -> None:
        await self.client.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*(way.close() for way in self.ways))

    async def do(self, kind: type[Command], **fields: Any) -> Any:
        given = {"conversation_id": self.conversation_id, **self.client.envelope(), **fields}
        return await self.client.do(kind(**given))

    async def join(self, conversation_id: str) -> None:
        self.conversation_id = conversation_id
        await self.do(ConversationJoin, endpoint=self.endpoint)

    @property
    def view(self) -> dict[str, Any]:
        return self.client.things("conversation").get(self.conversation_id, {})

    async def until_view(self, true: Any) -> dict[str, Any]:
        found: dict[str, Any] = await self.client.until(lambda _: self.view if self.view and true(self.view) else None)
        return found

    async def hears(self, *others: "Person", after: int = 0, packets: int = 10, seconds: float = 30) -> None:
        """Returns when so many packets of each of the others have come in one move newer than ``after``."""
        async with asyncio.timeout(seconds):
            way = await self.client.until(lambda _: self._newest(after), seconds)
            before = dict(way.sounds)
            while any(way.sounds.get(one.endpoint, 0) < before.get(one.endpoint, 0) + packets for one in others):
                way.heard.clear()
                await way.heard.wait()
                way = self._newest(after) or way

    def _newest(self, after: int) -> Way | None:
        return self.ways[-1] if self.ways and self.ways[-1].move > after else None

    async def _hear(self, message: dict[str, Any]) -> None:
        match message["type"]:
            case "welcome" if self.conversation_id:
                here = ConversationHere(conversation_id=self.conversation_id, endpoint=self.endpoint)
                await self.client.signal(here)
            case "frame":
                self._follow()
            case "conversation.away":
                self.away = message["away"]
            case "forward.figures" if message["to_endpoint"] == self.endpoint:
                self.figures = message
            case "forward.up_answer" | "forward.down_offer" if message["to_endpoint"] == self.endpoint:
                if self.ways and self.ways[-1].move == message["move"]:
                    self._begin(self._take(self.ways[-1], message))

    def _follow(self) -> None:
        view = self.view
        inside = any(one["endpoint"] == self.endpoint for one in view.get("participants", []))
        if not inside or view["path"] != "forwarder" or view["no_worker"]:
            return
        if not self.ways or self.ways[-1].move != view["move"]:
            way = Way(view["move"])
            self.ways.append(way)
            self._begin(self._offer(way))

    async def _offer(self, way: Way) -> None:
        way.up.addTransceiver(AudioStreamTrack(), direction="sendonly")
        await way.up.setLocalDescription(await way.up.createOffer())
        offer = ForwardUpOffer(
            conversation_id=self.conversation_id,
            endpoint=self.endpoint,
            move=way.move,
            sdp=way.up.localDescription.sdp,
        )
        while not way.answered.is_set():
            await self.client.signal(offer)
            try:
                async with asyncio.timeout(AGAIN_S):
                    await way.answered.wait()
            except TimeoutError:
                continue

    async def _take(self, way: Way, message: dict[str, Any]) -> None:
        if message["type"] == "forward.up_answer":
            if not way.answered.is_set():
                way.answered.set()
                await way.up.setRemoteDescription(RTCSessionDescription(message["sdp"], "answer"))
            return
        async with way.one_by_one:
            way.shows = message["shows"]
            await way.down.setRemoteDescription(RTCSessionDescription(message["sdp"], "offer"))
            await way.down.setLocalDescription(await way.down.createAnswer())
        answer = ForwardDownAnswer(
            conversation_id=self.conversation_id,
            endpoint=self.endpoint,
            move=way.move,
            round=message["round"],
            sdp=way.down.localDescription.sdp,
        )
        await self.client.signal(answer)

    def _begin(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
