"""What is to be said now of a slot, to whom, and what later."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import msgspec

from signaling.hours import Calendar
from signaling.protocol.base import Event
from signaling.protocol.booking import BookedSlot
from signaling.protocol.deliveries import DeliveryChannel, DeliveryQueued
from signaling.protocol.people import Language
from signaling.protocol.reminders import Reader, ReminderDue, ReminderSays, ReminderTo, ReminderTold
from sms.domain.deliveries import code_of
from sms.notices.domain.quiet import QuietHours
from sms.reminders.domain.reminder import Reminder

HOUR_MS = 3_600_000
WAITS_BY_NIGHT_MS = 12 * HOUR_MS
"""What is said of a slot that is nearer than this cannot wait for the morning."""
AFTER_MS = HOUR_MS
"""That a slot was cancelled or has begun is still worth reading so long after its time."""
COMING = ("booked", "rung")
"""States of a slot that people still come to."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who is told, by what there is. ``person_id`` None: the patient."""

    reader: Reader
    person_id: str | None
    language: Language
    telephone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The slot as it stands (None: the consult holds none), and everybody who may be told."""

    slot: BookedSlot | None
    people: Sequence[Addressee]


@dataclass(frozen=True, slots=True)
class Times:
    """When reminders go out: at ``day_before_minute`` of the day before on the calendar's wall, and ``soon_ms`` before
    the slot. ``quiet``: by night nothing rings that can wait."""

    calendar: Calendar
    day_before_minute: int
    soon_ms: int
    quiet: QuietHours | None

    def plan(self, from_ms: int, now_ms: int) -> list[ReminderDue]:
        """What is still ahead."""
        day = self.calendar.date_at(from_ms) - timedelta(days=1)
        dues = [
            ReminderDue(says="day_before", at_ms=self.calendar.instant(day, self.day_before_minute)),
            ReminderDue(says="soon", at_ms=from_ms - self.soon_ms),
        ]
        return [due for due in dues if due.at_ms > now_ms]

    def waits_until(self, from_ms: int, now_ms: int) -> int:
        """From when on news of a slot may ring."""
        if self.quiet is None or from_ms - now_ms < WAITS_BY_NIGHT_MS or not self.quiet.quiet(now_ms):
            return now_ms
        return self.quiet.over_at(now_ms)


def decide_look(
    state: Reminder | None, found: Found, times: Times, now_ms: int, new_id: Callable[[str], str]
) -> list[Event]:
    """Nothing when everything has been said."""
    slot = found.slot
    if slot is not None and slot.state in COMING:
        if state is None or (state.from_ms, state.specialist_id) != (slot.from_ms, slot.specialist_id):
            return _news(state, slot, found, times, now_ms, new_id)
        return _due(state, slot, found, now_ms, new_id)
    if state is None or state.from_ms is None:
        return _late_news(state, found, now_ms, new_id)
    if slot is None and state.slot is not None:
        return _cancelled(state, state.slot, found, times, now_ms, new_id)
    # They met, or one of them did not come: there is nothing to remind of.
    return [_event(state.consult_id, state.slot, None, state.sequence, state.specialist_id)]


def _news(
    state: Reminder | None,
    slot: BookedSlot,
    found: Found,
    times: Times,
    now_ms: int,
    new_id: Callable[[str], str],
) -> list[Event]:
    """Booked, or moved: to another specialist it is new, and whose it was is told that it is not."""
    moved = state is not None and state.from_ms is not None
    sequence = state.sequence + 1 if state else 0
    says: dict[str, ReminderSays] = {}
    for one in _of(slot, found):
        new_to_them = not moved or (one.reader == "specialist" and one.person_id != (state and state.specialist_id))
        says[_key(one)] = "booked" if new_to_them else "moved"
    at_ms = times.waits_until(slot.from_ms, now_ms)
    dues = times.plan(slot.from_ms, now_ms)
    if at_ms > now_ms:
        dues = [*_by_says(says, at_ms), *dues]
        said: list[Event] = [_event(slot.consult_id, slot, slot.from_ms, sequence, slot.specialist_id, dues=dues)]
    else:
        said = _say(slot, says, _of(slot, found), sequence, dues, now_ms, new_id, from_ms=slot.from_ms)
    if moved and state and state.slot and state.specialist_id != slot.specialist_id:
        return [*_to_former(state, state.slot, found, now_ms, new_id), *said]
    return said


def _to_former(
    state: Reminder, was: BookedSlot, found: Found, now_ms: int, new_id: Callable[[str], str]
) -> list[Event]:
    former = [one for one in found.people if one.person_id == state.specialist_id]
    says: dict[str, ReminderSays] = {_key(one): "cancelled" for one in former}
    return _say(was, says, former, state.sequence + 1, [], now_ms, new_id, from_ms=None)


def _cancelled(
    state: Reminder,
    was: BookedSlot,
    found: Found,
    times: Times,
    now_ms: int,
    new_id: Callable[[str], str],
) -> list[Event]:
    """To everybody who was told that it is; who never was need not know."""
    told = {one.to.person_id or "" for one in state.told if one.to.says != "cancelled"}
    people = [one for one in _of(was, found) if (one.person_id or "") in told]
    says: dict[str, ReminderSays] = {_key(one): "cancelled" for one in people}
    at_ms = times.waits_until(was.from_ms, now_ms)
    if at_ms > now_ms:
        dues = _by_says(says, at_ms)
        return [_event(was.consult_id, was, None, state.sequence + 1, was.specialist_id, dues=dues)]
    return _say(was, says, people, state.sequence + 1, [], now_ms, new_id, from_ms=None)


def _late_news(state: Reminder | None, found: Found, now_ms: int, new_id: Callable[[str], str]) -> list[Event]:
    """That it was cancelled by night is said in the morning."""
    if state is None or state.slot is None or state.due_ms is None or state.due_ms > now_ms:
        return []
    return _due(state, state.slot, found, now_ms, new_id)


def _due(state: Reminder, slot: BookedSlot, found: Found, now_ms: int, new_id: Callable[[str], str]) -> list[Event]:
    """What has come due; of two reminders that are both due only the later is still true. When the slot rings, that
    is said at once."""
    come = [due for due in state.dues if due.at_ms <= now_ms]
    rings = slot.state == "rung" and not any(
        one.to.says == "now" and one.sequence == state.sequence for one in state.told
    )
    if not come and not rings:
        return []
    people = _of(slot, found)
    says: dict[str, ReminderSays] = {}
    for due in come:
        says |= {_key(one): due.says for one in people if not due.readers or _key(one) in due.readers}
    if rings:
        says = {_key(one): "now" for one in people}
    dues = [] if rings else [due for due in state.dues if due.at_ms > now_ms]
    return _say(slot, says, people, state.sequence, dues, now_ms, new_id, from_ms=state.from_ms)


def _by_says(says: dict[str, ReminderSays], at_ms: int) -> list[ReminderDue]:
    kinds = dict.fromkeys(says.values())
    return [
        ReminderDue(says=kind, at_ms=at_ms, readers=[key for key, one in says.items() if one == kind]) for kind in kinds
    ]


def _key(one: Addressee) -> str:
    return f"{one.reader}:{one.person_id or ''}"


def _of(slot: BookedSlot, found: Found) -> list[Addressee]:
    """Who comes to the slot: a specialist whose slot it is no more does not."""
    return [one for one in found.people if one.reader != "specialist" or one.person_id == slot.specialist_id]


def _say(
    slot: BookedSlot,
    says: dict[str, ReminderSays],
    people: Sequence[Addressee],
    sequence: int,
    dues: list[ReminderDue],
    now_ms: int,
    new_id: Callable[[str], str],
    *,
    from_ms: int | None,
) -> list[Event]:
    messages: list[ReminderTo] = []
    queued: list[Event] = []
    for one in people:
        kind = says.get(_key(one))
        ways: list[tuple[DeliveryChannel, str | None]] = [("sms", one.telephone), ("email", one.email)]
        for channel, address in ways if kind is not None else []:
            if not address or kind is None or (channel == "email" and kind == "now"):
                continue
            delivery_id = new_id(f"{_key(one)} {kind} {sequence} {channel}")
            messages.append(ReminderTo(delivery_id=delivery_id, reader=one.reader, says=kind, person_id=one.person_id))
            queued.append(_queued(delivery_id, slot, one, channel, kind, now_ms))
    told = _event(slot.consult_id, slot, from_ms, sequence, slot.specialist_id, messages=messages, dues=dues)
    return [told, *queued]


def _queued(
    delivery_id: str, slot: BookedSlot, to: Addressee, channel: DeliveryChannel, says: ReminderSays, now_ms: int
) -> DeliveryQueued:
    late = AFTER_MS if says in ("now", "cancelled") else 0
    return DeliveryQueued(
        delivery_id=delivery_id,
        link_id=f"{delivery_id} reminder",
        about_id=slot.consult_id,
        person_id=to.person_id or slot.consult_id,
        language=to.language,
        urgency="routine",
        code=code_of(delivery_id),
        expires_at_ms=max(slot.from_ms, now_ms) + late,
        channel=channel,
        telephone=to.telephone if channel == "sms" else None,
        email=to.email if channel == "email" else None,
        says="reminder",
    )


def _event(
    consult_id: str,
    slot: BookedSlot | None,
    from_ms: int | None,
    sequence: int,
    specialist_id: str,
    *,
    messages: list[ReminderTo] | None = None,
    dues: list[ReminderDue] | None = None,
) -> ReminderTold:
    shown = None if slot is None else msgspec.structs.replace(slot, state="booked")
    return ReminderTold(
        consult_id=consult_id,
        specialist_id=specialist_id,
        from_ms=from_ms,
        sequence=sequence,
        messages=messages or [],
        dues=dues or [],
        slot=shown,
    )
