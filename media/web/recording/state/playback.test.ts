import { describe, expect, it } from "vitest";
import type { RecordedTake } from "~/signaling/web/wire";
import { lanesOf, Playback, takeAt, takeSoon } from "./playback";

const take = (key: string, from_ms: number, until_ms: number, more: Partial<RecordedTake> = {}): RecordedTake => ({
  reel_id: `${key} ${from_ms}`, take: 0, key, filmed: "person", from_ms, until_ms, parts: 1, size: 1, ...more,
});
const TAKES = [
  take("person:n", 0, 20_000),
  take("brigade:b", 4_000, 20_000),
  take("brigade:b", 60_000, 80_000),
  take("person:n", 61_000, 79_000, { filmed: "screen" }),
];

/** Plays for so long, a tick every 100 ms. */
function play(playback: Playback, ms: number, stalled = false, from = 0): void {
  for (let at = 0; at <= ms; at += 100) playback.tick(from + at, stalled);
}

describe("lanes", () => {
  it("are one a person and one a screen, their takes in order", () => {
    const lanes = lanesOf([...TAKES].reverse());
    expect(lanes.map(({ id, takes }) => [id, takes.length]).sort()).toEqual([
      ["brigade:b person", 2],
      ["person:n person", 1],
      ["person:n screen", 1],
    ]);
    expect(lanes.find(({ key }) => key === "brigade:b")!.takes[0]!.from_ms).toBe(4_000);
  });

  it("know what they play now, what next, and what last", () => {
    const lane = lanesOf(TAKES)[1]!;
    expect(takeAt(lane, 0)).toBeNull();
    expect(takeSoon(lane, 0).from_ms).toBe(4_000);
    expect(takeAt(lane, 20_000)).toBeNull();
    expect(takeSoon(lane, 80_000).from_ms).toBe(60_000);
  });
});

describe("the clock of a playback", () => {
  it("goes only while it plays and everybody can", () => {
    const playback = new Playback(TAKES);
    play(playback, 1_000);
    expect(playback.atMs.value).toBe(0);
    playback.toggle();
    play(playback, 1_000, false, 5_000);
    expect(playback.atMs.value).toBe(1_000);
    play(playback, 5_000, true, 6_000);
    expect(playback.atMs.value).toBe(1_000);
    play(playback, 500, false, 11_000);
    expect(playback.atMs.value).toBe(1_500);
  });

  it("passes over the time in which nobody was recorded", () => {
    const playback = new Playback(TAKES);
    playback.seek(19_900);
    playback.toggle();
    play(playback, 300);
    expect(playback.atMs.value).toBeGreaterThanOrEqual(60_000);
  });

  it("ends at the end, and begins anew", () => {
    const playback = new Playback(TAKES);
    playback.seek(79_950);
    playback.toggle();
    play(playback, 200);
    expect(playback.playing.value).toBe(false);
    expect(playback.ended.value).toBe(true);
    playback.toggle();
    expect(playback.atMs.value).toBe(0);
  });

  it("never leaves the recording", () => {
    const playback = new Playback([take("person:n", 5_000, 9_000)]);
    expect(playback.atMs.value).toBe(5_000);
    playback.seek(0);
    expect(playback.atMs.value).toBe(5_000);
    playback.seek(1e9);
    expect(playback.atMs.value).toBe(9_000);
  });

  it("shows one alone, or all", () => {
    const playback = new Playback(TAKES);
    expect(playback.shown()).toHaveLength(3);
    playback.choose("person:n screen");
    expect(playback.shown().map(({ filmed }) => filmed)).toEqual(["screen"]);
    playback.choose(null);
    expect(playback.shown()).toHaveLength(3);
  });
});
