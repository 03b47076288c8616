/**
 * One conversation that a page carries without a dock: the page is told which one, by its link or its invitation, and has
 * no rings and no others beside it.
 */

import { computed, effect, signal, untracked, type ReadonlySignal } from "@preact/signals-core";
import type { EventLine } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import { HEARD_SIGNALS, type TalkMessage } from "./heard";
import { outcomeOf, type Outcome } from "./outcome";
import { isIn } from "./people";
import type { TalkPorts } from "./ports";
import { Talk } from "./talk";
import type { ConversationView, Self } from "./words";

export type CarriedSession = Pick<Session, "kind" | "send" | "signal" | "ask" | "onSignal" | "onEvents" | "onWelcome" | "nowMs" | "welcome" | "link" | "doubt">;

export interface Carrying {
  readonly view: ConversationView;
  readonly self: Self;
  readonly talk: Talk;
}

export class Carried {
  /** Null: it has not begun, is over, or this person is not in it. */
  readonly now: ReadonlySignal<Carrying | null>;
  readonly #session: CarriedSession;
  readonly #ports: TalkPorts;
  readonly #talk = signal<Talk | null>(null);
  readonly #over = signal<Outcome["how"] | null>(null);
  readonly #stops: (() => void)[] = [];
  #last: ConversationView | null = null;

  /** `wanted`: the conversation's id; null while there is none. Another id is another conversation, begun anew. */
  constructor(session: CarriedSession, ports: TalkPorts, wanted: ReadonlySignal<string | null>) {
    this.#session = session;
    this.#ports = ports;
    const conversations = session.kind<ConversationView>("conversation");
    const self = computed(() => (session.welcome.value?.me as unknown as Self | undefined) ?? null);
    const view = computed(() => {
      const found = conversations.value.get(wanted.value ?? "")?.view;
      return found?.phase === "accepted" && self.value !== null && isIn(found, self.value) ? found : null;
    });
    this.now = computed(() => {
      const talk = this.#talk.value;
      if (view.value === null || self.value === null || talk?.conversationId !== view.value.conversation_id) return null;
      return { view: view.value, self: self.value, talk };
    });
    this.#stops.push(
      effect(() => {
        const [me, one] = [self.value, view.value];
        untracked(() => this.#follow(me, one));
      }),
      session.onEvents((events) => this.#heard(events, self.peek())),
      session.onWelcome(() => this.#talk.peek()?.nudge()),
      ...HEARD_SIGNALS.map((type) => session.onSignal<TalkMessage>(type, (message) => this.#talk.peek()?.hear(message))),
    );
  }

  /** How the last one ended, when not by this person; null while one goes on or none was. */
  get over(): ReadonlySignal<Outcome["how"] | null> {
    return this.#over;
  }

  /** Another page of the same person carries it now: this one takes it back. */
  takeOver(): void {
    const going = this.now.peek();
    if (going?.talk.replaced.peek() === true) this.#begin(going.view, going.self);
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#leave();
  }

  #follow(self: Self | null, view: ConversationView | null): void {
    const talk = this.#talk.peek();
    // Without a welcome nothing is known; what goes on goes on.
    if (self === null) return;
    if (view === null) return this.#leave();
    this.#last = view;
    if (talk?.conversationId === view.conversation_id) talk.follow(view);
    else this.#begin(view, self);
  }

  #begin(view: ConversationView, self: Self): void {
    this.#leave();
    this.#over.value = null;
    const talk = new Talk(this.#session, this.#ports, view, self);
    this.#talk.value = talk;
    talk.follow(view);
    void talk.join();
  }

  #leave(): void {
    this.#talk.peek()?.close();
    this.#talk.value = null;
  }

  #heard(events: readonly EventLine[], self: Self | null): void {
    const last = this.#last;
    if (last === null || self === null) return;
    for (const event of events) {
      if (event.body["conversation_id"] !== last.conversation_id) continue;
      const outcome = outcomeOf(event, last, self);
      if (outcome !== null) this.#over.value = outcome.how;
    }
  }
}
