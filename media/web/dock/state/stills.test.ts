import { signal } from "@preact/signals-core";
import { describe, expect, it } from "vitest";
import { Refusal } from "~/signaling/web/frames";
import type { ParticipantView, StillProgress, StillStrokeView, StillView } from "~/signaling/web/wire";
import { colourOf, makersOf, mayTakeOf, Stills } from "./stills";

const ASKED: StillView = {
  still_id: "s1",
  conversation_id: "c1",
  incident_id: "i1",
  consult_id: null,
  phase: "asked",
  broken_because: null,
  by_relation: "person",
  by_id: "nodira",
  by_name: "Nodira A.",
  of_relation: "brigade",
  of_id: "b1",
  of_endpoint: "tablet-1",
  x: 0.5,
  y: 0.5,
  asked_at_ms: 0,
  plan: null,
  parts: [],
  closed: false,
};
const PLAN = { width: 1600, height: 1200, left: 0.3, top: 0.3, right: 0.6, bottom: 0.6, columns: 2, rows: 1 };
const STROKE: StillStrokeView = {
  still_id: "s1",
  stroke_id: "k1",
  by_relation: "person",
  by_id: "nodira",
  by_name: "Nodira A.",
  shape: "line",
  points: [[0, 0], [1, 1]],
  colour: "yellow",
  at_ms: 5,
};

function desk(view: StillView | null, strokes: readonly StillStrokeView[] = []) {
  const things = {
    still: signal(new Map(view === null ? [] : [[view.still_id, { version: 1, view }]])),
    still_stroke: signal(new Map(strokes.map((one) => [one.stroke_id, { version: 1, view: one }]))),
  };
  const sent: Record<string, unknown>[] = [];
  const answer = { refuses: null as string | null };
  const heard: ((progress: StillProgress) => void)[] = [];
  const stills = new Stills({
    kind: ((name: keyof typeof things) => things[name]) as never,
    send: (async (body: Record<string, unknown>) => {
      if (answer.refuses !== null) throw new Refusal("refused", answer.refuses);
      sent.push(body);
    }) as never,
    newId: () => "new",
    onSignal: ((_type: string, hear: (progress: StillProgress) => void) => (heard.push(hear), () => undefined)) as never,
    ask: (() => Promise.resolve([])) as never,
    onEvents: () => () => undefined,
    onWelcome: () => () => undefined,
  });
  return { stills, sent, answer, tell: (have: number, part = "detail") => heard.forEach((hear) => hear({ type: "still.progress", still_id: "s1", part, have, size: 100 })) };
}

describe("the open still", () => {
  it("[F5] is of this conversation and not closed", () => {
    expect(desk(ASKED).stills.open("c1")).toEqual(ASKED);
    expect(desk(ASKED).stills.open("another")).toBeNull();
    expect(desk({ ...ASKED, closed: true }).stills.open("c1")).toBeNull();
  });

  it("[F3] tells how much of it has come, within a part too", () => {
    const arriving = { ...ASKED, phase: "arriving" as const, plan: PLAN, parts: ["preview"] };
    const { stills, tell } = desk(arriving);
    expect(stills.arrived(arriving)).toBe(0.25);
    tell(50);
    expect(stills.arrived(arriving)).toBe(0.375);
    tell(50, "preview");
    expect(stills.arrived(arriving)).toBe(0.25);
    expect(stills.arrived({ ...arriving, phase: "whole" })).toBe(1);
  });
});

describe("what is wished of it", () => {
  it("[F1] names camera and place", async () => {
    const { stills, sent } = desk(null);
    expect(await stills.ask("c1", "tablet-1", [0.2, 0.7])).toBe(true);
    expect(sent).toEqual([{ type: "still.ask", still_id: "new", conversation_id: "c1", of_endpoint: "tablet-1", x: 0.2, y: 0.7 }]);
  });

  it("[F4] an arrow and a circle are two points, whatever way the finger went", async () => {
    const { stills, sent } = desk(ASKED);
    await stills.draw(ASKED, "arrow", [[0, 0], [0.3, 0.9], [0.5, 0.5]], "cyan");
    expect(sent).toMatchObject([{ type: "still.draw", shape: "arrow", points: [[0, 0], [0.5, 0.5]], colour: "cyan" }]);
  });

  it("[F4] takes back the newest of one's own", async () => {
    const theirs = { ...STROKE, stroke_id: "k3", by_id: "another", at_ms: 9 };
    const { stills, sent } = desk(ASKED, [{ ...STROKE, stroke_id: "k2", at_ms: 7 }, STROKE, theirs]);
    await stills.undraw(ASKED, STROKE);
    expect(sent).toMatchObject([{ type: "still.undraw", still_id: "s1", stroke_id: "k2" }]);
    expect(await stills.undraw(ASKED, { by_relation: "brigade", by_id: "b9" })).toBe(false);
  });

  it("is told when the rules say no", async () => {
    const { stills, answer } = desk(ASKED);
    answer.refuses = "consent_needed";
    expect(await stills.close(ASKED)).toBe(false);
    expect(stills.refused.value).toBe("consent_needed");
  });
});

describe("whose a stroke is", () => {
  it("is told by a colour of each participant's own, the same everywhere", () => {
    const people = ["nodira", "karimov"].map((id) => ({ relation: "person", id }) as ParticipantView);
    expect(people.map((one) => colourOf(people, one))).toEqual(["yellow", "cyan"]);
    expect(colourOf(people, { relation: "person", id: "gone" })).toBe("yellow");
  });

  it("stands in the list once", () => {
    const theirs = { ...STROKE, by_id: "karimov", colour: "cyan" as const };
    expect(makersOf([STROKE, STROKE, theirs]).map(({ by_id }) => by_id)).toEqual(["nodira", "karimov"]);
  });
});

it("is taken of whoever has a camera here, of the caller who has agreed, and of no other guest", () => {
  expect(mayTakeOf({ relation: "brigade", place: "answerer" })).toBe(true);
  expect(mayTakeOf({ relation: "person", place: "other" })).toBe(true);
  expect(mayTakeOf({ relation: "guest", place: "asker" })).toBe(true);
  expect(mayTakeOf({ relation: "guest", place: "other" })).toBe(false);
});
