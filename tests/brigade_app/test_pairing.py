"""Pairing and shifts: what is decided, by the core alone."""

from collections.abc import Sequence

import pytest

from brigade_app.domain import decide
from brigade_app.domain.pairing import GUESSES_ALLOWED, OFFER_LIVES_MS
from brigade_app.domain.tablet import EVOLVE, Tablet, views
from brigade_app.wrong_codes import WrongCodes
from signaling.protocol import brigade_app as words
from signaling.protocol.base import Event
from signaling.protocol.refusals import Code, Refused
from signaling.slice import ADMINISTRATION, SERVICE, Actor, Audience, Moment, Role, Stamp, system

NOON = 1_790_000_000_000
COMMAND_ID = "01920000-0000-7000-8000-000000000001"
DISPATCHER = Actor(id="p1", role=Role.DISPATCHER)
CREW = Actor(id="b1", role=Role.CREW, brigade_id="b1")
DRAW = decide.Draw(salt="salt", codes=("042042", "777777"))


def moment(actor: Actor, now_ms: int = NOON) -> Moment:
    return Moment(now_ms=now_ms, actor=actor, command_id=COMMAND_ID, made_at_ms=now_ms)


def after(state: Tablet | None, events: Sequence[Event], at_ms: int = NOON) -> Tablet:
    for event in events:
        state = EVOLVE[type(event)](state, event, Stamp(seq=1, at_ms=at_ms, made_at_ms=at_ms, actor_id="x"))
    assert state is not None
    return state


def offered(brigade_id: str = "b1", draw: decide.Draw = DRAW, others: Sequence[Tablet] = ()) -> tuple[str, Tablet]:
    command = words.OfferPairing(id=COMMAND_ID, made_at_ms=NOON, brigade_id=brigade_id)
    open_offers = [tablet.offer for tablet in others if tablet.offer]
    answer, events = decide.offer_pairing(command, moment(DISPATCHER), draw, open_offers)
    assert answer.code not in repr(events)
    return answer.code, after(None, events)


def pair(code: str, tablets: Sequence[Tablet], now_ms: int = NOON + 1_000) -> list[Event]:
    command = words.PairTablet(id=COMMAND_ID, made_at_ms=now_ms, code=code, device_name="T1", sign_in_id="s1")
    return decide.pair_tablet(command, moment(system("tablet.pairing"), now_ms), tablets)


def test_a_right_code_pairs_the_tablet_once() -> None:
    code, tablet = offered()
    events = pair(code, [tablet])
    assert events == [words.TabletPaired(brigade_id="b1", device_name="T1", sign_in_id="s1")]
    tablet = after(tablet, events)
    assert (tablet.device_name, tablet.sign_in_id, tablet.offer) == ("T1", "s1", None)
    assert pair(code, [tablet]) == []


def test_a_wrong_code_costs_every_open_offer_one_guess_until_none_stands() -> None:
    code, tablet = offered()
    for _ in range(GUESSES_ALLOWED):
        events = pair("999999", [tablet])
        assert events == [words.PairingMissed(brigade_id="b1")]
        tablet = after(tablet, events)
    assert pair("999999", [tablet]) == []
    with pytest.raises(Refused, match=Code.CODE_EXPIRED):
        pair(code, [tablet])


def test_a_code_ends_after_ten_minutes() -> None:
    code, tablet = offered()
    with pytest.raises(Refused, match=Code.CODE_EXPIRED):
        pair(code, [tablet], NOON + OFFER_LIVES_MS)


def test_two_open_offers_never_have_the_same_code() -> None:
    first, tablet = offered()
    second, _ = offered("b2", others=[tablet])
    assert (first, second) == DRAW.codes


def test_a_new_pairing_names_the_sign_in_that_it_replaces() -> None:
    code, tablet = offered()
    tablet = after(tablet, pair(code, [tablet]))
    command = words.OfferPairing(id=COMMAND_ID, made_at_ms=NOON, brigade_id="b1")
    answer, events = decide.offer_pairing(command, moment(DISPATCHER), DRAW, [])
    again = pair(answer.code, [after(tablet, events)])
    assert isinstance(again[0], words.TabletPaired)
    assert again[0].replaced_sign_in_id == "s1"


