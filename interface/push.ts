/**
 * Lets this device ring for the person while the page is closed: asks for the permission after a tap (rule [P8]), and
 * tells how things truly stand, which are the browser's permission, its subscription, and what the server knows of it.
 */

import { computed, signal, type ReadonlySignal } from "@preact/signals-core";
import { Refusal } from "~/signaling/web/frames";
import { language } from "./words";
import type { Session } from "~/signaling/web/session";
import type { PushSubscriptionView } from "~/signaling/web/wire";

const WORKER = "/web/push/worker.js";
const SCOPE = "/web/push/";

/** `none`: the service has no Web Push, or it is not known yet; nothing is offered. */
export type PushState = "none" | "unsupported" | "denied" | "off" | "on";

/** Why the last wish came to nothing. */
export type PushTrouble = "not-asked" | "unreachable" | Refusal;

export interface Tested {
  readonly outcome: "taken" | "later" | "gone" | "refused" | "unclear";
  readonly code: string;
}

/** The subscription that this browser has made for this person, as the page remembers it. */
interface Kept {
  readonly id: string;
  readonly endpoint: string;
}

export class PushSwitch {
  readonly busy = signal(false);
  readonly trouble = signal<PushTrouble | null>(null);
  readonly tested = signal<Tested | null>(null);
  readonly state: ReadonlySignal<PushState>;
  readonly others: ReadonlySignal<readonly PushSubscriptionView[]>;
  readonly #session: Session;
  readonly #place: string;
  readonly #key = signal<string | null>(null);
  readonly #permission = signal<NotificationPermission>("default");
  readonly #kept = signal<Kept | null>(null);

  constructor(session: Session, personId: string) {
    this.#session = session;
    this.#place = `tez-push-${personId}`;
    const known = session.kind<PushSubscriptionView>("push_subscription");
    this.state = computed(() => {
      if (this.#key.value === null) return "none";
      if (!supported()) return "unsupported";
      if (this.#permission.value === "denied") return "denied";
      const kept = this.#kept.value;
      return kept !== null && this.#permission.value === "granted" && known.value.has(kept.id) ? "on" : "off";
    });
    this.others = computed(() => [...known.value.values()].map((thing) => thing.view).filter((view) => view.subscription_id !== this.#kept.value?.id));
  }

  /** How things stand now. Whoever has wished it on this device before, and may still, is not asked again. */
  async look(): Promise<void> {
    this.#key.value = (await this.#session.ask({ type: "push.key" })).public_key;
    if (this.#key.value === null || !supported()) return;
    this.#permission.value = Notification.permission;
    const kept = this.#remembered();
    const present = await this.#present();
    this.#kept.value = kept !== null && present?.endpoint === kept.endpoint ? kept : null;
    if (kept !== null && this.state.value === "off" && this.#permission.value === "granted") await this.#subscribe();
  }

  /** After a tap: a browser asks for the permission only then. */
  async switchOn(): Promise<void> {
    await this.#doing(async () => {
      this.#permission.value = await Notification.requestPermission();
      if (this.#permission.value === "granted") await this.#subscribe();
      else if (this.#permission.value === "default") this.trouble.value = "not-asked";
    });
  }

  async switchOff(): Promise<void> {
    await this.#doing(async () => {
      const kept = this.#kept.value;
      this.#remember(null);
      if (kept !== null) await this.stop(kept.id);
      await (await this.#present())?.unsubscribe();
    });
  }

  /** Of any of the person's devices. */
  async stop(subscriptionId: string): Promise<void> {
    await this.#session.send({ type: "push.unsubscribe", subscription_id: subscriptionId });
  }

  /** Sends a test to this device, and tells what its push service said. */
  async test(): Promise<void> {
    const kept = this.#kept.value;
    if (kept === null) return;
    await this.#doing(async () => {
      const answer = await fetch(`/api/push/${kept.id}/test`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ page: location.pathname, language: language.value }),
      });
      const told = (await answer.json()) as Tested & { code: string };
      if (!answer.ok) throw new Refusal("refused", told.code);
      this.tested.value = told;
    });
  }

  async #doing(work: () => Promise<void>): Promise<void> {
    this.busy.value = true;
    this.trouble.value = this.tested.value = null;
    try {
      await work();
    } catch (problem) {
      this.trouble.value = problem instanceof Refusal ? problem : "unreachable";
    } finally {
      this.busy.value = false;
    }
  }

  async #subscribe(): Promise<void> {
    const key = this.#key.value;
    if (key === null) return;
    const registration = await active(await navigator.serviceWorker.register(WORKER, { scope: SCOPE }));
    // One that is there already may be another person's, of an older key, or dead: a new one is surely ours.
    await (await registration.pushManager.getSubscription())?.unsubscribe();
    const made = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    const { endpoint, keys } = made.toJSON();
    const kept = { id: this.#session.newId(), endpoint: endpoint ?? "" };
    await this.#session.send({
      type: "push.subscribe",
      subscription_id: kept.id,
      endpoint: kept.endpoint,
      p256dh: keys?.["p256dh"] ?? "",
      auth: keys?.["auth"] ?? "",
    });
    this.#remember(kept);
  }

  async #present(): Promise<PushSubscription | null> {
    const registration = await navigator.serviceWorker.getRegistration(SCOPE);
    return (await registration?.pushManager.getSubscription()) ?? null;
  }

  #remember(kept: Kept | null): void {
    this.#kept.value = kept;
    if (kept === null) localStorage.removeItem(this.#place);
    else localStorage.setItem(this.#place, JSON.stringify(kept));
  }

  #remembered(): Kept | null {
    try {
      const kept = JSON.parse(localStorage.getItem(this.#place) ?? "null") as Partial<Kept> | null;
      return typeof kept?.id === "string" && typeof kept.endpoint === "string" ? { id: kept.id, endpoint: kept.endpoint } : null;
    } catch {
      return null;
    }
  }
}

function supported(): boolean {
  return isSecureContext && "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis;
}

/** A browser subscribes nothing before its worker runs. */
async function active(registration: ServiceWorkerRegistration): Promise<ServiceWorkerRegistration> {
  const coming = registration.installing ?? registration.waiting;
  if (registration.active !== null || coming === null) return registration;
  await new Promise<void>((done, fail) => {
    coming.addEventListener("statechange", () => {
      if (coming.state === "activated") done();
      else if (coming.state === "redundant") fail(new Error("the worker was not installed"));
    });
  });
  return registration;
}
