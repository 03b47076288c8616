/** One line to the server, kept up: greets, comes back by itself, knows the server's time, pairs questions with answers. */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import {
  isReply,
  Refusal,
  refusalOf,
  type Bye,
  type Frame,
  type Pong,
  type QuestionBody,
  type Reply,
  type SignalMessage,
  type Welcome,
} from "./frames";
import { newId } from "./ids";
import { RESTING, step, type Act, type Input, type Link, type Phase } from "./reconnect";
import type { Line, Surroundings } from "./surroundings";

export interface LinkState {
  readonly phase: Phase;
  /** The newest round trip, ms; null before the first. */
  readonly roundTripMs: number | null;
  /** When the line was lost (wall clock), null while it is open. */
  readonly lostAtMs: number | null;
  /** Why it is stopped for good, or has to wait for a newer server: the server's reason or "signed_out"; else "". */
  readonly reason: string;
}

/** Who hears what comes in. */
export interface Hearers {
  /** The stream held and the place to resume from; null for a snapshot. */
  place(): { readonly stream: string; readonly after: number } | null;
  welcomed(welcome: Welcome): void;
  /** False when it does not join on to what is held. */
  frame(frame: Frame): boolean;
  /** An answer to a command of the outbox. */
  replied(reply: Reply): void;
  heard(message: SignalMessage): void;
  forget(): void;
}

interface Asked {
  readonly body: QuestionBody;
  readonly id: string;
  readonly answer: (result: unknown) => void;
  readonly refuse: (refusal: Refusal) => void;
  readonly callOff: () => void;
}

/** How often the link is measured, ms. */
const PING_MS = 5_000;
/** How long a line that is doubted may be silent: two of its round trips and this. */
const DOUBT_MS = 250;
const LEFT_OF_LATE_MS = 30_000;
/** Its round trip while none was measured. */
const UNKNOWN_TRIP_MS = 500;
/** A try to open a line that is younger than this may still succeed. */
const YOUNG_MS = 1_000;
const REACH_MS = 2_500;
/**
 * In a dead network each try repeats its first packet after 1, 3, 7, 15 … seconds. A request is given to such an old try,
 * a socket begins a new one: dialled this often, the network's return is found within two seconds. A browser puts off
 * sockets of which more than a dozen failed, so it is not kept up for ever.
 */
const DIAL_AGAIN_MS = 5_000;
const DIAL_OFTEN = 12;
const DIAL_SELDOM_MS = 10_000;
const SEEK_EVERY_MS = 700;

/** At the second try that never opened, and each third after it, ask over HTTP whether the sign-in still lives. */
const doubtful = (attempt: number): boolean => attempt % 3 === 2;

export class Connection {
  readonly #around: Surroundings;
  readonly #hearers: Hearers;
  readonly #schema: number;
  readonly #language: () => string;
  readonly #asked = new Map<string, Asked>();
  readonly #state = signal<LinkState>({ phase: "waiting", roundTripMs: null, lostAtMs: null, reason: "" });
  #link: Link = RESTING;
  #line: Line | null = null;
  #dialled = 0;
  #callOffTimer: () => void = () => undefined;
  #forgetReturn: () => void = () => undefined;
  #greetedAtMs = 0;
  /** Server's wall clock minus our monotonic clock, ms. */
  #offsetMs: number | null = null;
  #bestTripMs = Infinity;
  #callOffPing: () => void = () => undefined;
  #resuming = false;
  #heard = 0;
  #dialledAtMs = 0;
  #doubting = false;
  /** How often it was dialled anew for somebody who hears nothing, since the last line. */
  #sought = 0;
  /** When lines were left for their silence, of late. */
  #left: number[] = [];

  constructor(around: Surroundings, hearers: Hearers, options: { schema: number; language: () => string }) {
    this.#around = around;
    this.#hearers = hearers;
    this.#schema = options.schema;
    this.#language = options.language;
  }

  get state(): ReadonlySignal<LinkState> {
    return this.#state;
  }

  get open(): boolean {
    return this.#link.phase === "open";
  }

