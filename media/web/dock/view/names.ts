/** Who is across, in words: their own name, the screen's name for them, or what they are; and what they do here. */

import { hasWords, say } from "~/interface/words";
import type { ParticipantView } from "../state/people";
import type { Relation } from "../state/words";

export type NameOf = (relation: Relation, id: string) => string | null;

export function nameAcross(other: { relation: Relation; id: string; name: string | null }, nameOf: NameOf): string {
  return other.name ?? nameOf(other.relation, other.id) ?? say(`conversation-other-${other.relation}`);
}

/** The role in words; nothing where there are no words for it. */
export function roleOf({ role }: Pick<ParticipantView, "role">): string {
  const key = `conversation-role-${role.replaceAll("_", "-")}`;
  return role !== "" && hasWords(key) ? say(key) : "";
}
