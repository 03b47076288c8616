/** The hours of the next days for which too few doctors are on duty: read at sign-in and then now and again. */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import type { Session } from "~/signaling/web/session";
import type { RotaGap } from "~/signaling/web/wire";

const AHEAD_MS = 72 * 3_600_000;
const AGAIN_MS = 5 * 60_000;

export class Gaps {
  readonly #session: Pick<Session, "ask" | "nowMs">;
  readonly #all = signal<readonly RotaGap[]>([]);

  constructor(session: Pick<Session, "ask" | "nowMs" | "onWelcome">) {
    this.#session = session;
    session.onWelcome(() => void this.read());
    setInterval(() => void this.read(), AGAIN_MS);
  }

  /** The earliest first. */
  get all(): ReadonlySignal<readonly RotaGap[]> {
    return this.#all;
  }

  /** What was read last stays when it cannot be read again. */
  async read(): Promise<void> {
    const now = this.#session.nowMs();
    try {
      this.#all.value = await this.#session.ask({ type: "rota.gaps", from_ms: now, until_ms: now + AHEAD_MS });
    } catch {
      // The next reading tells.
    }
  }
}
