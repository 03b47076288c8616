/** One conversation as this page carries it: joins, goes by the path that the server says, and tells how it goes. */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import type { Session } from "~/signaling/web/session";
import type { Away, IceServer } from "~/signaling/web/wire";
import type { Offered } from "./ahead";
import type { Voice } from "./counts";
import { Direct, type Connection, type DirectPorts } from "./direct";
import { Figures } from "./figures";
import type { Sample } from "./freshness";
import type { TalkMessage } from "./heard";
import { Link } from "./link";
import { Own } from "./own";
import { DIRECT, Paths, type HeardPath } from "./paths";
import { endpointOf, meIn, othersIn } from "./people";
import type { Media, TalkPorts } from "./ports";
import { reportOf } from "./report";
import type { Depth } from "./stage";
import { rings, sideOf, type ConversationView, type Self, type Side } from "./words";

export type { Connection };

type TalkSession = Pick<Session, "send" | "signal" | "ask" | "nowMs" | "link" | "doubt">;

/** Whether sound still comes is looked at so often, sooner when none came or paths change: noticed late is repaired late. */
const [LOOK_EVERY_MS, LOOK_SOON_MS] = [250, 100];

export class Talk {
  readonly conversationId: string;
  readonly endpoint: string;
  readonly own: Own;
  readonly link: Link;
  readonly paths: Paths;
  readonly #figures: Figures;
  readonly #side: Side | null;
  readonly #self: Self;
  readonly #session: TalkSession;
  readonly #ports: TalkPorts;
  /** Null: a third participant has no direct path. */
  readonly #direct: Direct | null;
  readonly #video: boolean;
  readonly #connection = signal<Connection>("waiting");
  readonly #replaced = signal(false);
  readonly #away = signal<readonly Away[]>([]);
  #view: ConversationView;
  #iceServers: readonly IceServer[] = [];
  /** The devices, from when they are asked for. */
  #opening: Promise<Media> | null = null;
  #joined = false;
  #closed = false;
  #joining = false;
  /** Rounds up to this one are over: the direct path was left in it. */
  #leftInRound = -1;
  #begunForMove = -1;
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
        this.#direct?.peer?.stopPictures();
      },
      closeDirect: () => this.#direct?.negotiation.close(),
    });
    this.#figures = new Figures(this.paths, this.link, session);
    // Who carries it while it rings has rung, or has just tapped on "accept".
    const side = sideOf(view, self) ?? (rings(view) ? "answerer" : null);
    this.#side = side;
    this.#direct = side === null ? null : new Direct(side, this.#ofDirect(tell));
  }

  #ofDirect(send: DirectPorts["send"]): DirectPorts {
    const session = this.#session;
    return {
      makePeer: (wanted) => this.#ports.makePeer(wanted),
      wait: (ms, act) => this.#ports.wait(ms, act),
      send,
      media: () => this.#opening ?? Promise.reject(new Error("a path began before the devices were asked for")),
      iceServers: () => this.#iceServers,
      remote: (stream) => {
        if (this.#closed) return;
        const endpoint = othersIn(this.#view, this.#self)[0]?.endpoint ?? "";
        this.paths.showDirect((["sound", "picture"] as const).map((source) => ({ endpoint, source, stream })));
      },
      nowMs: () => session.nowMs(),
      roundTripMs: () => session.link.peek().roundTripMs ?? 0,
      mayAgree: () => session.link.peek().phase === "open" && this.#away.peek().length === 0,
      isWanted: () => this.paths.wanted === DIRECT,
      standing: () => this.#connection.peek(),
      show: (connection) => {
        if (!this.paths.byForwarder) this.#connection.value = connection;
      },
      beginRound: () => this.#beginRound(),
      // Refused where there is no forwarder, which is no trouble.
      askForForwarder: () => void session.send({ type: "conversation.move", conversation_id: this.conversationId, why: "no_path" }, { lasting: false }).catch(() => undefined),
      doubt: () => session.doubt(this.link.shown.peek().reading.roundTripMs ?? 0),
    };
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
    return this.#figures.sample;
  }
  /** Whose line to the server is lost: they are reconnecting, they have not left. */
  get away(): ReadonlySignal<readonly Away[]> {
    return this.#away;
  }
  /** Each of the others as heard by a forwarder, by their endpoint. */
  get voices(): ReadonlySignal<ReadonlyMap<string, Voice>> {
    return this.#figures.voices;
  }
  /** The media lines whose pictures move, of a forwarder's. */
  get moving(): ReadonlySignal<ReadonlySet<string>> {
    return this.#figures.moving;
  }
  get round(): number {
    return this.#direct?.negotiation.round ?? this.#view.round;
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
    const negotiation = this.#direct?.negotiation;
    if (this.#closed || negotiation === undefined) return;
    if (offer !== undefined && negotiation.round < offer.round) {
      this.paths.wantDirect();
      negotiation.enter(offer.round, true);
      for (const message of messages) negotiation.hear(message);
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
    else this.#direct?.negotiation.hear(message);
  }

  /** The line to the server is back: signals may have been lost with it. */
  nudge(): void {
    if (!this.#joined || this.#closed) return;
    this.#session.signal({ type: "conversation.here", conversation_id: this.conversationId, endpoint: this.endpoint });
    this.#direct?.nudge();
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
    this.#direct?.negotiation.close();
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
    const negotiation = this.#direct?.negotiation;
    if (rings(view)) return negotiation?.prepare(view.round + 1);
    // Without a worker three cannot talk; the two sides go on as they were.
    if (negotiation === undefined || (view.path === "forwarder" && view.participants.length > 2)) return;
    this.paths.wantDirect();
    const both = view.asker_endpoint !== null && view.answerer_endpoint !== null;
    if (view.round > this.#leftInRound) {
      negotiation.enter(view.round, both);
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

  /** Counts for the eye and for tests, whether anything still comes, and once a second what the link carries. */
  #look(): void {
    this.#callOffLook = this.#ports.wait(this.#direct?.quiet === true || this.paths.changing ? LOOK_SOON_MS : LOOK_EVERY_MS, () => {
      void this.#second()
        .catch(() => undefined)
        .finally(() => {
          if (!this.#closed) this.#look();
        });
    });
  }

  async #second(): Promise<void> {
    const peer = this.#direct?.peer ?? null;
    const sample = peer === null ? null : await peer.sample();
    if (this.#closed || (this.#direct?.peer ?? null) !== peer) return;
    const nowMs = this.#session.nowMs();
    if (rings(this.#view)) return this.#direct?.notYet();
    if (sample !== null) this.#direct?.judge(sample);
    const rows = await this.paths.look({ connected: this.#direct?.carries === true, sounds: (sample?.audioPackets ?? 0) > 0 }, nowMs);
    if (this.#closed) return;
    if (rows !== null) {
      this.#figures.countForwarded(rows);
      this.#connection.value = this.paths.broken ? "recovering" : "connected";
    } else if (sample !== null) this.#figures.count(sample);
    const told = await this.#figures.measure(rows, peer, nowMs, () => this.#closed);
    if (told !== null) this.#session.signal({ ...told, camera: this.own.camera(), conversation_id: this.conversationId, endpoint: this.endpoint });
  }
}
