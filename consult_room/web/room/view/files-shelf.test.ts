import "fake-indexeddb/auto";
import { openDB } from "idb";
import { afterEach, expect, test } from "vitest";
import { erasePrivate } from "~/signaling/web/private";
import { openFileShelf } from "./files-shelf";

const FILE = { fileId: "f1", consultId: "c1", owner: "d1", kind: "photograph", name: "Karimova wound.jpg", title: "", size: 0, addedAtMs: 1 } as const;
const BYTES = new Uint8Array(2_500_000).map((_, n) => n % 253);

function content(bytes: Uint8Array<ArrayBuffer>) {
  return { size: bytes.length, name: "a.jpg", slice: (from: number, until: number) => new Blob([bytes.slice(from, until)]) };
}

afterEach(() => erasePrivate());

test("a file lies in sealed pieces, is there for the next page, and any part of it is read", async () => {
  const before = openFileShelf(() => 1);
  const kept = await before.put({ ...FILE, size: BYTES.length }, content(BYTES), new Uint8Array([1, 2, 3]));
  expect(kept.digest).toMatch(/^[0-9a-f]{64}$/);
  const after = openFileShelf(() => 1);
  expect(await after.all()).toEqual([kept]);
  expect([...(await after.preview("f1"))!]).toEqual([1, 2, 3]);
  const [from, until] = [1_048_570, 2_200_000];
  const read = await after.piece("f1", from, until);
  expect([read.length, read.every((byte, n) => byte === BYTES[from + n])]).toEqual([until - from, true]);
  const database = await openDB("tez-private-files");
  const lies = JSON.stringify((await database.getAll("files")).map((one: object) => Object.keys(one)));
  const [record] = (await database.getAll("files")) as [{ readonly sealed: ArrayBuffer }];
  expect(new TextDecoder("latin1").decode(record.sealed)).not.toContain("Karimova");
  expect(lies).not.toContain("name");
  expect(await database.count("pieces")).toBe(4);
  database.close();
  await after.remove("f1");
  expect([await after.all(), await after.preview("f1")]).toEqual([[], null]);
});

test("what the server has given up is thrown away, and signing out erases all", async () => {
  let now = 1;
  const shelf = openFileShelf(() => now);
  await shelf.put({ ...FILE, size: 4 }, content(new Uint8Array(4)), null);
  now += 73 * 3_600_000;
  expect(await shelf.all()).toEqual([]);
  now = 1;
  await shelf.put({ ...FILE, size: 4 }, content(new Uint8Array(4)), null);
  await erasePrivate();
  expect(await shelf.all()).toEqual([]);
});
