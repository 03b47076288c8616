/** What a conversation hears past the journal. */

import type { ConversationAway, ForwardDownOffer, ForwardUpAnswer, PeerCameraWish, PeerLink } from "~/signaling/web/wire";
import type { PeerMessage } from "./words";

export const HEARD_SIGNALS = [
  "peer.description", "peer.candidate", "peer.wants_negotiation", "peer.link", "peer.camera_wish",
  "forward.up_answer", "forward.down_offer", "conversation.away",
] as const;
export type TalkMessage = PeerMessage | ForwardUpAnswer | ForwardDownOffer | PeerLink | PeerCameraWish | ConversationAway;
