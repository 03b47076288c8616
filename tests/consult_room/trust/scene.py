"""One consult, and around it somebody of every way to stand to it; each wish is tried on it and taken back again."""

import dataclasses
from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from consult_room.domain.record_words import Standing
from people.domain import rights
from signaling import tables
from signaling.protocol.base import Command, Question
from signaling.protocol.circle import CircleMember
from signaling.protocol.consult_room import (
    ConsultAccept,
    ConsultAcknowledge,
    ConsultAsk,
    ConsultConclude,
    ConsultDecline,
)
from signaling.protocol.council import ConsultAdmitHospital, ConsultCallIn, ConsultJoined, ConsultSendAway
from signaling.protocol.duty import DutyAdd
from signaling.protocol.people import PersonAdd
from signaling.protocol.record_access import RecordBreakGlass
from signaling.slice import Actor, Desk, Handler, Role, Slice
from signaling.store.memory import MemoryStore
from signaling.testing import Town

Moment = Literal["sought", "open", "over"]
CONSULT = "00000000-0000-4000-8000-000000000001"
STANDING: dict[Standing, Actor] = {
    "asker": Actor("asker", Role.PHYSICIAN, "Asker"),
    "specialist": Actor("specialist", Role.SPECIALIST, "Specialist"),
    "called_in": Actor("called in", Role.SPECIALIST, "Called in"),
    "hospital": Actor("reception", Role.HOSPITAL, "Reception", hospital_id="h1"),
    "patient": Actor("patient", Role.GUEST, "Patient"),
    "broke_glass": Actor("broke glass", Role.PHYSICIAN, "Broke glass"),
    "invited": Actor("specialist", Role.SPECIALIST, "Specialist"),
    "stood_down": Actor("stood down", Role.SPECIALIST, "Stood down"),
    "declined": Actor("declined", Role.PHYSICIAN, "Declined"),
    "called": Actor("called", Role.SPECIALIST, "Called"),
    "former": Actor("former", Role.SPECIALIST, "Former"),
}
ASKERS = (
    STANDING["asker"],
    Actor("asking specialist", Role.SPECIALIST, "Asking specialist"),
    Actor("b1", Role.CREW, "1", brigade_id="b1"),
)
STRANGERS = tuple(
    Actor(f"stranger {role}", role, f"Stranger {role}", brigade_id="b9", hospital_id="h9")
    for role in Role
    if role is not Role.SYSTEM
)
THERE: dict[Moment, tuple[Standing, ...]] = {
    "sought": ("asker", "invited", "declined"),
    "open": tuple(one for one in STANDING if one != "invited"),
    "over": tuple(one for one in STANDING if one not in ("invited", "called")),
}
"""Who is around at which moment. With the consult's end nobody is called into it any more."""


async def admit(command: ConsultAdmitHospital, facts: None, desk: Desk) -> None:
    """In the place of the room's own: the patient comes in by it as well."""
    patient = command.hospital_id == STANDING["patient"].id
    if patient:
        member = CircleMember(relation="guest", id=command.hospital_id, part="patient")
    else:
        member = CircleMember(relation="hospital", id=command.hospital_id, part="hospital")
    desk.record(ConsultJoined(consult_id=command.consult_id, member=member, name="Hospital"))


def with_the_patient(slices: Sequence[Slice]) -> list[Slice]:
    def changed(one: Slice) -> Slice:
        handlers = tuple(
            Handler(ConsultAdmitHospital, admit) if handler.command is ConsultAdmitHospital else handler
            for handler in one.handlers
        )
        return dataclasses.replace(one, handlers=handlers)

    return [changed(one) for one in slices]


