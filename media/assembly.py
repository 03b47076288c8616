"""What the media slice gives to the frame."""

from collections.abc import Collection

from media.domain.conversation import Conversation
from media.domain.evolve import EVOLVE
from media.domain.routing import waits_for_worker
from media.domain.views import views
from media.domain.workers import ROOM_EVOLVE, WORKER_EVOLVE, Room, Worker, room_views, worker_views
from media.forward_signals import ForwardRelay
from media.handlers import HANDLERS, KIND
from media.links import Links
from media.quality.assembly import COURSES
from media.quality.gathering import Gathering
from media.queries import answers
from media.reactions import REACTIONS
from media.signals import Relay
from media.turn import TurnSettings
from media.watch import Watch
from media.worker_handlers import ROOM, WORKER
from signaling.protocol.conversations import ConversationGiveUp
from signaling.protocol.forwarding import ConversationRelease
from signaling.protocol.participants import ConversationLapseInvitations
from signaling.protocol.refusals import Code
from signaling.slice import Aggregate, Ask, Connections, Role, Screens, Slice, Timer, Unique
from signaling.slice import Worker as SliceWorker

CONVERSATIONS = Aggregate(
    kind=KIND,
    state=Conversation,
    evolve=EVOLVE,
    views=views,
    columns={
        "is_accepted": (bool, lambda state: state.goes_on),
        "asker_key": (str, lambda state: state.asker.key if state.asker_present else None),
        "answerer_key": (
            str,
            lambda state: state.answerer.key if state.answerer and state.answerer_present else None,
        ),
        "due_ms": (int, lambda state: state.due_ms),
        "invitations_due_ms": (int, lambda state: state.invitations_due_ms),
        "release_ms": (int, lambda state: state.release_ms),
        "waits_for_worker": (bool, waits_for_worker),
    },
    unique=(
        Unique("conversation_one_of_asker", ("asker_key",), "is_accepted", Code.PERSON_BUSY),
        Unique("conversation_one_of_answerer", ("answerer_key",), "is_accepted", Code.PERSON_BUSY),
    ),
    live=lambda state: state.rings or state.goes_on,
)
WORKERS = Aggregate(
    kind=WORKER,
    state=Worker,
    evolve=WORKER_EVOLVE,
    views=worker_views,
    columns={
        "key_hash": (str, lambda state: state.key_hash),
        "is_good": (bool, lambda state: state.good),
    },
    live=lambda state: state.good,
)
ROOMS = Aggregate(
    kind=ROOM,
    state=Room,
    evolve=ROOM_EVOLVE,
    views=room_views,
    columns={
        "worker_id": (str, lambda state: state.worker_id),
        "is_pinned": (bool, lambda state: state.worker_id is not None),
    },
    live=lambda state: state.worker_id is not None,
)


def _give_up(state: Conversation) -> ConversationGiveUp:
    """The frame gives the command its id and its time."""
    return ConversationGiveUp(id="", made_at_ms=state.due_ms or 0, conversation_id=state.conversation_id)


def _lapse(state: Conversation) -> ConversationLapseInvitations:
    due_ms = state.invitations_due_ms or 0
    return ConversationLapseInvitations(id="", made_at_ms=due_ms, conversation_id=state.conversation_id)


def _release(state: Conversation) -> ConversationRelease:
    return ConversationRelease(id="", made_at_ms=state.release_ms or 0, conversation_id=state.conversation_id)


def assemble(
    *,
    screens: Screens,
    ask: Ask,
    turn: TurnSettings | None = None,
    connections: Connections | None = None,
    gathering: Gathering | None = None,
) -> Slice:
    """``ask`` is for signals, which come without a reading: who is in the conversation is asked at each of them.
    Without ``connections`` nobody is watched over: no device is ever away, and no worker is there. Without
    ``gathering`` no figures are kept."""
    watch = Watch(screens, connections) if connections else None

    def processes() -> Collection[str]:
        return connections.connected(Role.WORKER) if connections else ()

    return Slice(
        name="media",
        aggregates=(CONVERSATIONS, WORKERS, ROOMS, COURSES),
        handlers=HANDLERS,
        answers=answers(turn or TurnSettings(), processes),
        signals=(
            *Relay(screens, ask).heard(),
            *ForwardRelay(screens, ask, watch, gathering).heard(),
            *Links(screens, ask, gathering).heard(),
        ),
        reactions=REACTIONS,
        timers=(
            Timer("media.give_up", KIND, Conversation, "due_ms", _give_up),
            Timer("media.lapse_invitations", KIND, Conversation, "invitations_due_ms", _lapse),
            Timer("media.release_room", KIND, Conversation, "release_ms", _release),
        ),
        workers=(SliceWorker("media.watch", watch.run),) if watch else (),
    )
