import { expect, test } from "vitest";
import { dayOf, everyOf, topOf } from "./steps";

const step = (asked: number) => ({ date: "2026-11-24", from_ms: 0, asked, in_time: 0, late: 0 });

test.each([
  [[], 1],
  [[0], 1],
  [[3, 1], 4],
  [[10], 10],
  [[11], 20],
  [[61], 80],
  [[4001], 6000],
])("no bar of %j is higher than the chart, which ends at a round number", (asked, top) => {
  expect(topOf(asked.map(step))).toBe(top);
});

test("days are written under so many bars as have room", () => {
  expect([everyOf(7, 6), everyOf(30, 6), everyOf(3, 6), everyOf(0, 6)]).toEqual([2, 5, 1, 1]);
});

test("a day is written as people write it here", () => {
  expect([dayOf("2026-11-24"), dayOf("2026-11-24", true)]).toEqual(["24.11", "24.11.2026"]);
});
