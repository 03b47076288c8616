/** A question from its first letter until the server has it: the form of its problem, and a draft that outlives the page.
 *
 * The draft has the consult's id from the beginning, so that a page that dies while sending can neither lose the question
 * nor ask it twice: what is taken up again is dropped when the outbox or the board has that consult already. */

import { computed, effect, signal, untracked, type ReadonlySignal } from "@preact/signals-core";
import { Refusal } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type { AskedOfProblem, IncidentView, ProblemName } from "~/signaling/web/wire";
import { EMPTY_DRAFT, isEmpty, problemsOf, wishOf, type ConsultAskBody, type Draft, type Problem } from "./draft";

export interface KeptDraft {
  readonly consultId: string;
  readonly savedAtMs: number;
  readonly draft: Draft;
}

/** Where this person's draft lies, encrypted; nobody else's is ever read. */
export interface DraftShelf {
  read(): Promise<KeptDraft | null>;
  write(kept: KeptDraft): Promise<void>;
  remove(): Promise<void>;
}

/** Forms as they were last read, so that one can write without a link. They say nothing of anybody. */
export interface FormsMemory {
  get(key: string): string | null;
  set(key: string, text: string): void;
}

export interface AskingPorts {
  readonly drafts: DraftShelf;
  readonly forms: FormsMemory;
  readonly nowMs: () => number;
  /** Whether the outbox or the board has this consult already. */
  readonly isSent: (consultId: string) => boolean;
}

type AskingSession = Pick<Session, "ask" | "newId" | "onWelcome">;

export class Asking {
  readonly #session: AskingSession;
  readonly #ports: AskingPorts;
  readonly #tried = signal(false);
  readonly #takenUpMs = signal<number | null>(null);
  readonly #offered = signal<readonly ProblemName[]>([]);
  readonly #asked = signal<AskedOfProblem | null>(null);
  readonly #stops: (() => void)[] = [];
  #consultId: string | null = null;
  #incidentId: string | null = null;
  #saving: Promise<void> | null = null;

  readonly draft = signal<Draft>(EMPTY_DRAFT);
  /** What keeps the draft from being sent, once that was tried. */
  readonly problems: ReadonlySignal<readonly Problem[]>;
  /** About which problems the chosen specialty is asked. */
  readonly offered: ReadonlySignal<readonly ProblemName[]> = this.#offered;
  /** The form of the chosen problem; null while there is none, or it is not here yet. */
  readonly asked: ReadonlySignal<AskedOfProblem | null> = computed(() => {
    const asked = this.#asked.value;
    return asked !== null && asked.form.problem === this.draft.value.problem ? asked : null;
  });
  /** When the draft was last kept that an earlier page left; null once it is this page's own. */
  readonly takenUpMs: ReadonlySignal<number | null> = this.#takenUpMs;
  readonly begun: ReadonlySignal<boolean> = computed(() => !isEmpty(this.draft.value));

