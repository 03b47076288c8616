/** The vitals of a consult as they are drawn: entries, those not sent yet among them, and one course a kind. */

import type { Kept } from "~/signaling/web/outbox";
import type { Measured, Measuring, VitalKind, VitalsEntryView, VitalsView } from "./vitals-data";
import { BANDS, BOUNDS, type Band } from "./vitals-data";

/** An entry, or one that was made here and is not sent yet. `striking`: that it is struck out is not sent yet. */
export interface Entry {
  readonly entry: VitalsEntryView;
  readonly unsent: boolean;
  readonly striking: boolean;
}

/** What a chart draws together: kinds in one picture, with the points of each. */
export interface Course {
  readonly key: string;
  readonly lines: readonly Line[];
  readonly band: Band | null;
}

export interface Line {
  readonly kind: VitalKind;
  readonly points: readonly Point[];
}

export interface Point {
  readonly atMs: number;
  readonly value: number;
}

const TOGETHER: readonly (readonly VitalKind[])[] = [
  ["systolic", "diastolic"],
  ["pulse"],
  ["spo2"],
  ["breathing_rate"],
  ["temperature"],
  ["gcs_total"],
  ["glucose"],
  ["pain"],
  ["capillary_refill"],
  ["urine_output"],
  ["weight"],
];

/** Oldest first; what is not sent yet stands at its time of measuring too. */
export function entriesOf(view: VitalsView | undefined, unsent: readonly Kept[], consultId: string): Entry[] {
  const sent = view?.entries ?? [];
  const there = new Set(sent.map((entry) => entry.entry_id));
  const ours = unsent.filter(({ message }) => message["consult_id"] === consultId && !there.has(message.id));
  const strikes = new Set(ours.filter(({ message }) => message.type === "vitals.strike").map(({ message }) => message["entry_id"]));
  const entries: Entry[] = sent.map((entry) => ({ entry, unsent: false, striking: strikes.has(entry.entry_id) }));
  for (const { message } of ours) {
    const measuring = message.type === "vitals.measure" ? message["measuring"] : message.type === "vitals.strike" ? message["instead"] : null;
    if (measuring != null) entries.push({ entry: unsentEntry(message.id, message.made_at_ms, measuring as Measuring), unsent: true, striking: false });
  }
  return entries.sort((one, other) => one.entry.measured_at_ms - other.entry.measured_at_ms);
}

function unsentEntry(id: string, madeAtMs: number, measuring: Measuring): VitalsEntryView {
  const measured: Measured = {
    values: measuring.values,
    on_oxygen: measuring.on_oxygen ?? null,
    oxygen_l_min: measuring.oxygen_l_min ?? null,
    note: measuring.note ?? "",
  };
  return {
    entry_id: id,
    author_id: "",
    author_name: null,
    measured_at_ms: measuring.measured_at_ms,
    at_ms: madeAtMs,
    made_at_ms: madeAtMs,
    means: measuring.means ?? "typed",
    measured,
    unlikely: [],
    instead_of: null,
    struck: null,
  };
}

/** The value of a kind in an entry; the sum of the Glasgow scale also from its three parts. */
export function valueOf(measured: Measured | null, kind: VitalKind): number | null {
  const values = measured?.values ?? {};
  const own = values[kind];
  if (own !== undefined) return own;
  if (kind !== "gcs_total") return null;
  const parts = [values["gcs_eye"], values["gcs_verbal"], values["gcs_motor"]];
  return parts.some((part) => part === undefined) ? null : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
}

/** What there is to draw: struck out entries are not. */
export function coursesOf(entries: readonly Entry[], ageYears: number | null): Course[] {
  const holding = entries.filter(({ entry, striking }) => entry.struck === null && !striking);
  return TOGETHER.flatMap((kinds) => {
    const lines = kinds.map((kind) => ({
      kind,
      points: holding.flatMap(({ entry }) => {
        const value = valueOf(entry.measured, kind);
        return value === null ? [] : [{ atMs: entry.measured_at_ms, value }];
      }),
    }));
    const first = kinds[0];
    if (first === undefined || lines.every((line) => line.points.length === 0)) return [];
    return [{ key: first, lines: lines.filter((line) => line.points.length > 0), band: bandOf(first, ageYears) }];
  });
}

/** What is usual at that age; null when nobody knows the age, or nothing is published for it. */
export function bandOf(kind: VitalKind, ageYears: number | null): Band | null {
  if (ageYears === null) return null;
  return BANDS.find((band) => band.kind === kind && band.from_years <= ageYears && ageYears <= band.to_years) ?? null;
}

export function outside(value: number, band: Band | null): boolean {
  return band !== null && ((band.low !== null && value < band.low) || (band.high !== null && value > band.high));
}

export type Doubt = { readonly kind: VitalKind; readonly is: "impossible" | "unlikely" };

const WHOLE: readonly VitalKind[] = ["gcs_eye", "gcs_verbal", "gcs_motor", "gcs_total", "pain"];

/** What the server would refuse, or ask about [CV2]. */
export function doubtsOf(values: Readonly<Partial<Record<VitalKind, number>>>): Doubt[] {
  const doubts: Doubt[] = [];
  for (const bound of BOUNDS) {
    const value = values[bound.kind];
    if (value === undefined) continue;
    if (value < bound.least || value > bound.most || (WHOLE.includes(bound.kind) && !Number.isInteger(value))) doubts.push({ kind: bound.kind, is: "impossible" });
    else if (value < bound.likely_least || value > bound.likely_most) doubts.push({ kind: bound.kind, is: "unlikely" });
  }
  const { systolic, diastolic } = values;
  if (systolic !== undefined && diastolic !== undefined && diastolic > systolic) doubts.push({ kind: "diastolic", is: "impossible" });
  return doubts;
}

/** As little on the wire as says it: what is as usual is left out. */
export function measuringOf(values: Readonly<Partial<Record<VitalKind, number>>>, measuredAtMs: number, more: { readonly onOxygen?: boolean | null; readonly oxygenLMin?: number | null; readonly note?: string } = {}): Record<string, unknown> {
  return {
    measured_at_ms: Math.round(measuredAtMs),
    values,
    ...(more.onOxygen == null ? {} : { on_oxygen: more.onOxygen }),
    ...(more.oxygenLMin == null ? {} : { oxygen_l_min: more.oxygenLMin }),
    ...(more.note === undefined || more.note.trim() === "" ? {} : { note: more.note.trim() }),
  };
}
