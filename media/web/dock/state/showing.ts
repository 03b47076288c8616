/** What the dock draws: one thing at a time, the conversation before all else. */

import type { Clips } from "./clips";
import type { Outcome } from "./outcome";
import { isIn } from "./people";
import type { Talk } from "./talk";
import type { Texts } from "./texts";
import { rings, sideOf, type ConversationView, type Self } from "./words";

/** What is drawn. Rings may stand beside any of the others. */
export type Showing =
  | { readonly is: "idle" }
  | { readonly is: "outgoing"; readonly view: ConversationView }
  | { readonly is: "talking"; readonly view: ConversationView; readonly self: Self; readonly talk: Talk; readonly texts: Texts; readonly clips: Clips }
  /** This person is in it, but on another page. */
  | { readonly is: "elsewhere"; readonly view: ConversationView; readonly self: Self }
  | { readonly is: "over"; readonly outcome: Outcome }
  | { readonly is: "refused"; readonly code: string };

/** What this page has of the conversation that it carries. */
interface Here {
  readonly talk: Talk | null;
  readonly texts: Texts | null;
  readonly clips: Clips | null;
}

/** What goes on or is asked for; null: neither. `left`: what this page has just left, whatever the board still says. */
export function showingOf(views: readonly ConversationView[], self: Self | null, { talk, texts, clips }: Here, left: ReadonlySet<string>): Showing | null {
  if (self === null) return null;
  const mine = views.find((view) => view.phase === "accepted" && isIn(view, self) && !left.has(view.conversation_id));
  if (mine !== undefined) {
    const here = talk !== null && talk.conversationId === mine.conversation_id && !talk.replaced.value;
    return here && texts !== null && clips !== null ? { is: "talking", view: mine, self, talk, texts, clips } : { is: "elsewhere", view: mine, self };
  }
  const outgoing = views.find((view) => rings(view) && sideOf(view, self) === "asker");
  return outgoing === undefined ? null : { is: "outgoing", view: outgoing };
}
