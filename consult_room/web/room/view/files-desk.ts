/** The files of this page: they go on being sent, whatever is looked at. */

import type { Me } from "~/signaling/web/account";
import type { Session } from "~/signaling/web/session";
import { Files } from "../state/files";
import type { FileShelf } from "../state/files-sending";
import { filePorts } from "./files-post";
import { memoryShelf, openFileShelf } from "./files-shelf";

const desks = new WeakMap<Session, Files>();

/** One for the page. */
export function filesOf(session: Session, self: Me): Files {
  const there = desks.get(session);
  if (there !== undefined) return there;
  const shelf: FileShelf = globalThis.indexedDB === undefined ? memoryShelf() : openFileShelf(() => session.nowMs());
  const files = new Files(session, self.id, filePorts(shelf));
  desks.set(session, files);
  return files;
}
