/**
 * The continuity ladder: what of a conversation still goes through. It steps down at once when the link cannot carry the
 * rung, as far as it must; up one rung at a time, only after a quiet while, and after a step in vain it waits twice as
 * long. Nothing here knows a clock or a connection.
 */

import type { Reading } from "./reading";
import { boundsOf, NEEDS, placeOf, RUNGS, type Bounds, type Choice, type Rung } from "./rungs";

/** Why the ladder stands where it stands. */
export type Reason = "good" | "loss" | "delay" | "bandwidth" | "broken" | "chosen" | "asked";

/** A second as the ladder sees it; the far side's part is what it last told. */
export interface Second {
  readonly reading: Reading;
  /** Of our sound the far side had to make up so much. */
  readonly farConcealed: number | null;
  readonly choice: Choice;
  readonly farChoice: Choice;
  /** The line to the server, by which clips and text go, is open. */
  readonly serverOpen: boolean;
}

export interface Standing {
  readonly rung: Rung;
  readonly reason: Reason;
  readonly sinceMs: number;
}

/** So many milliseconds more than the path's best, and its queue is full: the picture fills it. */
const QUEUE_MS = 500;
const QUIET_QUEUE_MS = 150;
const BAD_FOR_MS = 2_000;
const FIRST_UP_MS = 8_000;
const LONGEST_UP_MS = 80_000;
/** A step up that is taken back within this was in vain; one that stands so long makes up for those before. */
const IN_VAIN_MS = 10_000;
const PROVEN_MS = 60_000;
/** Nothing has come for so long: live speech is over, and recovery goes on beside. */
const BROKEN_MS = 8_000;
const SPEECH_LOST = 0.4;
/** How much of a new second counts: about four seconds are remembered. */
const NEW_SHARE = 0.4;

export class Ladder {
  #standing: Standing;
  #loss = 0;
  #concealed = 0;
  #bestTripMs: number | null = null;
  #heardAtMs: number;
  #badSinceMs: number | null = null;
  #quietSinceMs: number | null = null;
  #upAfterMs = FIRST_UP_MS;
  #wentUpAtMs: number | null = null;
  /** Where it stood before everything broke off: back to there it goes without the long wait. */
  #brokeOff: Rung | null = null;

  constructor(rung: Rung, nowMs: number) {
    this.#standing = { rung, reason: "good", sinceMs: nowMs };
    this.#heardAtMs = nowMs;
  }

  get standing(): Standing {
    return this.#standing;
  }

