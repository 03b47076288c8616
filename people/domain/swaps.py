"""Swaps: a stretch of duty that one gives and another takes."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import msgspec

from signaling.hours import Span
from signaling.protocol.base import Event, View
from signaling.protocol.duty import DutySpecialty
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.rota import (
    SwapAsk,
    SwapAsked,
    SwapDecline,
    SwapDeclined,
    SwapEnd,
    SwapEnded,
    SwapState,
    SwapTake,
    SwapTaken,
    SwapView,
    SwapWithdraw,
    SwapWithdrawn,
)
from signaling.slice import ADMINISTRATION, Actor, Audience, Role, Stamp

LONGEST_MS = 62 * 86_400_000
FURTHEST_MS = 400 * 86_400_000  # ahead: nobody knows their hours beyond a year


class Swap(msgspec.Struct, frozen=True, kw_only=True):
    """``taken_seq``: the number of its taking; of two that are taken for one hour the later counts, for the first
    taker gave it on. Taken and then withdrawn, it holds until that instant."""

    id: str
    duty_id: str
    giver_id: str
    specialty: DutySpecialty
    from_ms: int
    until_ms: int
    asked: tuple[str, ...]
    by_name: bool
    state: SwapState = "open"
    declined: tuple[str, ...] = ()
    taker_id: str | None = None
    taken_seq: int = 0
    ended: bool = False

    @property
    def span(self) -> Span:
        return Span(self.from_ms, self.until_ms)

    @property
    def in_force(self) -> bool:
        """Whether somebody stands in by it for some time."""
        return self.taker_id is not None

    @property
    def shown(self) -> bool:
        return self.state in ("open", "taken") and not self.ended


def giver_of(command: SwapAsk, actor: Actor) -> str:
    """Who gives: whoever asks, or whom an administrator names."""
    return _in_whose_name(command.person_id, actor)


def taker_of(command: SwapTake, actor: Actor) -> str:
    """Who takes: whoever answers, or whom an administrator names."""
    return _in_whose_name(command.person_id, actor)


def decide_ask(
    command: SwapAsk, *, giver_id: str, specialty: DutySpecialty, holders: Sequence[str], able: Collection[str],
    taken: bool, now_ms: int,
) -> SwapAsked:  # fmt: skip
    """``holders``: who is on duty by the entry in what is left of the stretch, absent or not; ``able``: the people of
    the specialty."""
    if taken:
        raise Refused(Code.ALREADY_EXISTS)
    if command.until_ms <= max(command.from_ms, now_ms):
        raise Refused(Code.WRONG_STATE, field="until_ms")
    if command.until_ms - command.from_ms > LONGEST_MS:
        raise Refused(Code.TOO_LONG, field="until_ms")
    if not holders:
        raise Refused(Code.WRONG_STATE, why="not_on_duty")
    if set(holders) != {giver_id}:
        raise Refused(Code.NOT_YOURS)
    others = sorted(set(able) - {giver_id})
    if command.to_person_id is not None:
        if command.to_person_id not in others:
            raise Refused(Code.NOT_ALLOWED, why="specialty")
        others = [command.to_person_id]
    if not others:
        raise Refused(Code.NOBODY_ON_DUTY)
    return SwapAsked(
        swap_id=command.swap_id,
        duty_id=command.duty_id,
        giver_id=giver_id,
        specialty=specialty,
        from_ms=command.from_ms,
        until_ms=command.until_ms,
        asked=others,
        by_name=command.to_person_id is not None,
    )


def decide_take(
    swap: Swap, command: SwapTake, *, taker_id: str, holders: Sequence[str], able: Collection[str], absent: bool,
    busy: bool, named_by_administrator: bool, now_ms: int,
) -> SwapTaken:  # fmt: skip
    """``absent`` and ``busy``: whether the taker is away, or on duty for the specialty already, in any hour of it."""
    _check_open(swap)
    if now_ms >= swap.until_ms:
        raise Refused(Code.WRONG_STATE, why="over")
    if taker_id not in swap.asked and not named_by_administrator:
        raise Refused(Code.NOT_ALLOWED, why="not_asked")
    if taker_id not in able or taker_id == swap.giver_id:
        raise Refused(Code.NOT_ALLOWED, why="specialty")
    if set(holders) != {swap.giver_id}:
        raise Refused(Code.WRONG_STATE, why="not_on_duty")
    if absent:
        raise Refused(Code.NOT_ALLOWED, why="absent")
    if busy:
        raise Refused(Code.PERSON_BUSY)
    return SwapTaken(swap_id=swap.id, taker_id=taker_id, from_ms=max(swap.from_ms, now_ms))


def decide_decline(swap: Swap, command: SwapDecline, actor: Actor) -> SwapDeclined | None:
    """One of those asked says no; None when they have said so."""
    _check_open(swap)
    if actor.id not in swap.asked:
        raise Refused(Code.NOT_YOURS)
    if actor.id in swap.declined:
        return None
    return SwapDeclined(swap_id=swap.id, person_id=actor.id, closed=set(swap.asked) == {*swap.declined, actor.id})


def decide_withdraw(swap: Swap, command: SwapWithdraw, actor: Actor, now_ms: int) -> SwapWithdrawn:
    """The giver before it is taken, an administrator until it is over."""
    administrator = actor.role in (Role.ADMINISTRATOR, Role.SYSTEM)
    if not administrator and actor.id != swap.giver_id:
        raise Refused(Code.NOT_YOURS)
    if swap.state == "taken" and administrator:
        if now_ms >= swap.until_ms:
            raise Refused(Code.WRONG_STATE, why="over")
    else:
        _check_open(swap)
    return SwapWithdrawn(swap_id=swap.id)


def decide_end(swap: Swap, command: SwapEnd, now_ms: int) -> SwapEnded | None:
    """Over; None when it is so already, or not yet."""
    return SwapEnded(swap_id=swap.id) if swap.shown and now_ms >= swap.until_ms else None


def _in_whose_name(person_id: str | None, actor: Actor) -> str:
    if person_id is None or person_id == actor.id:
        return actor.id
    if actor.role not in (Role.ADMINISTRATOR, Role.SYSTEM):
        raise Refused(Code.NOT_YOURS)
    return person_id


def _check_open(swap: Swap) -> None:
    if swap.state == "taken":
        raise Refused(Code.ALREADY_ANSWERED)
    if swap.state != "open":
        raise Refused(Code.WRONG_STATE, state=swap.state)


def _asked(_: Swap | None, event: SwapAsked, stamp: Stamp) -> Swap:
    return Swap(
        id=event.swap_id,
        duty_id=event.duty_id,
        giver_id=event.giver_id,
        specialty=event.specialty,
        from_ms=event.from_ms,
        until_ms=event.until_ms,
        asked=tuple(event.asked),
        by_name=event.by_name,
    )


def _taken(swap: Swap, event: SwapTaken, stamp: Stamp) -> Swap:
    return msgspec.structs.replace(
        swap, state="taken", taker_id=event.taker_id, from_ms=event.from_ms, taken_seq=stamp.seq
    )


def _declined(swap: Swap, event: SwapDeclined, stamp: Stamp) -> Swap:
    state = "declined" if event.closed else swap.state
    return msgspec.structs.replace(swap, declined=(*swap.declined, event.person_id), state=state)


def _withdrawn(swap: Swap, event: SwapWithdrawn, stamp: Stamp) -> Swap:
    if swap.taker_id is not None and stamp.at_ms > swap.from_ms:
        return msgspec.structs.replace(swap, state="withdrawn", until_ms=min(swap.until_ms, stamp.at_ms))
    return msgspec.structs.replace(swap, state="withdrawn", taker_id=None)


def _ended(swap: Swap, event: SwapEnded, stamp: Stamp) -> Swap:
    return msgspec.structs.replace(swap, ended=True, state="lapsed" if swap.state == "open" else swap.state)


EVOLVE: Mapping[type[Event], Callable[[Any, Any, Stamp], Any]] = {
    SwapAsked: _asked,
    SwapTaken: _taken,
    SwapDeclined: _declined,
    SwapWithdrawn: _withdrawn,
    SwapEnded: _ended,
}


def views(swap: Swap) -> Mapping[Audience, View]:
    """The giver, those asked, the taker and the administrators."""
    shown = SwapView(
        swap_id=swap.id,
        duty_id=swap.duty_id,
        giver_id=swap.giver_id,
        specialty=swap.specialty,
        from_ms=swap.from_ms,
        until_ms=swap.until_ms,
        state=swap.state,
        asked=list(swap.asked),
        declined=list(swap.declined),
        by_name=swap.by_name,
        taker_id=swap.taker_id,
    )
    persons = {swap.giver_id, *swap.asked, *([swap.taker_id] if swap.taker_id else [])}
    return {ADMINISTRATION: shown} | {Audience("person", person_id): shown for person_id in persons}
