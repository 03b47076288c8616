/** How every connection of a page is configured, and what it tells of itself. */

import type { IceServer } from "~/signaling/web/wire";
import { THE_PAGE, type ConnectionPlace } from "./fresh-document";
import type { Statistics } from "./state/reading";

export function connectionWith(iceServers: readonly IceServer[], place: ConnectionPlace = THE_PAGE): RTCPeerConnection {
  return place.make({
    bundlePolicy: "max-bundle",
    iceServers: iceServers.map(({ urls, username, credential }) => ({
      urls: [...urls],
      ...(username === null || credential === null ? {} : { username, credential }),
    })),
  });
}

export async function statisticsOf(connection: RTCPeerConnection): Promise<Statistics> {
  return [...(await connection.getStats()).values()] as Record<string, unknown>[];
}
