/** One state of law and trust for a session, whoever shows a piece of it. */

import type { Session } from "~/signaling/web/session";
import { Trust } from "../state/trust";

const made = new WeakMap<Session, Trust>();

export function trustOf(session: Session): Trust {
  const there = made.get(session) ?? new Trust(session);
  made.set(session, there);
  return there;
}
