/** How sides and figures are called. */

import { say, sayCode } from "~/interface/words";
import type { CourseMember, CourseView } from "~/signaling/web/wire";
import type { Rooms } from "../state/rooms";

/** A name as it is now; a guest's is never told here, and who has left the service is their role alone. */
export function nameOf(rooms: Rooms, member: Pick<CourseMember, "key" | "role">): string {
  return rooms.nameOf(member.key) ?? sayCode("role", member.role || member.key.slice(0, member.key.indexOf(":")));
}

/** Of a side of this conversation by its key. */
export function sideName(rooms: Rooms, course: CourseView, key: string): string {
  return nameOf(rooms, course.members.find((one) => one.key === key) ?? { key, role: "" });
}

export function namesOf(rooms: Rooms, course: CourseView): string {
  return course.members.map((one) => nameOf(rooms, one)).join(" · ");
}

/** How it goes: directly, or by which process of which worker. */
export function pathWords(rooms: Rooms, path: CourseView["path"], process: string | null): string {
  if (path === "direct") return say("rooms-path-direct");
  return process === null ? say("rooms-path-no-worker") : say("rooms-path-worker", { worker: processWords(rooms, process) });
}

export function processWords(rooms: Rooms, process: string): string {
  const known = rooms.processes.value.find((one) => one.process === process);
  const slot = process.slice(process.lastIndexOf(".") + 1);
  return known === undefined ? process : `${known.name} ${slot}`;
}

export function percent(permille: number | null): string {
  return permille === null ? "–" : `${permille < 100 ? (permille / 10).toFixed(1) : Math.round(permille / 10)} %`;
}

export function milliseconds(ms: number | null): string {
  return ms === null ? "–" : say("rooms-milliseconds", { ms });
}