  begin(): void {
    this.#forgetReturn = this.#around.onReturn(() => {
      this.#put({ is: "tick" });
      this.#put({ is: "returned" });
    });
    this.#put({ is: "begin" });
  }

  leave(reason = "left"): void {
    this.#forgetReturn();
    this.#put({ is: "leave", reason });
    for (const asked of [...this.#asked.values()]) asked.refuse(new Refusal("late", "offline"));
  }

  /** The server's time, ms UTC; the device's own until the first welcome. */
  serverNowMs(): number {
    return this.#offsetMs === null ? this.#around.nowMs() : this.#around.clockMs() + this.#offsetMs;
  }

  /** Sends now, or not at all: true when it went out. */
  send(message: object): boolean {
    if (!this.open || this.#line === null) return false;
    this.#line.send(JSON.stringify(message));
    return true;
  }

  /** Asks, again after a reconnect if need be, until the deadline. Fails with a `Refusal`. */
  ask<Result>(body: QuestionBody, deadlineMs = 6_000): Promise<Result> {
    const id = newId(this.#around.nowMs(), this.#around.bytes(10));
    return new Promise<Result>((resolve, reject) => {
      const settle = (): void => {
        this.#asked.delete(id);
        callOff();
      };
      const refuse = (refusal: Refusal): void => {
        settle();
        reject(refusal);
      };
      const callOff = this.#around.wait(deadlineMs, () => refuse(new Refusal("late", this.open ? "late" : "offline")));
      const answer = (result: unknown): void => {
        settle();
        resolve(result as Result);
      };
      const asked: Asked = { body, id, answer, refuse, callOff };
      this.#asked.set(id, asked);
      this.#putQuestion(asked);
    });
  }

  /**
   * Somebody who hears nothing doubts the line: it is asked, and when it is silent another is dialled at once. While
   * there is none, the server is sought over HTTP: a browser puts off sockets that failed before, and tries a lost
   * network seconds apart. `tripMs`: how long another way to the same network takes there and back now, as far as it is
   * known. Who left two lines for their silence doubts the next one more slowly: where a queue of seconds stands before
   * the network, a new line only makes it longer.
   */
  doubt(tripMs = 0): void {
    if (this.#doubting || this.#link.phase === "stopped") return;
    this.#doubting = true;
    const settled = (): void => void (this.#doubting = false);
    if (!this.open) {
      void this.#seek();
      this.#around.wait(SEEK_EVERY_MS, settled);
      return;
    }
    const heard = this.#heard;
    const own = this.#bestTripMs === Infinity ? UNKNOWN_TRIP_MS : this.#bestTripMs;
    const trip = Math.max(own, tripMs, this.#state.value.roundTripMs ?? 0);
    const begunMs = this.#around.clockMs();
    this.#left = this.#left.filter((atMs) => begunMs - atMs < LEFT_OF_LATE_MS);
    this.send({ type: "ping", clock_ms: begunMs });
    this.#around.wait((2 * trip + DOUBT_MS) * 2 ** Math.max(0, this.#left.length - 1), () => {
      settled();
      if (!this.open || this.#heard !== heard) return;
      this.#left.push(this.#around.clockMs());
      this.#put({ is: "dead" });
    });
  }

  async #seek(): Promise<void> {
    const old = this.#around.clockMs() - this.#dialledAtMs >= (this.#sought < DIAL_OFTEN ? DIAL_AGAIN_MS : DIAL_SELDOM_MS);
    if (old && (this.#link.phase === "waiting" || this.#link.phase === "opening")) {
      this.#sought += 1;
      this.#put({ is: "dead" });
    }
    if (!(await this.#around.reachable(REACH_MS))) return;
    const { phase } = this.#link;
    const young = this.#around.clockMs() - this.#dialledAtMs < YOUNG_MS;
    if (phase === "waiting" || (phase === "opening" && !young)) this.#put({ is: "dead" });
  }

  #putQuestion(asked: Asked): void {
    this.send({ ...asked.body, id: asked.id });
  }

  #put(input: Input): void {
    const before = this.#link;
    const [link, acts] = step(before, input, this.#around.clockMs(), this.#around.random());
    this.#link = link;
    for (const act of acts) this.#act(act);
    if (link.dueMs !== before.dueMs) this.#setTimer();
    if (link.phase !== before.phase) this.#show();
    if (link.phase === "waiting" && before.phase === "opening" && doubtful(link.attempt)) void this.#doubt();
  }

  #show(): void {
    const { phase, reason } = this.#link;
    const old = this.#state.value;
    const lostAtMs = phase === "open" ? null : (old.lostAtMs ?? this.#around.nowMs());
    this.#state.value = { ...old, phase, reason, lostAtMs };
  }

  /** One timer for all: heartbeats move the due time on, the timer only looks whether it has come. */
  #setTimer(): void {
    this.#callOffTimer();
    if (this.#link.dueMs === null) return;
    const due = this.#link.dueMs;
    const wait = Math.max(0, Math.ceil(due - this.#around.clockMs()));
    this.#callOffTimer = this.#around.wait(wait, () => {
      this.#put({ is: "tick" });
      // A browser's timer may fire a fraction early: then nothing was due yet and it must be set again.
      if (this.#link.dueMs === due) this.#setTimer();
    });
  }

  #act(act: Act): void {
    switch (act) {
      case "dial":
        return this.#dial();
      case "greet":
        return this.#greet();
      case "forget":
        return this.#hearers.forget();
      case "hang_up": {
        const line = this.#line;
        this.#line = null;
        this.#dialled += 1;
        line?.close();
      }
    }
  }

  #dial(): void {
    this.#dialledAtMs = this.#around.clockMs();
    this.#dialled += 1;
    const mine = this.#dialled;
    const ours = (act: () => void) => (): void => {
      if (mine === this.#dialled) act();
    };
    this.#line = this.#around.dial({
      opened: ours(() => this.#put({ is: "opened" })),
      heard: (text) => {
        if (mine === this.#dialled) this.#hear(text);
      },
      closed: ours(() => {
        this.#line = null;
        this.#put({ is: "closed" });
      }),
    });
  }

  #greet(): void {
    this.#greetedAtMs = this.#around.clockMs();
    const id = newId(this.#around.nowMs(), this.#around.bytes(10));
    const place = this.#hearers.place();
    const held = { stream: place?.stream ?? null, after: place?.after ?? null };
    this.#line?.send(JSON.stringify({ type: "hello", id, schema: this.#schema, ...held, language: this.#language() }));
  }

  #hear(text: string): void {
    const message = JSON.parse(text) as SignalMessage;
    this.#heard += 1;
    this.#put({ is: "heard" });
    if (message.type === "welcome") return this.#welcome(message as unknown as Welcome);
    if (message.type === "bye") {
      const bye = message as unknown as Bye;
      return this.#put({ is: "bye", verdict: bye.verdict, reason: bye.reason });
    }
    if (message.type === "pong") return this.#pong(message as unknown as Pong);
    if (message.type === "frame") return this.#frame(message as unknown as Frame);
    if (isReply(message)) return this.#reply(message);
    this.#hearers.heard(message);
  }

  #welcome(welcome: Welcome): void {
    const now = this.#around.clockMs();
    this.#bestTripMs = Infinity;
    this.#sought = 0;
    this.#timed(this.#greetedAtMs, now, welcome.now_ms);
    this.#resuming = false;
    this.#put({ is: "welcomed" });
    for (const asked of this.#asked.values()) this.#putQuestion(asked);
    this.#hearers.welcomed(welcome);
    this.#callOffPing();
    this.#pingLater();
  }

  #pingLater(): void {
    this.#callOffPing = this.#around.wait(PING_MS, () => {
      if (this.send({ type: "ping", clock_ms: this.#around.clockMs() })) this.#pingLater();
    });
  }

  #pong(pong: Pong): void {
    this.#timed(pong.clock_ms, this.#around.clockMs(), pong.now_ms);
  }

  /** A round trip that carried the server's clock; only the quicker ones may set ours. */
  #timed(sentMs: number, backMs: number, serverMs: number): void {
    const trip = backMs - sentMs;
    this.#state.value = { ...this.#state.value, roundTripMs: Math.round(trip) };
    if (trip > this.#bestTripMs * 1.5 + 5) return;
    this.#bestTripMs = Math.min(trip, this.#bestTripMs);
    this.#offsetMs = serverMs - (sentMs + backMs) / 2;
  }

  #frame(frame: Frame): void {
    if (this.#hearers.frame(frame)) {
      this.#resuming = false;
    } else if (!this.#resuming) {
      this.#resuming = true;
      const id = newId(this.#around.nowMs(), this.#around.bytes(10));
      this.send({ type: "resume", id, after: this.#hearers.place()?.after ?? null });
    }
  }

  #reply(reply: Reply): void {
    const asked = this.#asked.get(reply.to);
    if (asked === undefined) return this.#hearers.replied(reply);
    const refusal = refusalOf(reply);
    if (refusal !== null) asked.refuse(refusal);
    else if (reply.type === "answer" || reply.type === "done") asked.answer(reply.result);
  }

  /** The handshake of a socket does not say why it failed: a plain request does. */
  async #doubt(): Promise<void> {
    if ((await this.#around.signedIn()) === false) this.leave("signed_out");
  }
}
