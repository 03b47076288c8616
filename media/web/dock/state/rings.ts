/** Who rings this page: to begin a conversation, or to come into one that goes on; what is confirmed, and what is silenced here. */

import { computed, signal, type ReadonlySignal } from "@preact/signals-core";
import type { Session } from "~/signaling/web/session";
import { invitationTo, type InvitationView } from "./people";
import { isAsked, rings, type ConversationView, type Self } from "./words";

export interface Ring {
  readonly id: string;
  readonly view: ConversationView;
  readonly invitation: InvitationView | null;
  readonly sinceMs: number;
  readonly untilMs: number;
}

const NOTHING: readonly Ring[] = [];

export class Rings {
  readonly #session: Pick<Session, "send">;
  readonly #deviceLabel: string;
  readonly #silenced = signal<ReadonlySet<string>>(new Set());
  readonly #confirmed = new Set<string>();
  /** Those that may be answered here, oldest first; the silenced ones with them. */
  readonly incoming: ReadonlySignal<readonly Ring[]>;
  /** One of them at least is not silenced. */
  readonly sound: ReadonlySignal<boolean>;

  constructor(session: Pick<Session, "send">, deviceLabel: string, self: ReadonlySignal<Self | null>, views: ReadonlySignal<readonly ConversationView[]>) {
    this.#session = session;
    this.#deviceLabel = deviceLabel;
    this.incoming = computed(() => {
      const me = self.value;
      if (me === null) return NOTHING;
      return views.value.flatMap((view) => ringOf(view, me)).sort((one, other) => one.sinceMs - other.sinceMs);
    });
    this.sound = computed(() => this.incoming.value.some((ring) => !this.#silenced.value.has(ring.id)));
  }

  /** Stops the sound of one ring on this page alone. */
  silence({ id }: Ring): void {
    this.#silenced.value = new Set([...this.#silenced.value, id]);
  }

  /** Tells the server that it rings here. */
  confirm({ id, view, invitation }: Ring): void {
    if ((invitation === null ? view.phase !== "asked" : invitation.ringing_on.includes(this.#deviceLabel)) || this.#confirmed.has(id)) return;
    this.#confirmed.add(id);
    const { conversation_id } = view;
    const body = { type: "conversation.ring", conversation_id, device: this.#deviceLabel, invitation_id: invitation?.invitation_id ?? null } as const;
    // Refused when somebody answered meanwhile, which is no trouble.
    this.#session.send(body, { lasting: false }).catch(() => undefined);
  }
}

function ringOf(view: ConversationView, self: Self): Ring[] {
  if (rings(view)) {
    return isAsked(view, self) ? [{ id: view.conversation_id, view, invitation: null, sinceMs: view.asked_at_ms, untilMs: view.ring_until_ms }] : [];
  }
  const invitation = invitationTo(view, self);
  if (invitation === null) return [];
  return [{ id: invitation.invitation_id, view, invitation, sinceMs: invitation.ring_until_ms, untilMs: invitation.ring_until_ms }];
}
