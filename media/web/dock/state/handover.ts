/**
 * From one path to another without a gap: the old one plays until the new one has been heard for a while, muted; then
 * the two change places at once. A path that is dead, or whose sound is late, waits for nothing but the first sound of its
 * successor.
 */

/** A path is named by what it is: "direct", or "move 3". */
export type PathName = string;

/** A receiver makes up the first 200 ms of a new stream, and a second element needs a moment to run: a second is plenty. */
const WARM_MS = 1_000;
/** Nobody may be speaking, and somebody may have no microphone: a path that is connected is good without sound after this. */
const SILENT_WARM_MS = 4_000;

export class Handover {
  #playing: PathName | null = null;
  #next: { readonly name: PathName; connectedAtMs: number | null; heardAtMs: number | null } | null = null;

  get playing(): PathName | null {
    return this.#playing;
  }

  /** The path that is being prepared. */
  get next(): PathName | null {
    return this.#next?.name ?? null;
  }

  /** From now on this path is wanted. What plays already stays. */
  want(name: PathName): void {
    if (this.#playing === name) this.#next = null;
    else if (this.#next?.name !== name) this.#next = { name, connectedAtMs: null, heardAtMs: null };
  }

  /** How the wanted path is, and the old one. True: from now on the wanted one plays. */
  feed(state: { readonly connected: boolean; readonly sounds: boolean; readonly oldIsQuiet: boolean; readonly oldIsDead: boolean }, nowMs: number): boolean {
    const next = this.#next;
    if (next === null) return false;
    if (state.connected) next.connectedAtMs ??= nowMs;
    if (state.sounds) next.heardAtMs ??= nowMs;
    const dead = this.#playing === null || state.oldIsDead;
    const heard = next.heardAtMs !== null && (dead || state.oldIsQuiet || nowMs - next.heardAtMs >= WARM_MS);
    const silent = next.connectedAtMs !== null && (dead || nowMs - next.connectedAtMs >= SILENT_WARM_MS);
    if (!heard && !silent) return false;
    this.#playing = next.name;
    this.#next = null;
    return true;
  }
}
