/** What every page behind a message's link does: it asks its ticket's address, and takes the message's language. */

import type { ReadonlySignal } from "@preact/signals-core";
import { INTERFACE_WORDS } from "./catalogue";
import { setClock, tick } from "./clock";
import { followLanguage, rememberedLanguage } from "./page";
import { followDevice } from "./theme";
import { addWords, chooseLanguage, isLanguage, language, say } from "./words";

const ANSWER_WITHIN_MS = 15_000;
const TICK_MS = 500;

/** A "no" of the rules by its code, or no answer that means anything: ask again. */
export type NotTold = { readonly refused: string } | { readonly lost: true };

/** Looks at what the link is about, or answers it, at `/api/<api>/<ticket>`; `shown` takes the body of a good answer. */
export function ticketAsker<Shown>(api: string, shown: (body: unknown) => Shown) {
  const path = `/api/${api}/${location.pathname.split("/").pop() ?? ""}`;
  async function ask(request: RequestInit): Promise<Shown | NotTold> {
    try {
      const response = await fetch(path, { ...request, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
      if (response.status === 404) return { refused: "ticket_invalid" };
      const body: unknown = await response.json();
      if (response.ok) return shown(body);
      // Only a "no" of the rules is one; a server that restarts says something else, and is asked again.
      return response.status === 409 ? { refused: (body as { code: string }).code } : { lost: true };
    } catch {
      return { lost: true };
    }
  }
  return {
    look: () => ask({ method: "GET" }),
    say: (answer: object) => ask({ method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(answer) }),
  };
}

/** Light or dark as the device is, the words, and the page's title in them. */
export function dressPage(words: Parameters<typeof addWords>[0], titleKey: string): void {
  followDevice();
  addWords(INTERFACE_WORDS);
  addWords(words);
  followLanguage(rememberedLanguage());
  language.subscribe(() => {
    document.title = `${say(titleKey)} · 103`;
  });
}

/** The server's clock; and the first time the message's language, from then on the reader's own choice. */
export function followMessage(told: ReadonlySignal<{ readonly now_ms: number; readonly language: string } | null>): void {
  let settled = localStorage.getItem("tez-language") !== null;
  told.subscribe((message) => {
    if (message === null) return;
    const ahead = message.now_ms - Date.now();
    setClock(() => Date.now() + ahead);
    if (!settled && isLanguage(message.language)) chooseLanguage(message.language);
    settled = true;
  });
  setInterval(tick, TICK_MS);
}

/** Looks now, whenever the page is turned to, and every so often while there is something to wait for. */
export function keepLooking(look: () => Promise<unknown>, everyMs: number, waits: () => boolean): void {
  setInterval(() => {
    if (waits()) void look();
  }, everyMs);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void look();
  });
  void look();
}
