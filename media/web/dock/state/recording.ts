/** The recording of the conversation that this page is in: what is asked, who has agreed, what may be done. */

import { computed, signal, type ReadonlySignal } from "@preact/signals-core";
import { Refusal, type EventLine } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type { AnyCommand, RecordingView } from "~/signaling/web/wire";
import { DESK, partyOf, type Self } from "./words";

/** The text of consent that is shown (`recording-text`): what is agreed to is kept with this number. */
export const TEXT_VERSION = 1;

const WATCHERS: ReadonlySet<string> = new Set([...DESK, "physician", "specialist"]);
const ASKERS: ReadonlySet<string> = new Set([...WATCHERS, "crew"]);

/** What is drawn. `open`: those who have not agreed. */
export type Sign =
  | { readonly is: "none"; readonly mayAsk: boolean }
  /** This page's person is to answer; `paused`: nothing is recorded until then. */
  | { readonly is: "question"; readonly view: RecordingView; readonly paused: boolean }
  | { readonly is: "waiting"; readonly view: RecordingView; readonly open: readonly string[] }
  | { readonly is: "running"; readonly view: RecordingView }
  | { readonly is: "paused"; readonly view: RecordingView; readonly open: readonly string[] };

/** How the last one ended, until it is read. */
export interface RecordingNotice {
  readonly conversation_id: string;
  readonly how: "refused" | "stopped" | "taken_back";
  readonly by: string | null;
}

type RecordingSession = Pick<Session, "kind" | "send" | "newId" | "onEvents">;
type Wait = (ms: number, act: () => void) => () => void;

const READ_MS = 10_000;

export class Recordings {
  readonly #session: RecordingSession;
  readonly #wait: Wait;
  readonly #notice = signal<RecordingNotice | null>(null);
  readonly #refused = signal<string | null>(null);
  readonly #views: ReadonlySignal<readonly RecordingView[]>;

  constructor(session: RecordingSession, wait: Wait) {
    this.#session = session;
    this.#wait = wait;
    const things = session.kind<RecordingView>("recording");
    this.#views = computed(() => [...things.value.values()].map((thing) => thing.view));
    session.onEvents((events) => this.#heard(events));
  }

  /** How the last recording of this conversation ended. */
  notice(conversationId: string): RecordingNotice | null {
    const notice = this.#notice.value;
    return notice?.conversation_id === conversationId ? notice : null;
  }

  /** Why the server did not do what was wished last. */
  get refused(): ReadonlySignal<string | null> {
    return this.#refused;
  }

  /** Whether this person may watch what was recorded, on the page of recordings. */
  mayWatch(self: Self): boolean {
    return WATCHERS.has(self.role);
  }

  /** A guest speaks for themselves alone: they take their own agreement back, which ends it too. */
  mayStop(self: Self): boolean {
    return self.role !== "guest";
  }

  sign(conversationId: string, self: Self): Sign {
    const view = this.#views.value.find((one) => one.conversation_id === conversationId);
    if (view === undefined) return { is: "none", mayAsk: ASKERS.has(self.role) };
    const open = view.agreements.filter(({ answer }) => answer !== "yes").map(({ key }) => key);
    const mine = view.agreements.find(({ key }) => key === keyOf(self));
    if (mine?.answer === "open") return { is: "question", view, paused: view.phase === "paused" };
    if (view.phase === "running") return { is: "running", view };
    return { is: view.phase === "asked" ? "waiting" : "paused", view, open };
  }

  ask(conversation_id: string): Promise<boolean> {
    return this.#send({ type: "recording.ask", recording_id: this.#session.newId(), conversation_id, text_version: TEXT_VERSION });
  }

  /** Only to the text that stands on this page: another version is the server's to refuse. */
  consent(view: RecordingView): Promise<boolean> {
    return this.#send({ type: "recording.consent", recording_id: view.recording_id, text_version: TEXT_VERSION });
  }

  refuse(view: RecordingView): Promise<boolean> {
    return this.#send({ type: "recording.refuse", recording_id: view.recording_id });
  }

  stop(view: RecordingView): Promise<boolean> {
    return this.#send({ type: "recording.stop", recording_id: view.recording_id });
  }

  async #send(body: AnyCommand): Promise<boolean> {
    this.#refused.value = null;
    try {
      // Consent is of this moment: it must not be given by an outbox after the person has gone.
      await this.#session.send(body, { lasting: false });
      return true;
    } catch (problem) {
      this.#refused.value = problem instanceof Refusal ? problem.code : "broken";
      return false;
    }
  }

  #heard(events: readonly EventLine[]): void {
    for (const { type, body } of events) {
      const by = (body["by_key"] as string | null | undefined) ?? null;
      const conversation_id = String(body["conversation_id"] ?? "");
      if (type === "recording.declined" && body["refused"] === true) this.#tell({ conversation_id, how: "refused", by });
      if (type === "recording.stopped" && body["because"] !== "conversation_over") {
        this.#tell({ conversation_id, how: body["because"] === "taken_back" ? "taken_back" : "stopped", by });
      }
    }
  }

  #tell(notice: RecordingNotice): void {
    this.#notice.value = notice;
    this.#wait(READ_MS, () => {
      if (this.#notice.peek() === notice) this.#notice.value = null;
    });
  }
}

export function keyOf(self: Self): string {
  const { relation, id } = partyOf(self);
  return `${relation}:${id}`;
}
