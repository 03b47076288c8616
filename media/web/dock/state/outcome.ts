/** How a conversation ended, told to whoever was in it: from the events that announce it. */

import type { EventLine } from "~/signaling/web/frames";
import { across, partyOf, sideOf, type ConversationView, type Relation, type Self } from "./words";

export interface Outcome {
  readonly how: "declined" | "no_answer" | "other_hung_up" | "missed" | "too_long" | "removed" | "lost";
  readonly conversationId: string;
  readonly other: { readonly relation: Relation; readonly id: string; readonly name: string | null };
  /** For asking again. */
  readonly view: ConversationView;
  readonly canAskAgain: boolean;
}

/** What is said to this page, or null when there is nothing to say (it hung up itself, or another answered). */
export function outcomeOf(event: Pick<EventLine, "type" | "body">, view: ConversationView, self: Self): Outcome | null {
  const side = sideOf(view, self) ?? "answerer";
  const told = (how: Outcome["how"]): Outcome => ({
    how,
    conversationId: view.conversation_id,
    other: across(view, side),
    view,
    canAskAgain: side === "asker" && (how === "declined" || how === "no_answer"),
  });
  switch (event.type) {
    case "conversation.declined":
      return side === "asker" ? told("declined") : null;
    case "conversation.unanswered":
      return side === "asker" ? told("no_answer") : told("missed");
    case "conversation.left": {
      const party = partyOf(self);
      const me = event.body["of_relation"] === party.relation && event.body["of_id"] === party.id;
      if (!me || event.body["because"] === "left") return null;
      return told(event.body["because"] === "removed" ? "removed" : "lost");
    }
    case "conversation.ended": {
      if (event.body["because"] === "lost") return told("lost");
      if (event.body["because"] === "too_long") return told("too_long");
      // Both see the consult itself come to its end.
      if (event.body["because"] === "consult_over" || event.body["because"] === "link_over") return null;
      const bySide = event.body["by_side"];
      if (event.body["because"] === "withdrawn") return bySide === side ? null : told("missed");
      return bySide === side ? null : told("other_hung_up");
    }
    default:
      return null;
  }
}
