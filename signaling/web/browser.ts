/** The surroundings as a browser gives them. The only file here that knows one. */

import { whoAmI } from "./account";
import { openDrawer, type Drawer } from "./drawer";
import { openShelf, ForgetfulShelf } from "./shelf";
import type { Shelf } from "./outbox";
import type { Ears, Line, Surroundings } from "./surroundings";

/** The socket's path on our own host; a guest's page has a sign-in of its own beside the service's. */
const PATH = "/socket";
const GUEST_PATH = "/socket?guest";

function dial(ears: Ears, path = PATH): Line {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(`${scheme}//${location.host}${path}`);
  socket.onopen = () => ears.opened();
  socket.onmessage = (message: MessageEvent<string>) => ears.heard(message.data);
  socket.onclose = () => ears.closed();
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(),
  };
}

async function signedIn(): Promise<boolean | null> {
  try {
    return (await whoAmI()) !== null;
  } catch {
    return null;
  }
}

async function reachable(limitMs: number): Promise<boolean> {
  try {
    return (await fetch("/healthz", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(limitMs) })).ok;
  } catch {
    return false;
  }
}

function onReturn(act: () => void): () => void {
  const looked = (): void => {
    if (document.visibilityState === "visible") act();
  };
  addEventListener("online", act);
  document.addEventListener("visibilitychange", looked);
  return () => {
    removeEventListener("online", act);
    document.removeEventListener("visibilitychange", looked);
  };
}

function onHide(act: () => void): void {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") act();
  });
  addEventListener("pagehide", act);
}

export const BROWSER: Surroundings = {
  nowMs: () => Date.now(),
  clockMs: () => performance.now(),
  random: () => Math.random(),
  bytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  wait: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
  dial: (ears) => dial(ears),
  signedIn,
  reachable,
  onReturn,
  onHide,
};

/** The surroundings of a guest's page; `signedIn` asks whether its link is still good. */
export function guestSurroundings(signedIn: () => Promise<boolean | null>): Surroundings {
  return { ...BROWSER, dial: (ears) => dial(ears, GUEST_PATH), signedIn };
}

/** The front's shelf, asked to be kept when the disk is full; a forgetful one where the browser gives no storage. */
export async function browserShelf(front: string): Promise<Shelf> {
  try {
    void navigator.storage?.persist?.();
    return await openShelf(front);
  } catch {
    return new ForgetfulShelf();
  }
}

/** How long a drawer may take to open, ms: one that another page is about to erase stays shut until that page lets go. */
const DRAWER_MS = 2_000;

/** What the front needs to open without the server; null where the browser gives no storage or no key. */
export async function browserDrawer(front: string): Promise<Drawer | null> {
  if (!isSecureContext) return null;
  const late = new Promise<null>((resolve) => setTimeout(resolve, DRAWER_MS, null));
  return Promise.race([openDrawer(front).catch(() => null), late]);
}
