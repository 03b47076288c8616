/** A full-resolution still from this page's camera, and the parts that it is sent in. */

import type { StillPlan } from "~/signaling/web/wire";
import type { DeviceMedia } from "./devices";
import { boxOf, detailAround, tilesAround, type Box } from "./state/still-places";
import type { Encoded, TakenPart, TakenStill } from "./state/still-taker";

/** The server takes no larger side. */
const LARGEST_SIDE = 4_096;
const PREVIEW_BYTES = 30_000;
const PART_BYTES = 890_000;
const PREVIEW_SIDE = 640;
const TILE_SIDE = 1_024;
const TYPE = "image/jpeg";
const TAKE_MS = 8_000;

/** What browsers that have it know beyond the library's types. */
interface PhotoCapture {
  takePhoto(settings?: { imageWidth?: number; imageHeight?: number }): Promise<Blob>;
  grabFrame(): Promise<ImageBitmap>;
  getPhotoCapabilities(): Promise<{ imageWidth?: { max: number }; imageHeight?: { max: number } }>;
}
type CaptureMaker = new (track: MediaStreamTrack) => PhotoCapture;

/** The best that the camera gives: its own photograph, else the frame that it shows now. */
export async function takeStill(media: DeviceMedia | null, x: number, y: number): Promise<TakenStill | "no_camera" | "not_taken"> {
  const track = media?.stream.getVideoTracks()[0];
  if (track === undefined || track.readyState !== "live") return "no_camera";
  const picture = (await photograph(track)) ?? (await frame(track));
  return picture === null ? "not_taken" : cut(picture, x, y);
}

async function photograph(track: MediaStreamTrack): Promise<ImageBitmap | null> {
  const Capture = (window as { ImageCapture?: CaptureMaker }).ImageCapture;
  if (Capture === undefined) return null;
  const capture = new Capture(track);
  return (await soon(largest(capture))) ?? (await soon(capture.grabFrame()));
}

async function largest(capture: PhotoCapture): Promise<ImageBitmap> {
  const able = await capture.getPhotoCapabilities().catch(() => ({}) as Awaited<ReturnType<PhotoCapture["getPhotoCapabilities"]>>);
  const [width, height] = [able.imageWidth?.max ?? 0, able.imageHeight?.max ?? 0];
  const wish = width > 0 && height > 0 && Math.max(width, height) <= LARGEST_SIDE ? { imageWidth: width, imageHeight: height } : {};
  const photo = await capture.takePhoto(wish).catch(() => capture.takePhoto());
  return createImageBitmap(photo);
}

/** Browsers without ImageCapture: the track's frame, through an element that nobody sees. */
async function frame(track: MediaStreamTrack): Promise<ImageBitmap | null> {
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([track]);
  try {
    await soon(video.play());
    return video.videoWidth === 0 ? null : await soon(createImageBitmap(video));
  } finally {
    video.srcObject = null;
  }
}

/** Some cameras never answer; null then, and for those that answer "no". */
async function soon<Result>(work: Promise<Result>): Promise<Result | null> {
  return Promise.race([work.catch(() => null), new Promise<null>((done) => setTimeout(() => done(null), TAKE_MS))]);
}

function cut(picture: ImageBitmap, x: number, y: number): TakenStill {
  const scale = Math.min(1, LARGEST_SIDE / Math.max(picture.width, picture.height));
  const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  const [left, top, right, bottom] = detailAround(x, y);
  const plan: StillPlan = { width, height, left, top, right, bottom, columns: Math.ceil(width / TILE_SIDE), rows: Math.ceil(height / TILE_SIDE) };
  const piece = (name: string, quality: number): TakenPart => ({
    name,
    make: () => encode(picture, scale, boxOf(plan, name) ?? { left: 0, top: 0, width, height }, 1, quality, PART_BYTES),
  });
  const preview: TakenPart = {
    name: "preview",
    make: () => encode(picture, scale, { left: 0, top: 0, width, height }, Math.min(1, PREVIEW_SIDE / Math.max(width, height)), 0.7, PREVIEW_BYTES),
  };
  return { plan, parts: [preview, piece("detail", 0.85), ...tilesAround(plan, [x, y]).map((name) => piece(name, 0.9))] };
}

/** A JPEG of a part of the picture, made coarser until it is small enough: first in quality, then in size. */
async function encode(picture: ImageBitmap, scale: number, box: Box, shrink: number, quality: number, most: number): Promise<Encoded> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(box.width * shrink));
  canvas.height = Math.max(1, Math.round(box.height * shrink));
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("this browser draws nothing");
  const { left, top, width, height } = box;
  context.drawImage(picture, left / scale, top / scale, width / scale, height / scale, 0, 0, canvas.width, canvas.height);
  for (let tried = quality; tried > 0.2; tried -= 0.15) {
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, TYPE, tried));
    if (blob !== null && blob.size <= most) return { content: blob, size: blob.size };
  }
  return encode(picture, scale, box, shrink * 0.7, quality, most);
}
