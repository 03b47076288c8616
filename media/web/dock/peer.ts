/** RTCPeerConnection as a `Peer`: both kinds of media in one bundle, candidates as they are found. */

import { connectionWith, statisticsOf } from "./connection";
import type { DeviceMedia } from "./devices";
import { Encoders } from "./encoders";
import { freshDocument, THE_PAGE, type ConnectionPlace } from "./fresh-document";
import type { Sample } from "./state/freshness";
import type { Statistics } from "./state/reading";
import type { Picture, Speech } from "./state/rungs";
import { FIRST_SPEECH } from "./state/rungs";
import { withGentleStart, withSpeechRepair } from "./state/sdp";
import { withSpeech } from "./state/speech";
import type { TalkPorts, WatchedPeer } from "./state/ports";
import type { Candidate } from "./state/words";

type PeerOptions = Parameters<TalkPorts["makePeer"]>[0];

export class BrowserPeer implements WatchedPeer {
  readonly #place: ConnectionPlace;
  readonly #connection: RTCPeerConnection;
  readonly #remote = new MediaStream();
  /** Null until the devices are open; the path may be found before. */
  #media: DeviceMedia | null = null;
  #forgetTracks: () => void = () => undefined;
  #closed = false;
  readonly #encoders: Encoders;
  #turn: Promise<unknown> = Promise.resolve();
  #pictures = true;

  constructor(options: PeerOptions) {
    this.#place = options.fresh ? freshDocument() : THE_PAGE;
    this.#connection = connectionWith(options.iceServers, this.#place);
    this.#encoders = new Encoders(this.#connection);
    this.#listen(options);
    if (options.side === "asker") {
      for (const kind of ["audio", "video"] as const) spare(this.#connection.addTransceiver(kind, { direction: "sendrecv" }), kind);
    }
    void options.media.then((media) => this.#take(media as DeviceMedia));
  }

  offer(iceRestart: boolean): Promise<string> {
    return this.#alone(async () => {
      await this.#putTracks();
      return this.#describe(await this.#connection.createOffer({ iceRestart }));
    });
  }

  answer(offer: string): Promise<string> {
    return this.#alone(async () => {
      await this.#connection.setRemoteDescription({ type: "offer", sdp: beginning(offer) });
      // Sending both ways from the start: a camera that is turned on later needs no new round.
      for (const transceiver of this.#connection.getTransceivers()) transceiver.direction = "sendrecv";
      await this.#putTracks();
      return this.#describe(await this.#connection.createAnswer());
    });
  }

  accept(answer: string): Promise<void> {
    return this.#alone(() => this.#connection.setRemoteDescription({ type: "answer", sdp: beginning(answer) }));
  }

  apply(picture: Picture | null, speech: Speech): Promise<void> {
    return this.#alone(() => this.#encoders.apply(picture, speech));
  }

  statistics(): Promise<Statistics> {
    return statisticsOf(this.#connection);
  }

  async add({ candidate, mid, line }: Candidate): Promise<void> {
    await this.#connection.addIceCandidate({ candidate, sdpMid: mid, sdpMLineIndex: line });
  }

  close(): void {
    this.#closed = true;
    this.#forgetTracks();
    this.#connection.close();
    this.#place.leave();
  }

  async sample(): Promise<Sample> {
    let [framesDecoded, audioPackets, heard] = [0, 0, 0];
    for (const report of (await this.#connection.getStats()).values() as Iterable<Record<string, unknown>>) {
      if (report["type"] === "inbound-rtp") {
        const packets = Number(report["packetsReceived"] ?? 0);
        heard += packets;
        if (report["kind"] === "audio") audioPackets += packets;
        else framesDecoded += Number(report["framesDecoded"] ?? 0);
      } else if (report["type"] === "candidate-pair") heard += Number(report["responsesReceived"] ?? 0);
    }
    return { framesDecoded, audioPackets, heard };
  }

  /** One description at a time: the encoders' are made here alone, and must not come between an offer and its answer. */
  #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(work, work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  #listen(options: PeerOptions): void {
    const connection = this.#connection;
    connection.addEventListener("icecandidate", ({ candidate }) => {
      if (candidate !== null) options.found({ candidate: candidate.candidate, mid: candidate.sdpMid, line: candidate.sdpMLineIndex });
    });
    connection.addEventListener("connectionstatechange", () => {
      const state = connection.connectionState;
      if (state === "connected") options.path("connected");
      else if (state === "disconnected" || state === "failed") options.path("lost");
    });
    connection.addEventListener("track", ({ track }) => {
      this.#remote.addTrack(track);
      options.remote(this.#remote);
    });
  }

  #sender(kind: "audio" | "video"): RTCRtpSender | undefined {
    return this.#connection.getTransceivers().find(({ receiver }) => receiver.track.kind === kind)?.sender;
  }

  stopPictures(): void {
    this.#pictures = false;
    void this.#putTracks();
  }

  #take(media: DeviceMedia): void {
    if (this.#closed) return;
    this.#media = media;
    this.#forgetTracks = media.onTrack(() => void this.#putTracks());
    void this.#putTracks();
  }

  /** Puts our tracks where they belong. Between two there is one picture: the screen, while it is shown, in place of the camera. */
  async #putTracks(): Promise<void> {
    if (this.#media === null) return;
    const sound = this.#media.stream.getAudioTracks()[0];
    const picture = this.#pictures ? (this.#media.screen ?? this.#media.stream.getVideoTracks()[0]) : null;
    await Promise.all([this.#sender("audio")?.replaceTrack(sound ?? null), this.#sender("video")?.replaceTrack(picture ?? null)]);
  }

  async #describe(made: RTCSessionDescriptionInit): Promise<string> {
    await this.#connection.setLocalDescription(made);
    return withSpeechRepair(made.sdp ?? "");
  }
}

/** Nothing is known of the path yet: speech that even a narrow one carries, and a picture that grows by trying. */
function beginning(sdp: string): string {
  return withGentleStart(withSpeech(sdp, FIRST_SPEECH));
}

const USED = /\/(?:opus|red|VP8|rtx)$/i;

/** Offers only what is ever used: a description of all that a browser knows takes seconds on a narrow link. */
function spare(transceiver: RTCRtpTransceiver, kind: "audio" | "video"): void {
  const codecs = RTCRtpReceiver.getCapabilities(kind)?.codecs.filter(({ mimeType }) => USED.test(mimeType)) ?? [];
  if (codecs.some(({ mimeType }) => !/rtx$/i.test(mimeType))) transceiver.setCodecPreferences(codecs);
}
