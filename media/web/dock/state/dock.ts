/** What the dock shows and does, without a screen: asks and answers, carries the conversation that goes on, tells how the last one ended. */

import { computed, effect, signal, untracked, type ReadonlySignal } from "@preact/signals-core";
import { Refusal, type EventLine } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type { AnyCommand, IceServer } from "~/signaling/web/wire";
import { Ahead } from "./ahead";
import { Clips, type ClipPorts } from "./clips";
import { Guests } from "./guests";
import { Recordings } from "./recording";
import { showingOf, type Showing } from "./showing";
import { Stills } from "./stills";
import { HEARD_SIGNALS, type TalkMessage } from "./heard";
import { outcomeOf, type Outcome } from "./outcome";
import { endpointOf, isIn } from "./people";
import type { Claims, Media, TalkPorts } from "./ports";
import { Rings, type Ring } from "./rings";
import { Talk } from "./talk";
import { Texts } from "./texts";
import { Wishes } from "./wishes";
import { isAsked, rings, sideOf, type ConversationView, type Self } from "./words";

export interface DockPorts extends TalkPorts {
  /** Conversations that this page carries; kept over a reload of it. */
  readonly claims: Claims;
  /** What the asker is told rings: "Chrome, Windows". */
  readonly deviceLabel: string;
  readonly clips: ClipPorts;
}

export interface StartWish {
  readonly about?: string;
  readonly about_kind?: "incident" | "consult" | "none";
  readonly to_relation: "brigade" | "person" | "service" | "guest";
  readonly to_id?: string;
  readonly video?: boolean;
}

type DockSession = Pick<
  Session,
  "kind" | "send" | "signal" | "ask" | "onSignal" | "onEvents" | "onWelcome" | "nowMs" | "newId" | "welcome" | "link" | "doubt"
>;

/** How long a sentence that needs no answer stands. */
const READ_MS = 8_000;

export class Dock {
  readonly #session: DockSession;
  readonly #ports: DockPorts;
  readonly #over = signal<Outcome | null>(null);
  readonly #refused = signal<string | null>(null);
  readonly #talk = signal<Talk | null>(null);
  readonly #camera = signal(true);
  readonly #left = new Set<string>();
  /** What this person has agreed elsewhere to come into: a ring about it needs no second answer. */
  readonly #expected = new Set<string>();
  #texts: Texts | null = null;
  #clips: Clips | null = null;
  readonly #ahead: Ahead;
  /** Answered here by a tap; the server has not said yes yet. */
  #answering: string | null = null;
  readonly #stops: (() => void)[] = [];
  #mine: ConversationView | null = null;

  readonly self: ReadonlySignal<Self | null>;
  readonly rings: Rings;
  readonly wishes: Wishes;
  readonly showing: ReadonlySignal<Showing>;
  readonly recordings: Recordings;
  readonly guests: Guests;
  readonly stills: Stills;
  /** Whether the page rings aloud now. */
  readonly aloud: ReadonlySignal<boolean>;

