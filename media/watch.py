"""Watches over accepted conversations: whose device is away, whose worker is gone. Runs on one node at a time."""

import asyncio

from media.domain.absences import Absences, GoneProcesses
from media.domain.conversation import Conversation
from media.domain.routing import waits_for_worker
from media.domain.workers import Worker, worker_of
from signaling.ids import new_id
from signaling.protocol.forwarding import ConversationRepin
from signaling.protocol.negotiation import Away, ConversationAway
from signaling.protocol.participants import ConversationLose
from signaling.protocol.refusals import Refused, Unavailable
from signaling.slice import Audience, Back, Connections, Role, Screens, system

LOOK_S = 0.25
READ_AT_LEAST_MS = 5_000
TOLD_AGAIN_MS = 5_000
"""What was told is told again while somebody is away: who comes back has missed it."""

ACTOR = system("media.watch")


class Watch:
    """``look`` is one step; ``run`` takes it four times a second until cancelled."""

    def __init__(self, screens: Screens, connections: Connections) -> None:
        self._screens = screens
        self._connections = connections
        self._absences = Absences()
        self._gone: GoneProcesses | None = None
        self._conversations: list[Conversation] = []
        self._good: set[str] = set()
        self._read_ms: int | None = None
        self._told: dict[str, tuple[list[Away], int]] = {}

    async def run(self, back: Back) -> None:
        """Begins with nothing known, as after a change of node."""
        self._absences, self._gone, self._read_ms, self._told = Absences(), None, None, {}
        async with asyncio.TaskGroup() as both:
            both.create_task(self._notice_changes(back, "conversation"))
            both.create_task(self._notice_changes(back, "worker"))
            both.create_task(self._look_often(back))

    async def _notice_changes(self, back: Back, kind: str) -> None:
        while True:
            await back.changed(kind, READ_AT_LEAST_MS / 1000)
            self._read_ms = None

    async def _look_often(self, back: Back) -> None:
        while True:
            await self.look(back)
            await asyncio.sleep(LOOK_S)

    async def look(self, back: Back) -> None:
        """Tells who is away, and submits what follows."""
        now_ms = back.now_ms()
        if self._read_ms is None:
            self._read_ms = now_ms  # first: what changes while it is read is read again
            await self._read(back)
        await self._look_at_devices(back, now_ms)
        await self._look_at_workers(back, now_ms)

    async def _read(self, back: Back) -> None:
        async with back.reading() as reading:
            self._conversations = await reading.find("conversation", Conversation, is_accepted=True)
            self._good = {worker.worker_id for worker in await reading.find("worker", Worker, is_good=True)}
        going_on = {state.conversation_id for state in self._conversations}
        self._told = {id: told for id, told in self._told.items() if id in going_on}

    # -- devices -------------------------------------------------------------------------------------------------

    async def _look_at_devices(self, back: Back, now_ms: int) -> None:
        wanted = {endpoint for state in self._conversations for endpoint in _endpoints(state)}
        self._absences.see(wanted, self._connections.carried(), now_ms)
        for state in self._conversations:
            self._tell(state, now_ms)
        lost = set(self._absences.lost(now_ms))
        for state in self._conversations:
            for endpoint in _endpoints(state):
                if endpoint in lost:
                    lose = ConversationLose(
                        id=new_id(now_ms), made_at_ms=now_ms, conversation_id=state.conversation_id, endpoint=endpoint
                    )
                    await self._submit(back, lose)

    def _tell(self, state: Conversation, now_ms: int) -> None:
        id = state.conversation_id
        away = self._absences.away(_endpoints(state), now_ms)
        before, told_ms = self._told.get(id, ([], now_ms))
        if away == before and (not away or now_ms - told_ms < TOLD_AGAIN_MS):
            return
        self._told[id] = (away, now_ms)
        for one in state.participants:
            audience = Audience(one.party.relation, one.party.id)
            self._screens.tell(audience, ConversationAway(conversation_id=id, away=away))

    def away(self, conversation_id: str) -> list[Away]:
        """What was told last."""
        return self._told.get(conversation_id, ([], 0))[0]

    # -- workers -------------------------------------------------------------------------------------------------

    async def _look_at_workers(self, back: Back, now_ms: int) -> None:
        if self._gone is None:
            self._gone = GoneProcesses(now_ms)
        connected = set(self._connections.connected(Role.WORKER))
        pinned = {
            state.worker_id: worker_of(state.worker_id) in self._good
            for state in self._conversations
            if state.worker_id
        }
        gone = self._gone.see(pinned, connected, now_ms)
        some_are_here = any(worker_of(process) in self._good for process in connected)
        for state in self._conversations:
            if state.worker_id in gone or (some_are_here and waits_for_worker(state)):
                repin = ConversationRepin(
                    id=new_id(now_ms), made_at_ms=now_ms, conversation_id=state.conversation_id, move=state.move
                )
                await self._submit(back, repin)

    async def _submit(self, back: Back, command: ConversationLose | ConversationRepin) -> None:
        # Read again whatever the answer: a refusal says that what was read is old.
        self._read_ms = None
        try:
            await back.submit(command, ACTOR)
        except (Refused, Unavailable):
            return


def _endpoints(state: Conversation) -> list[str]:
    return [one.endpoint for one in state.participants if one.endpoint is not None]
