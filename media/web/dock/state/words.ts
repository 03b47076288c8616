/** What the words of conversations mean to a page that knows who it is. */

import type { ConversationView, PeerCandidate, PeerDescription, PeerWantsNegotiation } from "~/signaling/web/wire";

export type { ConversationView, PeerCandidate, PeerDescription, PeerWantsNegotiation };
export type Side = "asker" | "answerer";
export type Relation = ConversationView["to_relation"];
export type Candidate = Pick<PeerCandidate, "candidate" | "mid" | "line">;
export type PeerMessage = PeerDescription | PeerCandidate | PeerWantsNegotiation;

/** Who this page is, as far as a conversation asks. */
export interface Self {
  readonly id: string;
  readonly role: string;
  readonly brigade_id: string | null;
}

export const DESK: ReadonlySet<string> = new Set(["dispatcher", "call_taker"]);

/** How this page takes part: a tablet as its brigade, a guest as that, everybody else as a person. */
export function partyOf(self: Self): { readonly relation: "brigade" | "person" | "guest"; readonly id: string } {
  if (self.role === "crew") return { relation: "brigade", id: self.brigade_id ?? self.id };
  return { relation: self.role === "guest" ? "guest" : "person", id: self.id };
}

/** The side this page is on, or null. */
export function sideOf(view: ConversationView, self: Self): Side | null {
  const party = partyOf(self);
  if (view.asker_relation === party.relation && view.asker_id === party.id) return "asker";
  return view.answerer_relation === party.relation && view.answerer_id === party.id ? "answerer" : null;
}

/** Whether this page may answer the ring. */
export function isAsked(view: ConversationView, self: Self): boolean {
  if (view.to_relation === "service") return DESK.has(self.role) && sideOf(view, self) !== "asker";
  const party = partyOf(self);
  return view.to_relation === party.relation && view.to_id === party.id;
}

export function rings(view: ConversationView): boolean {
  return view.phase === "asked" || view.phase === "ringing";
}

/** Who is across from the given side; `id` is "" for the desk before anybody answered. */
export function across(view: ConversationView, side: Side): { readonly relation: Relation; readonly id: string; readonly name: string | null } {
  if (side === "answerer") return { relation: view.asker_relation, id: view.asker_id, name: view.asker_name };
  if (view.answerer_relation === null) return { relation: view.to_relation, id: view.to_id, name: null };
  return { relation: view.answerer_relation, id: view.answerer_id ?? "", name: view.answerer_name };
}
