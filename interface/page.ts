/** How a page begins: who is here, in which language, the session, the ticking clock. */

import { setLanguage, type Me } from "~/signaling/web/account";
import { BROWSER, browserDrawer, browserShelf } from "~/signaling/web/browser";
import { OPEN_ALONE } from "~/signaling/web/pages/fronts";
import { Session } from "~/signaling/web/session";
import { followSignIn, keepPage, whoIsHere, type Here } from "./alone";
import { setClock, tick } from "./clock";
import { chooseLanguage, isLanguage, language, type Language } from "./words";

const KEPT_LANGUAGE = "tez-language";

/** The language of a page that knows nobody yet: the last choice here, else the browser's, else Uzbek. */
export function rememberedLanguage(): Language {
  const kept = localStorage.getItem(KEPT_LANGUAGE);
  if (isLanguage(kept)) return kept;
  for (const wanted of navigator.languages) {
    const short = wanted.slice(0, 2);
    if (isLanguage(short)) return short;
  }
  return "uz";
}

/** The page's `lang` follows the choice, and the choice is kept on this device. */
export function followLanguage(first: Language): void {
  chooseLanguage(first);
  language.subscribe((chosen) => {
    document.documentElement.lang = chosen;
    localStorage.setItem(KEPT_LANGUAGE, chosen);
  });
}

/** A choice made by a signed-in person: kept by the server too, for the SMS they are sent. */
export function chosenByPerson(chosen: Language): void {
  void setLanguage(chosen).catch(() => undefined);
}

export interface Opened {
  readonly me: Me;
  readonly session: Session;
  /** The server was not reached: who is here and what is shown are as this browser kept them. */
  readonly alone: boolean;
}

/** Who holds this page of the front, for a page that is something to nobody too. */
export async function here(front: string): Promise<Here> {
  return whoIsHere(OPEN_ALONE.includes(front) ? await browserDrawer(front) : null);
}

/** Opens the session of a signed-in page; a page without a sign-in goes to `/` and comes back after it. */
export async function openPage(front: string, known?: Here): Promise<Opened | null> {
  const found = known ?? (await here(front));
  const { me, alone, drawer } = found;
  if (me === null) {
    location.assign(`/?then=${encodeURIComponent(location.pathname + location.search)}`);
    return null;
  }
  followLanguage(isLanguage(me.language) ? me.language : rememberedLanguage());
  const session = new Session({
    around: BROWSER,
    shelf: await browserShelf(`${front}-${me.id}`),
    language: () => language.value,
    signInId: me.sign_in_id,
    drawer,
  });
  setClock(() => session.nowMs());
  session.welcome.subscribe((welcome) => {
    if (welcome !== null) setClock(() => session.nowMs(), welcome.time_zone);
  });
  setInterval(tick, 500);
  followSignIn(session, found);
  keepPage(front, session);
  await session.begin({ alone });
  if (session.timeZone !== null) setClock(() => session.nowMs(), session.timeZone);
  return { me, session, alone };
}
