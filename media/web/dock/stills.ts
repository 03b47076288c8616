/** This page's camera takes the stills that it is asked for: for the dock, and for pages that carry a conversation without one. */

import { computed, type ReadonlySignal } from "@preact/signals-core";
import type { Session } from "~/signaling/web/session";
import type { DeviceMedia } from "./devices";
import { keepOwnPart } from "./own-parts";
import { StillTaker, type Piece, type Posted } from "./state/still-taker";
import type { Talk } from "./state/talk";
import { takeStill } from "./still-camera";

/** Longer than the slowest piece should take; a line that is lost may never say so. */
const POST_MS = 30_000;

/** From now on until it is called off. `talk`: the conversation that this page carries. */
export function takeStills(session: Session, talk: ReadonlySignal<Talk | null>): () => void {
  const endpoint = computed(() => (talk.value === null || talk.value.replaced.value ? null : talk.value.endpoint));
  const taker = new StillTaker(
    session,
    {
      take: (x, y) => takeStill((talk.peek()?.own.media.peek() ?? null) as DeviceMedia | null, x, y),
      post,
      wait: (ms, act) => {
        const timer = setTimeout(act, ms);
        return () => clearTimeout(timer);
      },
      nowMs: () => performance.now(),
    },
    endpoint,
  );
  return () => taker.close();
}

async function post({ stillId, endpoint, part, content, at, until, size, plan }: Piece): Promise<Posted> {
  keepOwnPart(stillId, part, content as Blob);
  const query = new URLSearchParams({ at: String(at), size: String(size), endpoint });
  for (const [name, value] of Object.entries(plan ?? {})) query.set(name, String(value));
  try {
    const answer = await fetch(`/api/stills/${stillId}/${part}?${query.toString()}`, {
      method: "POST",
      headers: { "Content-Type": "image/jpeg" },
      body: (content as Blob).slice(at, until),
      signal: AbortSignal.timeout(POST_MS),
    });
    if (answer.ok) return (await answer.json()) as Posted;
    // The server is starting, or its disk is full: the same piece later.
    return answer.status >= 500 ? "lost" : { refused: String(answer.status) };
  } catch {
    return "lost";
  }
}
