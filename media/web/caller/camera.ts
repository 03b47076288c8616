/** The telephone's camera and microphone, and the connection that carries them. The camera that looks away from the
 * person comes first: the dispatcher wants to see what they see. */

import type { Peer } from "~/media/web/dock/state/negotiation";
import { withSpeechRepair } from "~/media/web/dock/state/sdp";
import type { Candidate } from "~/media/web/dock/state/words";
import type { PeerWish } from "./state/live";

export type Facing = "environment" | "user";
export type Missing = "none" | "camera" | "permission" | "device";

const SOUND: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const picture = (facing: Facing): MediaTrackConstraints => ({
  facingMode: facing,
  width: { ideal: 960 },
  height: { ideal: 720 },
  frameRate: { ideal: 20, max: 24 },
});

export class Camera {
  readonly stream = new MediaStream();
  missing: Missing = "none";
  facing: Facing = "environment";
  readonly #hear = new Set<() => void>();

  /** Both, else sound alone, else the picture alone; `missing` says what the telephone did not give. */
  async open(): Promise<void> {
    const both = await take({ audio: SOUND, video: picture(this.facing) });
    if (both instanceof MediaStream) return this.#keep(both, "none");
    const sound = await take({ audio: SOUND });
    if (sound instanceof MediaStream) return this.#keep(sound, "camera");
    const seen = await take({ video: picture(this.facing) });
    if (seen instanceof MediaStream) return this.#keep(seen, "none");
    this.missing = sound;
  }

  /** The other camera; false when there is none. Many telephones give one at a time, so the present one goes first. */
  async turn(): Promise<boolean> {
    const next: Facing = this.facing === "environment" ? "user" : "environment";
    this.#dropPicture();
    const turned = await take({ video: { ...picture(next), facingMode: { exact: next } } });
    const kept = turned instanceof MediaStream ? turned : await take({ video: picture(this.facing) });
    if (turned instanceof MediaStream) this.facing = next;
    if (kept instanceof MediaStream) this.#keep(kept, "none");
    for (const hear of this.#hear) hear();
    return turned instanceof MediaStream;
  }

  onChange(hear: () => void): () => void {
    this.#hear.add(hear);
    return () => this.#hear.delete(hear);
  }

  close(): void {
    for (const track of this.stream.getTracks()) track.stop();
  }

  #keep(stream: MediaStream, missing: Missing): void {
    this.missing = missing;
    for (const track of stream.getTracks()) this.stream.addTrack(track);
  }

  #dropPicture(): void {
    for (const track of this.stream.getVideoTracks()) {
      track.stop();
      this.stream.removeTrack(track);
    }
  }
}

async function take(wanted: MediaStreamConstraints): Promise<MediaStream | "permission" | "device"> {
  try {
    return await navigator.mediaDevices.getUserMedia(wanted);
  } catch (problem) {
    return problem instanceof DOMException && problem.name === "NotAllowedError" ? "permission" : "device";
  }
}

/** RTCPeerConnection as a `Peer`: sends the camera, hears the dispatcher. */
export class CameraPeer implements Peer {
  readonly #connection: RTCPeerConnection;
  readonly #camera: Camera;
  readonly #forget: () => void;

  constructor(camera: Camera, wish: PeerWish, remote: MediaStream) {
    this.#camera = camera;
    const connection = (this.#connection = new RTCPeerConnection({
      bundlePolicy: "max-bundle",
      iceServers: wish.iceServers.map(({ urls, username, credential }) => ({
        urls: [...urls],
        ...(username === null || credential === null ? {} : { username, credential }),
      })),
    }));
    connection.addEventListener("icecandidate", ({ candidate }) => {
      if (candidate !== null) wish.found({ candidate: candidate.candidate, mid: candidate.sdpMid, line: candidate.sdpMLineIndex });
    });
    connection.addEventListener("connectionstatechange", () => {
      const state = connection.connectionState;
      if (state === "connected") wish.path("connected");
      else if (state === "disconnected" || state === "failed") wish.path("lost");
    });
    connection.addEventListener("track", ({ track }) => remote.addTrack(track));
    connection.addTransceiver("audio", { direction: "sendrecv" });
    // One way: the dispatcher wants to see, and the link has nothing to spare for a face.
    connection.addTransceiver("video", { direction: "sendonly" });
    this.#forget = camera.onChange(() => void this.#place());
  }

  async offer(iceRestart: boolean): Promise<string> {
    await this.#place();
    const made = await this.#connection.createOffer({ iceRestart });
    await this.#connection.setLocalDescription(made);
    return withSpeechRepair(made.sdp ?? "");
  }

  answer(): Promise<string> {
    return Promise.reject(new Error("the caller's page makes every offer"));
  }

  async accept(answer: string): Promise<void> {
    await this.#connection.setRemoteDescription({ type: "answer", sdp: answer });
  }

  async add({ candidate, mid, line }: Candidate): Promise<void> {
    await this.#connection.addIceCandidate({ candidate, sdpMid: mid, sdpMLineIndex: line });
  }

  close(): void {
    this.#forget();
    this.#connection.close();
  }

  async #place(): Promise<void> {
    const [sound, seen] = [this.#camera.stream.getAudioTracks()[0], this.#camera.stream.getVideoTracks()[0]];
    for (const { receiver, sender } of this.#connection.getTransceivers()) {
      await sender.replaceTrack((receiver.track.kind === "audio" ? sound : seen) ?? null);
    }
  }
}
