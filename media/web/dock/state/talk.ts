/** One conversation as this page carries it: joins, negotiates, watches that media comes, and recovers. */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import type { Session } from "~/signaling/web/session";
import type { IceServer } from "~/signaling/web/wire";
import { Freshness, type Sample } from "./freshness";
import { Negotiation, type Peer } from "./negotiation";
import type { Candidate, ConversationView, PeerMessage, Side } from "./words";

/** What this page gives: its microphone and camera, as far as there are any. */
export interface Media {
  readonly microphone: boolean;
  readonly camera: boolean;
  /** Why one of them is missing: there is none, or the person or the browser said no. */
  readonly missing: "none" | "no_camera" | "no_permission" | "no_device" | "insecure";
  setMicrophone(on: boolean): void;
  /** May fail when the camera is taken; false then. */
  setCamera(on: boolean): Promise<boolean>;
  stop(): void;
}

/** A peer that can be looked at; `state` is its path's. */
export interface WatchedPeer extends Peer {
  sample(): Promise<Sample>;
}

export type PathState = "connecting" | "connected" | "lost";

export interface TalkPorts {
  openMedia(video: boolean): Promise<Media>;
  makePeer(options: {
    readonly side: Side;
    readonly media: Media;
    readonly iceServers: readonly IceServer[];
    readonly found: (candidate: Candidate) => void;
    readonly path: (state: PathState) => void;
    /** The other side's picture and sound: a MediaStream, opaque here. */
    readonly remote: (stream: object) => void;
  }): WatchedPeer;
  wait(ms: number, act: () => void): () => void;
  /** An id for this page's part, new at each page load. */
  newEndpoint(): string;
}

/** In words: waiting for the other device · finding a path · connected · nothing comes, trying again. */
export type Connection = "waiting" | "connecting" | "connected" | "recovering";

type TalkSession = Pick<Session, "send" | "signal" | "ask" | "nowMs">;

const LOOK_EVERY_MS = 1_000;
/** Between one attempt to recover and the next; a restart over a slow link takes several round trips. */
const RECOVER_EVERY_MS = 6_000;
/** After so many restarts in vain both begin anew with fresh connections. */
const RESTARTS_BEFORE_ROUND = 2;

export class Talk {
  readonly conversationId: string;
  readonly side: Side;
  readonly endpoint: string;
  readonly #session: TalkSession;
  readonly #ports: TalkPorts;
  readonly #negotiation: Negotiation;
  readonly #video: boolean;
  readonly #connection = signal<Connection>("waiting");
  readonly #replaced = signal(false);
  readonly #media = signal<Media | null>(null);
  readonly #remote = signal<object | null>(null);
  readonly #sample = signal<Sample>({ framesDecoded: 0, audioPackets: 0, heard: 0 });
  readonly #microphoneOn = signal(true);
  readonly #cameraOn = signal(true);
  #view: ConversationView;
  #iceServers: readonly IceServer[] = [];
  #freshness = new Freshness();
  #joined = false;
  #closed = false;
  #recoveries = 0;
  #nextRecoveryMs = 0;
  #joining = false;
  #callOffLook: () => void = () => undefined;

