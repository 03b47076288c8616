/** The order as the device keeps it: what "delivered" promises is that a dead link or a reload does not lose it. */

import type { AssignmentView, IncidentView } from "~/signaling/web/wire";
import type { Order } from "./order";

/** Where the device keeps one text. */
export interface Pocket {
  read(): string | null;
  write(text: string): void;
  empty(): void;
}

export function keep(pocket: Pocket, order: Order | null): boolean {
  try {
    if (order === null) pocket.empty();
    else pocket.write(JSON.stringify(order));
    return true;
  } catch {
    return false;
  }
}

/** The kept order; null when there is none or it cannot be read. */
export function kept(pocket: Pocket): Order | null {
  try {
    const text = pocket.read();
    if (text === null) return null;
    const found = JSON.parse(text) as { assignment?: AssignmentView; incident?: IncidentView | null };
    if (found.assignment === undefined || !Array.isArray(found.assignment.milestones)) return null;
    return { assignment: found.assignment, incident: found.incident ?? null };
  } catch {
    return null;
  }
}
