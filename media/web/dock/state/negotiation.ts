/**
 * How two devices agree on a path: the asker's device makes every offer, rounds are numbered by the server (one a join),
 * restarts within a round by the asker. Whatever belongs to an earlier round or restart is dropped; what comes too early
 * (a candidate before its description, an offer before its round) waits.
 */

import type { Candidate, PeerCandidate, PeerDescription, PeerMessage, Side } from "./words";

/** A connection to the other device; RTCPeerConnection behind it, or a test. */
export interface Peer {
  /** Makes an offer and takes it as its own description. */
  offer(iceRestart: boolean): Promise<string>;
  /** Takes the other's offer and gives the answer, taken as its own description. */
  answer(offer: string): Promise<string>;
  /** Takes the other's answer. */
  accept(answer: string): Promise<void>;
  add(candidate: Candidate): Promise<void>;
  close(): void;
}

/** What goes out; the conversation's id and this device's are added by whoever sends. */
export type Outgoing =
  | { readonly type: "conversation.description"; readonly round: number; readonly restart: number; readonly kind: "offer" | "answer"; readonly sdp: string }
  | ({ readonly type: "conversation.candidate"; readonly round: number; readonly restart: number } & Candidate)
  | { readonly type: "negotiation.wanted"; readonly restart: boolean };

export interface Ports {
  /** A fresh connection; `found` hears its own candidates. */
  makePeer(found: (candidate: Candidate) => void): Peer;
  send(message: Outgoing): void;
  /** Acts once after `ms`; gives back how to call it off. */
  wait(ms: number, act: () => void): () => void;
  /** The connection refused a description: only a new round helps. */
  stuck(): void;
}

/** After so long without the description that is due it is asked for, or offered, again; then after twice as long, and so on. */
export const PATIENCE_MS = 5_000;
const TRIES_COUNTED = 3;
const EARLY_AT_MOST = 64;

type Rounded = PeerDescription | PeerCandidate;

export class Negotiation {
  readonly #side: Side;
  readonly #ports: Ports;
  #round = 0;
  #restart = 0;
  #peer: Peer | null = null;
  /** The other side's description of this round and restart is set. */
  #described = false;
  /** Nobody has accepted yet. */
  #isAhead = false;
  #waiting: { readonly restart: number; readonly candidate: Candidate }[] = [];
  #early: Rounded[] = [];
  /** How often in this round something that was due did not come. */
  #tries = 0;
  #work: Promise<void> = Promise.resolve();
  #callOff: () => void = () => undefined;

  constructor(side: Side, ports: Ports) {
    this.#side = side;
    this.#ports = ports;
  }

  get round(): number {
    return this.#round;
  }

  get peer(): Peer | null {
    return this.#peer;
  }

  /** All that was begun is done; for tests and for closing in order. */
  settled(): Promise<void> {
    return this.#work;
  }

