/** Whether media still arrives. A browser needs 7 to 11 s to say "disconnected"; people ask "are you there?" after one. */

/** What a peer counts, from its own statistics; all since the peer began. */
export interface Sample {
  readonly framesDecoded: number;
  readonly audioPackets: number;
  /** Anything heard from the other side: packets and answered checks of the path. */
  readonly heard: number;
}

/** Speech is 16 to 50 packets a second, with pauses of 400 ms at most. On a slow way it may be late by a round trip. */
export const MEDIA_LIMIT_MS = 900;
const LATE_AT_MOST_MS = 2_000;
/** Longer than any pause between packets: whoever can ask whether the line lives should ask. */
export const DOUBT_MS = 450;
/** Where no speech ever came (the other side has no microphone) only the path's own checks tell, every 5 s. */
export const PATH_LIMIT_MS = 12_000;

export class Freshness {
  #sample: Sample | null = null;
  #audioAtMs = 0;
  #heardAtMs = 0;
  #quiet = false;

  /** Speech came before, and none since the last look. */
  get quiet(): boolean {
    return this.#quiet;
  }

  /** Speech is late, though not yet given up. */
  doubtful(nowMs: number, roundTripMs = 0): boolean {
    return (this.#sample?.audioPackets ?? 0) > 0 && nowMs - this.#audioAtMs >= DOUBT_MS + Math.min(roundTripMs, LATE_AT_MOST_MS);
  }

  /** True while media, or where there is none the path, is fresh. `roundTripMs`: the way's own, as far as it is known. */
  feed(sample: Sample, nowMs: number, roundTripMs = 0): boolean {
    const before = this.#sample;
    this.#sample = sample;
    this.#quiet = before !== null && sample.audioPackets > 0 && sample.audioPackets === before.audioPackets;
    if (before === null || sample.audioPackets > before.audioPackets) this.#audioAtMs = nowMs;
    if (before === null || sample.heard > before.heard) this.#heardAtMs = nowMs;
    if (sample.audioPackets > 0) return nowMs - this.#audioAtMs < MEDIA_LIMIT_MS + Math.min(roundTripMs, LATE_AT_MOST_MS);
    return nowMs - this.#heardAtMs < PATH_LIMIT_MS;
  }
}
