import { beforeEach, expect, test } from "vitest";
import { markRead, readMarksChanged, readUpTo, unreadOf } from "./read-marks";

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  globalThis.localStorage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) } as unknown as Storage;
});

test("what was read stays read, for this person alone", () => {
  const before = readMarksChanged.value;
  markRead("anna", "c1", 20);
  markRead("anna", "c1", 10);
  expect([readUpTo("anna", "c1"), readUpTo("anna", "c2"), readUpTo("boris", "c1")]).toEqual([20, 0, 0]);
  expect(readMarksChanged.value).toBe(before + 1);
});

test("what is kept never grows beyond the newest", () => {
  for (let at = 1; at <= 210; at += 1) markRead("anna", `c${at}`, at);
  expect([readUpTo("anna", "c10"), readUpTo("anna", "c11"), readUpTo("anna", "c210")]).toEqual([0, 11, 210]);
});

test("what cannot be read is taken for nothing", () => {
  kept.set("read-up-to anna", "{broken");
  expect(readUpTo("anna", "c1")).toBe(0);
  markRead("anna", "c1", 5);
  expect(readUpTo("anna", "c1")).toBe(5);
});

test("one's own lines are never unread", () => {
  const lines = [{ author_id: "a", at_ms: 1 }, { author_id: "b", at_ms: 2 }, { author_id: "b", at_ms: 3 }];
  expect(unreadOf(lines, "a", 0)).toBe(2);
  expect(unreadOf(lines, "a", 2)).toBe(1);
  expect(unreadOf(lines, "b", 0)).toBe(1);
});
