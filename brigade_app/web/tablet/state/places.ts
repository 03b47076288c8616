/** Distances on the earth, and how far along a route a vehicle is. Knows no screen. */

export interface Place {
  readonly lon: number;
  readonly lat: number;
}

const EARTH_RADIUS_M = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** Along the great circle (haversine). */
export function metresBetween(one: Place, other: Place): number {
  const a = one.lat * RADIANS;
  const b = other.lat * RADIANS;
  const half =
    Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(((other.lon - one.lon) * RADIANS) / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.sqrt(Math.min(1, half)));
}

export interface RouteStep {
  readonly manoeuvre: string;
  readonly street: string;
  readonly metres: number;
  readonly point: Place;
}

export interface Route {
  readonly line: readonly Place[];
  readonly metres: number;
  readonly seconds: number;
  readonly steps: readonly RouteStep[];
}

export interface Progress {
  /** To the end, along the line. */
  readonly metres: number;
  readonly seconds: number;
  /** How far the vehicle is beside the line. */
  readonly offM: number;
  /** The next manoeuvre, and how far it is. */
  readonly step: RouteStep | null;
  readonly stepMetres: number;
}

/** How far the vehicle at `here` is along the route: the nearest place on its line, the rest of it in proportion. */
export function progress(route: Route, here: Place): Progress {
  const passed = lengths(route.line);
  const whole = passed.at(-1) ?? 0;
  let offM = Infinity;
  let along = 0;
  for (let index = 0; index + 1 < route.line.length; index += 1) {
    const from = route.line[index] as Place;
    const to = route.line[index + 1] as Place;
    const near = nearest(from, to, here);
    if (near.offM >= offM) continue;
    offM = near.offM;
    along = (passed[index] ?? 0) + near.part * ((passed[index + 1] ?? 0) - (passed[index] ?? 0));
  }
  const rest = whole > 0 ? Math.max(0, 1 - along / whole) : 0;
  const metresDone = route.metres * (1 - rest);
  let before = 0;
  for (const step of route.steps) {
    if (before > metresDone + 5) {
      return { metres: route.metres * rest, seconds: route.seconds * rest, offM, step, stepMetres: before - metresDone };
    }
    before += step.metres;
  }
  return { metres: route.metres * rest, seconds: route.seconds * rest, offM, step: null, stepMetres: 0 };
}

/** Length of the line up to each of its points. */
function lengths(line: readonly Place[]): number[] {
  const passed = [0];
  for (let index = 1; index < line.length; index += 1) {
    passed.push((passed[index - 1] ?? 0) + metresBetween(line[index - 1] as Place, line[index] as Place));
  }
  return passed;
}

/** The nearest place of a short piece, on a plane: over some kilometres the earth is flat enough. */
function nearest(from: Place, to: Place, here: Place): { part: number; offM: number } {
  const width = Math.cos(here.lat * RADIANS) * EARTH_RADIUS_M * RADIANS;
  const height = EARTH_RADIUS_M * RADIANS;
  const x = (to.lon - from.lon) * width;
  const y = (to.lat - from.lat) * height;
  const u = (here.lon - from.lon) * width;
  const v = (here.lat - from.lat) * height;
  const square = x * x + y * y;
  const part = square === 0 ? 0 : Math.min(1, Math.max(0, (u * x + v * y) / square));
  return { part, offM: Math.hypot(u - part * x, v - part * y) };
}
