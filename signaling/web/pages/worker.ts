/**
 * The service worker that opens a front's page while the server is away. Each front of `OPEN_ALONE` registers it for its
 * own path alone: sign-in, rooms, alerts and the push worker never meet it. It answers two things, the page and its hashed
 * files; commands, questions, sockets and maps go past it.
 *
 * A newer worker takes over at once (`skipWaiting`, `claim`): it holds nothing of its own, every worker fits every kept
 * page, and a mistake in an old one shall not wait until a console that is never closed is closed.
 */

import { KEEP, OPEN_ALONE, scopeOf } from "./fronts";
import { KeptFront } from "./kept";

/** What is used of a worker's own surroundings; the pages' library of types does not know them. */
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetched extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Told extends Lasting {
  readonly data: unknown;
}
interface Surroundings {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(name: "install" | "activate", hear: (event: Lasting) => void): void;
  addEventListener(name: "fetch", hear: (event: Fetched) => void): void;
  addEventListener(name: "message", hear: (event: Told) => void): void;
}

const worker = self as unknown as Surroundings;
const scope = new URL(worker.registration.scope).pathname;
const front = OPEN_ALONE.find((one) => scopeOf(one) === scope);

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

if (front !== undefined) {
  const kept = new KeptFront({ caches, fetch: (request, how) => fetch(request, how) }, front);
  worker.addEventListener("message", (event) => {
    // What fails (no network any more, a full disk) is tried again at the page's next opening.
    if (event.data === KEEP) event.waitUntil(kept.keep().catch(() => undefined));
  });
  worker.addEventListener("fetch", (event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (request.method !== "GET" || origin !== location.origin) return;
    if (request.mode === "navigate" && kept.opens(pathname)) event.respondWith(kept.open(request, wait));
    else if (request.mode !== "navigate" && kept.hashed(pathname)) event.respondWith(kept.file(request));
  });
}

function wait(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
