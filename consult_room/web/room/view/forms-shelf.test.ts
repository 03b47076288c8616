import "fake-indexeddb/auto";
import { openDB } from "idb";
import { afterEach, expect, test } from "vitest";
import { erasePrivate } from "~/signaling/web/private";
import type { KeptDraft } from "../state/asking";
import { EMPTY_DRAFT } from "../state/draft";
import { openDraftShelf } from "./forms-shelf";

const DAY_MS = 86_400_000;
const KEPT: KeptDraft = { consultId: "c", savedAtMs: 10 * DAY_MS, draft: { ...EMPTY_DRAFT, question: "ptosis since noon", entries: { glucose: "6" } } };

async function recordsOf(): Promise<unknown[]> {
  const database = await openDB("tez-private-drafts");
  const found = await database.getAll("drafts");
  database.close();
  return found;
}

afterEach(() => erasePrivate());

test("[CD10] it comes back to its writer, and to nobody else on the same machine", async () => {
  await openDraftShelf("li", () => KEPT.savedAtMs).write(KEPT);
  expect(await openDraftShelf("li", () => KEPT.savedAtMs).read()).toEqual(KEPT);
  expect(await openDraftShelf("ali", () => KEPT.savedAtMs).read()).toBeNull();
  expect(await recordsOf()).toEqual([]);
});

test("[CD10] who reads the records finds no word of it", async () => {
  await openDraftShelf("li", () => KEPT.savedAtMs).write(KEPT);
  const [record] = (await recordsOf()) as Record<string, unknown>[];
  expect(Object.keys(record ?? {}).sort()).toEqual(["nonce", "personId", "savedAtMs", "sealed"]);
  expect(new TextDecoder().decode(record?.["sealed"] as ArrayBuffer)).not.toContain("ptosis");
});

test("[CD10] signing out erases it", async () => {
  const shelf = openDraftShelf("li", () => KEPT.savedAtMs);
  await shelf.write(KEPT);
  await erasePrivate();
  expect(await shelf.read()).toBeNull();
});

test("what has lain for three days is gone, and so is what is removed", async () => {
  const shelf = openDraftShelf("li", () => KEPT.savedAtMs + 4 * DAY_MS);
  await shelf.write(KEPT);
  expect(await shelf.read()).toBeNull();
  await shelf.write({ ...KEPT, savedAtMs: KEPT.savedAtMs + 3 * DAY_MS });
  await shelf.remove();
  expect(await shelf.read()).toBeNull();
});
