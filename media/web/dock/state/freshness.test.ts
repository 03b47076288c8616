import { expect, test } from "vitest";
import { DOUBT_MS, Freshness, MEDIA_LIMIT_MS, PATH_LIMIT_MS } from "./freshness";

const at = (audioPackets: number, heard = audioPackets): { framesDecoded: number; audioPackets: number; heard: number } => ({ framesDecoded: 0, audioPackets, heard });

test("speech that stops for a second is stale, and fresh again with the next packet", () => {
  const fresh = new Freshness();
  expect(fresh.feed(at(0), 0)).toBe(true);
  expect(fresh.feed(at(50), 1000)).toBe(true);
  expect(fresh.feed(at(50), 1000 + MEDIA_LIMIT_MS - 1)).toBe(true);
  expect(fresh.feed(at(50), 1000 + MEDIA_LIMIT_MS)).toBe(false);
  expect(fresh.feed(at(51), 5000)).toBe(true);
});

test("on a slow way speech may be late by a round trip, and by two seconds at most", () => {
  for (const [tripMs, allowedMs] of [[1_000, 1_000], [9_000, 2_000]] as const) {
    const fresh = new Freshness();
    fresh.feed(at(50), 0, tripMs);
    expect(fresh.feed(at(50), MEDIA_LIMIT_MS + allowedMs - 1, tripMs)).toBe(true);
    expect(fresh.feed(at(50), MEDIA_LIMIT_MS + allowedMs, tripMs)).toBe(false);
  }
});

test("where no speech ever came the path's own checks tell", () => {
  const fresh = new Freshness();
  fresh.feed(at(0, 1), 0);
  expect(fresh.feed(at(0, 1), PATH_LIMIT_MS - 1)).toBe(true);
  expect(fresh.feed(at(0, 1), PATH_LIMIT_MS)).toBe(false);
  expect(fresh.feed(at(0, 2), PATH_LIMIT_MS + 1)).toBe(true);
});

test("speech that is late is doubted before it is given up, and silence from the start is not", () => {
  const [spoken, never] = [new Freshness(), new Freshness()];
  spoken.feed(at(50), 0);
  never.feed(at(0), 0);
  expect([spoken.doubtful(DOUBT_MS - 1), spoken.doubtful(DOUBT_MS), spoken.doubtful(DOUBT_MS, 300)]).toEqual([false, true, false]);
  expect(never.doubtful(5_000)).toBe(false);
});

test("it is quiet while no speech has come since the last look, and only where some came before", () => {
  const fresh = new Freshness();
  const quiet = [at(0), at(0, 1), at(20), at(20, 30), at(21)].map((sample, number) => {
    fresh.feed(sample, number * 250);
    return fresh.quiet;
  });
  expect(quiet).toEqual([false, false, false, true, false]);
});
