/** The question while it is written. What stands in it is kept by `asking.ts`, encrypted, for its writer alone. */

import type { AskedOfProblem, ConsultAsk } from "~/signaling/web/wire";
import { slotWish, type ChosenSlot, type SlotWishBody } from "./booking";
import { dataOf, missingOf, wrongIn, type Entries, type Value } from "./forms";

export interface Draft {
  readonly specialty: ConsultAsk["specialty"] | "";
  readonly problem: string;
  readonly urgency: ConsultAsk["urgency"] | "";
  readonly question: string;
  readonly age: string;
  readonly sex: NonNullable<ConsultAsk["sex"]>;
  readonly summary: string;
  readonly entries: Entries;
  /** A planned question may take a slot; without one it rings whoever is on duty. */
  readonly slot: ChosenSlot | null;
}

export const EMPTY_DRAFT: Draft = { specialty: "", problem: "", urgency: "", question: "", age: "", sex: "unknown", summary: "", entries: {}, slot: null };

export type Problem = "specialty" | "problem" | "urgency" | "question" | "age" | "data" | "incomplete";

export const OLDEST_YEARS = 130;

/** The age in whole years; null for none, or for what is no age. */
export function ageOf(draft: Pick<Draft, "age">): number | null {
  const age = draft.age.trim();
  return /^\d{1,3}$/.test(age) && Number(age) <= OLDEST_YEARS ? Number(age) : null;
}

export function isEmpty(draft: Draft): boolean {
  return JSON.stringify(draft) === JSON.stringify(EMPTY_DRAFT);
}

/** What keeps the draft from being sent, in the order of the form. `asked` is null while the form is not here: then it
 * goes without its data. What is missing keeps a planned question alone; files can only follow what was asked. */
export function problemsOf(draft: Draft, asked: AskedOfProblem | null, nowMs: number): Problem[] {
  const problems: Problem[] = [];
  const age = ageOf(draft);
  if (draft.specialty === "") problems.push("specialty");
  if (draft.urgency === "") problems.push("urgency");
  if (draft.question.trim() === "") problems.push("question");
  if (draft.age.trim() !== "" && age === null) problems.push("age");
  if (asked === null) return problems;
  if (wrongIn(asked, draft.entries, nowMs, age).length > 0) problems.push("data");
  else if (draft.urgency === "planned" && missingOf(asked, "planned", draft.entries, age).some(({ kind }) => kind !== "file")) problems.push("incomplete");
  return problems;
}

/** The wish of a draft without problems. */
export function wishOf(draft: Draft, consultId: string, asked: AskedOfProblem | null, nowMs: number): ConsultAskBody | null {
  if (draft.specialty === "" || draft.urgency === "" || problemsOf(draft, asked, nowMs).length > 0) return null;
  return {
    type: "consult.ask",
    consult_id: consultId,
    specialty: draft.specialty,
    urgency: draft.urgency,
    question: draft.question.trim(),
    age_years: ageOf(draft),
    sex: draft.sex,
    summary: draft.summary.trim(),
    problem: draft.problem === "" ? null : draft.problem,
    data: asked === null ? {} : dataOf(asked, draft.entries, ageOf(draft)),
    ...(draft.slot !== null && draft.urgency === "planned" ? { slot: slotWish(draft.slot) } : {}),
  };
}

export type ConsultAskBody = {
  readonly type: "consult.ask";
  readonly consult_id: string;
  readonly specialty: ConsultAsk["specialty"];
  readonly urgency: ConsultAsk["urgency"];
  readonly question: string;
  readonly age_years: number | null;
  readonly sex: NonNullable<ConsultAsk["sex"]>;
  readonly summary: string;
  readonly problem: string | null;
  readonly data: Readonly<Record<string, Value>>;
  readonly slot?: SlotWishBody;
  readonly incident_id?: string;
};
