"""The tablets' positions as they come in."""

from brigade_app.positions.live import LivePositions
from signaling.protocol.brigade_app import PositionFix
from signaling.slice import Actor, Heard, Role


def signals(live: LivePositions) -> tuple[Heard, ...]:
    """``position.fix`` of a crew, for its own brigade. From anybody else it is nothing: signals have no answers."""

    async def hear(fix: PositionFix, actor: Actor, session_id: str, now_ms: int) -> None:
        if actor.role is Role.CREW and actor.brigade_id is not None:
            live.put(actor.brigade_id, fix, now_ms)

    return (Heard(PositionFix, hear),)
