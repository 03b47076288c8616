/** The two connections to a forwarder: what this device sends, and what it is shown. */

import { connectionWith, statisticsOf } from "./connection";
import type { DeviceMedia } from "./devices";
import { Encoders } from "./encoders";
import type { Down, Up } from "./state/forwarded";
import type { Statistics } from "./state/reading";
import type { Picture, Speech } from "./state/rungs";
import { withSpeechRepair } from "./state/sdp";
import type { IceServer } from "~/signaling/web/wire";

/** Candidates go in the offer itself: a forwarder has an address that can be reached, so few are needed and none is waited for long. */
const GATHERING_MS = 400;

/** The media lines in this order are sound, picture and screen, for as long as the connection lives. */
const LINES = ["audio", "video", "video"] as const;

export class BrowserUp implements Up {
  readonly #connection: RTCPeerConnection;
  readonly #media: DeviceMedia;
  readonly #encoders: Encoders;
  readonly #forgetTracks: () => void;
  #turn: Promise<unknown> = Promise.resolve();
  #pictures = false;

  constructor(media: DeviceMedia, iceServers: readonly IceServer[]) {
    this.#media = media;
    this.#connection = connectionWith(iceServers);
    this.#encoders = new Encoders(this.#connection);
    for (const kind of LINES) this.#connection.addTransceiver(kind, { direction: "sendonly" });
    void this.#putTracks();
    this.#forgetTracks = media.onTrack(() => void this.#putTracks());
  }

  offer(iceRestart: boolean): Promise<string> {
    return this.#alone(async () => {
      await this.#putTracks();
      await this.#connection.setLocalDescription(await this.#connection.createOffer({ iceRestart }));
      await gathered(this.#connection);
      return withSpeechRepair(this.#connection.localDescription?.sdp ?? "");
    });
  }

  accept(answer: string): Promise<void> {
    return this.#alone(() => this.#connection.setRemoteDescription({ type: "answer", sdp: answer }));
  }

  async sendPictures(): Promise<void> {
    this.#pictures = true;
    await this.#putTracks();
  }

  apply(picture: Picture | null, speech: Speech): Promise<void> {
    return this.#alone(() => this.#encoders.apply(picture, speech));
  }

  statistics(): Promise<Statistics> {
    return statisticsOf(this.#connection);
  }

  close(): void {
    this.#forgetTracks();
    this.#connection.close();
  }

  async #putTracks(): Promise<void> {
    const [sound, picture, screen] = this.#connection.getTransceivers();
    const pictures = this.#pictures ? [this.#media.stream.getVideoTracks()[0], this.#media.screen] : [];
    const tracks = [this.#media.stream.getAudioTracks()[0], ...pictures];
    await Promise.all([sound, picture, screen].map((line, place) => line?.sender.replaceTrack(tracks[place] ?? null)));
  }

  #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(work, work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

export class BrowserDown implements Down {
  readonly #connection: RTCPeerConnection;
  readonly #streams = new Map<string, MediaStream>();

  constructor(iceServers: readonly IceServer[]) {
    this.#connection = connectionWith(iceServers);
  }

  async answer(offer: string): Promise<{ readonly sdp: string; readonly streams: ReadonlyMap<string, object> }> {
    const connection = this.#connection;
    await connection.setRemoteDescription({ type: "offer", sdp: offer });
    await connection.setLocalDescription(await connection.createAnswer());
    await gathered(connection);
    for (const { mid, receiver } of connection.getTransceivers()) {
      if (mid !== null && !this.#streams.has(mid)) this.#streams.set(mid, new MediaStream([receiver.track]));
    }
    return { sdp: withSpeechRepair(connection.localDescription?.sdp ?? ""), streams: this.#streams };
  }

  statistics(): Promise<Statistics> {
    return statisticsOf(this.#connection);
  }

  close(): void {
    this.#connection.close();
  }
}

/** Until the candidates are found, or long enough has been waited for the slow ones. */
function gathered(connection: RTCPeerConnection): Promise<void> {
  if (connection.iceGatheringState === "complete") return Promise.resolve();
  return new Promise((done) => {
    const timer = setTimeout(finish, GATHERING_MS);
    function finish(): void {
      clearTimeout(timer);
      connection.removeEventListener("icegatheringstatechange", look);
      done();
    }
    function look(): void {
      if (connection.iceGatheringState === "complete") finish();
    }
    connection.addEventListener("icegatheringstatechange", look);
  });
}
