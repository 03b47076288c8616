/** Whom of the receiving hospital one may call into the conversation about the consult that is open. */

import { say } from "~/interface/words";
import type { Callable } from "~/media/web/dock";
import type { Session } from "~/signaling/web/session";
import type { Room } from "../state/room";

export async function receptionOf(session: Session, room: Room): Promise<readonly Callable[]> {
  const desk: Callable = { relation: "service", id: "", name: say("conversation-other-service") };
  const view = room.shown.peek()?.view;
  if (view?.hospital_name == null) return [desk];
  const people = await session.ask({ type: "consult.reception", consult_id: view.consult_id }).catch(() => []);
  return [...people.map((one) => ({ relation: "person" as const, id: one.person_id, name: one.name ?? say("room-erased"), detail: view.hospital_name ?? "" })), desk];
}
