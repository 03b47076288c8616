/** What the chart over the period is drawn from. Knows no screen. */

import type { FiguresOfStep } from "~/signaling/web/wire";

/** The height of the chart: a round number that the highest bar does not exceed, at least 1. */
export function topOf(steps: readonly FiguresOfStep[]): number {
  const most = Math.max(1, ...steps.map((step) => step.asked));
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 4, 6, 8, 10].map((times) => times * power).find((top) => top >= most) ?? most;
}

/** Each so many steps have their day written under them, so that at most that many stand in a row. */
export function everyOf(steps: number, most: number): number {
  return Math.max(1, Math.ceil(steps / most));
}

/** 24.11 of 2026-11-24, with the year when asked. */
export function dayOf(date: string, year = false): string {
  return date.slice(year ? 0 : 5).split("-").reverse().join(".");
}
