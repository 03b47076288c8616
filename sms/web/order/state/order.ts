/** What stands behind the link of a crew's message, and the one answer to it. Knows no screen and no network. */

import { signal, type ReadonlySignal } from "@preact/signals-core";

/** `OrderPage` of sms/beside/http.py. */
export interface OrderShown {
  readonly state: "open" | "accepted" | "over";
  readonly callsign: string;
  readonly number: number | null;
  readonly priority: number | null;
  readonly reason_labels: Readonly<Record<string, string>>;
  readonly address_label: string | null;
  readonly accepted_at_ms: number | null;
}

/** What came back: the order, a refusal's code, or nothing at all. */
export type Reply = { readonly order: OrderShown } | { readonly refused: string } | { readonly lost: true };

export interface Outside {
  readonly look: () => Promise<Reply>;
  readonly accept: () => Promise<Reply>;
}

/** The drawings of the page. `open` has the button; the others say how it ended. */
export type Drawing = "loading" | "lost" | "open" | "accepted" | "over" | "invalid";

export class Order {
  readonly #outside: Outside;
  readonly #shown = signal<OrderShown | null>(null);
  readonly #refused = signal<string | null>(null);
  readonly #lost = signal(false);
  readonly #accepting = signal(false);
  readonly #unsent = signal(false);

  readonly shown: ReadonlySignal<OrderShown | null> = this.#shown;
  readonly accepting: ReadonlySignal<boolean> = this.#accepting;
  /** The answer did not get through. */
  readonly unsent: ReadonlySignal<boolean> = this.#unsent;

  constructor(outside: Outside) {
    this.#outside = outside;
  }

  get drawing(): Drawing {
    const shown = this.#shown.value;
    if (this.#refused.value === "wrong_state") return "over";
    if (this.#refused.value !== null) return "invalid";
    if (shown === null) return this.#lost.value ? "lost" : "loading";
    return shown.state;
  }

  async look(): Promise<void> {
    this.#take(await this.#outside.look());
  }

  /** Sends the answer once; a second tap while it is on its way is none. */
  async accept(): Promise<void> {
    if (this.#accepting.value) return;
    this.#accepting.value = true;
    this.#unsent.value = false;
    const reply = await this.#outside.accept();
    this.#accepting.value = false;
    this.#unsent.value = "lost" in reply;
    this.#take(reply);
  }

  #take(reply: Reply): void {
    this.#lost.value = "lost" in reply;
    if ("order" in reply) {
      this.#shown.value = reply.order;
      this.#refused.value = null;
    } else if ("refused" in reply) {
      this.#refused.value = reply.refused;
    }
  }
}
