/**
 * The button behind which one speaks: held it records while it is held, tapped it records until the next tap (a glove
 * cannot hold well). Without a screen, a microphone or a clock of its own.
 */

import { signal, type ReadonlySignal } from "@preact/signals-core";

/** Longer no clip is; what was said until then is sent. */
export const LONGEST_MS = 30_000;
/** Shorter than this nothing was said: a slip of the finger. */
const SHORTEST_MS = 500;
/** Who lets go sooner has tapped. */
const TAP_MS = 400;

/** What was recorded: the sound is opaque here. */
export interface Recorded {
  readonly sound: object;
  readonly mediaType: string;
  readonly bytes: number;
  readonly lastsMs: number;
}

/** A recording that goes on; both end it. */
export interface Take {
  stop(): Promise<Recorded | null>;
  drop(): void;
}

export type TakingState =
  | { readonly is: "idle"; readonly note: "none" | "too_short" | "no_microphone" }
  | { readonly is: "recording"; readonly sinceMs: number; readonly held: boolean };

export interface TakingPorts {
  /** Null: there is no microphone, or the browser cannot record. `lost`: the microphone went away under it. */
  begin(lost: () => void): Take | null;
  nowMs(): number;
  wait(ms: number, act: () => void): () => void;
  /** When it was spoken: its end. */
  done(recorded: Recorded, spokenAtMs: number): void;
}

export class Taking {
  readonly #ports: TakingPorts;
  readonly #state = signal<TakingState>({ is: "idle", note: "none" });
  #take: Take | null = null;
  #callOffLimit: () => void = () => undefined;

  constructor(ports: TakingPorts) {
    this.#ports = ports;
  }

  get state(): ReadonlySignal<TakingState> {
    return this.#state;
  }

  /** Finger or key goes down. */
  press(): void {
    if (this.#take !== null) return this.#end();
    const take = this.#ports.begin(() => {
      if (this.#take === take) this.#end("no_microphone");
    });
    this.#take = take;
    if (take === null) {
      this.#state.value = { is: "idle", note: "no_microphone" };
      return;
    }
    this.#state.value = { is: "recording", sinceMs: this.#ports.nowMs(), held: true };
    this.#callOffLimit = this.#ports.wait(LONGEST_MS, () => this.#end());
  }

  /** Finger or key goes up. */
  release(): void {
    const state = this.#state.peek();
    if (state.is !== "recording" || !state.held) return;
    if (this.#ports.nowMs() - state.sinceMs < TAP_MS) this.#state.value = { ...state, held: false };
    else this.#end();
  }

  /** The browser took finger or key away: what is said goes on, and a tap ends it. */
  loseHold(): void {
    const state = this.#state.peek();
    if (state.is === "recording") this.#state.value = { ...state, held: false };
  }

  /** Nothing of it is kept. */
  drop(): void {
    this.#take?.drop();
    this.#rest("none");
  }

  /** What was said is sent, however it ended. */
  #end(note: "none" | "no_microphone" = "none"): void {
    const [take, state, nowMs] = [this.#take, this.#state.peek(), this.#ports.nowMs()];
    if (take === null || state.is !== "recording") return;
    if (nowMs - state.sinceMs < SHORTEST_MS) {
      take.drop();
      return this.#rest(note === "none" ? "too_short" : note);
    }
    this.#rest(note);
    void take.stop().then((recorded) => {
      if (recorded !== null) this.#ports.done(recorded, nowMs);
    });
  }

  #rest(note: "none" | "too_short" | "no_microphone"): void {
    this.#take = null;
    this.#callOffLimit();
    this.#state.value = { is: "idle", note };
  }
}
