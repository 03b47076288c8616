"""Somebody types, in any script and order, and the right place stands first."""

from itertools import pairwise
from statistics import quantiles
from time import thread_time

import pytest

from geography.adapters.distance import metres_between
from geography.addresses import AddressIndex
from geography.profiles import Driver
from geography.roads import RoadGraph
from geography.town.names import cyrillic
from signaling.protocol.base import Point
from signaling.protocol.geography import AddressKind
from tests.geography.conftest import TownMap

ASK_MS = 20


@pytest.mark.parametrize(
    "write", [str, cyrillic, str.upper, lambda text: text.replace("ʻ", "'"), lambda text: text.replace("ʻ", "")]
)
def test_a_house_is_found_by_its_whole_address_in_every_script(
    town_addresses: AddressIndex, town_map: TownMap, write: object
) -> None:
    assert callable(write)
    for address in town_map.town.addresses[::40]:
        found = town_addresses.suggest(write(f"{address.street} {address.house} {address.settlement}"))
        assert found, address.label
        assert (found[0].kind, found[0].house, found[0].street) == (AddressKind.HOUSE, address.house, address.street)
        assert found[0].settlement == address.settlement
        assert metres_between(found[0].point, address.point) < 2


@pytest.mark.parametrize(
    "typed",
    [
        "Amir Temur",
        "amir tem",
        "амир темур",
        "Амира Темура",
        "ул. Амира Темура",
        "temur amir",
        "Амир Темур шоҳ кўчаси",
        "amir temur shoh ko'chasi",
    ],
)
def test_a_street_is_found_in_every_language_and_order(town_addresses: AddressIndex, typed: str) -> None:
    found = town_addresses.suggest(typed)
    assert found[0].kind is AddressKind.STREET
    assert found[0].label == "Amir Temur shoh koʻchasi, Navroʻzobod"


@pytest.mark.parametrize(
    "typed",
    [
        "Mustaqillik 26",
        "26 mustaqillik",
        "проспект Независимости, д. 26",
        "mustaqillik shoh ko'chasi 26-uy",
        "Мустақиллик 26",
    ],
)
def test_the_number_may_stand_anywhere(town_addresses: AddressIndex, typed: str) -> None:
    found = town_addresses.suggest(typed)
    assert (found[0].street, found[0].house) == ("Mustaqillik shoh koʻchasi", "26")


def test_an_unfinished_number_suggests_the_houses_that_begin_so(town_addresses: AddressIndex) -> None:
    found = town_addresses.suggest("mustaqillik 2")
    assert found[0].house == "2" or found[0].house.startswith("2")
    assert all(one.house.startswith("2") for one in found if one.street.startswith("Mustaqillik"))


def test_a_house_that_is_not_on_the_map_gives_its_street(town_addresses: AddressIndex) -> None:
    found = town_addresses.suggest("Amir Temur 9999")
    assert found[0].kind is AddressKind.STREET
    assert found[0].street == "Amir Temur shoh koʻchasi"


def test_a_number_may_be_part_of_the_name(town_addresses: AddressIndex) -> None:
    assert town_addresses.suggest("5-maktab")[0].label.startswith("5-maktab")
    lane = next(one for one in town_addresses.suggest("2-tor") if one.kind is AddressKind.STREET)
    assert "2-tor" in lane.street


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("dehqon bozori", "Markaziy dehqon bozori, Navroʻzobod"),
        ("Центральный рынок", "Markaziy dehqon bozori, Navroʻzobod"),
        ("подстанция скорой 3", "3-tez tibbiy yordam stansiyasi, Navroʻzobod"),
        ("Bolalar kop tarmoqli", "Bolalar koʻp tarmoqli shifoxonasi, Navroʻzobod"),
        ("Камангарон", "Kamangaron"),
        ("Наврузабад", "Navroʻzobod"),
    ],
)
def test_landmarks_and_settlements_are_found(town_addresses: AddressIndex, typed: str, label: str) -> None:
    assert label in [one.label for one in town_addresses.suggest(typed)[:2]]


def test_a_mahalla_is_found_by_its_name_in_three_scripts(town_addresses: AddressIndex, town_map: TownMap) -> None:
    name = town_map.town.mahallas[0].name
    for typed in (name, cyrillic(name), f"махалля {cyrillic(name.removesuffix(' mahallasi'))}"):
        assert town_addresses.suggest(typed)[0].label == f"{name}, Navroʻzobod"


def test_among_equals_the_nearer_stands_first(town_addresses: AddressIndex, town_map: TownMap) -> None:
    by_street: dict[str, set[str]] = {}
    for address in town_map.town.addresses:
        by_street.setdefault(address.street, set()).add(address.settlement)
    street, settlements = next((s, found) for s, found in sorted(by_street.items()) if len(found) > 1)
    points = {village.name: village.point for village in town_map.town.villages} | {"Navroʻzobod": town_map.town.center}
    for settlement in sorted(settlements):
        assert town_addresses.suggest(street, near=points[settlement])[0].settlement == settlement


def test_nothing_typed_and_nonsense_find_nothing(town_addresses: AddressIndex) -> None:
    assert [town_addresses.suggest(typed) for typed in ("", "  ", "???", "ʻ", "qwzxv")] == [[]] * 5


def test_no_more_than_asked_and_no_place_twice(town_addresses: AddressIndex) -> None:
    for typed in ("a", "navoiy", "ko'chasi", "1"):
        found = town_addresses.suggest(typed, limit=5)
        assert 0 < len(found) <= 5
        assert len({(one.label, one.point) for one in found}) == len(found)


def test_every_letter_typed_is_answered_in_time(town_addresses: AddressIndex, town_map: TownMap) -> None:
    taken = []
    for address in town_map.town.addresses[::60]:
        typed = f"{address.street} {address.house}"
        for end in range(1, len(typed) + 1):
            started = thread_time()
            town_addresses.suggest(typed[:end], near=town_map.town.center)
            taken.append((thread_time() - started) * 1000)
    assert quantiles(taken, n=100)[94] < ASK_MS


def test_a_point_on_a_house_has_that_houses_address(
    town_addresses: AddressIndex, town_roads: RoadGraph, town_map: TownMap
) -> None:
    for address in town_map.town.addresses[::50]:
        found = town_addresses.at(address.point, town_roads.street_at(address.point))
        assert found is not None
        assert (found.street, found.house) == (address.street, address.house)
        assert found.metres is not None
        assert found.metres < 2


def test_a_point_on_a_country_road_has_the_roads_name_and_a_point_in_the_steppe_none(
    town_addresses: AddressIndex, town_roads: RoadGraph, town_map: TownMap
) -> None:
    town = town_map.town
    village = next(v for v in town.villages if v.name == "Kamangaron")
    halfway = Point(lon=(village.point.lon + town.center.lon) / 2, lat=(village.point.lat + town.center.lat) / 2)
    snapped = town_roads.snap([halfway], Driver.SIREN)
    on_road = Point(lon=float(snapped.lon[0]), lat=float(snapped.lat[0]))
    found = town_addresses.at(on_road, town_roads.street_at(on_road))
    assert found is not None
    assert found.kind is AddressKind.STREET
    steppe = Point(lon=town.bounds[0] + 0.01, lat=town.bounds[1] + 0.02)
    assert town_addresses.at(steppe, town_roads.street_at(steppe)) is None


def test_suggestions_get_narrower_while_typing(town_addresses: AddressIndex) -> None:
    counts = [len(town_addresses.suggest("registon"[:end], limit=50)) for end in range(3, 9)]
    assert all(one >= other for one, other in pairwise(counts))
