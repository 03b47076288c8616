"""Stations and hospitals: where brigades stand and where patients are brought."""

from collections.abc import Mapping

import msgspec

from signaling.protocol.base import Point, View
from signaling.protocol.hospitals import HospitalAdded, HospitalView, StationAdded, StationView
from signaling.slice import ADMINISTRATION, SERVICE, Audience, Stamp


class Station(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where brigades are based."""

    station_id: str
    name: str
    point: Point
    address_label: str = ""


class Hospital(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A receiving organisation."""

    hospital_id: str
    name: str
    point: Point
    address_label: str = ""
    telephone: str = ""
    specialties: list[str] = []


def station_added(state: Station | None, event: StationAdded, stamp: Stamp) -> Station:
    return Station(station_id=event.station_id, name=event.name, point=event.point, address_label=event.address_label)


def hospital_added(state: Hospital | None, event: HospitalAdded, stamp: Stamp) -> Hospital:
    return Hospital(
        hospital_id=event.hospital_id,
        name=event.name,
        point=event.point,
        address_label=event.address_label,
        telephone=event.telephone,
        specialties=event.specialties,
    )


def station_views(state: Station) -> Mapping[Audience, View]:
    shown = StationView(
        station_id=state.station_id, name=state.name, point=state.point, address_label=state.address_label
    )
    return dict.fromkeys((SERVICE, ADMINISTRATION), shown)


def hospital_views(state: Hospital) -> Mapping[Audience, View]:
    return dict.fromkeys((SERVICE, ADMINISTRATION, Audience("hospital", state.hospital_id)), hospital_view(state))


def hospital_view(state: Hospital) -> HospitalView:
    return HospitalView(
        hospital_id=state.hospital_id,
        name=state.name,
        point=state.point,
        address_label=state.address_label,
        telephone=state.telephone,
        specialties=state.specialties,
    )
