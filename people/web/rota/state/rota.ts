/** What the page of the rota holds: one week, its gaps, and the wishes that change it. */

import { computed, signal, type ReadonlySignal } from "@preact/signals-core";
import { Refusal, type CommandBody } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type { AbsenceView, DutyView, HolidayView, HospitalView, NeedView, PersonView, RotaGap, RotaStretch, SwapView } from "~/signaling/web/wire";
import { DAY_MS, weekOf } from "./times";

type RotaSession = Pick<Session, "ask" | "send" | "kind" | "nowMs" | "newId" | "onWelcome" | "welcome">;

/** Posts a body; the answer, or a Refusal. */
export type Post = (path: string, body: string, type: string) => Promise<unknown>;

/** Hours of one person for one specialty in the week. */
export interface Lane {
  readonly key: string;
  readonly name: string;
  readonly senior: boolean;
  readonly stretches: readonly RotaStretch[];
}

/** A specialty's week: who is on duty, and where too few are. */
export interface Board {
  readonly specialty: string;
  readonly lanes: readonly Lane[];
  readonly gaps: readonly RotaGap[];
}

export interface Report {
  readonly done: boolean;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly kept: number;
  readonly problems: readonly { readonly line: number; readonly uid: string; readonly why: string }[];
}

const AHEAD_MS = 14 * DAY_MS;

export class Rota {
  readonly #session: RotaSession;
  readonly #post: Post;
  readonly #weeks = signal(0);
  readonly #stretches = signal<readonly RotaStretch[] | null>(null);
  readonly #gaps = signal<readonly RotaGap[]>([]);
  readonly #coming = signal<readonly RotaStretch[]>([]);
  readonly #comingGaps = signal<readonly RotaGap[]>([]);
  readonly #problem = signal<string | null>(null);
  readonly #names = signal<ReadonlyMap<string, string>>(new Map());

  readonly week: ReadonlySignal<readonly number[]>;
  readonly boards: ReadonlySignal<readonly Board[]>;
  readonly people: ReadonlySignal<readonly PersonView[]>;
  readonly duties: ReadonlySignal<readonly DutyView[]>;
  readonly absences: ReadonlySignal<readonly AbsenceView[]>;
  readonly swaps: ReadonlySignal<readonly SwapView[]>;
  readonly holidays: ReadonlySignal<readonly HolidayView[]>;
  readonly needs: ReadonlySignal<readonly NeedView[]>;
  /** Administrators alone see them all. */
  readonly hospitals: ReadonlySignal<readonly HospitalView[]>;

