/** The tablet's small laws: next steps, seen, which positions go out, how far along the way. */

import { describe, expect, test } from "vitest";
import type { Stage } from "~/signaling/web/wire";
import { asSignal, due, type Fix } from "./fixes";
import { keep, kept } from "./kept";
import { BY_THE_CREW, currentOf, nextAction, returningOf, STEPS, unanswered, withUnsent } from "./order";
import { metresBetween, progress } from "./places";
import { assignment, NOON } from "./sample";
import { look, NOT_LOOKING } from "./seen";
import { afterTap, themeAt } from "./theme";

describe("the next step", () => {
  test("leads through every step of the row, in its order, to the station", () => {
    let stage: Stage = "accepted";
    const walked: string[] = [];
    for (let next = nextAction(stage); next !== null && next !== "accept"; next = nextAction(stage)) {
      walked.push(next);
      stage = next;
    }
    expect(walked).toEqual([...STEPS, "returned"]);
  });

  test("of an order that nobody has answered is to answer it", () => {
    for (const stage of ["ordered", "delivered", "seen"]) expect(unanswered(stage)).toBe(true);
    for (const stage of ["accepted", "arrived", "cleared", "cancelled"]) expect(unanswered(stage)).toBe(false);
  });

  test("can be taken without a network: what lies in the outbox counts as done, once", () => {
    const wish = { type: "milestone.report", assignment_id: "a1", milestone: "departed", at_device_ms: NOON + 1 };
    const other = { ...wish, assignment_id: "another", milestone: "arrived" };
    const shown = withUnsent(assignment("accepted"), [wish, wish, other]);
    expect(shown.stage).toBe("departed");
    expect(shown.milestones.map((one) => one.stage)).toEqual(["ordered", "departed"]);
    expect(withUnsent(shown, [wish])).toBe(shown);
  });

  test("a declined or finished order is out of hand before the server has heard of it", () => {
    const declined = withUnsent(assignment("seen"), [{ type: "assignment.decline", assignment_id: "a1" }]);
    expect(currentOf([declined])).toBeNull();
    const cleared = withUnsent(assignment("arrived"), [{ type: "milestone.report", assignment_id: "a1", milestone: "cleared" }]);
    expect(currentOf([cleared])).toBeNull();
    expect(returningOf([cleared])?.assignment_id).toBe("a1");
  });

  test("after a newer order the older one asks for no return", () => {
    const later = { stage: "ordered" as Stage, at_device_ms: NOON + 9, at_ms: NOON + 9, by: "", ...BY_THE_CREW };
    const newer = assignment("declined", { assignment_id: "a2", active: false, milestones: [later] });
    expect(returningOf([assignment("cleared", { active: false }), newer])).toBeNull();
  });
});

describe("seen", () => {
  const at = (clockMs: number, visible: boolean, touched = false) => ({ assignmentId: "a1", visible, touched, clockMs });

  test("needs two seconds on a visible page, counted anew after it was hidden", () => {
    let now = look(NOT_LOOKING, at(0, true));
    now = look(now, at(1_900, true));
    expect(now.seen).toBe(false);
    now = look(now, at(1_950, false));
    now = look(now, at(3_000, true));
    now = look(now, at(4_900, true));
    expect(now.seen).toBe(false);
    expect(look(now, at(5_000, true)).seen).toBe(true);
  });

  test("is said at once by a touch, but never by a hidden page", () => {
    expect(look(NOT_LOOKING, at(0, true, true)).seen).toBe(true);
    expect(look(NOT_LOOKING, at(0, false, true)).seen).toBe(false);
  });

  test("of one order says nothing of the next", () => {
    const first = look(NOT_LOOKING, at(0, true, true));
    expect(look(first, { ...at(100, true), assignmentId: "a2" }).seen).toBe(false);
  });
});

