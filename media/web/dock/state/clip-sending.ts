/**
 * What was recorded goes out in order, as often as it takes: it waits while there is no line, and lies on a shelf of the
 * browser so that a reload does not lose it.
 */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import type { Recorded } from "./clip-taking";

/** A clip as it lies on the shelf. `owner` is the key of who spoke: somebody else on this browser must not send it. */
export interface ShelvedClip extends Recorded {
  readonly clipId: string;
  readonly conversationId: string;
  readonly owner: string;
  readonly spokenAtMs: number;
}

/** Where clips lie until the server has them. */
export interface ClipShelf {
  all(): Promise<readonly ShelvedClip[]>;
  put(clip: ShelvedClip): Promise<void>;
  remove(clipId: string): Promise<void>;
}

/** What became of an attempt: the server has it; it may be tried again; or the rules say no, with their code. */
export type Sent = "kept" | "later" | { readonly code: string };

/** `keeping`: on its way to the shelf, so a reload would lose it still. */
export interface Outgoing {
  readonly clip: ShelvedClip;
  readonly phase: "keeping" | "waiting" | "sending" | "delivered" | "refused";
  readonly code: string | null;
}

export interface SendingPorts {
  readonly shelf: ClipShelf;
  post(clip: ShelvedClip): Promise<Sent>;
  wait(ms: number, act: () => void): () => void;
}

/** Between one attempt and the next, ms; the last one repeats. */
const LADDER_MS = [1_000, 2_000, 4_000, 8_000] as const;

/** A shelf that does not answer, ms: the clip goes out from this page's memory. */
const SHELF_SILENT_MS = 2_000;

export class Sending {
  readonly #conversationId: string;
  readonly #owner: string;
  readonly #ports: SendingPorts;
  readonly #all = signal<readonly Outgoing[]>([]);
  #open = false;
  #busy = false;
  #closed = false;
  #tries = 0;
  #callOff: () => void = () => undefined;

  constructor(conversationId: string, owner: string, ports: SendingPorts) {
    this.#conversationId = conversationId;
    this.#owner = owner;
    this.#ports = ports;
    void this.#takeUp();
  }

  /** In the order in which they were spoken. */
  get all(): ReadonlySignal<readonly Outgoing[]> {
    return this.#all;
  }

  add(clip: ShelvedClip): void {
    this.#all.value = [...this.#all.peek(), { clip, phase: "keeping", code: null }];
    const goOn = (): void => {
      callOff();
      if (this.#all.peek().some((one) => one.clip === clip && one.phase === "keeping")) this.#set(clip.clipId, "waiting");
      void this.#send();
    };
    const callOff = this.#ports.wait(SHELF_SILENT_MS, goOn);
    // A browser without a shelf (private windows) keeps it in this page alone.
    void this.#ports.shelf.put(clip).then(goOn, goOn);
  }

  /** The line to the server is open, or it is not. */
  follow(open: boolean): void {
    const opens = open && !this.#open;
    this.#open = open;
    if (!opens) return;
    this.#tries = 0;
    this.#callOff();
    void this.#send();
  }

  /** What was refused has been read. */
  putAway(clipId: string): void {
    this.#all.value = this.#all.peek().filter(({ clip, phase }) => clip.clipId !== clipId || phase !== "refused");
  }

  close(): void {
    this.#closed = true;
    this.#callOff();
  }

  /** What an earlier load of this page has left. */
  async #takeUp(): Promise<void> {
    const left = await this.#ports.shelf.all().catch(() => []);
    const here = new Set(this.#all.peek().map(({ clip }) => clip.clipId));
    const mine = left.filter((clip) => clip.conversationId === this.#conversationId && clip.owner === this.#owner && !here.has(clip.clipId));
    const fresh = mine.map((clip): Outgoing => ({ clip, phase: "waiting", code: null }));
    this.#all.value = [...fresh, ...this.#all.peek()].sort((one, other) => one.clip.spokenAtMs - other.clip.spokenAtMs);
    void this.#send();
  }

  /** One at a time: a weak link carries one clip sooner than two halves. */
  async #send(): Promise<void> {
    if (this.#busy || this.#closed || !this.#open) return;
    const next = this.#all.peek().find(({ phase }) => phase === "waiting" || phase === "keeping");
    // The next in order: what is being kept still is not overtaken.
    if (next?.phase !== "waiting") return;
    this.#busy = true;
    this.#callOff();
    this.#set(next.clip.clipId, "sending");
    const sent = await this.#ports.post(next.clip).catch((): Sent => "later");
    this.#busy = false;
    if (sent === "later") {
      this.#set(next.clip.clipId, "waiting");
      return this.#again();
    }
    this.#tries = 0;
    this.#set(next.clip.clipId, sent === "kept" ? "delivered" : "refused", sent === "kept" ? null : sent.code);
    await this.#ports.shelf.remove(next.clip.clipId).catch(() => undefined);
    return this.#send();
  }

  #again(): void {
    if (this.#closed) return;
    const ms = LADDER_MS[Math.min(this.#tries, LADDER_MS.length - 1)] ?? 0;
    this.#tries += 1;
    this.#callOff = this.#ports.wait(ms, () => void this.#send());
  }

  #set(clipId: string, phase: Outgoing["phase"], code: string | null = null): void {
    this.#all.value = this.#all.peek().map((one) => (one.clip.clipId === clipId ? { ...one, phase, code } : one));
  }
}
