/** Where a consult stands while a specialist is sought: asked again after every change of it, and as time goes. */

import { effect, signal, type ReadonlySignal } from "@preact/signals-core";
import { Refusal } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type { ConsultView, QueueView } from "~/signaling/web/wire";

/** A step of the ladder changes the answer without changing the consult. */
export const ASK_AGAIN_MS = 10_000;

export class Queue {
  readonly #session: Pick<Session, "ask">;
  readonly #place = signal<QueueView | null>(null);
  readonly #stop: () => void;
  #consultId: string | null = null;
  #stamp = 0;

  /** Null while nobody is sought, and before the first answer. */
  readonly place: ReadonlySignal<QueueView | null> = this.#place;

  /** ``wake`` calls back after so many milliseconds and gives the way to take that back. */
  constructor(session: Pick<Session, "ask">, sought: ReadonlySignal<ConsultView | null>, wake: (ms: number, back: () => void) => () => void) {
    this.#session = session;
    let asleep = (): void => undefined;
    const ask = (): void => {
      void this.#read();
      asleep();
      asleep = wake(ASK_AGAIN_MS, ask);
    };
    this.#stop = effect(() => {
      const view = sought.value;
      asleep();
      if (view === null) {
        this.#consultId = null;
        this.#place.value = null;
        return;
      }
      if (view.consult_id !== this.#consultId) this.#place.value = null;
      this.#consultId = view.consult_id;
      ask();
    });
    const stopEffect = this.#stop;
    this.#stop = () => {
      stopEffect();
      asleep();
    };
  }

  close(): void {
    this.#stop();
  }

  async #read(): Promise<void> {
    const consult_id = this.#consultId;
    if (consult_id === null) return;
    const stamp = ++this.#stamp;
    try {
      const place = await this.#session.ask<QueueView>({ type: "consult.queue", consult_id });
      if (stamp === this.#stamp && consult_id === this.#consultId) this.#place.value = place;
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
    }
  }
}
