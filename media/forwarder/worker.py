"""One media worker's process: keeps its forwarder's rooms equal to those that the server has pinned to it, and carries
words between the server and the forwarder.

The server is the truth. What is pinned here stands on the board (kind ``room``); a room in another ``move`` is another
room, whose devices connect anew. When the connection to the server is lost, what is forwarded goes on.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import structlog

from media.forwarder.interface import DownOffer, Forwarder, ForwarderRefused, OfferWanted
from media.recording.working import Recordings
from signaling import clock
from signaling.client import Client
from signaling.protocol.base import Signal
from signaling.protocol.forwarding import (
    ForwardDownAnswer,
    ForwardDownOffer,
    ForwardFigures,
    ForwardRestart,
    ForwardUpAnswer,
    ForwardUpOffer,
    ForwardWant,
    RoomView,
    WorkerBegin,
)

log = structlog.get_logger("media.worker")

FIGURES_S = 1.0
ANSWERED_WITHIN_S = 3
EARLY_AT_MOST = 64
"""Words for a room that the board does not show yet; a device says again what was not answered."""

FromDevice = ForwardUpOffer | ForwardDownAnswer | ForwardWant | ForwardRestart
_FROM_DEVICE: dict[str, type[FromDevice]] = {
    "forward.up_offer": ForwardUpOffer,
    "forward.down_answer": ForwardDownAnswer,
    "forward.want": ForwardWant,
    "forward.restart": ForwardRestart,
}
Say = Callable[[Signal], Any]


class PinnedRoom:
    """One room in one move. What is asked of it is done one after the other."""

    def __init__(self, view: RoomView, forwarder: Forwarder, say: Say) -> None:
        self.view = view
        self.name = f"{view.conversation_id} {view.move}"
        self._forwarder = forwarder
        self._say = say
        self._endpoints: set[str] = set()
        self._shown: set[str] = set()  # those that have had a round of ``down``
        self._offers: set[str] = set()  # those for whom one is queued
        self._unanswered: dict[str, int] = {}  # endpoint → how many seconds its round has waited for an answer
        self._outdated: set[str] = set()  # those whose round that waits is already not the newest
        self._work: asyncio.Queue[Callable[[], Any]] = asyncio.Queue()
        self._task = asyncio.create_task(self._run())

    def follow(self, view: RoomView) -> None:
        """The board's news: who is in it, and what they may send."""
        self.view = view
        self._work.put_nowait(self._keep_equal)

    def hear(self, word: FromDevice) -> None:
        self._work.put_nowait(lambda: self._take(word))

    def offer_wanted(self, endpoint: str) -> None:
        """However often it is asked for before its turn comes, there is one new round; and none before the one that is
        on its way is answered: a device that is offered two at once connects by the first, in vain, for seconds."""
        if endpoint in self._unanswered:
            self._outdated.add(endpoint)
        elif endpoint not in self._offers:
            self._offers.add(endpoint)
            self._work.put_nowait(lambda: self._offer(endpoint))

    async def close(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self._forwarder.close(self.name)

    async def figures(self) -> None:
        """Says what each leg has done; nothing while nobody is connected."""
        with contextlib.suppress(ForwarderRefused):
            legs = self._forwarder.figures(self.name)
            if legs:
                await self._say(
                    ForwardFigures(conversation_id=self.view.conversation_id, move=self.view.move, legs=legs)
                )

    def look_at_answers(self) -> None:
        """Once a second: an answer that does not come is waited for no longer."""
        for endpoint, waited in list(self._unanswered.items()):
            self._unanswered[endpoint] = waited + 1
            if waited + 1 >= ANSWERED_WITHIN_S:
                self._answered(endpoint)

    def _answered(self, endpoint: str) -> None:
        self._unanswered.pop(endpoint, None)
        if endpoint in self._outdated:
            self._outdated.discard(endpoint)
            self.offer_wanted(endpoint)

    async def _run(self) -> None:
        await self._keep_equal()
        while True:
            work = await self._work.get()
            try:
                await work()
            except ForwarderRefused as refused:
                log.info("the forwarder refused", conversation=self.view.conversation_id, why=str(refused))
            except Exception:
                # One device's nonsense must not end a conversation of six.
                log.exception("a word could not be carried out", conversation=self.view.conversation_id)

    async def _keep_equal(self) -> None:
        wanted = {member.endpoint: frozenset(member.may_send) for member in self.view.members}
        for endpoint in self._endpoints - wanted.keys():
            self._shown.discard(endpoint)
            self._outdated.discard(endpoint)
            self._unanswered.pop(endpoint, None)
            await self._forwarder.leave(self.name, endpoint)
        for endpoint, sources in wanted.items():
            self._forwarder.allow(self.name, endpoint, sources)
        self._endpoints = set(wanted)

    async def _take(self, word: FromDevice) -> None:
        if word.endpoint not in self._endpoints:
            return
        match word:
            case ForwardUpOffer():
                answer = await self._forwarder.up(self.name, word.endpoint, word.sdp)
                await self._say(ForwardUpAnswer(**self._to(word.endpoint), sdp=answer))
                if word.endpoint not in self._shown:
                    await self._offer(word.endpoint)
            case ForwardDownAnswer():
                await self._forwarder.down_answer(self.name, word.endpoint, word.round, word.sdp)
                self._answered(word.endpoint)
            case ForwardWant():
                self._forwarder.want(self.name, word.endpoint, word.wishes)
            case ForwardRestart():
                await self._show(word.endpoint, await self._forwarder.down_restart(self.name, word.endpoint))

    async def _offer(self, endpoint: str) -> None:
        self._offers.discard(endpoint)
        if endpoint in self._endpoints:
            await self._show(endpoint, await self._forwarder.down(self.name, endpoint))

    async def _show(self, endpoint: str, offer: DownOffer) -> None:
        self._shown.add(endpoint)
        self._unanswered[endpoint] = 0
        self._outdated.discard(endpoint)
        offered = ForwardDownOffer(**self._to(endpoint), round=offer.round, sdp=offer.sdp, shows=offer.shows)
        await self._say(offered)

    def _to(self, endpoint: str) -> dict[str, Any]:
        view = self.view
        return {"conversation_id": view.conversation_id, "move": view.move, "to_endpoint": endpoint}


class MediaWorker:
    """``key`` as ``tez worker add`` printed it; ``slot`` numbers this process among those of its machine. ``spool`` is
    where recordings lie until the server has taken them."""

    def __init__(
        self, server: str, key: str, slot: int, make_forwarder: Callable[[OfferWanted], Forwarder], spool: Path
    ) -> None:
        self.client = Client(server, f"tez_worker={key}.{slot}", hear=self._hear)
        self.forwarder = make_forwarder(self._offer_wanted)
        self.rooms: dict[str, PinnedRoom] = {}  # conversation → its room
        self.recordings = Recordings(
            self.forwarder, folder=spool, server=server, key=key, slot=slot, server_now_ms=self._server_now_ms
        )
        self._server_ahead_ms = 0
        self._early: deque[FromDevice] = deque(maxlen=EARLY_AT_MOST)
        self._closing: set[asyncio.Task[None]] = set()

    async def run(self) -> str:
        """Until the server says stop; its reason. Raises Stopped when there was no server, or it knows no such key."""
        async with self.client as client:
            # What was pinned to the process before this one has to connect anew.
            await client.do(WorkerBegin(**client.envelope()))
            log.info("ready", process=client.me["id"])
            telling = asyncio.create_task(self._tell_figures())
            recording = asyncio.create_task(self.recordings.run())
            try:
                return await client.until_stopped()
            finally:
                telling.cancel()
                recording.cancel()
                await asyncio.gather(recording, return_exceptions=True)
                await asyncio.gather(*(room.close() for room in self.rooms.values()), return_exceptions=True)

    def _server_now_ms(self) -> int:
        return clock.now_ms() + self._server_ahead_ms

    def _hear(self, message: dict[str, Any]) -> None:
        if message["type"] == "welcome":
            self._server_ahead_ms = message["now_ms"] - clock.now_ms()
        elif message["type"] == "frame":
            self._follow_board()
        elif (kind := _FROM_DEVICE.get(message["type"])) is not None:
            self._hear_device(msgspec.convert(message, kind))

    def _follow_board(self) -> None:
        views = {id: msgspec.convert(view, RoomView) for id, view in self.client.things("room").items()}
        for id, room in list(self.rooms.items()):
            if id not in views or views[id].move != room.view.move:
                self._end(self.rooms.pop(id))
        for id, view in views.items():
            known = self.rooms.get(id)
            if known is None:
                known = self.rooms[id] = PinnedRoom(view, self.forwarder, self.client.signal)
            elif known.view != view:
                known.follow(view)
            # Before whoever has come in is let through, which is done in its turn.
            self.recordings.follow(known.name, view)
        early, self._early = self._early, deque(maxlen=EARLY_AT_MOST)
        for word in early:
            self._hear_device(word)

    def _hear_device(self, word: FromDevice) -> None:
        room = self.rooms.get(word.conversation_id)
        if room is not None and room.view.move == word.move:
            room.hear(word)
        elif room is None or room.view.move < word.move:
            self._early.append(word)

    def _offer_wanted(self, name: str, endpoint: str) -> None:
        conversation_id, _, move = name.rpartition(" ")
        room = self.rooms.get(conversation_id)
        if room is not None and str(room.view.move) == move:
            room.offer_wanted(endpoint)

    def _end(self, room: PinnedRoom) -> None:
        self.recordings.leave(room.name)
        task = asyncio.create_task(room.close())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def _tell_figures(self) -> None:
        while True:
            await asyncio.sleep(FIGURES_S)
            for room in list(self.rooms.values()):
                room.look_at_answers()
                await room.figures()
