"""A planned consult from the published hours to the talk, and everything that comes between."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from consult_room.booking.domain.slot import TABLE
from consult_room.domain.states import TABLE as CONSULT_TABLE
from consult_room.domain.states import Verb
from signaling import tables
from signaling.protocol.booking import (
    ConsultBook,
    ConsultBooked,
    ConsultDropSlot,
    ConsultPublishHours,
    ConsultRemoveHours,
    DailyBreak,
)
from signaling.protocol.consult_room import (
    ConsultAccept,
    ConsultAsk,
    ConsultCancel,
    ConsultDecline,
    ConsultRing,
    ConsultSay,
    SlotWish,
)
from signaling.protocol.consult_views import MyConsults
from signaling.protocol.duty import DutyAdd
from signaling.protocol.people import PersonDisable
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.rota import AbsenceAdd, HolidaySet
from tests.consult_room.booking.hall import ASKER, LI, MONDAY, OTHER, RASULOV, Hall, at, slices_of
from tests.fixtures.stores import EVERY_STORE, EmptyStore

NINE, HALF_PAST = f"{MONDAY} 09:00", f"{MONDAY} 09:30"


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    hall = Hall(tmp_path)
    async with hall.town:
        await hall.fill()
        yield hall


@pytest.fixture(params=EVERY_STORE)
async def durable(request: pytest.FixtureRequest, tmp_path: Path, empty_store: EmptyStore) -> AsyncIterator[Hall]:
    aggregates = tables.join(slices_of(tmp_path)).aggregates.values()
    hall = Hall(tmp_path, empty_store(request.param, aggregates))
    async with hall.town:
        await hall.fill()
        yield hall


async def test_cb3_of_two_who_book_one_slot_at_once_one_has_it(durable: Hall) -> None:
    """Rule [CB3], on every store."""
    await durable.publish()
    wish = SlotWish(specialist_id=LI.id, from_ms=at(NINE))
    common = {"specialty": "neurology", "urgency": "planned", "question": "When?", "slot": wish}
    wishes = [
        durable.town.do(durable.town.wish(ConsultAsk, consult_id=durable.town.new_id(), **common), actor)
        for actor in (ASKER, OTHER) * 4
    ]
    answers = await asyncio.gather(*wishes, return_exceptions=True)
    refused = [one for one in answers if isinstance(one, BaseException)]
    assert len(refused) == 7
    assert {one.code for one in refused if isinstance(one, Refused)} == {Code.SLOT_TAKEN}
    assert len(await durable.town.events(ConsultBooked)) == 1
    assert next(one.from_ms for one in await durable.free()) == at(HALF_PAST)


async def test_cb3_a_slot_that_was_left_can_be_had_again(durable: Hall) -> None:
    """Rule [CB3]."""
    await durable.publish()
    first = await durable.ask(NINE)
    await durable.book(first, HALF_PAST, reason="The bus is late")
    second = await durable.ask(NINE, OTHER)
    assert (await durable.record(second, OTHER)).state == "booked"
    code = await durable.refused(
        ConsultBook, ASKER, consult_id=first, slot=SlotWish(specialist_id=LI.id, from_ms=at(NINE)), reason="Back"
    )
    assert code is Code.SLOT_TAKEN


async def test_cb2_hours_of_another_length_give_no_slot_that_overlaps_a_held_one(hall: Hall) -> None:
    """Rule [CB2]."""
    hours = await hall.publish()
    await hall.ask(HALF_PAST)
    await hall.publish(hours_id=hours, slot_minutes=60)
    assert [one.from_ms for one in await hall.free()] == [at(f"{MONDAY} 10:00"), at(f"{MONDAY} 11:00")]


async def test_cb4_its_specialist_reads_the_question_before_and_nobody_is_rung(hall: Hall) -> None:
    """Rule [CB4]."""
    await hall.publish()
    consult_id = await hall.ask(NINE)
    shown = await hall.record(consult_id, LI)
    assert (shown.state, shown.relation, shown.invited) == ("booked", "specialist", [])
    assert shown.slot is not None
    assert (shown.slot.from_ms, shown.answer_by_ms, shown.slot.specialist_name) == (at(NINE), at(NINE), "N. Li")
    await hall.do(ConsultSay, LI, consult_id=consult_id, text="Please add the EEG.")
    assert [one.consult_id for one in await hall.town.ask(MyConsults(), LI)] == [consult_id]
    with pytest.raises(Refused):
        await hall.record(consult_id, RASULOV)


async def test_cb1_who_may_not_consult_in_the_slot_is_refused(hall: Hall) -> None:
    """Rule [CB1], [CB4]."""
    hours = await hall.publish()
    publish = {"specialty": "neurology", "slot_minutes": 30, "hours_id": hours}
    assert await hall.refused(ConsultPublishHours, RASULOV, **publish, dates=[], weekly=[]) is Code.NOT_YOURS
    assert await hall.refused(ConsultPublishHours, LI, **publish) is Code.MISSING
    assert await hall.refused(ConsultRemoveHours, RASULOV, hours_id=hours) is Code.NOT_YOURS
    ask = {"consult_id": "c", "specialty": "neurology", "question": "?"}
    slot = SlotWish(specialist_id=LI.id, from_ms=at(NINE))
    assert await hall.refused(ConsultAsk, ASKER, **ask, urgency="emergency", slot=slot) is Code.WRONG_STATE
    assert await hall.refused(ConsultAsk, LI, **ask, urgency="planned", slot=slot) is Code.NOT_YOURS
    no_slot = SlotWish(specialist_id=LI.id, from_ms=at(f"{MONDAY} 09:10"))
    assert await hall.refused(ConsultAsk, ASKER, **ask, urgency="planned", slot=no_slot) is Code.NOT_FOUND
    begun = SlotWish(specialist_id=LI.id, from_ms=at(f"{MONDAY} 07:00"))
    assert await hall.refused(ConsultAsk, ASKER, **ask, urgency="planned", slot=begun) is Code.WRONG_TIME
    number = SlotWish(specialist_id=LI.id, from_ms=at(NINE), patient_telephone="12")
    assert await hall.refused(ConsultAsk, ASKER, **ask, urgency="planned", slot=number) is Code.NOT_A_NUMBER


async def test_cb5_at_its_time_it_rings_for_that_specialist_alone_and_they_talk(hall: Hall) -> None:
    """Rule [CB5]."""
    await hall.publish()
    await hall.do(DutyAdd, duty_id="d", person_id="rasulov", specialty="neurology", from_ms=at(f"{MONDAY} 00:00"))
    consult_id = await hall.ask(NINE)
    await hall.until(f"{MONDAY} 08:56")
    assert (await hall.record(consult_id)).state == "booked"
    await hall.until(f"{MONDAY} 08:57")
    view = await hall.record(consult_id)
    assert (view.state, [one.person_id for one in view.invited]) == ("ringing", ["li"])
    assert view.slot
    assert view.slot.state == "rung"
    await hall.do(ConsultAccept, LI, consult_id=consult_id)
    await hall.do(ConsultSay, ASKER, consult_id=consult_id, text="We are here.")
    await hall.until(f"{MONDAY} 09:11")
    view = await hall.record(consult_id)
    assert view.slot
    assert (view.state, view.slot.state) == ("accepted", "held")
    assert [step.what for step in view.slot_steps] == ["booked"]


async def test_cb6_a_specialist_who_does_not_come_is_noted_and_the_asker_rings_the_duty_list(hall: Hall) -> None:
    """Rule [CB6]."""
    await hall.publish()
    await hall.do(DutyAdd, duty_id="d", person_id="rasulov", specialty="neurology", from_ms=at(f"{MONDAY} 00:00"))
    consult_id = await hall.ask(NINE)
    await hall.until(f"{MONDAY} 09:10")
    view = await hall.record(consult_id)
    assert view.slot
    assert (view.state, view.slot.state, view.look_again_ms) == ("waiting", "specialist_absent", None)
    assert [(one.person_id, one.state) for one in view.invited] == [("li", "silent")]
    with pytest.raises(Refused):
        await hall.record(consult_id, LI)
    await hall.until(f"{MONDAY} 09:40")
    assert (await hall.record(consult_id)).state == "waiting", "nobody is rung whom the asker did not choose"
    await hall.do(ConsultRing, ASKER, consult_id=consult_id, specialty="neurology")
    assert {one.person_id: one.state for one in (await hall.record(consult_id)).invited} == {
        "li": "silent",
        "rasulov": "rung",
    }
    await hall.do(ConsultAccept, RASULOV, consult_id=consult_id)
    view = await hall.record(consult_id)
    assert [one.id for one in view.members if one.part == "specialist"] == ["rasulov"]


async def test_cb6_a_specialist_who_says_no_at_the_ring_is_waited_for_no_longer(hall: Hall) -> None:
    """Rule [CB6]."""
    await hall.publish()
    consult_id = await hall.ask(NINE)
    await hall.until(f"{MONDAY} 08:58")
    await hall.do(ConsultDecline, LI, consult_id=consult_id, reason="In theatre")
    view = await hall.record(consult_id)
    assert view.slot
    assert (view.state, view.slot.state, view.look_again_ms) == ("waiting", "specialist_absent", None)
    await hall.book(consult_id, f"{MONDAY} 10:00")
    view = await hall.record(consult_id)
    assert view.slot
    assert (view.state, view.slot.state) == ("booked", "booked")


async def test_cb6_an_asker_who_does_not_come_is_noted(hall: Hall) -> None:
    """Rule [CB6]: who took it late waits as long as who took it in time."""
    await hall.publish()
    consult_id = await hall.ask(NINE)
    await hall.until(f"{MONDAY} 09:05")
    await hall.do(ConsultAccept, LI, consult_id=consult_id)
    await hall.until(f"{MONDAY} 09:14")
    assert (await hall.record(consult_id)).slot_steps[-1].what == "booked"
    await hall.until(f"{MONDAY} 09:15")
    view = await hall.record(consult_id)
    assert view.slot
    assert (view.state, view.slot.state) == ("accepted", "asker_absent")
    assert view.slot_steps[-1].what == "asker_absent"


async def test_cb7_both_move_and_drop_with_a_reason(hall: Hall) -> None:
    """Rule [CB7]."""
    await hall.publish()
    await hall.publish(RASULOV)
    consult_id = await hall.ask(NINE)
    later = SlotWish(specialist_id=LI.id, from_ms=at(HALF_PAST))
    away = SlotWish(specialist_id=RASULOV.id, from_ms=at(NINE))
    assert await hall.refused(ConsultBook, ASKER, consult_id=consult_id, slot=later) is Code.REASON_NEEDED
    assert await hall.refused(ConsultBook, LI, consult_id=consult_id, slot=away, reason="He can") is Code.NOT_YOURS
    assert await hall.refused(ConsultBook, OTHER, consult_id=consult_id, slot=later, reason="x") is Code.NOT_FOUND
    assert await hall.refused(ConsultBook, OTHER, consult_id="none", slot=later, reason="x") is Code.NOT_FOUND
    await hall.book(consult_id, HALF_PAST, LI, reason="Ward round")
    await hall.book(consult_id, NINE, ASKER, RASULOV, reason="Earlier is better")
    with pytest.raises(Refused):
        await hall.record(consult_id, LI)
    await hall.do(ConsultDropSlot, RASULOV, consult_id=consult_id, reason="I am ill")
    view = await hall.record(consult_id)
    assert (view.state, view.slot, view.look_again_ms) == ("waiting", None, None)
    assert [(one.what, one.side, one.reason) for one in view.slot_steps] == [
        ("booked", "asker", None),
        ("moved", "specialist", "Ward round"),
        ("moved", "asker", "Earlier is better"),
        ("dropped", "specialist", "I am ill"),
    ]
    await hall.book(consult_id, HALF_PAST)
    assert await hall.refused(ConsultCancel, ASKER, consult_id=consult_id) is Code.REASON_NEEDED
    await hall.do(ConsultCancel, ASKER, consult_id=consult_id, reason="Better now")
    assert len(await hall.free()) == 12, "six of each specialist: all are free again"


async def test_cb8_whoever_loses_their_slot_is_told_why(hall: Hall) -> None:
    """Rule [CB8]: hours that are removed or changed, an absence, a holiday, a closed account."""
    hours = await hall.publish()
    assert len(await hall.free()) == 6
    consult_id = await hall.ask(NINE)

    async def rebooked(slot: str) -> None:
        view = await hall.record(consult_id)
        assert (view.state, view.slot) == ("waiting", None)
        assert (view.slot_steps[-1].what, view.slot_steps[-1].side) == ("dropped", "hours")
        await hall.book(consult_id, slot)

    assert await hall.refused(ConsultRemoveHours, LI, hours_id=hours) is Code.REASON_NEEDED
    await hall.do(ConsultRemoveHours, LI, hours_id=hours, reason="Theatre")
    assert (await hall.record(consult_id)).slot_steps[-1].reason == "Theatre"
    hours = await hall.publish()
    await rebooked(HALF_PAST)
    await hall.publish(hours_id=hours, breaks=[DailyBreak(from_minute=9 * 60, until_minute=10 * 60)])
    await rebooked(f"{MONDAY} 10:00")
    away = {"absence_id": "a", "person_id": "li", "kind": "illness"}
    await hall.do(AbsenceAdd, LI, **away, from_ms=at(f"{MONDAY} 10:29"), until_ms=at(f"{MONDAY} 11:00"))
    await rebooked("2026-09-22 11:00")
    await hall.do(HolidaySet, date="2026-09-22", name="A day of rest")
    await rebooked("2026-09-23 11:00")
    await hall.do(PersonDisable, person_id="li")
    view = await hall.record(consult_id)
    assert (view.state, view.slot_steps[-1].side) == ("waiting", "hours")
    assert await hall.free(days=7) == []


def test_cb9_states_are_tables() -> None:
    """Rule [CB9]: whatever a slot may do, and the consult with it, stands in a table."""
    assert {after for follows in TABLE.values() for after in follows} <= {
        "booked",
        "rung",
        "taken",
        "held",
        "specialist_absent",
        "asker_absent",
        "given_up",
    }
    assert not [pair for pair in TABLE if pair[0] in ("held", "asker_absent", "given_up")], "these are ends"
    assert CONSULT_TABLE["booked", Verb.COME_UP] == ("ringing",)
    assert ("booked", Verb.ACCEPT) not in CONSULT_TABLE, "nobody takes it before its time"
