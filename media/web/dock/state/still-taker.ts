/**
 * Takes the stills that this page's camera is asked for, and sends them part by part in the order of their clinical
 * worth: one piece at a time, in pieces so small and with such pauses that sound keeps its place on a narrow line.
 */

import { effect, untracked, type ReadonlySignal } from "@preact/signals-core";
import type { Session } from "~/signaling/web/session";
import type { StillPlan, StillView } from "~/signaling/web/wire";

/** A part that is made when its turn comes. `content` is a Blob, opaque here. */
export interface Encoded {
  readonly content: object;
  readonly size: number;
}
export interface TakenPart {
  readonly name: string;
  make(): Promise<Encoded>;
}
export interface TakenStill {
  readonly plan: StillPlan;
  /** In the order of sending, the preview first. */
  readonly parts: readonly TakenPart[];
}

export interface Piece {
  readonly stillId: string;
  readonly endpoint: string;
  readonly part: string;
  readonly content: object;
  readonly at: number;
  readonly until: number;
  readonly size: number;
  /** With the preview's. */
  readonly plan: StillPlan | null;
}
export type Posted = { readonly have: number; readonly kept: boolean } | { readonly refused: string } | "lost";

export interface TakerPorts {
  /** What the camera of that endpoint gives; a code when it gives nothing. */
  take(x: number, y: number): Promise<TakenStill | "no_camera" | "not_taken">;
  post(piece: Piece): Promise<Posted>;
  wait(ms: number, act: () => void): () => void;
  nowMs(): number;
}

type TakerSession = Pick<Session, "kind" | "send">;

interface Job {
  readonly stillId: string;
  readonly endpoint: string;
  readonly plan: StillPlan;
  readonly parts: TakenPart[];
  encoded: Encoded | null;
  at: number;
}

const AGAIN_MS = 2_000;

export class StillTaker {
  readonly #session: TakerSession;
  readonly #ports: TakerPorts;
  readonly #taken = new Set<string>();
  readonly #stop: () => void;
  #jobs: Job[] = [];
  #pace = new Pace();
  #working = false;
  #closed = false;
  #callOff: () => void = () => undefined;

  /** `endpoint`: by which this page takes part in a conversation now; null: in none. */
  constructor(session: TakerSession, ports: TakerPorts, endpoint: ReadonlySignal<string | null>) {
    this.#session = session;
    this.#ports = ports;
    const stills = session.kind<StillView>("still");
    this.#stop = effect(() => {
      const [own, views] = [endpoint.value, [...stills.value.values()].map(({ view }) => view)];
      untracked(() => this.#follow(own, views));
    });
  }

  close(): void {
    this.#closed = true;
    this.#jobs = [];
    this.#callOff();
    this.#stop();
  }

  #follow(own: string | null, views: readonly StillView[]): void {
    const awaited = views.filter((view) => view.of_endpoint === own && (view.phase === "asked" || view.phase === "arriving"));
    this.#jobs = this.#jobs.filter(({ stillId }) => awaited.some(({ still_id }) => still_id === stillId));
    for (const view of awaited) {
      if (view.phase !== "asked" || this.#taken.has(view.still_id)) continue;
      this.#taken.add(view.still_id);
      void this.#take(view);
    }
  }

  async #take({ still_id, of_endpoint, x, y }: StillView): Promise<void> {
    const taken = await this.#ports.take(x, y).catch(() => "not_taken" as const);
    if (this.#closed) return;
    if (typeof taken === "string") {
      // Refused when it was closed meanwhile, which is no trouble.
      this.#session.send({ type: "still.fail", still_id, because: taken }, { lasting: false }).catch(() => undefined);
      return;
    }
    this.#jobs.push({ stillId: still_id, endpoint: of_endpoint, plan: taken.plan, parts: [...taken.parts], encoded: null, at: 0 });
    void this.#work();
  }

  /** One piece after the other; of several stills the newest's first look goes before an older one's fine tiles. */
  async #work(): Promise<void> {
    if (this.#working || this.#closed) return;
    const job = [...this.#jobs].sort((one, other) => rank(one) - rank(other))[0];
    if (job === undefined) return;
    this.#working = true;
    const pauseMs = await this.#send(job).catch(() => AGAIN_MS);
    this.#working = false;
    if (this.#closed) return;
    this.#callOff();
    this.#callOff = this.#ports.wait(pauseMs, () => void this.#work());
  }

  /** Sends the job's next piece; how long the line is left to others then. */
  async #send(job: Job): Promise<number> {
    const part = job.parts[0];
    if (part === undefined) {
      this.#jobs = this.#jobs.filter((one) => one !== job);
      return 0;
    }
    job.encoded ??= await part.make();
    const { content, size } = job.encoded;
    const until = Math.min(size, job.at + this.#pace.bytes);
    const beganMs = this.#ports.nowMs();
    const plan = part.name === "preview" ? job.plan : null;
    const posted = await this.#ports.post({ stillId: job.stillId, endpoint: job.endpoint, part: part.name, content, at: job.at, until, size, plan });
    if (posted === "lost") {
      this.#pace = new Pace();
      return AGAIN_MS;
    }
    if ("refused" in posted) {
      this.#jobs = this.#jobs.filter((one) => one !== job);
      return 0;
    }
    job.at = posted.have;
    if (posted.kept) {
      job.parts.shift();
      job.encoded = null;
      job.at = 0;
    }
    return this.#pace.after(this.#ports.nowMs() - beganMs);
  }
}

function rank({ parts }: Job): number {
  return parts[0]?.name === "preview" ? 0 : parts[0]?.name === "detail" ? 1 : 2;
}

const [SMALLEST, FIRST, LARGEST] = [2_048, 4_096, 262_144];
const [QUICK_MS, SLOW_MS] = [250, 800];

/**
 * How large the next piece is, and the pause before it. What took long fills the line's queue, and sound would stand in
 * it: pieces shrink until one takes less than 0.8 s, and between slow ones the line is left alone for half as long again.
 */
export class Pace {
  #bytes = FIRST;

  get bytes(): number {
    return this.#bytes;
  }

  /** Tells how long a piece took; how long to wait until the next, ms. */
  after(tookMs: number): number {
    if (tookMs < QUICK_MS) this.#bytes = Math.min(LARGEST, this.#bytes * 2);
    else if (tookMs > SLOW_MS) this.#bytes = Math.max(SMALLEST, Math.floor(this.#bytes / 2));
    return tookMs < QUICK_MS ? 0 : Math.min(2_000, Math.round(tookMs / 2));
  }
}
