/** Whom to send: the newest recommendation of each incident, the candidate looked at, and the way it would drive. */

import { effect, signal, type ReadonlySignal } from "@preact/signals-core";
import { Refusal } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type { Candidate, Point, RecommendationView, RouteView } from "~/signaling/web/wire";

export interface Advice {
  readonly asking: boolean;
  readonly given: RecommendationView | null;
  /** How long the newest answer took, ms. */
  readonly tookMs: number | null;
  readonly failure: Refusal | null;
}

const NONE: Advice = { asking: false, given: null, tookMs: null, failure: null };
/** A recommendation older than this is asked for anew when its incident is looked at again. */
export const STALE_MS = 30_000;

export class Advisor {
  readonly #session: Session;
  readonly #advice = signal<ReadonlyMap<string, Advice>>(new Map());
  readonly #looked = signal(0);
  readonly #route = signal<RouteView | null>(null);
  #wantedRoute = "";

  constructor(session: Session) {
    this.#session = session;
  }

  /** The place in the list of the candidate that Enter sends. */
  get looked(): ReadonlySignal<number> {
    return this.#looked;
  }

  get route(): ReadonlySignal<RouteView | null> {
    return this.#route;
  }

  of(incidentId: string): Advice {
    return this.#advice.value.get(incidentId) ?? NONE;
  }

  /** Asks when there is none or it is old. */
  wanted(incidentId: string): void {
    const known = this.#advice.peek().get(incidentId);
    if (known?.asking === true) return;
    if (known?.given != null && this.#session.nowMs() - known.given.at_ms < STALE_MS) return;
    void this.ask(incidentId);
  }

  async ask(incidentId: string): Promise<void> {
    const begunMs = this.#session.nowMs();
    this.#set(incidentId, { asking: true, failure: null });
    try {
      const given = await this.#session.send<RecommendationView>(
        { type: "recommendation.ask", incident_id: incidentId },
        { lasting: false },
      );
      this.#set(incidentId, { asking: false, given, tookMs: Math.round(this.#session.nowMs() - begunMs) });
    } catch (failure) {
      this.#set(incidentId, { asking: false, failure: failure instanceof Refusal ? failure : null });
    }
  }

  /** Looks at the n-th candidate (from 0). */
  look(index: number): void {
    this.#looked.value = Math.max(0, index);
  }

  /** The candidate looked at in this incident's list. */
  candidate(incidentId: string): Candidate | null {
    const ranked = this.of(incidentId).given?.ranked ?? [];
    return ranked[Math.min(this.#looked.value, ranked.length - 1)] ?? null;
  }

  /** The way from one place to another, on the map; the newest wish wins. */
  async showRoute(origin: Point | null, to: Point | null): Promise<void> {
    const key = origin === null || to === null ? "" : [origin.lon, origin.lat, to.lon, to.lat].map((one) => one.toFixed(3)).join(" ");
    if (key === this.#wantedRoute) return;
    this.#wantedRoute = key;
    if (origin === null || to === null) {
      this.#route.value = null;
      return;
    }
    try {
      const route = await this.#session.ask({ type: "route.ask", origin, to, siren: true });
      if (this.#wantedRoute === key) this.#route.value = route;
    } catch {
      if (this.#wantedRoute === key) this.#route.value = null;
    }
  }

  /** Follows what `ends` says; gives back how to stop. */
  followRoute(ends: () => { readonly origin: Point | null; readonly to: Point | null }): () => void {
    return effect(() => {
      const { origin, to } = ends();
      void this.showRoute(origin, to);
    });
  }

  #set(incidentId: string, change: Partial<Advice>): void {
    const next = new Map(this.#advice.peek());
    next.set(incidentId, { ...(next.get(incidentId) ?? NONE), ...change });
    this.#advice.value = next;
  }
}
