/** What a section of the record puts into the thread. */

import type { ComponentChildren } from "preact";

/** One entry. `atMs` is its place; what is not sent yet stands behind everything that is. */
export interface PlacedEntry {
  readonly key: string;
  readonly atMs: number;
  readonly unsent: boolean;
  readonly draw: () => ComponentChildren;
}
