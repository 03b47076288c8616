/**
 * Rings and alarms, made here by WebAudio: no file to load, nothing that can be missing on a bad night.
 * A browser gives no sound before the page was touched: until then a band says so, and the server is told.
 */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import type { Session } from "~/signaling/web/session";

export type Tone = "ring" | "order" | "alarm" | "notice";

interface Beep {
  /** Hz. */
  readonly pitch: number;
  /** Seconds from the tone's beginning. */
  readonly from: number;
  readonly lasts: number;
}

interface Melody {
  readonly beeps: readonly Beep[];
  /** Seconds until it begins again; null: it sounds once. */
  readonly again: number | null;
  readonly loudness: number;
}

const MELODIES: Readonly<Record<Tone, Melody>> = {
  ring: { beeps: [{ pitch: 660, from: 0, lasts: 0.35 }, { pitch: 520, from: 0.4, lasts: 0.35 }], again: 2, loudness: 0.35 },
  order: {
    beeps: [0, 0.22, 0.44].flatMap((from) => [{ pitch: 880, from, lasts: 0.09 }, { pitch: 1175, from: from + 0.1, lasts: 0.1 }]),
    again: 1.6,
    loudness: 0.5,
  },
  alarm: { beeps: [0, 0.3, 0.6].map((from) => ({ pitch: from === 0.3 ? 740 : 988, from, lasts: 0.26 })), again: 1.1, loudness: 0.6 },
  notice: { beeps: [{ pitch: 784, from: 0, lasts: 0.09 }, { pitch: 1047, from: 0.1, lasts: 0.14 }], again: null, loudness: 0.22 },
};

const running = signal(false);
let context: AudioContext | null = null;

/** Whether this page may make a sound now. */
export const audible: ReadonlySignal<boolean> = running;

/** Asks for sound: works when called from a touch, a click or a key. */
export async function unlockSound(): Promise<void> {
  context ??= watched(new AudioContext());
  if (context.state !== "running") await context.resume().catch(() => undefined);
  running.value = context.state === "running";
}

function watched(made: AudioContext): AudioContext {
  made.addEventListener("statechange", () => {
    running.value = made.state === "running";
  });
  return made;
}

/** Any first touch of the page unlocks; the server is told at each greeting and each change. */
export function watchSound(session: Session): void {
  const unlock = (): void => void unlockSound();
  // Not pointerdown: the band would go, and the page move, between a finger's coming down and its click.
  addEventListener("click", unlock, { capture: true });
  addEventListener("keydown", unlock, { capture: true });
  const tell = (): void => void session.signal({ type: "screen.audible", audible: running.value });
  session.onWelcome(tell);
  running.subscribe(tell);
  // A page that was touched before (same site, same tab) may be let through without a new touch.
  if (navigator.userActivation?.hasBeenActive === true) unlock();
}

/** Plays the tone, over and over where it repeats; gives back how to stop it. */
export function play(tone: Tone): () => void {
  const melody = MELODIES[tone];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let gain: GainNode | null = null;
  const round = (): void => {
    if (context?.state === "running") {
      gain?.disconnect();
      gain = sound(context, melody);
    }
    if (melody.again !== null) timer = setTimeout(round, melody.again * 1000);
  };
  round();
  return () => {
    clearTimeout(timer);
    gain?.disconnect();
  };
}

function sound(audio: AudioContext, melody: Melody): GainNode {
  const out = audio.createGain();
  out.gain.value = melody.loudness;
  out.connect(audio.destination);
  const start = audio.currentTime + 0.02;
  for (const beep of melody.beeps) {
    const voice = audio.createOscillator();
    const envelope = audio.createGain();
    voice.type = "triangle";
    voice.frequency.value = beep.pitch;
    envelope.gain.setValueAtTime(0, start + beep.from);
    envelope.gain.linearRampToValueAtTime(1, start + beep.from + 0.012);
    envelope.gain.setValueAtTime(1, start + beep.from + beep.lasts - 0.03);
    envelope.gain.linearRampToValueAtTime(0, start + beep.from + beep.lasts);
    voice.connect(envelope).connect(out);
    voice.start(start + beep.from);
    voice.stop(start + beep.from + beep.lasts + 0.02);
  }
  return out;
}
