/**
 * The way by a forwarder, in one move: `up` carries what this device sends (it offers), `down` what it is shown (the
 * forwarder offers, in numbered rounds). What belongs to another move or an older round is dropped. A new move is a new
 * `Forwarded`; this one goes on playing until that one is heard.
 */

import type { ForwardDownOffer, ForwardUpAnswer } from "~/signaling/web/wire";
import type { Statistics } from "./reading";
import type { Picture, Speech } from "./rungs";

export type Source = "sound" | "picture" | "screen";
/** Whose stream of which source; streams are MediaStreams, opaque here. */
export interface ShownStream {
  readonly endpoint: string;
  readonly source: Source;
  readonly stream: object;
  /** The media line by which it comes from a forwarder. */
  readonly mid?: string;
}

export interface Up {
  offer(iceRestart: boolean): Promise<string>;
  accept(answer: string): Promise<void>;
  /** The microphone goes at once; camera and screen when the old path no longer carries them. */
  sendPictures(): Promise<void>;
  apply(picture: Picture | null, speech: Speech): Promise<void>;
  statistics(): Promise<Statistics>;
  close(): void;
}

export interface Down {
  /** Takes a round and answers it; gives what each media line shows, by its mid. */
  answer(offer: string): Promise<{ readonly sdp: string; readonly streams: ReadonlyMap<string, object> }>;
  statistics(): Promise<Statistics>;
  close(): void;
}

export type ForwardedMessage =
  | { readonly type: "forward.up_offer"; readonly move: number; readonly sdp: string }
  | { readonly type: "forward.down_answer"; readonly move: number; readonly round: number; readonly sdp: string }
  | { readonly type: "forward.restart"; readonly move: number };

export interface ForwardedPorts {
  makeUp(): Up;
  makeDown(): Down;
  send(message: ForwardedMessage): void;
  wait(ms: number, act: () => void): () => void;
  shows(streams: readonly ShownStream[]): void;
}

/** After so long without the answer or the offer that is due it is asked for again. */
export const FORWARD_PATIENCE_MS = 3_000;
/** No sound for so long: the worker, or the way to it, may be dead. */
export const SILENT_MS = 1_500;
/** Longer than any pause between packets of sound: while another path is heard, this one is waited for no longer. */
const QUIET_MS = 500;
/** A connection's own checks are answered every 2.5 s while there is a path. */
export const PATH_SILENT_MS = 6_000;
/** Between one attempt to recover and the next; a restart over a slow link takes several round trips. */
const RECOVER_EVERY_MS = 3_000;

/** How a path is: something comes · its sound is late · its sound has stopped. */
export interface Pulse {
  readonly fresh: boolean;
  readonly quiet: boolean;
  readonly silent: boolean;
}

export class Forwarded {
  readonly move: number;
  readonly #ports: ForwardedPorts;
  #up: Up | null = null;
  #down: Down | null = null;
  #round = -1;
  #answered = false;
  #closed = false;
  #work: Promise<void> = Promise.resolve();
  #callOff: () => void = () => undefined;
  #heard = -1;
  #heardAtMs: number | null = null;
  #sounds = 0;
  #soundsAtMs: number | null = null;
  #askedForSound = false;
  #recoverAtMs = 0;
  #pictures = false;

  constructor(move: number, ports: ForwardedPorts) {
    this.move = move;
    this.#ports = ports;
  }

  begin(): void {
    this.#up = this.#ports.makeUp();
    this.#offer(false);
    this.#watch();
  }

