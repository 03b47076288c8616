/** How good a conversation is, in one figure a second, and at whose end it is bad. */

import type { Reading } from "./reading";

/** In words: good · some trouble · hard to follow · hardly anything comes through. */
export type Grade = "good" | "fair" | "poor" | "bad";
/** Whose link is bad: ours, the other side's, somewhere between; "none": no link is. */
export type BadSide = "none" | "ours" | "theirs" | "between";

/** One side's view of its link, as it tells the other. */
export interface LinkFigures {
  /** 0 to 100: how well this side hears. */
  readonly score: number;
  /** Of what this side was sent it missed so much. */
  readonly lost: number | null;
  readonly concealed: number | null;
  readonly roundTripMs: number | null;
  /** This side's way to the server and back: its own link and no other's. Null: the line is lost. */
  readonly serverMs: number | null;
}

const BEST = 93.2;
/** Of coding, of the network card and of the jitter buffer, one way. */
const FIXED_DELAY_MS = 60;
/** How fast missing speech becomes hard to bear: the E-model's robustness of a concealing decoder, in per cent. */
const ROBUST = 12;
/** What a decoder cannot repair of a loss, when nobody has counted what it made up. */
const UNREPAIRED = 0.45;

/**
 * ITU-T G.107's E-model with the constants of a concealing wide-band decoder, scaled to 100: delay costs little up to
 * 180 ms one way and much beyond, missing speech costs at once. Nothing heard is 0.
 */
export function scoreOf(reading: Reading): number {
  if (!reading.heard) return 0;
  const oneWayMs = (reading.roundTripMs ?? 0) / 2 + FIXED_DELAY_MS + Math.min(200, 2 * (reading.jitterMs ?? 0));
  const delay = 0.024 * oneWayMs + 0.11 * Math.max(0, oneWayMs - 177.3);
  const missing = 100 * (reading.concealed ?? (reading.downLoss ?? 0) * UNREPAIRED);
  const gaps = (95 * missing) / (missing + ROBUST);
  // A late answer makes talking hard, never impossible.
  return Math.round(Math.min(100, Math.max(0, ((BEST - Math.min(50, delay) - gaps) / BEST) * 100)));
}

const GOOD_ENOUGH = 65;

export function gradeOf(score: number): Grade {
  if (score >= GOOD_ENOUGH) return "good";
  if (score >= 45) return "fair";
  return score >= 25 ? "poor" : "bad";
}

const SLOW_MS = 400;

/**
 * Loss on the way from A to B may be at either end. What tells them apart is each one's own line to the server: the
 * side whose line is lost or much slower is the bad one; else, when only one direction is bad, the side that sends it
 * (the way up is the weak one of radio links); else nobody can say.
 */
export function badSideOf(ours: LinkFigures, theirs: LinkFigures | null): BadSide {
  const worst = Math.min(ours.score, theirs?.score ?? 100);
  if (worst >= GOOD_ENOUGH) return "none";
  if (ours.serverMs === null) return "ours";
  if (theirs === null) return ours.serverMs > SLOW_MS ? "ours" : "between";
  if (theirs.serverMs === null) return "theirs";
  if (ours.serverMs > SLOW_MS && ours.serverMs > 2 * theirs.serverMs) return "ours";
  if (theirs.serverMs > SLOW_MS && theirs.serverMs > 2 * ours.serverMs) return "theirs";
  if (ours.score >= GOOD_ENOUGH && theirs.score < ours.score - 10) return "ours";
  if (theirs.score >= GOOD_ENOUGH && ours.score < theirs.score - 10) return "theirs";
  return "between";
}
