/** A screen's session: the line, the outbox and the board joined. Fronts hold one and pass it on. */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import { LiveBoard, type Thing, type Things } from "./board";
import type { Drawer } from "./drawer";
import { Keeper, type KeptBoard, type Look } from "./keeper";
import { Connection, type LinkState } from "./connection";
import type { CommandBody, EventLine, Frame, QuestionBody, SignalMessage, Welcome } from "./frames";
import { newId } from "./ids";
import { Outbox, type SendOptions, type Shelf } from "./outbox";
import type { Surroundings } from "./surroundings";
import { SCHEMA, type Answers, type AnyCommand, type AnyQuestion } from "./wire";

export interface SessionOptions {
  readonly around: Surroundings;
  readonly shelf: Shelf;
  readonly language: () => string;
  /** The sign-in under which commands are made. */
  readonly signInId: string | null;
  /** Where the last board lies for a page that is opened without the server; without one nothing is kept. */
  readonly drawer?: Drawer | null;
}

/** A page that has not heard of the server for so long after it began is shown the last board, ms. */
const ALONE_AFTER_MS = 3_000;

interface Learning {
  readonly ask: () => AnyQuestion;
  readonly take: (answer: unknown) => void;
  answered: boolean;
}

export class Session {
  readonly outbox: Outbox;
  readonly board = new LiveBoard();
  readonly #connection: Connection;
  readonly #around: Surroundings;
  readonly #welcome = signal<Welcome | null>(null);
  readonly #onSignal = new Map<string, Set<(message: SignalMessage) => void>>();
  readonly #onEvents = new Set<(events: readonly EventLine[]) => void>();
  readonly #onWelcome = new Set<() => void>();
  readonly #keeper: Keeper | null;
  readonly #learning: Learning[] = [];
  readonly #asOfMs = signal<number | null>(null);
  /** The last board, while it is shown. */
  #held: KeptBoard | null = null;
  /** The server is away and this page has looked for what was kept. */
  #alone = false;

  constructor(options: SessionOptions) {
    this.#around = options.around;
    this.#connection = new Connection(
      options.around,
      {
        place: () => this.board.place,
        welcomed: (welcome) => this.#welcomed(welcome),
        frame: (frame) => {
          const joined = this.board.take(frame);
          if (joined) this.#taken(frame);
          if (joined && frame.events.length > 0) for (const hear of this.#onEvents) hear(frame.events);
          return joined;
        },
        replied: (reply) => this.outbox.answered(reply),
        heard: (message) => this.#heard(message),
        forget: () => this.board.forget(),
      },
      { schema: SCHEMA, language: options.language },
    );
    this.outbox = new Outbox(options.around, options.shelf, {
      transmit: (message) => this.#connection.send(message),
      by: () => options.signInId,
    });
    const drawer = options.drawer ?? null;
    this.#keeper = drawer === null ? null : new Keeper(options.around, drawer, () => this.#toKeep());
  }

  /** Takes up the outbox of an earlier page and dials. `alone`: the server was sought and not reached. */
  async begin({ alone = false }: { alone?: boolean } = {}): Promise<void> {
    await this.outbox.takeUp();
    this.#connection.begin();
    if (alone) await this.#goOnAlone();
    else this.#around.wait(ALONE_AFTER_MS, () => void this.#goOnAlone());
  }

  leave(): void {
    this.#connection.leave();
  }

  get link(): ReadonlySignal<LinkState> {
    return this.#connection.state;
  }

  /** The newest welcome: session id, stream, who we are to the server. */
  get welcome(): ReadonlySignal<Welcome | null> {
    return this.#welcome;
  }

  /** The server's time, ms UTC. All ages and countdowns are counted on it. */
  nowMs(): number {
    return this.#connection.serverNowMs() + (this.#welcome.peek() === null ? (this.#held?.skewMs ?? 0) : 0);
  }

  /** When the board that is shown was last known to be true, server's time, ms; null while there is none. */
  get boardAsOfMs(): ReadonlySignal<number | null> {
    return this.#asOfMs;
  }

  /** The service's zone as the server says it, or said it to the page before; null while nobody has. */
  get timeZone(): string | null {
    return this.#welcome.peek()?.time_zone ?? this.#held?.timeZone ?? null;
  }

