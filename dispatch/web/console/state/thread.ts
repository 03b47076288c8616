/** The thread of the picked incident: read whole once, then again whenever something happens about it. */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import type { Session } from "~/signaling/web/session";
import type { ThreadRow } from "~/signaling/web/wire";

export interface ThreadShown {
  readonly about: string;
  readonly rows: readonly ThreadRow[];
  readonly state: "loading" | "here" | "failed";
}

/** Facts of machines that say nothing to a person. */
const UNSPOKEN: ReadonlySet<string> = new Set([
  "delivery.claimed",
  "delivery.postponed",
  "delivery.reconciled",
  "delivery.recalled",
  "caller_link.delivery_noted",
  "caller_link.retired",
  "conversation.rang",
  "conversation.joined",
  "still.part_kept",
  "still.drawn",
  "still.undrawn",
  "consult.rung",
  "alert.person_listed",
  "incident.windows_ended",
  "assignment.retired",
]);

export class Thread {
  readonly #session: Session;
  readonly #shown = signal<ThreadShown | null>(null);

  constructor(session: Session) {
    this.#session = session;
    session.onEvents((events) => {
      const about = this.#shown.value?.about;
      if (about !== undefined && events.some((event) => event.about.includes(about))) void this.#read(about);
    });
    session.onWelcome(() => {
      const about = this.#shown.value?.about;
      if (about !== undefined) void this.#read(about);
    });
  }

  get shown(): ReadonlySignal<ThreadShown | null> {
    return this.#shown;
  }

  follow(incidentId: string | null): void {
    if (incidentId === (this.#shown.value?.about ?? null)) return;
    this.#shown.value = incidentId === null ? null : { about: incidentId, rows: [], state: "loading" };
    if (incidentId !== null) void this.#read(incidentId);
  }

  /** Reads again after a failure. */
  again(): void {
    const about = this.#shown.value?.about;
    if (about !== undefined) void this.#read(about);
  }

  async #read(about: string): Promise<void> {
    try {
      const rows = await this.#session.ask({ type: "thread", kind: "incident", about });
      this.#set(about, { rows: rows.filter((row) => !UNSPOKEN.has(row.type)), state: "here" });
    } catch {
      this.#set(about, { state: "failed" });
    }
  }

  /** An answer about something that is no longer looked at is nothing. */
  #set(about: string, change: Partial<ThreadShown>): void {
    const shown = this.#shown.value;
    if (shown?.about === about) this.#shown.value = { ...shown, ...change };
  }
}
