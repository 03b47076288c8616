/**
 * How one speaks over a link, second by second: as the rung asks; twice over a link that loses much without being full;
 * and with fewer bits while a queue of seconds stands in the way, until it has run empty. Nothing here knows a clock or a
 * connection.
 */

import type { Reading } from "./reading";
import { FIRST_SPEECH, placeOf, SPEECH_TWICE, speechOf, thriftier, type Rung, type Speech } from "./rungs";

/** A change of speech costs the far side up to 50 ms of made-up sound: not more often than this. */
const SPEECH_EVERY_MS = 4_000;
/** From so much loss on everything is said twice, until less than that is lost. */
const MUCH = 0.04;
const LITTLE = 0.02;
/** So much later than at its best for so long, and the link is full: then twice would be the cause of what is lost. */
const FULL_MS = 150;
const FULL_FOR_MS = 2_000;
const AGAIN_AFTER_FULL_MS = 10_000;
/** After so long it shows whether it was in vain: a narrow link without a queue loses more, the more is sent. */
const PROVEN_AFTER_MS = 4_000;
const WORSE = 1.5;
const WORSE_AT_LEAST = 0.1;
const AGAIN_AFTER_VAIN_MS = 60_000;
/** Said once for so long as much is lost: then the link had become worse by itself, and it was not in vain. */
const DISPROVEN_AFTER_MS = 8_000;
const NEW_SHARE = 0.5;
/** Between two the way may be longer than to the server by so much, by a relay in another country for one. */
const DETOUR_MS = 100;
/** A queue that makes every answer so late is emptied first. */
const LATE_MS = 400;
const EMPTY_FOR_MS = 8_000;
const THRIFT_AT_MOST = 2;

export class Speaking {
  #speech: Speech = FIRST_SPEECH;
  #changedAtMs: number;
  #lost: number | null = null;
  #bestTripMs: number | null = null;
  #bestLineMs: number | null = null;
  #fullSinceMs: number | null = null;
  /** Since when everything is said twice, and what was lost before. */
  #twice: { readonly atMs: number; readonly lost: number } | null = null;
  #notTwiceBeforeMs = 0;
  /** When it seemed in vain, and what was lost then. */
  #vain: { readonly atMs: number; readonly lost: number } | null = null;
  /** So many steps below what the rung asks. */
  #thrift = 0;
  #lateSinceMs: number | null = null;
  #emptySinceMs: number | null = null;

  constructor(nowMs: number) {
    this.#changedAtMs = nowMs - SPEECH_EVERY_MS;
  }

