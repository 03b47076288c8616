/** Lengths, angles and areas on a picture whose width in millimetres somebody has told, and what of it is in sight. */

import type { Place } from "./files-marks";

/** A picture in points of its own. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What of the picture is in sight: its centre in points, how often it is enlarged, and by how many quarters turned. */
export interface Sight {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  readonly quarters: number;
}

export const ZOOM_AT_MOST = 16;

export function whole({ width, height }: Size): Sight {
  return { x: width / 2, y: height / 2, zoom: 1, quarters: 0 };
}

export function lengthIn([x1, y1]: Place, [x2, y2]: Place, { width, height }: Size): number {
  return Math.hypot((x2 - x1) * width, (y2 - y1) * height);
}

/** Millimetres between two places. */
export function lengthMm(from: Place, to: Place, size: Size, wideMm: number): number {
  return (lengthIn(from, to, size) * wideMm) / size.width;
}

/** How wide what the picture shows is, if these two places are so many millimetres apart; null for one place. */
export function wideMmOf(from: Place, to: Place, size: Size, millimetres: number): number | null {
  const length = lengthIn(from, to, size);
  return length < 1 || !(millimetres > 0) ? null : (millimetres * size.width) / length;
}

/** Degrees at the second of three places, 0 to 180. */
export function angleAt(points: readonly Place[], { width, height }: Size): number {
  const [one, corner, other] = points;
  if (one === undefined || corner === undefined || other === undefined) return 0;
  const turn = ([x, y]: Place): number => Math.atan2((y - corner[1]) * height, (x - corner[0]) * width);
  const between = Math.abs(turn(one) - turn(other)) % (2 * Math.PI);
  return (Math.min(between, 2 * Math.PI - between) * 180) / Math.PI;
}

/** Square centimetres that the places enclose (Gauss's formula). */
export function areaCm2(points: readonly Place[], { width, height }: Size, wideMm: number): number {
  const doubled = points.reduce((sum, [x, y], n) => {
    const [nextX, nextY] = points[(n + 1) % points.length] ?? [0, 0];
    return sum + (x * nextY - nextX * y) * width * height;
  }, 0);
  const mmPerPoint = wideMm / width;
  return (Math.abs(doubled) / 2) * mmPerPoint ** 2 / 100;
}

/** Nearer or farther, with this place of the picture staying where it is. */
export function zoomed(sight: Sight, by: number, size: Size, at: { readonly x: number; readonly y: number } = sight): Sight {
  const zoom = Math.min(ZOOM_AT_MOST, Math.max(1, sight.zoom * by));
  const kept = sight.zoom / zoom;
  return inside({ ...sight, zoom, x: at.x + (sight.x - at.x) * kept, y: at.y + (sight.y - at.y) * kept }, size);
}

export function moved(sight: Sight, dx: number, dy: number, size: Size): Sight {
  return inside({ ...sight, x: sight.x + dx, y: sight.y + dy }, size);
}

export function turned(sight: Sight): Sight {
  return { ...sight, quarters: (sight.quarters + 1) % 4 };
}

/** The picture's centre never leaves the frame by more than the picture. */
function inside(sight: Sight, { width, height }: Size): Sight {
  const within = (value: number, most: number): number => Math.min(most, Math.max(0, value));
  return { ...sight, x: within(sight.x, width), y: within(sight.y, height) };
}

/** A place after a step over the screen, which may be turned; always on the picture. */
export function stepped([x, y]: Place, dx: number, dy: number, sight: Sight, { width, height }: Size): Place {
  const [across, down] = rotated(dx, dy, -sight.quarters);
  const within = (value: number): number => Number(Math.min(1, Math.max(0, value)).toFixed(4));
  return [within(x + across / width), within(y + down / height)];
}

/** The same sight, or as near to it as keeps this place in view. */
export function following(sight: Sight, [x, y]: Place, { width, height }: Size): Sight {
  const near = (centre: number, at: number, half: number): number => Math.min(at + half, Math.max(at - half, centre));
  return { ...sight, x: near(sight.x, x * width, width / 2 / sight.zoom), y: near(sight.y, y * height, height / 2 / sight.zoom) };
}

/** The box of an SVG that shows this sight: turned by quarters about the picture's centre. */
export function boxOf({ x, y, zoom, quarters }: Sight, { width, height }: Size): string {
  const [wide, high] = quarters % 2 === 0 ? [width, height] : [height, width];
  const [cx, cy] = rotated(x - width / 2, y - height / 2, quarters);
  const [w, h] = [wide / zoom, high / zoom];
  return [cx + width / 2 - w / 2, cy + height / 2 - h / 2, w, h].map((value) => value.toFixed(2)).join(" ");
}

/** A vector after so many quarters of a turn to the right. */
export function rotated(x: number, y: number, quarters: number): readonly [number, number] {
  switch (((quarters % 4) + 4) % 4) {
    case 1:
      return [-y, x];
    case 2:
      return [-x, -y];
    case 3:
      return [y, -x];
    default:
      return [x, y];
  }
}
