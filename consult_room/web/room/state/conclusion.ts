/** The conclusion of one consult at one page: what is written, how far it is kept, how it is signed. Without a screen. */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import { Refusal } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type { ConclusionContent, ConclusionRecordView, ConclusionView, Drawing } from "~/signaling/web/wire";

type ConclusionSession = Pick<Session, "kind" | "send" | "ask" | "newId" | "wait" | "nowMs">;

export interface ConclusionPorts {
  /** Posts JSON; the answer's status and body, or null when there is no link. */
  readonly post: (path: string, body: object) => Promise<Reply | null>;
}

export interface Reply {
  readonly status: number;
  readonly body: { readonly [field: string]: unknown };
}

/** A document that waits for its signature. */
export interface Waiting {
  readonly signingId: string;
  readonly version: number;
  readonly provider: string;
  readonly path: string;
}

/** What came of an attempt to sign. */
export type Signed = { readonly is: "signed" } | { readonly is: "lost" } | { readonly is: "refused"; readonly code: string; readonly why: string };

export interface Handed {
  readonly drawing?: Drawing;
  readonly signature?: string;
}

type Field = keyof ConclusionContent;

export const EMPTY: ConclusionContent = {
  template: null,
  findings: "",
  diagnoses: [],
  diagnosis_words: "",
  recommendation: "",
  transfer: "none",
  transfer_to: "",
  urgency: "",
  follow_up_on: "",
  follow_up: "",
  limits: "",
  scales: [],
};

/** A pause in typing after which it is kept, and the longest that it waits while somebody types on. */
const PAUSE_MS = 1_500;
const LONGEST_MS = 8_000;

export class ConclusionDesk {
  readonly #session: ConclusionSession;
  readonly #ports: ConclusionPorts;
  readonly #record = signal<ConclusionRecordView | null>(null);
  readonly #content = signal<ConclusionContent>(EMPTY);
  readonly #keptAt = signal<number | null>(null);
  readonly #conflict = signal<readonly string[]>([]);
  readonly #unkept = signal(false);
  readonly #unlisted = signal<string | null>(null);
  readonly #failed = signal(false);
  readonly #editorId: string;
  #dirty = new Set<Field>();
  #revision = 0;
  #since: number | null = null;
  #stopWaiting: (() => void) | null = null;
  #sending = 0;

  readonly consultId: string;
  /** Null until it was read. */
  readonly record: ReadonlySignal<ConclusionRecordView | null> = this.#record;
  readonly content: ReadonlySignal<ConclusionContent> = this.#content;
  /** When the server kept it last, by its clock; null while nothing of it is kept. */
  readonly keptAt: ReadonlySignal<number | null> = this.#keptAt;
  /** Fields that another page has changed meanwhile. */
  readonly conflict: ReadonlySignal<readonly string[]> = this.#conflict;
  /** Something stands here that the server has not kept yet. */
  readonly unkept: ReadonlySignal<boolean> = this.#unkept;
  /** A code that was taken out of the draft, because the list that is used has it no more. */
  readonly unlisted: ReadonlySignal<string | null> = this.#unlisted;
  /** It could not be read. */
  readonly failed: ReadonlySignal<boolean> = this.#failed;

  constructor(session: ConclusionSession, consultId: string, ports: ConclusionPorts) {
    this.#session = session;
    this.#ports = ports;
    this.consultId = consultId;
    this.#editorId = session.newId();
  }

  /** What every screen is shown of it; undefined before there is anything, and once it left the board. */
  outline(): ConclusionView | undefined {
    return this.#session.kind<ConclusionView>("conclusion").value.get(this.consultId)?.view;
  }

  /** Reads it whole. What is typed here and not kept stays as it is. */
  async read(): Promise<void> {
    try {
      const record = await this.#session.ask<ConclusionRecordView>({ type: "conclusion.record", consult_id: this.consultId });
      this.#failed.value = false;
      this.#record.value = record;
      this.#take(record);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      this.#failed.value = this.#record.value === null;
    }
  }

  #take(record: ConclusionRecordView): void {
    const outline = record.outline.draft;
    const newest = record.contents.at(-1)?.content ?? null;
    if (this.#sending === 0) this.#revision = outline?.revision ?? 0;
    this.#keptAt.value = outline?.kept_at_ms ?? null;
    const kept = record.draft ?? newest ?? EMPTY;
    const mine = this.#content.value;
    this.#content.value = { ...kept, ...Object.fromEntries([...this.#dirty].map((field) => [field, mine[field]])) };
  }

