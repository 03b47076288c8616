"""Around the town: villages in two rings, up to 25 km away, and the roads to them."""

from __future__ import annotations

import math
from random import Random

from geography.town.layout import BANK_M, Layout, Street, Village, off_river, over_river, river_y, steps
from geography.town.names import STREETS, VILLAGES, plain_name, street_name
from geography.town.noding import Place

RURAL_BRIDGE_X = 9_000.0


def add_countryside(layout: Layout, random: Random) -> None:
    """Villages in two rings, their roads from the town's edge, and the roads between neighbours."""
    spots: list[Village] = []
    for number, word in enumerate(VILLAGES):
        near = number % 2 == 0
        angle = 2 * math.pi * (number + random.uniform(-0.2, 0.2)) / len(VILLAGES)
        away = random.uniform(6_000, 9_500) if near else random.uniform(14_000, 24_500)
        x, y = away * math.cos(angle), away * math.sin(angle)
        gap = y - river_y(x)
        if abs(gap) < 900:
            y = river_y(x) + math.copysign(900.0, gap)
        spots.append(Village(plain_name(word), (x, y)))
    layout.villages = spots
    for number, village in enumerate(spots):
        _village_streets(layout, village, random)
        near = number % 2 == 0
        start = _edge_knot(layout, village.place) if near else min(
            (other.place for other in spots[::2] if off_river(other.place) * off_river(village.place) > 0),
            key=lambda place: math.dist(place, village.place))  # fmt: skip
        kind, tags = ("primary", {"maxspeed": "90"}) if near and number % 4 == 0 else ("secondary", {"maxspeed": "90"})
        if not near:
            kind, tags = ("tertiary", {"maxspeed": "70"})
        _country_road(layout, start, village, kind, tags, random)
        following = spots[(number + 2) % len(spots)]
        if near and off_river(following.place) * off_river(village.place) > 0:
            _country_road(layout, village.place, following, "unclassified", {"surface": "gravel"}, random)
    _rural_bridge(layout, random)


def _edge_knot(layout: Layout, place: Place) -> Place:
    """The crossing of the town that is nearest to the place, on its side of the river."""
    same = [
        knot
        for knot in layout.knots.values()
        if off_river(knot) * off_river(place) > 0 and abs(off_river(knot)) > 2 * BANK_M
    ]
    return min(same, key=lambda knot: math.dist(knot, place))


def _country_road(
    layout: Layout, start: Place, village: Village, kind: str, tags: dict[str, str], random: Random
) -> None:
    end = village.place
    bow = random.uniform(-0.07, 0.07)
    dx, dy = end[0] - start[0], end[1] - start[1]
    line = []
    for step in steps(0.0, 1.0, 1.0 / max(6, round(math.hypot(dx, dy) / 700))):
        sag = bow * math.sin(math.pi * step)
        x, y = start[0] + dx * step - dy * sag, start[1] + dy * step + dx * sag
        side = math.copysign(1.0, off_river(end))
        if side * (y - river_y(x)) < 220:
            y = river_y(x) + side * 220
        line.append((x, y))
    line[0], line[-1] = start, end
    base = (village.name.latin, village.name.russian)
    layout.streets.append(Street(street_name("road", base), kind, line, tags=tags))


def _rural_bridge(layout: Layout, random: Random) -> None:
    """The fourth bridge, on a road between the nearest villages of both banks, east of the town."""

    def nearest(side: int) -> Village:
        return min((v for v in layout.villages if side * off_river(v.place) > 0),
                   key=lambda v: math.dist(v.place, (RURAL_BRIDGE_X, river_y(RURAL_BRIDGE_X))))  # fmt: skip

    north, south = nearest(1), nearest(-1)
    top, foot = ((RURAL_BRIDGE_X, river_y(RURAL_BRIDGE_X) + side * 260) for side in (1, -1))
    name = street_name("street", ("Eski koʻprik", "Старый мост"))
    road = Street(name, "tertiary", [north.place, top, foot, south.place])
    layout.streets += over_river(road, bridge=True)


def _village_streets(layout: Layout, village: Village, random: Random) -> None:
    """A few streets across each other around the village's middle."""
    turn, (x0, y0) = random.uniform(0, math.pi), village.place
    bases = random.sample(STREETS, 7)
    for number in range(3 + random.randrange(2)):
        for across in (True, False):
            offset = (number - 1) * random.uniform(95, 125)
            reach = random.uniform(230, 360)
            ends = [(offset, -reach), (offset + random.uniform(-12, 12), 0.0), (offset, reach)]
            line = []
            for a, b in ends:
                east, north = (a, b) if across else (b, a)
                line.append(
                    (
                        x0 + east * math.cos(turn) - north * math.sin(turn),
                        y0 + east * math.sin(turn) + north * math.cos(turn),
                    )
                )
            name = street_name("street", bases[(2 * number + across) % len(bases)])
            tags = {"surface": random.choice(("asphalt", "gravel", "unpaved"))}
            layout.streets.append(
                Street(name, "residential", line, tags, houses="yards", settlement=village.name.latin)
            )
