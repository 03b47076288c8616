/** What a rung asks of one connection's encoders. Called each second: what is done already is not done again. */

import type { Picture, Speech } from "./state/rungs";
import { asAnswer, speechIn, takesTwice, withSpeech } from "./state/speech";

export class Encoders {
  readonly #connection: RTCPeerConnection;
  /** A wish that this browser did not take is not tried again. */
  #refused: string | null = null;

  constructor(connection: RTCPeerConnection) {
    this.#connection = connection;
  }

  async apply(picture: Picture | null, speech: Speech): Promise<void> {
    await this.#picture(picture);
    await this.#speak(speech);
  }

  async #picture(picture: Picture | null): Promise<void> {
    for (const sender of this.#connection.getSenders()) {
      if (sender.track?.kind !== "video") continue;
      const parameters = sender.getParameters();
      // Before the first agreement there is nothing to set; the next second comes.
      if (parameters.encodings.length === 0 || !changed(parameters, isScreen(sender.track) ? legible(picture) : picture)) continue;
      await sender.setParameters(parameters);
    }
  }

  /** 3 to 9 ms, nothing on the wire: our own offer is answered with the far side's last words, edited. */
  async #speak(speech: Speech): Promise<void> {
    const connection = this.#connection;
    const far = connection.currentRemoteDescription;
    const twice = speech.twice === true && far !== null && takesTwice(far.sdp);
    const wish = `${speech.kbps} ${speech.frameMs} ${twice}`;
    if (far === null || connection.signalingState !== "stable" || wish === this.#refused) return;
    const said = speechIn(far.sdp);
    if (said.kbps === speech.kbps && said.frameMs === speech.frameMs && said.twice === twice) return;
    await connection.setLocalDescription(await connection.createOffer());
    try {
      await connection.setRemoteDescription({ type: "answer", sdp: withSpeech(far.type === "offer" ? asAnswer(far.sdp) : far.sdp, speech) });
      this.#refused = null;
    } catch {
      this.#refused = wish;
      await connection.setLocalDescription({ type: "rollback" });
    }
  }
}

function isScreen(track: MediaStreamTrack): boolean {
  return track.getSettings().displaySurface !== undefined;
}

/** Letters must stay letters: a screen moves little, so it gets fewer pictures instead of smaller ones. */
function legible(picture: Picture | null): Picture | null {
  return picture === null ? null : { ...picture, framesPerSecond: Math.min(5, picture.framesPerSecond), scale: 1, keep: "resolution" };
}

/** Writes the rung into the parameters; false when they say so already. */
function changed(parameters: RTCRtpSendParameters, picture: Picture | null): boolean {
  const encoding = parameters.encodings[0];
  if (encoding === undefined) return false;
  const before = JSON.stringify([encoding, parameters.degradationPreference]);
  encoding.active = picture !== null;
  if (picture !== null) {
    encoding.maxBitrate = picture.kbps * 1000;
    encoding.maxFramerate = picture.framesPerSecond;
    encoding.scaleResolutionDownBy = picture.scale;
    parameters.degradationPreference = picture.keep === "resolution" ? "maintain-resolution" : "balanced";
  }
  return before !== JSON.stringify([encoding, parameters.degradationPreference]);
}
