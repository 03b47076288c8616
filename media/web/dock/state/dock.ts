/** What the dock shows and does, without a screen: rings, the conversation that goes on, and how the last one ended. */

import { computed, effect, signal, untracked, type ReadonlySignal } from "@preact/signals-core";
import { Refusal, type EventLine } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type { AnyCommand } from "~/signaling/web/wire";
import { outcomeOf, type Outcome } from "./outcome";
import { Talk, type Media, type TalkPorts } from "./talk";
import { isAsked, rings, sideOf, type ConversationView, type PeerMessage, type Self, type Side } from "./words";

export interface DockPorts extends TalkPorts {
  /** Conversations that this page carries; kept over a reload of it. */
  readonly claims: Claims;
}

/** Which conversations this page took part in, so that after a reload it goes on and another page of the same person does not. */
export interface Claims {
  has(conversationId: string): boolean;
  add(conversationId: string): void;
  drop(conversationId: string): void;
}

export interface StartWish {
  readonly about?: string;
  readonly about_kind?: "incident" | "consult" | "none";
  readonly to_relation: "brigade" | "person" | "service" | "guest";
  readonly to_id?: string;
  readonly video?: boolean;
}

/** What is drawn. `incoming` may stand beside any of the others. */
export type Showing =
  | { readonly is: "idle" }
  | { readonly is: "outgoing"; readonly view: ConversationView }
  | { readonly is: "talking"; readonly view: ConversationView; readonly side: Side; readonly talk: Talk }
  /** This person is in it, but on another page. */
  | { readonly is: "elsewhere"; readonly view: ConversationView; readonly side: Side }
  | { readonly is: "over"; readonly outcome: Outcome }
  | { readonly is: "refused"; readonly code: string };

type DockSession = Pick<
  Session,
  "kind" | "send" | "signal" | "ask" | "onSignal" | "onEvents" | "onWelcome" | "nowMs" | "newId" | "welcome" | "link"
>;

/** How long a sentence that needs no answer stands. */
const READ_MS = 8_000;

const NOTHING: readonly ConversationView[] = [];

export class Dock {
  readonly #session: DockSession;
  readonly #ports: DockPorts;
  readonly #silenced = signal<ReadonlySet<string>>(new Set());
  readonly #over = signal<Outcome | null>(null);
  readonly #refused = signal<string | null>(null);
  readonly #talk = signal<Talk | null>(null);
  readonly #rung = new Set<string>();
  readonly #stops: (() => void)[] = [];
  #mine: ConversationView | null = null;

  readonly self: ReadonlySignal<Self | null>;
  /** Rings for this page that may be answered, oldest first; the silenced ones with them. */
  readonly incoming: ReadonlySignal<readonly ConversationView[]>;
  readonly showing: ReadonlySignal<Showing>;
  /** Whether the page rings aloud now. */
  readonly aloud: ReadonlySignal<boolean>;

