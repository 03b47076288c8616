/** What a person wishes of the others while the conversation goes on; what was not done is said beside it. */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import { Refusal } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type { AnyCommand } from "~/signaling/web/wire";
import type { ParticipantView } from "./people";
import type { Relation } from "./words";

/** Whom to call in. */
export interface Whom {
  readonly relation: Relation;
  readonly id: string;
  readonly name: string | null;
}

export class Wishes {
  readonly #session: Pick<Session, "send" | "newId">;
  readonly #notice = signal<string | null>(null);

  constructor(session: Pick<Session, "send" | "newId">) {
    this.#session = session;
  }

  /** Something that was wished and was not done: a code. */
  get notice(): ReadonlySignal<string | null> {
    return this.#notice;
  }

  forgetNotice(): void {
    this.#notice.value = null;
  }

  async invite(conversationId: string, whom: Whom): Promise<void> {
    const { relation: to_relation, id: to_id, name: to_name } = whom;
    await this.#wish({ type: "conversation.invite", conversation_id: conversationId, invitation_id: this.#session.newId(), to_relation, to_id, to_name });
  }

  async takeBack(conversationId: string, invitationId: string): Promise<void> {
    await this.#wish({ type: "conversation.refuse_invitation", conversation_id: conversationId, invitation_id: invitationId });
  }

  async mute(conversationId: string, { relation: of_relation, id: of_id }: ParticipantView): Promise<void> {
    await this.#wish({ type: "conversation.mute", conversation_id: conversationId, of_relation, of_id, muted: true });
  }

  async remove(conversationId: string, { relation: of_relation, id: of_id }: ParticipantView): Promise<void> {
    await this.#wish({ type: "conversation.remove", conversation_id: conversationId, of_relation, of_id });
  }

  async #wish(body: AnyCommand): Promise<void> {
    this.#notice.value = null;
    try {
      await this.#session.send(body, { lasting: false });
    } catch (problem) {
      this.#notice.value = problem instanceof Refusal ? problem.code : "broken";
    }
  }
}