  /** A new UUIDv7 for a thing that this screen makes. */
  newId(): string {
    return newId(this.#around.nowMs(), this.#around.bytes(10));
  }

  /** What a person is typing there, for the page after this one; null: nothing any more. */
  keepTyped(what: string, value: object | null): void {
    this.#keeper?.keepTyped(what, value);
  }

  /** What was being typed there in the page before; undefined when nothing was, or nothing is kept. */
  async typed(what: string): Promise<unknown> {
    return this.#keeper?.typed(what);
  }

  kind<View>(kind: string): ReadonlySignal<Things<View>> {
    return this.board.kind<View>(kind);
  }

  thing<View>(kind: string, id: string): ReadonlySignal<Thing<View> | undefined> {
    return this.board.thing<View>(kind, id);
  }

  /** A command: kept until answered. Fails with a `Refusal`. */
  send<Result = unknown>(body: AnyCommand | CommandBody, options?: SendOptions): Promise<Result> {
    return this.outbox.send<Result>(body as CommandBody, options);
  }

  /** A question, with a deadline in ms. Fails with a `Refusal`. */
  ask<Asked extends AnyQuestion>(body: Asked, deadlineMs?: number): Promise<Answers[Asked["type"]]>;
  ask<Result>(body: QuestionBody, deadlineMs?: number): Promise<Result>;
  ask<Result>(body: AnyQuestion | QuestionBody, deadlineMs?: number): Promise<Result> {
    return this.#connection.ask<Result>(body as QuestionBody, deadlineMs);
  }

  /**
   * What the front lives by: asked at each greeting and kept, one answer for each type of question. `take` is given the
   * server's answer each time, and before the first one the kept answer if the server is away.
   */
  learn<Asked extends AnyQuestion>(ask: () => Asked, take: (answer: Answers[Asked["type"]]) => void): void {
    const learning: Learning = { ask, take: take as (answer: unknown) => void, answered: false };
    this.#learning.push(learning);
    if (this.#alone) void this.#giveKept(learning);
    if (this.#connection.open) this.#relearn(learning);
  }

  /** Acts once after `ms`; gives back how to call it off. State modules have no timers of their own. */
  wait(ms: number, act: () => void): () => void {
    return this.#around.wait(ms, act);
  }

  /** Nothing comes where something should: asks whether the line still lives, or seeks a new one without waiting. */
  doubt(tripMs?: number): void {
    this.#connection.doubt(tripMs);
  }

  /** A signal: goes out now or not at all. */
  signal(message: SignalMessage): boolean {
    return this.#connection.send(message);
  }

  /** Hears signals and broadcasts of a type; gives back how to stop. */
  onSignal<Message = SignalMessage>(type: string, hear: (message: Message) => void): () => void {
    return listen(this.#onSignal, type, hear as unknown as (message: SignalMessage) => void);
  }

  /** Hears the events of frames, for announcing and threads, never for state [S4]. */
  onEvents(hear: (events: readonly EventLine[]) => void): () => void {
    this.#onEvents.add(hear);
    return () => this.#onEvents.delete(hear);
  }

  /** Called after each greeting: what was told by signal must be told again. */
  onWelcome(act: () => void): () => void {
    this.#onWelcome.add(act);
    return () => this.#onWelcome.delete(act);
  }

  #welcomed(welcome: Welcome): void {
    const old = this.#welcome.value;
    if (old !== null && old.stream !== welcome.stream) this.board.forget();
    this.#welcome.value = welcome;
    this.outbox.flush();
    for (const learning of this.#learning) this.#relearn(learning);
    for (const act of this.#onWelcome) act();
  }

  #relearn(learning: Learning): void {
    const question = learning.ask();
    this.ask(question).then(
      (answer) => {
        learning.answered = true;
        this.#keeper?.keepAnswer(question.type, answer);
        learning.take(answer);
      },
      // The line was lost meanwhile: asked again at the next greeting.
      () => undefined,
    );
  }

  async #giveKept(learning: Learning): Promise<void> {
    const kept = await this.#keeper?.answer(learning.ask().type);
    if (kept !== undefined && !learning.answered) learning.take(kept);
  }

  /** Nothing has come from the server: what was kept is shown until something does. */
  async #goOnAlone(): Promise<void> {
    if (this.#keeper === null || this.#asOfMs.peek() !== null) return;
    this.#alone = true;
    const [kept] = await Promise.all([this.#keeper.board(), ...this.#learning.map((one) => this.#giveKept(one))]);
    if (kept === null || this.#asOfMs.peek() !== null) return;
    this.#held = kept;
    this.board.hold(kept.stream, kept.kinds);
    this.#asOfMs.value = kept.asOfMs;
    this.#around.wait(this.#keeper.leftMs(kept), () => {
      if (this.#held !== kept) return;
      this.board.hold("", new Map());
      this.#asOfMs.value = this.#held = null;
      void this.#keeper?.eraseBoard();
    });
  }

  /** A frame has joined on: this is how things stand now. */
  #taken(frame: Frame): void {
    this.#held = null;
    this.#asOfMs.value = Math.round(this.nowMs());
    this.#keeper?.heard(frame.after === null || frame.changes.length > 0);
  }

  #toKeep(): ReturnType<Look> {
    const [board, asOfMs, timeZone] = [this.board.now, this.#asOfMs.peek(), this.timeZone];
    if (board.upto === null || asOfMs === null || timeZone === null) return null;
    return { board, stream: board.stream, asOfMs, timeZone, skewMs: Math.round(this.nowMs() - this.#around.nowMs()) };
  }

  #heard(message: SignalMessage): void {
    for (const hear of this.#onSignal.get(message.type) ?? []) hear(message);
  }
}

function listen<Heard>(table: Map<string, Set<Heard>>, name: string, hear: Heard): () => void {
  const hearers = table.get(name) ?? new Set<Heard>();
  table.set(name, hearers);
  hearers.add(hear);
  return () => hearers.delete(hear);
}
