"""A patient whose telephone was given at the booking of a slot gets a link into the consult."""

from typing import Any

from consult_room.patients.reactions import AFTER_SLOT_MS, a_slot_is_booked
from signaling.protocol.base import Question
from signaling.protocol.booking import ConsultBooked
from signaling.protocol.patient_links import PatientLinkSend
from signaling.slice import Happened, Stamp

NOW_MS = 1_790_000_000_000
HOUR_MS = 3_600_000


async def nothing_is_asked(question: Question) -> Any:
    raise AssertionError(question)


def booked(**more: Any) -> Happened:
    fields: dict[str, Any] = {
        "consult_id": "c", "specialist_id": "li", "from_ms": NOW_MS + HOUR_MS, "until_ms": NOW_MS + 2 * HOUR_MS,
        "rings_ms": NOW_MS, "settles_ms": NOW_MS, "chosen_by": "asker",
    }  # fmt: skip
    stamp = Stamp(seq=1, at_ms=NOW_MS, made_at_ms=NOW_MS, actor_id="asker")
    return Happened(event=ConsultBooked(**fields, **more), event_id="e", stamp=stamp, command_id="c")


async def test_the_link_lives_until_a_day_after_the_slot() -> None:
    (wish,) = await a_slot_is_booked(booked(patient_telephone="+998901112233", patient_language="ru"), nothing_is_asked)
    assert isinstance(wish, PatientLinkSend)
    assert (wish.consult_id, wish.telephone, wish.language) == ("c", "+998901112233", "ru")
    assert wish.lives_ms == 2 * HOUR_MS + AFTER_SLOT_MS


async def test_without_a_telephone_and_for_a_moved_slot_nothing_is_sent() -> None:
    assert await a_slot_is_booked(booked(), nothing_is_asked) == []
    assert await a_slot_is_booked(booked(patient_telephone="+998901112233", moved=True), nothing_is_asked) == []