  hear(message: ForwardUpAnswer | ForwardDownOffer): void {
    if (this.#closed || message.move !== this.move) return;
    if (message.type === "forward.up_answer") this.#accept(message.sdp);
    else this.#answer(message);
  }

  /** The line to the server is back, or nothing comes: both connections look for a path again. */
  restart(): void {
    if (this.#closed) return;
    this.#offer(true);
    this.#ports.send({ type: "forward.restart", move: this.move });
    this.#watch();
  }

  /** The old path carries no pictures any more. */
  sendPictures(): void {
    if (this.#pictures) return;
    this.#pictures = true;
    this.#do(() => this.#up?.sendPictures());
  }

  apply(picture: Picture | null, speech: Speech): void {
    this.#do(() => this.#up?.apply(picture, speech));
  }

  /** Of both connections as of one: what is sent and its path first, of the other only what came. */
  async statistics(): Promise<Record<string, unknown>[]> {
    const [up, down] = await Promise.all([this.#up?.statistics() ?? [], this.#down?.statistics() ?? []]);
    const came = [...down]
      .filter((row) => row["type"] === "inbound-rtp" || row["type"] === "candidate-pair")
      .map((row) => ({ ...row, id: `down ${String(row["id"])}`, nominated: false }));
    return [...up, ...came];
  }

  /**
   * Once a second, and more often while paths change. `heard` counts packets and answered checks, `sounds` packets of
   * sound. Sound that stops may be a dead worker, or all others are gone: it asks once, and goes on only while nothing
   * at all comes.
   */
  feed(heard: number, sounds: number, nowMs: number): Pulse {
    if (heard > this.#heard || this.#heardAtMs === null) [this.#heard, this.#heardAtMs] = [heard, nowMs];
    if (sounds > this.#sounds) [this.#sounds, this.#soundsAtMs, this.#askedForSound] = [sounds, nowMs, false];
    const fresh = nowMs - this.#heardAtMs < PATH_SILENT_MS;
    const withoutMs = this.#soundsAtMs === null ? 0 : nowMs - this.#soundsAtMs;
    const silent = withoutMs >= SILENT_MS;
    const due = !fresh || (silent && !this.#askedForSound);
    if (due && this.#answered && nowMs >= this.#recoverAtMs) {
      this.#recoverAtMs = nowMs + RECOVER_EVERY_MS;
      this.#askedForSound = true;
      this.restart();
    }
    return { fresh, quiet: withoutMs >= QUIET_MS, silent };
  }

  close(): void {
    this.#closed = true;
    this.#callOff();
    this.#up?.close();
    this.#down?.close();
  }

  /** All that was begun is done. */
  settled(): Promise<void> {
    return this.#work;
  }

  #offer(iceRestart: boolean): void {
    this.#answered = false;
    this.#do(async () => {
      const sdp = await this.#up?.offer(iceRestart);
      if (sdp !== undefined && !this.#closed) this.#ports.send({ type: "forward.up_offer", move: this.move, sdp });
    });
  }

  #accept(sdp: string): void {
    if (this.#answered) return;
    this.#answered = true;
    this.#do(() => this.#up?.accept(sdp));
  }

  #answer(offer: ForwardDownOffer): void {
    if (offer.round <= this.#round) return;
    this.#round = offer.round;
    this.#do(async () => {
      // A newer round came while this one waited: its answer alone is wanted.
      if (offer.round < this.#round) return;
      this.#down ??= this.#ports.makeDown();
      const { sdp, streams } = await this.#down.answer(offer.sdp);
      if (this.#closed) return;
      this.#ports.send({ type: "forward.down_answer", move: this.move, round: offer.round, sdp });
      this.#ports.shows(
        Object.entries(offer.shows).flatMap(([mid, [endpoint, source]]) => {
          const stream = streams.get(mid);
          return stream === undefined ? [] : [{ endpoint, source, stream, mid }];
        }),
      );
    });
  }

  /** Signals may be lost with the line: what is due and does not come is asked for again. */
  #watch(): void {
    this.#callOff();
    this.#callOff = this.#ports.wait(FORWARD_PATIENCE_MS, () => {
      if (this.#closed || (this.#answered && this.#round >= 0)) return;
      if (!this.#answered) this.#offer(true);
      if (this.#round < 0) this.#ports.send({ type: "forward.restart", move: this.move });
      this.#watch();
    });
  }

  /** One thing after another; what goes wrong is set right by the next restart. */
  #do(act: () => Promise<void> | undefined): void {
    this.#work = this.#work.then(async () => {
      if (this.#closed) return;
      await act();
    }).catch(() => {
      this.#answered = false;
      this.#watch();
    });
  }
}
