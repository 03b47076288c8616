/** The messages that the demo kept instead of sending, by telephone. Knows no screen and no network. */

import { computed, signal, type ReadonlySignal } from "@preact/signals-core";
import type { PageMessage } from "~/signaling/web/wire";

export type Piece = { readonly text: string } | { readonly link: string };

export interface Telephone {
  readonly number: string;
  /** Newest first. */
  readonly messages: readonly PageMessage[];
}

export class Telephones {
  readonly #fetch: () => Promise<readonly PageMessage[] | null>;
  readonly #messages = signal<readonly PageMessage[] | null>(null);
  readonly #lost = signal(false);
  readonly #asOfMs = signal<number | null>(null);

  /** Whether the server did not answer the last time. */
  readonly lost: ReadonlySignal<boolean> = this.#lost;
  /** When it answered last. */
  readonly asOfMs: ReadonlySignal<number | null> = this.#asOfMs;
  readonly loading: ReadonlySignal<boolean> = computed(() => this.#messages.value === null && !this.#lost.value);
  /** The telephone with the newest message first. */
  readonly all: ReadonlySignal<readonly Telephone[]> = computed(() => byTelephone(this.#messages.value ?? []));

  constructor(fetch: () => Promise<readonly PageMessage[] | null>) {
    this.#fetch = fetch;
  }

  /** `nowMs`: the time at which this look is made. */
  async look(nowMs: number): Promise<void> {
    const messages = await this.#fetch();
    this.#lost.value = messages === null;
    if (messages === null) return;
    this.#asOfMs.value = nowMs;
    // The same list keeps its drawing: nothing may move under a finger.
    if (messages[0]?.sid !== this.#messages.value?.[0]?.sid || this.#messages.value === null) this.#messages.value = messages;
  }
}

function byTelephone(messages: readonly PageMessage[]): readonly Telephone[] {
  const found = new Map<string, PageMessage[]>();
  for (const message of messages) {
    const of = found.get(message.to);
    if (of === undefined) found.set(message.to, [message]);
    else of.push(message);
  }
  return [...found].map(([number, kept]) => ({ number, messages: kept }));
}

/** The text with its links apart. */
export function pieces(body: string): readonly Piece[] {
  return body
    .split(/(https?:\/\/\S+)/)
    .filter((part) => part !== "")
    .map((part) => (/^https?:\/\//.test(part) ? { link: part } : { text: part }));
}
