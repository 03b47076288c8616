/** The result of a clinical scale from its items, as the server counts it: `consult_room/forms/domain/scales.py`. */

import type { Scale, ScaleItem } from "~/signaling/web/wire";

export interface ScaleResult {
  /** Null while an item is missing, or when one could not be tested. */
  readonly value: number | null;
  readonly band: Scale["bands"][number] | null;
  readonly missing: readonly string[];
}

/** What is typed in a number's field, with a comma or a point; null for what is none. */
export function numberOf(text: string): number | null {
  const written = text.trim().replace(",", ".");
  return /^-?\d{1,9}(\.\d{1,6})?$/.test(written) ? Number(written) : null;
}

/** The result of items by their codes: a choice's code, or a number as it was typed. */
export function resultOf(scale: Scale, items: Readonly<Record<string, string | number>>): ScaleResult {
  const missing = scale.items.filter(({ code }) => (items[code] ?? "") === "").map(({ code }) => code);
  const points = scale.items.map((item) => pointsOf(item, items[item.code] ?? ""));
  const known = points.filter((one) => one !== null);
  if (missing.length > 0 || known.length < points.length) return { value: null, band: null, missing };
  const value = calculated(scale, known);
  return { value, band: value === null ? null : bandOf(scale, value, Math.max(...known)), missing };
}

function calculated(scale: Scale, points: readonly number[]): number | null {
  const [dividend = 0, divisor = 0] = points;
  if (scale.calculation === "ratio" && divisor === 0) return null;
  const exact = scale.calculation === "sum" ? points.reduce((sum, one) => sum + one, 0) : dividend / divisor;
  return Number(exact.toFixed(scale.decimals));
}

function pointsOf(item: ScaleItem, entry: string | number): number | null {
  if (item.choices.length === 0) return numberOf(String(entry));
  return item.choices.find(({ code }) => code === entry)?.points ?? null;
}

/** The gravest band that a result reaches, by itself or by a single item. */
export function bandOf(scale: Scale, value: number, highestItem: number): Scale["bands"][number] | null {
  const reached = ({ least, or_one_item }: Scale["bands"][number]): boolean => value >= least || (or_one_item !== null && highestItem >= or_one_item);
  return [...scale.bands].reverse().find(reached) ?? null;
}

/** The largest value of a numeric item at an age; the largest at any while that is not known. */
export function mostOf(item: ScaleItem, ageYears: number | null): number | null {
  if (item.most_by_age.length === 0) return item.most;
  if (ageYears === null) return Math.max(...item.most_by_age.map(({ most }) => most));
  const fitting = item.most_by_age.filter(({ from_years }) => from_years <= ageYears);
  return (fitting.at(-1) ?? item.most_by_age[0])?.most ?? null;
}
