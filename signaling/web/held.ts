/** Surroundings that a test holds in its hand: its clock goes when told to, its server is a list of what was sent. */

import type { Ears, Line, Surroundings } from "./surroundings";

interface Alarm {
  readonly at: number;
  readonly act: () => void;
}

export class HeldSurroundings implements Surroundings {
  clock = 0;
  wall = 1_700_000_000_000;
  alive: boolean | null = true;
  /** All that went out, parsed, newest last. */
  readonly sent: { type: string; [field: string]: unknown }[] = [];
  ears: Ears | null = null;
  dials = 0;
  /** By how much timers fire too early, ms, as browsers' timers do. */
  early = 0;
  #alarms: Alarm[] = [];
  #returns: (() => void)[] = [];
  #seed = 1;

  nowMs = (): number => this.wall + this.clock;
  clockMs = (): number => this.clock;
  random = (): number => 0.5;

  bytes = (count: number): Uint8Array => {
    this.#seed += 1;
    return new Uint8Array(count).fill(this.#seed % 256);
  };

  wait = (ms: number, act: () => void): (() => void) => {
    const alarm = { at: this.clock + Math.max(0, ms - this.early), act };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((one) => one !== alarm);
    };
  };

  dial = (ears: Ears): Line => {
    this.dials += 1;
    this.ears = ears;
    return { send: (text) => this.sent.push(JSON.parse(text)), close: () => undefined };
  };

  signedIn = (): Promise<boolean | null> => Promise.resolve(this.alive);

  /** What `reachable` finds out. */
  canReach = false;
  readonly reachable = async (): Promise<boolean> => this.canReach;
  #hides: (() => void)[] = [];
  onHide = (act: () => void): void => void this.#hides.push(act);
  onReturn = (act: () => void): (() => void) => {
    this.#returns.push(act);
    return () => undefined;
  };

  /** The clock goes on to `ms` from the start, and what is due happens in order. */
  goTo(ms: number): void {
    for (;;) {
      const next = this.#alarms.filter((one) => one.at <= ms).sort((one, other) => one.at - other.at)[0];
      if (next === undefined) break;
      this.#alarms = this.#alarms.filter((one) => one !== next);
      this.clock = Math.max(this.clock, next.at);
      next.act();
    }
    this.clock = ms;
  }

  networkReturns(): void {
    for (const act of this.#returns) act();
  }

  hide(): void {
    for (const act of this.#hides) act();
  }

  hear(message: object): void {
    this.ears?.heard(JSON.stringify(message));
  }

  /** The server takes the line and greets back. */
  welcome(nowMs = this.nowMs()): void {
    this.ears?.opened();
    const server = { schema: 1, session_id: "s", stream: "city", now_ms: nowMs, heartbeat_ms: 5000 };
    this.hear({ type: "welcome", ...server, me: {}, time_zone: "Asia/Tashkent", demo: false });
  }
}
