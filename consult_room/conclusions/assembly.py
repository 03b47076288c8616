"""What conclusions give to the frame, as a part of the consult room."""

from collections.abc import Callable

from consult_room.conclusions.domain.conclusion import KIND, Conclusion
from consult_room.conclusions.domain.document import House
from consult_room.conclusions.domain.evolve import EVOLVE
from consult_room.conclusions.domain.providers import Providers
from consult_room.conclusions.domain.views import views
from consult_room.conclusions.handlers import handlers
from consult_room.conclusions.printer import printer
from consult_room.conclusions.queries import record, seal
from consult_room.conclusions.reactions import REACTIONS
from signaling.files import Files
from signaling.protocol.conclusion_views import ConclusionRecord, ConclusionSeal
from signaling.slice import Aggregate, Answers, Slice


def _is_shown(state: Conclusion) -> bool:
    """While the consult is open; afterwards as long as an amendment waits for being read."""
    newest = state.newest
    return not state.circle.over or (newest is not None and newest.acknowledged_at_ms is None)


CONCLUSION = Aggregate(
    kind=KIND,
    state=Conclusion,
    evolve=EVOLVE,
    views=views,
    columns={
        "code": (str, lambda state: state.code),
        "wants_print": (bool, lambda state: state.wants_print),
    },
    live=_is_shown,
)


COMPANIONS = (CONCLUSION,)


def assemble(house: House, providers: Providers, files: Callable[[], Files], public_base: str) -> Slice:
    """``providers``: the ways of signing; ``files`` is asked for when something is printed: it needs a store that needs
    the slices' tables; ``public_base``: where a print is verified."""
    return Slice(
        name="consult_room.conclusions",
        aggregates=(CONCLUSION,),
        handlers=handlers(house, providers),
        answers=(
            Answers(ConclusionRecord, record(providers), from_screens=True),
            Answers(ConclusionSeal, seal(house)),
        ),
        reactions=REACTIONS,
        workers=(printer(files, public_base),),
    )
