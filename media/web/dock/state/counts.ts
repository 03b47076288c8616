/** What a connection's statistics say has come, for the eye and for tests. */

import type { Sample } from "./freshness";

/** A picture of which nothing has come for so long has ended: a browser keeps the last one. */
const STILL_MS = 5_000;

/** Which media lines' pictures move; a screen that is shown no more stops. */
export class Moving {
  readonly #seen = new Map<string, { frames: number; atMs: number }>();

  /** The mids of those that have moved of late. */
  feed(rows: readonly Readonly<Record<string, unknown>>[], nowMs: number): ReadonlySet<string> {
    for (const row of rows) {
      if (row["type"] !== "inbound-rtp" || row["kind"] !== "video") continue;
      const [mid, frames] = [String(row["mid"]), Number(row["framesDecoded"] ?? 0)];
      const before = this.#seen.get(mid);
      if (frames > (before?.frames ?? 0)) this.#seen.set(mid, { frames, atMs: nowMs });
      else if (before !== undefined && frames < before.frames) this.#seen.delete(mid);
    }
    return new Set([...this.#seen].filter(([, { atMs }]) => nowMs - atMs < STILL_MS).map(([mid]) => mid));
  }
}

/** What came by both kinds of media; and how loud each endpoint is, `endpoints` saying whose each media line is. */
export function countIn(
  rows: readonly Readonly<Record<string, unknown>>[],
  endpoints: ReadonlyMap<string, string>,
): readonly [Sample, ReadonlyMap<string, number>] {
  let [framesDecoded, audioPackets] = [0, 0];
  const levels = new Map<string, number>();
  for (const row of rows) {
    if (row["type"] !== "inbound-rtp") continue;
    if (row["kind"] === "audio") {
      audioPackets += Number(row["packetsReceived"] ?? 0);
      const endpoint = endpoints.get(String(row["mid"]));
      if (endpoint !== undefined) levels.set(endpoint, Number(row["audioLevel"] ?? 0));
    } else framesDecoded += Number(row["framesDecoded"] ?? 0);
  }
  return [{ framesDecoded, audioPackets, heard: audioPackets + framesDecoded }, levels];
}
