"""What may be done to a telephone, and when."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from signaling.protocol.base import Command, Event
from signaling.protocol.refusals import Code, Refused
from signaling.protocol.telephones import (
    TelephoneDisowned,
    TelephoneNote,
    TelephoneNoted,
    TelephoneOwned,
    TelephoneOwner,
    TelephoneSubscribe,
    TelephoneSubscribed,
    TelephoneUnsubscribe,
    TelephoneUnsubscribed,
)
from sms.telephones.domain.telephone import Phase, Telephone, telephone_id


def owned(id: str, owner: TelephoneOwner) -> TelephoneOwned:
    return TelephoneOwned(
        telephone_id=id, person_id=owner.person_id, role=owner.role, name=owner.name, number=owner.number
    )


def _unsubscribe(
    state: Telephone | None, command: TelephoneUnsubscribe, owners: Sequence[TelephoneOwner]
) -> list[Event]:
    id = telephone_id(command.telephone)
    gone = TelephoneUnsubscribed(telephone_id=id, because=command.because, to=command.to)
    return [gone, *(owned(id, owner) for owner in owners)]


def _still(state: Telephone, command: TelephoneUnsubscribe, owners: Sequence[TelephoneOwner]) -> list[Event]:
    """It is so already; only who came to share it is new."""
    return [owned(state.telephone_id, owner) for owner in owners if not state.is_owned_by(owner.person_id)]


def _subscribe(state: Telephone, command: TelephoneSubscribe, owners: Sequence[TelephoneOwner]) -> list[Event]:
    return [TelephoneSubscribed(telephone_id=state.telephone_id)]


def _note(state: Telephone, command: TelephoneNote, owners: Sequence[TelephoneOwner]) -> list[Event]:
    if not state.owners:
        raise Refused(Code.WRONG_STATE, phase=state.phase, owners=0)
    return [] if state.noted_at_ms is not None else [TelephoneNoted(telephone_id=state.telephone_id)]


def _nothing(state: Telephone | None, command: Command, owners: Sequence[TelephoneOwner]) -> list[Event]:
    """It is so already."""
    return []


Decide = Callable[[Any, Any, Sequence[TelephoneOwner]], list[Event]]

TABLE: Mapping[tuple[type[Command], Phase | None], Decide] = {
    (TelephoneUnsubscribe, None): _unsubscribe,
    (TelephoneUnsubscribe, "subscribed"): _unsubscribe,
    (TelephoneUnsubscribe, "unsubscribed"): _still,
    (TelephoneSubscribe, None): _nothing,
    (TelephoneSubscribe, "subscribed"): _nothing,
    (TelephoneSubscribe, "unsubscribed"): _subscribe,
    (TelephoneNote, "unsubscribed"): _note,
}
"""(command, phase; None: never heard of) → what happens. A missing pair is refused."""


def decide(state: Telephone | None, command: Command, owners: Sequence[TelephoneOwner] = ()) -> list[Event]:
    """``owners``: those who work here and have the telephone now. Refuses ``wrong_state``."""
    chosen = TABLE.get((type(command), state.phase if state else None))
    if chosen is None:
        raise Refused(Code.WRONG_STATE, phase=state.phase if state else "unknown")
    return chosen(state, command, owners)


def decide_follow(
    person_id: str, now: TelephoneOwner | None, held: Sequence[Telephone], taken: Telephone | None
) -> list[Event]:
    """The person's account is new or changed. ``now``: the person with their present number, None: they have none or
    work here no more; ``held``: the alarms in which they stand; ``taken``: the telephone of their present number."""
    stays = taken.telephone_id if now and taken and taken.phase == "unsubscribed" else None
    events: list[Event] = [
        TelephoneDisowned(telephone_id=one.telephone_id, person_id=person_id)
        for one in held
        if one.telephone_id != stays
    ]
    if now and taken and stays and not taken.is_owned_by(person_id):
        events.append(owned(stays, now))
    return events