  /** A new connection: what was measured on the old one says nothing of it. The rung stays. */
  renew(nowMs: number): void {
    [this.#loss, this.#concealed, this.#bestTripMs] = [0, 0, null];
    [this.#badSinceMs, this.#quietSinceMs, this.#wentUpAtMs] = [null, null, null];
    this.#heardAtMs = nowMs;
  }

  feed(second: Second, nowMs: number): Standing {
    this.#remember(second, nowMs);
    const bounds = boundsOf(second.choice, second.farChoice);
    const [carried, why] = this.#carried(second, nowMs);
    const rung = this.#standing.rung;
    if (placeOf(carried) > placeOf(rung)) this.#down(this.#within(carried, bounds), why, nowMs);
    else this.#up(second, bounds, nowMs);
    this.#hold(second, bounds, nowMs);
    return this.#standing;
  }

  #remember(second: Second, nowMs: number): void {
    const { reading } = second;
    if (reading.heard) this.#heardAtMs = nowMs;
    this.#loss = mixed(this.#loss, reading.upLoss);
    this.#concealed = mixed(this.#concealed, second.farConcealed);
    if (reading.roundTripMs !== null) this.#bestTripMs = Math.min(this.#bestTripMs ?? Infinity, reading.roundTripMs);
  }

  /** The best rung that the link carries now, and what keeps it from a better one. */
  #carried(second: Second, nowMs: number): readonly [Rung, Reason] {
    if (nowMs - this.#heardAtMs >= BROKEN_MS) return [second.serverOpen ? "clips" : "text", "broken"];
    const limit = second.reading.upLimitKbps;
    const rung = this.#standing.rung;
    for (const one of RUNGS.slice(placeOf(rung))) {
      const need = NEEDS[one];
      if (this.#loss > need.lossAtMost) continue;
      if (limit !== null && limit < need.kbpsAtLeast) continue;
      if (one === "voice" && this.#concealed > SPEECH_LOST) continue;
      // A full queue empties when less is sent: one rung down, then look again. Speech alone fills none.
      if (one === rung && placeOf(rung) < placeOf("voice") && this.#queueMs(second) > QUEUE_MS) continue;
      return [one, one === rung ? "good" : this.#why(second)];
    }
    return ["clips", this.#why(second)];
  }

  #why(second: Second): Reason {
    const need = NEEDS[this.#standing.rung];
    const limit = second.reading.upLimitKbps;
    if (limit !== null && limit < need.kbpsAtLeast) return "bandwidth";
    if (this.#loss > need.lossAtMost || this.#concealed > SPEECH_LOST) return "loss";
    return "delay";
  }

  #queueMs({ reading }: Second): number {
    return reading.roundTripMs === null || this.#bestTripMs === null ? 0 : reading.roundTripMs - this.#bestTripMs;
  }

  #down(to: Rung, why: Reason, nowMs: number): void {
    this.#quietSinceMs = null;
    if (placeOf(to) <= placeOf(this.#standing.rung)) return;
    this.#badSinceMs ??= nowMs;
    if (why !== "broken" && nowMs - this.#badSinceMs < BAD_FOR_MS) return;
    if (this.#wentUpAtMs !== null && nowMs - this.#wentUpAtMs < IN_VAIN_MS) this.#upAfterMs = Math.min(LONGEST_UP_MS, this.#upAfterMs * 2);
    this.#wentUpAtMs = null;
    this.#badSinceMs = null;
    this.#brokeOff = why === "broken" ? (this.#brokeOff ?? this.#standing.rung) : null;
    this.#standing = { rung: to, reason: why, sinceMs: nowMs };
  }

  #up(second: Second, bounds: Bounds, nowMs: number): void {
    this.#badSinceMs = null;
    const next = RUNGS[placeOf(this.#standing.rung) - 1];
    if (this.#wentUpAtMs !== null && nowMs - this.#wentUpAtMs >= PROVEN_MS) [this.#upAfterMs, this.#wentUpAtMs] = [FIRST_UP_MS, null];
    if (next === undefined || placeOf(next) < placeOf(bounds.best) || !this.#quiet(next, second)) {
      this.#quietSinceMs = null;
      return;
    }
    this.#quietSinceMs ??= nowMs;
    // Speech that comes through again is worth having at once; only pictures have to wait.
    const after = placeOf(next) >= placeOf(this.#brokeOff ?? "voice") ? BAD_FOR_MS : this.#upAfterMs;
    if (nowMs - this.#quietSinceMs < after) return;
    [this.#quietSinceMs, this.#wentUpAtMs] = [null, nowMs];
    this.#standing = { rung: next, reason: next === bounds.best ? "good" : this.#standing.reason, sinceMs: nowMs };
  }

  /** Half of what the next rung bears, and no want on this one: what it would really carry is found out by trying. */
  #quiet(next: Rung, second: Second): boolean {
    const limit = second.reading.upLimitKbps;
    if (!second.reading.heard || this.#loss > NEEDS[next].lossAtMost / 2) return false;
    if (placeOf(next) <= placeOf("voice") && this.#concealed > SPEECH_LOST / 2) return false;
    const enough = placeOf(next) < placeOf("voice") ? NEEDS[this.#standing.rung].kbpsAtLeast * 1.1 : NEEDS[next].kbpsAtLeast;
    if (limit !== null && limit < enough) return false;
    return this.#queueMs(second) <= QUIET_QUEUE_MS;
  }

  /** What a person chose holds at once, in both directions. */
  #hold(second: Second, bounds: Bounds, nowMs: number): void {
    const rung = this.#standing.rung;
    const held = this.#within(rung, bounds);
    if (held !== rung) {
      const mine = this.#within(rung, boundsOf(second.choice, "auto")) !== rung;
      this.#standing = { rung: held, reason: mine ? "chosen" : "asked", sinceMs: nowMs };
    } else if (this.#standing.reason === "chosen" || this.#standing.reason === "asked") {
      if (second.choice === "auto" && second.farChoice === "auto") this.#standing = { ...this.#standing, reason: "good" };
    }
  }

  /** A wished picture holds while there is a path; without one nothing can be held. */
  #within(rung: Rung, { best, worst }: Bounds): Rung {
    if (placeOf(rung) < placeOf(best)) return best;
    return placeOf(rung) > placeOf(worst) && rung !== "clips" && rung !== "text" ? worst : rung;
  }
}

function mixed(before: number, now: number | null): number {
  return now === null ? before : before + (now - before) * NEW_SHARE;
}
