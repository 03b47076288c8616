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

/** One of the others, as heard: how loud now, 0 to 1; since the path began, packets that came and energy that was played. */
export interface Voice {
  readonly level: number;
  readonly packets: number;
  readonly energy: number;
}

/** What came by both kinds of media; and each endpoint's voice, `endpoints` saying whose each media line is. */
export function countIn(
  rows: readonly Readonly<Record<string, unknown>>[],
  endpoints: ReadonlyMap<string, string>,
): readonly [Sample, ReadonlyMap<string, Voice>] {
  let [framesDecoded, audioPackets] = [0, 0];
  const voices = new Map<string, Voice>();
  for (const row of rows) {
    if (row["type"] !== "inbound-rtp") continue;
    if (row["kind"] === "audio") {
      const packets = Number(row["packetsReceived"] ?? 0);
      audioPackets += packets;
      const endpoint = endpoints.get(String(row["mid"]));
      if (endpoint !== undefined) voices.set(endpoint, { level: Number(row["audioLevel"] ?? 0), packets, energy: Number(row["totalAudioEnergy"] ?? 0) });
    } else framesDecoded += Number(row["framesDecoded"] ?? 0);
  }
  return [{ framesDecoded, audioPackets, heard: audioPackets + framesDecoded }, voices];
}
