/** Which conversations this page carries, kept in the tab: a reload goes on, a second tab of the same person does not. */

import type { Claims } from "./state/ports";

const KEY = "conversations";

export const tabClaims: Claims = {
  has: (id) => read().includes(id),
  add: (id) => write([...read().filter((one) => one !== id), id]),
  drop: (id) => write(read().filter((one) => one !== id)),
};

/** Where one page is the only one of its brigade (a tablet), every conversation is its own. */
export const allClaims: Claims = { has: () => true, add: () => undefined, drop: () => undefined };

function read(): string[] {
  return (sessionStorage.getItem(KEY) ?? "").split(" ").filter((id) => id !== "");
}

function write(ids: string[]): void {
  sessionStorage.setItem(KEY, ids.join(" "));
}