  constructor(session: TalkSession, ports: TalkPorts, view: ConversationView, side: Side) {
    this.#session = session;
    this.#ports = ports;
    this.#view = view;
    this.#video = view.video;
    this.conversationId = view.conversation_id;
    this.side = side;
    this.endpoint = ports.newEndpoint();
    this.#cameraOn.value = view.video;
    this.#negotiation = new Negotiation(side, {
      makePeer: (found) => this.#makePeer(found),
      send: (message) => void session.signal({ ...message, conversation_id: this.conversationId, endpoint: this.endpoint }),
      wait: (ms, act) => ports.wait(ms, act),
      stuck: () => this.#recover(RESTARTS_BEFORE_ROUND),
    });
  }

  get connection(): ReadonlySignal<Connection> {
    return this.#connection;
  }
  /** Another page of the same side has taken over. */
  get replaced(): ReadonlySignal<boolean> {
    return this.#replaced;
  }
  get media(): ReadonlySignal<Media | null> {
    return this.#media;
  }
  get remote(): ReadonlySignal<object | null> {
    return this.#remote;
  }
  /** Looked at each second: what has come from the other side in this round. */
  get sample(): ReadonlySignal<Sample> {
    return this.#sample;
  }
  get microphoneOn(): ReadonlySignal<boolean> {
    return this.#microphoneOn;
  }
  get cameraOn(): ReadonlySignal<boolean> {
    return this.#cameraOn;
  }
  get round(): number {
    return this.#negotiation.round;
  }

  /** Opens microphone and camera, learns the ICE servers, and tells the server that this page carries the conversation. */
  async join(): Promise<void> {
    const servers = this.#session.ask({ type: "ice_servers" }).catch((): IceServer[] => []);
    const media = await this.#ports.openMedia(this.#video);
    this.#iceServers = await servers;
    if (this.#closed) return media.stop();
    this.#media.value = media;
    this.#cameraOn.value = this.#video && media.camera;
    this.#joined = true;
    this.#beginRound();
    this.#look();
  }

  /** The board has news of this conversation. */
  follow(view: ConversationView): void {
    this.#view = view;
    if (!this.#joined || this.#closed) return;
    const [mine, other] = this.side === "asker" ? [view.asker_endpoint, view.answerer_endpoint] : [view.answerer_endpoint, view.asker_endpoint];
    if (mine === this.endpoint) {
      this.#joining = false;
      this.#negotiation.enter(view.round, other !== null);
      if (other === null) this.#connection.value = "waiting";
    } else if (!this.#joining) {
      this.#replaced.value = true;
      this.close();
    }
  }

  hear(message: PeerMessage): void {
    if (this.#closed || message.conversation_id !== this.conversationId || message.to_endpoint !== this.endpoint) return;
    this.#negotiation.hear(message);
  }

  /** The line to the server is back: signals may have been lost with it. */
  nudge(): void {
    if (this.#joined && this.#connection.peek() !== "connected") this.#negotiation.recover();
  }

  toggleMicrophone(): void {
    const on = !this.#microphoneOn.peek();
    this.#media.peek()?.setMicrophone(on);
    this.#microphoneOn.value = on;
  }

  async toggleCamera(): Promise<void> {
    const on = !this.#cameraOn.peek();
    const done = await this.#media.peek()?.setCamera(on);
    if (done === true) this.#cameraOn.value = on;
  }

  close(): void {
    this.#closed = true;
    this.#callOffLook();
    this.#negotiation.close();
    this.#media.peek()?.stop();
    this.#remote.value = null;
  }

  #beginRound(): void {
    if (this.#closed) return;
    this.#joining = true;
    this.#session
      .send({ type: "conversation.join", conversation_id: this.conversationId, endpoint: this.endpoint }, { lasting: false })
      .then(() => this.follow(this.#view))
      .catch(() => {
        this.#joining = false;
      });
  }

  #makePeer(found: (candidate: Candidate) => void): WatchedPeer {
    this.#freshness = new Freshness();
    this.#connection.value = "connecting";
    const media = this.#media.peek();
    if (media === null) throw new Error("a round began before the devices were opened");
    const peer: WatchedPeer = this.#ports.makePeer({
      side: this.side,
      media,
      iceServers: this.#iceServers,
      found,
      path: (state) => {
        if (this.#negotiation.peer === peer) this.#path(state);
      },
      remote: (stream) => {
        if (!this.#closed) this.#remote.value = stream;
      },
    });
    return peer;
  }

  #path(state: PathState): void {
    if (state === "connected") {
      this.#connection.value = "connected";
      this.#freshness = new Freshness();
      this.#recoveries = 0;
    } else if (state === "lost") this.#recover();
  }

  /** Once a second: counts for the eye and for tests, and whether anything still comes. */
  #look(): void {
    this.#callOffLook = this.#ports.wait(LOOK_EVERY_MS, () => {
      const peer = this.#negotiation.peer as WatchedPeer | null;
      void (peer?.sample() ?? Promise.resolve(null))
        .then((sample) => {
          if (sample === null || this.#closed || this.#negotiation.peer !== peer) return;
          this.#sample.value = sample;
          const fresh = this.#freshness.feed(sample, this.#session.nowMs());
          const state = this.#connection.peek();
          if (state === "recovering" && fresh && sample.heard > 0) this.#connection.value = "connected";
          else if (!fresh && state !== "waiting") this.#recover();
        })
        .catch(() => undefined)
        .finally(() => {
          if (!this.#closed) this.#look();
        });
    });
  }

  /** ICE restarts first, then a new round; not more often than a slow link can follow. */
  #recover(after = this.#recoveries): void {
    const nowMs = this.#session.nowMs();
    if (nowMs < this.#nextRecoveryMs) return;
    this.#recoveries = after;
    this.#nextRecoveryMs = nowMs + RECOVER_EVERY_MS;
    this.#connection.value = "recovering";
    this.#recoveries += 1;
    if (this.#recoveries <= RESTARTS_BEFORE_ROUND) return this.#negotiation.recover();
    this.#recoveries = 0;
    this.#beginRound();
  }
}
