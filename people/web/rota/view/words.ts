/** Days, hours and specialties in people's words. */

import { language, localeOf, say, sayCode } from "~/interface/words";

function told(ms: number, zone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(localeOf(language.value), { timeZone: zone, hourCycle: "h23", ...options }).format(ms);
}

/** 02.03 */
export function day(ms: number, zone: string): string {
  return told(ms, zone, { day: "2-digit", month: "2-digit" });
}

/** Tue 03.03 */
export function weekdayOf(ms: number, zone: string): string {
  return `${told(ms, zone, { weekday: "short" })} ${day(ms, zone)}`;
}

/** Monday, by its number. */
export function weekdayName(weekday: number): string {
  return told(Date.UTC(2026, 2, 2 + weekday, 12), "UTC", { weekday: "short" });
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
