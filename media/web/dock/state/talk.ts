/** One conversation as this page carries it: joins, finds a path, watches that media comes, and recovers. */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import type { Session } from "~/signaling/web/session";
import type { Away, ConversationAway, ForwardDownOffer, ForwardUpAnswer, IceServer, PeerCameraWish, PeerLink } from "~/signaling/web/wire";
import { countIn, Moving, type Voice } from "./counts";
import type { Offered } from "./ahead";
import { Freshness, type Sample } from "./freshness";
import { Link } from "./link";
import { Negotiation } from "./negotiation";
import { Own } from "./own";
import { DIRECT, Paths, type HeardPath } from "./paths";
import { endpointOf, meIn, othersIn } from "./people";
import type { Statistics } from "./reading";
import type { Media, PathState, TalkPorts, WatchedPeer } from "./ports";
import { reportOf, wordOf } from "./report";
import type { Depth } from "./stage";
import { rings, sideOf, type Candidate, type ConversationView, type PeerMessage, type Self, type Side } from "./words";

/** In words: waiting for the other device · finding a path · connected · nothing comes, trying again. */
export type Connection = "waiting" | "connecting" | "connected" | "recovering";
/** What a conversation hears past the journal. */
export const HEARD_SIGNALS = [
  "peer.description", "peer.candidate", "peer.wants_negotiation", "peer.link", "peer.camera_wish",
  "forward.up_answer", "forward.down_offer", "conversation.away",
] as const;
export type TalkMessage = PeerMessage | ForwardUpAnswer | ForwardDownOffer | PeerLink | PeerCameraWish | ConversationAway;

type TalkSession = Pick<Session, "send" | "signal" | "ask" | "nowMs" | "link" | "doubt">;

/** Whether sound still comes is looked at so often: what is noticed late is repaired late. */
const LOOK_EVERY_MS = 250;
const MEASURE_EVERY_MS = 1_000;
/** Between one attempt to recover and the next; a restart over a slow link takes several round trips. */
const RECOVER_EVERY_MS = 6_000;
/** After so many restarts in vain both begin anew with fresh connections. */
const RESTARTS_BEFORE_ROUND = 2;
/** Both devices are here and have not reached each other for so long: a forwarder has to help. */
const NO_PATH_MS = 10_000;

export class Talk {
  readonly conversationId: string;
  readonly endpoint: string;
  readonly own: Own;
  readonly link: Link;
  readonly paths: Paths;
  readonly #side: Side | null;
  readonly #self: Self;
  readonly #session: TalkSession;
  readonly #ports: TalkPorts;
  readonly #negotiation: Negotiation | null;
  readonly #video: boolean;
  readonly #connection = signal<Connection>("waiting");
  readonly #replaced = signal(false);
  readonly #sample = signal<Sample>({ framesDecoded: 0, audioPackets: 0, heard: 0 });
  readonly #away = signal<readonly Away[]>([]);
  readonly #voices = signal<ReadonlyMap<string, Voice>>(new Map());
  readonly #moving = signal<ReadonlySet<string>>(new Set());
  readonly #movement = new Moving();
  #view: ConversationView;
  #iceServers: readonly IceServer[] = [];
  #freshness = new Freshness();
  /** The devices, from when they are asked for. */
  #opening: Promise<Media> | null = null;
  #joined = false;
  #closed = false;
  #recoveries = 0;
  #nextRecoveryMs = 0;
  #joining = false;
  #direct = false;
  #directDownMs: number | null = null;
  /** Rounds up to this one are over: the direct path was left in it. */
  #leftInRound = -1;
  #begunForMove = -1;
  #askedForForwarder = false;
  #measuredAtMs = 0;
  #carrier: string | null = null;
  #callOffLook: () => void = () => undefined;