  constructor(session: DockSession, ports: DockPorts) {
    this.#session = session;
    this.#ports = ports;
    const conversations = session.kind<ConversationView>("conversation");
    this.self = computed(() => (session.welcome.value?.me as unknown as Self | undefined) ?? null);
    const views = computed(() => [...conversations.value.values()].map((thing) => thing.view));
    this.incoming = computed(() => {
      const self = this.self.value;
      if (self === null) return NOTHING;
      return views.value.filter((view) => rings(view) && isAsked(view, self)).sort((one, other) => one.asked_at_ms - other.asked_at_ms);
    });
    this.showing = computed(() => this.#show(views.value));
    this.aloud = computed(
      () => this.showing.value.is !== "talking" && this.incoming.value.some((view) => !this.#silenced.value.has(view.conversation_id)),
    );
    this.#stops.push(
      effect(() => {
        const [self, now, rung] = [this.self.value, views.value, this.incoming.value];
        if (self !== null) untracked(() => this.#follow(self, now, rung));
      }),
      session.onEvents((events) => this.#heard(events)),
      session.onWelcome(() => this.#talk.peek()?.nudge()),
      ...(["peer.description", "peer.candidate", "peer.wants_negotiation"] as const).map((type) =>
        session.onSignal<PeerMessage>(type, (message) => this.#talk.peek()?.hear(message)),
      ),
    );
  }

  /** Rings somebody; gives the conversation's id, or null when the rules said no (which is then shown). */
  async start(wish: StartWish): Promise<string | null> {
    const conversation_id = this.#session.newId();
    const about = wish.about ?? "";
    const about_kind = wish.about_kind ?? (about === "" ? "none" : "incident");
    this.#over.value = null;
    this.#ports.claims.add(conversation_id);
    const { to_relation, to_id = "", video = true } = wish;
    const sent = await this.#send({ type: "conversation.ask", conversation_id, about, about_kind, to_relation, to_id, video });
    if (!sent) this.#ports.claims.drop(conversation_id);
    return sent ? conversation_id : null;
  }

  async accept(conversationId: string): Promise<void> {
    this.#over.value = null;
    this.#ports.claims.add(conversationId);
    if (!(await this.#send({ type: "conversation.accept", conversation_id: conversationId }))) this.#ports.claims.drop(conversationId);
  }

  async decline(conversationId: string): Promise<void> {
    await this.#send({ type: "conversation.decline", conversation_id: conversationId });
  }

  /** Stops the sound of one ring on this page alone. */
  silence(conversationId: string): void {
    this.#silenced.value = new Set([...this.#silenced.value, conversationId]);
  }

  async hangUp(conversationId: string): Promise<void> {
    await this.#send({ type: "conversation.hang_up", conversation_id: conversationId });
  }

  /** Takes the conversation over from this person's other page. */
  takeOver(view: ConversationView): void {
    this.#join(view);
  }

  dismiss(): void {
    this.#over.value = null;
    this.#refused.value = null;
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#talk.peek()?.close();
  }

  async #send(body: AnyCommand): Promise<boolean> {
    this.#refused.value = null;
    try {
      // A ring is worth nothing after a reload: the person would have looked elsewhere long ago.
      await this.#session.send(body, { lasting: false });
      return true;
    } catch (problem) {
      this.#refused.value = problem instanceof Refusal ? problem.code : "broken";
      return false;
    }
  }

  #show(views: readonly ConversationView[]): Showing {
    const self = this.self.value;
    const talk = this.#talk.value;
    if (self !== null) {
      const mine = views.find((view) => view.phase === "accepted" && sideOf(view, self) !== null);
      const side = mine === undefined ? null : sideOf(mine, self);
      if (mine !== undefined && side !== null) {
        const here = talk !== null && talk.conversationId === mine.conversation_id && !talk.replaced.value;
        return here ? { is: "talking", view: mine, side, talk } : { is: "elsewhere", view: mine, side };
      }
      const outgoing = views.find((view) => rings(view) && sideOf(view, self) === "asker");
      if (outgoing !== undefined) return { is: "outgoing", view: outgoing };
    }
    if (this.#refused.value !== null) return { is: "refused", code: this.#refused.value };
    return this.#over.value === null ? { is: "idle" } : { is: "over", outcome: this.#over.value };
  }

  /** Does what the board asks for: confirms rings, joins what this page carries, leaves what is over. */
  #follow(self: Self, views: readonly ConversationView[], incoming: readonly ConversationView[]): void {
    for (const view of incoming) this.#confirmRing(view);
    const concerns = (view: ConversationView): boolean => sideOf(view, self) !== null || (view.to_relation !== "service" && isAsked(view, self));
    this.#mine = views.find((view) => concerns(view) && (rings(view) || view.phase === "accepted")) ?? this.#mine;
    const talk = this.#talk.peek();
    const accepted = views.find((view) => view.phase === "accepted" && sideOf(view, self) !== null);
    if (accepted === undefined || (talk !== null && talk.conversationId !== accepted.conversation_id)) this.#leave();
    if (accepted === undefined) return;
    const going = this.#talk.peek();
    if (going !== null) {
      going.follow(accepted);
      if (going.replaced.peek()) this.#ports.claims.drop(accepted.conversation_id);
    } else if (this.#ports.claims.has(accepted.conversation_id) || awaits(accepted, self)) this.#join(accepted);
  }

  #confirmRing(view: ConversationView): void {
    if (view.phase !== "asked" || this.#rung.has(view.conversation_id)) return;
    this.#rung.add(view.conversation_id);
    // Refused when somebody answered meanwhile, which is no trouble.
    this.#session.send({ type: "conversation.ring", conversation_id: view.conversation_id }, { lasting: false }).catch(() => undefined);
  }

  #join(view: ConversationView): void {
    const self = this.self.peek();
    const side = self === null ? null : sideOf(view, self);
    if (side === null) return;
    this.#leave();
    this.#ports.claims.add(view.conversation_id);
    const talk = new Talk(this.#session, this.#ports, view, side);
    this.#talk.value = talk;
    talk.follow(view);
    void talk.join();
  }

  #leave(): void {
    const talk = this.#talk.peek();
    if (talk === null) return;
    this.#ports.claims.drop(talk.conversationId);
    talk.close();
    this.#talk.value = null;
  }

  /** What asks for an answer (ring again?) stays; that the other side hung up is read and goes. */
  #tell(outcome: Outcome): void {
    this.#over.value = outcome;
    if (outcome.how !== "other_hung_up") return;
    this.#ports.wait(READ_MS, () => {
      if (this.#over.peek() === outcome) this.#over.value = null;
    });
  }

  #heard(events: readonly EventLine[]): void {
    const mine = this.#mine;
    const self = this.self.peek();
    if (mine === null || self === null) return;
    for (const event of events) {
      if (event.body["conversation_id"] !== mine.conversation_id) continue;
      const outcome = outcomeOf(event, mine, self);
      if (outcome !== null) this.#tell(outcome);
    }
  }
}

/** A conversation that began without a ring (a consult was accepted): the first page of its side takes it up. */
function awaits(view: ConversationView, self: Self): boolean {
  const endpoint = sideOf(view, self) === "asker" ? view.asker_endpoint : view.answerer_endpoint;
  return view.asked_at_ms === view.accepted_at_ms && endpoint === null;
}

export type { Media };