  constructor(session: AskingSession, ports: AskingPorts) {
    this.#session = session;
    this.#ports = ports;
    this.problems = computed(() => (this.#tried.value ? problemsOf(this.draft.value, this.asked.value, ports.nowMs()) : []));
    const specialty = computed(() => this.draft.value.specialty);
    const problem = computed(() => this.draft.value.problem);
    this.#stops.push(
      effect(() => alone(specialty.value, (chosen) => this.#loadOffered(chosen))),
      effect(() => alone(problem.value, (chosen) => this.#loadAsked(chosen))),
      session.onWelcome(() => {
        this.#loadOffered(specialty.peek());
        this.#loadAsked(problem.peek());
      }),
      effect(() => alone(this.draft.value, (draft) => this.#keep(draft))),
    );
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  /** Takes up what an earlier page of this person left behind. Call once. */
  async takeUp(): Promise<void> {
    const kept = await this.#ports.drafts.read().catch(() => null);
    if (kept === null || this.begun.value) return;
    if (this.#ports.isSent(kept.consultId)) return this.#forget();
    this.#consultId = kept.consultId;
    this.#takenUpMs.value = kept.savedAtMs;
    this.draft.value = { ...EMPTY_DRAFT, ...kept.draft };
  }

  /** What a later look at the board shows to be sent already is no draft. */
  dropIfSent(): void {
    if (this.#consultId !== null && this.begun.value && this.#ports.isSent(this.#consultId)) this.discard();
  }

  /** The question is about this incident: what the desk knows of the patient need not be typed again. */
  about(incidentId: string, known: Pick<IncidentView, "age_years" | "sex"> | null): void {
    this.#incidentId = incidentId;
    const draft = this.draft.peek();
    const age = known?.age_years ?? null;
    this.change({ age: draft.age === "" && age !== null ? String(age) : draft.age, sex: draft.sex === "unknown" ? (known?.sex ?? "unknown") : draft.sex });
  }

  change(part: Partial<Draft>): void {
    this.draft.value = { ...this.draft.value, ...part };
  }

  enter(key: string, entry: string): void {
    this.change({ entries: { ...this.draft.value.entries, [key]: entry } });
  }

  /** Throws the draft away. */
  discard(): void {
    this.#begin(EMPTY_DRAFT, null);
    void this.#forget();
  }

  /** The wish of the draft, which then is empty; null when it has problems, which are then shown. The draft stays kept until
   * `answered` is told what became of the wish: a refused one is a draft again, with all that was typed. */
  take(): { readonly wish: ConsultAskBody; readonly answered: (isDone: boolean) => void } | null {
    const draft = this.draft.value;
    this.#consultId ??= this.#session.newId();
    const consultId = this.#consultId;
    const wish = wishOf(draft, consultId, this.asked.value, this.#ports.nowMs());
    if (wish === null) {
      this.#tried.value = true;
      return null;
    }
    const about = this.#incidentId === null ? wish : { ...wish, incident_id: this.#incidentId };
    this.#begin(EMPTY_DRAFT, null);
    const answered = (isDone: boolean): void => {
      if (this.begun.value) return;
      if (isDone) void this.#forget();
      // The refused wish had this id; the next try is another.
      else this.#begin(draft, null);
    };
    return { wish: about, answered };
  }

  #begin(draft: Draft, consultId: string | null): void {
    this.#consultId = consultId;
    this.#takenUpMs.value = null;
    this.#tried.value = false;
    this.draft.value = draft;
  }

  /** One write at a time; what changed meanwhile is written after it. An empty draft is never written over a kept one. */
  #keep(draft: Draft): void {
    if (isEmpty(draft) || this.#saving !== null) return;
    this.#consultId ??= this.#session.newId();
    const kept = { consultId: this.#consultId, savedAtMs: this.#ports.nowMs(), draft };
    // A browser that gives no storage keeps the draft in this page alone.
    this.#saving = this.#ports.drafts
      .write(kept)
      .catch(() => undefined)
      .then(() => {
        this.#saving = null;
        const now = this.draft.peek();
        if (now !== draft) this.#keep(now);
      });
  }

  async #forget(): Promise<void> {
    await this.#saving;
    await this.#ports.drafts.remove().catch(() => undefined);
  }

  #loadOffered(specialty: Draft["specialty"]): void {
    if (specialty === "") this.#offered.value = [];
    else void this.#load<readonly ProblemName[]>(`problems ${specialty}`, { type: "forms.problems", specialty }, (found) => {
      if (this.draft.peek().specialty === specialty) this.#offered.value = found;
    });
  }

  #loadAsked(problem: string): void {
    if (problem === "") this.#asked.value = null;
    else void this.askedOf(problem, (found) => {
      if (this.draft.peek().problem === problem) this.#asked.value = found;
    });
  }

  /** Gives a problem's form as it is remembered, and once more as the server has it now. */
  askedOf(problem: string, give: (found: AskedOfProblem) => void): Promise<void> {
    return this.#load<AskedOfProblem>(`form ${problem}`, { type: "forms.form", problem }, give);
  }

  async #load<Found>(key: string, question: { readonly type: string; readonly [field: string]: unknown }, give: (found: Found) => void): Promise<void> {
    const remembered = this.#ports.forms.get(key);
    if (remembered !== null) give(JSON.parse(remembered) as Found);
    try {
      const text = JSON.stringify(await this.#session.ask<Found>(question));
      if (text === remembered) return;
      this.#ports.forms.set(key, text);
      give(JSON.parse(text) as Found);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
    }
  }
}

/** An effect of one value alone, whatever is read on the way. */
function alone<Value>(value: Value, act: (value: Value) => void): void {
  untracked(() => act(value));
}
