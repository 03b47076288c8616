/** What whoever answers for records sees: openings from outside, the readers of one record, and what is kept. */

import { effect, signal, type ReadonlySignal } from "@preact/signals-core";
import { Refusal } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type { BrokenGlassView, ConsultReadersView, ConsultView, RecordGlassesView, RecordKeepingView } from "~/signaling/web/wire";

type ReviewSession = Pick<Session, "ask" | "kind" | "send">;

/** A record to choose: of the consults whose patients come to a hospital. */
export interface Choice {
  readonly consultId: string;
  readonly number: number;
  readonly specialty: string;
  readonly askedAtMs: number;
}

const CHOICES = 200;

/** How somebody names a record: by the number that people say, or by its id. Null: by neither. */
export function named(typed: string): { number: number } | { consult_id: string } | null {
  const text = typed.trim().replace(/^№\s*/, "");
  if (/^[1-9]\d{0,8}$/.test(text)) return { number: Number(text) };
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? { consult_id: text.toLowerCase() } : null;
}

export class Review {
  readonly #session: ReviewSession;
  readonly #onlyNew = signal(false);
  readonly #glasses = signal<RecordGlassesView | null>(null);
  readonly #keeping = signal<RecordKeepingView | null>(null);
  readonly #told = signal<ConsultReadersView | null>(null);
  readonly #choices = signal<readonly Choice[]>([]);
  readonly #problem = signal<string | null>(null);
  #asked = 0;

  /** Administrators hold records and look at openings; a hospital reads of its own patients' records. */
  readonly administers: boolean;
  readonly isTheirs: boolean;
  readonly onlyNew: ReadonlySignal<boolean> = this.#onlyNew;
  /** Null before the answer. */
  readonly glasses: ReadonlySignal<RecordGlassesView | null> = this.#glasses;
  /** Null before the answer, and for who is not told. */
  readonly keeping: ReadonlySignal<RecordKeepingView | null> = this.#keeping;
  /** The record whose readers are looked at. */
  readonly told: ReadonlySignal<ConsultReadersView | null> = this.#told;
  readonly choices: ReadonlySignal<readonly Choice[]> = this.#choices;
  /** A refusal's code, until the next question. */
  readonly problem: ReadonlySignal<string | null> = this.#problem;

  constructor(session: ReviewSession, role: string) {
    this.#session = session;
    this.administers = role === "administrator";
    this.isTheirs = this.administers || role === "hospital";
  }

  /** Reads all of it, and openings anew whenever one begins or ends while the page is open. */
  begin(): void {
    if (!this.isTheirs) return;
    const open = this.#session.kind<BrokenGlassView>("broken_glass");
    effect(() => {
      void open.value.size;
      void this.readGlasses();
    });
    void this.readKeeping();
    if (!this.administers) void this.#readChoices();
  }

  async readGlasses(): Promise<void> {
    const mine = ++this.#asked;
    const onlyNew = this.#onlyNew.peek();
    await this.#trying(async () => {
      const told: RecordGlassesView = await this.#session.ask({ type: "record.glasses", only_new: onlyNew });
      if (mine === this.#asked) this.#glasses.value = told;
    });
  }

  async showOnlyNew(only: boolean): Promise<void> {
    this.#onlyNew.value = only;
    await this.readGlasses();
  }

  async readKeeping(): Promise<void> {
    if (!this.administers) return;
    await this.#trying(async () => {
      this.#keeping.value = await this.#session.ask({ type: "record.keeping" });
    });
  }

  /** Who has read the record that is named so. False: it names none. */
  async choose(typed: string): Promise<boolean> {
    const wanted = named(typed);
    const theirs = wanted !== null && "number" in wanted && !this.administers ? this.#ofNumber(wanted.number) : wanted;
    if (theirs === null) return false;
    this.#told.value = null;
    await this.#trying(async () => {
      this.#told.value = await this.#session.ask({ type: "consult.readers", ...theirs });
      if (!this.administers) void this.#wish({ type: "consult.open", consult_id: this.#told.value.consult_id, what: "readers" });
    });
    return true;
  }

  /** A note of what came of it. */
  async look(glassId: string, note: string): Promise<void> {
    await this.#wish({ type: "record.look_at_glass", glass_id: glassId, note: note.trim() });
    await this.readGlasses();
  }

  async hold(consultId: string, reason: string): Promise<void> {
    await this.#wish({ type: "record.hold", consult_id: consultId, reason: reason.trim() });
    await this.#again(consultId);
  }

  async endHold(consultId: string, reason: string): Promise<void> {
    await this.#wish({ type: "record.end_hold", consult_id: consultId, reason: reason.trim() });
    await this.#again(consultId);
  }

  async #again(consultId: string): Promise<void> {
    await this.readKeeping();
    if (this.#told.value?.consult_id === consultId) await this.choose(consultId);
  }

  /** A hospital names its own by their numbers; no other number is asked for. */
  #ofNumber(number: number): { consult_id: string } | null {
    const found = this.#choices.value.find((one) => one.number === number);
    return found === undefined ? null : { consult_id: found.consultId };
  }

  async #readChoices(): Promise<void> {
    await this.#trying(async () => {
      const views: readonly ConsultView[] = await this.#session.ask({ type: "consult.mine", limit: CHOICES });
      this.#choices.value = views.map((one) => ({ consultId: one.consult_id, number: one.number, specialty: one.specialty, askedAtMs: one.asked_at_ms }));
    });
  }

  /** What is refused stays in the outbox with what was typed, and is shown above the page. */
  async #wish(body: { readonly type: string; readonly [field: string]: unknown }): Promise<void> {
    await this.#session.send(body).catch((problem: unknown) => {
      if (!(problem instanceof Refusal)) throw problem;
    });
  }

  async #trying(act: () => Promise<void>): Promise<void> {
    this.#problem.value = null;
    try {
      await act();
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      this.#problem.value = problem.code;
    }
  }
}
