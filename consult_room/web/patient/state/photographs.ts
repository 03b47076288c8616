/** The patient's photographs on their way: announced, a small preview first, then the bytes, taken up where they stand. */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import { Refusal } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";

export interface Made {
  readonly preview: Uint8Array<ArrayBuffer> | null;
  readonly content: Uint8Array<ArrayBuffer>;
  /** SHA-256 of the content, in hexadecimal digits. */
  readonly digest: string;
}

/** How many bytes are there; `begin`: none, it was not begun; `later`: nobody answered; or the server's "no" for good. */
export type Posted = { readonly have: number } | { readonly code: string } | "begin" | "later";

export interface PhotographPorts {
  readonly preview: (fileId: string, content: Uint8Array<ArrayBuffer>) => Promise<Posted>;
  readonly begin: (fileId: string, size: number) => Promise<Posted>;
  readonly where: (fileId: string) => Promise<Posted>;
  readonly send: (fileId: string, from: number, piece: Uint8Array<ArrayBuffer>) => Promise<Posted>;
  readonly wait: (ms: number) => Promise<void>;
}

export interface Photograph {
  readonly id: string;
  readonly state: "sending" | "sent" | "failed";
  readonly part: number;
}

/** Small enough that a line of 64 kbit/s carries one in eight seconds. */
export const PIECE_BYTES = 64 * 1024;
const AGAIN_MS = 3_000;
const TRIES = 200;

export class Photographs {
  readonly #session: Pick<Session, "send" | "newId">;
  readonly #consultId: string;
  readonly #ports: PhotographPorts;
  readonly #all = signal<readonly Photograph[]>([]);
  readonly all: ReadonlySignal<readonly Photograph[]> = this.#all;

  constructor(session: Pick<Session, "send" | "newId">, consultId: string, ports: PhotographPorts) {
    this.#session = session;
    this.#consultId = consultId;
    this.#ports = ports;
  }

  /** What is no picture at all, or none that this telephone can draw. */
  notOne(): void {
    this.#note({ id: this.#session.newId(), state: "failed", part: 0 });
  }

  async send(made: Made): Promise<void> {
    const id = this.#session.newId();
    this.#note({ id, state: "sending", part: 0 });
    const done = (await this.#announced(id, made)) && (await this.#bring(id, made));
    this.#note({ id, state: done ? "sent" : "failed", part: done ? 1 : 0 });
  }

  async #announced(file_id: string, made: Made): Promise<boolean> {
    const file = { file_id, kind: "photograph", name: "photograph.jpg", size: made.content.length, digest: made.digest };
    try {
      await this.#session.send({ type: "file.announce", consult_id: this.#consultId, ...file });
      return true;
    } catch (problem) {
      if (problem instanceof Refusal) return false;
      throw problem;
    }
  }

  async #bring(id: string, { preview, content }: Made): Promise<boolean> {
    if (preview !== null) await this.#ports.preview(id, preview);
    let answer: Posted = await this.#ports.begin(id, content.length);
    for (let tries = 0; tries < TRIES; tries++) {
      if (answer === "later") {
        await this.#ports.wait(AGAIN_MS);
        answer = await this.#ports.where(id);
      } else if (answer === "begin") answer = await this.#ports.begin(id, content.length);
      else if ("code" in answer) return false;
      else if (answer.have >= content.length) return true;
      else {
        this.#note({ id, state: "sending", part: answer.have / content.length });
        answer = await this.#ports.send(id, answer.have, content.slice(answer.have, answer.have + PIECE_BYTES));
      }
    }
    return false;
  }

  #note(one: Photograph): void {
    this.#all.value = [...this.#all.peek().filter(({ id }) => id !== one.id), one];
  }
}
