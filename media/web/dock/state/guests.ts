/** Guests of the conversation: links for them, who knocks, and letting them in one by one. */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import { Refusal } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type { AnyCommand, ExpectedView, GuestInvite } from "~/signaling/web/wire";
import { isIn } from "./people";
import { DESK, type ConversationView, type Self } from "./words";

export type GuestRole = GuestInvite["role"];
export const GUEST_ROLES: readonly GuestRole[] = ["interpreter", "relative", "expert"];

/** What is written into the form of a link. */
export interface GuestWish {
  readonly role: GuestRole;
  readonly name: string;
  readonly language: GuestInvite["language"];
  /** "": the link is told in another way. */
  readonly telephone: string;
}

type GuestsSession = Pick<Session, "send" | "newId">;

const INVITERS: ReadonlySet<string> = new Set([...DESK, "physician", "specialist"]);

export class Guests {
  readonly #session: GuestsSession;
  readonly #refused = signal<string | null>(null);

  constructor(session: GuestsSession) {
    this.#session = session;
  }

  /** Why the server did not do what was wished last: a code. */
  get refused(): ReadonlySignal<string | null> {
    return this.#refused;
  }

  mayInvite(self: Self): boolean {
    return INVITERS.has(self.role);
  }

  /** Who asks to come in now, who has waited longest first; nobody for a guest, who lets nobody in. */
  knocking(view: ConversationView, self: Self): readonly ExpectedView[] {
    if (self.role === "guest" || !isIn(view, self)) return [];
    return view.expected.filter((one) => one.phase === "knocking").sort((one, other) => (one.knock_until_ms ?? 0) - (other.knock_until_ms ?? 0));
  }

  /** Who has a link and has not knocked. */
  expected(view: ConversationView): readonly ExpectedView[] {
    return view.expected.filter((one) => one.phase === "invited" || one.phase === "ready");
  }

  /** Gives the link's id; null when the rules said no. */
  async invite(conversation_id: string, wish: GuestWish): Promise<string | null> {
    const link_id = this.#session.newId();
    const telephone = wish.telephone.trim() === "" ? null : wish.telephone.trim();
    const { role, language } = wish;
    const done = await this.#send({ type: "guest.invite", link_id, conversation_id, role, language, name: wish.name.trim(), telephone });
    return done ? link_id : null;
  }

  withdraw({ link_id }: ExpectedView): Promise<boolean> {
    return this.#send({ type: "guest.withdraw", link_id });
  }

  admit({ link_id }: ExpectedView): Promise<boolean> {
    return this.#send({ type: "guest.admit", link_id });
  }

  refuse({ link_id }: ExpectedView): Promise<boolean> {
    return this.#send({ type: "guest.refuse", link_id });
  }

  async #send(body: AnyCommand): Promise<boolean> {
    this.#refused.value = null;
    try {
      // A door is opened now or not at all: an outbox must not do it later.
      await this.#session.send(body, { lasting: false });
      return true;
    } catch (problem) {
      // Somebody else was faster, which is what the first answer is for.
      const code = problem instanceof Refusal ? problem.code : "broken";
      if (code !== "already_answered") this.#refused.value = code;
      return code === "already_answered";
    }
  }
}