  constructor(session: RotaSession, readonly me: string, post: Post) {
    this.#session = session;
    this.#post = post;
    const listed = <View>(kind: string) => computed(() => [...session.kind<View>(kind).value.values()].map(({ view }) => view));
    this.people = computed(() => listed<PersonView>("person").value.filter((one) => one.active).sort((one, other) => (one.name ?? "").localeCompare(other.name ?? "")));
    this.duties = listed("duty");
    this.absences = listed("absence");
    this.swaps = listed("swap");
    this.holidays = listed("holiday");
    this.needs = listed("need");
    this.hospitals = computed(() => [...listed<HospitalView>("hospital").value].sort((one, other) => one.name.localeCompare(other.name)));
    this.week = computed(() => weekOf(session.nowMs() + this.#weeks.value * 7 * DAY_MS, this.zone));
    this.boards = computed(() => boardsOf(this.#stretches.value ?? [], this.#gaps.value));
    session.onWelcome(() => void this.refresh());
    const changed = computed(() => [this.duties.value, this.absences.value, this.swaps.value, this.holidays.value, this.needs.value, this.#weeks.value]);
    changed.subscribe(() => void this.refresh());
  }

  get zone(): string {
    return this.#session.welcome.value?.time_zone ?? "Asia/Tashkent";
  }

  get loaded(): boolean {
    return this.#stretches.value !== null;
  }

  get weeks(): ReadonlySignal<number> {
    return this.#weeks;
  }

  /** The code of the last refusal; null after a success. */
  get problem(): ReadonlySignal<string | null> {
    return this.#problem;
  }

  /** What is uncovered in the fortnight that begins now. */
  get comingGaps(): ReadonlySignal<readonly RotaGap[]> {
    return this.#comingGaps;
  }

  /** One's own duties of that fortnight. */
  get own(): readonly RotaStretch[] {
    return this.#coming.value.filter((one) => one.person_id === this.me);
  }

  /** Who else stands on the list for the specialty within the fortnight: id and name, by name. */
  colleagues(specialty: string): readonly (readonly [string, string])[] {
    const others = this.#coming.value.filter((one) => one.specialty === specialty && one.person_id !== this.me);
    return [...new Map(others.map((one) => [one.person_id, one.name]))].sort(([, one], [, other]) => one.localeCompare(other));
  }

  hospitalOf(hospitalId: string): string {
    return this.hospitals.value.find((one) => one.hospital_id === hospitalId)?.name ?? hospitalId;
  }

  nameOf(personId: string): string {
    return this.#names.value.get(personId) ?? this.people.value.find((one) => one.person_id === personId)?.name ?? personId;
  }

  turn(weeks: number): void {
    this.#weeks.value = weeks === 0 ? 0 : this.#weeks.value + weeks;
  }

  async refresh(): Promise<void> {
    if (this.#session.welcome.value === null) return;
    const [from, until] = [this.week.value[0] as number, this.week.value[7] as number];
    const now = Math.floor(this.#session.nowMs());
    const coming = { from_ms: now, until_ms: now + AHEAD_MS };
    try {
      const [stretches, gaps, next, nextGaps] = await Promise.all([
        this.#session.ask({ type: "rota.between", from_ms: from, until_ms: until }),
        this.#session.ask({ type: "rota.gaps", from_ms: from, until_ms: until }),
        this.#session.ask({ type: "rota.between", ...coming }),
        this.#session.ask({ type: "rota.gaps", ...coming }),
      ]);
      if (from !== this.week.value[0]) return;
      this.#names.value = new Map([...this.#names.value, ...[...stretches, ...next].map((one) => [one.person_id, one.name] as const)]);
      [this.#stretches.value, this.#gaps.value, this.#coming.value, this.#comingGaps.value] = [stretches, gaps, next, nextGaps];
    } catch (problem) {
      if (!(problem instanceof Refusal)) return;
      this.#problem.value = problem.code;
    }
  }

  newId(): string {
    return this.#session.newId();
  }

  /** Whether it was done; why not is in `problem`. */
  async wish(body: CommandBody): Promise<boolean> {
    return this.#trying(() => this.#session.send(body));
  }

  async link(specialty: string | null): Promise<string | null> {
    let url: string | null = null;
    await this.#trying(async () => {
      url = ((await this.#post("/api/rota/feed", JSON.stringify({ specialty }), "application/json")) as { url: string }).url;
    });
    return url;
  }

  async revoke(): Promise<boolean> {
    return this.#trying(() => this.#post("/api/rota/feed/revoke", "{}", "application/json"));
  }

  async bring(text: string, strict: boolean): Promise<Report | null> {
    let report: Report | null = null;
    await this.#trying(async () => {
      report = (await this.#post(`/api/rota/import${strict ? "?strict" : ""}`, text, "text/calendar")) as Report;
    });
    return report;
  }

  async #trying(work: () => Promise<unknown>): Promise<boolean> {
    this.#problem.value = null;
    try {
      await work();
    } catch (problem) {
      this.#problem.value = problem instanceof Refusal ? problem.code : "broken";
      return false;
    }
    await this.refresh();
    return true;
  }
}

/** By specialty, those with a gap first; a person once a specialty, the seniors last. */
export function boardsOf(stretches: readonly RotaStretch[], gaps: readonly RotaGap[]): readonly Board[] {
  const names = new Set([...gaps.map((one) => one.specialty), ...stretches.map((one) => one.specialty)]);
  const boards = [...names].map((specialty) => ({
    specialty,
    gaps: gaps.filter((one) => one.specialty === specialty),
    lanes: lanesOf(stretches.filter((one) => one.specialty === specialty)),
  }));
  return boards.sort((one, other) => Number(other.gaps.length > 0) - Number(one.gaps.length > 0) || one.specialty.localeCompare(other.specialty));
}

function lanesOf(stretches: readonly RotaStretch[]): readonly Lane[] {
  const lanes = new Map<string, RotaStretch[]>();
  for (const one of stretches) {
    const key = `${one.senior} ${one.person_id}`;
    lanes.set(key, [...(lanes.get(key) ?? []), one]);
  }
  const made = [...lanes].map(([key, listed]) => ({ key, name: listed[0]?.name ?? "", senior: listed[0]?.senior ?? false, stretches: listed }));
  return made.sort((one, other) => Number(one.senior) - Number(other.senior) || one.name.localeCompare(other.name));
}
