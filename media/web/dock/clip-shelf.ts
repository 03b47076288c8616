/** Where clips lie until the server has them: in IndexedDB, so that a reload loses none. */

import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { ClipShelf, ShelvedClip } from "./state/clip-sending";

/** A clip that was never sent is thrown away: its conversation is over long since. */
const SHELVED_MS = 12 * 3_600_000;

interface Shelves extends DBSchema {
  clips: { key: string; value: ShelvedClip };
}

/** Opened at its first use. A browser that gives no storage refuses each wish, and clips stay with the page. */
export function openClipShelf(nowMs: () => number): ClipShelf {
  let opened: Promise<IDBPDatabase<Shelves>> | null = null;
  const shelf = (): Promise<IDBPDatabase<Shelves>> => {
    opened ??= openDB<Shelves>("tez-clips", 1, {
      upgrade(fresh) {
        fresh.createObjectStore("clips", { keyPath: "clipId" });
      },
    });
    return opened;
  };
  return {
    all: async () => {
      const database = await shelf();
      const clips = await database.getAll("clips");
      const old = clips.filter(({ spokenAtMs }) => nowMs() - spokenAtMs > SHELVED_MS);
      await Promise.all(old.map(({ clipId }) => database.delete("clips", clipId)));
      return clips.filter((clip) => !old.includes(clip));
    },
    put: async (clip) => void (await (await shelf()).put("clips", clip)),
    remove: async (clipId) => (await shelf()).delete("clips", clipId),
  };
}
