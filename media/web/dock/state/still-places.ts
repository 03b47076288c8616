/** Where things lie on a still: points as fractions of it, its tiles, and lines made of few enough points. */

import type { StillPlan } from "~/signaling/web/wire";

/** Fractions of width and height, from the upper left corner. */
export type Place = readonly [x: number, y: number];

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The server takes no stroke with more. */
export const POINTS_AT_MOST = 200;
/** A tenth of a thousandth of a picture is less than one of its pixels. */
const DIGITS = 4;

export function within(value: number): number {
  return Number(Math.min(1, Math.max(0, value)).toFixed(DIGITS));
}

/** Where a point of the screen lies on a picture that is shown whole in a box, as large as it fits. */
export function placeIn(x: number, y: number, box: Box, width: number, height: number): Place {
  if (width <= 0 || height <= 0) return [0.5, 0.5];
  const scale = Math.min(box.width / width, box.height / height);
  const [left, top] = [box.left + (box.width - width * scale) / 2, box.top + (box.height - height * scale) / 2];
  return [within((x - left) / (width * scale)), within((y - top) / (height * scale))];
}

/** A third of each side round the place, pushed inside: left, top, right, bottom as fractions. */
export function detailAround(x: number, y: number, part = 1 / 3): readonly [left: number, top: number, right: number, bottom: number] {
  const from = (at: number): number => within(Math.min(1 - part, Math.max(0, at - part / 2)));
  const [left, top] = [from(x), from(y)];
  return [left, top, within(left + part), within(top + part)];
}

/** A tile in whole pixels: no two overlap, and together they are all of it. */
export function tileBox(plan: Pick<StillPlan, "width" | "height" | "columns" | "rows">, column: number, row: number): Box {
  const x = (at: number): number => Math.floor((plan.width * at) / plan.columns);
  const y = (at: number): number => Math.floor((plan.height * at) / plan.rows);
  return { left: x(column), top: y(row), width: x(column + 1) - x(column), height: y(row + 1) - y(row) };
}

/** The tiles' names, nearest to the place first. */
export function tilesAround(plan: StillPlan, [x, y]: Place): readonly string[] {
  const tiles = Array.from({ length: plan.columns * plan.rows }, (_, index) => {
    const [column, row] = [index % plan.columns, Math.floor(index / plan.columns)];
    const distance = Math.hypot(((column + 0.5) / plan.columns - x) * plan.width, ((row + 0.5) / plan.rows - y) * plan.height);
    return { name: `tile-${column}-${row}`, distance };
  });
  return tiles.sort((one, other) => one.distance - other.distance).map(({ name }) => name);
}

/** The box of a part on the whole, in pixels; null for a name that is none. */
export function boxOf(plan: StillPlan, part: string): Box | null {
  if (part === "preview") return { left: 0, top: 0, width: plan.width, height: plan.height };
  if (part === "detail") return detailBox(plan);
  const found = /^tile-(\d+)-(\d+)$/.exec(part);
  return found === null ? null : tileBox(plan, Number(found[1]), Number(found[2]));
}

function detailBox({ width, height, left, top, right, bottom }: StillPlan): Box {
  const [x, y] = [Math.round(left * width), Math.round(top * height)];
  return { left: x, top: y, width: Math.round(right * width) - x, height: Math.round(bottom * height) - y };
}

/** The same line with fewer points: what lies nearer to it than `tolerance` goes (Ramer, Douglas and Peucker). */
export function simplified(points: readonly Place[], tolerance = 0.003): Place[] {
  let kept = thinned(points, tolerance);
  for (let coarser = tolerance * 2; kept.length > POINTS_AT_MOST; coarser *= 2) kept = thinned(points, coarser);
  return kept.map(([x, y]): Place => [within(x), within(y)]);
}

function thinned(points: readonly Place[], tolerance: number): readonly Place[] {
  const [first, last] = [points[0], points[points.length - 1]];
  if (points.length < 3 || first === undefined || last === undefined) return points;
  let [farthest, at] = [0, 0];
  points.forEach((point, index) => {
    const distance = distanceTo(point, first, last);
    if (distance > farthest) [farthest, at] = [distance, index];
  });
  if (farthest <= tolerance) return [first, last];
  return [...thinned(points.slice(0, at + 1), tolerance).slice(0, -1), ...thinned(points.slice(at), tolerance)];
}

function distanceTo([x, y]: Place, [x1, y1]: Place, [x2, y2]: Place): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = Math.hypot(dx, dy);
  if (length === 0) return Math.hypot(x - x1, y - y1);
  const along = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length ** 2));
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
}
