import { expect, test } from "vitest";
import { Refusal } from "~/signaling/web/frames";
import { Figures, beginningOf, fileOf, share } from "./figures";

function asking(answer: (question: { type: string; by?: string }) => Promise<unknown>) {
  return new Figures({ nowMs: () => 90 * 86_400_000, ask: answer } as never);
}

test("the answer to the newest question counts", async () => {
  const waiting: (() => void)[] = [];
  const figures = asking((question) => new Promise((resolve) => waiting.push(() => resolve({ by: question.by, own: true }))));
  const first = figures.choose(7, "urgency");
  const second = figures.choose(7, "hospital");
  waiting[1]?.();
  waiting[0]?.();
  await Promise.all([first, second]);
  expect(figures.view.value?.by).toBe("hospital");
});

test("who sees their own alone is not asked about patients", async () => {
  const asked: string[] = [];
  const figures = asking((question) => (asked.push(question.type), Promise.resolve({ own: true })));
  await figures.read();
  expect(asked).toEqual(["consult.figures"]);
  expect(figures.safety.value).toBeNull();
});

test("a refusal is told by its code", async () => {
  const figures = asking(() => Promise.reject(new Refusal("refused", "not_allowed")));
  await figures.read();
  expect(figures.problem.value).toBe("not_allowed");
});

test("a share of nothing is none", () => {
  expect([share(1, 3), share(0, 0)]).toEqual([33, null]);
  expect(fileOf({ from_ms: 1, until_ms: 2, by: "district" } as never, "xlsx")).toBe("/api/consults/figures.xlsx?from_ms=1&until_ms=2&by=district&language=uz");
});

test("a period of days begins at midnight on the service's wall, with today as its last day", () => {
  const noon = Date.parse("2026-11-24T12:00:00Z");
  expect(new Date(beginningOf(noon, 7, "Asia/Tashkent")).toISOString()).toBe("2026-11-17T19:00:00.000Z");
  expect(new Date(beginningOf(Date.parse("2026-11-24T20:00:00Z"), 1, "Asia/Tashkent")).toISOString()).toBe("2026-11-24T19:00:00.000Z");
  expect(new Date(beginningOf(noon, 30, "Europe/Berlin")).toISOString()).toBe("2026-10-25T23:00:00.000Z");
});
