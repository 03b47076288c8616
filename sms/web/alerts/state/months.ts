/** Calendar months on the service's clock. */

import { instantOf, shown } from "~/interface/zone";

export interface Month {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly fromMs: number;
  /** Exclusive. */
  readonly untilMs: number;
}

/** The month in which the instant lies, or so many months after it. */
export function monthOf(atMs: number, step: number, zone: string): Month {
  const wall = new Date(shown(atMs, zone));
  const begins = (after: number): Date => new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + step + after, 1));
  const instant = (day: Date): number => instantOf(day.toISOString().slice(0, 16), zone) as number;
  const first = begins(0);
  return { year: first.getUTCFullYear(), month: first.getUTCMonth() + 1, fromMs: instant(first), untilMs: instant(begins(1)) };
}
