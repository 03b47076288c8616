/**
 * Keeps the board and the answers that a front lives by, for the day on which the page is opened without the server; and
 * what a person is typing, for the page after this one.
 */

import type { Board, Things } from "./board";
import type { Drawer } from "./drawer";
import type { Surroundings } from "./surroundings";
import { SCHEMA } from "./wire";

/** A board that changes is written at most this often, ms. */
export const WRITE_EVERY_MS = 5_000;
/** And that it is still true, at most this often. */
export const TRUE_EVERY_MS = 30_000;
/** What is older is shown to nobody: it is erased. */
export const OLDEST_MS = 24 * 3_600_000;

/** What a page is shown of the last one. */
export interface KeptBoard {
  /** When it was last known to be true, server's time, ms. */
  readonly asOfMs: number;
  /** Server's clock minus the device's, ms, as it was then. */
  readonly skewMs: number;
  readonly timeZone: string;
  readonly stream: string;
  readonly kinds: ReadonlyMap<string, Things>;
}

interface WrittenBoard extends Omit<KeptBoard, "kinds"> {
  readonly schema: number;
  readonly kinds: readonly (readonly [string, readonly { readonly id: string; readonly version: number; readonly view: unknown }[]])[];
}

/** The board with this `asOfMs` was still true at `stillMs`. */
interface StillTrue {
  readonly asOfMs: number;
  readonly stillMs: number;
}

interface Written {
  readonly schema: number;
  /** By the device's clock, ms. */
  readonly atMs: number;
  readonly value: unknown;
}

/** What is to be kept as it stands now; null while it is known to be out of date. */
export type Look = () => (Omit<KeptBoard, "kinds"> & { readonly board: Board }) | null;

const BOARD = "board";
const STILL = "still";
const answerName = (type: string): string => `answer ${type}`;
const typedName = (what: string): string => `typed ${what}`;

export class Keeper {
  readonly #around: Surroundings;
  readonly #drawer: Drawer;
  readonly #look: Look;
  #changed = false;
  #resting = false;
  #writtenAsOfMs: number | null = null;
  #saidTrueMs = 0;
  /** Writings go one after the other, and one that fails (a full disk) fails alone: a page goes on without. */
  #writing: Promise<void> = Promise.resolve();

  constructor(around: Surroundings, drawer: Drawer, look: Look) {
    this.#around = around;
    this.#drawer = drawer;
    this.#look = look;
    around.onHide(() => {
      if (this.#changed) this.#writeBoard();
      else this.#sayTrue();
    });
  }

  /** A frame was taken; `changed` tells whether anything shown has. */
  heard(changed: boolean): void {
    if (changed) {
      this.#changed = true;
      if (!this.#resting) this.#writeBoard();
    } else if (!this.#changed && this.#around.clockMs() - this.#saidTrueMs >= TRUE_EVERY_MS) this.#sayTrue();
  }

  /** The last board; null when there is none, it was made by another schema, or it is too old. */
  async board(): Promise<KeptBoard | null> {
    const written = (await this.#read(BOARD)) as WrittenBoard | null;
    if (written === null) return null;
    const still = (await this.#read(STILL)) as StillTrue | null;
    const asOfMs = still !== null && still.asOfMs === written.asOfMs ? still.stillMs : written.asOfMs;
    const kept: KeptBoard = {
      asOfMs,
      skewMs: written.skewMs,
      timeZone: written.timeZone,
      stream: written.stream,
      kinds: new Map(written.kinds.map(([kind, things]) => [kind, new Map(things.map((thing) => [thing.id, thing]))])),
    };
    if (written.schema === SCHEMA && this.leftMs(kept) > 0) return kept;
    await this.eraseBoard();
    return null;
  }

  /** For how long the board may still be shown, ms. A clock that has gone back makes nothing younger than it says. */
  leftMs(kept: KeptBoard): number {
    return OLDEST_MS - Math.abs(this.#around.nowMs() + kept.skewMs - kept.asOfMs);
  }

  async eraseBoard(): Promise<void> {
    await Promise.all([this.#drawer.remove(BOARD), this.#drawer.remove(STILL)]).catch(() => undefined);
  }

  keepAnswer(type: string, answer: unknown): void {
    this.#writeAged(answerName(type), answer);
  }

  /** The kept answer to a question of this type; undefined when there is none that this page can read. */
  answer(type: string): Promise<unknown> {
    return this.#young(answerName(type));
  }

  /** What a person is typing there, as it stands; null: nothing any more. */
  keepTyped(what: string, value: object | null): void {
    if (value !== null) this.#writeAged(typedName(what), value);
    else this.#writing = this.#writing.then(() => this.#drawer.remove(typedName(what))).catch(() => undefined);
  }

  /** What was being typed there in the page before; undefined when nothing was. */
  typed(what: string): Promise<unknown> {
    return this.#young(typedName(what));
  }

  #writeAged(name: string, value: unknown): void {
    this.#write(name, { schema: SCHEMA, atMs: this.#around.nowMs(), value } satisfies Written);
  }

  async #young(name: string): Promise<unknown> {
    const written = (await this.#read(name)) as Written | null;
    if (written === null) return undefined;
    if (written.schema === SCHEMA && Math.abs(this.#around.nowMs() - written.atMs) < OLDEST_MS) return written.value;
    await this.#drawer.remove(name).catch(() => undefined);
    return undefined;
  }

  #writeBoard(): void {
    const now = this.#look();
    if (now === null) return;
    const { board, ...about } = now;
    const kinds = [...board.kinds].map(([kind, things]) => [kind, [...things.values()]] as const);
    this.#write(BOARD, { ...about, schema: SCHEMA, kinds } satisfies WrittenBoard);
    this.#changed = false;
    this.#resting = true;
    this.#writtenAsOfMs = about.asOfMs;
    this.#saidTrueMs = this.#around.clockMs();
    this.#around.wait(WRITE_EVERY_MS, () => {
      this.#resting = false;
      if (this.#changed) this.#writeBoard();
    });
  }

  #sayTrue(): void {
    const now = this.#look();
    if (now === null || this.#writtenAsOfMs === null) return;
    this.#saidTrueMs = this.#around.clockMs();
    this.#write(STILL, { asOfMs: this.#writtenAsOfMs, stillMs: now.asOfMs } satisfies StillTrue);
  }

  #write(name: string, value: object): void {
    this.#writing = this.#writing.then(() => this.#drawer.write(name, value)).catch(() => undefined);
  }

  #read(name: string): Promise<unknown> {
    return this.#drawer.read(name).catch(() => null);
  }
}
