import { describe, expect, it } from "vitest";
import type { StillPlan } from "~/signaling/web/wire";
import { boxOf, detailAround, placeIn, POINTS_AT_MOST, simplified, tileBox, tilesAround, type Place } from "./still-places";

const PLAN: StillPlan = { width: 1601, height: 1200, left: 0.25, top: 0.5, right: 0.5, bottom: 0.75, columns: 2, rows: 2 };
const BOX = { left: 100, top: 50, width: 400, height: 400 };

describe("[F1] a place on the picture", () => {
  it("is found where the picture lies in its box, not in the box", () => {
    expect(placeIn(300, 250, BOX, 640, 480)).toEqual([0.5, 0.5]);
    expect(placeIn(100, 100, BOX, 640, 480)).toEqual([0, 0]);
    expect(placeIn(500, 400, BOX, 640, 480)).toEqual([1, 1]);
  });

  it("beside the picture is its nearest edge, and without a picture its centre", () => {
    expect(placeIn(300, 60, BOX, 640, 480)).toEqual([0.5, 0]);
    expect(placeIn(300, 60, BOX, 0, 0)).toEqual([0.5, 0.5]);
  });

  it("has a detail round it that is wholly inside", () => {
    expect(detailAround(0.5, 0.5)).toEqual([0.3333, 0.3333, 0.6666, 0.6666]);
    expect(detailAround(0, 1)).toEqual([0, 0.6667, 0.3333, 1]);
  });
});

describe("[F3] the tiles of the whole", () => {
  it("cover every pixel once", () => {
    const boxes = tilesAround(PLAN, [0, 0]).map((name) => boxOf(PLAN, name)!);
    expect(boxes.reduce((sum, box) => sum + box.width * box.height, 0)).toBe(1601 * 1200);
    expect(tileBox(PLAN, 1, 1)).toEqual({ left: 800, top: 600, width: 801, height: 600 });
  });

  it("come in the order of their distance from the place", () => {
    expect(tilesAround(PLAN, [0.9, 0.9])[0]).toBe("tile-1-1");
    expect(tilesAround(PLAN, [0.9, 0.9])[3]).toBe("tile-0-0");
  });

  it("are beside preview and detail the only parts", () => {
    expect(boxOf(PLAN, "preview")).toEqual({ left: 0, top: 0, width: 1601, height: 1200 });
    expect(boxOf(PLAN, "detail")).toEqual({ left: 400, top: 600, width: 401, height: 300 });
    expect(boxOf(PLAN, "script")).toBeNull();
  });
});

describe("[F4] a line", () => {
  it("keeps its corners and loses what lies on the way", () => {
    const straight = Array.from({ length: 50 }, (_, index): Place => [index / 100, 0.2]);
    const corner = Array.from({ length: 50 }, (_, index): Place => [0.49, 0.2 + index / 100]);
    expect(simplified([...straight, ...corner])).toEqual([[0, 0.2], [0.49, 0.2], [0.49, 0.69]]);
  });

  it("never has more points than the server takes", () => {
    const wild = Array.from({ length: 1_200 }, (_, index): Place => [(index * 0.618) % 1, (index * 0.414) % 1]);
    const line = simplified(wild);
    expect(line.length).toBeLessThanOrEqual(POINTS_AT_MOST);
    expect(line[0]).toEqual([0, 0]);
  });

  it("is written with four digits, inside the picture", () => {
    expect(simplified([[-0.1, 0.123456], [1.2, 0.5]])).toEqual([[0, 0.1235], [1, 0.5]]);
  });
});