  constructor(session: DockSession, ports: DockPorts) {
    this.#session = session;
    this.#ports = ports;
    this.recordings = new Recordings(session, ports.wait);
    this.guests = new Guests(session);
    this.stills = new Stills(session);
    this.#ahead = new Ahead(() => session.ask({ type: "ice_servers" }).catch(() => []));
    const conversations = session.kind<ConversationView>("conversation");
    this.self = computed(() => (session.welcome.value?.me as unknown as Self | undefined) ?? null);
    const views = computed(() => [...conversations.value.values()].map((thing) => thing.view));
    this.rings = new Rings(session, ports.deviceLabel, this.self, views);
    this.wishes = new Wishes(session);
    this.showing = computed(() => {
      const here = { talk: this.#talk.value, texts: this.#texts, clips: this.#clips };
      const rest: Showing = this.#refused.value !== null ? { is: "refused", code: this.#refused.value } : this.#over.value === null ? { is: "idle" } : { is: "over", outcome: this.#over.value };
      return showingOf(views.value, this.self.value, here, this.#left) ?? rest;
    });
    this.aloud = computed(() => this.showing.value.is !== "talking" && this.rings.sound.value);
    this.#stops.push(
      effect(() => {
        const [self, now, rung] = [this.self.value, views.value, this.rings.incoming.value];
        if (self !== null) untracked(() => this.#follow(self, now, rung));
      }),
      session.onEvents((events) => this.#heard(events)),
      session.onWelcome(() => this.#talk.peek()?.nudge()),
      ...HEARD_SIGNALS.map((type) =>
        session.onSignal<TalkMessage>(type, (message) => {
          if (!this.#ahead.hear(message)) this.#talk.peek()?.hear(message);
        }),
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

  /** Whether the camera goes on when a conversation is joined. */
  get camera(): ReadonlySignal<boolean> {
    return this.#camera;
  }

  /** The line to the server, for the device check. */
  get line(): DockSession["link"] {
    return this.#session.link;
  }

  openForCheck(): Promise<Media> {
    return this.#ports.openMedia(true);
  }

  async iceServers(): Promise<readonly IceServer[]> {
    return this.#session.ask({ type: "ice_servers" });
  }

  joinWithCamera(on: boolean): void {
    this.#camera.value = on;
    // Who rings has their camera open already, so that it begins at once when the other side answers.
    const showing = this.showing.peek();
    if (showing.is === "outgoing") void this.#talk.peek()?.own.wishCamera(on);
  }

  async accept(ring: Ring): Promise<void> {
    this.#over.value = null;
    const conversation_id = ring.view.conversation_id;
    this.#left.delete(conversation_id);
    this.#ports.claims.add(conversation_id);
    if (ring.invitation === null) return this.#answer(ring.view);
    const done = await this.#send({ type: "conversation.enter", conversation_id, invitation_id: ring.invitation.invitation_id });
    if (!done) this.#ports.claims.drop(conversation_id);
  }

  /** Joins and answers the prepared offer right behind the acceptance, not a round trip later. */
  async #answer(view: ConversationView): Promise<void> {
    const { conversation_id } = view;
    const sent = this.#send({ type: "conversation.accept", conversation_id });
    this.#answering = conversation_id;
    const talk = this.#begin(view);
    void talk?.answer(this.#ahead.offered(conversation_id));
    const accepted = await sent;
    if (this.#answering === conversation_id) this.#answering = null;
    if (accepted) return;
    this.#ports.claims.drop(conversation_id);
    if (this.#talk.peek() === talk) this.#leave();
  }

  /** Whoever has said that they come, into a consult say, is in its conversation as soon as it rings for them. */
  expect(about: string): void {
    this.#expected.add(about);
    const ring = this.rings.incoming.peek().find(({ view, invitation }) => invitation !== null && view.about === about);
    if (ring !== undefined) this.#enterExpected(ring);
  }

  #enterExpected(ring: Ring): void {
    if (ring.invitation === null || !this.#expected.delete(ring.view.about)) return;
    void this.accept(ring);
  }

  async decline({ view: { conversation_id }, invitation }: Ring): Promise<void> {
    if (invitation === null) await this.#send({ type: "conversation.decline", conversation_id });
    else await this.#send({ type: "conversation.refuse_invitation", conversation_id, invitation_id: invitation.invitation_id });
  }

  /** Leaves; between two that is the end. */
  async hangUp(conversationId: string): Promise<void> {
    this.#left.add(conversationId);
    if (!(await this.#send({ type: "conversation.hang_up", conversation_id: conversationId }))) this.#left.delete(conversationId);
  }

  /** Light or zoom of somebody's camera; their device does what it can. */
  wishCamera(ofEndpoint: string, wish: { readonly torch?: boolean; readonly zoom?: number }): void {
    const talk = this.#talk.peek();
    if (talk === null) return;
    const { torch = null, zoom = null } = wish;
    this.#session.signal({ type: "conversation.camera_wish", conversation_id: talk.conversationId, endpoint: talk.endpoint, of_endpoint: ofEndpoint, torch, zoom });
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

  /** Does what the board asks for: confirms rings, joins what this page carries, leaves what is over. */
  #follow(self: Self, views: readonly ConversationView[], incoming: readonly Ring[]): void {
    for (const ring of incoming) {
      this.rings.confirm(ring);
      this.#enterExpected(ring);
    }
    this.#ahead.ringing(incoming.map((ring) => ring.view.conversation_id));
    const concerns = (view: ConversationView): boolean => isIn(view, self) || sideOf(view, self) !== null || (view.to_relation !== "service" && isAsked(view, self));
    this.#mine = views.find((view) => concerns(view) && (rings(view) || view.phase === "accepted")) ?? this.#mine;
    const talk = this.#talk.peek();
    const accepted = views.find((view) => view.phase === "accepted" && isIn(view, self)) ?? views.find((view) => this.#isAhead(view, self));
    if (accepted === undefined || (talk !== null && talk.conversationId !== accepted.conversation_id)) this.#leave();
    if (accepted === undefined) return;
    const going = this.#talk.peek();
    if (going !== null) {
      going.follow(accepted);
      this.#texts?.follow(accepted.texts);
      this.#clips?.follow(accepted);
      if (going.replaced.peek()) {
        this.#ports.claims.drop(accepted.conversation_id);
        this.#clips?.close();
      }
    } else if (this.#ports.claims.has(accepted.conversation_id) || awaits(accepted, self)) this.#join(accepted);
  }

  /** A ring that this page makes ready for: its own, or the one that it has just answered. */
  #isAhead(view: ConversationView, self: Self): boolean {
    if (!rings(view)) return false;
    if (view.conversation_id === this.#answering) return true;
    return sideOf(view, self) === "asker" && this.#ports.claims.has(view.conversation_id);
  }

  #join(view: ConversationView): void {
    const self = this.self.peek();
    if (self === null || !isIn(view, self)) return;
    void this.#begin(view)?.join();
  }

  #begin(view: ConversationView): Talk | null {
    const self = this.self.peek();
    if (self === null) return null;
    this.#leave();
    this.#ports.claims.add(view.conversation_id);
    this.#texts = new Texts(view.conversation_id, this.#session);
    this.#texts.follow(view.texts);
    // Who watches a caller's video begins without a picture of their own: the caller's link has none to spare for a face, until it is wished.
    const watches = view.asker_relation === "guest" && sideOf(view, self) === "answerer";
    const talk = new Talk(this.#session, { ...this.#ports, openMedia: (video) => this.#ports.openMedia(video && this.#camera.peek() && !watches) }, view, self);
    this.#clips = new Clips(view.conversation_id, self, this.#session, talk, this.#ports.clips);
    this.#clips.follow(view);
    this.#talk.value = talk;
    talk.follow(view);
    return talk;
  }

  #leave(): void {
    const talk = this.#talk.peek();
    if (talk === null) return;
    this.#ports.claims.drop(talk.conversationId);
    talk.close();
    this.#clips?.close();
    [this.#texts, this.#clips] = [null, null];
    this.wishes.forgetNotice();
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
    const [mine, self] = [this.#mine, this.self.peek()];
    if (mine === null || self === null) return;
    for (const event of events) {
      if (event.body["conversation_id"] !== mine.conversation_id || this.#left.has(mine.conversation_id)) continue;
      const outcome = outcomeOf(event, mine, self);
      if (outcome !== null) this.#tell(outcome);
    }
  }
}

/** A conversation that began without a ring (a consult was accepted): the first page of its side takes it up. */
function awaits(view: ConversationView, self: Self): boolean {
  return view.asked_at_ms === view.accepted_at_ms && endpointOf(view, self) === null;
}