  /** The board's round. `both`: the two devices have joined, so the round can begin. */
  enter(round: number, both: boolean): void {
    if (round === this.#round && both && this.#isAhead) this.#answerIsDue();
    if (round < this.#round || (round === this.#round && (this.#peer !== null || !both))) return;
    this.#begin(round, both);
  }

  /** While it rings: the round that the answerer's device will begin. Its answer may take as long as a person does. */
  prepare(round: number): void {
    if (round <= this.#round) return;
    this.#begin(round, true);
    this.#isAhead = true;
    this.#callOff();
  }

  #answerIsDue(): void {
    this.#isAhead = false;
    if (!this.#described) this.#watch();
  }

  #begin(round: number, both: boolean): void {
    this.close();
    this.#round = round;
    if (!both) return;
    const peer = this.#ports.makePeer((candidate) => this.#found(peer, candidate));
    this.#peer = peer;
    if (this.#side === "asker") this.#offer(false);
    else this.#watch();
    const early = this.#early;
    this.#early = [];
    for (const message of early) this.hear(message);
  }

  close(): void {
    this.#callOff();
    this.#peer?.close();
    this.#peer = null;
    this.#restart = 0;
    this.#described = false;
    this.#isAhead = false;
    this.#tries = 0;
    this.#waiting = [];
  }

  /** What came from the other device, in the order in which it was sent. */
  hear(message: PeerMessage): void {
    if (message.type === "peer.wants_negotiation") return this.#wanted(message.restart);
    if (message.round < this.#round) return;
    if (message.round > this.#round || this.#peer === null) {
      if (this.#early.length < EARLY_AT_MOST) this.#early.push(message);
      return;
    }
    if (message.type === "peer.description") this.#describe(this.#peer, message);
    else this.#candidate(this.#peer, message);
  }

  /** Nothing comes through: the asker restarts ICE, the other asks for it. */
  recover(): void {
    if (this.#peer === null) return;
    if (this.#side === "asker") this.#renew(true);
    else this.#ports.send({ type: "negotiation.wanted", restart: true });
  }

  #wanted(restart: boolean): void {
    if (this.#side === "asker" && this.#peer !== null) this.#renew(restart);
  }

  #renew(iceRestart: boolean): void {
    this.#restart += 1;
    this.#described = false;
    this.#waiting = [];
    this.#offer(iceRestart);
  }

  #offer(iceRestart: boolean): void {
    const restart = this.#restart;
    this.#do(async (peer) => {
      const sdp = await peer.offer(iceRestart);
      if (this.#peer !== peer || this.#restart !== restart) return;
      this.#ports.send({ type: "conversation.description", round: this.#round, restart, kind: "offer", sdp });
      this.#watch();
    });
  }

  #describe(peer: Peer, message: PeerDescription): void {
    if ((message.kind === "offer") === (this.#side === "asker")) return;
    if (message.restart < this.#restart || (message.restart === this.#restart && this.#described)) return;
    if (message.kind === "answer" && message.restart !== this.#restart) return;
    const restart = message.restart;
    this.#restart = restart;
    this.#described = false;
    this.#callOff();
    this.#do(async () => {
      if (this.#restart !== restart) return;
      if (message.kind === "offer") {
        const sdp = await peer.answer(message.sdp);
        if (this.#peer !== peer) return;
        this.#ports.send({ type: "conversation.description", round: this.#round, restart, kind: "answer", sdp });
      } else {
        await peer.accept(message.sdp);
      }
      if (this.#peer !== peer || this.#restart !== restart) return;
      this.#described = true;
      await this.#addWaiting(peer, restart);
    });
  }

  #candidate(peer: Peer, message: PeerCandidate): void {
    if (message.restart < this.#restart) return;
    const { candidate, mid, line, restart } = message;
    this.#waiting.push({ restart, candidate: { candidate, mid, line } });
    if (this.#described && restart === this.#restart) this.#do(() => this.#addWaiting(peer, restart));
  }

  async #addWaiting(peer: Peer, restart: number): Promise<void> {
    const ready = this.#waiting.filter((one) => one.restart === restart);
    this.#waiting = this.#waiting.filter((one) => one.restart > restart);
    for (const { candidate } of ready) {
      if (this.#peer !== peer) return;
      // One bad candidate is one path less, not the end of the conversation.
      await peer.add(candidate).catch(() => undefined);
    }
  }

  #found(peer: Peer, candidate: Candidate): void {
    if (this.#peer !== peer) return;
    this.#ports.send({ type: "conversation.candidate", round: this.#round, restart: this.#restart, ...candidate });
  }

  /** Signals may be lost with the line: what is due and does not come is asked for again. */
  #watch(): void {
    this.#callOff();
    if (this.#isAhead) return;
    this.#callOff = this.#ports.wait(PATIENCE_MS * 2 ** this.#tries, () => {
      if (this.#peer === null || this.#described) return;
      // A narrow link carries a description in seconds: asked for again too soon, none would ever be answered in time.
      this.#tries = Math.min(this.#tries + 1, TRIES_COUNTED);
      if (this.#side === "asker") this.#renew(false);
      else {
        this.#ports.send({ type: "negotiation.wanted", restart: false });
        this.#watch();
      }
    });
  }

  /** One thing after another, on the connection of now; an answer never overtakes its offer. */
  #do(act: (peer: Peer) => Promise<void>): void {
    const peer = this.#peer;
    this.#work = this.#work.then(async () => {
      if (peer === null || this.#peer !== peer) return;
      try {
        await act(peer);
      } catch {
        if (this.#peer === peer) this.#ports.stuck();
      }
    });
  }
}
