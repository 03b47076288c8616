/** Who has the large picture: whoever shows a screen, else whoever was chosen, else whoever speaks. */

import type { Voice } from "./counts";

/** A voice below this is breath and street. */
const SPEAKS = 0.02;
/** Loud for so long before the picture changes, so that a cough does not. */
const CHANGE_AFTER_MS = 1_500;

export class Speaker {
  #now: string | null = null;
  #louder: { readonly endpoint: string; readonly sinceMs: number } | null = null;

  get now(): string | null {
    return this.#now;
  }

  /** Once a second: how loud each endpoint is, 0 to 1. */
  feed(voices: ReadonlyMap<string, Pick<Voice, "level">>, nowMs: number): string | null {
    if (this.#now !== null && !voices.has(this.#now)) this.#now = null;
    const [endpoint, level] = [...voices].reduce<readonly [string | null, number]>((best, [whose, voice]) => (voice.level > best[1] ? [whose, voice.level] : best), [null, 0]);
    if (endpoint === null || level < SPEAKS || endpoint === this.#now) {
      this.#louder = null;
      return this.#now;
    }
    if (this.#louder?.endpoint !== endpoint) this.#louder = { endpoint, sinceMs: nowMs };
    if (this.#now === null || nowMs - this.#louder.sinceMs >= CHANGE_AFTER_MS) {
      this.#now = endpoint;
      this.#louder = null;
    }
    return this.#now;
  }
}
