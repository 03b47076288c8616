/** What a screen holds, and how a frame changes it: rules [S1]–[S3]. `apply` is the one function of all fronts. */

import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals-core";
import type { Frame } from "./frames";

export interface Thing<View = unknown> {
  readonly id: string;
  readonly version: number;
  readonly view: View;
}

export type Things<View = unknown> = ReadonlyMap<string, Thing<View>>;

export interface Board {
  readonly stream: string;
  /** The last number held; null before the first snapshot. */
  readonly upto: number | null;
  readonly kinds: ReadonlyMap<string, Things>;
}

export const EMPTY_BOARD: Board = { stream: "", upto: null, kinds: new Map() };

/** The board after the frame; `null` when the frame does not join on and the screen must ask `resume` [S2]. */
export function apply(board: Board, frame: Frame): Board | null {
  const snapshot = frame.after === null;
  if (!snapshot && (frame.after !== board.upto || frame.stream !== board.stream)) return null;
  const kinds = new Map<string, Things>(snapshot ? [] : board.kinds);
  const fresh = new Map<string, Map<string, Thing>>();
  for (const change of frame.changes) {
    let things = fresh.get(change.kind);
    if (things === undefined) {
      things = new Map(kinds.get(change.kind));
      fresh.set(change.kind, things);
      kinds.set(change.kind, things);
    }
    if (change.op === "drop") things.delete(change.id);
    else things.set(change.id, { id: change.id, version: change.version, view: change.view });
  }
  return { stream: frame.stream, upto: frame.upto, kinds };
}

const NOTHING: Things = new Map();

/** The board as signals: a kind's signal changes only when a thing of that kind did. */
export class LiveBoard {
  #board: Board = EMPTY_BOARD;
  readonly #kinds = new Map<string, Signal<Things>>();
  readonly #upto = signal<number | null>(null);

  /** The journal number that the screen has reached. */
  get upto(): ReadonlySignal<number | null> {
    return this.#upto;
  }

  /** The stream and the number to resume from; null while the next frame must be a snapshot. */
  get place(): { readonly stream: string; readonly after: number } | null {
    return this.#board.upto === null ? null : { stream: this.#board.stream, after: this.#board.upto };
  }

  /** All things of a kind. A thing that did not change is the same object as before. */
  kind<View>(kind: string): ReadonlySignal<Things<View>> {
    return this.#signal(kind) as unknown as ReadonlySignal<Things<View>>;
  }

  /** One thing, or undefined while the screen does not hold it. */
  thing<View>(kind: string, id: string): ReadonlySignal<Thing<View> | undefined> {
    const things = this.kind<View>(kind);
    return computed(() => things.value.get(id));
  }

  /** False when the frame does not join on. */
  take(frame: Frame): boolean {
    const next = apply(this.#board, frame);
    if (next === null) return false;
    this.#board = next;
    this.#show();
    this.#upto.value = next.upto;
    return true;
  }

  /** Shows what an earlier page was shown. It has no place in the stream: the next frame must be a snapshot. */
  hold(stream: string, kinds: ReadonlyMap<string, Things>): void {
    this.#board = { stream, upto: null, kinds };
    this.#show();
  }

  /** What is held now. */
  get now(): Board {
    return this.#board;
  }

  /** The place in the stream is void: the next frame must be a snapshot. What is held stays shown until then. */
  forget(): void {
    this.#board = { ...this.#board, upto: null };
  }

  #show(): void {
    for (const [kind, things] of this.#kinds) things.value = this.#board.kinds.get(kind) ?? NOTHING;
  }

  #signal(kind: string): Signal<Things> {
    let things = this.#kinds.get(kind);
    if (things === undefined) {
      things = signal(this.#board.kinds.get(kind) ?? NOTHING);
      this.#kinds.set(kind, things);
    }
    return things;
  }
}
