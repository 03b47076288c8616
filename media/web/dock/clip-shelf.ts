/**
 * Where clips lie until the server has them: in IndexedDB, so that a reload loses none, and sealed.
 *
 * What is said, about whom and by whom is encrypted (AES-GCM, 256 bits, a nonce for each clip, bound to the clip's id)
 * with a key that the browser made itself and gives to no script: it can be used, not read. Open lie the clip's id, its
 * size and when it was spoken, by which old ones are found. A clip goes when the server has it, all clips and the key go
 * when the person signs out.
 *
 * This protects against who reads or copies the database's records, by the browser's own tools or from an export, and
 * makes what is left of erased records on a disk worthless once the key is gone. It does not protect against a script
 * that runs in this page or another of this origin, which may use the key as we do, nor against who takes the browser's
 * whole profile: the key lies in it, and a browser does not encrypt it by itself. For that the device's own disk
 * encryption is needed.
 */

import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { privateName } from "~/signaling/web/private";
import type { ClipShelf, ShelvedClip } from "./state/clip-sending";

/** A clip that was never sent is thrown away: its conversation is over long since. */
const SHELVED_MS = 12 * 3_600_000;
const CIPHER = "AES-GCM";
const KEY_BITS = 256;
const NONCE_BYTES = 12;
/** Before the sound stands what it is, and before that how long that is, in bytes. */
const LENGTH_BYTES = 4;

interface SealedClip {
  readonly clipId: string;
  readonly spokenAtMs: number;
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
}

interface Shelves extends DBSchema {
  clips: { key: string; value: SealedClip };
  keys: { key: string; value: CryptoKey };
}

type About = Omit<ShelvedClip, "sound" | "clipId" | "spokenAtMs">;

/** Opened at its first use. A browser that gives no storage, or no key, refuses each wish, and clips stay with the page. */
export function openClipShelf(nowMs: () => number): ClipShelf {
  let opened: Promise<IDBPDatabase<Shelves>> | null = null;
  const shelf = (): Promise<IDBPDatabase<Shelves>> => {
    opened ??= openDB<Shelves>(privateName("clips"), 1, {
      upgrade(fresh) {
        fresh.createObjectStore("clips", { keyPath: "clipId" });
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
    all: async () => {
      const database = await shelf();
      const found = await database.getAll("clips");
      const read = await Promise.all(found.map((one) => (nowMs() - one.spokenAtMs > SHELVED_MS ? null : unseal(database, one))));
      const lost = found.filter((_, index) => read[index] === null);
      await Promise.all(lost.map(({ clipId }) => database.delete("clips", clipId)));
      return read.filter((one) => one !== null);
    },
    put: async (clip) => {
      const database = await shelf();
      await database.put("clips", await seal(database, clip));
    },
    remove: async (clipId) => (await shelf()).delete("clips", clipId),
  };
}

/** This browser's own, made at the first clip. Two pages that make one at once end with the same. */
async function keyOf(database: IDBPDatabase<Shelves>): Promise<CryptoKey> {
  const kept = await database.get("keys", "clips");
  if (kept !== undefined) return kept;
  const made = await crypto.subtle.generateKey({ name: CIPHER, length: KEY_BITS }, false, ["encrypt", "decrypt"]);
  const transaction = database.transaction("keys", "readwrite");
  const first = await transaction.store.get("clips");
  if (first === undefined) await transaction.store.put(made, "clips");
  await transaction.done;
  return first ?? made;
}

async function seal(database: IDBPDatabase<Shelves>, { sound, clipId, spokenAtMs, ...about }: ShelvedClip): Promise<SealedClip> {
  const words = new TextEncoder().encode(JSON.stringify(about satisfies About));
  const length = new DataView(new ArrayBuffer(LENGTH_BYTES));
  length.setUint32(0, words.length);
  const plain = await new Blob([length.buffer, words, sound as Blob]).arrayBuffer();
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = await crypto.subtle.encrypt(cipher(clipId, nonce), await keyOf(database), plain);
  return { clipId, spokenAtMs, nonce, sealed };
}

/** Null: it can be read no more, its key was another. */
async function unseal(database: IDBPDatabase<Shelves>, { clipId, spokenAtMs, nonce, sealed }: SealedClip): Promise<ShelvedClip | null> {
  const key = await keyOf(database);
  const plain = await crypto.subtle.decrypt(cipher(clipId, nonce), key, sealed).catch(() => null);
  if (plain === null) return null;
  const end = LENGTH_BYTES + new DataView(plain).getUint32(0);
  const about = JSON.parse(new TextDecoder().decode(plain.slice(LENGTH_BYTES, end))) as About;
  return { ...about, clipId, spokenAtMs, sound: new Blob([plain.slice(end)], { type: about.mediaType }) };
}

function cipher(clipId: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
  return { name: CIPHER, iv, additionalData: new TextEncoder().encode(clipId) };
}
