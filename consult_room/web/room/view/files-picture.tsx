/** A picture of a file from the server, fetched once a page: a weak link carries no preview twice. */

import { useEffect, useState } from "preact/hooks";

const AGAIN_MS = 4_000;
const KEPT_AT_MOST = 60;
const kept = new Map<string, Promise<string | null>>();

/** The address of the picture as this page holds it; null while it comes. `path`: what of the file, and which of its
 * versions: a preview is drawn anew when the file has been looked at. */
export function usePicture(consultId: string, fileId: string, what: string, version = ""): string | null {
  const [address, setAddress] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    void pictureAt(`/consult/${consultId}/files/${fileId}/${what}`, version).then((found) => {
      if (gone) return;
      if (found === null) timer = setTimeout(() => setTries((before) => before + 1), AGAIN_MS);
      else setAddress(found);
    });
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [consultId, fileId, what, version, tries]);
  return address;
}

function pictureAt(path: string, version: string): Promise<string | null> {
  const key = `${path} ${version}`;
  const there = kept.get(key);
  if (there !== undefined) return there;
  const coming = fetchPicture(path);
  kept.set(key, coming);
  void coming.then((found) => {
    if (found === null) kept.delete(key);
  });
  const oldest = kept.keys().next().value;
  if (kept.size > KEPT_AT_MOST && oldest !== undefined) {
    void kept.get(oldest)?.then((found) => found !== null && URL.revokeObjectURL(found));
    kept.delete(oldest);
  }
  return coming;
}

async function fetchPicture(path: string): Promise<string | null> {
  const answer = await fetch(path).catch(() => null);
  if (answer === null || !answer.ok) return null;
  return answer.blob().then(
    (blob) => URL.createObjectURL(blob),
    () => null,
  );
}
