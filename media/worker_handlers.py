"""Commands of media workers: add, revoke, begin."""

from typing import Any

from media.domain.conversation import Conversation
from media.domain.routing import Process, begin
from media.domain.workers import Room, Worker, decide_add, decide_revoke
from signaling.protocol.forwarding import WorkerAdd, WorkerBegin, WorkerNow, WorkerRevoke, WorkersNow
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Ask, Desk, Handler, Moment

WORKER = "worker"
ROOM = "room"


async def processes_now(ask: Ask) -> list[Process]:
    """The processes that are connected, with how many devices each serves."""
    found: list[WorkerNow] = await ask(WorkersNow())
    return [Process(one.process, one.members) for one in found if one.connected]


async def add_worker(command: WorkerAdd, facts: None, desk: Desk) -> str:
    if await desk.version(WORKER, command.worker_id):
        raise Refused(Code.ALREADY_EXISTS, worker_id=command.worker_id)
    if await desk.find(WORKER, Worker, key_hash=command.key_hash):
        raise Refused(Code.ALREADY_EXISTS, detail="the key is another worker's")
    desk.record(*decide_add(command, desk.moment))
    return command.worker_id


async def revoke_worker(command: WorkerRevoke, facts: None, desk: Desk) -> None:
    desk.record(*decide_revoke(await desk.get(WORKER, command.worker_id, Worker), command, desk.moment))


async def gather_processes(command: WorkerBegin, moment: Moment, ask: Ask) -> list[Process]:
    return await processes_now(ask)


async def begin_worker(command: WorkerBegin, processes: list[Process], desk: Desk) -> None:
    """The process that begins is connected, and may get its rooms back, as new ones."""
    rooms = await desk.find(ROOM, Room, worker_id=desk.moment.actor.id)
    for room in rooms:
        state: Any = await desk.get("conversation", room.conversation_id, Conversation)
        desk.record(*begin(state, processes, desk.moment))


WORKER_HANDLERS: tuple[Handler, ...] = (
    Handler(WorkerAdd, add_worker),
    Handler(WorkerRevoke, revoke_worker),
    Handler(WorkerBegin, begin_worker, gather=gather_processes),
)
