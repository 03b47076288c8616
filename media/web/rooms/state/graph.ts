/** What a conversation's graph is drawn from: lines of scores with their gaps, bands of rungs, marks of what happened. */

import type { CourseEntry, QualityCourse, RungChange, SideCourse } from "~/signaling/web/wire";

export type Rung = RungChange["rung"];

/** One second of one side. */
export interface Sample {
  readonly atMs: number;
  readonly score: number;
  readonly lostPermille: number | null;
  readonly concealedPermille: number | null;
  readonly roundTripMs: number | null;
}

/** A place in the graph: `x` from 0 to 1 over its time, `score` from 0 to 100. */
export interface Place {
  readonly x: number;
  readonly score: number;
}

/** A stretch of time in which a side sent on one rung, for one reason. */
export interface Band {
  readonly fromX: number;
  readonly untilX: number;
  readonly fromMs: number;
  readonly rung: Rung;
  readonly reason: RungChange["reason"];
}

export interface Lane {
  readonly key: string;
  /** Each line is without a gap. */
  readonly lines: readonly (readonly Place[])[];
  readonly bands: readonly Band[];
}

export interface Mark {
  readonly x: number;
  readonly number: number;
  readonly entry: CourseEntry;
}

export interface Graph {
  readonly fromMs: number;
  readonly untilMs: number;
  /** The newest second that any side has told. */
  readonly lastMs: number;
  readonly lanes: readonly Lane[];
  readonly marks: readonly Mark[];
  readonly ticks: readonly { readonly x: number; readonly atMs: number }[];
}

const SECOND_MS = 1_000;
/** A silence so long is a gap in the bands too: nobody knows on which rung it went. */
const UNKNOWN_AFTER_MS = 10_000;
/** What goes on is given a minute of room to grow in. */
const SHORTEST_LIVING_MS = 60_000;
const SHORTEST_MS = 10_000;

/** Every second that was told, in order. */
export function samplesOf(side: SideCourse): readonly Sample[] {
  const samples = new Map<number, Sample>();
  for (const run of side.runs) {
    run.score.forEach((score, second) => {
      const atMs = run.from_ms + second * SECOND_MS;
      if (score === null) return;
      samples.set(atMs, {
        atMs, score,
        lostPermille: run.lost_permille[second] ?? null,
        concealedPermille: run.concealed_permille[second] ?? null,
        roundTripMs: run.round_trip_ms[second] ?? null,
      });
    });
  }
  return [...samples.values()].sort((one, other) => one.atMs - other.atMs);
}

/** On which rung and why the side sent then; null before its first word. */
export function rungAt(side: SideCourse, atMs: number): RungChange | null {
  return side.rungs.findLast((change) => change.at_ms <= atMs) ?? null;
}

/** `columns`: how many places next to each other can be told apart. Of several seconds in one, the worst is drawn. */
export function graphOf(told: QualityCourse, nowMs: number, columns = 600): Graph {
  const all = told.sides.map((side) => samplesOf(side));
  const lasts = all.flatMap((samples) => (samples.length === 0 ? [] : [samples.at(-1)!.atMs + SECOND_MS]));
  // Whole seconds, as the figures are: a line must stand where the same second is read.
  const beganMs = Math.floor(told.course.began_at_ms / SECOND_MS) * SECOND_MS;
  const fromMs = Math.min(beganMs, ...all.flatMap((samples) => samples.slice(0, 1).map(({ atMs }) => atMs)));
  const shortestMs = told.course.ended_at_ms === null ? SHORTEST_LIVING_MS : SHORTEST_MS;
  const untilMs = Math.max(told.course.ended_at_ms ?? nowMs, fromMs + shortestMs, ...lasts);
  const placeOf = (atMs: number): number => (atMs - fromMs) / (untilMs - fromMs);
  return {
    fromMs, untilMs,
    lastMs: Math.max(fromMs, ...lasts.map((endMs) => endMs - SECOND_MS)),
    lanes: told.sides.map((side, index) => ({
      key: side.key,
      lines: linesOf(all[index]!, fromMs, Math.max(SECOND_MS, Math.ceil((untilMs - fromMs) / columns / SECOND_MS) * SECOND_MS), placeOf),
      bands: bandsOf(side, all[index]!, placeOf),
    })),
    marks: told.entries.map((entry, index) => ({ x: Math.min(1, Math.max(0, placeOf(entry.at_ms))), number: index + 1, entry })),
    ticks: ticksOf(fromMs, untilMs).map((atMs) => ({ atMs, x: placeOf(atMs) })),
  };
}

