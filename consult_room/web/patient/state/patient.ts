/** The patient's page without a screen: whether the link is good, whether the person has agreed, what was written. */

import { computed, signal, type ReadonlySignal } from "@preact/signals-core";
import { Refusal } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type { ConversationView, PatientGuestView } from "~/signaling/web/wire";

/** The wording of the agreement that this page shows. */
export const AGREEMENT_VERSION = "1";

/** `PatientPage` of consult_room/patients/http.py. */
export interface LinkPage {
  readonly consult_id: string;
  readonly guest_id: string;
  readonly phase: "none" | "sent" | "agreed" | "declined" | "ended";
  readonly over: boolean;
  readonly language: string;
  readonly expires_at_ms: number;
  readonly now_ms: number;
  readonly mine: boolean;
  readonly helped: boolean;
  readonly ended_because: "consult_over" | "revoked" | "expired" | null;
  readonly sign_in_id: string | null;
}

/** What came back over HTTP: the page, a refusal's code, or nothing at all. */
export type Reply = { readonly page: LinkPage } | { readonly refused: string } | { readonly lost: true };

export type GuestSession = Pick<Session, "kind" | "send" | "newId" | "nowMs" | "link" | "leave" | "outbox">;

export interface Outside {
  readonly look: () => Promise<Reply>;
  readonly agree: (language: string) => Promise<Reply>;
  readonly decline: () => Promise<Reply>;
  /** The patient's own line to the server; begun at once. */
  readonly openSession: (signInId: string | null) => GuestSession;
  readonly language: () => string;
}

/** `elsewhere`: it was agreed to on another telephone. */
export type Drawing = "loading" | "lost" | "invalid" | "over" | "ask" | "declined" | "elsewhere" | "inside";

/** A key of the catalogue, with the times and words that stand in it. */
export interface Sentence {
  readonly key: string;
  readonly sinceMs: number;
  readonly byMs: number | null;
  readonly name: string | null;
  readonly number: number | null;
  readonly tone: "ok" | "warn" | "bad" | "plain";
}

/** The one true sentence: who is sought or has it, since when, what next and when; that help comes before all else. */
export function sentenceOf(view: PatientGuestView, nowMs: number): Sentence {
  const told = { sinceMs: view.since_ms, byMs: view.answer_by_ms, name: view.doctor_name, number: view.help_number };
  if (view.emergency_at_ms !== null) {
    const since = { ...told, sinceMs: view.emergency_at_ms, tone: "bad" as const };
    if (view.help_number === null) return { ...since, key: "patient-help-asked" };
    return { ...since, key: view.help_sent ? "patient-help-sent" : "patient-help" };
  }
  if (!view.own) return { ...told, key: "patient-invited", sinceMs: view.asked_at_ms, tone: "ok" };
  if (view.stage === "taken") return { ...told, key: view.doctor_name === null ? "patient-taken-nameless" : "patient-taken", tone: "ok" };
  const late = view.answer_by_ms !== null && nowMs > view.answer_by_ms;
  return late ? { ...told, key: "patient-sought-late", tone: "warn" } : { ...told, key: "patient-sought", tone: "plain" };
}

export class Patient {
  readonly #outside: Outside;
  readonly #page = signal<LinkPage | null>(null);
  readonly #refused = signal<string | null>(null);
  readonly #lost = signal(false);
  readonly #busy = signal(false);
  readonly #failed = signal(false);
  readonly #session = signal<GuestSession | null>(null);

  readonly page: ReadonlySignal<LinkPage | null> = this.#page;
  readonly busy: ReadonlySignal<boolean> = this.#busy;
  readonly session: ReadonlySignal<GuestSession | null> = this.#session;
  /** The last line that was written was refused. */
  readonly failed: ReadonlySignal<boolean> = this.#failed;
  /** What the server shows of the consult; null before the line is open. */
  readonly view: ReadonlySignal<PatientGuestView | null>;
  readonly drawing: ReadonlySignal<Drawing>;
  /** What was written here and has not arrived. */
  readonly unsent: ReadonlySignal<readonly string[]>;
  /** The conversation to which the patient is called, or in which they are. */
  readonly talk: ReadonlySignal<string | null>;

  constructor(outside: Outside) {
    this.#outside = outside;
    this.view = computed(() => {
      const id = this.#page.value?.consult_id ?? "";
      return this.#session.value?.kind<PatientGuestView>("patient_link").value.get(id)?.view ?? null;
    });
    this.drawing = computed(() => this.#draw());
    this.unsent = computed(() => {
      const waiting = this.#session.value?.outbox.unsent.value ?? [];
      return waiting.filter((kept) => kept.message.type === "patient.say").map((kept) => String(kept.message["text"]));
    });
    this.talk = computed(() => {
      const found = [...(this.#session.value?.kind<ConversationView>("conversation").value.values() ?? [])];
      return found.find(({ view }) => ["asked", "ringing", "accepted"].includes(view.phase))?.view.conversation_id ?? null;
    });
  }

  /** Looks how things stand; nothing that is known is lost when nobody answers. */
  async look(): Promise<void> {
    if (!this.#busy.peek()) this.#take(await this.#outside.look());
  }

  async agree(): Promise<void> {
    await this.#do(() => this.#outside.agree(this.#outside.language()));
  }

  /** Says no, or takes the agreement back. */
  async decline(): Promise<void> {
    await this.#do(() => this.#outside.decline());
  }

  /** To the doctor; it waits in the outbox while there is no line. */
  say(text: string): void {
    const session = this.#session.peek();
    const written = text.trim();
    if (session === null || written === "") return;
    this.#failed.value = false;
    session.send({ type: "patient.say", consult_id: this.#page.peek()?.consult_id ?? "", text: written }).catch((problem: unknown) => {
      if (!(problem instanceof Refusal) || problem.fate !== "refused") return;
      this.#failed.value = true;
      // "No" once the link is over: the page asks how things stand, and says so.
      void this.look();
    });
  }

  async #do(wish: () => Promise<Reply>): Promise<void> {
    if (this.#busy.peek()) return;
    this.#busy.value = true;
    const reply = await wish();
    this.#busy.value = false;
    this.#take(reply);
  }

  #take(reply: Reply): void {
    this.#lost.value = "lost" in reply;
    if ("refused" in reply) this.#refused.value = reply.refused;
    if (!("page" in reply)) return;
    this.#refused.value = null;
    this.#page.value = reply.page;
    const inside = reply.page.mine && !reply.page.over;
    if (inside && this.#session.peek() === null) this.#session.value = this.#outside.openSession(reply.page.sign_in_id);
    if (!inside) this.#leave();
  }

  #leave(): void {
    this.#session.peek()?.leave();
    this.#session.value = null;
  }

  #draw(): Drawing {
    const page = this.#page.value;
    const refused = this.#refused.value;
    if (refused === "ticket_invalid" || refused === "not_found") return "invalid";
    if (page?.over === true || refused === "link_ended") return "over";
    if (page === null) return this.#lost.value ? "lost" : "loading";
    if (page.phase === "declined") return "declined";
    if (page.phase === "agreed") return page.mine ? "inside" : "elsewhere";
    return "ask";
  }
}
