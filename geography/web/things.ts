/** What stands on the map beside the base map, as GeoJSON. Pure: no map, no page. */
import type { Feature, FeatureCollection, Geometry, LineString, Point as PointShape, Polygon } from "geojson";

export interface Place {
  lon: number;
  lat: number;
}

export interface MapBrigade {
  id: string;
  point: Place;
  /** As the wire names it: available, assigned, en_route, on_scene, transporting, at_hospital, returning … */
  state: string;
  /** What is written under it, with its age in words where it is old. */
  label: string;
  /** Degrees clockwise from north; null when it is not known. */
  heading: number | null;
  /** How old the position is; from a minute on it is drawn pale. */
  ageSeconds: number;
  selected?: boolean;
}

export interface MapIncident {
  id: string;
  point: Place;
  /** 1 is a threat to life, 4 is planned. */
  priority: number;
  selected: boolean;
  label?: string;
}

export interface MapHospital {
  id: string;
  point: Place;
  label: string;
}

/** How old a position is when it is drawn pale. */
export const OLD_SECONDS = 60;

export type Shape = "free" | "assigned" | "moving" | "scene" | "transport" | "hospital" | "returning" | "off";

const SHAPES: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ["available", "free"], ["assigned", "assigned"], ["en_route", "moving"], ["on_scene", "scene"],
  ["transporting", "transport"], ["at_hospital", "hospital"], ["returning", "returning"],
]);

/** Only what points somewhere is turned. */
const TURNED: ReadonlySet<Shape> = new Set(["free", "assigned", "moving", "returning"]);

/** Whom a dispatcher looks for first is drawn above the others. */
const HEIGHTS: Record<Shape, number> = {
  free: 6, returning: 5, assigned: 4, moving: 4, transport: 3, scene: 3, hospital: 2, off: 1,
};

export type Points = FeatureCollection<PointShape>;
export type Lines = FeatureCollection<LineString>;

const collection = <G extends Geometry>(features: Feature<G>[]): FeatureCollection<G> => ({
  type: "FeatureCollection",
  features,
});

const at = (place: Place): PointShape => ({ type: "Point", coordinates: [place.lon, place.lat] });

export function brigadeFeature(brigade: MapBrigade): Feature<PointShape> {
  const shape = SHAPES.get(brigade.state) ?? "off";
  return {
    type: "Feature",
    geometry: at(brigade.point),
    properties: {
      id: brigade.id,
      image: `brigade-${shape}`,
      turn: TURNED.has(shape) ? (brigade.heading ?? 0) : 0,
      label: brigade.label,
      old: brigade.ageSeconds >= OLD_SECONDS,
      selected: brigade.selected === true,
      height: HEIGHTS[shape],
    },
  };
}

export const brigadeFeatures = (brigades: readonly MapBrigade[]): Points => collection(brigades.map(brigadeFeature));

export const incidentFeatures = (incidents: readonly MapIncident[]): Points =>
  collection(
    incidents.map((incident) => ({
      type: "Feature",
      geometry: at(incident.point),
      properties: {
        id: incident.id,
        image: `incident-${incident.priority}${incident.selected ? "-selected" : ""}`,
        label: incident.label ?? "",
        height: (incident.selected ? 10 : 0) + 5 - incident.priority,
      },
    })),
  );

export const hospitalFeatures = (hospitals: readonly MapHospital[]): Points =>
  collection(
    hospitals.map((hospital) => ({
      type: "Feature",
      geometry: at(hospital.point),
      properties: { id: hospital.id, image: "hospital", label: hospital.label },
    })),
  );

export const lineFeatures = (line: readonly Place[] | null): Lines =>
  collection(
    line && line.length > 1
      ? [{ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: line.map((p) => [p.lon, p.lat]) } }]
      : [],
  );

export const pickedFeature = (place: Place | null): Points =>
  collection(place ? [{ type: "Feature", geometry: at(place), properties: { image: "picked" } }] : []);

const CORNERS = 48;
const METRES_A_DEGREE = 111_320;

/** Where somebody may be: the place that their telephone gave, and the circle in which it is true. */
export function callerFeatures(caller: { readonly point: Place; readonly accuracyMetres: number } | null): FeatureCollection<PointShape | Polygon> {
  if (caller === null) return { type: "FeatureCollection", features: [] };
  const { point, accuracyMetres } = caller;
  const north = accuracyMetres / METRES_A_DEGREE;
  const east = north / Math.max(0.01, Math.cos((point.lat * Math.PI) / 180));
  const ring = Array.from({ length: CORNERS + 1 }, (_, corner) => {
    const turn = (2 * Math.PI * (corner % CORNERS)) / CORNERS;
    return [point.lon + east * Math.cos(turn), point.lat + north * Math.sin(turn)];
  });
  return {
    type: "FeatureCollection",
    features: [
      { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring] } },
      { type: "Feature", properties: {}, geometry: at(point) },
    ],
  };
}

/** West, south, east, north of the places; null when there are none. */
export function boundsOf(places: readonly Place[]): [number, number, number, number] | null {
  if (places.length === 0) return null;
  const lons = places.map((place) => place.lon);
  const lats = places.map((place) => place.lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

/** Whether two lists of brigades are drawn alike: most of what is set each second has not changed. */
export function alike(one: readonly MapBrigade[], other: readonly MapBrigade[]): boolean {
  return (
    one.length === other.length &&
    one.every((brigade, index) => {
      const before = other[index];
      return (
        before !== undefined && before.id === brigade.id && before.point.lon === brigade.point.lon &&
        before.point.lat === brigade.point.lat && before.heading === brigade.heading && before.state === brigade.state &&
        before.label === brigade.label && before.selected === brigade.selected &&
        before.ageSeconds >= OLD_SECONDS === brigade.ageSeconds >= OLD_SECONDS
      );
    })
  );
}
