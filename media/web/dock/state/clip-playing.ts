/**
 * What came is played in order, one after another, by itself where live speech does not get through. Over live speech
 * nothing plays unless a person wishes it.
 */

import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals-core";
import type { ClipView } from "~/signaling/web/wire";

export interface PlayingPorts {
  /** The sound itself; null: not now. "gone": never again. */
  fetch(clipId: string): Promise<object | "gone" | null>;
  /** Gives back how to stop. `ended`: to its end · the browser wants a touch first · it cannot be played. */
  play(sound: object, ended: (how: "ended" | "held" | "broken") => void): () => void;
  /** It was listened to, to the end. */
  heard(clipId: string): void;
  wait(ms: number, act: () => void): () => void;
}

export interface Playing {
  readonly clipId: string;
  /** Wished by a person; else it plays by itself. */
  readonly wished: boolean;
}

/** A sound that did not come is asked for again. */
const FETCH_AGAIN_MS = 3_000;

export class Player {
  readonly #ports: PlayingPorts;
  readonly #clips = signal<readonly ClipView[]>([]);
  readonly #playing = signal<Playing | null>(null);
  readonly #heard = signal<ReadonlySet<string>>(new Set());
  readonly #broken = signal<ReadonlySet<string>>(new Set());
  readonly #sounds = new Map<string, object>();
  readonly #fetching = new Set<string>();
  #sinceMs = 0;
  #free = false;
  #held = false;
  #wished: readonly string[] = [];
  #stop: () => void = () => undefined;
  #closed = false;

  /** Others' clips that this person has not heard yet, oldest first. */
  readonly unheard: ReadonlySignal<readonly ClipView[]>;

  /** `key` is this page's person's own. */
  constructor(key: string, ports: PlayingPorts) {
    this.#ports = ports;
    this.unheard = computed(() => {
      const [heard, broken] = [this.#heard.value, this.#broken.value];
      return this.#clips.value.filter(
        (clip) => keyOf(clip) !== key && clip.at_ms >= this.#sinceMs && !clip.forgotten && !clip.heard_by.includes(key) && !heard.has(clip.clip_id) && !broken.has(clip.clip_id),
      );
    });
  }

  get playing(): ReadonlySignal<Playing | null> {
    return this.#playing;
  }
  /** What cannot be played here. */
  get broken(): ReadonlySignal<ReadonlySet<string>> {
    return this.#broken;
  }

  /** `sinceMs`: when this person came in; `free`: nobody is heard live, and nobody speaks here. */
  follow(clips: readonly ClipView[], sinceMs: number, free: boolean): void {
    this.#sinceMs = sinceMs;
    this.#clips.value = clips;
    this.#free = free;
    const playing = this.#playing.peek();
    if (!free && playing !== null && !playing.wished) this.#halt();
    // Fetched as it comes: it plays at once, also when the line is gone by then.
    for (const { clip_id } of this.unheard.peek()) void this.#fetch(clip_id);
    this.#next();
  }

  /** A person wishes to hear it, now and whatever else is heard. Again: it stops. */
  toggle(clipId: string): void {
    const playing = this.#playing.peek();
    this.#halt();
    this.#wished = [];
    if (playing?.clipId !== clipId) this.#wish([clipId]);
  }

  /** All that has not been heard yet. */
  playUnheard(): void {
    this.#halt();
    this.#wish(this.unheard.peek().map(({ clip_id }) => clip_id));
  }

  close(): void {
    this.#closed = true;
    this.#halt();
  }

  #wish(clipIds: readonly string[]): void {
    this.#held = false;
    this.#wished = clipIds;
    this.#next();
  }

  #halt(): void {
    this.#stop();
    this.#stop = () => undefined;
    this.#playing.value = null;
  }

  #next(): void {
    if (this.#closed || this.#playing.peek() !== null) return;
    const [wished, ...rest] = this.#wished;
    const clipId = wished ?? (this.#free && !this.#held ? this.unheard.peek()[0]?.clip_id : undefined);
    if (clipId === undefined) return;
    const sound = this.#sounds.get(clipId);
    if (sound === undefined) return void this.#fetch(clipId);
    this.#wished = rest;
    this.#playing.value = { clipId, wished: wished !== undefined };
    this.#stop = this.#ports.play(sound, (how) => this.#ended(clipId, how));
  }

  #ended(clipId: string, how: "ended" | "held" | "broken"): void {
    if (this.#playing.peek()?.clipId !== clipId) return;
    [this.#stop, this.#playing.value] = [() => undefined, null];
    if (how === "held") this.#held = true;
    else if (how === "broken") this.#give(this.#broken, clipId);
    else {
      const isNew = this.unheard.peek().some(({ clip_id }) => clip_id === clipId);
      this.#give(this.#heard, clipId);
      if (isNew) this.#ports.heard(clipId);
    }
    this.#next();
  }

  #give(to: Signal<ReadonlySet<string>>, clipId: string): void {
    to.value = new Set([...to.peek(), clipId]);
  }

  async #fetch(clipId: string): Promise<void> {
    if (this.#sounds.has(clipId) || this.#fetching.has(clipId) || this.#closed) return;
    this.#fetching.add(clipId);
    const sound = await this.#ports.fetch(clipId).catch(() => null);
    if (sound === null) {
      this.#ports.wait(FETCH_AGAIN_MS, () => {
        this.#fetching.delete(clipId);
        if (this.#wished[0] === clipId || this.unheard.peek().some((one) => one.clip_id === clipId)) void this.#fetch(clipId);
      });
      return;
    }
    this.#fetching.delete(clipId);
    if (sound === "gone") {
      this.#give(this.#broken, clipId);
      this.#wished = this.#wished.filter((id) => id !== clipId);
    } else this.#sounds.set(clipId, sound);
    this.#next();
  }
}

export function keyOf(clip: Pick<ClipView, "of_relation" | "of_id">): string {
  return `${clip.of_relation}:${clip.of_id}`;
}
