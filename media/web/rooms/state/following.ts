/** A conversation's kept figures go on with what is told each second. */

import type { QualityCourse, QualityRun, SideCourse, SideQuality } from "~/signaling/web/wire";

const SECOND_MS = 1_000;
/** A longer silence begins a new run, as it does at the server. */
const SILENT_S = 10;

/** With the newest second of each side; the same object when there is nothing new. */
export function followed(told: QualityCourse, now: readonly SideQuality[]): QualityCourse {
  let sides = told.sides;
  for (const side of now) {
    const known = sides.find(({ key }) => key === side.key);
    const next = known === undefined ? begun(side) : gone(known, side);
    if (next === known) continue;
    sides = known === undefined ? [...sides, next] : sides.map((one) => (one === known ? next : one));
  }
  return sides === told.sides ? told : { ...told, sides };
}

function begun(side: SideQuality): SideCourse {
  return gone({ key: side.key, runs: [], rungs: [] }, side);
}

function gone(known: SideCourse, side: SideQuality): SideCourse {
  const run = known.runs.at(-1);
  const nextMs = run === undefined ? -Infinity : run.from_ms + run.score.length * SECOND_MS;
  if (side.at_ms < nextMs) return known;
  const missing = run === undefined ? Infinity : Math.round((side.at_ms - nextMs) / SECOND_MS);
  const runs = missing > SILENT_S ? [...known.runs, longer(emptyRun(side.at_ms), 0, side)] : [...known.runs.slice(0, -1), longer(run!, missing, side)];
  const last = known.rungs.at(-1);
  const same = last !== undefined && last.rung === side.rung && last.reason === side.reason && last.choice === side.choice;
  const change = { at_ms: side.at_ms, rung: side.rung, reason: side.reason, choice: side.choice };
  return { key: known.key, runs, rungs: same ? known.rungs : [...known.rungs, change] };
}

function emptyRun(fromMs: number): QualityRun {
  return { from_ms: fromMs, score: [], lost_permille: [], concealed_permille: [], round_trip_ms: [] };
}

function longer(run: QualityRun, missing: number, side: SideQuality): QualityRun {
  const gap = new Array<null>(missing).fill(null);
  return {
    from_ms: run.from_ms,
    score: [...run.score, ...gap, side.score],
    lost_permille: [...run.lost_permille, ...gap, side.lost_permille],
    concealed_permille: [...run.concealed_permille, ...gap, side.concealed_permille],
    round_trip_ms: [...run.round_trip_ms, ...gap, side.round_trip_ms],
  };
}
