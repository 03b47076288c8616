/** The sources and layers of what stands on the map: where a caller may be, route, trail, hospitals, incidents, brigades,
 * the picked point. */
import type { FeatureCollection } from "geojson";
import type { ExpressionSpecification, GeoJSONSourceSpecification, LayerSpecification } from "maplibre-gl";

import type { Colours } from "./colours.ts";
import { FONT, FONT_BOLD } from "./style.ts";

export const SOURCES = ["caller", "trail", "route", "hospitals", "incidents", "brigades", "picked"] as const;
export type SourceName = (typeof SOURCES)[number];
export type SourceData = Record<SourceName, FeatureCollection>;

const NOTHING: FeatureCollection = { type: "FeatureCollection", features: [] };

export const emptyData = (): SourceData =>
  Object.fromEntries(SOURCES.map((name) => [name, NOTHING])) as SourceData;

/** `tolerance` 0 and no buffer: points gain nothing from simplification, and updates stay cheap. */
export const sourcesWith = (data: SourceData): Record<SourceName, GeoJSONSourceSpecification> =>
  Object.fromEntries(
    SOURCES.map((name) => [name, { type: "geojson", data: data[name], tolerance: name === "route" ? 0.2 : 0, maxzoom: 14 }]),
  ) as Record<SourceName, GeoJSONSourceSpecification>;

export function overlayLayers(colours: Colours): LayerSpecification[] {
  const get = (key: string): ExpressionSpecification => ["get", key];
  const label = {
    "text-field": get("label"), "text-size": 13, "text-anchor": "top", "text-optional": true, "text-padding": 1,
  } as const;
  const always = { "icon-allow-overlap": true, "icon-ignore-placement": true, "icon-image": get("image") } as const;
  const halo = { "text-halo-color": colours.mapGround, "text-halo-width": 1.6 } as const;
  const round = { "line-cap": "round", "line-join": "round" } as const;
  return [
    { id: "caller", source: "caller", type: "fill", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": colours.accent, "fill-opacity": 0.18 } },
    { id: "caller-edge", source: "caller", type: "line", filter: ["==", ["geometry-type"], "Polygon"], paint: { "line-color": colours.accent, "line-width": 2 } },
    {
      id: "caller-place", source: "caller", type: "circle", filter: ["==", ["geometry-type"], "Point"],
      paint: { "circle-color": colours.accent, "circle-radius": 7, "circle-stroke-color": colours.mapGround, "circle-stroke-width": 3 },
    },
    {
      id: "trail", source: "trail", type: "line", layout: round,
      paint: { "line-color": colours.muted, "line-width": 3, "line-opacity": 0.75, "line-dasharray": [0.1, 1.8] },
    },
    {
      id: "route-edge", source: "route", type: "line", layout: round,
      paint: { "line-color": colours.mapGround, "line-width": 10, "line-opacity": 0.7 },
    },
    { id: "route", source: "route", type: "line", layout: round, paint: { "line-color": colours.accent, "line-width": 5 } },
    {
      id: "hospitals", source: "hospitals", type: "symbol",
      layout: { ...always, ...label, "text-font": FONT, "text-offset": [0, 1.4], "text-max-width": 9 },
      paint: { "text-color": colours.muted, ...halo },
    },
    {
      id: "incidents", source: "incidents", type: "symbol",
      layout: { ...always, ...label, "text-font": FONT_BOLD, "text-offset": [0, 1.3], "symbol-sort-key": get("height") },
      paint: { "text-color": colours.text, ...halo },
    },
    {
      id: "brigades-ring", source: "brigades", type: "symbol", filter: ["==", get("selected"), true],
      layout: { "icon-image": "ring", "icon-allow-overlap": true, "icon-ignore-placement": true },
    },
    {
      id: "brigades", source: "brigades", type: "symbol",
      layout: {
        ...always, ...label, "text-font": FONT_BOLD, "text-offset": [0, 1.2], "icon-rotate": get("turn"),
        "icon-rotation-alignment": "map", "symbol-sort-key": get("height"),
      },
      paint: {
        "icon-opacity": ["case", get("old"), 0.5, 1],
        "text-color": ["case", get("old"), colours.muted, colours.text],
        ...halo,
      },
    },
    { id: "picked", source: "picked", type: "symbol", layout: always },
  ];
}

/** What a click may hit, the uppermost first. */
export const CLICKABLE = ["brigades", "incidents", "hospitals"] as const;
