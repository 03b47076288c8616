/** What whoever is called in is asked, and what they say. Knows no screen and no network. */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import type { RecalledPersonView } from "~/signaling/web/wire";

export type RecallReply = NonNullable<RecalledPersonView["reply"]>;

/** `ComingPage` of sms/recall/http.py. */
export interface Call {
  readonly phase: "running" | "over" | "called_off";
  readonly language: string;
  readonly place: string;
  readonly now_ms: number;
  readonly started_at_ms: number;
  readonly until_ms: number;
  readonly text: string | null;
  readonly reply: RecallReply | null;
  readonly by_ms: number | null;
}

/** What came back: the call, a refusal's code, or nothing at all. */
export type Told = { readonly call: Call } | { readonly refused: string } | { readonly lost: true };

export interface Outside {
  readonly look: () => Promise<Told>;
  readonly say: (reply: RecallReply) => Promise<Told>;
}

export type Drawing = "loading" | "lost" | "invalid" | "asked" | "over" | "off";

export class Coming {
  readonly #outside: Outside;
  readonly #call = signal<Call | null>(null);
  readonly #refused = signal<string | null>(null);
  readonly #lost = signal(false);
  readonly #saying = signal<RecallReply | null>(null);
  readonly #unsent = signal(false);

  readonly call: ReadonlySignal<Call | null> = this.#call;
  /** The answer that is on its way. */
  readonly saying: ReadonlySignal<RecallReply | null> = this.#saying;
  /** The last answer did not get through. */
  readonly unsent: ReadonlySignal<boolean> = this.#unsent;

  constructor(outside: Outside) {
    this.#outside = outside;
  }

  get drawing(): Drawing {
    const refused = this.#refused.value;
    if (refused === "ticket_invalid" || refused === "not_found") return "invalid";
    const call = this.#call.value;
    if (call === null) return this.#lost.value ? "lost" : "loading";
    if (call.phase === "called_off") return "off";
    return call.phase === "over" || refused === "link_ended" ? "over" : "asked";
  }

  async look(): Promise<void> {
    if (this.#saying.value !== null) return;
    const told = await this.#outside.look();
    // An answer given meanwhile knows more than this look.
    if (this.#saying.value === null) this.#take(told);
  }

  /** Sends it once; a second tap while it is on its way is none. */
  async say(reply: RecallReply): Promise<void> {
    if (this.#saying.value !== null) return;
    this.#saying.value = reply;
    this.#unsent.value = false;
    const told = await this.#outside.say(reply);
    this.#saying.value = null;
    this.#unsent.value = "lost" in told;
    this.#take(told);
    if ("refused" in told && told.refused === "link_ended") await this.look();
  }

  #take(told: Told): void {
    this.#lost.value = "lost" in told;
    if ("call" in told) {
      this.#call.value = told.call;
      this.#refused.value = null;
    } else if ("refused" in told) {
      this.#refused.value = told.refused;
    }
  }
}
