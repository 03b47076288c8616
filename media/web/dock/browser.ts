/** What a conversation needs of this browser, for whichever page carries one: the dock, the caller's, a guest's. */

import { openMedia, type DeviceMedia } from "./devices";
import { BrowserDown, BrowserUp } from "./forwarder";
import { BrowserPeer } from "./peer";
import type { TalkPorts } from "./state/ports";

export function browserPorts(session: { newId(): string }): TalkPorts {
  return {
    openMedia: (video) => openMedia(video),
    makePeer: (wanted) => new BrowserPeer(wanted),
    makeUp: (media, iceServers) => new BrowserUp(media as DeviceMedia, iceServers),
    makeDown: (iceServers) => new BrowserDown(iceServers),
    wait: (ms, act) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
    newEndpoint: () => session.newId(),
  };
}
