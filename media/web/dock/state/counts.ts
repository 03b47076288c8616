/** What a connection's statistics say has come, for the eye and for tests. */

import type { Sample } from "./freshness";

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
