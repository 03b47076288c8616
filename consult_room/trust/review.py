"""What is answered to whoever answers for records: openings from outside, and what is kept until when."""

from collections.abc import Sequence

from consult_room.domain.operations import Operation, may
from consult_room.domain.states import Consult
from consult_room.trust.domain import glass
from consult_room.trust.domain.access import KIND as ACCESS
from consult_room.trust.domain.access import RecordAccess
from consult_room.trust.domain.glass import BrokenGlass
from consult_room.trust.domain.keeping import over_at_ms, over_before_ms
from consult_room.trust.places import places_of
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.trust_review import (
    DueRecord,
    ErasedRecord,
    GlassLine,
    HeldRecord,
    RecordGlasses,
    RecordGlassesView,
    RecordKeeping,
    RecordKeepingView,
)
from signaling.slice import Actor, Answers, Enquiry, Reading, Role

DAY_MS = 86_400_000
DUE_WITHIN_MS, ERASED_WITHIN_MS = 30 * DAY_MS, 365 * DAY_MS
LISTED, MOST = 200, 20_000
IDS_AT_ONCE = 500
"""In one look: a database takes so many values at a time."""


def newest(at_ms: int | None) -> int | None:
    """As a column by which things come due: the newest is due first, and what is older than T is not due at -T."""
    return None if at_ms is None else -at_ms


async def glasses(question: RecordGlasses, enquiry: Enquiry) -> RecordGlassesView:
    """All for administrators; for a hospital those of the consults whose patients come to it."""
    reading, actor = enquiry.reading, enquiry.actor
    if actor.role is Role.ADMINISTRATOR:
        new = len(await reading.find(glass.KIND, BrokenGlass, limit=MOST, looked_at=False))
        looked_at = (False,) if question.only_new else (False, True)
        found = await reading.due(glass.KIND, BrokenGlass, "newest", 0, limit=LISTED + 1, looked_at=looked_at)
    elif actor.role is Role.HOSPITAL:
        found = await _of_hospital(reading, actor)
        not_seen = [one for one in found if one.looked_at_ms is None]
        new, found = len(not_seen), not_seen if question.only_new else found
    else:
        raise Refused(Code.NOT_ALLOWED)
    shown = found[:LISTED]
    places = await places_of([one.person_id for one in shown], enquiry.ask)
    lines = [await _line(one, reading, actor, places.get(one.person_id, "")) for one in shown]
    return RecordGlassesView(new=new, lines=lines, more=len(found) > LISTED)


async def _of_hospital(reading: Reading, actor: Actor) -> list[BrokenGlass]:
    """The newest first."""
    consults = await reading.find("consult", Consult, limit=MOST, hospital_id=actor.hospital_id or "")
    ids = [one.id for one in consults if may(one.circle, actor, Operation.READERS)]
    found: list[BrokenGlass] = []
    for start in range(0, len(ids), IDS_AT_ONCE):
        some = ids[start : start + IDS_AT_ONCE]
        found += await reading.find(glass.KIND, BrokenGlass, limit=MOST, consult_id=some)
    return sorted(found, key=lambda one: (one.at_ms, one.glass_id), reverse=True)


async def _line(one: BrokenGlass, reading: Reading, actor: Actor, place: str) -> GlassLine:
    access = await reading.get(ACCESS, one.consult_id, RecordAccess)
    kept = next(each for each in access.glasses if each.glass_id == one.glass_id)
    return GlassLine(
        glass_id=one.glass_id,
        consult_id=one.consult_id,
        number=one.number,
        specialty=access.specialty,
        person_id=one.person_id,
        name=one.by_name,
        place=place,
        reason=one.reason,
        reason_text=kept.reason_text if may(access.circle, actor, Operation.READ) else None,
        at_ms=one.at_ms,
        until_ms=one.until_ms,
        ended_at_ms=one.ended_at_ms,
        looked_at_ms=one.looked_at_ms,
        looked_by_name=one.looked_by_name,
        look_note=kept.look_note if actor.role is Role.ADMINISTRATOR else None,
        erased=access.erased,
    )


class Keeping:
    """``consult_years``: how long a record is kept."""

    def __init__(self, consult_years: int) -> None:
        self._years = consult_years

    async def answer(self, question: RecordKeeping, enquiry: Enquiry) -> RecordKeepingView:
        if enquiry.actor.role is not Role.ADMINISTRATOR:
            raise Refused(Code.NOT_ALLOWED)
        reading, now_ms = enquiry.reading, enquiry.now_ms
        held = await reading.find(ACCESS, RecordAccess, limit=MOST, held=True)
        soon_ms = over_before_ms(now_ms + DUE_WITHIN_MS, self._years)
        due = await reading.due(ACCESS, RecordAccess, "kept_since_ms", soon_ms, limit=MOST)
        since = newest(now_ms - ERASED_WITHIN_MS) or 0
        erased = await reading.due(ACCESS, RecordAccess, "newest_erased", since, limit=MOST)
        return RecordKeepingView(
            consult_years=self._years,
            held=[self._held(one) for one in sorted(held, key=_held_since, reverse=True)[:LISTED]],
            due=[self._due(one) for one in due[:LISTED]],
            due_count=len(due),
            erased=_erased(erased[:LISTED]),
            erased_count=len(erased),
        )

    def _due(self, one: RecordAccess) -> DueRecord:
        until_ms = over_at_ms(one, self._years)
        return DueRecord(consult_id=one.consult_id, number=one.number, specialty=one.specialty, until_ms=until_ms)

    def _held(self, one: RecordAccess) -> HeldRecord:
        last = one.holds[-1]
        return HeldRecord(
            consult_id=one.consult_id,
            number=one.number,
            specialty=one.specialty,
            until_ms=over_at_ms(one, self._years),
            held_at_ms=last.at_ms,
            held_by_name=last.by_name,
            reason=last.reason,
        )


def _held_since(access: RecordAccess) -> int:
    return access.holds[-1].at_ms


def _erased(found: Sequence[RecordAccess]) -> list[ErasedRecord]:
    return [
        ErasedRecord(
            consult_id=one.consult_id,
            number=one.number,
            erased_at_ms=one.erased_at_ms or 0,
            files_gone=not one.to_erase,
        )
        for one in found
    ]


def review_answers(consult_years: int) -> tuple[Answers, ...]:
    return (
        Answers(RecordGlasses, glasses, from_screens=True),
        Answers(RecordKeeping, Keeping(consult_years).answer, from_screens=True),
    )
