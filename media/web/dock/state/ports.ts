/** What a conversation needs of the browser: devices, connections and time. The state knows no more of it than this. */

import type { FarCamera, IceServer } from "~/signaling/web/wire";
import type { Down, Up } from "./forwarded";
import type { Sample } from "./freshness";
import type { Peer } from "./negotiation";
import type { Statistics } from "./reading";
import type { Picture, Speech } from "./rungs";
import type { Candidate, Side } from "./words";

/** What this page gives: its microphone and camera, as far as there are any. */
export interface Media {
  readonly microphone: boolean;
  readonly camera: boolean;
  /** Why one of them is missing: there is none, or the person or the browser said no. */
  readonly missing: "none" | "no_camera" | "no_permission" | "no_device" | "insecure";
  setMicrophone(on: boolean): void;
  /** May fail when the camera is taken; false then. */
  setCamera(on: boolean): Promise<boolean>;
  /** The screen in place of the camera, or beside it; false when the person or the browser said no. */
  setScreen(on: boolean, ended: () => void): Promise<boolean>;
  /** What others may do with the camera; null where it can do nothing of the kind. */
  farCamera(): FarCamera | null;
  /** Light and zoom as somebody wishes; null: as it is. What the camera cannot do is not done. */
  setFarCamera(torch: boolean | null, zoom: number | null): Promise<void>;
  stop(): void;
}

/** A peer that can be looked at and told how to send. */
export interface WatchedPeer extends Peer {
  sample(): Promise<Sample>;
  statistics(): Promise<Statistics>;
  apply(picture: Picture | null, speech: Speech): Promise<void>;
  /** Another path carries the pictures from now on. */
  stopPictures(): void;
}

export type PathState = "connecting" | "connected" | "lost";

export interface TalkPorts {
  openMedia(video: boolean): Promise<Media>;
  makePeer(options: {
    readonly side: Side;
    /** A path may be sought while the devices still open. */
    readonly media: Promise<Media>;
    readonly iceServers: readonly IceServer[];
    /** The device's addresses may have changed a moment ago: they are looked for anew. */
    readonly fresh: boolean;
    readonly found: (candidate: Candidate) => void;
    readonly path: (state: PathState) => void;
    /** The other side's picture and sound: a MediaStream, opaque here. */
    readonly remote: (stream: object) => void;
  }): WatchedPeer;
  makeUp(media: Media, iceServers: readonly IceServer[]): Up;
  makeDown(iceServers: readonly IceServer[]): Down;
  wait(ms: number, act: () => void): () => void;
  /** An id for this page's part, new at each page load. */
  newEndpoint(): string;
}

/** Which conversations this page took part in, so that after a reload it goes on and another page of the same person does not. */
export interface Claims {
  has(conversationId: string): boolean;
  add(conversationId: string): void;
  drop(conversationId: string): void;
}
