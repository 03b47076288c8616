/** Times as people read them: the service's zone, the server's clock, figures that do not jump. Knows no screen. */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import { language, localeOf, say } from "./words";

const second = signal(0);
const zone = signal("Asia/Tashkent");
let source: () => number = () => 0;

/** The server's time, ms UTC, whole seconds. Whoever reads it is drawn again each second. */
export const secondNow: ReadonlySignal<number> = second;

/** The service's zone, in which times are shown. */
export const timeZone: ReadonlySignal<string> = zone;

/** From now on times are counted on `nowMs` and shown in `timeZone`. */
export function setClock(nowMs: () => number, timeZone?: string): void {
  source = nowMs;
  if (timeZone !== undefined) zone.value = timeZone;
  tick();
}

/** To be called about each half second. */
export function tick(): void {
  second.value = Math.floor(source() / 1000) * 1000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language.value} ${zone.value} ${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (made === undefined) {
    // Browsers say they know Uzbek and then write 11-23: its figures stand as the Russian ones do.
    const locale = language.value === "uz" ? localeOf("ru") : localeOf(language.value);
    made = new Intl.DateTimeFormat(locale, { timeZone: zone.value, hour12: false, ...options });
    formats.set(key, made);
  }
  return made;
}

/** 14:32:08 */
export function clockTime(ms: number): string {
  return format({ hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(ms);
}

/** 14:32 */
export function clockMinute(ms: number): string {
  return format({ hour: "2-digit", minute: "2-digit" }).format(ms);
}

/** A day and its time, for what was not today. */
export function dayAndMinute(ms: number): string {
  return format({ day: "2-digit", month: "2-digit", hour: "2-digit", minute: "2-digit" }).format(ms);
}

/** Tue, 24.11: a day, with its weekday. */
export function weekdayAndDay(ms: number): string {
  return `${weekdayName(weekdayOf(ms, zone.value))}, ${format({ day: "2-digit", month: "2-digit" }).format(ms)}`;
}

/** Tuesday, 24.11: a day as the heading of what is on it. */
export function dayTitle(ms: number): string {
  return `${say(`weekday-${weekdayOf(ms, zone.value)}`)}, ${format({ day: "2-digit", month: "2-digit" }).format(ms)}`;
}

/** 2026-11-24: the day of the service's zone, to be compared with others. */
export function dayOf(ms: number): string {
  return dayFormat(zone.value).format(ms);
}

/** Mon for 0. Browsers lack the Uzbek names, so they are ours in every language. */
export function weekdayName(weekday: number): string {
  return say(`weekday-short-${weekday}`);
}

/** 0 for a Monday in that zone. */
export function weekdayOf(ms: number, timeZone: string): number {
  return (new Date(`${dayFormat(timeZone).format(ms)}T12:00:00Z`).getUTCDay() + 6) % 7;
}

const days = new Map<string, Intl.DateTimeFormat>();

/** Canada's days are written as ISO 8601 has them. */
function dayFormat(timeZone: string): Intl.DateTimeFormat {
  let made = days.get(timeZone);
  if (made === undefined) {
    made = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
    days.set(timeZone, made);
  }
  return made;
}

/** 1:04, 34:02, 1:05:09: minutes and seconds of a span; a minus before what is still to come is the caller's. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.floor(Math.abs(ms) / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const tail = String(seconds % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

/** How old something is, in words: "2 s", "6 min", "3 h", "2 d". */
export function age(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return say("age-seconds", { count: seconds });
  if (seconds < 3600) return say("age-minutes", { count: Math.floor(seconds / 60) });
  if (seconds < 86_400) return say("age-hours", { count: Math.floor(seconds / 3600) });
  return say("age-days", { count: Math.floor(seconds / 86_400) });
}

/** Kilometres with one figure behind the point up to 100. */
export function kilometres(metres: number): string {
  const km = metres / 1000;
  const digits = km < 100 ? 1 : 0;
  const figure = new Intl.NumberFormat(localeOf(language.value), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(km);
  return say("distance-kilometres", { figure });
}
