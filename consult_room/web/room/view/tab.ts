/** What this tab keeps over a reload of it: ids alone, nothing of what a consult says. */

import { tabClaims } from "~/media/web/dock/claims";
import type { Remembered } from "../state/room";

const KEY = "room-consults";
const CAUGHT_UP_AT_MOST = 100;

export const tabHolds = {
  has: (consultId: string): boolean => read().includes(consultId),
  add: (consultId: string): void => sessionStorage.setItem(KEY, [...read().filter((id) => id !== consultId), consultId].join(" ")),
};

/** Where this person's page was, over a power cut too. */
export function rememberedFor(personId: string): Remembered {
  const key = `room-place ${personId}`;
  return {
    get: () => {
      const [consultId = "", section = ""] = (localStorage.getItem(key) ?? "").split(" ");
      return consultId === "" || section === "" ? null : { consultId, section };
    },
    set: (place) => {
      if (place === null) localStorage.removeItem(key);
      else localStorage.setItem(key, `${place.consultId} ${place.section}`);
    },
  };
}

/** Calls back later; what it gives takes that back. */
export function wakeLater(ms: number, back: () => void): () => void {
  const timer = setTimeout(back, ms);
  return () => clearTimeout(timer);
}

/** The dock of this tab joins the conversation as soon as it is there. */
export function claimConversation(conversationId: string): void {
  tabClaims.add(conversationId);
}

/** Of which consults this person has put the catch-up away, the newest last. */
export function caughtUpOf(personId: string): { has(consultId: string): boolean; add(consultId: string): void } {
  const key = `room-caught-up ${personId}`;
  const ids = (): string[] => (localStorage.getItem(key) ?? "").split(" ").filter((id) => id !== "");
  return {
    has: (consultId) => ids().includes(consultId),
    add: (consultId) => localStorage.setItem(key, [...ids().filter((id) => id !== consultId), consultId].slice(-CAUGHT_UP_AT_MOST).join(" ")),
  };
}

function read(): string[] {
  return (sessionStorage.getItem(KEY) ?? "").split(" ").filter((id) => id !== "");
}
