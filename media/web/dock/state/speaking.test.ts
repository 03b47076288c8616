import { expect, test } from "vitest";
import { UNREAD, type Reading } from "./reading";
import { Speaking } from "./speaking";

const GOOD: Reading = { ...UNREAD, roundTripMs: 60, soundTripMs: 60, soundLoss: 0, upLoss: 0, upLimitKbps: 900, heard: true };

/** So many seconds of the same, on a line to the server of 50 ms; what is spoken in the end. */
function after(speaking: Speaking, reading: Reading, fromS: number, seconds: number, rung: "video" | "voice" = "voice"): string {
  let speech = speaking.second(rung, reading, 50, fromS * 1000);
  for (let second = 1; second < seconds; second += 1) speech = speaking.second(rung, reading, 50, (fromS + second) * 1000);
  return `${speech.kbps}/${speech.frameMs}${speech.twice === true ? " twice" : ""}`;
}

test("a link that loses much and is not full is spoken over twice, at once, until it loses little", () => {
  const speaking = new Speaking(0);
  expect(after(speaking, GOOD, 0, 2)).toBe("32/20");
  expect(after(speaking, { ...GOOD, soundLoss: 0.2 }, 2, 1)).toBe("32/20 twice");
  expect(after(speaking, { ...GOOD, soundLoss: 0.2, upLimitKbps: 40 }, 3, 20)).toBe("32/20 twice");
  expect(after(speaking, GOOD, 23, 10)).toBe("32/20");
});

test("a full link is not: what it loses is what is too much", () => {
  const full = { ...GOOD, soundLoss: 0.3, soundTripMs: 1_200, roundTripMs: 1_200, upLimitKbps: 30 };
  const speaking = new Speaking(0);
  after(speaking, GOOD, 0, 2);
  expect(after(speaking, full, 2, 3)).not.toContain("twice");
  // Not even where the path was full from its first second on: the line to the server knew better.
  expect(after(new Speaking(0), full, 0, 3)).not.toContain("twice");
});

test("one late measure does not end it, two do, and ten seconds later it is tried again", () => {
  const speaking = new Speaking(0);
  const lossy = { ...GOOD, soundLoss: 0.2 };
  after(speaking, lossy, 0, 6);
  expect(after(speaking, { ...lossy, roundTripMs: 900 }, 6, 3)).toContain("twice");
  expect(after(speaking, { ...lossy, roundTripMs: 900, soundTripMs: 900 }, 9, 3)).not.toContain("twice");
  expect(after(speaking, lossy, 12, 5)).not.toContain("twice");
  expect(after(speaking, lossy, 17, 5)).toContain("twice");
});

test("where twice as much is lost for it, it was in vain and is not tried for a minute", () => {
  const speaking = new Speaking(0);
  after(speaking, { ...GOOD, soundLoss: 0.2 }, 0, 3);
  expect(after(speaking, { ...GOOD, soundLoss: 0.6 }, 3, 4)).not.toContain("twice");
  expect(after(speaking, { ...GOOD, soundLoss: 0.2 }, 7, 44)).not.toContain("twice");
  expect(after(speaking, { ...GOOD, soundLoss: 0.2 }, 51, 25)).toContain("twice");
});

test("a link that became worse by itself meanwhile is spoken over twice again: said once it lost as much", () => {
  const speaking = new Speaking(0);
  after(speaking, { ...GOOD, soundLoss: 0.05 }, 0, 3);
  const worse = { ...GOOD, soundLoss: 0.3 };
  expect(after(speaking, worse, 3, 4)).not.toContain("twice");
  expect(after(speaking, worse, 7, 8)).toContain("twice");
  expect(after(speaking, worse, 15, 60)).toContain("twice");
});

test("a link that begins to lose in the middle of a second does not seem to lose more for being spoken over twice", () => {
  const speaking = new Speaking(0);
  after(speaking, GOOD, 0, 5);
  after(speaking, { ...GOOD, soundLoss: 0.16 }, 5, 1);
  expect(after(speaking, { ...GOOD, soundLoss: 0.22 }, 6, 60)).toContain("twice");
});

test("while a queue of seconds stands, speech costs less and less, and more again when it is empty", () => {
  const speaking = new Speaking(0);
  const narrow = { ...GOOD, upLimitKbps: 40 };
  expect(after(speaking, narrow, 0, 5)).toBe("16/60");
  const late = { ...narrow, roundTripMs: 2_000, soundTripMs: 2_000 };
  expect(after(speaking, late, 5, 6)).toBe("12/60");
  expect(after(speaking, late, 11, 6)).toBe("6/60");
  expect(after(speaking, narrow, 17, 10)).toBe("12/60");
  expect(after(speaking, narrow, 27, 10)).toBe("16/60");
});
