"""What the base map draws, as one GeoJSON line per feature and one file per layer, ready for the tile maker."""

import json
from pathlib import Path
from typing import Any, TextIO

import osmium

LAYERS = ("water", "land", "roads", "rail", "buildings", "places", "landmarks")

# class → the zoom from which a road is drawn
_ROAD_ZOOM = {"motorway": 6, "trunk": 6, "primary": 8, "secondary": 9, "tertiary": 10, "unclassified": 11,
              "residential": 12, "living_street": 13, "pedestrian": 13, "road": 12, "service": 14, "track": 13,
              "footway": 15,
              "path": 15, "steps": 15, "cycleway": 15, "busway": 13, "bridleway": 15}  # fmt: skip
_PLACE_ZOOM = {"city": 6, "town": 7, "village": 10, "suburb": 11, "borough": 11, "quarter": 12, "neighbourhood": 13,
               "hamlet": 12, "square": 14, "locality": 14, "isolated_dwelling": 14, "farm": 14}  # fmt: skip
_LAND = {
    "landuse": {"residential": "residential", "industrial": "industrial", "commercial": "industrial",
                "retail": "industrial", "forest": "wood", "meadow": "grass", "grass": "grass",
                "cemetery": "cemetery", "farmland": "farmland", "orchard": "orchard", "vineyard": "orchard",
                "recreation_ground": "park", "railway": "industrial", "village_green": "park", "allotments": "orchard"},
    "leisure": {"park": "park", "garden": "park", "pitch": "grass", "stadium": "grass", "nature_reserve": "wood",
                "golf_course": "grass", "playground": "park"},
    "natural": {"wood": "wood", "scrub": "wood", "grassland": "grass", "heath": "grass", "sand": "sand",
                "beach": "sand", "glacier": "ice", "bare_rock": "rock", "scree": "rock"},
    "amenity": {"hospital": "hospital", "school": "school", "university": "school", "kindergarten": "school",
                "grave_yard": "cemetery"},
}  # fmt: skip
_LANDMARK_ZOOM = {"hospital": 12, "ambulance_station": 12, "station": 13, "park": 13, "marketplace": 13,
                  "university": 13, "school": 14, "stadium": 13, "place_of_worship": 14, "pharmacy": 15,
                  "clinic": 14, "bus_station": 14, "aerodrome": 10}  # fmt: skip


def _names(tags: dict[str, str]) -> dict[str, str]:
    """The names that the screens choose from by their language."""
    kept = {"name": tags.get("name"), "name_uz_cyrl": tags.get("name:uz-Cyrl") or tags.get("name:uz_Cyrl"),
            "name_ru": tags.get("name:ru"), "name_uz": tags.get("name:uz") or tags.get("name:uz-Latn")}  # fmt: skip
    return {key: value for key, value in kept.items() if value}


class LayerWriter:
    """Writes the layer files into a folder; a context manager."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.counts = dict.fromkeys(LAYERS, 0)
        self._shapes = osmium.geom.GeoJSONFactory()
        self._files: dict[str, TextIO] = {}

    def __enter__(self) -> "LayerWriter":
        self._files = {layer: (self.folder / f"{layer}.geojsonl").open("w", encoding="utf-8") for layer in LAYERS}
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files.values():
            file.close()

    def _write(self, layer: str, geometry: str, zoom: int, properties: dict[str, Any]) -> None:
        head = json.dumps({"minzoom": zoom})
        body = json.dumps(properties, ensure_ascii=False)
        self._files[layer].write(
            f'{{"type":"Feature","tippecanoe":{head},"properties":{body},"geometry":{geometry}}}\n'
        )
        self.counts[layer] += 1

    def line(self, way: Any, tags: dict[str, str]) -> None:
        """A road, a railway, a river's middle line."""
        found = _line_layer(tags)
        if found is None:
            return
        try:
            geometry = self._shapes.create_linestring(way)
        except (RuntimeError, osmium.InvalidLocationError):
            return  # a way whose nodes lie outside the extract: nothing to draw
        self._write(found[0], geometry, found[1], found[2] | _names(tags))

    def area(self, area: Any, tags: dict[str, str]) -> None:
        """Water, land, a building."""
        found = _area_layer(tags)
        if found is None:
            return
        try:
            geometry = self._shapes.create_multipolygon(area)
        except (RuntimeError, osmium.InvalidLocationError):
            return
        self._write(found[0], geometry, found[1], found[2])

    def place(self, kind: str, tags: dict[str, str], lon: float, lat: float) -> None:
        """A settlement or a part of one."""
        self._write("places", _point(lon, lat), _PLACE_ZOOM.get(kind, 14), {"kind": kind} | _names(tags))

    def landmark(self, kind: str, tags: dict[str, str], lon: float, lat: float) -> None:
        """A thing by which people say where they are."""
        self._write("landmarks", _point(lon, lat), _LANDMARK_ZOOM.get(kind, 15), {"kind": kind} | _names(tags))


def _point(lon: float, lat: float) -> str:
    return f'{{"type":"Point","coordinates":[{lon:.7f},{lat:.7f}]}}'


def _line_layer(tags: dict[str, str]) -> tuple[str, int, dict[str, Any]] | None:
    kind = tags.get("highway", "")
    road = kind.removesuffix("_link")
    if road in _ROAD_ZOOM:
        zoom = _ROAD_ZOOM[road] + (2 if kind != road else 0)
        extra = {"bridge": 1} if tags.get("bridge", "no") != "no" else {}
        if tags.get("oneway") in ("yes", "1", "true"):
            extra["oneway"] = 1
        return "roads", zoom, {"class": road} | extra
    if tags.get("railway") in ("rail", "light_rail", "subway", "tram", "narrow_gauge"):
        service = tags.get("service")
        return "rail", 12 if service or tags["railway"] in ("tram", "subway") else 9, {"class": tags["railway"]}
    if tags.get("waterway") in ("river", "canal", "stream", "ditch", "drain"):
        return "water", {"river": 8, "canal": 10}.get(tags["waterway"], 13), {"class": tags["waterway"]}
    return None


def _area_layer(tags: dict[str, str]) -> tuple[str, int, dict[str, Any]] | None:
    if tags.get("building", "no") != "no":
        return "buildings", 14, {"number": tags["addr:housenumber"]} if "addr:housenumber" in tags else {}
    if tags.get("natural") == "water" or tags.get("waterway") == "riverbank" or tags.get("landuse") == "reservoir":
        return "water", 6, {"class": "water"}
    for key, kinds in _LAND.items():
        if tags.get(key) in kinds:
            kind = kinds[tags[key]]
            return (
                "land",
                {"residential": 9, "wood": 8, "farmland": 9, "orchard": 9, "grass": 9}.get(kind, 11),
                {"class": kind},
            )
    return None
