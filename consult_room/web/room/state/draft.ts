/** The question while it is written. It holds clinical words, so it lives in this page's memory alone: not in the
 * browser's storage, where the next user of the machine could find it. Once sent, the outbox keeps it until it is answered. */

import type { ConsultAsk } from "~/signaling/web/wire";

export interface Draft {
  readonly specialty: ConsultAsk["specialty"] | "";
  readonly urgency: ConsultAsk["urgency"] | "";
  readonly question: string;
  readonly age: string;
  readonly sex: NonNullable<ConsultAsk["sex"]>;
  readonly summary: string;
}

export const EMPTY_DRAFT: Draft = { specialty: "", urgency: "", question: "", age: "", sex: "unknown", summary: "" };

export type Problem = "specialty" | "urgency" | "question" | "age";

export const OLDEST_YEARS = 130;

/** What keeps the draft from being sent, in the order of the form. */
export function problemsOf(draft: Draft): Problem[] {
  const problems: Problem[] = [];
  if (draft.specialty === "") problems.push("specialty");
  if (draft.urgency === "") problems.push("urgency");
  if (draft.question.trim() === "") problems.push("question");
  const age = draft.age.trim();
  if (age !== "" && !(/^\d{1,3}$/.test(age) && Number(age) <= OLDEST_YEARS)) problems.push("age");
  return problems;
}

/** The wish of a draft without problems. */
export function wishOf(draft: Draft, consultId: string): ConsultAskBody | null {
  if (draft.specialty === "" || draft.urgency === "" || problemsOf(draft).length > 0) return null;
  return {
    type: "consult.ask",
    consult_id: consultId,
    specialty: draft.specialty,
    urgency: draft.urgency,
    question: draft.question.trim(),
    age_years: draft.age.trim() === "" ? null : Number(draft.age.trim()),
    sex: draft.sex,
    summary: draft.summary.trim(),
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
};
