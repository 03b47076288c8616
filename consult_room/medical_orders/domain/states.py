"""The states of a medical order as a table, and what a medical order is."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

import msgspec

from consult_room.domain.circle import Circle
from signaling.protocol.medical_orders import DangerCode, Given, MedicalOrderState, NotDoneBecause, Wanted
from signaling.protocol.refusals import Code, Refused

KIND = "medical_orders"


class Verb(StrEnum):
    """What may be done with a medical order."""

    CORRECT = "correct"
    READ_BACK = "read_back"
    CONFIRM = "confirm"
    DO = "do"
    LEAVE = "leave"
    STOP = "stop"
    SEE = "see"


TABLE: Mapping[tuple[MedicalOrderState, Verb], tuple[MedicalOrderState, ...]] = {
    ("told", Verb.CORRECT): ("told",),
    ("told", Verb.READ_BACK): ("read_back",),
    ("told", Verb.DO): ("told", "done"),
    ("told", Verb.LEAVE): ("not_done",),
    ("told", Verb.STOP): ("stopped",),
    ("read_back", Verb.CORRECT): ("told",),
    ("read_back", Verb.CONFIRM): ("confirmed",),
    ("read_back", Verb.DO): ("read_back", "done"),
    ("read_back", Verb.LEAVE): ("not_done",),
    ("read_back", Verb.STOP): ("stopped",),
    ("confirmed", Verb.CORRECT): ("told",),
    ("confirmed", Verb.DO): ("confirmed", "done"),
    ("confirmed", Verb.LEAVE): ("not_done",),
    ("confirmed", Verb.STOP): ("stopped",),
    ("done", Verb.SEE): ("seen",),
    ("not_done", Verb.SEE): ("seen",),
    ("stopped", Verb.SEE): ("seen",),
}
"""(state, verb) → the states that may follow. A pair that is missing is a refusal. It may be done before it is
confirmed, with the reason: what was given in an emergency has to stand in the record whatever the link did."""

ENDED: frozenset[MedicalOrderState] = frozenset({"done", "not_done", "stopped", "seen"})


def check(state: MedicalOrderState, verb: Verb) -> None:
    """Refuses what the table does not hold."""
    if (state, verb) not in TABLE:
        raise Refused(Code.WRONG_STATE, state=state, wanted=verb.value)


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """Who did it and when, by the server's clock and by their device's; ``words``: what they said with it."""

    person_id: str
    name: str
    at_ms: int
    made_at_ms: int
    words: str | None = None
    aloud: bool = False


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """What was told once; ``told.words``: why it was corrected."""

    version: int
    wanted: Wanted | None
    told: Mark
    dangers: tuple[DangerCode, ...] = ()
    weight_kg: float | None = None
    read_back: Mark | None = None
    confirmed: Mark | None = None


class Dose(msgspec.Struct, frozen=True, kw_only=True):
    """What was given once; ``done.words``: why it was done unconfirmed, when it was."""

    dose_number: int
    version: int
    done_at_ms: int
    done: Mark
    given: Given | None
    unconfirmed: bool = False


class MedicalOrder(msgspec.Struct, frozen=True, kw_only=True):
    """From the telling to its end being seen. It has one version at least."""

    medical_order_id: str
    state: MedicalOrderState
    versions: tuple[Version, ...]
    doses: tuple[Dose, ...] = ()
    ended: Literal["done", "not_done", "stopped"] | None = None
    end: Mark | None = None
    because: NotDoneBecause | None = None
    seen: Mark | None = None

    @property
    def now(self) -> Version:
        """The version that counts."""
        return self.versions[-1]


class MedicalOrders(msgspec.Struct, frozen=True, kw_only=True):
    """All medical orders of one consult, in the order of their telling, and who may read them."""

    consult_id: str
    circle: Circle
    medical_orders: tuple[MedicalOrder, ...] = ()

    def find(self, medical_order_id: str) -> MedicalOrder | None:
        return next((one for one in self.medical_orders if one.medical_order_id == medical_order_id), None)
