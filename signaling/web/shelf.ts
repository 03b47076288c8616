/** The outbox's shelf in IndexedDB. Strict durability: what is kept is on the disk, not in a cache of the browser. */

import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Kept, Shelf } from "./outbox";

interface Shelves extends DBSchema {
  wishes: { key: string; value: Kept };
}

const STRICT: IDBTransactionOptions = { durability: "strict" };

/** Opens the shelf of one front; fronts do not send each other's wishes. */
export async function openShelf(front: string): Promise<Shelf> {
  const database = await openDB<Shelves>(`tez-outbox-${front}`, 1, {
    upgrade(fresh) {
      fresh.createObjectStore("wishes", { keyPath: "message.id" });
    },
  });
  return new IndexedShelf(database);
}

class IndexedShelf implements Shelf {
  constructor(private readonly database: IDBPDatabase<Shelves>) {}

  all(): Promise<Kept[]> {
    return this.database.getAll("wishes");
  }

  async put(kept: Kept): Promise<void> {
    const transaction = this.database.transaction("wishes", "readwrite", STRICT);
    await Promise.all([transaction.store.put(kept), transaction.done]);
  }

  async remove(id: string): Promise<void> {
    const transaction = this.database.transaction("wishes", "readwrite", STRICT);
    await Promise.all([transaction.store.delete(id), transaction.done]);
  }
}

/** A shelf that forgets with the page, for a browser that gives no storage (private windows). */
export class ForgetfulShelf implements Shelf {
  readonly #wishes = new Map<string, Kept>();

  all(): Promise<Kept[]> {
    return Promise.resolve([...this.#wishes.values()]);
  }

  put(kept: Kept): Promise<void> {
    this.#wishes.set(kept.message.id, kept);
    return Promise.resolve();
  }

  remove(id: string): Promise<void> {
    this.#wishes.delete(id);
    return Promise.resolve();
  }
}
