/** What an administrator sees of alerts: the drill that is under way, and a month's report. */

import { computed, signal, type ReadonlySignal } from "@preact/signals-core";
import { Refusal } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type { AlertReport, AlertView } from "~/signaling/web/wire";
import { monthOf, type Month } from "./months";

type AlertsSession = Pick<Session, "ask" | "kind" | "nowMs" | "send" | "welcome">;

/** One drill: whom it asked, and how far each was reached. */
export interface Drill {
  readonly drillId: string;
  readonly specialty: string;
  readonly startedAtMs: number;
  readonly people: readonly AlertView[];
  readonly reached: number;
}

export class Alerts {
  readonly #session: AlertsSession;
  readonly #month = signal<Month | null>(null);
  readonly #report = signal<AlertReport | null>(null);
  readonly #problem = signal<string | null>(null);
  readonly #busy = signal(false);

  /** Drills that are on the screen, the newest first. */
  readonly drills: ReadonlySignal<readonly Drill[]>;

  constructor(session: AlertsSession) {
    this.#session = session;
    const alerts = session.kind<AlertView>("alert");
    this.drills = computed(() => drillsOf([...alerts.value.values()].map(({ view }) => view)));
  }

  get month(): ReadonlySignal<Month | null> {
    return this.#month;
  }

  /** Null before the answer. */
  get report(): ReadonlySignal<AlertReport | null> {
    return this.#report;
  }

  /** A refusal's code, until the next wish. */
  get problem(): ReadonlySignal<string | null> {
    return this.#problem;
  }

  get busy(): ReadonlySignal<boolean> {
    return this.#busy;
  }

  /** The report of the month that lies so many months back from now, or from the one that is shown. */
  async read(step = 0): Promise<void> {
    const zone = this.#session.welcome.value?.time_zone ?? "Asia/Tashkent";
    const month = monthOf(this.#month.value?.fromMs ?? this.#session.nowMs(), step, zone);
    this.#month.value = month;
    await this.#trying(async () => {
      const report: AlertReport = await this.#session.ask({ type: "alerts.report", from_ms: month.fromMs, until_ms: month.untilMs });
      if (this.#month.value === month) this.#report.value = report;
    });
  }

  async test(specialty: string): Promise<void> {
    await this.#trying(() => this.#session.send({ type: "drill.start", drill_id: crypto.randomUUID(), specialty }));
  }

  async end(drillId: string): Promise<void> {
    await this.#trying(() => this.#session.send({ type: "drill.end", drill_id: drillId }));
  }

  async #trying(work: () => Promise<unknown>): Promise<void> {
    this.#problem.value = null;
    this.#busy.value = true;
    try {
      await work();
    } catch (problem) {
      this.#problem.value = problem instanceof Refusal ? problem.code : "broken";
    } finally {
      this.#busy.value = false;
    }
  }
}

export function drillsOf(alerts: readonly AlertView[]): Drill[] {
  const found = new Map<string, AlertView[]>();
  for (const alert of alerts) {
    if (alert.drill_id !== null) found.set(alert.drill_id, [...(found.get(alert.drill_id) ?? []), alert]);
  }
  return [...found.entries()]
    .map(([drillId, people]) => ({
      drillId,
      specialty: people[0]?.specialty ?? "",
      startedAtMs: Math.min(...people.map((one) => one.raised_at_ms)),
      people: people.sort((one, other) => (one.people[0]?.name ?? "").localeCompare(other.people[0]?.name ?? "")),
      reached: people.filter((one) => one.status === "acknowledged").length,
    }))
    .sort((one, other) => other.startedAtMs - one.startedAtMs);
}
