/** What somebody in a recording is called. */

import { say } from "~/interface/words";
import type { RecordedParticipant } from "~/signaling/web/wire";

/** Whose name was erased, or is not told, is called what they are. */
export function nameOf(one: Pick<RecordedParticipant, "name" | "relation">): string {
  return one.name ?? say(`recordings-${one.relation}`);
}
