/** The current order: which it is, how far it is, what the crew's next step is. Knows no screen. */

import type { AssignmentView, IncidentView } from "~/signaling/web/wire";

export type Milestone =
  | "departed"
  | "arrived"
  | "patient_contact"
  | "left_scene"
  | "at_hospital"
  | "handed_over"
  | "cleared"
  | "returned";

export type Action = "accept" | Milestone;

export interface Order {
  readonly assignment: AssignmentView;
  readonly incident: IncidentView | null;
}

/** A step that the crew itself tells of, once. */
export const BY_THE_CREW = { heard: null, again_at_ms: null, again_by: null } as const;

/** What is still in the outbox about an assignment, as far as the order's stage depends on it. */
export interface Wish {
  readonly type: string;
  readonly assignment_id?: unknown;
  readonly milestone?: unknown;
  readonly hospital_id?: unknown;
  readonly at_device_ms?: unknown;
}

/** From each stage the one step that comes next; null when nothing does. */
const NEXT: Readonly<Record<string, Action | null>> = {
  ordered: "accept",
  delivered: "accept",
  seen: "accept",
  accepted: "departed",
  departed: "arrived",
  arrived: "patient_contact",
  patient_contact: "left_scene",
  left_scene: "at_hospital",
  at_hospital: "handed_over",
  handed_over: "cleared",
  cleared: "returned",
  cancelled: "returned",
};

/** The steps of the row, in order. */
export const STEPS: readonly Milestone[] = [
  "departed",
  "arrived",
  "patient_contact",
  "left_scene",
  "at_hospital",
  "handed_over",
  "cleared",
];

export function nextAction(stage: string): Action | null {
  return NEXT[stage] ?? null;
}

/** Whether the crew has not yet said yes or no. */
export function unanswered(stage: string): boolean {
  return nextAction(stage) === "accept";
}

/** Whether the work may end here without a hospital: at the scene, before the patient is in the vehicle. */
export function mayClear(stage: string): boolean {
  return stage === "arrived" || stage === "patient_contact";
}

/** Where the order leads now. */
export function destination(stage: string): "scene" | "hospital" | null {
  if (["ordered", "delivered", "seen", "accepted", "departed"].includes(stage)) return "scene";
  return stage === "left_scene" ? "hospital" : null;
}

/**
 * The assignment as the crew has left it: what lies in the outbox counts as done, so that the next step can be taken
 * without a network. The server has the last word as soon as it has answered.
 */
export function withUnsent(assignment: AssignmentView, unsent: readonly Wish[]): AssignmentView {
  let changed = assignment;
  for (const wish of unsent) {
    if (wish.assignment_id !== assignment.assignment_id) continue;
    const stage = stageOfWish(wish);
    if (stage === null || changed.milestones.some((one) => one.stage === stage)) continue;
    const at_ms = typeof wish.at_device_ms === "number" ? wish.at_device_ms : 0;
    changed = {
      ...changed,
      stage: stage as AssignmentView["stage"],
      milestones: [...changed.milestones, { stage: stage as AssignmentView["stage"], at_device_ms: at_ms, at_ms, by: "", ...BY_THE_CREW }],
      hospital_id: typeof wish.hospital_id === "string" ? wish.hospital_id : changed.hospital_id,
    };
    if (stage === "declined" || stage === "cleared") changed = { ...changed, active: false };
  }
  return changed;
}

function stageOfWish(wish: Wish): string | null {
  if (wish.type === "assignment.accept") return "accepted";
  if (wish.type === "assignment.decline") return "declined";
  if (wish.type === "milestone.report" && typeof wish.milestone === "string") return wish.milestone;
  return null;
}

/** The order in hand: the active one, newest first should there ever be two. */
export function currentOf(assignments: readonly AssignmentView[]): AssignmentView | null {
  const active = assignments.filter((one) => one.active);
  return active.sort((one, other) => orderedAtMs(other) - orderedAtMs(one))[0] ?? null;
}

/** The newest, if it is over and the brigade has not yet said that it is back. */
export function returningOf(assignments: readonly AssignmentView[]): AssignmentView | null {
  const newest = [...assignments].sort((one, other) => orderedAtMs(other) - orderedAtMs(one))[0];
  return newest !== undefined && nextAction(newest.stage) === "returned" ? newest : null;
}

export function orderedAtMs(assignment: AssignmentView): number {
  return assignment.milestones[0]?.at_ms ?? 0;
}

/** When a milestone was stamped, on the device that stamped it; null before. */
export function stampedAtMs(assignment: AssignmentView, stage: string): number | null {
  return assignment.milestones.find((one) => one.stage === stage)?.at_device_ms ?? null;
}
