/** Who is across, in words: their own name, the screen's name for them, or what they are. */

import { say } from "~/interface/words";
import type { Relation } from "../state/words";

export type NameOf = (relation: Relation, id: string) => string | null;

export function nameAcross(other: { relation: Relation; id: string; name: string | null }, nameOf: NameOf): string {
  return other.name ?? nameOf(other.relation, other.id) ?? say(`conversation-other-${other.relation}`);
}
