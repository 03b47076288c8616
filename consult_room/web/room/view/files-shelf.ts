/**
 * Where files lie until the server has them: in IndexedDB, so that a reload loses none, and sealed.
 *
 * As with voice clips, everything that says what or about whom is encrypted (AES-GCM, a nonce for each piece, bound to
 * its place) with a key that the browser made itself and gives to no script. A file lies in pieces of a mebibyte, so
 * that a film of two hundred needs no more memory than a photograph. Signing out erases all of it.
 */

import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { privateName } from "~/signaling/web/private";
import { Sha256 } from "../state/files-digest";
import type { Bytes, Content, FileShelf, WaitingFile } from "../state/files-sending";

const PIECE = 1024 * 1024;
/** The server gives up what has not come by then. */
const SHELVED_MS = 72 * 3_600_000;
const CIPHER = "AES-GCM";

interface Sealed {
  readonly nonce: Bytes;
  readonly sealed: ArrayBuffer;
}

interface Shelves extends DBSchema {
  files: { key: string; value: Sealed & { readonly fileId: string; readonly addedAtMs: number } };
  pieces: { key: [string, number]; value: Sealed };
  keys: { key: string; value: CryptoKey };
}

const PREVIEW_AT = -1;

export function openFileShelf(nowMs: () => number): FileShelf {
  let opened: Promise<IDBPDatabase<Shelves>> | null = null;
  const shelf = (): Promise<IDBPDatabase<Shelves>> => {
    opened ??= openDB<Shelves>(privateName("files"), 1, {
      upgrade(fresh) {
        fresh.createObjectStore("files", { keyPath: "fileId" });
        fresh.createObjectStore("pieces");
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
  const remove = async (fileId: string): Promise<void> => {
    const database = await shelf();
    await database.delete("files", fileId);
    await database.delete("pieces", IDBKeyRange.bound([fileId, PREVIEW_AT], [fileId, Number.MAX_SAFE_INTEGER]));
  };
  const pieceAt = async (fileId: string, number: number): Promise<Bytes | null> => {
    const database = await shelf();
    const kept = await database.get("pieces", [fileId, number]);
    return kept === undefined ? null : unseal(database, kept, `${fileId} ${number}`);
  };
  return {
    all: async () => {
      const database = await shelf();
      const found = await database.getAll("files");
      const read = await Promise.all(
        found.map(async (one) => {
          const words = nowMs() - one.addedAtMs > SHELVED_MS ? null : await unseal(database, one, one.fileId);
          return words === null ? null : (JSON.parse(new TextDecoder().decode(words)) as WaitingFile);
        }),
      );
      await Promise.all(found.map(({ fileId }, index) => (read[index] === null ? remove(fileId) : undefined)));
      return read.filter((one) => one !== null);
    },
    put: async (file, content, preview) => {
      const database = await shelf();
      const digest = await readOnce(content, async (number, piece) => {
        await database.put("pieces", await seal(database, piece, `${file.fileId} ${number}`), [file.fileId, number]);
      });
      if (preview !== null) await database.put("pieces", await seal(database, preview, `${file.fileId} ${PREVIEW_AT}`), [file.fileId, PREVIEW_AT]);
      const kept: WaitingFile = { ...file, digest };
      const words = new TextEncoder().encode(JSON.stringify(kept));
      await database.put("files", { ...(await seal(database, words, file.fileId)), fileId: file.fileId, addedAtMs: file.addedAtMs });
      return kept;
    },
    piece: async (fileId, from, until) => {
      const wanted = new Uint8Array(until - from);
      for (let number = Math.floor(from / PIECE); number * PIECE < until; number += 1) {
        const piece = await pieceAt(fileId, number);
        if (piece === null) throw new Error("a piece is gone from the shelf");
        const start = Math.max(0, from - number * PIECE);
        wanted.set(piece.subarray(start, Math.min(piece.length, until - number * PIECE)), number * PIECE + start - from);
      }
      return wanted;
    },
    preview: (fileId) => pieceAt(fileId, PREVIEW_AT),
    remove,
  };
}

/** A browser that gives no storage: files stay with the page, and with the folder that they were taken from. */
export function memoryShelf(): FileShelf {
  const kept = new Map<string, { readonly file: WaitingFile; readonly content: Content; readonly preview: Bytes | null }>();
  return {
    all: () => Promise.resolve([...kept.values()].map(({ file }) => file)),
    put: async (file, content, preview) => {
      const digest = await readOnce(content, () => Promise.resolve());
      kept.set(file.fileId, { file: { ...file, digest }, content, preview });
      return { ...file, digest };
    },
    piece: async (fileId, from, until) => new Uint8Array((await kept.get(fileId)?.content.slice(from, until).arrayBuffer()) ?? new ArrayBuffer(0)),
    preview: (fileId) => Promise.resolve(kept.get(fileId)?.preview ?? null),
    remove: (fileId) => Promise.resolve(void kept.delete(fileId)),
  };
}

/** Its SHA-256. */
async function readOnce(content: Content, take: (number: number, piece: Bytes) => Promise<void>): Promise<string> {
  const digest = new Sha256();
  for (let number = 0; number * PIECE < content.size; number += 1) {
    const piece = new Uint8Array(await content.slice(number * PIECE, Math.min(content.size, (number + 1) * PIECE)).arrayBuffer());
    digest.update(piece);
    await take(number, piece);
  }
  return digest.digest();
}

async function keyOf(database: IDBPDatabase<Shelves>): Promise<CryptoKey> {
  const kept = await database.get("keys", "files");
  if (kept !== undefined) return kept;
  const made = await crypto.subtle.generateKey({ name: CIPHER, length: 256 }, false, ["encrypt", "decrypt"]);
  const transaction = database.transaction("keys", "readwrite");
  const first = await transaction.store.get("files");
  if (first === undefined) await transaction.store.put(made, "files");
  await transaction.done;
  return first ?? made;
}

async function seal(database: IDBPDatabase<Shelves>, plain: Bytes, place: string): Promise<Sealed> {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  return { nonce, sealed: await crypto.subtle.encrypt(cipher(place, nonce), await keyOf(database), plain) };
}

/** Null: it can be read no more, its key was another. */
async function unseal(database: IDBPDatabase<Shelves>, { nonce, sealed }: Sealed, place: string): Promise<Bytes | null> {
  const plain = await crypto.subtle.decrypt(cipher(place, nonce), await keyOf(database), sealed).catch(() => null);
  return plain === null ? null : new Uint8Array(plain);
}

function cipher(place: string, iv: Bytes): AesGcmParams {
  return { name: CIPHER, iv, additionalData: new TextEncoder().encode(place) };
}
