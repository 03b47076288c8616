/** What the telephone gives: its place, and photographs made small enough for its line. */

import type { Caller } from "./state/caller";

/** The longest side of a photograph that is sent, pixels. */
const LONGEST_SIDE = 1_600;
/** Bytes that the server takes, with something to spare. */
const LARGEST_BYTES = 850_000;
const QUALITIES = [0.82, 0.7, 0.55, 0.4] as const;

/** Follows the telephone's place from now on, until the agreement ends; asks the person for leave at first. */
export function followPlace(caller: Caller): void {
  if (!("geolocation" in navigator) || !isSecureContext) {
    caller.placed("insecure");
    return;
  }
  caller.placed("seeking");
  const watch = navigator.geolocation.watchPosition(
    ({ coords, timestamp }) =>
      caller.placed({ lon: coords.longitude, lat: coords.latitude, accuracyMetres: coords.accuracy, atMs: timestamp }),
    (problem) => caller.placed(problem.code === problem.PERMISSION_DENIED ? "denied" : "unknown"),
    { enableHighAccuracy: true, maximumAge: 5_000, timeout: 30_000 },
  );
  caller.followed(() => navigator.geolocation.clearWatch(watch));
}

/** The photograph drawn anew as a JPEG: smaller, and without what cameras write beside it (place, device, time). */
export async function madeSmall(file: Blob): Promise<Blob | null> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return null;
  }
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  for (const quality of QUALITIES) {
    const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
    if (made === null || made.size <= LARGEST_BYTES) return made;
  }
  return null;
}

export function canShowVideo(): boolean {
  return typeof RTCPeerConnection === "function" && navigator.mediaDevices !== undefined;
}
