/** What whoever comes into a consult has to know at once, out of what the record holds: little enough to be read in
 * twenty seconds. Nothing is judged here: what is newest, what waits, who is there [CH5]. */

import type { AskedOfProblem, CalledView, ConsultView, FormField, MedicalOrdersView, MedicalOrderView, VitalsView } from "~/signaling/web/wire";
import { entriesOf as enteredOf, itemsOf, scaleOf } from "./forms";
import { now } from "./medical-orders";
import { resultOf } from "./scales";
import { bandOf, entriesOf, outside, valueOf } from "./vitals";
import type { VitalKind } from "./vitals-data";

export interface Found {
  readonly kind: VitalKind;
  readonly value: number;
  /** Outside what is usual at the patient's age. */
  readonly outside: boolean;
}

/** What one field of the problem's form says in short: a scale's sum, a time. */
export interface KeyDatum {
  readonly field: FormField;
  readonly is: "sum" | "time";
  readonly value: number;
}

export interface Told {
  readonly what: string;
  /** The unit as a code; both null where there is no dose. */
  readonly dose: number | null;
  readonly unit: string | null;
  readonly state: MedicalOrderView["state"];
}

export type Open =
  | { readonly is: "nobody" | "asked_back" | "conclusion" | "reading" | "over" }
  | { readonly is: "medical_orders" | "missing"; readonly count: number };

export interface Inside {
  readonly part: "asker" | "specialist" | "called_in" | "hospital";
  readonly name: string;
}

export interface CatchUp {
  readonly ageYears: number | null;
  readonly sex: ConsultView["sex"];
  readonly question: string;
  /** Newest of each kind; `measuredAtMs`: when the newest of all was measured. */
  readonly found: readonly Found[];
  readonly measuredAtMs: number | null;
  /** The last thing that a specialist wrote, the conclusion before all. */
  readonly said: string;
  readonly told: readonly Told[];
  readonly open: readonly Open[];
  readonly inside: readonly Inside[];
}

export const QUESTION_WORDS = 14;
export const SAID_WORDS = 10;
const TOLD_WORDS = 2;
const TOLD_AT_MOST = 3;
const INSIDE_AT_MOST = 4;
const OPEN_AT_MOST = 2;
export const KEY_DATA_AT_MOST = 2;

/** In this order, and no others: what is looked at first beside a bed. */
const KINDS: readonly VitalKind[] = ["systolic", "diastolic", "pulse", "spo2", "breathing_rate", "gcs_total", "temperature"];
const KINDS_AT_MOST = 5;

export function catchUpOf(view: ConsultView, vitals: VitalsView | undefined, orders: MedicalOrdersView | undefined): CatchUp {
  const { found, measuredAtMs } = newestOf(view, vitals);
  const medicalOrders = orders?.medical_orders ?? [];
  return {
    ageYears: view.age_years,
    sex: view.sex,
    question: shortened(view.question ?? "", QUESTION_WORDS),
    found,
    measuredAtMs,
    said: shortened(view.conclusion ?? lastSaid(view) ?? "", SAID_WORDS),
    told: toldOf(medicalOrders),
    open: openOf(view, medicalOrders).slice(0, OPEN_AT_MOST),
    inside: insideOf(view),
  };
}

/** The first words, and a sign that there are more. */
export function shortened(text: string, words: number): string {
  const all = text.split(/\s+/).filter((word) => word !== "");
  return all.length <= words ? all.join(" ") : `${all.slice(0, words).join(" ")}…`;
}

function newestOf(view: ConsultView, vitals: VitalsView | undefined): Pick<CatchUp, "found" | "measuredAtMs"> {
  const holding = entriesOf(vitals, [], view.consult_id).filter(({ entry }) => entry.struck === null && entry.measured !== null).reverse();
  const found: Found[] = [];
  for (const kind of KINDS) {
    const value = holding.map(({ entry }) => valueOf(entry.measured, kind)).find((one) => one !== null);
    if (value != null) found.push({ kind, value, outside: outside(value, bandOf(kind, view.age_years)) });
  }
  // The two pressures are read as one figure.
  const most = found.some(({ kind }) => kind === "diastolic") ? KINDS_AT_MOST + 1 : KINDS_AT_MOST;
  return { found: found.slice(0, most), measuredAtMs: holding[0]?.entry.measured_at_ms ?? null };
}

