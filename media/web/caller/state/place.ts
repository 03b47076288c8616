/** Which positions of the telephone are worth telling: it gives one a second, and most say nothing new. */

export interface Fix {
  readonly lon: number;
  readonly lat: number;
  readonly accuracyMetres: number;
  readonly atMs: number;
}

/** Told again when nothing has changed, so that its age on the desk says that the telephone is still there, ms. */
const AT_LEAST_EVERY_MS = 30_000;
/** Not more often than the server writes down, ms. */
const AT_MOST_EVERY_MS = 2_500;
const MOVED_METRES = 10;
/** A position is better when its accuracy is at most this part of the one before. */
const BETTER = 0.8;
const METRES_A_DEGREE = 111_320;

export function isWorthTelling(fix: Fix, told: Fix | null): boolean {
  if (told === null) return true;
  if (fix.accuracyMetres <= told.accuracyMetres * BETTER) return true;
  const age = fix.atMs - told.atMs;
  if (age < AT_MOST_EVERY_MS) return false;
  return age >= AT_LEAST_EVERY_MS || metresBetween(fix, told) >= Math.max(MOVED_METRES, fix.accuracyMetres / 2);
}

/** Good enough for a yard: the earth is flat there. */
export function metresBetween(one: Fix, other: Fix): number {
  const north = (one.lat - other.lat) * METRES_A_DEGREE;
  const east = (one.lon - other.lon) * METRES_A_DEGREE * Math.cos((one.lat * Math.PI) / 180);
  return Math.hypot(north, east);
}
