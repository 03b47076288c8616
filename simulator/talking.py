"""How a simulated person holds a conversation: answers a ring, joins, carries on until somebody hangs up.

One conversation at a time in the whole town, so that it stays cheap: the others ring on. Who gets no line lets it ring.
"""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any

import msgspec

from signaling import clock
from signaling.client import Client
from signaling.ids import new_id
from signaling.protocol.conversation_views import ConversationView
from signaling.protocol.conversations import ConversationAccept, ConversationAsk, ConversationHangUp, ConversationRing
from signaling.protocol.frames import ScreenAudible
from signaling.protocol.refusals import Refused, Unavailable
from simulator.pace import Pace
from simulator.talk import Talk

LONGEST_S = 900.0
AMONG_OURSELVES_S = 120.0


class Lines:
    """The town's one line, and which conversations are between two simulated people (who need no picture)."""

    def __init__(self, at_once: int = 1) -> None:
        self._free = at_once
        self._simulated: dict[str, int] = {}

    @property
    def free(self) -> bool:
        return self._free > 0

    def take(self) -> bool:
        if self._free == 0:
            return False
        self._free -= 1
        return True

    def give_back(self) -> None:
        self._free += 1

    def mine(self, conversation_id: str) -> None:
        """A simulated person is in it."""
        self._simulated[conversation_id] = self._simulated.get(conversation_id, 0) + 1

    def among_ourselves(self, conversation_id: str) -> bool:
        return self._simulated.get(conversation_id, 0) > 1


class Talker:
    """One simulated person's part in conversations. Feed it every message that is no answer.

    ``answers`` says whether the simulated person, and not a real one in their place, takes part in it.
    """

    def __init__(
        self, client: Client, name: str, lines: Lines, pace: Pace, *, answers: Callable[[ConversationView], bool]
    ) -> None:  # fmt: skip
        self._client = client
        self._name = name
        self._lines = lines
        self._pace = pace
        self._answers = answers
        self._seen: set[str] = set()
        self._counted: set[str] = set()
        self._ours: set[str] = set()
        self._talks: dict[str, Talk] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing: set[asyncio.Task[None]] = set()

    async def hear(self, message: dict[str, Any]) -> None:
        """Signals from the other side's device, and frames."""
        if message["type"] == "welcome":
            await self._client.signal(ScreenAudible(audible=True))
            for known in list(self._talks.values()):
                await known.here()
        elif message["type"] == "frame":
            self.look()
        elif message["type"].startswith("peer."):
            talk = self._talks.get(message["conversation_id"])
            if talk is not None:
                talk.hear(message)

    def look(self) -> None:
        """Answers what rings, carries what was accepted, leaves what is over."""
        views = {
            id: msgspec.convert(view, ConversationView) for id, view in self._client.things("conversation").items()
        }
        for id, view in views.items():
            mine = self._side(view)
            if view.phase == "accepted" and mine is not None:
                self._carry(view, mine)
            elif view.phase in ("asked", "ringing") and mine is None and id not in self._seen and self._answers(view):
                self._seen.add(id)
                self._begin(self._answer(view))
        for id in [id for id in self._talks if id not in views or views[id].phase != "accepted"]:
            self._leave(id)

    async def ask(self, **fields: Any) -> str:
        """Rings somebody; gives the conversation's id. Raises Refused."""
        id = new_id(clock.now_ms())
        self._ours.add(id)
        wish = ConversationAsk(conversation_id=id, **self._client.envelope(), **fields)
        await self._client.do(wish)
        return id

    async def close(self) -> None:
        for id in list(self._talks):
            self._leave(id)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, *self._closing, return_exceptions=True)

    def _side(self, view: ConversationView) -> str | None:
        me = self._client.me
        key = ("brigade", me["brigade_id"]) if me["role"] == "crew" else ("person", me["id"])
        if (view.asker_relation, view.asker_id) == key:
            return "asker"
        return "answerer" if (view.answerer_relation, view.answerer_id) == key else None

    async def _answer(self, view: ConversationView) -> None:
        id = view.conversation_id
        with contextlib.suppress(Refused, Unavailable, TimeoutError):
            await self._client.do(ConversationRing(conversation_id=id, **self._client.envelope()))
        # The desk's people are given time to answer for themselves.
        await self._pace.wait(*((10, 14) if view.to_relation == "service" else (2, 5)))
        now = self._client.things("conversation").get(id)
        if now is None or now["phase"] == "accepted" or not self._lines.free:
            return
        self._ours.add(id)
        with contextlib.suppress(Refused, Unavailable, TimeoutError):
            await self._client.do(ConversationAccept(conversation_id=id, **self._client.envelope()))

    def _carry(self, view: ConversationView, side: str) -> None:
        id = view.conversation_id
        if id not in self._counted and self._answers(view):
            self._counted.add(id)
            self._lines.mine(id)
            self._begin(self._hang_up_in_time(id))
        if id in self._talks:
            if self._lines.among_ourselves(id):
                self._leave(id)
            else:
                self._talks[id].follow(view)
        elif self._answers(view) and self._nobody_carries(view, side) and self._lines.take():
            talk = self._talks[id] = Talk(self._client, id, side, self._name)
            self._begin(talk.join())

    def _nobody_carries(self, view: ConversationView, side: str) -> bool:
        """We answered it or asked for it (or nobody had to), no page of the real person has taken it up, and it is not
        between two simulated people."""
        if view.conversation_id not in self._ours and view.asked_at_ms != view.accepted_at_ms:
            return False
        endpoint = view.asker_endpoint if side == "asker" else view.answerer_endpoint
        return endpoint is None and not self._lines.among_ourselves(view.conversation_id)

    def _leave(self, id: str) -> None:
        closing = asyncio.create_task(self._talks.pop(id).close())
        self._closing.add(closing)
        closing.add_done_callback(self._closing.discard)
        self._lines.give_back()

    async def _hang_up_in_time(self, id: str) -> None:
        await self._pace.wait(AMONG_OURSELVES_S)
        if not self._lines.among_ourselves(id):
            await self._pace.wait(LONGEST_S - AMONG_OURSELVES_S)
        if self._client.things("conversation").get(id, {}).get("phase") == "accepted":
            with contextlib.suppress(Refused, Unavailable, TimeoutError):
                await self._client.do(ConversationHangUp(conversation_id=id, **self._client.envelope()))

    def _begin(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
