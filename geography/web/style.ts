/**
 * The map's style: our own, in the page's colours.
 *
 * There is no `glyphs` address: without one MapLibre draws letters in the browser with the fonts that the page has, so
 * labels look like the page and nothing is fetched for them.
 */
import type { ExpressionSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";

import type { Colours } from "./colours.ts";

export type MapLanguage = "uz" | "uz-Cyrl" | "ru" | "en";

export const FONT = ["Inter Variable", "Noto Sans"];
/** MapLibre reads the weight from the first name; no font is called so, and the browser takes the second. */
export const FONT_BOLD = ["Inter Variable SemiBold", "Inter Variable", "Noto Sans"];

export interface StyleWish {
  colours: Colours;
  dark: boolean;
  language: MapLanguage;
  /** The address of the PMTiles, or null: then there is ground and what stands on it. */
  tiles: string | null;
  sources: Record<string, SourceSpecification>;
  layers: LayerSpecification[];
}

const NAMES: Record<MapLanguage, string[]> = {
  uz: ["name_uz", "name"], "uz-Cyrl": ["name_uz_cyrl", "name"], ru: ["name_ru", "name"], en: ["name"],
};

export function nameIn(language: MapLanguage): ExpressionSpecification {
  return ["coalesce", ...NAMES[language].map((key) => ["get", key] as ExpressionSpecification)] as ExpressionSpecification;
}

const width = (...stops: [number, number][]): ExpressionSpecification =>
  ["interpolate", ["exponential", 1.6], ["zoom"], ...stops.flat()] as ExpressionSpecification;

const isClass = (...classes: string[]): ExpressionSpecification => ["in", ["get", "class"], ["literal", classes]];

const BASE = { source: "base" } as const;
const ROUND = { "line-cap": "round", "line-join": "round" } as const;

function grounds(wish: StyleWish): LayerSpecification[] {
  const { colours: c, dark } = wish;
  const shade = dark ? "#161c25" : "#e4e8ed";
  return [
    {
      ...BASE, id: "land", type: "fill", "source-layer": "land",
      paint: {
        "fill-color": [
          "match", ["get", "class"],
          ["park", "wood", "grass", "orchard", "cemetery"], c.mapPark,
          ["hospital"], dark ? "#2a1b27" : "#f6dce8",
          ["residential", "industrial", "school"], shade,
          ["farmland"], dark ? "#12191b" : "#eef0e4",
          "rgba(0,0,0,0)",
        ],
        "fill-opacity": ["match", ["get", "class"], ["orchard", "grass"], 0.5, 1],
      },
    },
    {
      ...BASE, id: "water", type: "fill", "source-layer": "water", filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": c.mapWater },
    },
    {
      ...BASE, id: "streams", type: "line", "source-layer": "water", filter: ["==", ["geometry-type"], "LineString"],
      paint: { "line-color": c.mapWater, "line-width": width([8, 1], [14, 3]) },
    },
    {
      ...BASE, id: "buildings", type: "fill", "source-layer": "buildings", minzoom: 14.5,
      paint: { "fill-color": dark ? "#1d2530" : "#d9dfe6", "fill-outline-color": dark ? "#253040" : "#c8d0da" },
    },
  ];
}

function ways(wish: StyleWish): LayerSpecification[] {
  const { colours: c, dark } = wish;
  const edge = dark ? "#0b0f15" : "#c9d1da";
  const great = ["motorway", "trunk", "primary"];
  const middle = ["secondary", "tertiary"];
  const small = ["unclassified", "residential", "living_street", "road", "busway", "pedestrian"];
  return [
    {
      ...BASE, id: "rail", type: "line", "source-layer": "rail",
      paint: { "line-color": dark ? "#3a4452" : "#aab4c0", "line-width": width([9, 0.6], [15, 2]), "line-dasharray": [4, 3] },
    },
    {
      ...BASE, id: "paths", type: "line", "source-layer": "roads", minzoom: 14, layout: ROUND,
      filter: isClass("service", "track", "footway", "path", "steps", "cycleway", "bridleway"),
      paint: { "line-color": c.mapRoad, "line-width": width([14, 0.6], [18, 4]), "line-opacity": 0.8 },
    },
    {
      ...BASE, id: "streets", type: "line", "source-layer": "roads", filter: isClass(...small), layout: ROUND,
      paint: { "line-color": c.mapRoad, "line-width": width([11, 0.5], [14, 2.2], [18, 16]) },
    },
    {
      ...BASE, id: "middle-edge", type: "line", "source-layer": "roads", filter: isClass(...middle, ...great), minzoom: 11, layout: ROUND,
      paint: { "line-color": edge, "line-width": width([11, 2.2], [14, 7], [18, 28]) },
    },
    {
      ...BASE, id: "middle", type: "line", "source-layer": "roads", filter: isClass(...middle), layout: ROUND,
      paint: { "line-color": c.mapMajor, "line-width": width([8, 0.6], [11, 1.4], [14, 4.5], [18, 22]) },
    },
    {
      ...BASE, id: "great", type: "line", "source-layer": "roads", filter: isClass(...great), layout: ROUND,
      paint: { "line-color": dark ? "#4c5c72" : "#fff3d6", "line-width": width([6, 0.8], [11, 2.2], [14, 6], [18, 26]) },
    },
    {
      ...BASE, id: "oneway", type: "symbol", "source-layer": "roads", minzoom: 15.5, filter: ["==", ["get", "oneway"], 1],
      layout: {
        "symbol-placement": "line", "symbol-spacing": 120, "text-field": "→", "text-font": FONT, "text-size": 13,
        "text-keep-upright": false, "text-rotation-alignment": "map",
      },
      paint: { "text-color": c.mapLabel },
    },
  ];
}

function labels(wish: StyleWish): LayerSpecification[] {
  const { colours: c, language } = wish;
  const halo = { "text-halo-color": c.mapGround, "text-halo-width": 1.4 };
  const name = nameIn(language);
  const paint = { "text-color": c.mapLabel, ...halo };
  return [
    {
      ...BASE, id: "house-numbers", type: "symbol", "source-layer": "buildings", minzoom: 16.5,
      layout: { "text-field": ["coalesce", ["get", "number"], ""], "text-font": FONT, "text-size": 11 }, paint,
    },
    {
      ...BASE, id: "street-names", type: "symbol", "source-layer": "roads", minzoom: 12.5,
      layout: {
        "symbol-placement": "line", "text-field": name, "text-font": FONT, "text-size": width([12, 11], [17, 14]),
        "text-max-angle": 35, "symbol-spacing": 320,
      },
      paint,
    },
    {
      ...BASE, id: "river-names", type: "symbol", "source-layer": "water", filter: ["==", ["geometry-type"], "LineString"],
      layout: { "symbol-placement": "line", "text-field": name, "text-font": FONT, "text-size": 13, "symbol-spacing": 500 },
      paint: { ...paint, "text-halo-color": c.mapWater },
    },
    {
      ...BASE, id: "landmark-names", type: "symbol", "source-layer": "landmarks", minzoom: 14,
      filter: ["!", ["in", ["get", "kind"], ["literal", ["hospital"]]]],
      layout: { "text-field": name, "text-font": FONT, "text-size": 11, "text-max-width": 8, "text-padding": 8 }, paint,
    },
    {
      ...BASE, id: "quarter-names", type: "symbol", "source-layer": "places", minzoom: 12.5,
      filter: ["in", ["get", "kind"], ["literal", ["suburb", "quarter", "neighbourhood", "borough", "square", "locality"]]],
      layout: { "text-field": name, "text-font": FONT, "text-size": 12, "text-max-width": 8, "text-letter-spacing": 0.04 },
      paint: { ...paint, "text-color": c.muted },
    },
    {
      ...BASE, id: "place-names", type: "symbol", "source-layer": "places",
      filter: ["in", ["get", "kind"], ["literal", ["city", "town", "village", "hamlet"]]],
      layout: {
        "text-field": name, "text-font": FONT_BOLD, "text-max-width": 8,
        "text-size": ["interpolate", ["linear"], ["zoom"], 6, ["match", ["get", "kind"], ["city", "town"], 14, 11], 13, ["match", ["get", "kind"], ["city", "town"], 20, 14]],
      },
      paint: { ...paint, "text-color": c.text },
      maxzoom: 15,
    },
  ];
}

/** The whole style: ground, base map where there is one, and what stands on it. */
export function styleOf(wish: StyleWish): StyleSpecification {
  const base = wish.tiles !== null;
  return {
    version: 8,
    sources: {
      ...(wish.tiles !== null ? { base: { type: "vector", url: `pmtiles://${wish.tiles}` } } : {}),
      ...wish.sources,
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": wish.colours.mapGround } },
      ...(base ? [...grounds(wish), ...ways(wish), ...labels(wish)] : []),
      ...wish.layers,
    ],
  };
}
