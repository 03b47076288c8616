/** What telephones sent back that stands on no thread, and which telephones take no more messages. */

import { computed, signal, type ReadonlySignal } from "@preact/signals-core";
import { Refusal } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type { TelephoneView, UnplacedText } from "~/signaling/web/wire";

type ReturnedSession = Pick<Session, "ask" | "kind" | "send">;

/** The server gives no more than these at once. */
export const SHOWN_AT_MOST = 200;

export class Returned {
  readonly #session: ReturnedSession;
  readonly #texts = signal<readonly UnplacedText[] | null>(null);
  readonly #problem = signal<string | null>(null);

  /** Whose messages have stopped, the newest first. */
  readonly stopped: ReadonlySignal<readonly TelephoneView[]>;

  constructor(session: ReturnedSession) {
    this.#session = session;
    const telephones = session.kind<TelephoneView>("telephone");
    this.stopped = computed(() =>
      [...telephones.value.values()].map(({ view }) => view).sort((one, other) => other.since_ms - one.since_ms),
    );
  }

  /** Null before the first answer. */
  get texts(): ReadonlySignal<readonly UnplacedText[] | null> {
    return this.#texts;
  }

  /** A refusal's code, until the next wish. */
  get problem(): ReadonlySignal<string | null> {
    return this.#problem;
  }

  /** Without a line what is shown stays. */
  async read(): Promise<void> {
    try {
      this.#texts.value = await this.#session.ask<UnplacedText[]>({ type: "inbound.unplaced" });
    } catch (problem) {
      if (problem instanceof Refusal) this.#problem.value = problem.code;
    }
  }

  async putAway(inboundId: string): Promise<void> {
    this.#problem.value = null;
    try {
      await this.#session.send({ type: "inbound.note", inbound_id: inboundId });
      this.#texts.value = (this.#texts.value ?? []).filter((text) => text.inbound_id !== inboundId);
    } catch (problem) {
      this.#problem.value = problem instanceof Refusal ? problem.code : "broken";
    }
  }
}
