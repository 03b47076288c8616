"""The commands of swaps. What somebody holds is looked up in the rota itself, so that a duty is given once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo

from people.domain import swaps
from people.domain.accounts import Person
from people.domain.duty import Duty
from people.domain.rota import Rota, Stint
from people.domain.swaps import Swap
from people.queries.rota import able_people, rota_of
from signaling.hours import Span, common, joined
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.rota import SwapAsk, SwapDecline, SwapEnd, SwapTake, SwapWithdraw
from signaling.slice import Desk, Handler, Role


@dataclass(frozen=True)
class SwapHandlers:
    """Those that read hours, and so need the zone."""

    zone: tzinfo

    async def ask(self, command: SwapAsk, facts: None, desk: Desk) -> str:
        actor, now_ms = desk.moment.actor, desk.moment.now_ms
        duty = await desk.get("duty", command.duty_id, Duty)
        rota = await rota_of(desk, self.zone, [duty])
        left = Span(max(command.from_ms, now_ms), min(command.until_ms, now_ms + swaps.FURTHEST_MS))
        desk.record(
            swaps.decide_ask(
                command,
                giver_id=swaps.giver_of(command, actor),
                specialty=duty.specialty,
                holders=_holders(rota.of_entry(duty, left)),
                able=await able_people(desk, duty),
                taken=bool(await desk.version("swap", command.swap_id)),
                now_ms=now_ms,
            )
        )
        return command.swap_id

    async def take(self, command: SwapTake, facts: None, desk: Desk) -> None:
        actor, now_ms = desk.moment.actor, desk.moment.now_ms
        swap = await desk.get("swap", command.swap_id, Swap)
        taker_id = swaps.taker_of(command, actor)
        await _check_account(taker_id, desk)
        duty = await desk.get("duty", swap.duty_id, Duty)
        listed = await desk.find("duty", Duty, limit=10_000, specialty=swap.specialty, removed=False)
        rota = await rota_of(desk, self.zone, listed, also=(taker_id,))
        left = Span(max(swap.from_ms, now_ms), swap.until_ms)
        given = rota.of_entry(duty, left)
        hours = joined(stint.span for stint in given)
        desk.record(
            swaps.decide_take(
                swap,
                command,
                taker_id=taker_id,
                holders=_holders(given),
                able=await able_people(desk, duty),
                absent=bool(common(hours, rota.away.get(taker_id, ()))),
                busy=bool(common(hours, _hours_of(taker_id, rota, left))),
                named_by_administrator=actor.role in (Role.ADMINISTRATOR, Role.SYSTEM),
                now_ms=now_ms,
            )
        )


async def swap_decline(command: SwapDecline, facts: None, desk: Desk) -> None:
    declined = swaps.decide_decline(await desk.get("swap", command.swap_id, Swap), command, desk.moment.actor)
    if declined:
        desk.record(declined)


async def swap_withdraw(command: SwapWithdraw, facts: None, desk: Desk) -> None:
    swap = await desk.get("swap", command.swap_id, Swap)
    desk.record(swaps.decide_withdraw(swap, command, desk.moment.actor, desk.moment.now_ms))


async def swap_end(command: SwapEnd, facts: None, desk: Desk) -> None:
    ended = swaps.decide_end(await desk.get("swap", command.swap_id, Swap), command, desk.moment.now_ms)
    if ended:
        desk.record(ended)


async def _check_account(person_id: str, desk: Desk) -> None:
    person = await desk.get("person", person_id, Person)
    if not person.active:
        raise Refused(Code.NOT_ALLOWED, why="closed")


def _holders(stints: Iterable[Stint]) -> list[str]:
    """Whose hours these are, absent or not: somebody who is away may give their duty away all the same."""
    return sorted({stint.person_id for stint in stints})


def _hours_of(person_id: str, rota: Rota, window: Span) -> list[Span]:
    return [stint.span for stint in rota.stints(window) if stint.person_id == person_id]


def swaps_in(zone: tzinfo) -> tuple[Handler, ...]:
    """The handlers of swaps; weekly hours are read on the clock of ``zone``."""
    by_hours = SwapHandlers(zone)
    return (
        Handler(SwapAsk, by_hours.ask),
        Handler(SwapTake, by_hours.take),
        Handler(SwapDecline, swap_decline),
        Handler(SwapWithdraw, swap_withdraw),
        Handler(SwapEnd, swap_end),
    )
