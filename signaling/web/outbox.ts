/**
 * Wishes are kept here until the server has answered them: [W3]. Each gets its id once, so however often it is sent it
 * is done once [W4]. What was refused stays to be seen, with what was typed, until the person puts it away.
 */

import { computed, signal, type ReadonlySignal } from "@preact/signals-core";
import { Refusal, refusalOf, type CommandBody, type CommandMessage, type Reply } from "./frames";
import { newId } from "./ids";
import type { Surroundings } from "./surroundings";

/** One kept wish. `order` is the page's own count, the order of making; two pages of one front may count alike. */
export interface Kept {
  readonly order: number;
  readonly message: CommandMessage;
  /** Set once the server has said no. */
  readonly no?: { readonly fate: string; readonly code: string; readonly details: Readonly<Record<string, unknown>> };
}

/** Where wishes lie while the page is away. */
export interface Shelf {
  all(): Promise<Kept[]>;
  put(kept: Kept): Promise<void>;
  remove(id: string): Promise<void>;
}

export interface SendOptions {
  /** The version of the thing that the person looked at. */
  readonly seen?: number;
  /** False for a wish that is worth nothing after a reload (a recommendation): kept in this page only. */
  readonly lasting?: boolean;
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (refusal: Refusal) => void;
}

/** How long to wait before a wish that met a broken server is tried again, ms. */
const AFTER_BROKEN_MS = 10_000;

export class Outbox {
  readonly #around: Surroundings;
  readonly #shelf: Shelf;
  readonly #transmit: (message: CommandMessage) => boolean;
  readonly #by: () => string | null;
  readonly #kept = signal<readonly Kept[]>([]);
  readonly #waiting = new Map<string, Waiting>();
  readonly #fleeting = new Set<string>();
  #order = 0;

  /** Made by us and not yet answered. */
  readonly unsent: ReadonlySignal<readonly Kept[]> = computed(() => this.#kept.value.filter((kept) => kept.no === undefined));
  readonly unsentCount: ReadonlySignal<number> = computed(() => this.unsent.value.length);
  /** Answered "no" and not yet put away by the person. */
  readonly refused: ReadonlySignal<readonly Kept[]> = computed(() => this.#kept.value.filter((kept) => kept.no !== undefined));

  constructor(
    around: Surroundings,
    shelf: Shelf,
    options: { transmit: (message: CommandMessage) => boolean; by: () => string | null },
  ) {
    this.#around = around;
    this.#shelf = shelf;
    this.#transmit = options.transmit;
    this.#by = options.by;
  }

  /** Takes up what an earlier page left behind. Call once, before the first `send`. */
  async takeUp(): Promise<void> {
    const found = await this.#shelf.all();
    this.#order = found.reduce((most, kept) => Math.max(most, kept.order), this.#order);
    this.#kept.value = [...found].sort((one, other) => one.order - other.order);
  }

  /** Keeps the wish, sends it when the line is open, and tells its result. Fails with a `Refusal`. */
  send<Result = unknown>(body: CommandBody, options: SendOptions = {}): Promise<Result> {
    const nowMs = this.#around.nowMs();
    const message: CommandMessage = {
      ...body,
      id: newId(nowMs, this.#around.bytes(10)),
      made_at_ms: Math.round(nowMs),
      clock_ms: Math.round(this.#around.clockMs()),
      by: this.#by(),
      seen: options.seen ?? null,
    };
    this.#order += 1;
    const kept: Kept = { order: this.#order, message };
    this.#kept.value = [...this.#kept.value, kept];
    const settled = new Promise<Result>((resolve, reject) => {
      this.#waiting.set(message.id, { resolve: (result) => resolve(result as Result), reject });
    });
    if (options.lasting === false) this.#fleeting.add(message.id);
    // Shelf and line at once: a page that dies in between has lost nothing that anybody was told was done.
    else void this.#shelf.put(kept);
    this.#transmit(message);
    return settled;
  }

  /** The line is open (again): everything unanswered goes out, in the order of making. */
  flush(): void {
    for (const kept of this.unsent.value) this.#transmit(kept.message);
  }

  /** An answer has come. Answers to what is not ours are nothing. */
  answered(reply: Reply): void {
    const kept = this.unsent.value.find((one) => one.message.id === reply.to);
    if (kept === undefined) return;
    if (reply.type === "unavailable") return this.#again(kept, reply.retry_after_ms);
    if (reply.type === "broken") return this.#again(kept, AFTER_BROKEN_MS);
    const waiting = this.#waiting.get(kept.message.id);
    this.#waiting.delete(kept.message.id);
    const refusal = refusalOf(reply);
    if (refusal === null) {
      this.#forget(kept);
      waiting?.resolve("result" in reply ? reply.result : null);
    } else if (waiting !== undefined && this.#fleeting.has(kept.message.id)) {
      this.#forget(kept);
      waiting.reject(refusal);
    } else {
      this.#refuse(kept, refusal);
      waiting?.reject(refusal);
    }
  }

  /** The person has read why it was refused, or has changed their mind about an unsent one. */
  putAway(id: string): void {
    const kept = this.#kept.value.find((one) => one.message.id === id);
    if (kept === undefined) return;
    this.#forget(kept);
    this.#waiting.get(kept.message.id)?.reject(new Refusal("late", "put_away"));
    this.#waiting.delete(kept.message.id);
  }

  #again(kept: Kept, waitMs: number): void {
    this.#around.wait(waitMs, () => {
      if (this.unsent.value.some((one) => one.message.id === kept.message.id)) this.#transmit(kept.message);
    });
  }

  #refuse(kept: Kept, refusal: Refusal): void {
    const no = { fate: refusal.fate, code: refusal.code, details: refusal.details };
    const changed: Kept = { ...kept, no };
    this.#kept.value = this.#kept.value.map((one) => (one.message.id === kept.message.id ? changed : one));
    void this.#shelf.put(changed);
  }

  #forget(kept: Kept): void {
    this.#kept.value = this.#kept.value.filter((one) => one.message.id !== kept.message.id);
    if (!this.#fleeting.delete(kept.message.id)) void this.#shelf.remove(kept.message.id);
  }
}
