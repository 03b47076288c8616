/** The files of a consult as its record shows them: what everybody has, and what this browser has still to send. */

import { computed, effect, signal, type ReadonlySignal } from "@preact/signals-core";
import { Refusal } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type { ConsultFilesView, FileProgress, FileView } from "~/signaling/web/wire";
import { FileSending, type Outgoing, type SendingPorts, type WaitingFile, type Posted } from "./files-sending";

/** One line of the list. `outgoing`: it is this browser that sends it. `have`: bytes that have come, as far as known. */
export interface Shown {
  readonly fileId: string;
  readonly view: FileView | null;
  readonly outgoing: Outgoing | null;
  readonly have: number | null;
}

export class Files {
  readonly sending: FileSending;
  readonly #session: Session;
  readonly #selfId: string;
  /** Of consults that are over, as they were read. */
  readonly #read = signal<ReadonlyMap<string, ConsultFilesView>>(new Map());
  readonly #progress = signal<ReadonlyMap<string, number>>(new Map());
  readonly #stops: (() => void)[] = [];

  constructor(session: Session, selfId: string, ports: Omit<SendingPorts, "announce" | "wait">) {
    this.#session = session;
    this.#selfId = selfId;
    this.sending = new FileSending(selfId, { ...ports, announce: (file) => this.#announce(file), wait: (ms, act) => session.wait(ms, act) });
    this.#stops.push(
      effect(() => this.sending.follow(session.link.value.phase === "open")),
      effect(() => this.#stopWhatIsNotAwaited()),
      session.onSignal<FileProgress>("file.progress", ({ file_id, have }) => {
        this.#progress.value = new Map([...this.#progress.value, [file_id, have]]);
      }),
    );
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.sending.close();
  }

  /** Everything of this consult, in the order in which it was added; what is on its way from here stands last. */
  of(consultId: string): ReadonlySignal<readonly Shown[]> {
    return computed(() => {
      const views = this.#views(consultId);
      const outgoing = this.sending.all.value.filter(({ file }) => file.consultId === consultId);
      const known = new Set(views.map(({ file_id }) => file_id));
      const shown = views.map((view): Shown => {
        const own = outgoing.find(({ file }) => file.fileId === view.file_id) ?? null;
        return { fileId: view.file_id, view, outgoing: own, have: own?.have ?? this.#progress.value.get(view.file_id) ?? null };
      });
      const fresh = outgoing.filter(({ file }) => !known.has(file.fileId));
      return [...shown, ...fresh.map((own): Shown => ({ fileId: own.file.fileId, view: null, outgoing: own, have: own.have }))];
    });
  }

  view(consultId: string, fileId: string): FileView | null {
    return this.#views(consultId).find(({ file_id }) => file_id === fileId) ?? null;
  }

  #views(consultId: string): readonly FileView[] {
    const live = this.#session.kind<ConsultFilesView>("consult_files").value.get(consultId)?.view;
    return (live ?? this.#read.value.get(consultId))?.files ?? [];
  }

  mine(view: FileView): boolean {
    return view.by_relation === "person" && view.by_id === this.#selfId;
  }

  /** The files of a consult that is over. Kept as it was when the server does not answer. */
  async read(consultId: string): Promise<void> {
    try {
      const found = await this.#session.ask({ type: "file.all", id: "", consult_id: consultId });
      this.#read.value = new Map([...this.#read.value, [consultId, found]]);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
    }
  }

  withdraw(consultId: string, fileId: string, reason: string): void {
    this.sending.drop(fileId);
    this.#session.send({ type: "file.withdraw", consult_id: consultId, file_id: fileId, reason: reason.trim() }).catch((problem: unknown) => {
      if (!(problem instanceof Refusal)) throw problem;
    });
  }

  newId(): string {
    return this.#session.newId();
  }

  nowMs(): number {
    return this.#session.nowMs();
  }

  async #announce({ consultId, fileId, kind, name, title, size, digest }: WaitingFile): Promise<Posted> {
    try {
      // The shelf keeps it: after a reload it is announced anew, and the same again is nothing new.
      await this.#session.send({ type: "file.announce", consult_id: consultId, file_id: fileId, kind, name, title, size, digest }, { lasting: false });
      return { have: 0 };
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      return problem.fate === "refused" || problem.fate === "rejected" ? { code: problem.code } : "later";
    }
  }

  /** The server says what became of it: nothing more of it need be sent. */
  #stopWhatIsNotAwaited(): void {
    for (const { file } of this.sending.all.value) {
      const state = this.view(file.consultId, file.fileId)?.state;
      if (state !== undefined && state !== "coming") this.sending.drop(file.fileId);
    }
  }
}
