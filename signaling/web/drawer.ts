/**
 * Where a front keeps what it needs to open without the server: who is here, the last board, the answers it lives by. In
 * IndexedDB, one person's at a time, encrypted (AES-GCM, 256 bits, a nonce for each writing, bound to its name) with a key
 * that the browser made and gives to no script. All of it goes when the person signs out, when another person's page is
 * opened, and when the server says that the sign-in has ended. What this does not protect against is said in
 * `media/web/dock/clip-shelf.ts`.
 */

import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { PAGES, privateName } from "./private";

/** Named things of one person, kept as JSON. */
export interface Drawer {
  /** From now on this person's. What lay there of anybody else goes. */
  give(personId: string): Promise<void>;
  /** What lies under the name; null when nothing does or it can be read no more. */
  read(name: string): Promise<unknown>;
  /** Nothing is kept while the drawer is nobody's, or when another page has given it to somebody else. */
  write(name: string, value: object): Promise<void>;
  remove(name: string): Promise<void>;
  /** Erases everything; the drawer is nobody's then. */
  empty(): Promise<void>;
}

const CIPHER = "AES-GCM";
const KEY_BITS = 256;
const NONCE_BYTES = 12;

interface Owner {
  readonly personId: string;
  readonly key: CryptoKey;
}

interface Sealed {
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
}

interface Drawers extends DBSchema {
  owner: { key: string; value: Owner };
  things: { key: string; value: Sealed };
}

const OWNER = "owner";
/** Losing the newest seconds in a power cut costs nothing; a strict writing every few seconds would cost the disk. */
const RELAXED: IDBTransactionOptions = { durability: "relaxed" };

export async function openDrawer(front: string): Promise<Drawer> {
  let closed = false;
  const database = await openDB<Drawers>(privateName(PAGES + front), 1, {
    upgrade(fresh) {
      fresh.createObjectStore("owner");
      fresh.createObjectStore("things");
    },
    // Somebody signs out, here or on another page: the database is to be erased, and this page keeps nothing more.
    blocking(_now, _wished, { target }) {
      closed = true;
      (target as IDBDatabase).close();
    },
  });
  return new IndexedDrawer(database, () => closed);
}

class IndexedDrawer implements Drawer {
  #owner: Owner | null = null;

  constructor(
    private readonly database: IDBPDatabase<Drawers>,
    private readonly closed: () => boolean,
  ) {}

  async give(personId: string): Promise<void> {
    const key = await crypto.subtle.generateKey({ name: CIPHER, length: KEY_BITS }, false, ["encrypt", "decrypt"]);
    if (this.closed()) return;
    const transaction = this.database.transaction(["owner", "things"], "readwrite", RELAXED);
    const owners = transaction.objectStore("owner");
    let owner = await owners.get(OWNER);
    if (owner?.personId !== personId) {
      owner = { personId, key };
      await Promise.all([owners.put(owner, OWNER), transaction.objectStore("things").clear()]);
    }
    await transaction.done;
    this.#owner = owner;
  }

  async read(name: string): Promise<unknown> {
    if (this.closed()) return null;
    const transaction = this.database.transaction(["owner", "things"]);
    const [owner, found] = await Promise.all([transaction.objectStore("owner").get(OWNER), transaction.objectStore("things").get(name)]);
    if (owner === undefined || found === undefined) return null;
    const plain = await crypto.subtle.decrypt(cipher(name, found.nonce), owner.key, found.sealed).catch(() => null);
    return plain === null ? null : JSON.parse(new TextDecoder().decode(plain));
  }

  async write(name: string, value: object): Promise<void> {
    const mine = this.#owner;
    if (mine === null) return;
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    const plain = new TextEncoder().encode(JSON.stringify(value));
    const sealed = await crypto.subtle.encrypt(cipher(name, nonce), mine.key, plain);
    if (this.closed() || this.#owner !== mine) return;
    const transaction = this.database.transaction(["owner", "things"], "readwrite", RELAXED);
    const owner = await transaction.objectStore("owner").get(OWNER);
    if (owner?.personId === mine.personId) await transaction.objectStore("things").put({ nonce, sealed }, name);
    await transaction.done;
  }

  async remove(name: string): Promise<void> {
    if (!this.closed()) await this.database.delete("things", name);
  }

  async empty(): Promise<void> {
    this.#owner = null;
    if (this.closed()) return;
    const transaction = this.database.transaction(["owner", "things"], "readwrite");
    await Promise.all([transaction.objectStore("owner").clear(), transaction.objectStore("things").clear(), transaction.done]);
  }
}

function cipher(name: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
  return { name: CIPHER, iv, additionalData: new TextEncoder().encode(name) };
}
