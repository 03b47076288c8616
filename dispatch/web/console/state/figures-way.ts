/** Whether the figures of consults are told to whoever sits here: a senior's duty begins and ends, so it is asked now and
 * again. */

import { signal, type ReadonlySignal } from "@preact/signals";
import type { Session } from "~/signaling/web/session";
import type { FiguresReach } from "~/signaling/web/wire";

const AGAIN_MS = 5 * 60_000;

export class FiguresWay {
  readonly #session: Pick<Session, "ask">;
  readonly #open = signal(false);

  readonly open: ReadonlySignal<boolean> = this.#open;

  constructor(session: Pick<Session, "ask" | "onWelcome">) {
    this.#session = session;
    session.onWelcome(() => void this.read());
    setInterval(() => void this.read(), AGAIN_MS);
  }

  /** What was answered last stays when it cannot be asked again. */
  async read(): Promise<void> {
    try {
      const { reach }: FiguresReach = await this.#session.ask({ type: "consult.figures_reach" });
      this.#open.value = reach !== "none";
    } catch {
      // The next reading tells.
    }
  }
}
