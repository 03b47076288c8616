/** Alerts about incidents, as a doctor on duty meets them in the room. */

import type { AlertView } from "~/signaling/web/wire";

/** Priority tones of the house. */
export const ALERT_TONES: Readonly<Record<AlertView["urgency"], string>> = { life_threat: "p1", urgent: "p2", routine: "p3" };

/** Whether it asks this person now. */
export function asks(view: AlertView, selfId: string): boolean {
  const line = view.people.find((person) => person.person_id === selfId);
  return view.about_kind === "incident" && view.status === "open" && (line?.status === "called" || line?.status === "opened");
}

/** Whether it is a test that this person has not confirmed yet. It never rings aloud. */
export function tests(view: AlertView, selfId: string): boolean {
  const line = view.people.find((person) => person.person_id === selfId);
  return view.about_kind === "drill" && view.status === "open" && (line?.status === "called" || line?.status === "opened");
}

/** Whether this person has taken it. */
export function taken(view: AlertView, selfId: string): boolean {
  return view.about_kind === "incident" && view.status === "acknowledged" && view.acknowledged_by === selfId;
}