describe("positions", () => {
  const fix = (atMs: number, more: Partial<Fix> = {}): Fix => ({
    point: { lon: 66.97, lat: 39.65 },
    atMs,
    accuracyM: 8,
    speedKmh: 0,
    headingDegrees: null,
    ...more,
  });

  test("go out every five seconds while moving and every thirty while standing", () => {
    const sent = fix(0);
    const moving = { speedKmh: 50 };
    expect(due(fix(0), null, 0, 0)).toBe(true);
    expect(due(fix(4_000, moving), sent, 0, 4_000)).toBe(false);
    expect(due(fix(5_000, moving), sent, 0, 5_000)).toBe(true);
    expect(due(fix(20_000), sent, 0, 20_000)).toBe(false);
    expect(due(fix(30_000), sent, 0, 30_000)).toBe(true);
  });

  test("a device that tells no speed moves when it has come farther than its error", () => {
    const sent = fix(0, { speedKmh: null });
    const away = { lon: 66.971, lat: 39.65 };
    expect(due(fix(5_000, { speedKmh: null, point: away }), sent, 0, 5_000)).toBe(true);
    expect(due(fix(5_000, { speedKmh: null, point: away, accuracyM: 500 }), sent, 0, 5_000)).toBe(false);
  });

  test("the same fix is not sent twice, and its age goes with it", () => {
    expect(due(fix(1_000), fix(1_000), 0, 99_000)).toBe(false);
    const told = asSignal(fix(1_000, { speedKmh: Number.NaN, headingDegrees: -1 }), 5_000.4);
    expect(told).toMatchObject({ at_device_ms: 1_000, sent_at_device_ms: 5_000, speed_kmh: null, heading_degrees: null });
  });
});

describe("the way", () => {
  const west = { lon: 66.9, lat: 39.65 };
  const corner = { lon: 66.91, lat: 39.65 };
  const north = { lon: 66.91, lat: 39.66 };
  const first = metresBetween(west, corner);
  const second = metresBetween(corner, north);
  const route = {
    line: [west, corner, north],
    metres: first + second,
    seconds: 200,
    steps: [
      { manoeuvre: "depart", street: "Registon", metres: first, point: west },
      { manoeuvre: "left", street: "Dagbit", metres: second, point: corner },
      { manoeuvre: "arrive", street: "", metres: 0, point: north },
    ],
  };

  test("half way to the corner the corner is next, at half its distance", () => {
    const found = progress(route, { lon: 66.905, lat: 39.6501 });
    expect(found.step?.manoeuvre).toBe("left");
    expect(found.stepMetres).toBeCloseTo(first / 2, -1);
    expect(found.metres).toBeCloseTo(first / 2 + second, -1);
    expect(found.offM).toBeLessThan(20);
  });

  test("a vehicle beside the way is told how far beside", () => {
    expect(progress(route, { lon: 66.9, lat: 39.66 }).offM).toBeGreaterThan(800);
  });

  test("at the end nothing is left", () => {
    const found = progress(route, north);
    expect(Math.round(found.metres)).toBe(0);
    expect(Math.round(found.seconds)).toBe(0);
  });
});

describe("the kept order", () => {
  const pocket = () => {
    let text: string | null = null;
    return { read: () => text, write: (one: string) => void (text = one), empty: () => void (text = null) };
  };

  test("comes back as it was, and is gone when it is over", () => {
    const place = pocket();
    const order = { assignment: assignment("seen"), incident: null };
    expect(keep(place, order)).toBe(true);
    expect(kept(place)).toEqual(order);
    keep(place, null);
    expect(kept(place)).toBeNull();
  });

  test("is not said to be kept when the device refuses", () => {
    const full = { ...pocket(), write: () => { throw new Error("full"); } };
    expect(keep(full, { assignment: assignment("ordered"), incident: null })).toBe(false);
  });

  test("that cannot be read is none", () => {
    const broken = { ...pocket(), read: () => "{not json" };
    expect(kept(broken)).toBeNull();
  });
});

test("the screen is dark at night, light by day, and a second tap gives it back to the hour", () => {
  expect([3, 6, 12, 19, 20, 23].map((hour) => themeAt("by_hour", hour))).toEqual(["dark", "light", "light", "light", "dark", "dark"]);
  expect(afterTap("by_hour", 12)).toBe("dark");
  expect(afterTap("dark", 12)).toBe("by_hour");
});
