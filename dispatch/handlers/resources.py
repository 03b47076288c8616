"""Commands about brigades outside of assignments, and about what a service has: stations, brigades, hospitals."""

from dispatch.domain import brigade as rules
from dispatch.domain.brigade import Brigade
from dispatch.domain.own import check_brigade
from dispatch.domain.places import Station
from signaling.protocol.brigades import (
    AddBrigade,
    BrigadeAdded,
    ComeOnShift,
    EndBreak,
    GoOffShift,
    ReturnToService,
    SetOutOfService,
    TakeBreak,
)
from signaling.protocol.hospitals import AddedResult, AddHospital, AddStation, HospitalAdded, StationAdded
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Desk, Handler

StateWish = ComeOnShift | GoOffShift | TakeBreak | EndBreak | SetOutOfService | ReturnToService


async def change_state(command: StateWish, facts: None, desk: Desk) -> None:
    check_brigade(desk.moment.actor, command.brigade_id)
    brigade = await desk.get("brigade", command.brigade_id, Brigade)
    reason = command.reason if isinstance(command, SetOutOfService) else ""
    desk.record(rules.decide(brigade, command, reason))


async def _new_id(kind: str, wished: str | None, desk: Desk) -> str:
    if wished and await desk.version(kind, wished):
        raise Refused(Code.ALREADY_EXISTS, kind=kind, id=wished)
    return wished or desk.moment.new_id(kind)


async def add_station(command: AddStation, facts: None, desk: Desk) -> AddedResult:
    id = await _new_id("station", command.station_id, desk)
    desk.record(
        StationAdded(station_id=id, name=command.name, point=command.point, address_label=command.address_label)
    )
    return AddedResult(id=id)


async def add_brigade(command: AddBrigade, facts: None, desk: Desk) -> AddedResult:
    id = await _new_id("brigade", command.brigade_id, desk)
    station = await desk.get("station", command.station_id, Station)
    desk.record(
        BrigadeAdded(
            brigade_id=id,
            callsign=command.callsign,
            profile=command.profile,
            station_id=station.station_id,
            station_name=station.name,
            station_point=station.point,
            equipment=command.equipment,
        )
    )
    return AddedResult(id=id)


async def add_hospital(command: AddHospital, facts: None, desk: Desk) -> AddedResult:
    id = await _new_id("hospital", command.hospital_id, desk)
    desk.record(
        HospitalAdded(
            hospital_id=id,
            name=command.name,
            point=command.point,
            address_label=command.address_label,
            telephone=command.telephone,
            specialties=command.specialties,
        )
    )
    return AddedResult(id=id)


HANDLERS = (
    *(
        Handler(wish, change_state)
        for wish in (ComeOnShift, GoOffShift, TakeBreak, EndBreak, SetOutOfService, ReturnToService)
    ),
    Handler(AddStation, add_station),
    Handler(AddBrigade, add_brigade),
    Handler(AddHospital, add_hospital),
)
