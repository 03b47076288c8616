/** What this tab keeps over a reload of it: ids alone, nothing of what a consult says. */

import { tabClaims } from "~/media/web/dock/claims";

const KEY = "room-consults";

export const tabHolds = {
  has: (consultId: string): boolean => read().includes(consultId),
  add: (consultId: string): void => sessionStorage.setItem(KEY, [...read().filter((id) => id !== consultId), consultId].join(" ")),
};

/** The dock of this tab joins the conversation as soon as it is there. */
export function claimConversation(conversationId: string): void {
  tabClaims.add(conversationId);
}

function read(): string[] {
  return (sessionStorage.getItem(KEY) ?? "").split(" ").filter((id) => id !== "");
}
