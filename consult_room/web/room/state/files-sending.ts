/**
 * Files on their way out: read once and laid on a shelf of the browser, announced with a small preview, then sent piece
 * by piece in the order of clinical value, as often as it takes. A reload, a broken line, a server that restarts: it
 * goes on where the server says that it stands.
 */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import type { FileAnnounce } from "~/signaling/web/wire";

export type FileKind = FileAnnounce["kind"];

/** What is to be sent. `owner`: somebody else on this browser must not send it. */
export interface WaitingFile {
  readonly fileId: string;
  readonly consultId: string;
  readonly owner: string;
  readonly kind: FileKind;
  readonly name: string;
  readonly title: string;
  readonly size: number;
  readonly addedAtMs: number;
  readonly digest: string;
}

export type Bytes = Uint8Array<ArrayBuffer>;

/** Where files lie until the server has them. */
export interface FileShelf {
  all(): Promise<readonly WaitingFile[]>;
  /** Reads it once, from its beginning to its end; gives its SHA-256. */
  put(file: Omit<WaitingFile, "digest">, content: Content, preview: Bytes | null): Promise<WaitingFile>;
  piece(fileId: string, from: number, until: number): Promise<Bytes>;
  preview(fileId: string): Promise<Bytes | null>;
  remove(fileId: string): Promise<void>;
}

