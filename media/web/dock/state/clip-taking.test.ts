import { beforeEach, expect, test } from "vitest";
import { LONGEST_MS, Taking, type Recorded } from "./clip-taking";

const SOUND: Recorded = { sound: {}, mediaType: "audio/webm", bytes: 4_000, lastsMs: 2_000 };
let [now, takes, dropped, limits] = [0, 0, 0, [] as (() => void)[]];
let done: [Recorded, number][] = [];
let microphone = true;
let lost: () => void = () => undefined;

function taking(): Taking {
  return new Taking({
    begin: (gone) => {
      lost = gone;
      if (!microphone) return null;
      takes += 1;
      return { stop: async () => SOUND, drop: () => void (dropped += 1) };
    },
    nowMs: () => now,
    wait: (ms, act) => {
      expect(ms).toBe(LONGEST_MS);
      limits.push(act);
      return () => void (limits = limits.filter((one) => one !== act));
    },
    done: (recorded, spokenAtMs) => void done.push([recorded, spokenAtMs]),
  });
}

beforeEach(() => {
  [now, takes, dropped, limits, done, microphone] = [1_000, 0, 0, [], [], true];
});

test("held, it records until it is let go", async () => {
  const one = taking();
  one.press();
  expect(one.state.value).toEqual({ is: "recording", sinceMs: 1_000, held: true });
  now = 3_000;
  one.release();
  await Promise.resolve();
  expect(done).toEqual([[SOUND, 3_000]]);
  expect([one.state.value, limits.length]).toEqual([{ is: "idle", note: "none" }, 0]);
});

test("tapped, it records until the next tap", async () => {
  const one = taking();
  one.press();
  now = 1_200;
  one.release();
  expect(one.state.value).toMatchObject({ is: "recording", held: false });
  now = 9_000;
  one.press();
  one.release();
  await Promise.resolve();
  expect([takes, done.length, one.state.value.is]).toEqual([1, 1, "idle"]);
});

test("a slip of the finger sends nothing, and says so until the next time", () => {
  const one = taking();
  one.press();
  one.release();
  now = 1_300;
  one.press();
  expect([one.state.value, dropped, done]).toEqual([{ is: "idle", note: "too_short" }, 1, []]);
  one.press();
  expect(one.state.value.is).toBe("recording");
});

test("after thirty seconds it ends by itself and is sent", async () => {
  const one = taking();
  one.press();
  now += LONGEST_MS;
  limits[0]?.();
  await Promise.resolve();
  expect([done.length, one.state.value.is]).toEqual([1, "idle"]);
  one.release();
  expect(takes).toBe(1);
});

test("a finger that the browser takes away ends nothing, and thrown away is thrown away", () => {
  const one = taking();
  one.press();
  now = 4_000;
  one.loseHold();
  one.release();
  expect(one.state.value).toMatchObject({ is: "recording", held: false });
  one.drop();
  expect([one.state.value.is, dropped, done]).toEqual(["idle", 1, []]);
  one.drop();
  expect(dropped).toBe(1);
});

test("without a microphone it says so", () => {
  microphone = false;
  const one = taking();
  one.press();
  one.release();
  expect(one.state.value).toEqual({ is: "idle", note: "no_microphone" });
});

test("a microphone that goes away ends it: what was said is sent, and why it ended is said", async () => {
  const one = taking();
  one.press();
  now = 4_000;
  lost();
  one.release();
  await Promise.resolve();
  expect([done, one.state.value, limits.length]).toEqual([[[SOUND, 4_000]], { is: "idle", note: "no_microphone" }, 0]);
  lost();
  expect(done.length).toBe(1);
});
