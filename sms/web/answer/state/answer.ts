/** What stands behind a message's link, and the two answers to it. Knows no screen and no network. */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import type { AlertPersonView, AlertView } from "~/signaling/web/wire";

/** `AnswerPage` of sms/http.py. */
export interface Alert {
  readonly status: AlertView["status"];
  readonly mine: AlertPersonView["status"];
  readonly about_kind: AlertView["about_kind"];
  readonly specialty: string;
  readonly urgency: AlertView["urgency"];
  readonly language: string;
  readonly raised_at_ms: number;
  readonly expires_at_ms: number;
  readonly now_ms: number;
  readonly taken_by_me: boolean;
  readonly reason_labels: Readonly<Record<string, string>>;
  readonly address_label: string | null;
  readonly number: number | null;
  readonly promised_at_ms: number | null;
  readonly confirm_by_ms: number | null;
  readonly confirmed_at_ms: number | null;
}

/** `confirm`: there, or on the way as promised. */
export type Said = "accept" | "decline" | "confirm";

/** What came back: the alert, a refusal's code, or nothing at all. */
export type Reply = { readonly alert: Alert } | { readonly refused: string } | { readonly lost: true };

export interface Outside {
  readonly look: () => Promise<Reply>;
  readonly say: (answer: Said, promiseSeconds: number | null) => Promise<Reply>;
}

/** The drawings of the page. `open` has the buttons; the others say how it ended. */
export type Drawing = "loading" | "lost" | "open" | "accepted" | "declined" | "covered" | "expired" | "invalid";

export class Answer {
  readonly #outside: Outside;
  readonly #alert = signal<Alert | null>(null);
  readonly #refused = signal<string | null>(null);
  readonly #lost = signal(false);
  readonly #saying = signal<Said | null>(null);
  readonly #unsent = signal<Said | null>(null);

  readonly alert: ReadonlySignal<Alert | null> = this.#alert;
  /** The answer that is on its way. */
  readonly saying: ReadonlySignal<Said | null> = this.#saying;
  /** The answer that did not get through. */
  readonly unsent: ReadonlySignal<Said | null> = this.#unsent;

  constructor(outside: Outside) {
    this.#outside = outside;
  }

  get drawing(): Drawing {
    const alert = this.#alert.value;
    const refused = this.#refused.value;
    if (refused === "ticket_invalid" || refused === "not_found" || refused === "not_yours") return "invalid";
    if (refused === "alert_covered") return "covered";
    if (refused === "alert_expired") return "expired";
    if (alert === null) return this.#lost.value ? "lost" : "loading";
    if (alert.taken_by_me) return "accepted";
    if (alert.status === "expired") return "expired";
    if (alert.status === "acknowledged" || alert.status === "cancelled" || alert.status === "uncovered") return "covered";
    return alert.mine === "declined" ? "declined" : "open";
  }

  /** Looks how things stand; nothing that is already known is lost when nobody answers. */
  async look(): Promise<void> {
    if (this.#saying.value !== null) return;
    const reply = await this.#outside.look();
    // An answer given meanwhile knows more than this look.
    if (this.#saying.value === null) this.#take(reply);
  }

  /** Accepted, not confirmed in time, and asked again. */
  get lapsed(): boolean {
    return this.#alert.value?.mine === "silent";
  }

  /** Sends the answer once; a second tap while it is on its way is none. */
  async say(answer: Said, promiseSeconds: number | null = null): Promise<void> {
    if (this.#saying.value !== null) return;
    this.#saying.value = answer;
    this.#unsent.value = null;
    const reply = await this.#outside.say(answer, promiseSeconds);
    this.#saying.value = null;
    if ("lost" in reply) this.#unsent.value = answer;
    this.#take(reply);
  }

  #take(reply: Reply): void {
    this.#lost.value = "lost" in reply;
    if ("alert" in reply) {
      this.#alert.value = reply.alert;
      this.#refused.value = null;
    } else if ("refused" in reply) {
      this.#refused.value = reply.refused;
    }
  }
}