/** A file as the browser gives it. */
export interface Content {
  readonly size: number;
  readonly name: string;
  slice(from: number, until: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** What became of an attempt: how many bytes the server has; to be tried again; it is to be begun first; or no, why. */
export type Posted = { readonly have: number } | "later" | "begin" | { readonly code: string };

export interface SendingPorts {
  readonly shelf: FileShelf;
  announce(file: WaitingFile): Promise<Posted>;
  preview(file: WaitingFile, content: Bytes): Promise<Posted>;
  begin(file: WaitingFile): Promise<Posted>;
  where(file: WaitingFile): Promise<Posted>;
  send(file: WaitingFile, from: number, content: Bytes): Promise<Posted>;
  wait(ms: number, act: () => void): () => void;
  nowMs(): number;
}

/** `noRoom`: the server's disk is full. */
export interface Outgoing {
  readonly file: WaitingFile;
  readonly phase: "reading" | "waiting" | "sending" | "refused";
  readonly announced: boolean;
  /** Bytes; null while it is not known where it stands. */
  readonly have: number | null;
  readonly code: string | null;
}

/** An ECG and the photographs of what was asked about first, documents after them. */
export const CLINICAL_ORDER: readonly FileKind[] = ["ecg", "photograph", "imaging", "laboratory", "document", "other"];

/** Between one attempt and the next, ms; the last one repeats. */
const LADDER_MS = [1_000, 2_000, 4_000, 8_000, 15_000] as const;
const SMALLEST_PIECE = 16 * 1024;
const FIRST_PIECE = 64 * 1024;
const LARGEST_PIECE = 4 * 1024 * 1024;
/** A piece that takes longer than this is too large for the line, ms; one that takes less could be larger. */
const SLOW_MS = 6_000;
const QUICK_MS = 1_500;

export class FileSending {
  readonly #owner: string;
  readonly #ports: SendingPorts;
  readonly #all = signal<readonly Outgoing[]>([]);
  readonly #begun = new Set<string>();
  #open = false;
  #busy = false;
  #closed = false;
  #tries = 0;
  #piece = FIRST_PIECE;
  #callOff: () => void = () => undefined;

  constructor(owner: string, ports: SendingPorts) {
    this.#owner = owner;
    this.#ports = ports;
    void this.#takeUp();
  }

  /** In the order in which they go out. */
  get all(): ReadonlySignal<readonly Outgoing[]> {
    return this.#all;
  }

  async add(file: Omit<WaitingFile, "digest" | "owner">, content: Content, preview: Bytes | null): Promise<void> {
    const owned = { ...file, owner: this.#owner };
    this.#put({ file: { ...owned, digest: "" }, phase: "reading", announced: false, have: null, code: null });
    try {
      const kept = await this.#ports.shelf.put(owned, content, preview);
      if (this.#of(file.fileId) === undefined) return void this.#ports.shelf.remove(file.fileId);
      this.#set(file.fileId, { file: kept, phase: "waiting" });
    } catch {
      // It was moved or changed while it was read, or the device has no room for it.
      this.#set(file.fileId, { phase: "refused", code: "file_unreadable" });
    }
    void this.#go();
  }

  /** The line to the server is open, or it is not. */
  follow(open: boolean): void {
    const opens = open && !this.#open;
    this.#open = open;
    if (!opens) return;
    this.#tries = 0;
    this.#callOff();
    void this.#go();
  }

  /** It is not to be sent after all, or what was refused has been read. */
  drop(fileId: string): void {
    this.#all.value = this.#all.peek().filter(({ file }) => file.fileId !== fileId);
    void this.#ports.shelf.remove(fileId).catch(() => undefined);
  }

  close(): void {
    this.#closed = true;
    this.#callOff();
  }

  /** What an earlier load of this page has left. */
  async #takeUp(): Promise<void> {
    const left = await this.#ports.shelf.all().catch(() => []);
    for (const file of left) {
      if (file.owner !== this.#owner || this.#of(file.fileId) !== undefined) continue;
      this.#put({ file, phase: "waiting", announced: false, have: null, code: null });
    }
    void this.#go();
  }

  /** One at a time: a weak link carries one picture sooner than two halves. Announcing goes before sending, so that
   * everybody sees what is to come, and its preview. */
  async #go(): Promise<void> {
    if (this.#busy || this.#closed || !this.#open) return;
    const ready = this.#all.peek().filter(({ phase }) => phase === "waiting" || phase === "sending");
    const next = ready.find(({ announced }) => !announced) ?? ready[0];
    if (next === undefined) return;
    this.#busy = true;
    this.#callOff();
    const posted = await this.#step(next).catch((): Posted => "later");
    this.#busy = false;
    if (this.#of(next.file.fileId) === undefined) return this.#go();
    if (posted === "later") return this.#again(next.file.fileId);
    this.#tries = 0;
    if (posted === "begin") this.#set(next.file.fileId, { have: null });
    else if ("code" in posted) await this.#refused(next.file.fileId, posted.code);
    return this.#go();
  }

  async #step(one: Outgoing): Promise<Posted> {
    const { file } = one;
    if (!one.announced) return this.#announce(file);
    if (one.have === null) return this.#moved(file, await this.#standing(file));
    if (one.have >= file.size) return this.#done(file);
    this.#set(file.fileId, { phase: "sending" });
    const content = await this.#ports.shelf.piece(file.fileId, one.have, Math.min(file.size, one.have + this.#piece));
    const began = this.#ports.nowMs();
    const posted = await this.#ports.send(file, one.have, content);
    this.#measure(this.#ports.nowMs() - began, posted === "later");
    return this.#moved(file, posted);
  }

  async #announce(file: WaitingFile): Promise<Posted> {
    const announced = await this.#ports.announce(file);
    if (announced === "later" || announced === "begin" || "code" in announced) return announced;
    const preview = await this.#ports.shelf.preview(file.fileId).catch(() => null);
    // A preview that is not taken holds nothing up.
    if (preview !== null && (await this.#ports.preview(file, preview)) === "later") return "later";
    this.#set(file.fileId, { announced: true });
    return { have: 0 };
  }

  /** Beginning what was begun before is told where it stands; what this page has begun is asked for. */
  async #standing(file: WaitingFile): Promise<Posted> {
    const posted = this.#begun.has(file.fileId) ? await this.#ports.where(file) : "begin";
    if (posted !== "begin") return posted;
    const begun = await this.#ports.begin(file);
    if (typeof begun === "object" && "have" in begun) this.#begun.add(file.fileId);
    return begun;
  }

  #moved(file: WaitingFile, posted: Posted): Posted | Promise<Posted> {
    if (posted === "later") {
      // What of it came before the line broke, only the server knows.
      this.#set(file.fileId, { have: null, phase: "waiting" });
      return posted;
    }
    if (posted === "begin" || "code" in posted) return posted;
    this.#set(file.fileId, { have: posted.have });
    return posted.have >= file.size ? this.#done(file) : posted;
  }

  async #done(file: WaitingFile): Promise<Posted> {
    this.#all.value = this.#all.peek().filter((one) => one.file.fileId !== file.fileId);
    await this.#ports.shelf.remove(file.fileId).catch(() => undefined);
    return { have: file.size };
  }

  async #refused(fileId: string, code: string): Promise<void> {
    this.#set(fileId, { phase: "refused", code });
    await this.#ports.shelf.remove(fileId).catch(() => undefined);
  }

  #measure(tookMs: number, broke: boolean): void {
    if (broke || tookMs > SLOW_MS) this.#piece = Math.max(SMALLEST_PIECE, this.#piece / 2);
    else if (tookMs < QUICK_MS) this.#piece = Math.min(LARGEST_PIECE, this.#piece * 2);
  }

  #again(fileId: string): void {
    this.#set(fileId, { phase: "waiting" });
    if (this.#closed) return;
    const ms = LADDER_MS[Math.min(this.#tries, LADDER_MS.length - 1)] ?? 0;
    this.#tries += 1;
    this.#callOff = this.#ports.wait(ms, () => void this.#go());
  }

  #of(fileId: string): Outgoing | undefined {
    return this.#all.peek().find(({ file }) => file.fileId === fileId);
  }

  #put(one: Outgoing): void {
    const rank = ({ file }: Outgoing): number => CLINICAL_ORDER.indexOf(file.kind);
    this.#all.value = [...this.#all.peek(), one].sort((a, b) => rank(a) - rank(b) || a.file.addedAtMs - b.file.addedAtMs);
  }

  #set(fileId: string, change: Partial<Outgoing>): void {
    this.#all.value = this.#all.peek().map((one) => (one.file.fileId === fileId ? { ...one, ...change } : one));
  }
}