  /** Types on. An amendment begins from the newest version: all of that is in the first change. */
  change<Name extends Field>(field: Name, value: ConclusionContent[Name]): void {
    const record = this.#record.value;
    if (record !== null && record.draft === null && record.contents.length > 0 && this.#revision === 0 && this.#dirty.size === 0) {
      for (const each of Object.keys(EMPTY) as Field[]) this.#dirty.add(each);
    }
    if (field === "diagnoses") this.#unlisted.value = null;
    this.#content.value = { ...this.#content.value, [field]: value };
    this.#dirty.add(field);
    this.#unkept.value = true;
    this.#plan();
  }

  #plan(): void {
    this.#stopWaiting?.();
    const now = this.#session.nowMs();
    this.#since ??= now;
    const left = Math.max(0, this.#since + LONGEST_MS - now);
    this.#stopWaiting = this.#session.wait(Math.min(PAUSE_MS, left), () => void this.keep());
  }

  /** Sends what is typed. It waits in the outbox as long as there is no link. */
  async keep(): Promise<void> {
    this.#stopWaiting?.();
    this.#stopWaiting = null;
    this.#since = null;
    if (this.#dirty.size === 0 || this.#conflict.value.length > 0) return;
    const sent = this.#dirty;
    const content = this.#content.value;
    const change = Object.fromEntries([...sent].filter((field) => content[field] !== null).map((field) => [field, content[field]]));
    this.#dirty = new Set();
    this.#sending += 1;
    try {
      const body = { type: "conclusion.draft", consult_id: this.consultId, editor_id: this.#editorId, change };
      const { revision } = await this.#session.send<{ revision: number }>(body, { seen: this.#revision });
      this.#revision = Math.max(this.#revision, revision);
      this.#keptAt.value = this.#session.nowMs();
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      this.#dirty = new Set([...sent, ...this.#dirty]);
      if (problem.code === "changed_meanwhile") this.#conflict.value = (problem.details["fields"] as string[] | undefined) ?? [];
      if (problem.code === "not_found" && problem.details["kind"] === "code") this.#leaveOut(String(problem.details["id"]));
    } finally {
      this.#sending -= 1;
      this.#unkept.value = this.#dirty.size > 0 || this.#sending > 0;
    }
  }

  /** The rest of what was typed is kept without it. */
  #leaveOut(code: string): void {
    const { diagnoses } = this.#content.value;
    const rest = diagnoses.filter((one) => one.code !== code);
    if (rest.length === diagnoses.length) return;
    this.#content.value = { ...this.#content.value, diagnoses: rest };
    this.#unlisted.value = code;
    this.#plan();
  }

  /** Of what another page has changed: the words here win, or those there. */
  async settle(whose: "mine" | "theirs"): Promise<void> {
    if (whose === "theirs") for (const field of this.#conflict.value) this.#dirty.delete(field as Field);
    this.#conflict.value = [];
    this.#unkept.value = this.#dirty.size > 0;
    await this.read();
    await this.keep();
  }

  share(shared: boolean): void {
    this.#wish({ type: "conclusion.share", consult_id: this.consultId, shared });
  }

  acknowledge(version: number): void {
    this.#wish({ type: "conclusion.acknowledge", consult_id: this.consultId, version });
  }

  confirmTransfer(version: number, place: string, telephone: string, note: string): void {
    this.#wish({ type: "conclusion.confirm_transfer", consult_id: this.consultId, version, place, telephone, note });
  }

  /** The draft becomes a document; a refusal when it cannot. ``cosigns``: that version is signed beside its author. */
  async prepare(provider: string, why: string, cosigns: number | null): Promise<Waiting | Refusal> {
    await this.keep();
    const body = { type: "conclusion.prepare", consult_id: this.consultId, provider, why, cosigns, revision: cosigns === null ? this.#revision : 0 };
    try {
      const { signing_id, version } = await this.#session.send<{ signing_id: string; version: number }>(body);
      return { signingId: signing_id, version, provider, path: `/api/conclusions/${this.consultId}/signings/${signing_id}` };
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      return problem;
    }
  }

  async sign(waiting: Waiting, handed: Handed, password: string): Promise<Signed> {
    const reply = await this.#ports.post(waiting.path, { handed, password });
    if (reply === null || reply.status >= 500) return { is: "lost" };
    if (reply.status === 200) {
      await this.read();
      return { is: "signed" };
    }
    const details = (reply.body["details"] ?? {}) as { why?: string; algorithm?: string };
    return { is: "refused", code: String(reply.body["code"] ?? "unknown"), why: details.why ?? details.algorithm ?? "" };
  }

  /** A link for a program that signs; null when there is none to be had. */
  async link(waiting: Waiting): Promise<string | null> {
    const reply = await this.#ports.post(`${waiting.path}/link`, {});
    return reply?.status === 200 ? String(reply.body["url"]) : null;
  }

  #wish(body: { readonly type: string; readonly [field: string]: unknown }): void {
    this.#session.send(body).then(
      () => void this.read(),
      (problem: unknown) => {
        if (!(problem instanceof Refusal)) throw problem;
      },
    );
  }
}
