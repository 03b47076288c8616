"""What recalls give to the frame, as a part of the sms slice."""

from collections.abc import Collection

from signaling.protocol.deliveries import DeliveryChannel
from signaling.protocol.recall import RecallLapse, RecallRetire
from signaling.slice import Aggregate, Slice, Timer
from sms.recall.domain.recall import EVOLVE, PERSON, PERSON_EVOLVE, RECALL, Recall, RecalledPerson
from sms.recall.domain.views import no_views, views
from sms.recall.handlers import RecallHandlers
from sms.recall.queries import ANSWERS
from sms.recall.reactions import REACTIONS

RECALLS = Aggregate(
    kind=RECALL,
    state=Recall,
    evolve=EVOLVE,
    views=views,
    live=lambda recall: not recall.retired,
    columns={"lapse_ms": (int, lambda recall: recall.lapse_ms), "retire_ms": (int, lambda recall: recall.retire_ms)},
)
RECALLED_PEOPLE = Aggregate(
    kind=PERSON,
    state=RecalledPerson,
    evolve=PERSON_EVOLVE,
    views=no_views,
    live=lambda person: False,
    columns={
        "recall_id": (str, lambda person: person.recall_id),
        "silent_round": (int, lambda person: person.silent_since_round),
        "closed": (bool, lambda person: person.closed),
    },
)


def _lapse(state: Recall) -> RecallLapse:
    """The frame gives the command its id and its time."""
    return RecallLapse(id="", made_at_ms=state.until_ms, recall_id=state.recall_id)


def _retire(state: Recall) -> RecallRetire:
    return RecallRetire(id="", made_at_ms=state.retire_ms or 0, recall_id=state.recall_id)


def assemble(channels: Collection[DeliveryChannel]) -> Slice:
    """``channels``: those that somebody carries here."""
    return Slice(
        name="sms.recall",
        aggregates=(RECALLS, RECALLED_PEOPLE),
        handlers=RecallHandlers(channels).all(),
        answers=ANSWERS,
        reactions=REACTIONS,
        timers=(
            Timer("sms.recall_lapse", RECALL, Recall, "lapse_ms", _lapse),
            Timer("sms.recall_retire", RECALL, Recall, "retire_ms", _retire),
        ),
    )
