/** What is drawn upon one file: asked for as it changes, drawn by everybody, and where others point now. */

import { effect, signal, type ReadonlySignal } from "@preact/signals-core";
import { Refusal } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type { FileMarkView, FilePointed, FileView } from "~/signaling/web/wire";

export type Shape = FileMarkView["shape"];
export type Colour = FileMarkView["colour"];
export type Place = readonly [x: number, y: number];

/** How often a pointer is told, and how long one is shown after it was told last, ms. */
const TOLD_EVERY_MS = 150;
const SHOWN_MS = 3_000;
const AGAIN_MS = 3_000;

export class FileMarks {
  readonly #session: Session;
  readonly #consultId: string;
  readonly #fileId: string;
  readonly #marks = signal<ReadonlyMap<string, FileMarkView>>(new Map());
  readonly #pointed = signal<ReadonlyMap<string, FilePointed>>(new Map());
  readonly #stops: (() => void)[] = [];
  #known = 0;
  #asking = false;
  #closed = false;
  #toldAtMs = 0;

  /** `view`: the file as the board has it now. */
  constructor(session: Session, consultId: string, fileId: string, view: () => FileView | null) {
    this.#session = session;
    this.#consultId = consultId;
    this.#fileId = fileId;
    this.#stops.push(
      effect(() => {
        if ((view()?.marks ?? 0) > this.#known) void this.#ask();
      }),
      session.onSignal<FilePointed>("file.pointed", (pointed) => {
        if (pointed.file_id === fileId) this.#point(pointed);
      }),
    );
  }

  close(): void {
    this.#closed = true;
    for (const stop of this.#stops) stop();
  }

  on(page: number): readonly FileMarkView[] {
    return [...this.#marks.value.values()].filter((mark) => !mark.gone && mark.page === page);
  }

  get pointed(): ReadonlySignal<ReadonlyMap<string, FilePointed>> {
    return this.#pointed;
  }

  draw(page: number, shape: Shape, points: readonly Place[], colour: Colour): void {
    const mark_id = this.#session.newId();
    this.#send({ type: "file.draw", mark_id, page, shape, points: points.map(([x, y]) => [x, y]), colour });
  }

  /** The newest of one's own on this page. */
  undraw(page: number, selfId: string): void {
    const own = this.on(page).filter((mark) => mark.by_relation === "person" && mark.by_id === selfId);
    const newest = own.sort((one, other) => one.change - other.change).at(-1);
    if (newest !== undefined) this.#send({ type: "file.undraw", mark_id: newest.mark_id });
  }

  calibrate(page: number, wideMm: number): void {
    this.#send({ type: "file.calibrate", page, wide_mm: wideMm });
  }

  /** Others see it at once, or not at all. */
  point(page: number, [x, y]: Place): void {
    const now = this.#session.nowMs();
    if (now - this.#toldAtMs < TOLD_EVERY_MS) return;
    this.#toldAtMs = now;
    this.#session.signal({ type: "file.point", consult_id: this.#consultId, file_id: this.#fileId, page, x, y });
  }

  #point(pointed: FilePointed): void {
    this.#pointed.value = new Map([...this.#pointed.value, [pointed.by_id, pointed]]);
    this.#session.wait(SHOWN_MS, () => {
      if (this.#pointed.value.get(pointed.by_id) !== pointed) return;
      this.#pointed.value = new Map([...this.#pointed.value].filter(([id]) => id !== pointed.by_id));
    });
  }

  async #ask(): Promise<void> {
    if (this.#asking || this.#closed) return;
    this.#asking = true;
    try {
      const changed = await this.#session.ask({ type: "file.marks", id: "", consult_id: this.#consultId, file_id: this.#fileId, after: this.#known });
      this.#known = Math.max(this.#known, ...changed.map(({ change }) => change));
      this.#marks.value = new Map([...this.#marks.value, ...changed.map((mark) => [mark.mark_id, mark] as const)]);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      this.#session.wait(AGAIN_MS, () => void this.#ask());
    } finally {
      this.#asking = false;
    }
  }

  #send(body: { readonly type: string; readonly [field: string]: unknown }): void {
    this.#session.send({ consult_id: this.#consultId, file_id: this.#fileId, ...body }).catch((problem: unknown) => {
      if (!(problem instanceof Refusal)) throw problem;
    });
  }
}
