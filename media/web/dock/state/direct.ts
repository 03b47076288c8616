/** The path from device to device: sought by agreement, watched for whether anything comes, and mended. */

import type { IceServer } from "~/signaling/web/wire";
import { Freshness, type Sample } from "./freshness";
import { Negotiation } from "./negotiation";
import type { Media, PathState, TalkPorts, WatchedPeer } from "./ports";
import type { Candidate, Side } from "./words";

/** In words: waiting for the other device · finding a path · connected · nothing comes, trying again. */
export type Connection = "waiting" | "connecting" | "connected" | "recovering";

/** Between one attempt to recover and the next; a restart over a slow link takes several round trips. */
const RECOVER_EVERY_MS = 6_000;
/** After so many restarts in vain both begin anew with fresh connections. */
const RESTARTS_BEFORE_ROUND = 2;
/** A line that was lost and is back may come by another network: so long connections are made that look for addresses anew. */
const FRESH_FOR_MS = 10_000;
/** Both devices are here and have not reached each other for so long: a forwarder has to help. */
const NO_PATH_MS = 10_000;

/** What the direct path asks of the conversation that it is a path of. */
export interface DirectPorts extends Pick<TalkPorts, "makePeer" | "wait"> {
  send(message: { readonly type: string }): void;
  media(): Promise<Media>;
  iceServers(): readonly IceServer[];
  /** The other side's picture and sound. */
  remote(stream: object): void;
  nowMs(): number;
  /** To the server. */
  roundTripMs(): number;
  /** The line to the server is open and the other side's too: something can be agreed. */
  mayAgree(): boolean;
  /** It is to carry the conversation; else the forwarder is. */
  isWanted(): boolean;
  standing(): Connection;
  /** How it stands; of no account while the forwarder's path plays. */
  show(connection: Connection): void;
  beginRound(): void;
  askForForwarder(): void;
  /** Whoever hears nothing doubts the line to the server too. */
  doubt(): void;
}

export class Direct {
  readonly negotiation: Negotiation;
  readonly #ports: DirectPorts;
  #freshness = new Freshness();
  #carries = false;
  #downMs: number | null = null;
  #recoveries = 0;
  #nextRecoveryMs = 0;
  #askedForForwarder = false;
  #freshUntilMs = 0;

  constructor(side: Side, ports: DirectPorts) {
    this.#ports = ports;
    this.negotiation = new Negotiation(side, {
      makePeer: (found) => this.#makePeer(side, found),
      send: (message) => ports.send(message),
      wait: (ms, act) => ports.wait(ms, act),
      stuck: () => this.#recover(RESTARTS_BEFORE_ROUND),
    });
  }

  get carries(): boolean {
    return this.#carries;
  }
  /** Nothing came by it since the last look: the next one should be soon. */
  get quiet(): boolean {
    return this.#ports.isWanted() && this.#freshness.quiet;
  }
  get peer(): WatchedPeer | null {
    return this.negotiation.peer as WatchedPeer | null;
  }

  /**
   * The line to the server is back: signals may have been lost with it. Where sound has stopped too, this device may have
   * another address, of which connections that are there hear late or never: both begin anew.
   */
  nudge(): void {
    const nowMs = this.#ports.nowMs();
    const late = this.#freshness.doubtful(nowMs, this.#ports.roundTripMs());
    if (!this.#ports.isWanted() || (!late && this.#ports.standing() === "connected")) return;
    // The next second would find nothing yet, and begin once more what has just begun.
    this.#nextRecoveryMs = nowMs + RECOVER_EVERY_MS;
    if (!late) return this.negotiation.recover();
    this.#freshUntilMs = nowMs + FRESH_FOR_MS;
    this.#recoveries = 0;
    this.#ports.beginRound();
  }

  /** Nothing can come while it rings. */
  notYet(): void {
    this.#freshness = new Freshness();
    this.#downMs = this.#ports.nowMs();
  }

  /** What has come by it until now. */
  judge(sample: Sample): void {
    const [nowMs, roundTripMs] = [this.#ports.nowMs(), this.#ports.roundTripMs()];
    const fresh = this.#freshness.feed(sample, nowMs, roundTripMs);
    if (!this.#ports.isWanted()) return;
    const state = this.#ports.standing();
    if (state === "recovering" && fresh && sample.heard > 0) this.#carry(true);
    else if (!fresh && state !== "waiting") this.#recover();
    if (this.#freshness.doubtful(nowMs, roundTripMs) || state === "recovering") this.#ports.doubt();
    this.#askForForwarder(nowMs);
  }

  /** Both are here, and still they do not reach each other. While nothing can be agreed it is not the path's fault. */
  #askForForwarder(nowMs: number): void {
    if (this.#downMs === null || this.#askedForForwarder) return;
    if (!this.#ports.mayAgree()) this.#downMs = nowMs;
    if (nowMs - this.#downMs < NO_PATH_MS) return;
    this.#askedForForwarder = true;
    this.#ports.askForForwarder();
  }

  #makePeer(side: Side, found: (candidate: Candidate) => void): WatchedPeer {
    this.#freshness = new Freshness();
    this.#downMs = this.#ports.nowMs();
    this.#carries = false;
    this.#ports.show("connecting");
    const peer: WatchedPeer = this.#ports.makePeer({
      side,
      media: this.#ports.media(),
      iceServers: this.#ports.iceServers(),
      fresh: this.#ports.nowMs() < this.#freshUntilMs,
      found,
      path: (state) => {
        if (this.peer === peer) this.#path(state);
      },
      remote: (stream) => this.#ports.remote(stream),
    });
    return peer;
  }

  #path(state: PathState): void {
    if (state === "connected") {
      this.#carry(true);
      this.#freshness = new Freshness();
      this.#recoveries = 0;
    } else if (state === "lost" && this.#ports.isWanted()) this.#recover();
  }

  #carry(on: boolean): void {
    this.#carries = on;
    this.#downMs = on ? null : (this.#downMs ?? this.#ports.nowMs());
    this.#ports.show(on ? "connected" : "recovering");
  }

  /** ICE restarts first, then a new round; not more often than a slow link can follow. */
  #recover(after = this.#recoveries): void {
    const nowMs = this.#ports.nowMs();
    if (nowMs < this.#nextRecoveryMs) return;
    this.#recoveries = after;
    this.#carry(false);
    // Without a line nothing can be agreed; once it is back `nudge` begins.
    if (!this.#ports.mayAgree()) return;
    this.#nextRecoveryMs = nowMs + RECOVER_EVERY_MS;
    this.#recoveries += 1;
    if (this.#recoveries <= RESTARTS_BEFORE_ROUND) return this.negotiation.recover();
    this.#recoveries = 0;
    this.#ports.beginRound();
  }
}
