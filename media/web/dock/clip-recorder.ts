/** Clips and this browser: the recorder, the way to the server and the loudspeaker. */

import { openClipShelf } from "./clip-shelf";
import type { DeviceMedia } from "./devices";
import type { ClipPorts } from "./state/clips";
import type { Sent, ShelvedClip } from "./state/clip-sending";
import type { Recorded, Take } from "./state/clip-taking";

/** Bits a second of speech: understood well, and thirty seconds are 45 kB. */
const SPEECH_BITS = 12_000;
/** What the server takes; a browser that can do neither records nothing. */
const FORMS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus"] as const;
/** A weak link that carries 12 kbit/s brings the longest clip in this time. */
const PATIENCE_MS = 60_000;

/** `isGuest`: this page speaks for a guest, by the guest's own cookie. Asked each time: a page first has to be welcomed. */
export function browserClips(isGuest: () => boolean): ClipPorts {
  return {
    record: (media, lost) => recordFrom((media as DeviceMedia).stream, lost),
    post: (clip) => post(clip, isGuest()),
    shelf: openClipShelf(() => Date.now()),
    fetch: (clipId) => fetchSound(clipId, isGuest()),
    play: (sound, ended) => playSound(sound as Blob, ended),
    wait: (ms, act) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
  };
}

/** A copy of the live track, so that muting the one and ending the other leave each other alone. */
function recordFrom(stream: MediaStream, lost: () => void): Take | null {
  const form = typeof MediaRecorder === "undefined" ? undefined : FORMS.find((one) => MediaRecorder.isTypeSupported(one));
  const live = stream.getAudioTracks()[0];
  if (form === undefined || live === undefined) return null;
  const track = live.clone();
  track.enabled = true;
  const recorder = begun(track, form);
  if (recorder === null) return null;
  const pieces: Blob[] = [];
  const sinceMs = performance.now();
  recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
  // Also when the microphone is taken away: the recorder then stops by itself.
  const stopped = new Promise<void>((done) => recorder.addEventListener("stop", () => done()));
  track.addEventListener("ended", lost);
  const mediaType = form.split(";")[0] ?? form;
  const end = (): void => {
    if (recorder.state !== "inactive") recorder.stop();
    track.stop();
  };
  return {
    stop: async () => {
      const lastsMs = Math.round(performance.now() - sinceMs);
      end();
      await stopped;
      const sound = new Blob(pieces, { type: mediaType });
      return sound.size === 0 ? null : ({ sound, mediaType, bytes: sound.size, lastsMs } satisfies Recorded);
    },
    drop: end,
  };
}

/** Null, with the track given back, when the browser takes the form and then does not record it after all. */
function begun(track: MediaStreamTrack, mimeType: string): MediaRecorder | null {
  try {
    const recorder = new MediaRecorder(new MediaStream([track]), { mimeType, audioBitsPerSecond: SPEECH_BITS });
    recorder.start();
    return recorder;
  } catch {
    track.stop();
    return null;
  }
}

async function post(clip: ShelvedClip, guest: boolean): Promise<Sent> {
  const query = new URLSearchParams({ spoken_at_ms: String(Math.round(clip.spokenAtMs)), ...(guest ? { guest: "" } : {}) });
  const answer = await fetch(`/api/conversations/${clip.conversationId}/clips/${clip.clipId}?${query}`, {
    method: "POST",
    headers: { "Content-Type": clip.mediaType },
    body: clip.sound as Blob,
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (answer.ok) return "kept";
  // Signed out, or the server has trouble: it is kept until that is over.
  if (answer.status === 401 || answer.status >= 500) return "later";
  const { code } = (await answer.json().catch(() => ({}))) as { readonly code?: string };
  return { code: code ?? (answer.status === 413 ? "too_long" : "not_a_clip") };
}

/** Whole before it plays: a weak link would make it stop in the middle of a word. */
export async function fetchSound(clipId: string, guest: boolean): Promise<Blob | "gone" | null> {
  const answer = await fetch(`/api/clips/${clipId}${guest ? "?guest" : ""}`, { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (answer.ok) return answer.blob();
  return answer.status === 401 || answer.status >= 500 ? null : "gone";
}

export function playSound(sound: Blob, ended: (how: "ended" | "held" | "broken") => void): () => void {
  const place = URL.createObjectURL(sound);
  const audio = new Audio(place);
  let over = false;
  const end = (how: "ended" | "held" | "broken" | "stopped"): void => {
    if (over) return;
    over = true;
    audio.pause();
    URL.revokeObjectURL(place);
    if (how !== "stopped") ended(how);
  };
  audio.addEventListener("ended", () => end("ended"));
  audio.addEventListener("error", () => end("broken"));
  audio.play().catch((problem: unknown) => end(problem instanceof DOMException && problem.name === "NotAllowedError" ? "held" : "broken"));
  return () => end("stopped");
}
