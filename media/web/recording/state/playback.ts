/**
 * Several people's takes played by one clock. The clock is ours: it runs while everybody who should be playing can, so
 * that nobody runs ahead; each picture follows it.
 */

import { computed, signal, type ReadonlySignal } from "@preact/signals-core";
import type { RecordedTake } from "~/signaling/web/wire";

/** One person's, or one screen's, takes in order. */
export interface Lane {
  readonly id: string;
  readonly key: string;
  readonly filmed: RecordedTake["filmed"];
  readonly takes: readonly RecordedTake[];
}

export function lanesOf(takes: readonly RecordedTake[]): readonly Lane[] {
  const lanes = new Map<string, RecordedTake[]>();
  for (const take of takes) {
    const id = `${take.key} ${take.filmed}`;
    lanes.set(id, [...(lanes.get(id) ?? []), take]);
  }
  return [...lanes].map(([id, own]) => ({
    id,
    key: own[0]!.key,
    filmed: own[0]!.filmed,
    takes: [...own].sort((one, other) => one.from_ms - other.from_ms),
  }));
}

/** What this lane plays at the moment; null: nothing was recorded then. */
export function takeAt(lane: Lane, atMs: number): RecordedTake | null {
  return lane.takes.find((take) => take.from_ms <= atMs && atMs < take.until_ms) ?? null;
}

/** What it plays next, to be fetched before its time; after everything its last picture stays. */
export function takeSoon(lane: Lane, atMs: number): RecordedTake {
  return takeAt(lane, atMs) ?? lane.takes.find((take) => take.from_ms > atMs) ?? lane.takes[lane.takes.length - 1]!;
}

/** How far a picture may be from the clock before it is set right. */
export const DRIFT_MS = 300;

export class Playback {
  readonly lanes: readonly Lane[];
  readonly fromMs: number;
  readonly untilMs: number;
  readonly #at = signal(0);
  readonly #playing = signal(false);
  readonly #alone = signal<string | null>(null);
  #last: number | null = null;

  constructor(takes: readonly RecordedTake[]) {
    this.lanes = lanesOf(takes);
    this.fromMs = Math.min(...takes.map((take) => take.from_ms));
    this.untilMs = Math.max(...takes.map((take) => take.until_ms));
    this.#at.value = this.fromMs;
  }

  /** Where it is, in ms of the recording. */
  get atMs(): ReadonlySignal<number> {
    return this.#at;
  }

  get playing(): ReadonlySignal<boolean> {
    return this.#playing;
  }

  readonly ended = computed(() => this.#at.value >= this.untilMs);

  /** The lane that alone is shown and heard; null: all. */
  get alone(): ReadonlySignal<string | null> {
    return this.#alone;
  }

  shown(): readonly Lane[] {
    return this.#alone.value === null ? this.lanes : this.lanes.filter(({ id }) => id === this.#alone.value);
  }

  choose(laneId: string | null): void {
    this.#alone.value = laneId;
  }

  toggle(): void {
    if (!this.#playing.value && this.ended.value) this.#at.value = this.fromMs;
    this.#last = null;
    this.#playing.value = !this.#playing.value;
  }

  seek(atMs: number): void {
    this.#at.value = Math.min(this.untilMs, Math.max(this.fromMs, atMs));
    this.#last = null;
  }

  /** The page's clock has gone on. `stalled`: somebody who should be playing is still being fetched. */
  tick(nowMs: number, stalled: boolean): void {
    const last = this.#last;
    this.#last = nowMs;
    if (!this.#playing.value || last === null || stalled) return;
    const at = this.#overGap(this.#at.value + (nowMs - last));
    this.#at.value = Math.min(this.untilMs, at);
    if (at >= this.untilMs) this.#playing.value = false;
  }

  /** Where nobody was recorded (it was paused) there is nothing to wait for. */
  #overGap(atMs: number): number {
    if (this.lanes.some((lane) => takeAt(lane, atMs) !== null)) return atMs;
    const next = this.lanes.flatMap((lane) => lane.takes).filter((take) => take.from_ms > atMs);
    return next.length === 0 ? this.untilMs : Math.min(...next.map((take) => take.from_ms));
  }
}
