import { expect, test } from "vitest";
import { angleAt, areaCm2, boxOf, following, lengthMm, moved, rotated, stepped, turned, whole, wideMmOf, zoomed } from "./files-measures";

const SIZE = { width: 2_000, height: 1_000 };

test("a known length gives the scale, and the scale gives lengths, areas and angles", () => {
  const wide = wideMmOf([0.1, 0.5], [0.2, 0.5], SIZE, 10);
  expect(wide).toBe(100);
  expect(lengthMm([0, 0], [0, 1], SIZE, 100)).toBeCloseTo(50);
  expect(areaCm2([[0, 0], [1, 0], [1, 1], [0, 1]], SIZE, 100)).toBeCloseTo(50); // 10 cm by 5 cm
  expect(angleAt([[0.5, 0], [0.5, 0.5], [0.75, 0.5]], SIZE)).toBeCloseTo(90);
  expect(wideMmOf([0.1, 0.5], [0.1, 0.5], SIZE, 10)).toBe(null);
  expect(wideMmOf([0, 0], [1, 0], SIZE, Number.NaN)).toBe(null);
});

test("nearer keeps the place under the finger, and nobody gets lost", () => {
  const near = zoomed(whole(SIZE), 2, SIZE, { x: 500, y: 250 });
  expect(near).toEqual({ x: 750, y: 375, zoom: 2, quarters: 0 });
  expect(boxOf(near, SIZE)).toBe("250.00 125.00 1000.00 500.00");
  expect(moved(near, 99_999, -99_999, SIZE)).toMatchObject({ x: 2_000, y: 0 });
  expect(zoomed(near, 0.001, SIZE).zoom).toBe(1);
  expect(boxOf(turned(whole(SIZE)), SIZE)).toBe("500.00 -500.00 1000.00 2000.00");
  const [x, y] = rotated(...rotated(3, 4, 1), -1);
  expect([x + 0, y + 0]).toEqual([3, 4]);
});

test("a step goes where the screen says, however the picture is turned, and never off it", () => {
  expect(stepped([0.5, 0.5], 100, 0, whole(SIZE), SIZE)).toEqual([0.55, 0.5]);
  expect(stepped([0.5, 0.5], 100, 0, turned(whole(SIZE)), SIZE)).toEqual([0.5, 0.4]);
  expect(stepped([0.99, 0.01], 100, -100, whole(SIZE), SIZE)).toEqual([1, 0]);
});

test("the sight follows a place that leaves it, and stays while it does not", () => {
  const near = zoomed(whole(SIZE), 4, SIZE);
  expect(following(near, [0.6, 0.5], SIZE)).toEqual(near);
  expect(following(near, [0.8, 0.5], SIZE)).toEqual({ ...near, x: 1_350 });
});
