/** Who is in a conversation, as the page that shows them sees it. */

import type { InvitationView, ParticipantView } from "~/signaling/web/wire";
import { DESK, partyOf, sideOf, type ConversationView, type Self } from "./words";

export type { InvitationView, ParticipantView };

function isSelf(self: Self, relation: string, id: string): boolean {
  const party = partyOf(self);
  return relation === party.relation && id === party.id;
}

/** This page's own part, or null: then it is not in it. */
export function meIn(view: ConversationView, self: Self): ParticipantView | null {
  return view.participants.find((one) => isSelf(self, one.relation, one.id)) ?? null;
}

/** Everybody else, in the order in which they came in. */
export function othersIn(view: ConversationView, self: Self): readonly ParticipantView[] {
  return view.participants.filter((one) => !isSelf(self, one.relation, one.id));
}

/** In it now, by whatever way; before anybody answered the two sides alone stand for it. */
export function isIn(view: ConversationView, self: Self): boolean {
  return view.participants.length > 0 ? meIn(view, self) !== null : sideOf(view, self) !== null;
}

/** The endpoint that carries this person's part now. */
export function endpointOf(view: ConversationView, self: Self): string | null {
  const me = meIn(view, self);
  if (me !== null) return me.endpoint;
  const side = sideOf(view, self);
  return side === "asker" ? view.asker_endpoint : side === "answerer" ? view.answerer_endpoint : null;
}

/** The invitation by which this page may come in. */
export function invitationTo(view: ConversationView, self: Self): InvitationView | null {
  if (view.phase !== "accepted" || isIn(view, self)) return null;
  return (
    view.invitations.find((one) => (one.to_relation === "service" ? DESK.has(self.role) : isSelf(self, one.to_relation, one.to_id))) ?? null
  );
}

/** The asker and the desk may take somebody else out; whoever else is in it may not. */
export function mayRemove(view: ConversationView, self: Self): boolean {
  return isIn(view, self) && (DESK.has(self.role) || sideOf(view, self) === "asker");
}
