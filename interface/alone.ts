/** Who is here when the server does not say, and the worker that gives this page without it. */

import { whoAmI, type Me } from "~/signaling/web/account";
import type { Drawer } from "~/signaling/web/drawer";
import { KEEP, OPEN_ALONE, scopeOf, WORKER } from "~/signaling/web/pages/fronts";
import type { Session } from "~/signaling/web/session";
import { waitsForServer } from "./waiting";

/** Who holds this page; `alone`: the server was not reached, this is who was here last. */
export interface Here {
  readonly me: Me | null;
  readonly alone: boolean;
  readonly drawer: Drawer | null;
}

const ME = "me";
const PATIENCE_MS = 3_000;
const AGAIN_MS = 1_500;

/**
 * Asks the server. If it cannot be reached, or does not answer for three seconds, the person of the last time is here;
 * if nobody was, the page asks until the server is reached, and says that it waits.
 */
export async function whoIsHere(drawer: Drawer | null): Promise<Here> {
  const asked = asking();
  const told = await Promise.race([asked, after(PATIENCE_MS)]);
  if (told !== undefined) return settled(drawer, told);
  const last = ((await drawer?.read(ME).catch(() => null)) ?? null) as Me | null;
  if (last !== null) {
    await drawer?.give(last.id).catch(() => undefined);
    return { me: last, alone: true, drawer };
  }
  return settled(drawer, (await asked) ?? (await askedUntilTold()));
}

/** The server's answer, undefined when there is none. */
function asking(): Promise<Me | null | undefined> {
  return whoAmI().catch(() => undefined);
}

/** A page opened while the server restarts waits instead of failing. */
async function askedUntilTold(): Promise<Me | null> {
  const slow = setTimeout(() => (waitsForServer.value = true), PATIENCE_MS);
  for (;;) {
    await after(AGAIN_MS);
    const told = await asking();
    if (told === undefined) continue;
    clearTimeout(slow);
    waitsForServer.value = false;
    return told;
  }
}

async function settled(drawer: Drawer | null, me: Me | null): Promise<Here> {
  const kept = me === null ? drawer?.empty() : drawer?.give(me.id).then(() => drawer.write(ME, me));
  // A full disk: the page opens, and will not open alone.
  await kept?.catch(() => undefined);
  return { me, alone: false, drawer };
}

function after(ms: number): Promise<undefined> {
  return new Promise((done) => setTimeout(done, ms, undefined));
}

/**
 * Once the server is back: a page that was opened for one person while the browser is signed in as another begins anew,
 * and a sign-in that has ended leaves nothing kept.
 */
export function followSignIn(session: Session, { me, alone, drawer }: Here): void {
  session.welcome.subscribe((welcome) => {
    if (alone && welcome !== null && welcome.me["id"] !== me?.id) location.reload();
  });
  session.link.subscribe((link) => {
    if (link.phase === "stopped" && link.reason === "signed_out") void drawer?.empty().catch(() => undefined);
  });
}

/** The rest of the page, so that what it shows first has the line for itself. */
const KEEP_AFTER_MS = 3_000;

/** Has this browser keep the front's page. One that gives no worker (no https) keeps none: all is as it was. */
export function keepPage(front: string, session: Session): void {
  if (!OPEN_ALONE.includes(front) || !("serviceWorker" in navigator)) return;
  let wished = false;
  session.board.upto.subscribe((upto) => {
    if (upto === null || wished) return;
    wished = true;
    setTimeout(() => void wishToKeep(front).catch(() => undefined), KEEP_AFTER_MS);
  });
}

async function wishToKeep(front: string): Promise<void> {
  const scope = scopeOf(front);
  const registration = await navigator.serviceWorker.register(WORKER, { scope });
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  if (worker === null || worker.state === "activated") return worker?.postMessage(KEEP);
  worker.addEventListener("statechange", () => {
    if (worker.state === "activated") worker.postMessage(KEEP);
  });
}
