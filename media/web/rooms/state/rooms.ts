/** What an administrator follows: the rooms that live, the workers, and one conversation's quality. */

import { computed, signal, type ReadonlySignal } from "@preact/signals-core";
import { Refusal } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type { BrigadeView, CourseView, PersonView, ProcessQuality, QualityCourse, QualityNow, SideQuality, WorkerView } from "~/signaling/web/wire";
import { followed } from "./following";

type RoomsSession = Pick<Session, "ask" | "kind" | "nowMs" | "onSignal" | "onWelcome">;

/** What was told of a side longer ago is no news of now. */
const FRESH_MS = 6_000;

/** A process and the name that its machine was given. */
export interface NamedProcess extends ProcessQuality {
  readonly name: string;
}

export class Rooms {
  readonly #session: RoomsSession;
  readonly #sides = signal<ReadonlyMap<string, ReadonlyMap<string, SideQuality>>>(new Map());
  readonly #processes = signal<ReadonlyMap<string, ProcessQuality>>(new Map());
  readonly #toldMs = signal<number | null>(null);
  readonly #ended = signal<readonly CourseView[] | null>(null);
  readonly #number = signal("");
  readonly #picked = signal<QualityCourse | null>(null);
  readonly #problem = signal<string | null>(null);
  readonly #asked = signal<string | null>(null);

  /** Accepted conversations that go on, the oldest first: nothing moves when another one begins. */
  readonly living: ReadonlySignal<readonly CourseView[]>;
  readonly processes: ReadonlySignal<readonly NamedProcess[]>;

  constructor(session: RoomsSession) {
    this.#session = session;
    const courses = session.kind<CourseView>("conversation_course");
    const workers = session.kind<WorkerView>("worker");
    this.living = computed(() => [...courses.value.values()].map(({ view }) => view).sort((one, other) => one.began_at_ms - other.began_at_ms));
    this.processes = computed(() => {
      const names = new Map([...workers.value.values()].map(({ view }) => [view.worker_id, view.name]));
      const found = [...this.#processes.value.values()].map((one) => ({ ...one, name: names.get(one.worker_id) ?? one.worker_id }));
      return found.sort((one, other) => one.process.localeCompare(other.process));
    });
    session.onSignal<QualityNow>("quality.now", (now) => this.#hear(now));
    // A room that has a new entry, or is over, is told anew: what happened comes with the answer alone.
    const shown = computed(() => `${this.#asked.value} ${courses.value.get(this.#asked.value ?? "")?.view.entries ?? "over"}`);
    shown.subscribe(() => void this.#again());
    session.onWelcome(() => void this.#again());
    let before = 0;
    this.living.subscribe((living) => {
      if (living.length < before && this.#ended.value !== null) void this.list(this.#number.value);
      before = living.length;
    });
  }

  /** When the server has told figures last, by its clock. */
  get toldMs(): ReadonlySignal<number | null> {
    return this.#toldMs;
  }

  /** Conversations that are over, or those of the sought number; null before the answer. */
  get ended(): ReadonlySignal<readonly CourseView[] | null> {
    return this.#ended;
  }

  get number(): ReadonlySignal<string> {
    return this.#number;
  }

  get picked(): ReadonlySignal<QualityCourse | null> {
    return this.#picked;
  }

  /** A refusal's code, until the next wish. */
  get problem(): ReadonlySignal<string | null> {
    return this.#problem;
  }

  /** What a side tells of itself now; null while it tells nothing. */
  sideOf(conversationId: string, key: string): SideQuality | null {
    return this.#sides.value.get(conversationId)?.get(key) ?? null;
  }

  /** What somebody is called; null for guests, and for who is not in the service any more. */
  nameOf(key: string): string | null {
    const [relation, id = ""] = [key.slice(0, key.indexOf(":")), key.slice(key.indexOf(":") + 1)];
    if (relation === "person") return this.#session.kind<PersonView>("person").value.get(id)?.view.name ?? null;
    if (relation === "brigade") return this.#session.kind<BrigadeView>("brigade").value.get(id)?.view.callsign ?? null;
    return null;
  }

  async list(number = ""): Promise<void> {
    this.#number.value = number;
    await this.#trying(async () => {
      this.#ended.value = await this.#session.ask({ type: "conversations.ended", number: number === "" ? null : number });
    });
  }

  async pick(conversationId: string): Promise<void> {
    this.#asked.value = conversationId;
    await this.#trying(() => this.#ask(conversationId));
  }

  close(): void {
    this.#asked.value = null;
    this.#picked.value = null;
  }

  async #again(): Promise<void> {
    if (this.#asked.value === null || this.#picked.value === null) return;
    const id = this.#asked.value;
    await this.#trying(() => this.#ask(id));
  }

  async #ask(conversationId: string): Promise<void> {
    const told: QualityCourse = await this.#session.ask({ type: "conversation.quality", conversation_id: conversationId });
    if (this.#asked.value === conversationId) this.#picked.value = told;
  }

  #hear(now: QualityNow): void {
    this.#toldMs.value = now.at_ms;
    const rooms = new Map<string, Map<string, SideQuality>>();
    const kept = [...this.#sides.value].flatMap(([id, sides]) => [...sides.values()].map((side) => [id, side] as const));
    const told = now.rooms.flatMap((room) => room.sides.map((side) => [room.conversation_id, side] as const));
    for (const [id, side] of [...kept, ...told]) {
      if (now.at_ms - side.at_ms > FRESH_MS) continue;
      const sides = rooms.get(id) ?? new Map<string, SideQuality>();
      rooms.set(id, sides.set(side.key, side));
    }
    this.#sides.value = rooms;
    this.#processes.value = new Map(now.processes.map((one) => [one.process, this.#withTraffic(one)]));
    const picked = this.#picked.value;
    const sides = now.rooms.find(({ conversation_id }) => conversation_id === picked?.course.conversation_id)?.sides;
    if (picked !== null && sides !== undefined) this.#picked.value = followed(picked, sides);
  }

  /** Of several servers the one to which the process is connected tells its traffic; the others know nothing of it. */
  #withTraffic(told: ProcessQuality): ProcessQuality {
    const known = this.#processes.value.get(told.process);
    if (told.up_kbps !== null || known === undefined || told.rooms === 0) return told;
    return { ...told, up_kbps: known.up_kbps, down_kbps: known.down_kbps, lost_permille: known.lost_permille, round_trip_ms: known.round_trip_ms };
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
