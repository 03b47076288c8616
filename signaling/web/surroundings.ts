/** What the connection and the outbox are told of the outside, so that neither knows a browser: time is an argument. */

/** One open (or opening) line to the server. */
export interface Line {
  send(text: string): void;
  close(): void;
}

/** What a line tells whoever dialled it. After `closed` it is silent. */
export interface Ears {
  opened(): void;
  heard(text: string): void;
  closed(): void;
}

export interface Surroundings {
  /** Wall clock, ms UTC. */
  nowMs(): number;
  /** Monotonic clock, ms since some start. */
  clockMs(): number;
  /** From 0 (inclusive) to 1 (exclusive). */
  random(): number;
  /** Random bytes, fit for ids. */
  bytes(count: number): Uint8Array;
  /** Acts once after `ms`; gives back how to call it off. */
  wait(ms: number, act: () => void): () => void;
  dial(ears: Ears): Line;
  /** False when the sign-in has ended, null when nobody can tell (no network). */
  signedIn(): Promise<boolean | null>;
  /** Whether the server answers over HTTP within `limitMs`. */
  reachable(limitMs: number): Promise<boolean>;
  /** Calls when the network may have come back or the page is looked at again; gives back how to stop. */
  onReturn(act: () => void): () => void;
  /** Calls when the page is looked at no more, which may be its end. */
  onHide(act: () => void): void;
}