class Scene(Town):
    """``await scene.begin(asker, moment)``; ``keep`` and ``back`` around what is tried."""

    def __init__(self, slices: Sequence[Slice]) -> None:
        super().__init__(with_the_patient(slices), rights=rights, sees=rights.may_see)
        self._kept: Any = None

    async def play(self, command: type[Command], actor: Actor | None = None, **fields: Any) -> Any:
        return await self.do(self.wish(command, **fields), actor)

    async def begin(self, asker: Actor, moment: Moment) -> None:
        for actor in {one.id: one for one in (*STANDING.values(), *ASKERS)}.values():
            if actor.role in (Role.PHYSICIAN, Role.SPECIALIST):
                login = actor.id.replace(" ", ".")
                fields: dict[str, Any] = {"person_id": actor.id, "login": login, "name": actor.name}
                await self.play(PersonAdd, role=actor.role.value, place="Urgut", **fields)
        for standing in ("specialist", "stood_down", "declined"):
            duty: dict[str, Any] = {"person_id": STANDING[standing].id, "specialty": "neurology"}
            await self.play(DutyAdd, duty_id=self.new_id(), from_ms=self.now_ms, **duty)
        asked = {"specialty": "neurology", "urgency": "urgent", "question": "canary", "age_years": 5, "sex": "male"}
        await self.play(ConsultAsk, asker, consult_id=CONSULT, **asked)
        await self.play(ConsultDecline, STANDING["declined"], consult_id=CONSULT)
        if moment != "sought":
            await self._taken(asker)
        if moment == "over":
            await self.play(ConsultConclude, STANDING["specialist"], consult_id=CONSULT, conclusion="Done")
            await self.play(ConsultAcknowledge, asker, consult_id=CONSULT)
        assert isinstance(self.store, MemoryStore)
        self._kept = self.store.data

    async def _taken(self, asker: Actor) -> None:
        specialist = STANDING["specialist"]
        consult: dict[str, Any] = {"consult_id": CONSULT}
        await self.play(ConsultAccept, specialist, **consult)
        for standing in ("former", "called_in", "called"):
            who = STANDING[standing]
            await self.play(ConsultCallIn, specialist, specialty="cardiology", person_id=who.id, **consult)
            if standing != "called":
                await self.play(ConsultAccept, who, **consult)
            if standing == "former":
                await self.play(ConsultSendAway, who, person_id=who.id, **consult)
        for standing in ("hospital", "patient"):
            id = "h1" if standing == "hospital" else STANDING["patient"].id
            await self.play(ConsultAdmitHospital, hospital_id=id, **consult)
        known = {"consult_number": 1, "age_years": 5, "sex": "male", "reason": "arrived_here"}
        await self.play(RecordBreakGlass, STANDING["broke_glass"], reason_text="He came to us", **known)

    @property
    def head(self) -> int:
        assert isinstance(self.store, MemoryStore)
        return self.store.data.head

    def back(self) -> None:
        """As it was when it had begun: the store writes to copies."""
        assert isinstance(self.store, MemoryStore)
        self.store.data = self._kept


def filled(word: type[Command | Question], **known: Any) -> dict[str, Any]:
    """A value for each field that must be there: the known ones by their names, others made by their types."""
    info = msgspec.inspect.type_info(word)
    assert isinstance(info, msgspec.inspect.StructType)
    made: dict[str, Any] = {}
    for field in info.fields:
        if field.name in ("id", "made_at_ms"):
            continue
        if field.name in known:
            made[field.name] = known[field.name]
        elif field.required:
            made[field.name] = _some(field.type)
    return made


def _some(type: msgspec.inspect.Type) -> Any:  # noqa: C901, PLR0911, PLR0912  one line for each kind of type
    match type:
        case msgspec.inspect.Metadata():
            return _some(type.type)
        case msgspec.inspect.StrType():
            return _text(type)
        case msgspec.inspect.IntType():
            return int(type.ge or type.gt or 1) or 1
        case msgspec.inspect.FloatType():
            return float(type.ge or type.gt or 1) or 1.0
        case msgspec.inspect.BoolType():
            return True
        case msgspec.inspect.LiteralType():
            return type.values[0]
        case msgspec.inspect.ListType() | msgspec.inspect.VarTupleType():
            return [_some(type.item_type) for _ in range(max(1, type.min_length or 0))]
        case msgspec.inspect.TupleType():
            return [_some(one) for one in type.item_types]
        case msgspec.inspect.DictType():
            return {_some(type.key_type): _some(type.value_type)} if type.min_length else {}
        case msgspec.inspect.UnionType():
            return _some(type.types[0])
        case msgspec.inspect.StructType():
            tag = {type.tag_field: type.tag} if type.tag_field else {}
            return {**tag, **{one.encode_name: _some(one.type) for one in type.fields if one.required}}
        case msgspec.inspect.EnumType():
            return next(iter(type.cls)).value
        case msgspec.inspect.NoneType():
            return None
    raise TypeError(f"no value is made of {type}")


PATTERNS = {"[0-9a-f]{64}": "0" * 64, "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}": CONSULT}


def _text(type: msgspec.inspect.StrType) -> str:
    if type.pattern:
        return next((text for pattern, text in PATTERNS.items() if pattern in type.pattern), "a1")
    return "x" * max(1, type.min_length or 1)


ROOM = "consult_room"


def words_of_the_room(slices: Sequence[Slice]) -> tables.Tables:
    """The commands and questions of the consult room's own slices."""
    return tables.join([one for one in slices if one.name.split(".")[0] == ROOM])
