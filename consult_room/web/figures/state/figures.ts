/** The figures of a period, as they were asked last. */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import { timeZone } from "~/interface/clock";
import { language } from "~/interface/words";
import { instantOf, shown } from "~/interface/zone";
import { Refusal } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type { ConsultFiguresView, PatientSafetyView } from "~/signaling/web/wire";

type FiguresSession = Pick<Session, "ask" | "nowMs">;
export type By = ConsultFiguresView["by"];

export const GROUPINGS: readonly By[] = ["specialty", "district", "hospital", "specialist", "urgency"];
export const PERIODS = [7, 30, 90, 365] as const;
const DAY_MS = 86_400_000;

export class Figures {
  readonly #session: FiguresSession;
  readonly #days = signal<number>(30);
  readonly #by = signal<By>("specialty");
  readonly #view = signal<ConsultFiguresView | null>(null);
  readonly #safety = signal<PatientSafetyView | null>(null);
  readonly #problem = signal<string | null>(null);
  #asked = 0;

  readonly days: ReadonlySignal<number> = this.#days;
  readonly by: ReadonlySignal<By> = this.#by;
  /** Null before the answer. */
  readonly view: ReadonlySignal<ConsultFiguresView | null> = this.#view;
  /** Null for who is not told. */
  readonly safety: ReadonlySignal<PatientSafetyView | null> = this.#safety;
  /** A refusal's code. */
  readonly problem: ReadonlySignal<string | null> = this.#problem;

  constructor(session: FiguresSession) {
    this.#session = session;
  }

  async choose(days: number, by: By): Promise<void> {
    this.#days.value = days;
    this.#by.value = by;
    await this.read();
  }

  async read(): Promise<void> {
    const mine = ++this.#asked;
    const untilMs = Math.round(this.#session.nowMs());
    const period = { from_ms: beginningOf(untilMs, this.#days.value, timeZone.value), until_ms: untilMs };
    this.#problem.value = null;
    try {
      const view: ConsultFiguresView = await this.#session.ask({ type: "consult.figures", ...period, by: this.#by.value });
      if (mine !== this.#asked) return;
      this.#view.value = view;
      const safety: PatientSafetyView | null = view.own ? null : await this.#session.ask({ type: "patients.safety", ...period });
      if (mine === this.#asked) this.#safety.value = safety;
    } catch (problem) {
      if (mine === this.#asked) this.#problem.value = problem instanceof Refusal ? problem.code : "broken";
    }
  }
}

/** The midnight, on the wall of the zone, at which the last so many days began; today is one of them. */
export function beginningOf(nowMs: number, days: number, zone: string): number {
  const first = new Date(shown(nowMs, zone) - (days - 1) * DAY_MS).toISOString().slice(0, 10);
  return instantOf(`${first}T00:00`, zone) ?? nowMs - days * DAY_MS;
}

/** Where the same figures are had as a file, with names in the reader's language. */
export function fileOf(view: ConsultFiguresView, kind: "csv" | "xlsx"): string {
  return `/api/consults/figures.${kind}?from_ms=${view.from_ms}&until_ms=${view.until_ms}&by=${view.by}&language=${language.value}`;
}

/** In whole per cent; null of nothing. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 100);
}
