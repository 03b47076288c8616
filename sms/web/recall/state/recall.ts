/** Calling staff in: who is picked, what the running calls have come to. Knows no screen. */

import { computed, effect, signal, type ReadonlySignal } from "@preact/signals-core";
import type { Session } from "~/signaling/web/session";
import type { RecalledPersonView, RecalledStaff, RecallView } from "~/signaling/web/wire";

export interface Filter {
  readonly role: string;
  readonly specialty: string;
  readonly duty: string;
}

/** So many are there by then, those who come sooner counted in. */
export interface Sum {
  readonly by_ms: number;
  readonly count: number;
}

const HOUR_MS = 3_600_000;
/** The people of a call are asked for again this long after a change: a hundred answers are one question. */
const GATHER_MS = 700;

/** "12 by 15:20, 20 by 16:00": cumulated over whole five minutes, rounded up, the earliest first. */
export function sums(people: readonly RecalledPersonView[]): readonly Sum[] {
  const step = 5 * 60_000;
  const steps = people.filter((one) => one.by_ms !== null && one.by_ms !== undefined).map((one) => Math.ceil((one.by_ms ?? 0) / step) * step);
  return [...new Set(steps)].sort((a, b) => a - b).map((by) => ({ by_ms: by, count: steps.filter((one) => one <= by).length }));
}

export function silent(people: readonly RecalledPersonView[]): readonly RecalledPersonView[] {
  return people.filter((one) => one.round > 0 && (one.reply ?? null) === null);
}

export class Recalls {
  readonly #session: Session;
  readonly #staff = signal<readonly RecalledStaff[] | null>(null);
  readonly #picked = signal<ReadonlySet<string>>(new Set());
  readonly #people = signal<readonly RecalledPersonView[]>([]);
  readonly #chosen = signal<string | null>(null);
  readonly #problem = signal<string | null>(null);
  readonly #busy = signal(false);
  #asked = 0;
  #waits = false;

  readonly filter = signal<Filter>({ role: "", specialty: "", duty: "" });
  readonly search = signal("");
  readonly staff: ReadonlySignal<readonly RecalledStaff[] | null> = this.#staff;
  readonly picked: ReadonlySignal<ReadonlySet<string>> = this.#picked;
  readonly people: ReadonlySignal<readonly RecalledPersonView[]> = this.#people;
  readonly problem: ReadonlySignal<string | null> = this.#problem;
  readonly busy: ReadonlySignal<boolean> = this.#busy;
  /** Every call, the newest first. */
  readonly all: ReadonlySignal<readonly RecallView[]>;
  /** The call that is looked at; null while a new one is written. */
  readonly chosen: ReadonlySignal<RecallView | null>;
  /** Whom the list shows. */
  readonly shown: ReadonlySignal<readonly RecalledStaff[]>;

  constructor(session: Session) {
    this.#session = session;
    const kept = session.kind<RecallView>("recall");
    this.all = computed(() => [...kept.value.values()].map(({ view }) => view).sort((a, b) => b.started_at_ms - a.started_at_ms));
    this.chosen = computed(() => this.all.value.find((one) => one.recall_id === this.#chosen.value) ?? null);
    this.shown = computed(() => {
      const wanted = this.search.value.trim().toLocaleLowerCase();
      return (this.#staff.value ?? []).filter((one) => one.name.toLocaleLowerCase().includes(wanted));
    });
    effect(() => {
      if (this.chosen.value !== null) this.#refreshSoon();
    });
  }

  choose(recallId: string | null): void {
    this.#chosen.value = recallId;
    this.#people.value = [];
    this.#problem.value = null;
    if (recallId === null) void this.find();
  }

  async find(): Promise<void> {
    const { role, specialty, duty } = this.filter.value;
    const asked = ++this.#asked;
    await this.#try(async () => {
      const found = await this.#session.ask<readonly RecalledStaff[]>({
        type: "staff.find",
        role: role || null,
        specialty: specialty || null,
        duty: duty || null,
      });
      if (asked === this.#asked) this.#staff.value = found;
    });
  }

  async narrow(change: Partial<Filter>): Promise<void> {
    this.filter.value = { ...this.filter.value, ...change };
    await this.find();
  }

  pick(personId: string, picked: boolean): void {
    const next = new Set(this.#picked.value);
    if (picked) next.add(personId);
    else next.delete(personId);
    this.#picked.value = next;
  }

  /** All that are shown and not absent: an absent one is ticked by itself. */
  pickShown(picked: boolean): void {
    const next = new Set(this.#picked.value);
    for (const one of this.shown.value) {
      if (!picked) next.delete(one.person_id);
      else if (one.absent !== true) next.add(one.person_id);
    }
    this.#picked.value = next;
  }

  async start(text: string, place: string, hours: number): Promise<boolean> {
    const recall_id = this.#session.newId();
    const person_ids = [...this.#picked.value];
    const until_ms = Math.round(this.#session.nowMs()) + hours * HOUR_MS;
    // Whoever is ticked is meant: also those whose absence the list has shown.
    const wish = { type: "recall.start", recall_id, text, place, until_ms, person_ids, though_absent: person_ids };
    const done = await this.#try(() => this.#session.send(wish));
    if (done) {
      this.#picked.value = new Set();
      this.choose(recall_id);
    }
    return done;
  }

  async askAgain(recallId: string): Promise<void> {
    await this.#try(() => this.#session.send({ type: "recall.ask_again", recall_id: recallId }));
  }

  async end(recallId: string, calledOff: boolean): Promise<void> {
    await this.#try(() => this.#session.send({ type: "recall.end", recall_id: recallId, called_off: calledOff }));
  }

  #refreshSoon(): void {
    if (this.#waits) return;
    this.#waits = true;
    this.#session.wait(GATHER_MS, () => {
      this.#waits = false;
      void this.#refresh();
    });
  }

  async #refresh(): Promise<void> {
    const recall_id = this.#chosen.value;
    if (recall_id === null) return;
    try {
      const people = await this.#session.ask<readonly RecalledPersonView[]>({ type: "recall.people", recall_id });
      if (recall_id === this.#chosen.value) this.#people.value = people;
    } catch {
      this.#refreshSoon();
    }
  }

  async #try(work: () => Promise<unknown>): Promise<boolean> {
    this.#busy.value = true;
    try {
      await work();
      this.#problem.value = null;
      return true;
    } catch (problem) {
      this.#problem.value = (problem as { code?: string }).code ?? "unknown";
      return false;
    } finally {
      this.#busy.value = false;
    }
  }
}
