/** Files of the consult: adding by button, paste and drop, how far each is, and the way into the viewer. */

import { Download, Eye, FilePlus, Undo2, X } from "lucide-preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { clockMinute } from "~/interface/clock";
import { Button, Dialog, Field } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { Me } from "~/signaling/web/account";
import type { Session } from "~/signaling/web/session";
import { CLINICAL_ORDER, type FileKind } from "../state/files-sending";
import type { Files, Shown } from "../state/files";
import type { Shown as ShownConsult } from "../state/room";
import { filesOf } from "./files-desk";
import { previewOf } from "./files-preview";
import { Thumb, titleOf, Viewing } from "./files-thumb";
import "./files-words";
import "./files.css";

const TAKEN = ".jpg,.jpeg,.png,.webp,.pdf,.txt,.csv,.dcm,.mp4,.webm,image/jpeg,image/png,image/webp,application/pdf";
interface PanelProps {
  readonly session: Session;
  readonly shown: ShownConsult;
  readonly self: Me;
}

export function FilesPanel({ session, shown, self }: PanelProps) {
  const files = filesOf(session, self);
  const consultId = shown.view.consult_id;
  const [viewed, setViewed] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const open = shown.live && !["closed", "cancelled"].includes(shown.view.state);
  useEffect(() => {
    if (!open) void files.read(consultId);
  }, [open, consultId]);
  const [chosen, setChosen] = useState<readonly File[]>([]);
  usePaste(open, setChosen);
  const list = files.of(consultId).value;
  return (
    <div
      class="files"
      data-over={over}
      onDragOver={(event) => {
        if (!open) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (open) setChosen([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      {open && <Adding onChoose={setChosen} />}
      {list.length === 0 && <p class="muted">{say(open ? "files-none-yet" : "files-none")}</p>}
      <ul class="files-list">
        {list.map((one) => (
          <Line key={one.fileId} one={one} files={files} consultId={consultId} open={open} onView={() => setViewed(one.fileId)} />
        ))}
      </ul>
      {chosen.length > 0 && <Naming chosen={chosen} files={files} consultId={consultId} onDone={() => setChosen([])} />}
      {viewed !== null && <Viewing session={session} files={files} self={self} consultId={consultId} fileId={viewed} open={open} onClose={() => setViewed(null)} />}
    </div>
  );
}

/** What is pasted anywhere on the page, unless it is text into a field. */
function usePaste(open: boolean, take: (files: readonly File[]) => void): void {
  useEffect(() => {
    if (!open) return;
    const paste = (event: ClipboardEvent): void => {
      const found = [...(event.clipboardData?.files ?? [])];
      if (found.length === 0) return;
      event.preventDefault();
      take(found);
    };
    document.addEventListener("paste", paste);
    return () => document.removeEventListener("paste", paste);
  }, [open]);
}

function Adding({ onChoose }: { onChoose: (files: readonly File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div class="files-add">
      <Button onClick={() => input.current?.click()}>
        <FilePlus size={18} aria-hidden="true" /> {say("files-add")}
      </Button>
      <span class="muted files-hint">{say("files-drop")}</span>
      {/* On a telephone the browser offers its camera among the places. */}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={TAKEN}
        aria-label={say("files-add")}
        onChange={(event) => {
          onChoose([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
}

/** What it is, before it goes: the kind decides what goes first. */
function Naming({ chosen, files, consultId, onDone }: { chosen: readonly File[]; files: Files; consultId: string; onDone: () => void }) {
  const [kind, setKind] = useState<FileKind>(() => kindOf(chosen[0]));
  const [title, setTitle] = useState("");
  const send = (): void => {
    for (const file of chosen) void take(files, consultId, kind, title, file);
    onDone();
  };
  return (
    <Dialog title={say("files-naming", { count: chosen.length })} onClose={onDone}>
      <form
        class="room-why"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <ul class="files-chosen">
          {chosen.map((file) => (
            <li key={file.name}>
              {file.name} <span class="muted number">{sizeWords(file.size)}</span>
            </li>
          ))}
        </ul>
        <Field label={say("files-kind")}>
          {(ids) => (
            <select {...ids} class="input" value={kind} onChange={(event) => setKind(event.currentTarget.value as FileKind)}>
              {CLINICAL_ORDER.map((one) => (
                <option key={one} value={one}>
                  {sayCode("file-kind", one)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={say("files-title")} note={say("files-title-note")}>
          {(ids) => <input {...ids} class="input" maxLength={200} value={title} onInput={(event) => setTitle(event.currentTarget.value)} />}
        </Field>
        <div class="dialog-foot">
          <Button onClick={onDone}>{say("files-not-now")}</Button>
          <Button look="main" type="submit">
            {say("files-send")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function kindOf(file: File | undefined): FileKind {
  if (file === undefined) return "other";
  if (/ecg|ekg|экг/i.test(file.name)) return "ecg";
  if (/\.(dcm|mp4|webm)$/i.test(file.name)) return "imaging";
  return file.type.startsWith("image/") ? "photograph" : "document";
}

async function take(files: Files, consultId: string, kind: FileKind, title: string, file: File): Promise<void> {
  const preview = await previewOf(file).catch(() => null);
  const name = file.name === "" ? "picture" : file.name.slice(-120);
  const about = { fileId: files.newId(), consultId, kind, title, name, size: file.size, addedAtMs: files.nowMs() };
  await files.sending.add(about, file, preview);
}

interface LineProps {
  readonly one: Shown;
  readonly files: Files;
  readonly consultId: string;
  readonly open: boolean;
  readonly onView: () => void;
}

function Line({ one, files, consultId, open, onView }: LineProps) {
  const { view, outgoing } = one;
  const name = titleOf(view) ?? (outgoing === null ? say("room-erased") : outgoing.file.title || outgoing.file.name);
  const state = view?.state ?? outgoing?.phase ?? "waiting";
  const bad = state === "refused";
  return (
    <li class="files-line" data-state={state}>
      <Thumb view={view} consultId={consultId} />
      <div class="files-words">
        <p class="files-name">{name}</p>
        <p class="muted">
          {sayCode("file-kind", view?.kind ?? outgoing?.file.kind ?? "other")}
          {view !== null && ` · ${view.by_name ?? say("room-erased")}`}
          {view !== null && <span class="number"> · {clockMinute(view.at_ms)}</span>}
        </p>
        <p role={bad ? "alert" : "status"} class="files-state" data-bad={bad}>
          {stateWords(one)}
        </p>
      </div>
      <Actions one={one} files={files} consultId={consultId} open={open} name={name} onView={onView} />
    </li>
  );
}

function Actions({ one, files, consultId, open, name, onView }: LineProps & { name: string }) {
  const { view, outgoing } = one;
  const [why, setWhy] = useState(false);
  const put = view === null && outgoing !== null;
  const mine = view !== null && files.mine(view) && ["coming", "checking", "kept"].includes(view.state);
  return (
    <div class="files-acts">
      {view?.state === "kept" && view.media === "dicom" ? (
        <a class="button" data-look="ghost" href={`/consult/${consultId}/files/${one.fileId}/content`} download="" aria-label={say("files-save", { name })}>
          <Download size={18} aria-hidden="true" />
        </a>
      ) : (
        view?.state === "kept" && (
          <Button aria-label={say("files-open", { name })} onClick={onView}>
            <Eye size={18} aria-hidden="true" />
          </Button>
        )
      )}
      {put && (
        <Button look="quiet" aria-label={say("files-put-away", { name })} onClick={() => files.sending.drop(one.fileId)}>
          <X size={18} aria-hidden="true" />
        </Button>
      )}
      {open && mine && (
        <Button look="quiet" aria-label={say("files-withdraw", { name })} onClick={() => setWhy(true)}>
          <Undo2 size={18} aria-hidden="true" />
        </Button>
      )}
      {why && <Withdrawing onClose={() => setWhy(false)} onDone={(reason) => files.withdraw(consultId, one.fileId, reason)} />}
    </div>
  );
}

function Withdrawing({ onClose, onDone }: { onClose: () => void; onDone: (reason: string) => void }) {
  const [reason, setReason] = useState("");
  return (
    <Dialog title={say("files-withdraw-title")} onClose={onClose}>
      <form
        class="room-why"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() === "") return;
          onDone(reason);
          onClose();
        }}
      >
        <p class="muted">{say("files-withdraw-note")}</p>
        <Field label={say("files-reason")}>{(ids) => <input {...ids} class="input" maxLength={500} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />}</Field>
        <div class="dialog-foot">
          <Button onClick={onClose}>{say("files-not-now")}</Button>
          <Button look="main" type="submit" disabled={reason.trim() === ""}>
            {say("files-withdraw-do")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** How far it is, in words. */
function stateWords({ view, outgoing, have }: Shown): string {
  if (outgoing !== null) {
    const { phase, code, file } = outgoing;
    if (phase === "refused") return sayCode("refusal", code ?? "unknown");
    if (phase === "reading") return say("files-reading");
    if (phase === "sending" || have !== null) return say("files-sent-of", { done: sizeWords(have ?? 0), all: sizeWords(file.size) });
    return say("files-waits");
  }
  switch (view?.state) {
    case "coming":
      return have === null ? say("files-coming", { all: sizeWords(view.size) }) : say("files-come-of", { done: sizeWords(have), all: sizeWords(view.size) });
    case "checking":
      return say("files-checking");
    case "kept":
      return view.media === "pages" ? say("files-pages", { count: view.pages ?? 1 }) : sizeWords(view.size);
    case "refused":
      return sayCode("refusal", view.code ?? "unknown");
    case "expired":
      return say("files-expired");
    case "withdrawn":
      return say("files-withdrawn", { why: view.why ?? "" });
    default:
      return "";
  }
}

function sizeWords(bytes: number): string {
  if (bytes < 1024 * 1024) return say("files-kilobytes", { count: Math.max(1, Math.round(bytes / 1024)) });
  return say("files-megabytes", { count: Math.round((bytes / 1024 / 1024) * 10) / 10 });
}
