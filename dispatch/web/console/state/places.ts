/** Where brigades are, who is connected and can hear, and the trail of the picked one. */

import { computed, signal, type ReadonlySignal } from "@preact/signals-core";
import type { Session } from "~/signaling/web/session";
import type { Position, PresenceItem } from "~/signaling/web/wire";

/** How long a trail is, ms. */
export const TRAIL_MS = 30 * 60_000;

export class Places {
  readonly #session: Session;
  readonly #positions = signal<ReadonlyMap<string, Position>>(new Map());
  readonly #presence = signal<ReadonlyMap<string, PresenceItem>>(new Map());
  readonly #trail = signal<{ readonly brigadeId: string; readonly fixes: readonly Position[] } | null>(null);

  constructor(session: Session) {
    this.#session = session;
    session.onSignal<{ items: Position[] }>("positions", ({ items }) => this.#take(items));
    session.onSignal<{ items: PresenceItem[] }>("presence", ({ items }) => {
      this.#presence.value = new Map(items.map((item) => [item.id, item]));
    });
    session.onWelcome(() => {
      void session.ask({ type: "positions.newest", brigade_ids: null }).then((items) => this.#take(items), () => undefined);
    });
  }

  get positions(): ReadonlySignal<ReadonlyMap<string, Position>> {
    return this.#positions;
  }

  /** By brigade for tablets, by person for people. */
  get presence(): ReadonlySignal<ReadonlyMap<string, PresenceItem>> {
    return this.#presence;
  }

  get trail(): ReadonlySignal<{ readonly brigadeId: string; readonly fixes: readonly Position[] } | null> {
    return this.#trail;
  }

  /** The trail of one brigade, or none. */
  async followTrail(brigadeId: string | null): Promise<void> {
    if (brigadeId === (this.#trail.value?.brigadeId ?? null)) return;
    this.#trail.value = brigadeId === null ? null : { brigadeId, fixes: [] };
    if (brigadeId === null) return;
    const since_ms = Math.round(this.#session.nowMs() - TRAIL_MS);
    try {
      const fixes = await this.#session.ask({ type: "trail", brigade_id: brigadeId, since_ms });
      if (this.#trail.value?.brigadeId === brigadeId) this.#trail.value = { brigadeId, fixes };
    } catch {
      // The line on the map is missing, nothing else; the next pick asks again.
    }
  }

  #take(items: readonly Position[]): void {
    const next = new Map(this.#positions.value);
    for (const item of items) {
      const known = next.get(item.brigade_id);
      if (known === undefined || item.at_ms >= known.at_ms) next.set(item.brigade_id, item);
    }
    this.#positions.value = next;
    const trail = this.#trail.value;
    const added = trail === null ? [] : items.filter((item) => item.brigade_id === trail.brigadeId);
    if (trail !== null && added.length > 0) this.#trail.value = { ...trail, fixes: [...trail.fixes, ...added] };
  }
}

export type Hearing = "hears" | "silent" | "away";

/** Whether a brigade's tablet is there and may sound. */
export function hearingOf(item: PresenceItem | undefined): Hearing {
  if (item === undefined || !item.connected) return "away";
  return item.audible ? "hears" : "silent";
}

/** The age that 99 of 100 positions are younger than, ms; null when there is none. */
export function ageP99Ms(positions: Iterable<Position>, nowMs: number): number | null {
  const ages = [...positions].map((one) => Math.max(0, nowMs - one.at_ms)).sort((one, other) => one - other);
  return ages[Math.max(0, Math.ceil(ages.length * 0.99) - 1)] ?? null;
}

/** The p99 over the brigades that are on shift, as a signal of the given second. */
export function ageOfPositions(
  places: Places,
  onShift: ReadonlySignal<ReadonlySet<string>>,
  now: ReadonlySignal<number>,
): ReadonlySignal<number | null> {
  return computed(() => {
    const mine = [...places.positions.value.values()].filter((one) => onShift.value.has(one.brigade_id));
    return ageP99Ms(mine, now.value);
  });
}
