/** Days, hours and specialties in people's words. */

import { weekdayName, weekdayOf as weekdayAt } from "~/interface/clock";
import { language, localeOf, say, sayCode } from "~/interface/words";
import type { WeeklyHours } from "~/signaling/web/wire";
import { plain } from "../state/hours";
import { hourOf } from "../state/times";

function told(ms: number, zone: string, options: Intl.DateTimeFormatOptions): string {
  // Browsers write Uzbek days as 11-23; the Russian figures are those of an Uzbek calendar.
  return new Intl.DateTimeFormat(localeOf(language.value === "uz" ? "ru" : language.value), { timeZone: zone, hourCycle: "h23", ...options }).format(ms);
}

/** 02.03 */
export function day(ms: number, zone: string): string {
  return told(ms, zone, { day: "2-digit", month: "2-digit" });
}

/** Tue 03.03 */
export function weekdayOf(ms: number, zone: string): string {
  return `${weekdayName(weekdayAt(ms, zone))} ${day(ms, zone)}`;
}

function hour(ms: number, zone: string): string {
  return told(ms, zone, { hour: "2-digit", minute: "2-digit" });
}

/** Tue 03.03 02:00–08:00; the second day is named when it is another one. */
export function stretchWords(span: { readonly from_ms: number; readonly until_ms: number }, zone: string): string {
  const [first, last] = [weekdayOf(span.from_ms, zone), weekdayOf(span.until_ms, zone)];
  return `${first} ${hour(span.from_ms, zone)}–${first === last ? "" : `${last} `}${hour(span.until_ms, zone)}`;
}

export function specialtyName(specialty: string): string {
  return specialty === "any" ? say("rota-any") : sayCode("specialty", specialty);
}

/** Mon–Fri 08:00–20:00 */
export function hoursWords(weekly: readonly WeeklyHours[]): string {
  const until = (minutes: number) => (minutes === 1440 ? "24:00" : hourOf(minutes));
  const days = weekly.map((one) => one.weekday).sort();
  const unbroken = days.length > 2 && (days[days.length - 1] as number) - (days[0] as number) === days.length - 1;
  const first = weekly[0];
  if (first !== undefined && plain(weekly)) {
    const named = unbroken ? `${weekdayName(days[0] as number)}–${weekdayName(days[days.length - 1] as number)}` : days.map(weekdayName).join(", ");
    return `${named} ${hourOf(first.from_minute)}–${until(first.until_minute)}`;
  }
  return weekly.map((one) => `${weekdayName(one.weekday)} ${hourOf(one.from_minute)}–${until(one.until_minute)}`).join(", ");
}
