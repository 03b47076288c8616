/** Up to when this person has read a thread, on this device: times and ids alone. Pages of one browser know it of each
 * other. */

import { signal, type ReadonlySignal } from "@preact/signals-core";

const PREFIX = "read-up-to";
const AT_MOST = 200;

const changes = signal(0);
if (typeof addEventListener === "function") addEventListener("storage", ({ key }) => key?.startsWith(PREFIX) === true && (changes.value += 1));

/** Changes whenever a thread was read, here or on another page. */
export const readMarksChanged: ReadonlySignal<number> = changes;

type Marks = Readonly<Record<string, number>>;

function marksOf(personId: string): Marks {
  try {
    return JSON.parse(localStorage.getItem(`${PREFIX} ${personId}`) ?? "{}") as Marks;
  } catch {
    return {};
  }
}

/** 0: never. */
export function readUpTo(personId: string, threadId: string): number {
  return marksOf(personId)[threadId] ?? 0;
}

export function markRead(personId: string, threadId: string, upToMs: number): void {
  const marks = marksOf(personId);
  if ((marks[threadId] ?? 0) >= upToMs) return;
  const newest = Object.entries({ ...marks, [threadId]: upToMs }).sort(([, one], [, other]) => other - one);
  localStorage.setItem(`${PREFIX} ${personId}`, JSON.stringify(Object.fromEntries(newest.slice(0, AT_MOST))));
  changes.value += 1;
}

interface Said {
  readonly author_id: string;
  readonly at_ms: number;
}

/** How many lines of others came since. */
export function unreadOf(lines: readonly Said[], selfId: string, upToMs: number): number {
  return lines.filter((line) => line.author_id !== selfId && line.at_ms > upToMs).length;
}
