"""Who may wish for what, beyond the table of rights."""

from signaling.protocol.refusals import Code, Refused
from signaling.slice import Desk, Role

VOICE_OF_OTHERS = frozenset({Role.SYSTEM, Role.DISPATCHER, Role.CALL_TAKER})
"""Who may write down another's answer: the system for a ticket's holder, the desk for what was said by telephone."""


def only_system(desk: Desk) -> None:
    if desk.moment.actor.role is not Role.SYSTEM:
        raise Refused(Code.NOT_ALLOWED)


def only_for_oneself(desk: Desk, person_id: str) -> None:
    actor = desk.moment.actor
    if actor.id != person_id and actor.role not in VOICE_OF_OTHERS:
        raise Refused(Code.NOT_YOURS)
