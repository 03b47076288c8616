/** The thread of the picked incident: read whole once, then again whenever something happens about it. */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import type { Session } from "~/signaling/web/session";
import type { ThreadRow } from "~/signaling/web/wire";

export interface ThreadShown {
  readonly about: string;
  readonly rows: readonly ThreadRow[];
  /** Everybody and every message that the thread names, so that later facts, which carry ids alone, can be told. */
  readonly told: Told;
  readonly state: "loading" | "here" | "failed";
}

export interface Told {
  readonly names: ReadonlyMap<string, string>;
  readonly channels: ReadonlyMap<string, string>;
  /** What each message says, and the brigade that each order is for. */
  readonly says: ReadonlyMap<string, string>;
  readonly brigades: ReadonlyMap<string, string>;
}

export const NOTHING_TOLD: Told = { names: new Map(), channels: new Map(), says: new Map(), brigades: new Map() };

/** Who is called what, and what each message goes by. */
export function toldBy(rows: readonly ThreadRow[]): Told {
  const names = new Map<string, string>();
  const channels = new Map<string, string>();
  const says = new Map<string, string>();
  const brigades = new Map<string, string>();
  for (const { type, body } of rows) {
    const { person_id: person, name, delivery_id: delivery, channel, says: what, assignment_id: assignment, callsign } = body as Record<string, unknown>;
    if (typeof person === "string" && typeof name === "string") names.set(person, name);
    if (type === "delivery.queued" && typeof delivery === "string" && typeof channel === "string") channels.set(delivery, channel);
    if (type === "delivery.queued" && typeof delivery === "string" && typeof what === "string") says.set(delivery, what);
    if (typeof assignment === "string" && typeof callsign === "string") brigades.set(assignment, callsign);
  }
  return { names, channels, says, brigades };
}

/** A missing browser to notify is no news; neither is an operator's report that says nothing new to a person. */
function isSpoken(row: ThreadRow): boolean {
  if (UNSPOKEN.has(row.type)) return false;
  const { channel, missing, status, repeat } = row.body as Record<string, unknown>;
  if (row.type === "alert.stepped") return !(missing === true && channel === "push");
  if (row.type === "delivery.reported") return status === "delivered" || status === "read" || status === "undelivered" || status === "failed";
  return row.type !== "delivery.not_found" || repeat === true;
}

/** Facts of machines that say nothing to a person. */
const UNSPOKEN: ReadonlySet<string> = new Set([
  "delivery.queued",
  "delivery.claimed",
  "delivery.accepted",
  "delivery.postponed",
  "delivery.reconciled",
  "delivery.recalled",
  "crew_message.awaited",
  "crew_message.delivery_noted",
  "crew_message.settled",
  "coming.followed",
  "coming.lost",
  "coming.delivery_noted",
  "coming.ended",
  "relative.delivery_noted",
  "relative.ended",
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
    this.#shown.value = incidentId === null ? null : { about: incidentId, rows: [], told: NOTHING_TOLD, state: "loading" };
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
      this.#set(about, { rows: rows.filter(isSpoken), told: toldBy(rows), state: "here" });
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
