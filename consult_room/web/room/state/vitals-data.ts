/** The kinds of vitals with their units and bounds, and what is usual by age: the file that the server reads too. */

import data from "~/consult_room/vitals/data/vitals.json";
import type { VitalsMeasure, VitalsEntryView, VitalsView, Measured } from "~/signaling/web/wire";

export type { Measured, VitalsEntryView, VitalsView };
export type VitalKind = VitalsEntryView["unlikely"][number];
export type Measuring = Partial<VitalsMeasure["measuring"]> & Pick<VitalsMeasure["measuring"], "measured_at_ms" | "values">;

export interface Bound {
  readonly kind: VitalKind;
  readonly unit: string;
  readonly decimals: number;
  readonly least: number;
  readonly most: number;
  readonly likely_least: number;
  readonly likely_most: number;
}

export interface Band {
  readonly kind: VitalKind;
  readonly from_years: number;
  readonly to_years: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly source: string;
}

export const BOUNDS = data.kinds as readonly Bound[];
export const BANDS = data.bands as readonly Band[];
export const REVIEWED_BY: string = data.reviewed_by;

const BY_KIND = new Map(BOUNDS.map((bound) => [bound.kind, bound]));

export function boundOf(kind: VitalKind): Bound {
  const bound = BY_KIND.get(kind);
  if (bound === undefined) throw new Error(`no bounds for ${kind}`);
  return bound;
}
