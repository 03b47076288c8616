/** What the telephone gives: photographs made small enough for its line, without what cameras write beside them. */

import type { Made, PhotographPorts, Posted } from "./state/photographs";

const SIDE = 1_600;
const BYTES = 850_000;
const PREVIEW_SIDE = 480;
const PREVIEW_BYTES = 29_000;
const QUALITIES = [0.82, 0.7, 0.55, 0.4, 0.25] as const;
const POST_MS = 60_000;

/** Null for what is no picture, or where this browser can make no digest. */
export async function madeSmall(file: Blob): Promise<Made | null> {
  if (crypto.subtle === undefined) return null;
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (picture === null) return null;
  try {
    const content = await drawn(picture, SIDE, BYTES);
    if (content === null) return null;
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
    const digest = [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return { content, digest, preview: await drawn(picture, PREVIEW_SIDE, PREVIEW_BYTES) };
  } finally {
    picture.close();
  }
}

async function drawn(picture: ImageBitmap, side: number, bytes: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  for (const quality of QUALITIES) {
    const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (made !== null && made.size <= bytes) return new Uint8Array(await made.arrayBuffer());
  }
  return null;
}

/** tus 1.0.0 in as much as a photograph needs (tus.io); `?guest` says whose cookie counts. */
export function photographPorts(consultId: string): PhotographPorts {
  const uploads = `/consult/${consultId}/uploads`;
  const one = (fileId: string): string => `${uploads}/${fileId}?guest`;
  return {
    preview: (fileId, content) => ask(`/consult/${consultId}/files/${fileId}/preview?guest`, "POST", { "Content-Type": "image/jpeg" }, content),
    begin: (fileId, size) => ask(`${uploads}?guest`, "POST", { "Upload-Length": String(size), "Upload-Metadata": `file_id ${btoa(fileId)}` }),
    where: (fileId) => ask(one(fileId), "HEAD", {}),
    send: (fileId, from, piece) => ask(one(fileId), "PATCH", { "Upload-Offset": String(from), "Content-Type": "application/offset+octet-stream" }, piece),
    wait: (ms) => new Promise((done) => setTimeout(done, ms)),
  };
}

async function ask(address: string, method: string, headers: Record<string, string>, body?: Uint8Array<ArrayBuffer>): Promise<Posted> {
  let answer: Response;
  try {
    answer = await fetch(address, { method, headers: { "Tus-Resumable": "1.0.0", ...headers }, body: body ?? null, signal: AbortSignal.timeout(POST_MS) });
  } catch {
    return "later";
  }
  const have = answer.headers.get("Upload-Offset");
  if (have !== null) return { have: Number(have) };
  if (answer.ok) return { have: 0 };
  if (answer.status === 404) return "begin";
  if (answer.status === 408 || answer.status === 429 || answer.status >= 500) return "later";
  const told = (await answer.json().catch(() => null)) as { readonly code?: string } | null;
  return { code: told?.code ?? "file_not_awaited" };
}
