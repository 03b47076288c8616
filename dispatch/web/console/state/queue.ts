/** The queue: what nobody is going to first, then what is under way; and how rows hold still under a hand. */

import type { Thing, Things } from "~/signaling/web/board";
import type { AssignmentView, IncidentView } from "~/signaling/web/wire";
import { UNSENT } from "./unsent";

export interface QueueRow {
  readonly incident: IncidentView;
  readonly version: number;
  readonly section: "waiting" | "under_way";
  /** The assignment that is furthest in the telling: the lead's while it is active, else an assisting one's. */
  readonly assignment: AssignmentView | null;
  /** When the next promise runs out: sending a brigade, then arriving; null once somebody is there. */
  readonly deadlineMs: number | null;
}

const AT_DOOR: ReadonlySet<string> = new Set(["arrived", "patient_contact", "left_scene", "at_hospital", "handed_over", "cleared", "returned"]);

/** Active assignments of each incident, the lead's first. */
export function assignmentsByIncident(assignments: Things<AssignmentView>): ReadonlyMap<string, readonly AssignmentView[]> {
  const found = new Map<string, AssignmentView[]>();
  for (const { view } of assignments.values()) {
    const list = found.get(view.incident_id) ?? [];
    list.push(view);
    found.set(view.incident_id, list);
  }
  for (const list of found.values()) {
    list.sort((one, other) => Number(other.active) - Number(one.active) || Number(other.part === "lead") - Number(one.part === "lead"));
  }
  return found;
}

/** One incident as a row. */
export function rowOf(thing: Thing<IncidentView>, assignments: readonly AssignmentView[]): QueueRow {
  const incident = thing.view;
  const assignment = assignments.find((one) => one.active) ?? null;
  const waiting = incident.status === "waiting";
  const there = assignment !== null && AT_DOOR.has(assignment.stage);
  const deadlineMs = thing.version === UNSENT ? null : waiting ? incident.assign_by_ms : there ? null : incident.arrive_by_ms;
  return { incident, version: thing.version, section: waiting ? "waiting" : "under_way", assignment, deadlineMs };
}

/** Waiting ones by urgency, then by the time left; those under way by urgency, then by age. */
export function inOrder(rows: readonly QueueRow[]): QueueRow[] {
  return [...rows].sort((one, other) => {
    if (one.section !== other.section) return one.section === "waiting" ? -1 : 1;
    if (one.incident.priority !== other.incident.priority) return one.incident.priority - other.incident.priority;
    if (one.section === "waiting") return (one.deadlineMs ?? 0) - (other.deadlineMs ?? 0);
    return one.incident.opened_at_ms - other.incident.opened_at_ms;
  });
}

/** All open incidents as rows, in order. */
export function queueOf(incidents: Things<IncidentView>, assignments: Things<AssignmentView>): QueueRow[] {
  const byIncident = assignmentsByIncident(assignments);
  const rows: QueueRow[] = [];
  for (const thing of incidents.values()) {
    if (thing.view.status !== "closed") rows.push(rowOf(thing, byIncident.get(thing.view.incident_id) ?? []));
  }
  return inOrder(rows);
}

/** How late the row's promise is at `nowMs`, ms; negative while there is time, null when nothing is promised. */
export function latenessMs(row: QueueRow, nowMs: number): number | null {
  return row.deadlineMs === null ? null : nowMs - row.deadlineMs;
}

export interface Held {
  /** Ids as they are shown. */
  readonly shown: readonly string[];
  /** How many of them stand under "nobody is going"; the others follow. */
  readonly divider: number;
  /** Ids that wait behind the announcement. */
  readonly waiting: readonly string[];
}

/**
 * The order to show. While a hand is on the list nothing moves, not even to the other section: rows that are gone leave
 * their place empty, new ones wait and are announced; when it is let go the wanted order is taken.
 */
export function hold(held: Held, rows: readonly QueueRow[], handOn: boolean): Held {
  const wanted = rows.map((row) => row.incident.incident_id);
  if (!handOn) return { shown: wanted, divider: rows.filter((row) => row.section === "waiting").length, waiting: [] };
  const shown = new Set(held.shown);
  return { ...held, waiting: wanted.filter((id) => !shown.has(id)) };
}

/** The row before or after the picked one, in the shown order; the first when nothing is picked. */
export function neighbour(shown: readonly string[], picked: string | null, step: 1 | -1): string | null {
  const index = picked === null ? -1 : shown.indexOf(picked);
  if (index < 0) return shown[0] ?? null;
  return shown[Math.min(shown.length - 1, Math.max(0, index + step))] ?? null;
}
