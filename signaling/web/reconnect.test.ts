import { describe, expect, it } from "vitest";
import type { Verdict } from "./frames";
import { LADDER_MS, RESTING, SILENCE_MS, STEADY_MS, step, waitMs, type Act, type Input, type Link } from "./reconnect";

/** Plays inputs at times; gives the link at the end and everything it asked for. */
function play(link: Link, ...inputs: [number, Input | Input["is"]][]): [Link, Act[]] {
  const acts: Act[] = [];
  for (const [nowMs, given] of inputs) {
    const input = typeof given === "string" ? ({ is: given } as Input) : given;
    const [next, asked] = step(link, input, nowMs, 0.5);
    link = next;
    acts.push(...asked);
  }
  return [link, acts];
}

const OPEN = play(RESTING, [0, "begin"], [10, "opened"], [20, "welcomed"])[0];

describe("the link", () => {
  it("[W1] dials, greets, and is open once it is welcomed", () => {
    const [link, acts] = play(RESTING, [0, "begin"], [10, "opened"], [20, "welcomed"]);
    expect(acts).toEqual(["dial", "greet"]);
    expect(link.phase).toBe("open");
  });

  it("climbs the ladder while the server is away, and stays on its last rung", () => {
    let link = play(RESTING, [0, "begin"])[0];
    let now = 0;
    const waits: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      link = play(link, [now, "closed"])[0];
      waits.push((link.dueMs ?? 0) - now);
      now = link.dueMs ?? 0;
      link = play(link, [now, "tick"])[0];
      expect(link.phase).toBe("opening");
    }
    expect(waits).toEqual([...LADDER_MS, 7000, 7000].map((rung) => rung + 100));
  });

  it("starts the ladder again only after a line that was steady", () => {
    const soon = play(OPEN, [20 + STEADY_MS - 1, "closed"])[0];
    const late = play({ ...OPEN, attempt: 4 }, [20 + STEADY_MS, "closed"])[0];
    expect(soon.attempt).toBe(1);
    expect(late.attempt).toBe(1);
    expect(play({ ...OPEN, attempt: 4 }, [21, "closed"])[0].attempt).toBe(5);
  });

  it("[S5] hangs up after 15 s of silence, and not while frames come", () => {
    const alive = play(OPEN, [14_000, "heard"], [20 + SILENCE_MS, "tick"]);
    expect(alive[1]).toEqual([]);
    const dead = play(OPEN, [20 + SILENCE_MS, "tick"]);
    expect(dead[1]).toEqual(["hang_up"]);
    expect(dead[0].phase).toBe("waiting");
  });

  it("dials at once when the network returns", () => {
    const waiting = play(OPEN, [30, "closed"])[0];
    const [link, acts] = play({ ...waiting, attempt: 5, dueMs: 99_000 }, [40, "returned"]);
    expect(acts).toEqual(["dial"]);
    expect(link.attempt).toBe(0);
    expect(play(OPEN, [40, "returned"])[1]).toEqual([]);
  });

  it("[W9] resume comes back, rejoin forgets its place, wait keeps all, stop stays away", () => {
    const bye = (verdict: Verdict): Input => ({ is: "bye", verdict, reason: "because" });
    expect(play(OPEN, [30, bye("resume")])[1]).toEqual(["hang_up"]);
    expect(play(OPEN, [30, bye("rejoin")])[1]).toEqual(["hang_up", "forget"]);
    expect(play(OPEN, [30, bye("wait")])[1]).toEqual(["hang_up"]);
    const [link, acts] = play(OPEN, [30, bye("stop")], [40, "returned"], [50, "tick"]);
    expect(acts).toEqual(["hang_up"]);
    expect(link).toMatchObject({ phase: "stopped", reason: "because", dueMs: null });
  });

  it("spreads clients that lost the server together", () => {
    expect(waitMs(0, 0)).toBe(0);
    expect(waitMs(0, 0.99)).toBeGreaterThan(150);
    expect(waitMs(3, 0.9)).toBeGreaterThan(waitMs(3, 0.1));
  });
});
