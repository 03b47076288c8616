"""The measured process: a forwarder, or aiortc's MediaRelay in its place, asked by lines of JSON.

``python -m media.forwarder.trial.serve forwarder|relay``: each line of standard input is a question, each line of
standard output its answer; the end of input ends it.
"""

import asyncio
import sys
import time
from typing import Protocol

import msgspec
import uvloop
from aiortc import MediaStreamTrack, RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.contrib.media import MediaRelay

from media.forwarder.aiortc_forwarder import AiortcForwarder
from media.forwarder.interface import SOURCES, DownOffer

LONGEST_LINE = 1 << 20


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked: ``up``, ``down``, ``answer`` of an endpoint in a room, or ``cpu`` of the process so far."""

    do: str
    room: str = ""
    endpoint: str = ""
    round: int = 0
    sdp: str = ""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """``cpu_s``: seconds of processor time; ``sent``: packets to viewers of the room, where they are counted."""

    sdp: str = ""
    round: int = 0
    cpu_s: float = 0.0
    sent: int = 0


class Measured(Protocol):
    """What both have in common."""

    async def up(self, room: str, endpoint: str, sdp: str) -> str: ...

    async def down(self, room: str, endpoint: str) -> DownOffer: ...

    async def down_answer(self, room: str, endpoint: str, round: int, sdp: str) -> None: ...

    def sent(self, room: str) -> int: ...


class Forwarding(AiortcForwarder):
    """Everybody may send everything."""

    async def up(self, room: str, endpoint: str, sdp: str) -> str:
        self.allow(room, endpoint, SOURCES - {"screen"})
        return await super().up(room, endpoint, sdp)

    def sent(self, room: str) -> int:
        return sum(leg.down_packets for leg in self.figures(room))


class Relaying:
    """aiortc's MediaRelay: decodes what comes once and encodes it anew for each viewer."""

    def __init__(self) -> None:
        self._relay = MediaRelay()
        self._tracks: dict[str, list[MediaStreamTrack]] = {}
        self._connections: dict[str, RTCPeerConnection] = {}

    async def up(self, room: str, endpoint: str, sdp: str) -> str:
        connection = self._connections[f"{room} {endpoint} up"] = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        connection.on("track", lambda track: self._tracks.setdefault(room, []).append(track))
        await connection.setRemoteDescription(RTCSessionDescription(sdp, "offer"))
        await connection.setLocalDescription(await connection.createAnswer())
        return str(connection.localDescription.sdp)

    async def down(self, room: str, endpoint: str) -> DownOffer:
        connection = self._connections[f"{room} {endpoint}"] = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        for track in self._tracks[room]:
            connection.addTrack(self._relay.subscribe(track, buffered=False))
        await connection.setLocalDescription(await connection.createOffer())
        return DownOffer(round=1, sdp=connection.localDescription.sdp, shows={})

    async def down_answer(self, room: str, endpoint: str, round: int, sdp: str) -> None:
        await self._connections[f"{room} {endpoint}"].setRemoteDescription(RTCSessionDescription(sdp, "answer"))

    def sent(self, room: str) -> int:
        return 0


async def answered(measured: Measured, question: Question) -> Answer:
    """What one question gets."""
    if question.do == "up":
        return Answer(sdp=await measured.up(question.room, question.endpoint, question.sdp))
    if question.do == "down":
        offer = await measured.down(question.room, question.endpoint)
        return Answer(sdp=offer.sdp, round=offer.round)
    if question.do == "answer":
        await measured.down_answer(question.room, question.endpoint, question.round, question.sdp)
        return Answer()
    sent = measured.sent(question.room) if question.room else 0
    return Answer(cpu_s=time.process_time(), sent=sent)


async def serve(what: str) -> None:
    """Answers until the input ends."""
    measured: Measured = Relaying()
    if what == "forwarder":
        measured = made = Forwarding(lambda room, endpoint: None)
        made.open()
    reader = asyncio.StreamReader(limit=LONGEST_LINE)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        answer = await answered(measured, msgspec.json.decode(line, type=Question))
        sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    uvloop.run(serve(sys.argv[1]))
