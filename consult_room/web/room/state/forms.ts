/** What a problem's form asks: reading what is typed, what is wrong with it, what is missing. The server checks the same. */

import type { AskedOfProblem, ConsultAsk, FormField, Scale } from "~/signaling/web/wire";
import { mostOf, numberOf, resultOf } from "./scales";

/** field → what stands in it, as text: a time in ms, a choice's code, "yes" and "no"; a scale's items under `key.item`. */
export type Entries = Readonly<Record<string, string>>;
export type Value = string | number | boolean;
export type EntryProblem = "kind" | "too_small" | "too_large" | "ahead_of_now";

const DAY_MS = 86_400_000;
const CLOCK_MAY_BE_FAST_MS = 15 * 60_000;
const TIME_BACK_DAYS = 400;

/** Whether it is asked about a patient of this age; an unknown age is taken for a grown person's. */
export function appliesTo(field: FormField, ageYears: number | null): boolean {
  if (ageYears === null) return field.under_years === null;
  return (field.from_years === null || ageYears >= field.from_years) && (field.under_years === null || ageYears < field.under_years);
}

export function scaleOf(asked: AskedOfProblem, field: FormField): Scale | null {
  return asked.scales.find(({ scale }) => scale === field.scale) ?? null;
}

/** The items of a scale's field, by their codes. */
export function itemsOf(field: FormField, entries: Entries): Record<string, string> {
  const begins = `${field.key}.`;
  return Object.fromEntries(
    Object.entries(entries)
      .filter(([key, entry]) => key.startsWith(begins) && entry !== "")
      .map(([key, entry]) => [key.slice(begins.length), entry]),
  );
}

/** What is wrong with what stands in a field, or in an item of its scale; null when it is good or empty. */
export function problemOf(asked: AskedOfProblem, field: FormField, key: string, entries: Entries, nowMs: number, ageYears: number | null): EntryProblem | null {
  const entry = entries[key]?.trim() ?? "";
  if (entry === "") return null;
  if (field.kind === "number") return outside(numberOf(entry), field.least, field.most);
  if (field.kind === "time") return timeProblem(Number(entry), field, nowMs);
  if (field.kind !== "scale") return null;
  const scale = scaleOf(asked, field);
  const item = scale?.items.find(({ code }) => key === `${field.key}.${code}`);
  if (item === undefined) return outside(numberOf(entry), ...boundsOf(scale));
  return item.choices.length > 0 ? null : outside(numberOf(entry), item.least, mostOf(item, ageYears));
}

function outside(value: number | null, least: number | null, most: number | null): EntryProblem | null {
  if (value === null) return "kind";
  if (least !== null && value < least) return "too_small";
  return most !== null && value > most ? "too_large" : null;
}

function timeProblem(atMs: number, field: FormField, nowMs: number): EntryProblem | null {
  if (!Number.isFinite(atMs)) return "kind";
  if (atMs > nowMs + CLOCK_MAY_BE_FAST_MS) return "ahead_of_now";
  return atMs < nowMs - (field.most ?? TIME_BACK_DAYS) * DAY_MS ? "too_small" : null;
}

function boundsOf(scale: Scale | null): [number | null, number | null] {
  if (scale === null || scale.calculation !== "sum") return [0, null];
  const points = scale.items.map(({ choices, least, most, most_by_age }) => {
    const known = choices.map((choice) => choice.points).filter((one) => one !== null);
    return known.length > 0 ? [Math.min(...known), Math.max(...known)] : [least ?? 0, most ?? Math.max(0, ...most_by_age.map((one) => one.most))];
  });
  const sum = (place: 0 | 1): number => points.reduce((all, pair) => all + (pair[place] ?? 0), 0);
  return [sum(0), scale.unit["en"] === "%" ? Math.min(sum(1), 100) : sum(1)];
}

/** Every field or item that is not good, in the order of the form. */
export function wrongIn(asked: AskedOfProblem, entries: Entries, nowMs: number, ageYears: number | null): string[] {
  return asked.form.fields
    .filter((field) => appliesTo(field, ageYears))
    .flatMap((field) => keysOf(asked, field).filter((key) => problemOf(asked, field, key, entries, nowMs, ageYears) !== null));
}

function keysOf(asked: AskedOfProblem, field: FormField): string[] {
  return [field.key, ...(scaleOf(asked, field)?.items ?? []).map(({ code }) => `${field.key}.${code}`)];
}

/** Whether a field is answered: a scale by its result or by all its items. */
export function isThere(asked: AskedOfProblem, field: FormField, entries: Entries, files: readonly string[]): boolean {
  if (field.kind === "file") return field.file !== null && files.includes(field.file);
  const scale = scaleOf(asked, field);
  const items = itemsOf(field, entries);
  if (scale !== null && Object.keys(items).length > 0) return resultOf(scale, items).value !== null;
  return (entries[field.key]?.trim() ?? "") !== "";
}

/** What this urgency wants and is not there, in the order of the form. */
export function missingOf(
  asked: AskedOfProblem,
  urgency: ConsultAsk["urgency"] | "",
  entries: Entries,
  ageYears: number | null,
  files: readonly string[] = [],
): FormField[] {
  return asked.form.fields.filter(
    (field) => urgency !== "" && field.required_for.includes(urgency) && appliesTo(field, ageYears) && !isThere(asked, field, entries, files),
  );
}

/** The values of what is typed, as they are sent. A scale goes by its items when there are any. */
export function dataOf(asked: AskedOfProblem, entries: Entries, ageYears: number | null): Record<string, Value> {
  const data: Record<string, Value> = {};
  for (const field of asked.form.fields.filter((one) => one.kind !== "file" && appliesTo(one, ageYears))) {
    const scale = scaleOf(asked, field);
    const items = Object.entries(itemsOf(field, entries));
    for (const [code, entry] of items) {
      const numeric = scale?.items.find((item) => item.code === code)?.choices.length === 0;
      data[`${field.key}.${code}`] = numeric ? (numberOf(entry) ?? entry) : entry;
    }
    const entry = entries[field.key]?.trim() ?? "";
    if (items.length === 0 && entry !== "") data[field.key] = valueOf(field, entry);
  }
  return data;
}

function valueOf(field: FormField, entry: string): Value {
  if (field.kind === "yes_no") return entry === "yes";
  if (field.kind === "time") return Number(entry);
  return field.kind === "number" || field.kind === "scale" ? (numberOf(entry) ?? entry) : entry;
}

/** The entries that show values which were sent. */
export function entriesOf(data: Readonly<Record<string, Value>> | null): Entries {
  return Object.fromEntries(Object.entries(data ?? {}).map(([key, value]) => [key, value === true ? "yes" : value === false ? "no" : String(value)]));
}

/** What has changed between entries, as a supplement says it: a value that was taken out is the empty text. */
export function changesOf(asked: AskedOfProblem, before: Readonly<Record<string, Value>> | null, entries: Entries, ageYears: number | null): Record<string, Value> {
  const now = dataOf(asked, entries, ageYears);
  const scales = asked.form.fields.filter(({ kind }) => kind === "scale").map(({ key }) => key);
  const changed: Record<string, Value> = {};
  for (const [key, value] of Object.entries(now)) if (before?.[key] !== value) changed[key] = value;
  for (const key of Object.keys(before ?? {})) {
    // The server counts a result from its items by itself.
    const counted = scales.includes(key) && Object.keys(now).some((one) => one.startsWith(`${key}.`));
    if (!(key in now) && !counted) changed[key] = "";
  }
  return changed;
}
