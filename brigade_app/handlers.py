"""The tablet's commands: what is read, who decides, what is recorded."""

import secrets
from collections.abc import Callable

from brigade_app.domain import decide
from brigade_app.domain.decide import Draw
from brigade_app.domain.tablet import KIND, Tablet
from signaling.protocol import brigade_app as words
from signaling.protocol.brigades import BrigadesKnown, BrigadesKnownView
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Ask, Desk, Handler, Moment

CODES_DRAWN = 8


def draw_by_chance() -> Draw:
    """From the system's secure source; tests give their own."""
    codes = tuple(f"{secrets.randbelow(1_000_000):06d}" for _ in range(CODES_DRAWN))
    return Draw(salt=secrets.token_hex(16), codes=codes)


async def brigade_names(ask: Ask) -> dict[str, str]:
    """The callsign of every brigade by its id; dispatch knows them."""
    known: BrigadesKnownView = await ask(BrigadesKnown())
    return {brigade.brigade_id: brigade.callsign for brigade in known.brigades}


async def _tablet(desk: Desk, brigade_id: str) -> Tablet | None:
    try:
        return await desk.get(KIND, brigade_id, Tablet)
    except Refused as refused:
        if refused.code is Code.NOT_FOUND:
            return None
        raise


async def _pair(command: words.PairTablet, facts: None, desk: Desk) -> words.PairingOutcome:
    offered = await desk.find(KIND, Tablet, offered=True)
    events = decide.pair_tablet(command, desk.moment, offered)
    desk.record(*events)
    paired = next((event for event in events if isinstance(event, words.TabletPaired)), None)
    return words.PairingOutcome(brigade_id=paired.brigade_id if paired else None)


async def _unpair(command: words.UnpairTablet, facts: None, desk: Desk) -> None:
    tablet = await desk.get(KIND, command.brigade_id, Tablet)
    desk.record(*decide.unpair_tablet(command, desk.moment, tablet))


async def _start_shift(command: words.StartShift, facts: None, desk: Desk) -> None:
    tablet = await _tablet(desk, command.brigade_id)
    desk.record(*decide.start_shift(command, desk.moment, tablet))


async def _end_shift(command: words.EndShift, facts: None, desk: Desk) -> None:
    brigade_id = command.brigade_id or decide.brigade_of(desk.moment.actor)
    tablet = await desk.get(KIND, brigade_id, Tablet)
    desk.record(*decide.end_shift(brigade_id, desk.moment, tablet))


async def _raise_sos(command: words.RaiseSos, facts: None, desk: Desk) -> None:
    brigade_id = decide.brigade_of(desk.moment.actor)
    desk.record(*decide.raise_sos(command, brigade_id, await _tablet(desk, brigade_id)))


async def _settle_sos(command: words.SettleSos, facts: None, desk: Desk) -> None:
    tablet = await desk.get(KIND, command.brigade_id, Tablet)
    desk.record(*decide.settle_sos(command, desk.moment, tablet))


def handlers(draw: Callable[[], Draw]) -> tuple[Handler, ...]:
    """All commands of this slice. ``draw`` gives the chance that a pairing code needs."""

    async def gather_draw(command: words.OfferPairing, moment: Moment, ask: Ask) -> Draw:
        if command.brigade_id not in await brigade_names(ask):
            raise Refused(Code.NOT_FOUND, kind="brigade")
        return draw()

    async def offer(command: words.OfferPairing, drawn: Draw, desk: Desk) -> words.PairingOffer:
        open_offers = [found.offer for found in await desk.find(KIND, Tablet, offered=True) if found.offer]
        answer, events = decide.offer_pairing(command, desk.moment, drawn, open_offers)
        desk.record(*events)
        return answer

    return (
        Handler(words.OfferPairing, offer, gather=gather_draw),
        Handler(words.PairTablet, _pair),
        Handler(words.UnpairTablet, _unpair),
        Handler(words.StartShift, _start_shift),
        Handler(words.EndShift, _end_shift),
        Handler(words.RaiseSos, _raise_sos),
        Handler(words.SettleSos, _settle_sos),
    )
