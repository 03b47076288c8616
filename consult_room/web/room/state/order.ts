/** Which consult comes first, and what is said of the search for a specialist. */

import type { ConsultView } from "~/signaling/web/wire";

export type Urgency = ConsultView["urgency"];

export const URGENCIES: readonly Urgency[] = ["emergency", "urgent", "planned"];

/** Priority tones of the house: a threat to life, urgent, planned. */
export const URGENCY_TONES: Readonly<Record<Urgency, string>> = { emergency: "p1", urgent: "p2", planned: "p4" };

/** By urgency, then the longest waiting first. */
export function byUrgencyAndWaiting(one: ConsultView, other: ConsultView): number {
  const urgency = URGENCIES.indexOf(one.urgency) - URGENCIES.indexOf(other.urgency);
  return urgency !== 0 ? urgency : one.asked_at_ms - other.asked_at_ms;
}

export function newestFirst(one: ConsultView, other: ConsultView): number {
  return other.asked_at_ms - one.asked_at_ms;
}

/** Over: nothing more happens to it. */
export function isOver(view: ConsultView): boolean {
  return view.state === "closed" || view.state === "cancelled";
}

/** What is true of the search: said to the asker word for word, with the times running. */
export type Search =
  | { readonly is: "nobody_on_duty"; readonly lookAgainMs: number | null }
  | { readonly is: "all_declined"; readonly count: number; readonly lookAgainMs: number | null }
  | { readonly is: "ringing"; readonly count: number; readonly sinceMs: number; readonly declined: number; readonly lookAgainMs: number | null };

/** The state of the search; null when nobody is being sought. */
export function searchOf(view: ConsultView): Search | null {
  const declined = view.invited.filter((person) => person.state === "declined").length;
  if (view.state === "waiting") {
    if (view.invited.length === 0) return { is: "nobody_on_duty", lookAgainMs: view.look_again_ms };
    return { is: "all_declined", count: declined, lookAgainMs: view.look_again_ms };
  }
  if (view.state !== "ringing") return null;
  const rung = view.invited.filter((person) => person.state === "rung");
  return { is: "ringing", count: rung.length, sinceMs: view.since_ms, declined, lookAgainMs: view.look_again_ms };
}
