/** Edits of a description that tell our own encoder how to speak; they are made to what the other side wrote, here alone. */

import { FULL_SPEECH, type Speech } from "./rungs";

/**
 * The far side's description as if it had asked for speech of this rate and these frames. An encoder obeys the other
 * side's wishes, so the far side's words are what must be changed; nothing is sent for it.
 */
export function withSpeech(sdp: string, speech: Speech): string {
  const end = sdp.includes("\r\n") ? "\r\n" : "\n";
  const parts = sdp.split(/(?=^m=)/m);
  return parts.map((part) => (part.startsWith("m=audio") ? ofSound(part, end, speech) : part)).join("");
}

/** An offer that has been answered, read as an answer: we answered it as the active end of DTLS, so its writer is passive. */
export function asAnswer(sdp: string): string {
  return sdp.replaceAll("a=setup:actpass", "a=setup:passive");
}

/** What a description asks our encoder for; where it is silent, the encoder does its best. */
export function speechIn(sdp: string): { readonly kbps: number; readonly frameMs: number; readonly twice: boolean } {
  const part = sdp.split(/(?=^m=)/m).find((one) => one.startsWith("m=audio")) ?? "";
  const [rate, frame] = [/maxaveragebitrate=(\d+)/.exec(part)?.[1], /^a=ptime:(\d+)/m.exec(part)?.[1]];
  return {
    kbps: rate === undefined ? FULL_SPEECH.kbps : Number(rate) / 1000,
    frameMs: frame === undefined ? FULL_SPEECH.frameMs : Number(frame),
    twice: repeatedIn(part) !== undefined && /^m=audio \S+ \S+ (\d+)/.exec(part)?.[1] === repeatedIn(part),
  };
}

/** Whether the description's writer can take speech of which each packet brings the one before once more. */
export function takesTwice(sdp: string): boolean {
  return repeatedIn(sdp) !== undefined;
}

function repeatedIn(part: string): string | undefined {
  return /^a=rtpmap:(\d+) red\/48000/im.exec(part)?.[1];
}

const OURS: ReadonlySet<string> = new Set(["useinbandfec", "maxaveragebitrate", "ptime"]);

function ofSound(part: string, end: string, { kbps, frameMs, twice }: Speech): string {
  const lines = part.split(end).filter((line) => !line.startsWith("a=ptime:"));
  const payload = lines.map((line) => /^a=rtpmap:(\d+) opus\/48000/i.exec(line)?.[1]).find((found) => found !== undefined);
  if (payload === undefined) return part;
  const start = `a=fmtp:${payload} `;
  const kept = lines
    .filter((line) => line.startsWith(start))
    .flatMap((line) => line.slice(start.length).split(";"))
    .filter((field) => field !== "" && !OURS.has(field.split("=")[0]?.trim() ?? ""));
  const others = lines.filter((line) => !line.startsWith(start));
  const at = others.findIndex((line) => line.startsWith(`a=rtpmap:${payload} `));
  const wish = [...kept, "useinbandfec=1", `maxaveragebitrate=${kbps * 1000}`, `ptime=${frameMs}`].join(";");
  others.splice(at + 1, 0, `${start}${wish}`, `a=ptime:${frameMs}`);
  return first(others, twice === true ? (repeatedIn(part) ?? payload) : payload).join(end);
}

/** The payload type that is named first is the one that is sent. */
function first([line = "", ...lines]: readonly string[], payload: string): readonly string[] {
  const [kind, port, protocol, ...payloads] = line.split(" ");
  return [[kind, port, protocol, payload, ...payloads.filter((one) => one !== payload)].join(" "), ...lines];
}
