/**
 * The caller's video as this page carries it, without a screen: joins the conversation that the server opened, offers,
 * and recovers. The guest is the asker, so this page makes every offer.
 */

import { computed, effect, signal, type ReadonlySignal } from "@preact/signals-core";
import type { Session } from "~/signaling/web/session";
import type { ConversationView, IceServer } from "~/signaling/web/wire";
import { Negotiation, type Peer } from "~/media/web/dock/state/negotiation";
import type { Candidate, PeerMessage } from "~/media/web/dock/state/words";

export type LiveState = "asking" | "connecting" | "connected" | "recovering";
export type PathState = "connected" | "lost";

export interface PeerWish {
  readonly iceServers: readonly IceServer[];
  readonly found: (candidate: Candidate) => void;
  readonly path: (state: PathState) => void;
}

export interface LivePorts {
  /** A fresh connection that carries this page's camera and microphone. */
  makePeer(wish: PeerWish): Peer;
  wait(ms: number, act: () => void): () => void;
}

export type LiveSession = Pick<Session, "kind" | "send" | "signal" | "ask" | "onSignal" | "newId" | "nowMs">;

/** Between one attempt to recover and the next; a restart over a slow link takes several round trips, ms. */
const RECOVER_EVERY_MS = 6_000;
/** After so many restarts in vain both begin anew with fresh connections. */
const RESTARTS_BEFORE_ROUND = 2;

const HEARD = ["peer.description", "peer.candidate", "peer.wants_negotiation"] as const;

export class LiveTalk {
  readonly state: ReadonlySignal<LiveState>;
  readonly #state = signal<LiveState>("asking");
  readonly #session: LiveSession;
  readonly #ports: LivePorts;
  readonly #endpoint: string;
  readonly #stops: (() => void)[] = [];
  #negotiation: Negotiation | null = null;
  #conversationId: string | null = null;
  #iceServers: readonly IceServer[] = [];
  #joining = false;
  #restarts = 0;
  #callOff: () => void = () => undefined;

  /** `wanted`: the conversation that the link speaks of; null while the server has not opened one. */
  constructor(session: LiveSession, ports: LivePorts, wanted: ReadonlySignal<string | null>) {
    this.#session = session;
    this.#ports = ports;
    this.#endpoint = session.newId();
    this.state = this.#state;
    const conversations = session.kind<ConversationView>("conversation");
    const view = computed(() => {
      const id = wanted.value;
      const found = id === null ? undefined : conversations.value.get(id)?.view;
      return found?.phase === "accepted" ? found : null;
    });
    for (const type of HEARD) this.#stops.push(session.onSignal<PeerMessage>(type, (message) => this.#hear(message)));
    void session.ask({ type: "ice_servers" }).then(
      (servers) => this.#begin(view, servers),
      () => this.#begin(view, []),
    );
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#leave();
    this.#closed = true;
  }

  #closed = false;

  #begin(view: ReadonlySignal<ConversationView | null>, servers: readonly IceServer[]): void {
    if (this.#closed) return;
    this.#iceServers = servers;
    this.#stops.push(effect(() => this.#follow(view.value)));
  }

  #follow(view: ConversationView | null): void {
    if (view?.conversation_id !== this.#conversationId) this.#leave();
    if (view === null) return;
    if (this.#negotiation === null) {
      this.#conversationId = view.conversation_id;
      this.#negotiation = this.#negotiate(view.conversation_id);
      this.#join();
    } else if (view.asker_endpoint === this.#endpoint) {
      this.#negotiation.enter(view.round, view.answerer_endpoint !== null);
    }
  }

  #negotiate(conversationId: string): Negotiation {
    return new Negotiation("asker", {
      makePeer: (found) => this.#makePeer(found),
      send: (message) => void this.#session.signal({ ...message, conversation_id: conversationId, endpoint: this.#endpoint }),
      wait: (ms, act) => this.#ports.wait(ms, act),
      stuck: () => this.#lost(RESTARTS_BEFORE_ROUND),
    });
  }

  #makePeer(found: (candidate: Candidate) => void): Peer {
    this.#state.value = "connecting";
    const peer = this.#ports.makePeer({
      iceServers: this.#iceServers,
      found,
      path: (state) => {
        if (this.#negotiation?.peer !== peer) return;
        if (state === "lost") return this.#lost();
        this.#state.value = "connected";
        this.#restarts = 0;
        this.#callOff();
      },
    });
    return peer;
  }

  /** Restarts first, then a new round, not more often than a slow link can follow. */
  #lost(after = this.#restarts): void {
    if (this.#state.peek() === "recovering" && after < RESTARTS_BEFORE_ROUND) return;
    this.#state.value = "recovering";
    this.#restarts = after;
    this.#again();
  }

  #again(): void {
    this.#callOff();
    if (this.#restarts < RESTARTS_BEFORE_ROUND) this.#negotiation?.recover();
    else {
      this.#restarts = 0;
      this.#join();
    }
    this.#restarts += 1;
    this.#callOff = this.#ports.wait(RECOVER_EVERY_MS, () => {
      if (this.#state.peek() === "recovering") this.#again();
    });
  }

  #join(): void {
    if (this.#joining || this.#conversationId === null) return;
    this.#joining = true;
    const wish = { type: "conversation.join", conversation_id: this.#conversationId, endpoint: this.#endpoint };
    this.#session
      .send(wish, { lasting: false })
      .catch(() => undefined)
      .finally(() => (this.#joining = false));
  }

  #hear(message: PeerMessage): void {
    if (message.conversation_id === this.#conversationId && message.to_endpoint === this.#endpoint) this.#negotiation?.hear(message);
  }

  #leave(): void {
    this.#callOff();
    this.#negotiation?.close();
    this.#negotiation = null;
    this.#conversationId = null;
    this.#state.value = "asking";
  }
}
