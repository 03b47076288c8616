/** Medical orders as they are drawn: what waits for whom, and what was done here and is not sent yet. */

import type { Kept } from "~/signaling/web/outbox";
import type { ConsultView, MedicalOrdersView, MedicalOrderTell, MedicalOrderVersionView, MedicalOrderView } from "~/signaling/web/wire";

export type Wanted = MedicalOrderTell["wanted"];
type Relation = ConsultView["relation"];
export type Step = "read_back" | "confirm" | "do" | "see";

/** One medical order; `unsent`: the types of the commands about it that have not gone out yet. */
export interface Item {
  readonly view: MedicalOrderView;
  readonly unsent: readonly string[];
}

/** Told here and not sent yet. */
export interface UnsentTold {
  readonly id: string;
  readonly madeAtMs: number;
  readonly wanted: Wanted;
}

export const TELLERS: readonly Relation[] = ["specialist", "called_in"];
export const DOERS: readonly Relation[] = ["asker", "hospital"];

export function now(view: MedicalOrderView): MedicalOrderVersionView {
  const last = view.versions.at(-1);
  if (last === undefined) throw new Error("a medical order has a version");
  return last;
}

/** What the viewer is to do next about it; null when it waits for somebody else, or for nobody. */
export function nextStep(view: MedicalOrderView, consult: Pick<ConsultView, "relation" | "members">, selfId: string): Step | null {
  const tells = TELLERS.includes(consult.relation);
  const does = DOERS.includes(consult.relation);
  if (does && view.state === "told") return "read_back";
  if (does && view.state === "confirmed") return "do";
  if (does && view.state === "stopped") return "see";
  if (tells && view.state === "read_back" && mayConfirm(view, consult, selfId)) return "confirm";
  if (tells && (view.state === "done" || view.state === "not_done")) return "see";
  return null;
}

/** Who told it; another only once that one has gone [CM2]. */
function mayConfirm(view: MedicalOrderView, consult: Pick<ConsultView, "members">, selfId: string): boolean {
  const teller = now(view).told.person_id;
  return teller === selfId || !consult.members.some((member) => member.relation === "person" && member.id === teller && member.part !== "asker");
}

const PREFIX = "medical_order.";

/** Each with what of it is not sent yet. */
export function itemsOf(view: MedicalOrdersView | undefined, unsent: readonly Kept[]): Item[] {
  return (view?.medical_orders ?? []).map((one) => ({
    view: one,
    unsent: unsent.flatMap(({ message }) => (message.type.startsWith(PREFIX) && message["medical_order_id"] === one.medical_order_id ? [message.type] : [])),
  }));
}

export function unsentTold(view: MedicalOrdersView | undefined, unsent: readonly Kept[], consultId: string): UnsentTold[] {
  const there = new Set((view?.medical_orders ?? []).map((one) => one.medical_order_id));
  return unsent
    .filter(({ message }) => message.type === "medical_order.tell" && message["consult_id"] === consultId && !there.has(message.id))
    .map(({ message }) => ({ id: message.id, madeAtMs: message.made_at_ms, wanted: whole(message["wanted"] as Partial<Wanted>) }));
}

/** How many wait for the viewer. */
export function waiting(items: readonly Item[], consult: Pick<ConsultView, "relation" | "members">, selfId: string): Item[] {
  return items.filter(({ view, unsent }) => unsent.length === 0 && nextStep(view, consult, selfId) !== null);
}

/** What cannot wait in a tab: to be read back, to be confirmed, stopped while it may be under way. */
export function pressing(items: readonly Item[], consult: Pick<ConsultView, "relation" | "members">, selfId: string): Item[] {
  return waiting(items, consult, selfId).filter(({ view }) => view.state === "told" || view.state === "read_back" || view.state === "stopped");
}

const EMPTY: Wanted = {
  kind: "drug",
  what: "",
  urgency: "now",
  drug: null,
  dose: null,
  unit: null,
  route: null,
  rate: "",
  times: 1,
  every_min: null,
  most: null,
  reason: "",
};

/** With everything that was left out as it usually is. */
export function whole(wanted: Partial<Wanted>): Wanted {
  return { ...EMPTY, ...wanted };
}

/** As little on the wire as says it. */
export function lean(wanted: Wanted): Partial<Wanted> {
  const said = Object.entries(wanted).filter(([name, value]) => name === "kind" || value !== EMPTY[name as keyof Wanted]);
  return Object.fromEntries(said) as Partial<Wanted>;
}

export type Lack = "what" | "dose" | "unit" | "route" | "every_min";

/** What a medical order lacks, as the server would say [CM6]. */
export function lacks(wanted: Wanted): Lack[] {
  const lacking: Lack[] = wanted.what.trim() === "" ? ["what"] : [];
  if (wanted.kind !== "drug") return lacking;
  for (const field of ["dose", "unit", "route"] as const) if (wanted[field] === null) lacking.push(field);
  if (wanted.times > 1 && wanted.every_min === null) lacking.push("every_min");
  return lacking;
}
