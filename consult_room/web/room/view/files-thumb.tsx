/** A file as a small picture with its name, and the way into the viewer. */

import { Film, FileText } from "lucide-preact";
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { say } from "~/interface/words";
import type { FileView } from "~/signaling/web/wire";
import { usePicture } from "./files-picture";
import type { ViewerProps } from "./viewer-props";
import "./files-words";
import "./files.css";

export function Thumb({ view, consultId }: { view: FileView | null; consultId: string }) {
  if (view?.preview === true) return <Preview view={view} consultId={consultId} />;
  return <span class="files-thumb">{view?.media === "clip" ? <Film size={24} aria-hidden="true" /> : <FileText size={24} aria-hidden="true" />}</span>;
}

function Preview({ view, consultId }: { view: FileView; consultId: string }) {
  const address = usePicture(consultId, view.file_id, "preview", view.state === "kept" ? "kept" : "first");
  return <span class="files-thumb">{address === null ? <FileText size={24} aria-hidden="true" /> : <img src={address} alt={say("files-preview-of", { name: titleOf(view) ?? "" })} />}</span>;
}

/** What its sender called it, else its own name; null when it was erased. */
export function titleOf(view: FileView | null): string | null {
  if (view === null) return null;
  const title = view.title ?? "";
  return title !== "" ? title : (view.name ?? null);
}

/** The viewer over the whole page; it comes when something is opened first. */
export function Viewing(props: ViewerProps) {
  const [Viewer, setViewer] = useState<ComponentType<ViewerProps> | null>(null);
  useEffect(() => void import("./viewer").then((part) => setViewer(() => part.Viewer), props.onClose), []);
  return Viewer === null ? null : <Viewer {...props} />;
}
