/** The recordings that this person may know of, the one that is looked at, and the viewing of it. */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import { Refusal } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type { RecordedTake, RecordingInspect, RecordingSummary, RecordingWhole } from "~/signaling/web/wire";
import { Playback } from "./playback";

export type Reason = RecordingInspect["reason"];
export const REASONS: readonly Reason[] = ["quality", "complaint", "training", "law"];

const LISTED_MS = 31 * 86_400_000;

type ArchiveSession = Pick<Session, "ask" | "send" | "nowMs">;

/** A viewing that has begun: by its id the server gives the media, and it stands in everybody's list. */
export interface Watching {
  readonly viewingId: string;
  readonly playback: Playback;
}

export class Archive {
  readonly #session: ArchiveSession;
  readonly #listed = signal<readonly RecordingSummary[] | null>(null);
  readonly #untilMs = signal<number | null>(null);
  readonly #picked = signal<RecordingWhole | null>(null);
  readonly #watching = signal<Watching | null>(null);
  readonly #problem = signal<string | null>(null);
  /** Whether this person inspects what others said, and so has to say why. */
  readonly mustSayWhy: boolean;

  constructor(session: ArchiveSession, role: string) {
    this.#session = session;
    this.mustSayWhy = role === "administrator";
  }

  get listed(): ReadonlySignal<readonly RecordingSummary[] | null> {
    return this.#listed;
  }

  /** The end of the 31 days that are listed; null: now. */
  get untilMs(): ReadonlySignal<number | null> {
    return this.#untilMs;
  }

  get picked(): ReadonlySignal<RecordingWhole | null> {
    return this.#picked;
  }

  get watching(): ReadonlySignal<Watching | null> {
    return this.#watching;
  }

  /** A refusal's code, until the next wish. */
  get problem(): ReadonlySignal<string | null> {
    return this.#problem;
  }

  async list(): Promise<void> {
    await this.#trying(async () => {
      this.#listed.value = await this.#session.ask({ type: "recordings.list", until_ms: this.#untilMs.value });
    });
  }

  async earlier(): Promise<void> {
    this.#untilMs.value = (this.#untilMs.value ?? this.#session.nowMs()) - LISTED_MS;
    await this.list();
  }

  async later(): Promise<void> {
    const until = (this.#untilMs.value ?? 0) + LISTED_MS;
    this.#untilMs.value = until >= this.#session.nowMs() ? null : until;
    await this.list();
  }

  async pick(recordingId: string): Promise<void> {
    this.#watching.value = null;
    await this.#trying(async () => {
      this.#picked.value = await this.#session.ask({ type: "recording.show", recording_id: recordingId });
    });
  }

  /** Begins a viewing, which is written down; then what was recorded can be fetched. */
  async watch(reason: Reason): Promise<void> {
    const recording_id = this.#picked.value?.summary.recording_id;
    if (recording_id === undefined) return;
    await this.#trying(async () => {
      const wish = this.mustSayWhy ? { type: "recording.inspect" as const, recording_id, reason } : { type: "recording.watch" as const, recording_id };
      const { viewing_id } = await this.#session.send<{ viewing_id: string }>(wish, { lasting: false });
      const whole = await this.#session.ask({ type: "recording.show", recording_id, viewing_id });
      this.#picked.value = whole;
      this.#watching.value = whole.takes.length === 0 ? null : { viewingId: viewing_id, playback: new Playback(whole.takes) };
    });
  }

  async #trying(work: () => Promise<void>): Promise<void> {
    this.#problem.value = null;
    try {
      await work();
    } catch (problem) {
      this.#problem.value = problem instanceof Refusal ? problem.code : "broken";
    }
  }
}

/** Where a take of a viewing lies. */
export function placeOf(recordingId: string, viewingId: string, take: RecordedTake): string {
  return `/api/recordings/${recordingId}/viewings/${viewingId}/${take.reel_id}/${take.take}.webm`;
}
