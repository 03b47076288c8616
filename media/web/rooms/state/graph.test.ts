import { describe, expect, it } from "vitest";
import type { QualityCourse, QualityRun, RungChange, SideQuality } from "~/signaling/web/wire";
import { followed } from "./following";
import { graphOf, minutesOf, rungAt, samplesOf } from "./graph";

const START = 1_790_000_040_000;

function run(fromS: number, score: (number | null)[]): QualityRun {
  const figures = score.map((one) => (one === null ? null : 10));
  return { from_ms: START + fromS * 1_000, score, lost_permille: figures, concealed_permille: figures, round_trip_ms: figures };
}

function change(atS: number, rung: RungChange["rung"]): RungChange {
  return { at_ms: START + atS * 1_000, rung, reason: "loss", choice: "auto" };
}

function told(runs: QualityRun[], rungs: RungChange[] = [change(0, "video")], endedS: number | null = 100): QualityCourse {
  return {
    course: {
      conversation_id: "c1", about_kind: "incident", began_at_ms: START, ended_at_ms: endedS === null ? null : START + endedS * 1_000,
      path: "direct", process: null, recording: false, members: [], entries: 1,
    },
    entries: [{ at_ms: START + 50_000, what: "entered", key: "person:d", path: null, process: null, because: "" }],
    sides: [{ key: "brigade:b1", runs, rungs }],
    cut: false,
  };
}

function now(atS: number, more: Partial<SideQuality> = {}): SideQuality {
  return {
    key: "brigade:b1", at_ms: START + atS * 1_000, score: 50, rung: "video", reason: "loss", choice: "auto",
    lost_permille: 5, concealed_permille: null, round_trip_ms: 40, ...more,
  };
}

describe("the graph", () => {
  it("breaks a line where nothing was told", () => {
    const [lane] = graphOf(told([run(0, [90, 80, null, null, 70]), run(30, [60])]), 0).lanes;
    expect(lane!.lines.map((line) => line.map(({ score }) => score))).toEqual([[90, 80], [70], [60]]);
    expect(lane!.lines[2]![0]!.x).toBeCloseTo(0.3);
  });

  it("cuts bands at changes and at silences, not at a missed second", () => {
    const [lane] = graphOf(told([run(0, [90, null, 80, 80, 80]), run(60, [50, 50])], [change(0, "video"), change(3, "voice")]), 0).lanes;
    expect(lane!.bands.map(({ rung, fromX, untilX }) => [rung, Math.round(fromX * 100), Math.round(untilX * 100)])).toEqual([
      ["video", 0, 3],
      ["voice", 3, 5],
      ["voice", 60, 62],
    ]);
  });

  it("draws the worst of the seconds that fall into one column", () => {
    const scores = Array.from({ length: 100 }, (_, second) => (second === 55 ? 3 : 90));
    const [lane] = graphOf(told([run(0, scores)]), 0, 10).lanes;
    expect(lane!.lines).toHaveLength(1);
    expect(lane!.lines[0]!.map(({ score }) => score)).toEqual([90, 90, 90, 90, 90, 3, 90, 90, 90, 90]);
  });

  it("puts what happened at its time, and ticks at round ones", () => {
    const graph = graphOf(told([run(0, [90])]), 0);
    expect(graph.marks.map(({ x, number }) => [x, number])).toEqual([[0.5, 1]]);
    expect(graph.ticks.map(({ atMs }) => atMs % 30_000)).toEqual(graph.ticks.map(() => 0));
    expect(graph.ticks.length).toBeGreaterThan(1);
  });

  it("draws a second where it is read, also when the conversation began within one", () => {
    const began = told([run(4, [90])], undefined, 20);
    const graph = graphOf({ ...began, course: { ...began.course, began_at_ms: START + 600 } }, 0);
    expect(graph.fromMs + graph.lanes[0]!.lines[0]![0]!.x * (graph.untilMs - graph.fromMs)).toBeCloseTo(START + 4_000);
  });

  it("goes on with a conversation that goes on", () => {
    expect(graphOf(told([run(0, [90])], undefined, null), START + 200_000).untilMs).toBe(START + 200_000);
    expect(graphOf(told([run(0, [90])], undefined, null), START + 2_000).untilMs).toBe(START + 60_000);
    expect(graphOf(told([run(0, [90])], undefined, 20), 0).untilMs).toBe(START + 20_000);
  });
});

describe("the seconds", () => {
  it("know their rung", () => {
    const [side] = told([run(0, [90])], [change(0, "video"), change(5, "stills")]).sides;
    expect([-1, 0, 4, 5, 99].map((second) => rungAt(side!, START + second * 1_000)?.rung)).toEqual([undefined, "video", "video", "stills", "stills"]);
  });

  it("are summed up in minutes", () => {
    const minutes = minutesOf(told([run(0, [90, null, 70]), run(70, [10])], [change(0, "video"), change(2, "voice")]));
    expect(minutes.map(({ heard, mean, worst, rungs }) => ({ heard, mean, worst, rungs }))).toEqual([
      { heard: 2, mean: 80, worst: 70, rungs: ["video", "voice"] },
      { heard: 1, mean: 10, worst: 10, rungs: ["voice"] },
    ]);
  });
});

describe("following", () => {
  it("adds each new second once, with gaps as gaps", () => {
    let known = told([run(0, [90])]);
    for (const second of [1, 1, 4]) known = followed(known, [now(second)]);
    expect(known.sides[0]!.runs.map(({ score }) => score)).toEqual([[90, 50, null, null, 50]]);
    expect(followed(known, [now(4)])).toBe(known);
  });

  it("begins a new run after a silence, and a side that was not there", () => {
    const known = followed(told([run(0, [90])]), [now(30), now(30, { key: "person:d" })]);
    expect(known.sides.map(({ key, runs }) => [key, runs.length])).toEqual([["brigade:b1", 2], ["person:d", 1]]);
    expect(samplesOf(known.sides[0]!).map(({ score }) => score)).toEqual([90, 50]);
  });

  it("writes a rung down only when it changes", () => {
    let known = told([run(0, [90])]);
    known = followed(known, [now(1)]);
    known = followed(known, [now(2, { rung: "voice" })]);
    expect(known.sides[0]!.rungs.map(({ rung }) => rung)).toEqual(["video", "voice"]);
  });
});
