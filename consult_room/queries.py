"""What the consult room answers: somebody's consults, and one of them."""

from consult_room.domain.states import Consult
from consult_room.domain.views import view_for
from signaling.protocol.consult_room import (
    ConsultParties,
    ConsultPartiesView,
    ConsultRecord,
    ConsultView,
    MyConsults,
)
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Enquiry, Role

MOST_CONSULTS = 20_000  # of one person; they are not found in the order of their time
CREW_SEES_BACK_MS = 12 * 3_600_000


async def my_consults(question: MyConsults, enquiry: Enquiry) -> list[ConsultView]:
    """Newest first. A crew sees what its brigade asked in the last twelve hours."""
    viewer = _viewer(enquiry.actor)
    asked = await enquiry.reading.find("consult", Consult, limit=MOST_CONSULTS, asker_id=viewer.id)
    taken = await enquiry.reading.find("consult", Consult, limit=MOST_CONSULTS, specialist_id=viewer.id)
    consults = {consult.id: consult for consult in (*asked, *taken) if _recent(consult, enquiry)}
    newest = sorted(consults.values(), key=lambda consult: (consult.asked_at_ms, consult.number), reverse=True)
    views = (view_for(consult, viewer) for consult in newest[: question.limit])
    return [view for view in views if view is not None]


async def consult_parties(question: ConsultParties, enquiry: Enquiry) -> ConsultPartiesView:
    """Between whom it is."""
    consult = await enquiry.reading.get("consult", question.consult_id, Consult)
    return ConsultPartiesView(
        asker_kind=consult.asker_kind, asker_id=consult.asker_id, specialist_id=consult.specialist_id, over=consult.over
    )


async def consult_record(question: ConsultRecord, enquiry: Enquiry) -> ConsultView:
    """Refuses ``not_found`` also for what exists and is not the viewer's: that it exists is not theirs to know."""
    consult = await enquiry.reading.get("consult", question.consult_id, Consult)
    view = view_for(consult, _viewer(enquiry.actor)) if _recent(consult, enquiry) else None
    if view is None:
        raise Refused(Code.NOT_FOUND, kind="consult", id=question.consult_id)
    return view


def _recent(consult: Consult, enquiry: Enquiry) -> bool:
    if enquiry.actor.role is not Role.CREW:
        return True
    return not consult.over or enquiry.now_ms - consult.asked_at_ms <= CREW_SEES_BACK_MS


def _viewer(actor: Actor) -> Actor:
    if actor.role is Role.CREW and actor.brigade_id is not None:
        return Actor(id=actor.brigade_id, role=actor.role, name=actor.name, brigade_id=actor.brigade_id)
    return actor
