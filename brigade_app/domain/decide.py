"""What the tablet's commands come to: each function gets state, command and moment, and gives events or refuses."""

from collections.abc import Sequence

import msgspec

from brigade_app.domain.pairing import OFFER_LIVES_MS, code_hash, is_code
from brigade_app.domain.tablet import Offer, Tablet
from signaling.protocol import brigade_app as words
from signaling.protocol.base import Event
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Actor, Moment, Role

PAIRERS = frozenset({Role.DISPATCHER, Role.ADMINISTRATOR, Role.SYSTEM})
DESK = frozenset({Role.DISPATCHER, Role.CALL_TAKER, Role.SYSTEM})


class Draw(msgspec.Struct, frozen=True, kw_only=True):
    """What chance gave: a salt and several codes, of which the first that no other open offer has is taken."""

    salt: str
    codes: tuple[str, ...]


def offer_pairing(
    command: words.OfferPairing, moment: Moment, draw: Draw, open_offers: Sequence[Offer]
) -> tuple[words.PairingOffer, list[Event]]:
    """The code to read out, and the event that keeps its hash."""
    if moment.actor.role not in PAIRERS:
        raise Refused(Code.NOT_ALLOWED)
    taken = [offer for offer in open_offers if offer.stands(moment.now_ms)]
    code = next((code for code in draw.codes if not any(_fits(offer, code) for offer in taken)), None)
    if code is None:
        raise Refused(Code.TOO_MANY_TRIES)
    expires_ms = moment.now_ms + OFFER_LIVES_MS
    event = words.PairingOffered(
        brigade_id=command.brigade_id,
        expires_ms=expires_ms,
        code_salt=draw.salt,
        code_hash=code_hash(draw.salt, code),
    )
    return words.PairingOffer(brigade_id=command.brigade_id, code=code, expires_ms=expires_ms), [event]


def pair_tablet(command: words.PairTablet, moment: Moment, offered: Sequence[Tablet]) -> list[Event]:
    """``tablet.paired`` for the offer that the code fits, else ``pairing.missed`` for every offer that stands."""
    if moment.actor.role is not Role.SYSTEM:
        raise Refused(Code.NOT_ALLOWED)
    for tablet in offered:
        if tablet.offer is not None and _fits(tablet.offer, command.code):
            if not tablet.offer.stands(moment.now_ms):
                raise Refused(Code.CODE_EXPIRED)
            paired = words.TabletPaired(
                brigade_id=tablet.id,
                device_name=command.device_name,
                sign_in_id=command.sign_in_id,
                replaced_sign_in_id=tablet.sign_in_id,
            )
            return [paired]
    return [
        words.PairingMissed(brigade_id=tablet.id)
        for tablet in offered
        if tablet.offer is not None and tablet.offer.stands(moment.now_ms)
    ]


def unpair_tablet(command: words.UnpairTablet, moment: Moment, tablet: Tablet) -> list[Event]:
    """The tablet is no longer this brigade's; a shift that it had open ends."""
    if moment.actor.role not in PAIRERS:
        raise Refused(Code.NOT_ALLOWED)
    if tablet.paired_at_ms is None:
        raise Refused(Code.TABLET_NOT_PAIRED)
    ended: list[Event] = []
    if tablet.shift is not None:
        ended.append(words.ShiftEnded(brigade_id=tablet.id, shift_id=tablet.shift.id))
    return [*ended, words.TabletUnpaired(brigade_id=tablet.id, replaced_sign_in_id=tablet.sign_in_id)]


def start_shift(command: words.StartShift, moment: Moment, tablet: Tablet | None) -> list[Event]:
    """A shift opens once; its crew says who it is."""
    if moment.actor.role is not Role.SYSTEM:
        _own_brigade(moment.actor, command.brigade_id)
    if tablet is not None and tablet.shift is not None:
        raise Refused(Code.SHIFT_ALREADY_OPEN)
    names = [name.strip() for name in command.crew_names if name.strip()]
    if not names:
        raise Refused(Code.MISSING, field="crew_names")
    return [words.ShiftStarted(brigade_id=command.brigade_id, shift_id=moment.new_id("shift"), crew_names=names)]


def end_shift(brigade_id: str, moment: Moment, tablet: Tablet) -> list[Event]:
    """By the crew, or by the desk when the tablet is gone."""
    if moment.actor.role not in DESK:
        _own_brigade(moment.actor, brigade_id)
    if tablet.shift is None:
        raise Refused(Code.WRONG_STATE, shift="closed")
    return [words.ShiftEnded(brigade_id=brigade_id, shift_id=tablet.shift.id)]


def raise_sos(command: words.RaiseSos, brigade_id: str, tablet: Tablet | None) -> list[Event]:
    """Never refused to a crew. While an alarm stands a second one says nothing new."""
    if tablet is not None and tablet.alarm is not None:
        return []
    return [words.SosRaised(brigade_id=brigade_id, at_device_ms=command.at_device_ms, point=command.point)]


def settle_sos(command: words.SettleSos, moment: Moment, tablet: Tablet) -> list[Event]:
    """By a dispatcher, or by the crew itself."""
    if moment.actor.role not in DESK:
        _own_brigade(moment.actor, command.brigade_id)
    return [words.SosSettled(brigade_id=tablet.id)] if tablet.alarm is not None else []


def brigade_of(actor: Actor) -> str:
    """The brigade whose tablet acts. Refuses everybody else."""
    if actor.role is not Role.CREW or actor.brigade_id is None:
        raise Refused(Code.NOT_ALLOWED)
    return actor.brigade_id


def _own_brigade(actor: Actor, brigade_id: str) -> None:
    if brigade_of(actor) != brigade_id:
        raise Refused(Code.NOT_YOURS)


def _fits(offer: Offer, code: str) -> bool:
    return offer.salt is not None and offer.hash is not None and is_code(offer.salt, offer.hash, code)
