/** Where the room is shown, and what its address asks for. */

import type { StartWish } from "~/media/web/dock";
import type { Me } from "~/signaling/web/account";
import type { Session } from "~/signaling/web/session";
import type { ConversationView } from "~/signaling/web/wire";

/** "tablet" inside a tablet's page, which has its own conversations, sign-out and language; "" by itself. */
export function within(): "tablet" | "" {
  return new URLSearchParams(location.search).get("within") === "tablet" ? "tablet" : "";
}

/** Whether somebody may take a consult, keep hours, stand on the rota. */
export function isDoctor(me: Me): boolean {
  return me.role === "physician" || me.role === "specialist";
}

const ID = /^[0-9a-f-]{36}$/;

/** `#consult=ID` opens a consult, `#incident=ID` the consult of that incident, or the question about it. */
export function wantedOf(hash: string): { readonly consultId: string | null; readonly incidentId: string | null } {
  const asked = new URLSearchParams(hash.replace(/^#/, ""));
  const id = (name: string): string | null => {
    const value = asked.get(name);
    return value !== null && ID.test(value) ? value : null;
  };
  return { consultId: id("consult"), incidentId: id("incident") };
}

/** Whether a conversation about this consult rings or goes on, in whatever dock. */
export function talkedAbout(session: Session, consultId: string): boolean {
  const conversations = [...session.kind<ConversationView>("conversation").value.values()];
  return conversations.some(({ view }) => view.about === consultId && GOES_ON.includes(view.phase));
}

const GOES_ON: readonly ConversationView["phase"][] = ["asked", "ringing", "accepted"];

/** Inside a tablet's page its own dock rings: the wish goes to the page around this one. */
export const TABLETS_DOCK = {
  start: async (wish: StartWish): Promise<null> => {
    parent.postMessage({ type: "consult.talk", wish }, location.origin);
    return null;
  },
};
