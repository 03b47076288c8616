/** One file, over the whole page: a picture or a page to look at, point at, draw upon and measure; a text; a film. */

import { ChevronLeft, ChevronRight, X } from "lucide-preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Button } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import { clockMinute } from "~/interface/clock";
import type { FileView } from "~/signaling/web/wire";
import { FileMarks } from "../state/files-marks";
import { usePicture } from "./files-picture";
import { ViewedPicture } from "./viewer-picture";
import type { ViewerProps } from "./viewer-props";

export function Viewer(props: ViewerProps) {
  const { files, consultId, fileId, onClose } = props;
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => box.current?.showModal(), []);
  const view = files.view(consultId, fileId);
  const gone = view === null || view.state !== "kept";
  // Withdrawn while somebody looks: it is shown to nobody any more.
  useEffect(() => {
    if (gone) onClose();
  }, [gone]);
  if (view === null || gone) return null;
  return (
    <dialog
      ref={box}
      class="viewer"
      aria-label={nameOf(view)}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div class="viewer-head">
        <h2>
          {nameOf(view)}{" "}
          <span class="muted">
            {sayCode("file-kind", view.kind)} · {view.by_name ?? say("room-erased")} · {clockMinute(view.at_ms)}
          </span>
        </h2>
        <Button look="quiet" onClick={onClose} aria-label={say("close")}>
          <X size={20} aria-hidden="true" />
        </Button>
      </div>
      <Body {...props} view={view} />
    </dialog>
  );
}

function nameOf(view: FileView): string {
  return (view.title ?? "") !== "" ? (view.title ?? "") : (view.name ?? say("room-erased"));
}

function Body(props: ViewerProps & { view: FileView }) {
  const { view, consultId } = props;
  const address = `/consult/${consultId}/files/${view.file_id}/content`;
  if (view.media === "text") return <Text address={address} />;
  if (view.media === "clip") {
    return (
      <div class="viewer-stage">
        <video class="viewer-film" src={address} controls playsInline />
      </div>
    );
  }
  return <Pages {...props} />;
}

function Text({ address }: { address: string }) {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    void fetch(address)
      .then((answer) => (answer.ok ? answer.text() : null))
      .then(
        (found) => setText(found ?? say("files-cannot-show")),
        () => setText(say("files-cannot-show")),
      );
  }, [address]);
  return (
    <pre class="viewer-text" tabIndex={0}>
      {text ?? say("loading")}
    </pre>
  );
}

function Pages(props: ViewerProps & { view: FileView }) {
  const { session, files, consultId, fileId, view } = props;
  const [page, setPage] = useState(1);
  const pages = view.media === "pages" ? (view.pages ?? 1) : 1;
  const marks = useMemo(() => new FileMarks(session, consultId, fileId, () => files.view(consultId, fileId)), [session, consultId, fileId]);
  useEffect(() => () => marks.close(), [marks]);
  const preview = usePicture(consultId, fileId, "preview", "kept");
  const picture = usePicture(consultId, fileId, view.media === "pages" ? `page-${page}` : "screen");
  const [near, setNear] = useState(false);
  return (
    <ViewedPicture
      key={page}
      {...props}
      page={page}
      marks={marks}
      address={picture ?? (page === 1 ? preview : null)}
      fine={view.media === "picture" && near ? <Fine consultId={consultId} fileId={fileId} /> : null}
      onNear={() => setNear(true)}
    >
      {pages > 1 && (
        <div class="viewer-tools" role="group" aria-label={say("files-pages", { count: pages })}>
          <Button aria-label={say("files-page-before")} disabled={page === 1} onClick={() => setPage(page - 1)}>
            <ChevronLeft size={18} aria-hidden="true" />
          </Button>
          <span class="number">{say("files-page-of", { page, pages })}</span>
          <Button aria-label={say("files-page-after")} disabled={page === pages} onClick={() => setPage(page + 1)}>
            <ChevronRight size={18} aria-hidden="true" />
          </Button>
        </div>
      )}
    </ViewedPicture>
  );
}

/** Who looks closely gets all of it; a weak link is spared until then. */
function Fine({ consultId, fileId }: { consultId: string; fileId: string }) {
  const address = usePicture(consultId, fileId, "full");
  return address === null ? null : <image href={address} width="100%" height="100%" preserveAspectRatio="none" />;
}
