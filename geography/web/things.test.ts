import { describe, expect, it } from "vitest";

import { alike, boundsOf, brigadeFeature, brigadeFeatures, callerFeatures, incidentFeatures, lineFeatures, type MapBrigade } from "./things.ts";

const brigade = (change: Partial<MapBrigade> = {}): MapBrigade => ({
  id: "b1", point: { lon: 65.6, lat: 39.3 }, heading: 70, state: "available", label: "R5", ageSeconds: 2, ...change,
});
const drawn = (change: Partial<MapBrigade> = {}) => brigadeFeature(brigade(change)).properties;

describe("what stands on the map", () => {
  it("turns what moves or is free to its heading, and nothing else", () => {
    expect(drawn()).toMatchObject({ image: "brigade-free", turn: 70 });
    expect(drawn({ state: "on_scene" })).toMatchObject({ image: "brigade-scene", turn: 0 });
    expect(drawn({ heading: null })).toMatchObject({ turn: 0 });
  });

  it("gives every state another mark, save those that are off", () => {
    const states = ["available", "assigned", "en_route", "on_scene", "transporting", "at_hospital", "returning", "on_break"];
    expect(new Set(states.map((state) => drawn({ state })?.["image"])).size).toBe(states.length);
  });

  it("draws a position of a minute ago as old", () => {
    expect(drawn({ ageSeconds: 59 })).toMatchObject({ old: false });
    expect(drawn({ ageSeconds: 60 })).toMatchObject({ old: true });
  });

  it("sees that nothing changed, and what changed", () => {
    expect(alike([brigade()], [brigade({ ageSeconds: 30 })])).toBe(true);
    expect(alike([brigade()], [brigade({ ageSeconds: 61 })])).toBe(false);
    expect(alike([brigade()], [brigade({ point: { lon: 65.6, lat: 39.31 } })])).toBe(false);
    expect(alike([brigade()], [])).toBe(false);
  });

  it("draws the selected incident above the others", () => {
    const [plain, chosen] = incidentFeatures([
      { id: "1", point: { lon: 0, lat: 0 }, priority: 1, selected: false },
      { id: "2", point: { lon: 0, lat: 0 }, priority: 4, selected: true },
    ]).features;
    expect(chosen?.properties?.["height"]).toBeGreaterThan(plain?.properties?.["height"] as number);
    expect(chosen?.properties?.["image"]).toBe("incident-4-selected");
  });

  it("makes no line of one place", () => {
    expect(lineFeatures([{ lon: 1, lat: 2 }]).features).toHaveLength(0);
    expect(lineFeatures(null).features).toHaveLength(0);
  });

  it("draws a caller as a place in the circle in which it is true", () => {
    expect(callerFeatures(null).features).toHaveLength(0);
    const [circle, place] = callerFeatures({ point: { lon: 66.95, lat: 60 }, accuracyMetres: 1113.2 }).features;
    expect(place?.geometry).toEqual({ type: "Point", coordinates: [66.95, 60] });
    const ring = circle?.geometry.type === "Polygon" ? (circle.geometry.coordinates[0] ?? []) : [];
    expect(ring[0]).toEqual(ring.at(-1));
    const lons = ring.map(([lon]) => lon ?? 0);
    const lats = ring.map(([, lat]) => lat ?? 0);
    expect(Math.max(...lats) - 60).toBeCloseTo(0.01, 5);
    expect(Math.max(...lons) - 66.95).toBeCloseTo(0.02, 5);
  });

  it("finds the bounds of places", () => {
    expect(boundsOf([])).toBeNull();
    expect(boundsOf([{ lon: 2, lat: 5 }, { lon: 1, lat: 7 }])).toEqual([1, 5, 2, 7]);
  });

  it("prepares every one of a thousand brigades", () => {
    const many = Array.from({ length: 1000 }, (_, n) => brigade({ id: String(n) }));
    expect(brigadeFeatures(many).features).toHaveLength(1000);
  });
});
