/** What comes by the path that plays, counted each time it is looked at, and what is told of it once a second. */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import type { Session } from "~/signaling/web/session";
import { countIn, Moving, type Voice } from "./counts";
import type { Sample } from "./freshness";
import type { Link } from "./link";
import { DIRECT, type Paths } from "./paths";
import type { WatchedPeer } from "./ports";
import type { Statistics } from "./reading";
import { wordOf } from "./report";

const MEASURE_EVERY_MS = 1_000;

export class Figures {
  readonly #sample = signal<Sample>({ framesDecoded: 0, audioPackets: 0, heard: 0 });
  readonly #voices = signal<ReadonlyMap<string, Voice>>(new Map());
  readonly #moving = signal<ReadonlySet<string>>(new Set());
  readonly #movement = new Moving();
  readonly #paths: Paths;
  readonly #link: Link;
  readonly #session: Pick<Session, "nowMs" | "link">;
  #measuredAtMs = 0;
  #carrier: string | null = null;

  constructor(paths: Paths, link: Link, session: Pick<Session, "nowMs" | "link">) {
    this.#paths = paths;
    this.#link = link;
    this.#session = session;
  }

  get sample(): ReadonlySignal<Sample> {
    return this.#sample;
  }
  get voices(): ReadonlySignal<ReadonlyMap<string, Voice>> {
    return this.#voices;
  }
  get moving(): ReadonlySignal<ReadonlySet<string>> {
    return this.#moving;
  }

  count(sample: Sample): void {
    this.#sample.value = sample;
  }

  countForwarded(rows: readonly Readonly<Record<string, unknown>>[]): void {
    this.#moving.value = this.#movement.feed(rows, this.#session.nowMs());
    [this.#sample.value, this.#voices.value] = countIn(rows, this.#paths.endpoints);
  }

  /** Sends from now on as the link allows, and gives what is to be told; null before its time and while nothing plays. */
  async measure(rows: Statistics | null, peer: WatchedPeer | null, nowMs: number, isClosed: () => boolean): Promise<ReturnType<typeof wordOf> | null> {
    if (nowMs - this.#measuredAtMs < MEASURE_EVERY_MS) return null;
    const carrier = this.#paths.playing ?? null;
    if (carrier !== this.#carrier) {
      this.#carrier = carrier;
      this.#link.renew(nowMs);
    }
    const statistics = rows ?? (await peer?.statistics()) ?? null;
    if (statistics === null || carrier === null || isClosed()) return null;
    this.#measuredAtMs = nowMs;
    const line = this.#session.link.peek();
    const { picture, speech, report } = this.#link.second(statistics, { roundTripMs: line.roundTripMs, open: line.phase === "open" }, nowMs);
    this.#paths.apply(picture, speech);
    if (carrier === DIRECT) await peer?.apply(picture, speech);
    return wordOf(report);
  }
}
