/** A link's report as it goes over the wire, and back. */

import type { ConversationLink, PeerLink } from "~/signaling/web/wire";
import type { LinkReport } from "./link";

type Said = Omit<ConversationLink, "conversation_id" | "endpoint" | "camera">;

export function wordOf(report: LinkReport): Said {
  return {
    type: "conversation.link",
    rung: report.rung,
    reason: report.reason,
    choice: report.choice,
    score: report.score,
    lost: report.lost,
    concealed: report.concealed,
    round_trip_ms: report.roundTripMs === null ? null : Math.round(report.roundTripMs),
    server_ms: report.serverMs === null ? null : Math.round(report.serverMs),
  };
}

export function reportOf(word: PeerLink): LinkReport {
  return {
    rung: word.rung,
    reason: word.reason,
    choice: word.choice,
    score: word.score,
    lost: word.lost,
    concealed: word.concealed,
    roundTripMs: word.round_trip_ms,
    serverMs: word.server_ms,
    camera: word.camera,
  };
}
