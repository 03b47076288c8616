import "fake-indexeddb/auto";
import { openDB } from "idb";
import { afterEach, expect, test } from "vitest";
import { erasePrivate } from "~/signaling/web/private";
import { openClipShelf } from "./clip-shelf";
import type { ShelvedClip } from "./state/clip-sending";

const HOUR_MS = 3_600_000;
const NAME = "tez-private-clips";

function clip(clipId: string, spokenAtMs: number): ShelvedClip {
  const sound = new Blob([`spoken ${clipId}`], { type: "audio/webm" });
  return { clipId, conversationId: "c1", owner: "person:d1", spokenAtMs, sound, mediaType: "audio/webm", bytes: sound.size, lastsMs: 2_000 };
}

function textOf({ sound }: ShelvedClip): Promise<string> {
  return (sound as Blob).text();
}

/** What somebody finds who reads the records themselves. */
async function recordsOf(store: "clips" | "keys"): Promise<unknown[]> {
  const database = await openDB(NAME);
  const found = await database.getAll(store);
  database.close();
  return found;
}

afterEach(() => erasePrivate());

test("what lay there is there for the next page, until it is taken away or is old", async () => {
  let now = 20 * HOUR_MS;
  const before = openClipShelf(() => now);
  for (const one of [clip("old", 1), clip("a", 19 * HOUR_MS), clip("b", 20 * HOUR_MS)]) await before.put(one);
  const after = openClipShelf(() => now);
  const [a, b] = await after.all();
  expect([a, b]).toMatchObject([{ ...clip("a", 19 * HOUR_MS), sound: {} }, { ...clip("b", 20 * HOUR_MS), sound: {} }]);
  expect([await textOf(a!), await textOf(b!), (a!.sound as Blob).type]).toEqual(["spoken a", "spoken b", "audio/webm"]);
  now = 1;
  expect((await after.all()).map(({ clipId }) => clipId)).toEqual(["a", "b"]);
  await after.remove("a");
  expect((await before.all()).map(({ clipId }) => clipId)).toEqual(["b"]);
});

test("on the disk stands neither what was said nor by whom, and the key can be used but not read", async () => {
  const shelf = openClipShelf(() => 1);
  await shelf.put(clip("a", 1));
  const [record] = (await recordsOf("clips")) as [{ readonly sealed: ArrayBuffer; readonly nonce: Uint8Array }];
  expect(Object.keys(record).sort()).toEqual(["clipId", "nonce", "sealed", "spokenAtMs"]);
  const lies = new TextDecoder("latin1").decode(record.sealed);
  for (const word of ["spoken", "person:d1", "c1", "audio/webm"]) expect(lies).not.toContain(word);
  const [key] = (await recordsOf("keys")) as [CryptoKey];
  expect(key.extractable).toBe(false);
  await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
});

test("the same words are never sealed alike, and a record under another's name is not believed", async () => {
  const shelf = openClipShelf(() => 1);
  await Promise.all([shelf.put(clip("a", 1)), shelf.put(clip("b", 1))]);
  const [a, b] = (await recordsOf("clips")) as [{ readonly nonce: Uint8Array }, { readonly nonce: Uint8Array }];
  expect([...a.nonce]).not.toEqual([...b.nonce]);
  const database = await openDB(NAME);
  await database.put("clips", { ...a, clipId: "b" });
  database.close();
  expect((await shelf.all()).map(({ clipId }) => clipId)).toEqual(["a"]);
  expect((await recordsOf("clips")).length).toBe(1);
});

test("who signs out leaves neither clips nor key, and other databases stand", async () => {
  const shelf = openClipShelf(() => 1);
  await shelf.put(clip("a", 1));
  (await openDB("tez-outbox-console")).close();
  await erasePrivate();
  expect((await indexedDB.databases()).map(({ name }) => name)).toEqual(["tez-outbox-console"]);
  // The next person on this browser begins with an empty shelf and a key of their own.
  expect(await shelf.all()).toEqual([]);
  await shelf.put(clip("b", 1));
  expect((await shelf.all()).map(({ clipId }) => clipId)).toEqual(["b"]);
});
