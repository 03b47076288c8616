/** A screen's session: the line, the outbox and the board joined. Fronts hold one and pass it on. */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import { LiveBoard, type Thing, type Things } from "./board";
import { Connection, type LinkState } from "./connection";
import type { CommandBody, EventLine, QuestionBody, SignalMessage, Welcome } from "./frames";
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

  constructor(options: SessionOptions) {
    this.#around = options.around;
    this.#connection = new Connection(
      options.around,
      {
        place: () => this.board.place,
        welcomed: (welcome) => this.#welcomed(welcome),
        frame: (frame) => {
          const joined = this.board.take(frame);
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
  }

  /** Takes up the outbox of an earlier page and dials. */
  async begin(): Promise<void> {
    await this.outbox.takeUp();
    this.#connection.begin();
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
    return this.#connection.serverNowMs();
  }

  /** A new UUIDv7 for a thing that this screen makes. */
  newId(): string {
    return newId(this.#around.nowMs(), this.#around.bytes(10));
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
    for (const act of this.#onWelcome) act();
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
