/** What this browser says to the server of its files: tus 1.0.0 in as much as it needs (tus.io). */

import type { Bytes, FileShelf, Posted, SendingPorts, WaitingFile } from "../state/files-sending";

/** Longer than the slowest piece should take; a line that is lost may never say so. */
const POST_MS = 60_000;
const VERSION = "1.0.0";

export function filePorts(shelf: FileShelf): Omit<SendingPorts, "announce" | "wait"> {
  return {
    shelf,
    preview: (file, content) => ask(`/consult/${file.consultId}/files/${file.fileId}/preview`, "POST", { "Content-Type": "image/jpeg" }, content),
    begin: (file) => ask(uploads(file), "POST", { "Upload-Length": String(file.size), "Upload-Metadata": `file_id ${btoa(file.fileId)}` }),
    where: (file) => ask(upload(file), "HEAD", {}),
    send: (file, from, content) => ask(upload(file), "PATCH", { "Upload-Offset": String(from), "Content-Type": "application/offset+octet-stream" }, content),
    nowMs: () => performance.now(),
  };
}

function uploads({ consultId }: WaitingFile): string {
  return `/consult/${consultId}/uploads`;
}

function upload(file: WaitingFile): string {
  return `${uploads(file)}/${file.fileId}`;
}

async function ask(address: string, method: string, headers: Record<string, string>, body?: Bytes): Promise<Posted> {
  let answer: Response;
  try {
    answer = await fetch(address, { method, headers: { "Tus-Resumable": VERSION, ...headers }, body: body ?? null, signal: AbortSignal.timeout(POST_MS) });
  } catch {
    return "later";
  }
  const have = answer.headers.get("Upload-Offset");
  // What is here already is told also by a 409.
  if (have !== null) return { have: Number(have) };
  if (answer.ok) return { have: 0 };
  if (answer.status === 404) return "begin";
  if (answer.status === 401 || answer.status === 408 || answer.status === 429 || answer.status >= 500) return "later";
  if (answer.status === 413) return { code: "file_too_large" };
  const told = (await answer.json().catch(() => null)) as { readonly code?: string } | null;
  return { code: told?.code ?? "file_not_awaited" };
}
