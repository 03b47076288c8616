/** Who is across, in words: their own name, the screen's name for them, or what they are; and what they do here. */

import { hasWords, say } from "~/interface/words";
import type { ParticipantView } from "../state/people";
import type { Relation } from "../state/words";

export type NameOf = (relation: Relation, id: string) => string | null;

export function nameAcross(other: { relation: Relation; id: string; name: string | null; place?: ParticipantView["place"] }, nameOf: NameOf): string {
  return other.name ?? nameOf(other.relation, other.id) ?? say(`conversation-other-${isCaller(other) ? "caller" : other.relation}`);
}

/** Whoever called 103 begins their conversation themselves; any other guest was let in, by a name. */
export function isCaller(other: { relation: Relation; place?: ParticipantView["place"] }): boolean {
  return other.relation === "guest" && other.place === "asker";
}

/** The role in words; nothing where there are no words for it. */
export function roleOf({ role, relation, place }: Pick<ParticipantView, "role" | "relation" | "place">): string {
  if (isCaller({ relation, place })) return "";
  const key = `conversation-role-${role.replaceAll("_", "-")}`;
  return role !== "" && hasWords(key) ? say(key) : "";
}
