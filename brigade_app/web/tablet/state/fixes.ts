/** Which of the device's positions are sent: every 5 s while moving, every 30 s while standing. */

import { metresBetween, type Place } from "./places";

export interface Fix {
  readonly point: Place;
  readonly atMs: number;
  readonly accuracyM: number | null;
  readonly speedKmh: number | null;
  readonly headingDegrees: number | null;
}

export const MOVING_EVERY_MS = 5_000;
export const STANDING_EVERY_MS = 30_000;
/** Slower than a walk is standing; a device that tells no speed is judged by how far it has come. */
const MOVING_KMH = 4;
const MOVED_M = 25;
/** Devices call a little early: half a second is the same moment. */
const EARLY_MS = 500;

export function isMoving(fix: Fix, sent: Fix | null): boolean {
  if (fix.speedKmh !== null && fix.speedKmh >= MOVING_KMH) return true;
  if (sent === null) return false;
  return metresBetween(sent.point, fix.point) > Math.max(MOVED_M, fix.accuracyM ?? 0);
}

/** Whether this fix goes out, after `sent` went out at `sentAtMs` (both on one clock). */
export function due(fix: Fix, sent: Fix | null, sentAtMs: number, nowMs: number): boolean {
  if (sent === null) return true;
  if (fix.atMs <= sent.atMs) return false;
  const every = isMoving(fix, sent) ? MOVING_EVERY_MS : STANDING_EVERY_MS;
  return nowMs - sentAtMs >= every - EARLY_MS;
}

/** The signal as it goes out; what the device does not know is null. */
export function asSignal(fix: Fix, nowMs: number): { type: "position.fix"; [field: string]: unknown } {
  return {
    type: "position.fix",
    point: { lon: fix.point.lon, lat: fix.point.lat },
    at_device_ms: Math.round(fix.atMs),
    sent_at_device_ms: Math.round(nowMs),
    accuracy_m: known(fix.accuracyM),
    speed_kmh: known(fix.speedKmh),
    heading_degrees: known(fix.headingDegrees),
  };
}

function known(value: number | null): number | null {
  return value === null || !Number.isFinite(value) || value < 0 ? null : Math.round(value * 10) / 10;
}
