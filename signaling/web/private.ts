/**
 * What a person has said or shown and this browser keeps for a while lies in databases of their own, whose names begin
 * alike, so that signing out erases all of them without knowing which parts of the house keep something.
 */

const BEGINS = "tez-private-";
/** What pages keep to open without the server: parts whose names begin so. */
export const PAGES = "page-";

export function privateName(part: string): string {
  return BEGINS + part;
}

/** Erases them all, or those whose part's name begins with `part`. A page that still has one open has to close it when it is told so; then it goes. */
export async function erasePrivate(part = ""): Promise<void> {
  if (globalThis.indexedDB === undefined) return;
  // A browser that gives no storage has kept nothing.
  const found = await indexedDB.databases().catch(() => []);
  await Promise.all(found.map(({ name }) => (name?.startsWith(BEGINS + part) === true ? erase(name) : undefined)));
}

/** Done also when it has to wait for another page: the browser erases it as soon as that page lets go. */
function erase(name: string): Promise<void> {
  return new Promise((done) => {
    const wish = indexedDB.deleteDatabase(name);
    wish.onsuccess = wish.onerror = wish.onblocked = () => done();
  });
}
