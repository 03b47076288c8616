import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { openClipShelf } from "./clip-shelf";
import type { ShelvedClip } from "./state/clip-sending";

const HOUR_MS = 3_600_000;

function clip(clipId: string, spokenAtMs: number): ShelvedClip {
  return { clipId, conversationId: "c1", owner: "person:d1", spokenAtMs, sound: { of: clipId }, mediaType: "audio/webm", bytes: 4, lastsMs: 2_000 };
}

test("what lay there is there for the next page, until it is taken away or is old", async () => {
  let now = 20 * HOUR_MS;
  const before = openClipShelf(() => now);
  for (const one of [clip("old", 1), clip("a", 19 * HOUR_MS), clip("b", 20 * HOUR_MS)]) await before.put(one);
  const after = openClipShelf(() => now);
  expect((await after.all()).map(({ clipId, sound }) => [clipId, sound])).toEqual([["a", { of: "a" }], ["b", { of: "b" }]]);
  now = 1;
  expect((await after.all()).map(({ clipId }) => clipId)).toEqual(["a", "b"]);
  await after.remove("a");
  expect((await before.all()).map(({ clipId }) => clipId)).toEqual(["b"]);
});
