/** The section of files in the record: the list itself, its words and its viewer come when it is opened first. */

import type { Me } from "~/signaling/web/account";
import type { Session } from "~/signaling/web/session";
import type { ConsultFilesView } from "~/signaling/web/wire";
import { later } from "./later";
import type { SectionProps } from "./section";

const AFTER_PAGE_MS = 3_000;

export const FilesSection = later<SectionProps>(async () => (await import("./files-panel")).FilesPanel);

/** How many files there are, for the tab. */
export function countFiles({ session, shown }: SectionProps): number {
  return session.kind<ConsultFilesView>("consult_files").value.get(shown.view.consult_id)?.view.files.filter(({ state }) => state === "kept").length ?? 0;
}

/** What an earlier load of this page had still to send goes out, once the page itself is there. */
export function goOnSending(session: Session, self: Me): void {
  setTimeout(() => void import("./files-panel").then((part) => part.filesOf(session, self), () => undefined), AFTER_PAGE_MS);
}
