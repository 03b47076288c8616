/** What can be found out of a device before it is needed: does the microphone hear, does the loudspeaker sound, is there a way out. */

import type { IceServer } from "~/signaling/web/wire";
import { connectionWith } from "./connection";

/** How loud the microphone hears, 0 to 1, about fifteen times a second; gives back how to stop. */
export function followLevel(stream: MediaStream, hear: (level: number) => void): () => void {
  const context = new AudioContext();
  const meter = context.createAnalyser();
  meter.fftSize = 512;
  context.createMediaStreamSource(stream).connect(meter);
  const samples = new Float32Array(meter.fftSize);
  const timer = setInterval(() => {
    meter.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    // Speech is between -50 and -15 dB; the ear hears decibels.
    hear(Math.min(1, Math.max(0, (10 * Math.log10(power + 1e-9) + 60) / 50)));
  }, 66);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}

/** Two notes, half a second in all. */
export async function playTestTone(): Promise<void> {
  const context = new AudioContext();
  for (const [place, hertz] of [523, 784].entries()) {
    const [tone, gain] = [context.createOscillator(), context.createGain()];
    const at = context.currentTime + place * 0.25;
    tone.frequency.value = hertz;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(0.3, at + 0.02);
    gain.gain.linearRampToValueAtTime(0, at + 0.24);
    tone.connect(gain).connect(context.destination);
    tone.start(at);
    tone.stop(at + 0.25);
  }
  await new Promise((done) => setTimeout(done, 600));
  await context.close();
}

/** The relay is the way out of networks that let nothing else through. "none": this service has none. */
export type Relay = "reached" | "not_reached" | "none";
const RELAY_MS = 5_000;

export async function reachRelay(servers: readonly IceServer[]): Promise<Relay> {
  const relays = servers.filter(({ urls }) => urls.some((url) => url.startsWith("turn")));
  if (relays.length === 0) return "none";
  const connection = connectionWith(relays);
  try {
    connection.setConfiguration({ ...connection.getConfiguration(), iceTransportPolicy: "relay" });
    connection.addTransceiver("audio");
    const found = new Promise<Relay>((done) => {
      connection.addEventListener("icecandidate", ({ candidate }) => {
        if (candidate?.type === "relay") done("reached");
      });
      setTimeout(() => done("not_reached"), RELAY_MS);
    });
    await connection.setLocalDescription(await connection.createOffer());
    return await found;
  } finally {
    connection.close();
  }
}
