/** When to dial, wait, hang up: the link's states as one pure function. Time and chance are arguments. */

import type { Verdict } from "./frames";

/** Waits before the n-th try, ms; the last one repeats. */
export const LADDER_MS: readonly number[] = [0, 300, 1200, 2700, 4800, 7000];
/** The server is silent for 5 s at most [S5]; three silences and the line is dead. */
export const SILENCE_MS = 15_000;
/** How long opening and greeting may take. */
export const OPENING_MS = 8_000;
/** A line that lived this long was a good one: the ladder starts again. */
export const STEADY_MS = 5_000;

export type Phase = "waiting" | "opening" | "greeting" | "open" | "stopped";

export interface Link {
  readonly phase: Phase;
  /** Failed tries since the last steady line. */
  readonly attempt: number;
  /** When something must happen by itself, on the monotonic clock; null when nothing must. */
  readonly dueMs: number | null;
  readonly openedMs: number;
  /** Why it stopped, or has to wait, as the server said; "" while neither. */
  readonly reason: string;
}

export type Input =
  | { readonly is: "begin" | "opened" | "welcomed" | "heard" | "closed" | "returned" | "dead" | "tick" }
  | { readonly is: "bye"; readonly verdict: Verdict; readonly reason: string }
  | { readonly is: "leave"; readonly reason: string };

/** `forget`: the board's place in the stream is void, ask for a snapshot. */
export type Act = "dial" | "hang_up" | "greet" | "forget";

export const RESTING: Link = { phase: "waiting", attempt: 0, dueMs: null, openedMs: 0, reason: "" };

/** The wait before try `attempt`, ms; `chance` from 0 to 1 spreads clients that lost the server together. */
export function waitMs(attempt: number, chance: number): number {
  const rung = LADDER_MS[Math.min(attempt, LADDER_MS.length - 1)] ?? 0;
  return Math.round(rung * (0.8 + 0.4 * chance) + 200 * chance);
}

/** What the link becomes and what is to be done. */
export function step(link: Link, input: Input, nowMs: number, chance: number): [Link, readonly Act[]] {
  if (input.is === "leave") return [stopped(link, input.reason), link.phase === "stopped" ? [] : ["hang_up"]];
  if (link.phase === "stopped") return [link, []];
  switch (input.is) {
    case "begin":
      return dial(link, nowMs);
    case "opened":
      if (link.phase !== "opening") return [link, []];
      return [{ ...link, phase: "greeting", dueMs: nowMs + OPENING_MS }, ["greet"]];
    case "welcomed":
      if (link.phase !== "greeting") return [link, []];
      return [{ ...link, phase: "open", openedMs: nowMs, dueMs: nowMs + SILENCE_MS, reason: "" }, []];
    case "heard":
      return [link.phase === "open" ? { ...link, dueMs: nowMs + SILENCE_MS } : link, []];
    case "closed":
      return link.phase === "waiting" ? [link, []] : [backOff(link, nowMs, chance), []];
    case "bye":
      return bye(link, input.verdict, input.reason, nowMs, chance);
    case "returned":
      return link.phase === "waiting" ? dial({ ...link, attempt: 0 }, nowMs) : [link, []];
    case "dead":
      return [{ ...link, phase: "opening", attempt: 0, dueMs: nowMs + OPENING_MS }, link.phase === "waiting" ? ["dial"] : ["hang_up", "dial"]];
    case "tick":
      return tick(link, nowMs, chance);
  }
}

function bye(link: Link, verdict: Verdict, reason: string, nowMs: number, chance: number): [Link, readonly Act[]] {
  if (verdict === "stop") return [stopped(link, reason), ["hang_up"]];
  const next = { ...backOff(link, nowMs, chance), reason: verdict === "wait" ? reason : "" };
  return [next, verdict === "rejoin" ? ["hang_up", "forget"] : ["hang_up"]];
}

function tick(link: Link, nowMs: number, chance: number): [Link, readonly Act[]] {
  if (link.dueMs === null || nowMs < link.dueMs) return [link, []];
  if (link.phase === "waiting") return dial(link, nowMs);
  return [backOff(link, nowMs, chance), ["hang_up"]];
}

function dial(link: Link, nowMs: number): [Link, readonly Act[]] {
  if (link.phase !== "waiting") return [link, []];
  return [{ ...link, phase: "opening", dueMs: nowMs + OPENING_MS }, ["dial"]];
}

function backOff(link: Link, nowMs: number, chance: number): Link {
  const steady = link.phase === "open" && nowMs - link.openedMs >= STEADY_MS;
  const attempt = steady ? 0 : link.attempt;
  return { ...link, phase: "waiting", attempt: attempt + 1, dueMs: nowMs + waitMs(attempt, chance) };
}

function stopped(link: Link, reason: string): Link {
  return { ...link, phase: "stopped", dueMs: null, reason };
}
