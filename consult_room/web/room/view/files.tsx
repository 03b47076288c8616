/** The section of files in the record: the list itself, its words and its viewer come when it is opened first. */

import type { Me } from "~/signaling/web/account";
import type { Session } from "~/signaling/web/session";
import type { ConsultFilesView, FileView } from "~/signaling/web/wire";
import { later } from "./later";
import type { PlacedEntry } from "./placed";
import type { SectionProps } from "./section";

const AFTER_PAGE_MS = 3_000;

export const FilesSection = later<SectionProps>(async () => (await import("./files-panel")).FilesPanel);

const FileLine = later<{ view: FileView; props: SectionProps }>(async () => (await import("./files-line")).FileLine, true);

/** What never came whole is no part of the thread. */
const IN_THREAD: readonly FileView["state"][] = ["kept", "withdrawn"];

function filesIn({ session, shown }: SectionProps): readonly FileView[] {
  return session.kind<ConsultFilesView>("consult_files").value.get(shown.view.consult_id)?.view.files ?? [];
}

/** How many files there are, for the tab. */
export function countFiles(props: SectionProps): number {
  return filesIn(props).filter(({ state }) => state === "kept").length;
}

/** Each at the time at which it was announced. */
export function fileEntries(props: SectionProps): PlacedEntry[] {
  const shown = filesIn(props).filter(({ state }) => IN_THREAD.includes(state));
  return shown.map((view) => ({ key: `file ${view.file_id}`, atMs: view.at_ms, unsent: false, draw: () => <FileLine view={view} props={props} /> }));
}

/** What an earlier load of this page had still to send goes out, once the page itself is there. */
export function goOnSending(session: Session, self: Me): void {
  setTimeout(() => void import("./files-desk").then((part) => part.filesOf(session, self), () => undefined), AFTER_PAGE_MS);
}
