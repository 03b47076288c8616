/** What is typed into the form outlives its page: a console is loaded anew just when something seems wrong. */

import { effect, type Signal } from "@preact/signals-core";
import type { Session } from "~/signaling/web/session";
import type { Draft, Typing } from "./draft";

const WHAT = "incident";
/** A pause in typing, ms. */
const PAUSE_MS = 300;

interface Kept {
  readonly typing: Typing;
  /** Whether the form was on the screen, or put aside for later. */
  readonly open: boolean;
}

/** Takes up what the page before had, unless something is typed already, and keeps it from now on. */
export async function keepDraft(session: Session, draft: Draft, form: Signal<boolean>): Promise<void> {
  const kept = (await session.typed(WHAT)) as Kept | undefined;
  if (kept !== undefined && !draft.touched.peek()) {
    draft.takeUp(kept.typing);
    if (kept.open) form.value = true;
  }
  let callOff: () => void = () => undefined;
  effect(() => {
    const typing = draft.typing();
    const now: Kept | null = typing === null ? null : { typing, open: form.value };
    callOff();
    // What is sent or thrown away goes at once: the next page must not offer it a second time.
    if (now === null) session.keepTyped(WHAT, null);
    else callOff = session.wait(PAUSE_MS, () => session.keepTyped(WHAT, now));
  });
}
