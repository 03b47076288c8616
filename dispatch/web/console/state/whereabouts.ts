/**
 * Where an address may lie that has no point: it was typed while the server was away, or nobody chose a suggestion. The
 * map's places are offered beside it, and a person says which one it is.
 */

import { signal } from "@preact/signals-core";
import { Refusal, type Fate } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type { AddressFound, IncidentView, Point } from "~/signaling/web/wire";

/** More than these is a search, which the form of the incident has. */
const OFFERED = 3;
const AGAIN_MS = 3_000;
const FINAL: readonly Fate[] = ["refused", "rejected"];

export class Whereabouts {
  readonly #session: Session;
  readonly #near: () => Point | null;
  readonly #found = signal<{ readonly key: string; readonly places: readonly AddressFound[] }>({ key: "", places: [] });

  constructor(session: Session, near: () => Point | null) {
    this.#session = session;
    this.#near = near;
  }

  /** What was found for the address as it stands now. */
  of(incident: IncidentView): readonly AddressFound[] {
    return this.#found.value.key === keyOf(incident) ? this.#found.value.places : [];
  }

  /** Looks for the address of this incident, once; until an answer comes, or another incident is looked at. */
  async look(incident: IncidentView): Promise<void> {
    const key = keyOf(incident);
    if (key === null || key === this.#found.peek().key) return;
    this.#found.value = { key, places: [] };
    await this.#ask(key, incident.address?.label ?? "");
  }

  async #ask(key: string, text: string): Promise<void> {
    const wanted = (): boolean => this.#found.peek().key === key;
    try {
      const places = await this.#session.ask({ type: "addresses.suggest", text, near: this.#near(), limit: OFFERED });
      if (wanted()) this.#found.value = { key, places };
    } catch (failure) {
      if (failure instanceof Refusal && FINAL.includes(failure.fate)) return;
      // A server that has just come back reads its map for a while.
      this.#session.wait(AGAIN_MS, () => {
        if (wanted()) void this.#ask(key, text);
      });
    }
  }
}

/** Null: there is nothing to look for. */
function keyOf({ incident_id: id, status, point, address }: IncidentView): string | null {
  const text = address?.label.trim() ?? "";
  return status === "closed" || point !== null || text.length < 2 ? null : `${id} ${text}`;
}
