/** Whether media still arrives. A browser needs 7 to 11 s to say "disconnected"; people have hung up by then. */

/** What a peer counts, from its own statistics; all since the peer began. */
export interface Sample {
  readonly framesDecoded: number;
  readonly audioPackets: number;
  /** Anything heard from the other side: packets and answered checks of the path. */
  readonly heard: number;
}

export const MEDIA_LIMIT_MS = 3_000;
/** Where no speech ever came (the other side has no microphone) only the path's own checks tell, every 5 s. */
export const PATH_LIMIT_MS = 12_000;

export class Freshness {
  #sample: Sample | null = null;
  #audioAtMs = 0;
  #heardAtMs = 0;

  /** True while media, or where there is none the path, is fresh. */
  feed(sample: Sample, nowMs: number): boolean {
    const before = this.#sample;
    this.#sample = sample;
    if (before === null || sample.audioPackets > before.audioPackets) this.#audioAtMs = nowMs;
    if (before === null || sample.heard > before.heard) this.#heardAtMs = nowMs;
    if (sample.audioPackets > 0) return nowMs - this.#audioAtMs < MEDIA_LIMIT_MS;
    return nowMs - this.#heardAtMs < PATH_LIMIT_MS;
  }
}
