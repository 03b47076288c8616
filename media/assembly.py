"""What the media slice gives to the frame."""

from media.domain.conversation import EVOLVE, Conversation
from media.domain.views import views
from media.handlers import HANDLERS, KIND
from media.queries import answers
from media.reactions import REACTIONS
from media.signals import Relay
from media.turn import TurnSettings
from signaling.protocol.media import ConversationGiveUp
from signaling.protocol.refusals import Code
from signaling.slice import Aggregate, Ask, Screens, Slice, Timer, Unique

CONVERSATIONS = Aggregate(
    kind=KIND,
    state=Conversation,
    evolve=EVOLVE,
    views=views,
    columns={
        "is_accepted": (bool, lambda state: state.goes_on),
        "asker_key": (str, lambda state: state.asker.key),
        "answerer_key": (str, lambda state: state.answerer.key if state.answerer else None),
        "due_ms": (int, lambda state: state.due_ms),
    },
    unique=(
        Unique("conversation_one_of_asker", ("asker_key",), "is_accepted", Code.PERSON_BUSY),
        Unique("conversation_one_of_answerer", ("answerer_key",), "is_accepted", Code.PERSON_BUSY),
    ),
    live=lambda state: state.rings or state.goes_on,
)


def _give_up(state: Conversation) -> ConversationGiveUp:
    """The frame gives the command its id and its time."""
    return ConversationGiveUp(id="", made_at_ms=state.due_ms or 0, conversation_id=state.conversation_id)


def assemble(*, screens: Screens, ask: Ask, turn: TurnSettings | None = None) -> Slice:
    """``ask`` is for signals, which come without a reading: who is in the conversation is asked at each of them."""
    return Slice(
        name="media",
        aggregates=(CONVERSATIONS,),
        handlers=HANDLERS,
        answers=answers(turn or TurnSettings()),
        signals=Relay(screens, ask).heard(),
        reactions=REACTIONS,
        timers=(Timer("media.give_up", KIND, Conversation, "due_ms", _give_up),),
    )
