import { expect, test } from "vitest";
import { Speaker } from "./speaker";

const levels = (one: number, other: number): ReadonlyMap<string, { level: number }> => new Map([["one", { level: one }], ["other", { level: other }]]);

test("the first voice has the picture at once, another only when it goes on", () => {
  const speaker = new Speaker();
  expect(speaker.feed(levels(0.001, 0), 0)).toBeNull();
  expect(speaker.feed(levels(0.2, 0), 1000)).toBe("one");
  expect(speaker.feed(levels(0, 0.3), 2000)).toBe("one");
  expect(speaker.feed(levels(0, 0), 3000)).toBe("one");
  expect(speaker.feed(levels(0, 0.3), 4000)).toBe("one");
  expect(speaker.feed(levels(0, 0.3), 5500)).toBe("other");
});

test("who has left has no picture any more", () => {
  const speaker = new Speaker();
  speaker.feed(levels(0.2, 0), 0);
  expect(speaker.feed(new Map([["other", { level: 0.001 }]]), 1000)).toBeNull();
});
