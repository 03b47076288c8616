/** Whether a print is genuine, and whether the file at hand is that print. Without a screen. */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import type { SealView } from "~/signaling/web/wire";

/** Status and body; null when the server was not reached. */
export type Answer = { readonly status: number; readonly body: unknown } | null;

export interface VerifyingPorts {
  readonly look: () => Promise<Answer>;
  /** The SHA-256 of a chosen file, in hexadecimal. */
  readonly digestOf: (file: object) => Promise<string>;
}

export type Shown =
  | { readonly is: "looking" }
  | { readonly is: "unknown" }
  | { readonly is: "lost" }
  | { readonly is: "too_often" }
  | { readonly is: "seal"; readonly seal: SealView };

/** ``earlier``: a print that was made before a further signature. */
export type Compared = "nothing" | "comparing" | "same" | "earlier" | "other";

export class Verifying {
  readonly #ports: VerifyingPorts;
  readonly #shown = signal<Shown>({ is: "looking" });
  readonly #compared = signal<Compared>("nothing");

  readonly shown: ReadonlySignal<Shown> = this.#shown;
  readonly compared: ReadonlySignal<Compared> = this.#compared;

  constructor(ports: VerifyingPorts) {
    this.#ports = ports;
  }

  async look(): Promise<void> {
    this.#shown.value = { is: "looking" };
    const answer = await this.#ports.look();
    if (answer === null || answer.status >= 500) this.#shown.value = { is: "lost" };
    else if (answer.status === 429) this.#shown.value = { is: "too_often" };
    else if (answer.status !== 200) this.#shown.value = { is: "unknown" };
    else this.#shown.value = { is: "seal", seal: answer.body as SealView };
  }

  async compare(file: object): Promise<void> {
    const shown = this.#shown.value;
    if (shown.is !== "seal") return;
    this.#compared.value = "comparing";
    const digest = await this.#ports.digestOf(file);
    const place = shown.seal.prints.indexOf(digest);
    this.#compared.value = place < 0 ? "other" : place === shown.seal.prints.length - 1 ? "same" : "earlier";
  }
}
