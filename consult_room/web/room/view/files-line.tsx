/** A file at its place in the thread: it opens from there. */

import { useState } from "preact/hooks";
import { clockMinute } from "~/interface/clock";
import { say, sayCode } from "~/interface/words";
import type { FileView } from "~/signaling/web/wire";
import { isOver } from "../state/order";
import { filesOf } from "./files-desk";
import { Thumb, titleOf, Viewing } from "./files-thumb";
import type { SectionProps } from "./section";

export function FileLine({ view, props }: { view: FileView; props: SectionProps }) {
  const { session, shown, self } = props;
  const [open, setOpen] = useState(false);
  const consultId = shown.view.consult_id;
  const name = titleOf(view) ?? say("room-erased");
  const seen = view.state === "kept" && view.media !== "dicom";
  return (
    <div class="room-line files-line" data-state={view.state} data-mine={view.by_relation === "person" && view.by_id === self.id}>
      <button type="button" class="files-line-open" disabled={!seen} aria-label={say("files-open", { name })} onClick={() => setOpen(true)}>
        <Thumb view={view} consultId={consultId} />
      </button>
      <div class="files-words">
        <p class="files-name">{name}</p>
        {view.state === "withdrawn" && <p>{say("files-withdrawn", { why: view.why ?? "" })}</p>}
        <p class="room-line-foot muted">
          {sayCode("file-kind", view.kind)} · {view.by_name ?? say("room-erased")} · <span class="number">{clockMinute(view.at_ms)}</span>
        </p>
      </div>
      {open && (
        <Viewing
          session={session}
          files={filesOf(session, self)}
          self={self}
          consultId={consultId}
          fileId={view.file_id}
          open={shown.live && !isOver(shown.view)}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