  constructor(session: TalkSession, ports: TalkPorts, view: ConversationView, self: Self) {
    this.#session = session;
    this.#ports = ports;
    this.#view = view;
    this.#self = self;
    this.#video = view.video;
    this.conversationId = view.conversation_id;
    this.endpoint = ports.newEndpoint();
    this.link = new Link(view.video, session.nowMs());
    this.own = new Own(self, view.video, (of, muted) => {
      const { relation: of_relation, id: of_id } = of;
      // It is muted whether or not the others hear of it.
      void session.send({ type: "conversation.mute", conversation_id: this.conversationId, of_relation, of_id, muted }, { lasting: false }).catch(() => undefined);
    });
    const tell = (message: { readonly type: string }): void => void session.signal({ ...message, conversation_id: this.conversationId, endpoint: this.endpoint });
    this.paths = new Paths({
      makeUp: () => ports.makeUp(this.#opened(), this.#iceServers),
      makeDown: () => ports.makeDown(this.#iceServers),
      send: tell,
      wait: (ms, act) => ports.wait(ms, act),
      leaveDirect: () => {
        this.#leftInRound = this.#view.round;
        (this.#negotiation?.peer as WatchedPeer | null)?.stopPictures();
      },
      closeDirect: () => this.#negotiation?.close(),
    });
    // Who carries it while it rings has rung, or has just tapped on "accept".
    const side = sideOf(view, self) ?? (rings(view) ? "answerer" : null);
    this.#side = side;
    this.#negotiation =
      side === null
        ? null
        : new Negotiation(side, {
            makePeer: (found) => this.#makePeer(side, found),
            send: tell,
            wait: (ms, act) => ports.wait(ms, act),
            stuck: () => this.#recover(RESTARTS_BEFORE_ROUND),
          });
  }

  get connection(): ReadonlySignal<Connection> {
    return this.#connection;
  }
  /** Another page of the same person has taken over. */
  get replaced(): ReadonlySignal<boolean> {
    return this.#replaced;
  }
  get heard(): ReadonlySignal<readonly HeardPath[]> {
    return this.paths.heard;
  }
  /** Looked at each second: what has come by the path that plays. */
  get sample(): ReadonlySignal<Sample> {
    return this.#sample;
  }
  /** Whose line to the server is lost: they are reconnecting, they have not left. */
  get away(): ReadonlySignal<readonly Away[]> {
    return this.#away;
  }
  /** Each of the others as heard by a forwarder, by their endpoint. */
  get voices(): ReadonlySignal<ReadonlyMap<string, Voice>> {
    return this.#voices;
  }
  /** The media lines whose pictures move, of a forwarder's. */
  get moving(): ReadonlySignal<ReadonlySet<string>> {
    return this.#moving;
  }
  get round(): number {
    return this.#negotiation?.round ?? this.#view.round;
  }

  /** Opens microphone and camera, learns the ICE servers, and tells the server that this page carries the conversation. */
  async join(opened?: Media): Promise<void> {
    const servers = this.#session.ask({ type: "ice_servers" }).catch((): IceServer[] => []);
    await this.#open(opened);
    this.#iceServers = await servers;
    if (this.#closed) return;
    this.#joined = true;
    this.#beginRound();
    this.#look();
  }

  /**
   * The tap on "accept", with what was offered while it rang: joins and answers at once, while the devices open beside.
   * Without an offer it goes as it does after a reload.
   */
  async answer({ messages, iceServers }: Offered): Promise<void> {
    this.#joined = true;
    this.#beginRound();
    void this.#open();
    this.#iceServers = await iceServers;
    const [offer] = messages;
    if (this.#closed || this.#negotiation === null) return;
    if (offer !== undefined && this.#negotiation.round < offer.round) {
      this.paths.wantDirect();
      this.#negotiation.enter(offer.round, true);
      for (const message of messages) this.#negotiation.hear(message);
    }
    this.#look();
  }

  async #open(opened?: Media): Promise<void> {
    this.#opening = opened === undefined ? this.#ports.openMedia(this.#video) : Promise.resolve(opened);
    const media = await this.#opening;
    if (this.#closed) return media.stop();
    this.own.open(media, this.#video);
    this.own.obey(meIn(this.#view, this.#self));
  }

  /** The board has news of this conversation. */
  follow(view: ConversationView): void {
    this.#view = view;
    if (!this.#joined || this.#closed) return;
    if (endpointOf(view, this.#self) === this.endpoint) {
      this.#joining = false;
      this.own.obey(meIn(view, this.#self));
      this.#route(view);
    } else if (!this.#joining) {
      this.#replaced.value = true;
      this.close();
    }
  }

  hear(message: TalkMessage): void {
    if (this.#closed || message.conversation_id !== this.conversationId) return;
    if (message.type === "conversation.away") this.#away.value = message.away;
    else if (message.type === "peer.link") {
      if (message.from_endpoint !== this.endpoint) this.link.hear(message.from_endpoint, reportOf(message), this.#session.nowMs());
    } else if (message.to_endpoint !== this.endpoint) return;
    else if (message.type === "peer.camera_wish") void this.own.obeyCamera(message);
    else if (message.type === "forward.up_answer" || message.type === "forward.down_offer") this.paths.hear(message);
    else this.#negotiation?.hear(message);
  }

  /** The line to the server is back: signals may have been lost with it. */
  nudge(): void {
    if (!this.#joined || this.#closed) return;
    this.#session.signal({ type: "conversation.here", conversation_id: this.conversationId, endpoint: this.endpoint });
    const late = this.#freshness.doubtful(this.#session.nowMs(), this.#roundTripMs());
    if (this.paths.wanted === DIRECT && (late || this.#connection.peek() !== "connected")) {
      // The next second would find nothing yet, and begin once more what has just begun.
      this.#nextRecoveryMs = this.#session.nowMs() + RECOVER_EVERY_MS;
      this.#negotiation?.recover();
    }
    this.paths.nudge();
  }

  /** How much of whose picture is wanted; of a forwarder alone, between two all is sent. */
  want(wishes: Readonly<Record<string, Depth>>): void {
    const { path, move } = this.#view;
    if (this.#closed || path !== "forwarder" || Object.keys(wishes).length === 0) return;
    this.#session.signal({ type: "forward.want", conversation_id: this.conversationId, endpoint: this.endpoint, move, wishes });
  }

  close(): void {
    this.#closed = true;
    this.#callOffLook();
    this.#negotiation?.close();
    this.paths.close();
    this.own.stop();
  }

  #opened(): Media {
    const media = this.own.media.peek();
    if (media === null) throw new Error("a path began before the devices were opened");
    return media;
  }

  #route(view: ConversationView): void {
    if (view.path === "forwarder" && !view.no_worker) {
      if (this.paths.playing === null) this.#connection.value = "connecting";
      return this.paths.wantForwarder(view.move);
    }
    if (rings(view)) return this.#negotiation?.prepare(view.round + 1);
    // Without a worker three cannot talk; the two sides go on as they were.
    if (this.#negotiation === null || (view.path === "forwarder" && view.participants.length > 2)) return;
    this.paths.wantDirect();
    const both = view.asker_endpoint !== null && view.answerer_endpoint !== null;
    if (view.round > this.#leftInRound) {
      this.#negotiation.enter(view.round, both);
      if (!both) this.#connection.value = "waiting";
    } else if (this.#side === "asker" && this.#begunForMove !== view.move) {
      // Back from the forwarder: the old connections are gone, so both sides need a round of their own.
      this.#begunForMove = view.move;
      this.#beginRound();
    }
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

  #makePeer(side: Side, found: (candidate: Candidate) => void): WatchedPeer {
    this.#freshness = new Freshness();
    this.#directDownMs = this.#session.nowMs();
    this.#direct = false;
    if (!this.paths.byForwarder) this.#connection.value = "connecting";
    const peer: WatchedPeer = this.#ports.makePeer({
      side,
      media: this.#opening ?? Promise.reject(new Error("a path began before the devices were asked for")),
      iceServers: this.#iceServers,
      found,
      path: (state) => {
        if (this.#negotiation?.peer === peer) this.#path(state);
      },
      remote: (stream) => {
        if (this.#closed) return;
        const endpoint = othersIn(this.#view, this.#self)[0]?.endpoint ?? "";
        this.paths.showDirect((["sound", "picture"] as const).map((source) => ({ endpoint, source, stream })));
      },
    });
    return peer;
  }

  #path(state: PathState): void {
    if (state === "connected") {
      this.#directCarries(true);
      this.#freshness = new Freshness();
      this.#recoveries = 0;
    } else if (state === "lost" && this.paths.wanted === DIRECT) this.#recover();
  }

  #directCarries(on: boolean): void {
    this.#direct = on;
    this.#directDownMs = on ? null : (this.#directDownMs ?? this.#session.nowMs());
    if (!this.paths.byForwarder) this.#connection.value = on ? "connected" : "recovering";
  }

  /** Once a second: counts for the eye and for tests, whether anything still comes, and what the link carries. */
  #look(): void {
    this.#callOffLook = this.#ports.wait(LOOK_EVERY_MS, () => {
      void this.#second()
        .catch(() => undefined)
        .finally(() => {
          if (!this.#closed) this.#look();
        });
    });
  }

  async #second(): Promise<void> {
    const peer = (this.#negotiation?.peer ?? null) as WatchedPeer | null;
    const sample = peer === null ? null : await peer.sample();
    if (this.#closed || (this.#negotiation?.peer ?? null) !== peer) return;
    const nowMs = this.#session.nowMs();
    if (rings(this.#view)) return this.#notYet(nowMs);
    if (sample !== null) this.#judge(sample, nowMs);
    const rows = await this.paths.look({ connected: this.#direct, sounds: (sample?.audioPackets ?? 0) > 0 }, nowMs);
    if (this.#closed) return;
    if (rows !== null) this.#countForwarded(rows);
    else if (sample !== null) this.#sample.value = sample;
    if (nowMs - this.#measuredAtMs >= MEASURE_EVERY_MS) await this.#measure(rows, peer, nowMs);
  }

  #roundTripMs(): number {
    return this.#session.link.peek().roundTripMs ?? 0;
  }

  /** Nothing can come while it rings. */
  #notYet(nowMs: number): void {
    this.#freshness = new Freshness();
    this.#directDownMs = nowMs;
  }

  #judge(sample: Sample, nowMs: number): void {
    const fresh = this.#freshness.feed(sample, nowMs, this.#roundTripMs());
    if (this.paths.wanted !== DIRECT) return;
    const state = this.#connection.peek();
    if (state === "recovering" && fresh && sample.heard > 0) this.#directCarries(true);
    else if (!fresh && state !== "waiting") this.#recover();
    if (this.#freshness.doubtful(nowMs, this.#roundTripMs()) || state === "recovering") this.#session.doubt(this.link.shown.peek().reading.roundTripMs ?? 0);
    this.#askForForwarder(nowMs);
  }

  /** Both are here, and still they do not reach each other. Refused where there is no forwarder, which is no trouble. */
  #askForForwarder(nowMs: number): void {
    if (this.#directDownMs === null || nowMs - this.#directDownMs < NO_PATH_MS || this.#askedForForwarder) return;
    if (this.#session.link.peek().phase !== "open" || this.#away.peek().length > 0) return;
    this.#askedForForwarder = true;
    void this.#session.send({ type: "conversation.move", conversation_id: this.conversationId, why: "no_path" }, { lasting: false }).catch(() => undefined);
  }

  #countForwarded(rows: readonly Readonly<Record<string, unknown>>[]): void {
    this.#moving.value = this.#movement.feed(rows, this.#session.nowMs());
    const [counts, voices] = countIn(rows, this.paths.endpoints);
    this.#sample.value = counts;
    this.#voices.value = voices;
    this.#connection.value = this.paths.broken ? "recovering" : "connected";
  }

  async #measure(rows: Statistics | null, peer: WatchedPeer | null, nowMs: number): Promise<void> {
    const carrier = this.paths.playing ?? null;
    if (carrier !== this.#carrier) {
      this.#carrier = carrier;
      this.link.renew(nowMs);
    }
    const statistics = rows ?? (await peer?.statistics()) ?? null;
    if (statistics === null || carrier === null || this.#closed) return;
    this.#measuredAtMs = nowMs;
    const line = this.#session.link.peek();
    const { picture, speech, report } = this.link.second(statistics, { roundTripMs: line.roundTripMs, open: line.phase === "open" }, nowMs);
    this.paths.apply(picture, speech);
    if (carrier === DIRECT) await peer?.apply(picture, speech);
    this.#session.signal({ ...wordOf(report), camera: this.own.camera(), conversation_id: this.conversationId, endpoint: this.endpoint });
  }

  /** ICE restarts first, then a new round; not more often than a slow link can follow. */
  #recover(after = this.#recoveries): void {
    const nowMs = this.#session.nowMs();
    if (nowMs < this.#nextRecoveryMs) return;
    this.#recoveries = after;
    this.#directCarries(false);
    // Without a line nothing can be agreed; once it is back `nudge` begins.
    if (this.#session.link.peek().phase !== "open" || this.#away.peek().length > 0) return;
    this.#nextRecoveryMs = nowMs + RECOVER_EVERY_MS;
    this.#recoveries += 1;
    if (this.#recoveries <= RESTARTS_BEFORE_ROUND) return this.#negotiation?.recover();
    this.#recoveries = 0;
    this.#beginRound();
  }
}