@pytest.mark.parametrize("role", [Role.CREW, Role.CALL_TAKER, Role.HOSPITAL, Role.PHYSICIAN, Role.GUEST])
def test_only_dispatchers_and_administrators_offer_a_pairing(role: Role) -> None:
    command = words.OfferPairing(id=COMMAND_ID, made_at_ms=NOON, brigade_id="b1")
    with pytest.raises(Refused, match=Code.NOT_ALLOWED):
        decide.offer_pairing(command, moment(Actor(id="p", role=role, brigade_id="b1")), DRAW, [])


def test_no_screen_is_sent_the_hash_of_a_code() -> None:
    _, tablet = offered()
    shown = views(tablet)
    assert set(shown) == {SERVICE, Audience("brigade", "b1"), ADMINISTRATION}
    assert tablet.offer is not None
    assert tablet.offer.hash is not None
    assert all(tablet.offer.hash not in repr(view) for view in shown.values())


def start(names: list[str], tablet: Tablet | None, actor: Actor = CREW) -> list[Event]:
    command = words.StartShift(id=COMMAND_ID, made_at_ms=NOON, brigade_id="b1", crew_names=names)
    return decide.start_shift(command, moment(actor), tablet)


def test_a_shift_opens_once_and_the_administration_sees_no_names() -> None:
    tablet = after(None, start([" Dilnoza ", "Rustam", " "], None))
    assert tablet.shift is not None
    assert tablet.shift.crew_names == ["Dilnoza", "Rustam"]
    with pytest.raises(Refused, match=Code.SHIFT_ALREADY_OPEN):
        start(["Dilnoza"], tablet)
    assert "Dilnoza" not in repr(views(tablet)[ADMINISTRATION])
    events = decide.end_shift("b1", moment(CREW), tablet)
    assert after(tablet, events).shift is None


def test_a_shift_needs_somebody_and_its_own_tablet() -> None:
    with pytest.raises(Refused, match=Code.MISSING):
        start(["  "], None)
    with pytest.raises(Refused, match=Code.NOT_YOURS):
        start(["Dilnoza"], None, Actor(id="b2", role=Role.CREW, brigade_id="b2"))
    with pytest.raises(Refused, match=Code.NOT_ALLOWED):
        start(["Dilnoza"], None, DISPATCHER)


def test_an_unpaired_tablet_has_no_shift() -> None:
    code, tablet = offered()
    tablet = after(tablet, pair(code, [tablet]))
    tablet = after(tablet, start(["Dilnoza"], tablet))
    command = words.UnpairTablet(id=COMMAND_ID, made_at_ms=NOON, brigade_id="b1")
    events = decide.unpair_tablet(command, moment(DISPATCHER), tablet)
    assert isinstance(events[0], words.ShiftEnded)
    assert isinstance(events[1], words.TabletUnpaired)
    assert after(tablet, events).shift is None


def test_an_alarm_stands_until_it_is_settled_and_a_second_says_nothing_new() -> None:
    command = words.RaiseSos(id=COMMAND_ID, made_at_ms=NOON, at_device_ms=NOON)
    tablet = after(None, decide.raise_sos(command, "b1", None))
    assert decide.raise_sos(command, "b1", tablet) == []
    settle = words.SettleSos(id=COMMAND_ID, made_at_ms=NOON, brigade_id="b1")
    events = decide.settle_sos(settle, moment(DISPATCHER), tablet)
    assert events == [words.SosSettled(brigade_id="b1")]
    assert after(tablet, events).alarm is None


def test_an_address_may_be_wrong_five_times_a_minute() -> None:
    guard = WrongCodes()
    for second in range(5):
        assert guard.retry_after_ms("10.0.0.1", NOON + second * 1_000) == 0
        guard.wrong("10.0.0.1", NOON + second * 1_000)
    assert guard.retry_after_ms("10.0.0.1", NOON + 10_000) == 50_000
    assert guard.retry_after_ms("10.0.0.2", NOON + 10_000) == 0
    assert guard.retry_after_ms("10.0.0.1", NOON + 60_000) == 0
