/**
 * Where a question that is being written lies: in IndexedDB, so that a power cut loses nothing, encrypted (AES-GCM, 256
 * bits, a nonce for each writing, bound to its writer) with a key that the browser made and gives to no script. Drafts and
 * key go when the person signs out; somebody else's drafts go when this page is opened by another person; what has lain
 * for three days goes too. What this does not protect against is said in `media/web/dock/clip-shelf.ts`.
 */

import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { privateName } from "~/signaling/web/private";
import type { DraftShelf, FormsMemory, KeptDraft } from "../state/asking";

const KEPT_MS = 72 * 3_600_000;
const CIPHER = "AES-GCM";
const KEY_BITS = 256;
const NONCE_BYTES = 12;

interface SealedDraft {
  readonly personId: string;
  readonly savedAtMs: number;
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
}

interface Shelves extends DBSchema {
  drafts: { key: string; value: SealedDraft };
  keys: { key: string; value: CryptoKey };
}

/** The shelf of one person. A browser that gives no storage, or no key, refuses each wish. */
export function openDraftShelf(personId: string, nowMs: () => number): DraftShelf {
  let opened: Promise<IDBPDatabase<Shelves>> | null = null;
  const shelf = (): Promise<IDBPDatabase<Shelves>> => {
    opened ??= openDB<Shelves>(privateName("drafts"), 1, {
      upgrade(fresh) {
        fresh.createObjectStore("drafts", { keyPath: "personId" });
        fresh.createObjectStore("keys");
      },
      // Somebody signs out, here or on another page: the database is to be erased.
      blocking(_now, _wished, { target }) {
        opened = null;
        (target as IDBDatabase).close();
      },
    });
    return opened;
  };
  return {
    read: async () => {
      const database = await shelf();
      const others = (await database.getAllKeys("drafts")).filter((key) => key !== personId);
      await Promise.all(others.map((key) => database.delete("drafts", key)));
      const found = await database.get("drafts", personId);
      if (found === undefined) return null;
      const kept = nowMs() - found.savedAtMs > KEPT_MS ? null : await unseal(database, found);
      if (kept === null) await database.delete("drafts", personId);
      return kept;
    },
    write: async (kept) => {
      const database = await shelf();
      await database.put("drafts", await seal(database, personId, kept));
    },
    remove: async () => (await shelf()).delete("drafts", personId),
  };
}

/** This browser's own, made at the first draft. Two pages that make one at once end with the same. */
async function keyOf(database: IDBPDatabase<Shelves>): Promise<CryptoKey> {
  const kept = await database.get("keys", "drafts");
  if (kept !== undefined) return kept;
  const made = await crypto.subtle.generateKey({ name: CIPHER, length: KEY_BITS }, false, ["encrypt", "decrypt"]);
  const transaction = database.transaction("keys", "readwrite");
  const first = await transaction.store.get("drafts");
  if (first === undefined) await transaction.store.put(made, "drafts");
  await transaction.done;
  return first ?? made;
}

async function seal(database: IDBPDatabase<Shelves>, personId: string, kept: KeptDraft): Promise<SealedDraft> {
  const plain = new TextEncoder().encode(JSON.stringify(kept));
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  return { personId, savedAtMs: kept.savedAtMs, nonce, sealed: await crypto.subtle.encrypt(cipher(personId, nonce), await keyOf(database), plain) };
}

/** Null: it can be read no more, its key was another. */
async function unseal(database: IDBPDatabase<Shelves>, { personId, nonce, sealed }: SealedDraft): Promise<KeptDraft | null> {
  const plain = await crypto.subtle.decrypt(cipher(personId, nonce), await keyOf(database), sealed).catch(() => null);
  return plain === null ? null : (JSON.parse(new TextDecoder().decode(plain)) as KeptDraft);
}

function cipher(personId: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
  return { name: CIPHER, iv, additionalData: new TextEncoder().encode(personId) };
}

/** Forms as they were last read: nothing in them is anybody's. */
export const formsMemory: FormsMemory = {
  get: (key) => localStorage.getItem(`room-forms ${key}`),
  set: (key, text) => {
    try {
      localStorage.setItem(`room-forms ${key}`, text);
    } catch {
      // A full storage: the form is read anew next time.
    }
  },
};
