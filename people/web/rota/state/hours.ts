/** Weekly hours as one row of fields has them: the same each day. */

import type { WeeklyHours } from "~/signaling/web/wire";
import { hourOf, minutesOf } from "./times";

export interface Hours {
  readonly days: readonly number[];
  readonly from: string;
  readonly until: string;
}

export const NO_HOURS: Hours = { days: [], from: "08:00", until: "20:00" };

/** An end that is not later lies in the next day. */
export function weeklyOf(hours: Hours): WeeklyHours[] {
  const [from, until] = [minutesOf(hours.from) ?? 0, minutesOf(hours.until) ?? 0];
  return hours.days.map((weekday) => ({ weekday, from_minute: from, until_minute: until > from ? until : until + 1440 }));
}

export function hoursOf(weekly: readonly WeeklyHours[]): Hours {
  const first = weekly[0];
  if (first === undefined) return NO_HOURS;
  return { days: weekly.map((one) => one.weekday).sort(), from: hourOf(first.from_minute), until: hourOf(first.until_minute) };
}

/** Whether one row of fields can show them. */
export function plain(weekly: readonly WeeklyHours[]): boolean {
  return weekly.length > 0 && weekly.every((one) => one.from_minute === weekly[0]?.from_minute && one.until_minute === weekly[0].until_minute);
}
