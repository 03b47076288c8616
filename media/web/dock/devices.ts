/** The microphone and the camera of this device, as far as there are any and the person lets us. */

import type { FarCamera } from "~/signaling/web/wire";
import type { Media } from "./state/ports";

const SOUND: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
/** Small enough for a rural link; the browser sends less by itself when the link carries less. */
const PICTURE: MediaTrackConstraints = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 20, max: 24 } };

/** Which way a telephone's camera looks. */
export type Facing = "user" | "environment";

/** `Media` with the tracks themselves, for the connection and for the own picture. */
export interface DeviceMedia extends Media {
  readonly stream: MediaStream;
  /** The screen that is shown, or null. */
  readonly screen: MediaStreamTrack | null;
  readonly facing: Facing;
  /** The other camera, if there is one: false when there is not, and the one before goes on. */
  turnCamera(): Promise<boolean>;
  /** Hears when a track is put in place of another (null: none); gives back how to stop. */
  onTrack(hear: (kind: TrackKind, track: MediaStreamTrack | null) => void): () => void;
}

type Missing = Media["missing"];
export type TrackKind = "audio" | "video" | "screen";

/** What browsers of telephones know beyond the library's types. */
interface LitCapabilities extends MediaTrackCapabilities {
  readonly torch?: boolean;
  readonly zoom?: { readonly min: number; readonly max: number };
}
interface LitSettings extends MediaTrackSettings {
  readonly torch?: boolean;
  readonly zoom?: number;
}

/** Opens what there is: both, else sound alone, else nothing; and says what is missing. */
export async function openMedia(video: boolean, facing: Facing = "user"): Promise<DeviceMedia> {
  // Browsers give no devices to a page that did not come over HTTPS or from this very machine.
  if (navigator.mediaDevices === undefined) return new Devices(new MediaStream(), "insecure", facing);
  if (video) {
    const both = await tryOpen({ audio: SOUND, video: { ...PICTURE, facingMode: facing } });
    if (both instanceof MediaStream) return new Devices(both, "none", facing);
  }
  const sound = await tryOpen({ audio: SOUND });
  if (sound instanceof MediaStream) return new Devices(sound, video ? "no_camera" : "none", facing);
  const picture = video ? await tryOpen({ video: { ...PICTURE, facingMode: facing } }) : sound;
  return new Devices(picture instanceof MediaStream ? picture : new MediaStream(), sound, facing);
}

async function tryOpen(wanted: MediaStreamConstraints): Promise<MediaStream | Missing> {
  try {
    return await navigator.mediaDevices.getUserMedia(wanted);
  } catch (problem) {
    return problem instanceof DOMException && problem.name === "NotAllowedError" ? "no_permission" : "no_device";
  }
}

class Devices implements DeviceMedia {
  readonly stream: MediaStream;
  readonly missing: Missing;
  #screen: MediaStreamTrack | null = null;
  readonly #hear = new Set<(kind: TrackKind, track: MediaStreamTrack | null) => void>();

  #facing: Facing;

  constructor(stream: MediaStream, missing: Missing, facing: Facing) {
    this.stream = stream;
    this.missing = missing;
    this.#facing = facing;
  }

  get facing(): Facing {
    return this.#facing;
  }

  get microphone(): boolean {
    return this.stream.getAudioTracks().length > 0;
  }

  get camera(): boolean {
    return this.stream.getVideoTracks().length > 0;
  }

  get screen(): MediaStreamTrack | null {
    return this.#screen;
  }

  onTrack(hear: (kind: TrackKind, track: MediaStreamTrack | null) => void): () => void {
    this.#hear.add(hear);
    return () => this.#hear.delete(hear);
  }

  /** Muted, the track goes on with silence: the other side's watch over the path needs its packets. */
  setMicrophone(on: boolean): void {
    for (const track of this.stream.getAudioTracks()) track.enabled = on;
  }

  /** Off, the camera is given back, so that its light goes out. */
  async setCamera(on: boolean): Promise<boolean> {
    if (!on) {
      this.#dropPicture();
      this.#tell("video", null);
      return true;
    }
    return this.#open(this.#facing);
  }

  /** Many telephones give one camera at a time, so the present one goes first. */
  async turnCamera(): Promise<boolean> {
    const next: Facing = this.#facing === "user" ? "environment" : "user";
    this.#dropPicture();
    const turned = await this.#open({ exact: next });
    if (turned) this.#facing = next;
    else if (!(await this.#open(this.#facing))) this.#tell("video", null);
    return turned;
  }

  async setScreen(on: boolean, ended: () => void): Promise<boolean> {
    if (!on) {
      this.#dropScreen();
      return true;
    }
    try {
      const shared = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { max: 10 } } });
      this.#screen = shared.getVideoTracks()[0] ?? null;
    } catch {
      return false;
    }
    // The browser's own bar ends it too.
    this.#screen?.addEventListener("ended", () => {
      this.#dropScreen();
      ended();
    });
    this.#tell("screen", this.#screen);
    return this.#screen !== null;
  }

  farCamera(): FarCamera | null {
    const track = this.stream.getVideoTracks()[0];
    if (track === undefined || typeof track.getCapabilities !== "function") return null;
    const able = track.getCapabilities() as LitCapabilities;
    const now = track.getSettings() as LitSettings;
    const zooms = able.zoom !== undefined && able.zoom.max > able.zoom.min;
    if (able.torch !== true && !zooms) return null;
    return { torch: able.torch === true ? (now.torch ?? false) : null, zoom: zooms ? (now.zoom ?? 1) : null, zoom_at_most: zooms ? able.zoom.max : null };
  }

  async setFarCamera(torch: boolean | null, zoom: number | null): Promise<void> {
    const track = this.stream.getVideoTracks()[0];
    if (track === undefined) return;
    const wish = { ...(torch === null ? {} : { torch }), ...(zoom === null ? {} : { zoom }) } as MediaTrackConstraintSet;
    await track.applyConstraints({ advanced: [wish] }).catch(() => undefined);
  }

  stop(): void {
    for (const track of this.stream.getTracks()) track.stop();
    this.#screen?.stop();
  }

  async #open(facingMode: Facing | { readonly exact: Facing }): Promise<boolean> {
    if (navigator.mediaDevices === undefined) return false;
    const opened = await tryOpen({ video: { ...PICTURE, facingMode } });
    const track = opened instanceof MediaStream ? opened.getVideoTracks()[0] : undefined;
    if (track === undefined) return false;
    this.stream.addTrack(track);
    this.#tell("video", track);
    return true;
  }

  #dropPicture(): void {
    for (const track of this.stream.getVideoTracks()) {
      track.stop();
      this.stream.removeTrack(track);
    }
  }

  #dropScreen(): void {
    this.#screen?.stop();
    this.#screen = null;
    this.#tell("screen", null);
  }

  #tell(kind: TrackKind, track: MediaStreamTrack | null): void {
    for (const hear of this.#hear) hear(kind, track);
  }
}
