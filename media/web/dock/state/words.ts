/** The words of conversations as this part uses them; their source is `signaling/protocol/media.py`. */

export type Side = "asker" | "answerer";
export type Phase = "asked" | "ringing" | "accepted" | "declined" | "no_answer" | "ended";
export type Relation = "brigade" | "person" | "service";

/** Kind `conversation` on the board. */
export interface ConversationView {
  readonly conversation_id: string;
  readonly about: string;
  readonly about_kind: "incident" | "consult" | "none";
  readonly phase: Phase;
  readonly asker_relation: "brigade" | "person";
  readonly asker_id: string;
  readonly asker_name: string | null;
  readonly to_relation: Relation;
  readonly to_id: string;
  readonly answerer_relation: "brigade" | "person" | null;
  readonly answerer_id: string | null;
  readonly answerer_name: string | null;
  readonly video: boolean;
  readonly asked_at_ms: number;
  readonly ring_until_ms: number;
  readonly accepted_at_ms: number | null;
  readonly round: number;
  readonly asker_endpoint: string | null;
  readonly answerer_endpoint: string | null;
}

export interface Candidate {
  readonly candidate: string;
  readonly mid: string | null;
  readonly line: number | null;
}

export interface PeerDescription {
  readonly type: "peer.description";
  readonly conversation_id: string;
  readonly to_endpoint: string;
  readonly round: number;
  readonly restart: number;
  readonly kind: "offer" | "answer";
  readonly sdp: string;
}

export interface PeerCandidate extends Candidate {
  readonly type: "peer.candidate";
  readonly conversation_id: string;
  readonly to_endpoint: string;
  readonly round: number;
  readonly restart: number;
}

export interface PeerWantsNegotiation {
  readonly type: "peer.wants_negotiation";
  readonly conversation_id: string;
  readonly to_endpoint: string;
  readonly restart: boolean;
}

export type PeerMessage = PeerDescription | PeerCandidate | PeerWantsNegotiation;

/** Who this page is, as far as a conversation asks. */
export interface Self {
  readonly id: string;
  readonly role: string;
  readonly brigade_id: string | null;
}

const DESK: ReadonlySet<string> = new Set(["dispatcher", "call_taker"]);

/** How this page takes part: a tablet as its brigade, everybody else as a person. */
export function partyOf(self: Self): { readonly relation: "brigade" | "person"; readonly id: string } {
  return self.role === "crew" ? { relation: "brigade", id: self.brigade_id ?? self.id } : { relation: "person", id: self.id };
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
