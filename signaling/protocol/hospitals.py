"""The words of the service's houses: the stations that brigades start from, the hospitals that patients come to."""

from typing import Annotated, ClassVar

import msgspec

from signaling.protocol.base import Code60, Command, Event, Line, Name, Point, Question, View

# Commands


class AddStation(Command, frozen=True, kw_only=True, tag="station.add"):
    """Answered with AddedResult, as are brigade.add and hospital.add. Ids may be made by the client."""

    station_id: str | None = None
    name: Name
    point: Point
    address_label: Line = ""


class AddHospital(Command, frozen=True, kw_only=True, tag="hospital.add"):
    hospital_id: str | None = None
    name: Name
    point: Point
    address_label: Line = ""
    telephone: Line = ""
    specialties: Annotated[list[Code60], msgspec.Meta(max_length=40)] = []


class AddedResult(msgspec.Struct, frozen=True, kw_only=True):
    id: str


# Events


class StationAdded(Event, frozen=True, kw_only=True, tag="station.added"):
    touches: ClassVar[dict[str, str]] = {"station": "station_id"}

    station_id: str
    name: str
    point: Point
    address_label: str = ""


class HospitalAdded(Event, frozen=True, kw_only=True, tag="hospital.added"):
    touches: ClassVar[dict[str, str]] = {"hospital": "hospital_id"}

    hospital_id: str
    name: str
    point: Point
    address_label: str = ""
    telephone: str = ""
    specialties: list[str] = []


# What is shown and asked


class StationView(View, frozen=True, kw_only=True):
    """Kind ``station`` for the service and the administration."""

    station_id: str
    name: str
    point: Point
    address_label: str


class HospitalView(View, frozen=True, kw_only=True):
    """Kind ``hospital`` for the service, the administration and the hospital itself."""

    hospital_id: str
    name: str
    point: Point
    address_label: str
    telephone: str
    specialties: list[str]


class HospitalList(Question, frozen=True, kw_only=True, tag="hospitals.list"):
    """All hospitals; nearest first (as the crow flies) when ``near`` is given."""

    answer_type: ClassVar[object] = list[HospitalView]

    near: Point | None = None
