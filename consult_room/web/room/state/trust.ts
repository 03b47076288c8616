/** What the patient of a consult has agreed to, what they are called, and who came to the record from outside. */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import { Refusal } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type {
  ConsentNote, ConsentsView, ConsentView, ConsultNamePatient, ConsultPatientView, ConsultReadersView, ConsultTrustView, RecordAccessView,
} from "~/signaling/web/wire";

export type Purpose = ConsentView["purpose"];
export type GivenBy = ConsentView["given_by"];
export type ConsentState = "not_asked" | "emergency" | "given" | "refused" | "withdrawn" | "ended";

export const PURPOSES: readonly Purpose[] = ["consult", "recording", "pictures", "sharing", "teaching"];
export const GIVERS: readonly GivenBy[] = ["patient", "guardian", "relative"];
export const SAID_BY: readonly ConsultNamePatient["said_by"][] = ["patient", "relative", "document", "crew", "other"];

/** One opening in ten minutes is written down by the server; asking it more often is of no use. */
const AGAIN_AFTER_MS = 10 * 60_000;

/** How the newest answer for the purpose stands. */
export function stateOf(items: readonly ConsentView[], purpose: Purpose, nowMs: number): ConsentState {
  const newest = items.filter((one) => one.purpose === purpose).at(-1);
  if (newest === undefined) return "not_asked";
  if (newest.withdrawn_at_ms !== null) return "withdrawn";
  if (newest.answer === "refused") return "refused";
  if (newest.until_ms !== null && nowMs >= newest.until_ms) return "ended";
  return newest.given_by === "nobody_emergency" ? "emergency" : "given";
}

/** Who is reading from outside at this moment. */
export function readingNow(access: RecordAccessView | null): RecordAccessView["glasses"] {
  return access?.glasses.filter((one) => one.ended_at_ms === null) ?? [];
}

type TrustSession = Pick<Session, "kind" | "send" | "ask">;

export class Trust {
  readonly #session: TrustSession;
  readonly #read = signal<ReadonlyMap<string, ConsultTrustView>>(new Map());
  readonly #readers = signal<ReadonlyMap<string, ConsultReadersView>>(new Map());
  readonly #opened = new Map<string, number>();

  /** Who has read it, as it was asked last. */
  readonly readers: ReadonlySignal<ReadonlyMap<string, ConsultReadersView>> = this.#readers;

  constructor(session: TrustSession) {
    this.#session = session;
  }

  consents(consultId: string): ConsentsView | null {
    return this.#session.kind<ConsentsView>("consents").value.get(consultId)?.view ?? this.#read.value.get(consultId)?.consents ?? null;
  }

  patient(consultId: string): ConsultPatientView | null {
    return this.#session.kind<ConsultPatientView>("consult_patient").value.get(consultId)?.view ?? this.#read.value.get(consultId)?.patient ?? null;
  }

  access(consultId: string): RecordAccessView | null {
    return this.#session.kind<RecordAccessView>("record_access").value.get(consultId)?.view ?? this.#read.value.get(consultId)?.access ?? null;
  }

  /** The record is shown: the server writes down who reads it. What is over is on no board, and is asked for. */
  async open(consultId: string, live: boolean, nowMs: number): Promise<void> {
    if (nowMs - (this.#opened.get(consultId) ?? -AGAIN_AFTER_MS) >= AGAIN_AFTER_MS) {
      this.#opened.set(consultId, nowMs);
      this.#wish({ type: "consult.open", consult_id: consultId, what: "record" });
    }
    if (live) return;
    await this.#asked(async () => {
      const answer = await this.#session.ask({ type: "consult.trust", consult_id: consultId });
      this.#read.value = new Map([...this.#read.value, [consultId, answer]]);
    });
  }

  note(consultId: string, answer: Omit<ConsentNote, "type" | "id" | "made_at_ms" | "consult_id">): void {
    this.#wish({ type: "consent.note", consult_id: consultId, ...answer });
  }

  withdraw(consultId: string, purpose: Purpose, withdrawnBy: GivenBy, why: string): void {
    this.#wish({ type: "consent.withdraw", consult_id: consultId, purpose, withdrawn_by: withdrawnBy, why: why.trim() });
  }

  name(consultId: string, said: { name: string; birth_date: string | null; patient_number: string; said_by: string }): void {
    this.#wish({ type: "consult.name_patient", consult_id: consultId, ...said });
  }

  async askReaders(consultId: string): Promise<void> {
    await this.#asked(async () => {
      const answer = await this.#session.ask({ type: "consult.readers", consult_id: consultId });
      this.#readers.value = new Map([...this.#readers.value, [consultId, answer]]);
    });
    this.#wish({ type: "consult.open", consult_id: consultId, what: "readers" });
  }

  /** What is refused stays in the outbox with what was typed, and is shown above the page. */
  #wish(body: { readonly type: string; readonly [field: string]: unknown }): void {
    this.#session.send(body).catch((problem: unknown) => {
      if (!(problem instanceof Refusal)) throw problem;
    });
  }

  async #asked(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
    }
  }
}
