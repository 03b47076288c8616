/**
 * What is made ready while it rings. The asker's device offers then already; every page that rings keeps the newest
 * offer, so that the tap on "accept" can be answered with the answer itself. Nothing goes from device to device before
 * that tap: the answer is made after it, and without an answer no connection begins.
 */

import type { IceServer } from "~/signaling/web/wire";
import type { PeerCandidate, PeerDescription } from "./words";

const CANDIDATES_AT_MOST = 64;

/** What an answer needs to begin with. */
export interface Offered {
  readonly messages: readonly (PeerDescription | PeerCandidate)[];
  readonly iceServers: Promise<readonly IceServer[]>;
}

export class Ahead {
  readonly #askServers: () => Promise<readonly IceServer[]>;
  readonly #messages = new Map<string, (PeerDescription | PeerCandidate)[]>();
  readonly #servers = new Map<string, Promise<readonly IceServer[]>>();

  constructor(askServers: () => Promise<readonly IceServer[]>) {
    this.#askServers = askServers;
  }

  /** These ring now; of the others nothing is kept. */
  ringing(conversationIds: readonly string[]): void {
    for (const id of conversationIds) if (!this.#servers.has(id)) this.#servers.set(id, this.#askServers());
    for (const id of [...this.#servers.keys()]) if (!conversationIds.includes(id)) this.#servers.delete(id);
    for (const id of [...this.#messages.keys()]) if (!conversationIds.includes(id)) this.#messages.delete(id);
  }

  /** A signal for all who are rung; false when it is for one device. */
  hear(message: PeerDescription | PeerCandidate | { readonly type: string }): boolean {
    if (!isOffered(message) || message.to_endpoint !== "") return false;
    const id = message.conversation_id;
    const kept = this.#messages.get(id);
    if (message.type === "peer.description") this.#messages.set(id, [message]);
    else if (kept !== undefined && kept.length <= CANDIDATES_AT_MOST) kept.push(message);
    return true;
  }

  offered(conversationId: string): Offered {
    return {
      messages: this.#messages.get(conversationId) ?? [],
      iceServers: this.#servers.get(conversationId) ?? this.#askServers(),
    };
  }
}

function isOffered(message: PeerDescription | PeerCandidate | { readonly type: string }): message is PeerDescription | PeerCandidate {
  return message.type === "peer.description" || message.type === "peer.candidate";
}
