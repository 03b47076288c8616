/**
 * One thread for the caller: what is written by the link, to the desk alone, and what everybody writes in the conversation
 * while the caller shows video. The reader need not know that these are two.
 */

import { computed, effect, signal, untracked, type ReadonlySignal } from "@preact/signals-core";
import { Texts } from "~/media/web/dock/state/texts";
import type { Session } from "~/signaling/web/session";
import type { CallerMessage, ConversationView } from "~/signaling/web/wire";

export interface ChatLine {
  readonly key: string;
  readonly mine: boolean;
  /** Null: the desk. */
  readonly name: string | null;
  /** Null: erased. */
  readonly text: string | null;
  readonly atMs: number;
}

interface Placed extends ChatLine {
  readonly inConversation: boolean;
}

export interface ChatPorts {
  readonly session: ReadonlySignal<Pick<Session, "ask" | "send"> | null>;
  /** The conversation in which the caller is now. */
  readonly going: ReadonlySignal<ConversationView | null>;
  readonly linkId: () => string;
  readonly messages: ReadonlySignal<readonly CallerMessage[]>;
  /** By the link. */
  say(text: string): void;
}

export class Chat {
  readonly #ports: ChatPorts;
  /** Of this page's conversations, the newest last; what was written in one stays to be read when it is over. */
  readonly #texts = signal<readonly Texts[]>([]);
  readonly #all: ReadonlySignal<readonly Placed[]>;
  #conversationId: string | null = null;
  readonly lines: ReadonlySignal<readonly ChatLine[]>;
  /** Written here in the conversation and not arrived. */
  readonly underWay: ReadonlySignal<readonly string[]>;

  constructor(ports: ChatPorts) {
    this.#ports = ports;
    this.#all = computed(() => {
      const linked = ports.messages.value.map((one): Placed => ({ key: one.message_id, mine: one.by === "caller", name: null, text: one.text, atMs: one.at_ms, inConversation: false }));
      const written = this.#texts.value.flatMap((texts, place) => this.#written(texts, place));
      return [...linked, ...written].sort((one, other) => one.atMs - other.atMs);
    });
    this.lines = this.#all;
    this.underWay = computed(() => this.#texts.value.flatMap((texts) => texts.all.value.filter(({ atMs }) => atMs === null).map(({ text }) => text ?? "")));
    effect(() => {
      const [session, going] = [ports.session.value, ports.going.value];
      if (session !== null && going !== null) untracked(() => this.#follow(session, going));
    });
  }

  /** An answer goes the way the last word came: who has written only in the conversation may not see the link's. */
  async write(text: string): Promise<void> {
    const written = text.trim();
    if (written === "") return;
    const texts = this.#texts.peek().at(-1);
    const last = this.#all.peek().findLast(({ mine }) => !mine);
    const there = this.#ports.going.peek() !== null && last?.inConversation === true;
    // Refused there when the conversation is over by now: the desk gets it all the same.
    if (!there || texts === undefined || !(await texts.write(written))) this.#ports.say(written);
  }

  #follow(session: Pick<Session, "ask" | "send">, { conversation_id, texts: count }: ConversationView): void {
    if (this.#conversationId !== conversation_id) {
      this.#conversationId = conversation_id;
      this.#texts.value = [...this.#texts.peek(), new Texts(conversation_id, session)];
    }
    this.#texts.peek().at(-1)?.follow(count);
  }

  #written(texts: Texts, place: number): Placed[] {
    return texts.all.value.flatMap((one, line) => {
      const mine = one.relation === "guest" && one.id === this.#ports.linkId();
      return one.atMs === null ? [] : [{ key: `${place} ${line}`, mine, name: one.name, text: one.text, atMs: one.atMs, inConversation: true }];
    });
  }
}
