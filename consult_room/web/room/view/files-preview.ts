/** A small picture of a photograph, made here, so that the other side sees it before the photograph has come. */

import type { Bytes } from "../state/files-sending";

const PREVIEW_BYTES = 29_000;
const SIDE = 560;
const PICTURE = /^image\/(jpeg|png|webp)$/;

/** Null for what is no picture, or none that this browser can draw. */
export async function previewOf(file: Blob): Promise<Bytes | null> {
  if (!PICTURE.test(file.type)) return null;
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) return null;
  try {
    for (let side = SIDE; side > 60; side = Math.round(side * 0.7)) {
      for (const quality of [0.75, 0.55, 0.35]) {
        const small = await encode(picture, side, quality);
        if (small !== null && small.size <= PREVIEW_BYTES) return new Uint8Array(await small.arrayBuffer());
      }
    }
    return null;
  } finally {
    picture.close();
  }
}

function encode(picture: ImageBitmap, side: number, quality: number): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
}