  /** Another connection: it goes on as it is until something is known of it. */
  renew(nowMs: number): void {
    [this.#lost, this.#bestTripMs, this.#fullSinceMs, this.#twice, this.#vain] = [null, null, null, null, null];
    [this.#thrift, this.#lateSinceMs, this.#emptySinceMs] = [0, null, null];
    this.#changedAtMs = nowMs;
  }

  /** `lineTripMs`: there and back on the line to the server, null if unknown. */
  second(rung: Rung, reading: Reading, lineTripMs: number | null, nowMs: number): Speech {
    const saidTwice = this.#twice !== null;
    this.#weigh(reading, lineTripMs, nowMs);
    // Loss that is told is reason enough at once; all other changes wait their turn.
    const urgent = this.#twice !== null && !saidTwice;
    if (!urgent && nowMs - this.#changedAtMs < SPEECH_EVERY_MS) return this.#speech;
    const wanted = this.#twice === null ? this.#thrifty(rung, reading, nowMs) : SPEECH_TWICE;
    if (same(wanted, this.#speech)) return this.#speech;
    [this.#speech, this.#changedAtMs] = [wanted, nowMs];
    return wanted;
  }

  #weigh(reading: Reading, lineTripMs: number | null, nowMs: number): void {
    const { soundLoss } = reading;
    if (soundLoss !== null) this.#lost = this.#lost === null ? soundLoss : this.#lost + (soundLoss - this.#lost) * NEW_SHARE;
    const lost = this.#lost ?? 0;
    if (reading.roundTripMs !== null) this.#bestTripMs = Math.min(this.#bestTripMs ?? Infinity, reading.roundTripMs);
    if (lineTripMs !== null) this.#bestLineMs = Math.min(this.#bestLineMs ?? Infinity, lineTripMs);
    const [leastMs, queueMs] = this.#queue(reading);
    this.#lateSinceMs = leastMs > LATE_MS ? (this.#lateSinceMs ?? nowMs) : null;
    this.#emptySinceMs = queueMs < FULL_MS ? (this.#emptySinceMs ?? nowMs) : null;
    this.#fullSinceMs = leastMs > FULL_MS ? (this.#fullSinceMs ?? nowMs) : null;
    const full = this.#fullSinceMs !== null && nowMs - this.#fullSinceMs >= FULL_FOR_MS;
    this.#disprove(lost, nowMs);
    const twice = this.#twice;
    if (twice === null) {
      // The mean lags behind a link that has just become bad; what was lost before must not seem less than it was.
      const before = Math.max(lost, soundLoss ?? 0);
      if (lost >= MUCH && queueMs <= FULL_MS && reading.soundTripMs !== null && nowMs >= this.#notTwiceBeforeMs) this.#twice = { atMs: nowMs, lost: before };
    } else if (full || leastMs > LATE_MS) this.#once(nowMs + AGAIN_AFTER_FULL_MS);
    else if (nowMs - twice.atMs >= PROVEN_AFTER_MS && lost > Math.max(twice.lost * WORSE, twice.lost + WORSE_AT_LEAST)) {
      this.#vain = { atMs: nowMs, lost };
      this.#once(nowMs + AGAIN_AFTER_VAIN_MS);
    } else if (lost < LITTLE) this.#once(nowMs);
  }

  #disprove(lost: number, nowMs: number): void {
    const vain = this.#vain;
    if (vain === null || nowMs - vain.atMs < DISPROVEN_AFTER_MS) return;
    if (lost * WORSE > vain.lost) this.#notTwiceBeforeMs = nowMs;
    this.#vain = null;
  }

  /** Above this rung the picture is what fills the queue, and the ladder sees to that. */
  #thrifty(rung: Rung, reading: Reading, nowMs: number): Speech {
    if (placeOf(rung) < placeOf("voice")) this.#thrift = 0;
    else if (this.#lateSinceMs !== null && nowMs - this.#lateSinceMs >= FULL_FOR_MS) this.#thrift = Math.min(THRIFT_AT_MOST, this.#thrift + 1);
    else if (this.#emptySinceMs !== null && nowMs - this.#emptySinceMs >= EMPTY_FOR_MS) [this.#thrift, this.#emptySinceMs] = [Math.max(0, this.#thrift - 1), nowMs];
    let speech = speechOf(rung, reading.upLimitKbps);
    for (let step = 0; step < this.#thrift; step += 1) speech = thriftier(speech);
    return speech;
  }

  /**
   * How much later than at its best, by the lower and by the higher of two measures: one that was held up by chance says
   * nothing, both together do. A path that was full from the first second shows no best of its own; then the line to the
   * server's best says it.
   */
  #queue({ roundTripMs, soundTripMs }: Reading): readonly [least: number, most: number] {
    const trips = [roundTripMs, soundTripMs].filter((trip) => trip !== null);
    const best = Math.min(this.#bestTripMs ?? Infinity, (this.#bestLineMs ?? Infinity) + DETOUR_MS);
    if (trips.length === 0) return [0, 0];
    return [Math.max(0, Math.min(...trips) - best), Math.max(0, Math.max(...trips) - best)];
  }

  #once(notBeforeMs: number): void {
    this.#twice = null;
    this.#notTwiceBeforeMs = notBeforeMs;
  }
}

function same(one: Speech, other: Speech): boolean {
  return one.kbps === other.kbps && one.frameMs === other.frameMs && (one.twice ?? false) === (other.twice ?? false);
}
