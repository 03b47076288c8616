/** When an order counts as seen: on a visible page, touched or there for two seconds; never because it was delivered. */

export const LOOKED_MS = 2_000;

export interface Looking {
  readonly assignmentId: string | null;
  /** Since when it has stood on a visible page, monotonic ms; null while it does not. */
  readonly sinceMs: number | null;
  readonly seen: boolean;
}

export const NOT_LOOKING: Looking = { assignmentId: null, sinceMs: null, seen: false };

/** What a look at the page at `clockMs` makes of it. */
export function look(
  before: Looking,
  now: { assignmentId: string | null; visible: boolean; touched: boolean; clockMs: number },
): Looking {
  if (now.assignmentId === null) return NOT_LOOKING;
  const same = before.assignmentId === now.assignmentId;
  if (same && before.seen) return before;
  const sinceMs = now.visible ? (same ? (before.sinceMs ?? now.clockMs) : now.clockMs) : null;
  const long = sinceMs !== null && now.clockMs - sinceMs >= LOOKED_MS;
  return { assignmentId: now.assignmentId, sinceMs, seen: now.visible && (now.touched || long) };
}
