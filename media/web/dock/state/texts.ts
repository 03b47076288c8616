/** What was written in a conversation. The view counts, the journal keeps; a text that is under way stands at the end. */

import { computed, signal, type ReadonlySignal } from "@preact/signals-core";
import type { Session } from "~/signaling/web/session";
import type { WrittenText } from "~/signaling/web/wire";

export interface Shown {
  readonly relation: string;
  readonly id: string;
  readonly name: string | null;
  /** Null: erased. */
  readonly text: string | null;
  /** Null: not at the server yet; it is sent as soon as there is a line. */
  readonly atMs: number | null;
}

type TextSession = Pick<Session, "ask" | "send">;

export class Texts {
  readonly #conversationId: string;
  readonly #session: TextSession;
  readonly #kept = signal<readonly WrittenText[]>([]);
  readonly #underWay = signal<readonly { readonly key: number; readonly text: string }[]>([]);
  readonly #read = signal(0);
  #count = 0;
  #keys = 0;
  readonly all: ReadonlySignal<readonly Shown[]>;

  constructor(conversationId: string, session: TextSession) {
    this.#conversationId = conversationId;
    this.#session = session;
    this.all = computed(() => [
      ...this.#kept.value.map(({ relation, id, name, text, at_ms }) => ({ relation, id, name, text, atMs: at_ms })),
      ...this.#underWay.value.map(({ text }) => ({ relation: "", id: "", name: null, text, atMs: null })),
    ]);
  }

  /** How many came since they were last looked at. */
  get unread(): number {
    return Math.max(0, this.#kept.value.length - this.#read.value);
  }

  lookedAt(): void {
    this.#read.value = this.#kept.peek().length;
  }

  /** The view says how many there are. */
  follow(count: number): void {
    if (count === this.#count) return;
    this.#count = count;
    this.#session
      .ask({ type: "conversation.texts", conversation_id: this.#conversationId })
      .then((texts) => {
        if (texts.length >= this.#kept.peek().length) this.#kept.value = texts;
      })
      // The next text asks again.
      .catch(() => (this.#count = -1));
  }

  /** Goes out at once or when the line is back. False: the rules said no, and it stands with the writer. */
  async write(text: string): Promise<boolean> {
    const key = (this.#keys += 1);
    this.#underWay.value = [...this.#underWay.peek(), { key, text }];
    const done = await this.#session.send({ type: "conversation.write", conversation_id: this.#conversationId, text }).then(
      () => true,
      () => false,
    );
    this.#underWay.value = this.#underWay.peek().filter((one) => one.key !== key);
    return done;
  }
}
