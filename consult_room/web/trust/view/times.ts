/** Times of what is kept for years: always with their year, and in figures, which every browser writes in Uzbek too. */

import { timeZone } from "~/interface/clock";
import { language, localeOf } from "~/interface/words";

const DAY = { day: "2-digit", month: "2-digit", year: "numeric" } as const;

export function day(ms: number): string {
  return written(ms, DAY);
}

export function dayOfYearAndMinute(ms: number): string {
  return written(ms, { ...DAY, hour: "2-digit", minute: "2-digit", hour12: false });
}

function written(ms: number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(localeOf(language.value), { timeZone: timeZone.value, ...options }).format(ms);
}
