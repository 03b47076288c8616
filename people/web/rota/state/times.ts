/** Weeks and hours on the wall of the service's zone. Knows no screen. */

import { instantOf, shown } from "~/interface/zone";

const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** `2026-03-02T20:00`, for a field. */
export function wallOf(ms: number, zone: string): string {
  return new Date(shown(ms, zone)).toISOString().slice(0, 16);
}

/** The midnight of each day of the week that holds the instant, and of the day after: eight. */
export function weekOf(ms: number, zone: string): readonly number[] {
  const wall = shown(ms, zone);
  const weekday = (new Date(wall).getUTCDay() + 6) % 7;
  const monday = Math.floor(wall / DAY_MS) * DAY_MS - weekday * DAY_MS;
  return [...Array(8).keys()].map((day) => instantOf(new Date(monday + day * DAY_MS).toISOString().slice(0, 16), zone) as number);
}

/** Minutes since midnight of `08:30`; null for what is no time. */
export function minutesOf(text: string): number | null {
  const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return found === null ? null : Number(found[1]) * 60 + Number(found[2]);
}

/** `08:30`; hours beyond midnight are those of the next day. */
export function hourOf(minutes: number): string {
  return new Date((minutes % 1440) * MINUTE_MS).toISOString().slice(11, 16);
}
