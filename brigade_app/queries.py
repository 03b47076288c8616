"""Where the brigades are and have been."""

from brigade_app.domain.decide import DESK
from brigade_app.positions.live import LivePositions
from signaling.protocol.brigade_app import NewestPositions, Position, Trail
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Answers, Enquiry, Role

TRAIL_MOST_MS = 24 * 3_600_000


def answers(live: LivePositions) -> tuple[Answers, ...]:
    """For the service's screens, and for the server itself. A crew may ask for its own."""

    async def newest(question: NewestPositions, enquiry: Enquiry) -> list[Position]:
        if enquiry.actor.role not in DESK:
            raise Refused(Code.NOT_ALLOWED)
        return await live.newest(question.brigade_ids)

    async def trail(question: Trail, enquiry: Enquiry) -> list[Position]:
        own = enquiry.actor.role is Role.CREW and enquiry.actor.brigade_id == question.brigade_id
        if enquiry.actor.role not in DESK and not own:
            raise Refused(Code.NOT_ALLOWED)
        return await live.trail(question.brigade_id, max(question.since_ms, enquiry.now_ms - TRAIL_MOST_MS))

    return (
        Answers(NewestPositions, newest, from_screens=True),
        Answers(Trail, trail, from_screens=True),
    )
