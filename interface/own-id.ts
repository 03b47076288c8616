/** An element's id that no other element of the document has. The library's own are counted anew in each root, and a page has several. */

import { useState } from "preact/hooks";

let made = 0;

export function useOwnId(): string {
  const [id] = useState(() => `own-${(made += 1)}`);
  return id;
}
