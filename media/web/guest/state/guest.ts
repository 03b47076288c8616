/** The guest's page without a screen: whether the link is good, whose it is, whether somebody has let them in. */

import { computed, signal, type ReadonlySignal } from "@preact/signals-core";
import type { Session } from "~/signaling/web/session";
import { Refusal } from "~/signaling/web/frames";
import type { GuestLinkView } from "~/signaling/web/wire";

/** `GuestPage` of media/guests/http.py. */
export interface LinkPage {
  readonly link_id: string;
  readonly phase: GuestLinkView["phase"];
  readonly language: string;
  readonly expires_at_ms: number;
  readonly now_ms: number;
  readonly mine: boolean;
  readonly ended_because: string | null;
  readonly sign_in_id: string | null;
  readonly role: GuestLinkView["role"] | null;
  readonly name: string | null;
  readonly invited_by_name: string | null;
  readonly invited_by_role: string | null;
  readonly inside: readonly { readonly name: string | null; readonly role: string }[];
}

/** What came back over HTTP: the page, a refusal's code, or nothing at all. */
export type Reply = { readonly page: LinkPage } | { readonly refused: string } | { readonly lost: true };

export type GuestSession = Pick<Session, "kind" | "send" | "welcome" | "leave">;

export interface Outside {
  readonly look: () => Promise<Reply>;
  readonly take: (language: string) => Promise<Reply>;
  /** The guest's own line to the server; begun at once. */
  readonly openSession: (signInId: string | null) => GuestSession;
  readonly language: () => string;
}

/** `used`: another browser has the link. `ready`: it is this one's, and nobody has been asked yet. */
export type Drawing = "loading" | "lost" | "invalid" | "used" | "over" | "welcome" | "ready" | "knocking" | "inside";

/** Why the guest stands at the door again; null: for the first time. */
export type Back = "no_answer" | "recorded" | "left" | "lost" | null;

export class Guest {
  readonly #outside: Outside;
  readonly #page = signal<LinkPage | null>(null);
  readonly #refused = signal<string | null>(null);
  readonly #lost = signal(false);
  readonly #busy = signal(false);
  readonly #camera = signal(true);
  readonly #session = signal<GuestSession | null>(null);
  #shown = false;

  readonly page: ReadonlySignal<LinkPage | null> = this.#page;
  readonly busy: ReadonlySignal<boolean> = this.#busy;
  readonly session: ReadonlySignal<GuestSession | null> = this.#session;
  /** Whether the guest means to be seen. */
  readonly camera: ReadonlySignal<boolean> = this.#camera;
  /** What the server shows of the link; null before the line is open, and once it is over. */
  readonly view: ReadonlySignal<GuestLinkView | null>;
  readonly drawing: ReadonlySignal<Drawing>;
  /** The text of consent under which it is recorded now; null: it is not. */
  readonly recorded: ReadonlySignal<number | null>;
  readonly back: ReadonlySignal<Back>;

  constructor(outside: Outside) {
    this.#outside = outside;
    this.view = computed(() => {
      const id = this.#page.value?.link_id ?? "";
      return this.#session.value?.kind<GuestLinkView>("guest_link").value.get(id)?.view ?? null;
    });
    this.drawing = computed(() => this.#draw());
    this.recorded = computed(() => this.view.value?.recorded_version ?? null);
    this.back = computed(() => this.view.value?.out_because ?? this.view.value?.knock_ended_because ?? null);
  }

  /** Why the last wish was not done: a code, until the next one. */
  get refused(): ReadonlySignal<string | null> {
    return this.#refused;
  }

  /** Looks how things stand; nothing that is known is lost when nobody answers. */
  async look(): Promise<void> {
    if (!this.#busy.peek()) this.#take(await this.#outside.look());
  }

  /** Makes the link this browser's. */
  async take(): Promise<void> {
    await this.#do(async () => this.#take(await this.#outside.take(this.#outside.language())));
  }

  showCamera(on: boolean): void {
    this.#camera.value = on;
  }

  /** Asks to come in; while it is recorded that agrees to it, which the page has said above its button. */
  async knock(): Promise<void> {
    const session = this.#session.peek();
    const link_id = this.#page.peek()?.link_id ?? "";
    if (session === null) return;
    await this.#do(async () => {
      this.#refused.value = null;
      try {
        // A knock is of this moment: an outbox must not ask when the guest has gone.
        await session.send({ type: "guest.knock", link_id, text_version: this.recorded.peek() }, { lasting: false });
      } catch (problem) {
        this.#refused.value = problem instanceof Refusal ? problem.code : "broken";
      }
    });
    if (this.#refused.peek() !== null) void this.#outside.look().then((reply) => "page" in reply && this.#take(reply, true));
  }

  async #do(act: () => Promise<void>): Promise<void> {
    if (this.#busy.peek()) return;
    this.#busy.value = true;
    await act();
    this.#busy.value = false;
  }

  #take(reply: Reply, keepsRefusal = false): void {
    this.#lost.value = "lost" in reply;
    if ("refused" in reply) this.#refused.value = reply.refused;
    if (!("page" in reply)) return;
    if (!keepsRefusal) this.#refused.value = null;
    this.#page.value = reply.page;
    const open = reply.page.mine && reply.page.phase !== "ended";
    if (open && this.#session.peek() === null) this.#session.value = this.#outside.openSession(reply.page.sign_in_id);
    if (!open) this.#leave();
  }

  #leave(): void {
    this.#session.peek()?.leave();
    this.#session.value = null;
    this.#shown = false;
  }

  #draw(): Drawing {
    const page = this.#page.value;
    const refused = this.#refused.value;
    if (refused === "ticket_invalid" || refused === "not_found") return "invalid";
    if (refused === "link_used") return "used";
    if (page === null) return this.#lost.value ? "lost" : "loading";
    if (page.phase === "ended" || refused === "link_ended" || refused === "conversation_ended") return "over";
    if (!page.mine) return page.phase === "invited" ? "welcome" : "used";
    const view = this.view.value;
    // What was shown and is no more has ended: the next look says how. The door must not open the camera meanwhile.
    if (view === null && this.#shown) return "loading";
    this.#shown = view !== null;
    const phase = view?.phase ?? page.phase;
    return phase === "invited" || phase === "ended" ? "loading" : phase;
  }
}
