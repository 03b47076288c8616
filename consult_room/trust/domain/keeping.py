"""How long the record of a consult is kept, what holds it beyond that, and what follows when its time is over."""

from consult_room.trust.domain.access import RecordAccess
from signaling.protocol.base import Event
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.trust import ConsultErased, RecordEndHold, RecordErased, RecordHeld, RecordHold, RecordHoldEnded

YEAR_MS = 365 * 86_400_000 + 86_400_000 // 4


def over_before_ms(now_ms: int, consult_years: int) -> int:
    """What was over by then has been kept long enough."""
    return now_ms - consult_years * YEAR_MS


def over_at_ms(access: RecordAccess, consult_years: int) -> int:
    """When its own time is over."""
    return access.last_ms + consult_years * YEAR_MS


def hold(access: RecordAccess, command: RecordHold) -> RecordHeld:
    """Refuses ``wrong_state`` for what is erased or held already, ``reason_needed``."""
    if access.erased or access.held:
        raise Refused(Code.WRONG_STATE, state="erased" if access.erased else "held", wanted="hold")
    if not command.reason.strip():
        raise Refused(Code.REASON_NEEDED)
    return RecordHeld(consult_id=access.consult_id, reason=command.reason.strip())


def end_hold(access: RecordAccess, command: RecordEndHold) -> RecordHoldEnded:
    """Refuses ``wrong_state`` for what is not held, ``reason_needed``."""
    if not access.held:
        raise Refused(Code.WRONG_STATE, state="not held", wanted="end_hold")
    if not command.reason.strip():
        raise Refused(Code.REASON_NEEDED)
    return RecordHoldEnded(consult_id=access.consult_id, reason=command.reason.strip())


def erase(access: RecordAccess) -> list[Event]:
    """Refuses ``wrong_state`` while it is held: the clock's wish may have been made before."""
    if access.held:
        raise Refused(Code.WRONG_STATE, state="held", wanted="erase")
    return [] if access.erased else [ConsultErased(consult_id=access.consult_id)]


def say_erased(access: RecordAccess) -> list[Event]:
    return [RecordErased(consult_id=access.consult_id)] if access.to_erase else []