/** Scales that have a sum, then times. */
export function keyDataOf(view: ConsultView, asked: AskedOfProblem): KeyDatum[] {
  const entries = enteredOf(view.data);
  const sums: KeyDatum[] = [];
  const times: KeyDatum[] = [];
  for (const field of asked.form.fields) {
    const typed = entries[field.key] ?? "";
    const scale = scaleOf(asked, field);
    if (scale !== null) {
      const value = resultOf(scale, itemsOf(field, entries)).value ?? (typed === "" ? null : Number(typed));
      if (value !== null && Number.isFinite(value)) sums.push({ field, is: "sum", value });
    } else if (field.kind === "time" && typed !== "") times.push({ field, is: "time", value: Number(typed) });
  }
  return [...sums, ...times].slice(0, KEY_DATA_AT_MOST);
}

function specialistsOf(view: ConsultView): ReadonlySet<string | null> {
  return new Set([view.specialist_id, ...view.called.map((one) => one.person_id)]);
}

function lastSaid(view: ConsultView): string | null {
  const doctors = specialistsOf(view);
  return view.lines.filter((line) => doctors.has(line.author_id) && line.kind === "said" && line.text !== null).at(-1)?.text ?? null;
}

/** What still has to happen before what is over, the newest first. */
function toldOf(orders: readonly MedicalOrderView[]): Told[] {
  const byNewest = [...orders].reverse();
  const inOrder = [...byNewest.filter((one) => one.ended === null), ...byNewest.filter((one) => one.ended !== null)];
  return inOrder.slice(0, TOLD_AT_MOST).map((one) => ({ ...whatOf(one), state: one.state === "seen" ? (one.ended ?? "done") : one.state }));
}

function whatOf(order: MedicalOrderView): Pick<Told, "what" | "dose" | "unit"> {
  const wanted = now(order).wanted;
  if (wanted === null) return { what: "", dose: null, unit: null };
  return { what: shortened(wanted.what, TOLD_WORDS), dose: wanted.dose, unit: wanted.unit };
}

function openOf(view: ConsultView, orders: readonly MedicalOrderView[]): Open[] {
  if (view.state === "closed" || view.state === "cancelled") return [{ is: "over" }];
  const open: Open[] = [];
  if (view.state === "waiting" || view.state === "ringing" || view.state === "booked") open.push({ is: "nobody" });
  const undone = orders.filter((one) => one.ended === null).length;
  if (undone > 0) open.push({ is: "medical_orders", count: undone });
  if (unanswered(view)) open.push({ is: "asked_back" });
  if (view.missing.length > 0) open.push({ is: "missing", count: view.missing.length });
  if (view.state === "accepted") open.push({ is: "conclusion" });
  if (view.state === "concluded") open.push({ is: "reading" });
  return open;
}

/** Something was asked back, and nobody but the specialists has written since. */
function unanswered(view: ConsultView): boolean {
  const doctors = specialistsOf(view);
  const last = view.lines.findLastIndex((line) => line.kind === "asked_back");
  return last >= 0 && !view.lines.slice(last + 1).some((line) => !doctors.has(line.author_id));
}

function insideOf(view: ConsultView): Inside[] {
  const there = (part: Inside["part"], name: string | null): Inside[] => (name === null || name === "" ? [] : [{ part, name: shortened(name, 2) }]);
  return [
    ...there("specialist", view.specialist_name),
    ...there("hospital", view.hospital_name),
    ...there("asker", view.asker_name),
    ...view.called.filter((one: CalledView) => one.state === "inside").flatMap((one) => there("called_in", one.name)),
  ].slice(0, INSIDE_AT_MOST);
}