function linesOf(samples: readonly Sample[], fromMs: number, stepMs: number, placeOf: (atMs: number) => number): Place[][] {
  const worst = new Map<number, number>();
  for (const { atMs, score } of samples) {
    const column = Math.floor((atMs - fromMs) / stepMs);
    worst.set(column, Math.min(score, worst.get(column) ?? 100));
  }
  const lines: Place[][] = [];
  let before: number | null = null;
  for (const [column, score] of [...worst].sort(([one], [other]) => one - other)) {
    if (before === null || column > before + 1) lines.push([]);
    lines.at(-1)!.push({ x: placeOf(fromMs + column * stepMs), score });
    before = column;
  }
  return lines;
}

/** Where a side was heard, cut where it was silent and where its rung or its reason changed. */
function bandsOf(side: SideCourse, samples: readonly Sample[], placeOf: (atMs: number) => number): Band[] {
  const bands: Band[] = [];
  for (const [fromMs, untilMs] of stretchesOf(samples)) {
    const changes = side.rungs.filter(({ at_ms }) => at_ms > fromMs && at_ms < untilMs);
    const starts = [{ ...(rungAt(side, fromMs) ?? { rung: "text" as const, reason: "broken" as const }), at_ms: fromMs }, ...changes];
    starts.forEach((start, index) => {
      const endMs = starts[index + 1]?.at_ms ?? untilMs;
      bands.push({ fromX: placeOf(start.at_ms), untilX: placeOf(endMs), fromMs: start.at_ms, rung: start.rung, reason: start.reason });
    });
  }
  return bands;
}

function stretchesOf(samples: readonly Sample[]): [number, number][] {
  const stretches: [number, number][] = [];
  for (const { atMs } of samples) {
    const last = stretches.at(-1);
    if (last === undefined || atMs - last[1] > UNKNOWN_AFTER_MS) stretches.push([atMs, atMs + SECOND_MS]);
    else last[1] = atMs + SECOND_MS;
  }
  return stretches;
}

const STEPS_S = [10, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 21_600];
const TICKS_AT_MOST = 8;

function ticksOf(fromMs: number, untilMs: number): number[] {
  const stepMs = (STEPS_S.find((step) => (untilMs - fromMs) / (step * SECOND_MS) <= TICKS_AT_MOST) ?? 86_400) * SECOND_MS;
  const ticks: number[] = [];
  for (let atMs = Math.ceil(fromMs / stepMs) * stepMs; atMs <= untilMs; atMs += stepMs) ticks.push(atMs);
  return ticks;
}

/** A minute of one side in the table. */
export interface Minute {
  readonly fromMs: number;
  readonly key: string;
  readonly heard: number;
  readonly mean: number;
  readonly worst: number;
  readonly lostPermille: number | null;
  readonly roundTripMs: number | null;
  readonly rungs: readonly Rung[];
}

/** The same as the graph, in words: minute by minute, and within one in the order of the sides. */
export function minutesOf(told: QualityCourse): readonly Minute[] {
  const minutes: Minute[] = [];
  for (const side of told.sides) {
    const grouped = new Map<number, Sample[]>();
    for (const sample of samplesOf(side)) {
      const fromMs = Math.floor(sample.atMs / 60_000) * 60_000;
      grouped.set(fromMs, [...(grouped.get(fromMs) ?? []), sample]);
    }
    for (const [fromMs, samples] of grouped) minutes.push(minuteOf(side, fromMs, samples));
  }
  return minutes.sort((one, other) => one.fromMs - other.fromMs);
}

function minuteOf(side: SideCourse, fromMs: number, samples: readonly Sample[]): Minute {
  const lost = samples.flatMap(({ lostPermille }) => (lostPermille === null ? [] : [lostPermille]));
  const trips = samples.flatMap(({ roundTripMs }) => (roundTripMs === null ? [] : [roundTripMs]));
  const within = side.rungs.filter(({ at_ms }) => at_ms > fromMs && at_ms < fromMs + 60_000).map(({ rung }) => rung);
  const first = rungAt(side, Math.max(fromMs, samples[0]!.atMs))?.rung;
  return {
    fromMs,
    key: side.key,
    heard: samples.length,
    mean: Math.round(samples.reduce((sum, { score }) => sum + score, 0) / samples.length),
    worst: Math.min(...samples.map(({ score }) => score)),
    lostPermille: lost.length === 0 ? null : Math.round(lost.reduce((sum, one) => sum + one, 0) / lost.length),
    roundTripMs: trips.length === 0 ? null : Math.max(...trips),
    rungs: [...new Set([...(first === undefined ? [] : [first]), ...within])],
  };
}
